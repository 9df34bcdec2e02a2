"""Extensions (延期) up to a day: what was asked, what came of it, and what each date has been through."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.deadlines import LAID_DOWN_AS, MOVED_TO, extended_times
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.sql.records import records

Decision = Literal["asked", "granted", "refused"]

DECIDED = ", ".join(
    f"CASE WHEN e.decided_on <= :as_of THEN e.{name} END AS {name}"
    for name in ("decided_on", "decision", "granted_to", "by", "note")
)
"""The columns of what was decided of an extension ``e`` by the day: a later decision had not come."""
_TIMES = extended_times("e.deadline_id")


class ExtensionRow(NamedTuple):
    """An extension as it stands on a day."""

    key: str
    title: str
    unit: str | None
    original: date
    """The date as the plan's text of the day prints it."""
    current: date
    """The date that holds on the day."""
    asked_on: date
    wished: date
    decision: Decision
    decided_on: date | None
    granted_to: date | None
    by: str | None
    late: bool
    """Asked for after the date had passed."""
    times: int
    """How often the date has been extended by the day."""
    reason: str
    progress: str
    note: str | None

    @property
    def days_added(self) -> int:
        """Days between the original date and the one that holds."""
        return (self.current - self.original).days


def extension_rows(look: Look, query: Query | str = "") -> list[ExtensionRow]:
    """The extensions asked for by a day about tasks of ``query``, the latest first."""
    selection = Selection(look, query)
    rows = selection.execute(
        f"""
        SELECT t.key, t.title, u.name AS unit, {LAID_DOWN_AS} AS original, COALESCE({MOVED_TO}, d.date) AS current,
               e.asked_on, e.wished, {DECIDED}, e.late, {_TIMES} AS times, e.reason, e.progress
        FROM extension e JOIN task t ON t.id = e.task_id JOIN deadline d ON d.id = e.deadline_id
             LEFT JOIN unit u ON u.id = e.unit_id
        WHERE e.asked_on <= :as_of AND EXISTS (SELECT 1 {selection.from_where("f.task_id = e.task_id")})
        ORDER BY e.asked_on DESC, e.id DESC
        """
    )
    return records(rows, ExtensionRow, decision=lambda decision: decision or "asked")
