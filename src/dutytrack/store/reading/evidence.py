"""Files that prove something, of one task or of all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_FILES = """
    SELECT t.key, e.name, e.size, e.media_type, e.sha256, e.linked, e.path,
           COALESCE(r."on", v."on", y."on") AS "on",
           CASE WHEN e.report_id IS NOT NULL THEN 'report' WHEN e.verification_id IS NOT NULL THEN 'verification'
                WHEN e.reply_id IS NOT NULL THEN 'reply' ELSE 'task' END AS proves,
           (SELECT u.name FROM unit u WHERE u.id = COALESCE(r.unit_id, v.unit_id)) AS unit
    FROM evidence e
    LEFT JOIN progress_report r ON r.id = e.report_id
    LEFT JOIN verification v ON v.id = e.verification_id
    LEFT JOIN order_reply y ON y.id = e.reply_id
    LEFT JOIN task t ON t.id = COALESCE(e.task_id, r.task_id, v.task_id, y.task_id)
    WHERE (:task_id IS NULL OR t.id = :task_id) AND COALESCE(r."on", v."on", y."on", '') <= :as_of
    ORDER BY e.id
"""


def linked_files(connection: Reader) -> tuple[Path, ...]:
    """The files that prove something where they lie, outside the evidence folder."""
    return tuple(Path(path) for (path,) in connection.execute("SELECT DISTINCT path FROM evidence WHERE linked"))


class EvidenceFile(NamedTuple):
    """A file as the ledger knows it."""

    key: str | None
    """The task's."""
    name: str
    size: int
    media_type: str
    sha256: str
    linked: bool
    path: str
    """Within the evidence folder, or where it lies when only linked."""
    on: date | None
    """The day of what it proves; ``None`` where it belongs to the task as a whole."""
    proves: str
    """``report``, ``verification``, ``reply`` or ``task``."""
    unit: str | None


def evidence_files(connection: Reader, key: str | None = None, *, as_of: date) -> list[EvidenceFile]:
    """The evidence of the task ``key``, or all there is, that proves something of ``as_of`` or before."""
    task_id = None if key is None else task_id_of(connection, key)
    if key is not None and task_id is None:
        return []
    return records(connection.execute(_FILES, {"task_id": task_id, "as_of": as_of.isoformat()}), EvidenceFile)
