"""The journal as it was written, of the whole ledger, a task or a plan."""

from __future__ import annotations

from typing import NamedTuple

from dutytrack.store.dialect import Reader, element
from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.records import records

_ROWS = """
    SELECT seq, at, actor, command, name, entity, entity_id, before, after, reason, undoes, hash
    FROM journal {where} ORDER BY seq
"""


class JournalRow(NamedTuple):
    """An entry of the journal."""

    seq: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    command: str
    name: str
    entity: str
    entity_id: str
    before: str | None
    after: str | None
    reason: str | None
    undoes: str | None
    hash: str


def journal_rows(connection: Reader, key: str | None = None) -> list[JournalRow]:
    """Every entry in the order written; with ``key`` those about the task of this key or the plan of this code.

    None where the ledger has no such task or plan.
    """
    if key is None:
        rows = connection.execute(_ROWS.format(where=""))
    else:
        entity, row_id = _row_of(connection, key)
        refers = f"{element('COALESCE(after, before)', f'{entity}_id')} = CAST(:id AS INTEGER)"
        about = _ROWS.format(where=f"WHERE (entity = :entity AND entity_id = :id) OR {refers}")
        rows = connection.execute(about, {"entity": entity, "id": str(row_id)})
    return records(rows, JournalRow)


def _row_of(connection: Reader, key: str) -> tuple[str, int]:
    """The table and id of what ``key`` names; an id that none has where there is nothing."""
    task_id = task_id_of(connection, key)
    if task_id is not None:
        return "task", task_id
    plan = connection.execute("SELECT id FROM plan WHERE code = ?", (key.strip().upper(),)).fetchone()
    return "plan", -1 if plan is None else int(plan[0])
