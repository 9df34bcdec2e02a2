"""Progress reports of many tasks, the latest first."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.claims import taken_back
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.supervision import VERIFIED
from dutytrack.store.sql.records import records

_COLUMNS = f"""
    SELECT t.key, t.title, u.name AS unit, r."on", r.percent,
           {VERIFIED} AS verified, r.id AS sent_back,
           r.text, r.problem, r.next_step, r.by,
           (SELECT COUNT(*) FROM evidence e WHERE e.report_id = r.id) AS evidence,
           (SELECT COUNT(*) FROM measurement x WHERE x.report_id = r.id) AS figures,
           (SELECT b.text FROM progress_report b WHERE b.task_id = r.task_id AND b.unit_id = r.unit_id
            AND (b."on" < r."on" OR (b."on" = r."on" AND b.id < r.id)) ORDER BY b."on" DESC, b.id DESC LIMIT 1)
           AS text_before
    FROM progress_report r JOIN task t ON t.id = r.task_id JOIN unit u ON u.id = r.unit_id
"""


class ReportLine(NamedTuple):
    """A progress report in a list."""

    key: str
    title: str
    unit: str
    on: date
    percent: float | None
    verified: bool
    """A check accepted it."""
    sent_back: bool
    """A check returned it: what it claims counts no more."""
    text: str
    problem: str | None
    next_step: str | None
    by: str | None
    evidence: int
    """How many files prove it."""
    figures: int
    """How many measured values came with it."""
    text_before: str | None
    """What the unit said the time before."""


def report_lines(
    look: Look, query: Query | str, *, since: date | None = None, limit: int | None = None
) -> list[ReportLine]:
    """The reports of the tasks of ``query`` up to a day, from ``since`` on where it is given, the latest first."""
    selection = Selection(look, query)
    tasks = [task for (task,) in selection.run(f"SELECT f.task_id {selection.from_where()}")]
    gone = taken_back(look.connection, tasks, look.as_of)
    rows = selection.execute(
        f'{_COLUMNS} WHERE r."on" <= :as_of AND r."on" >= :since '
        f"AND r.task_id IN (SELECT f.task_id {selection.from_where()}) "
        'ORDER BY r."on" DESC, r.id DESC LIMIT :limit',
        since=(since or date.min).isoformat(),
        limit=-1 if limit is None else limit,
    )
    return records(rows, ReportLine, sent_back=lambda report: gone.get(report) == "returned")
