"""A task's deadlines with the dates that hold now: as laid down or, once extended, as granted last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.services.desk import Desk, row_id
from dutytrack.services.tasks.finding import met_deadlines, task_deadlines
from dutytrack.store.facts.deadlines import days_reached
from dutytrack.store.facts.kept import LAST_DAY, facts_of
from dutytrack.store.tables.plans import Action, Deadline
from dutytrack.store.tables.supervision import Extension


@dataclass(frozen=True, slots=True)
class DatedDeadline:
    """A deadline with the date that holds."""

    row: Deadline
    current: date
    count: int
    """How many times more time was granted."""

    @property
    def original(self) -> date:
        """The date as the plan's text prints it."""
        original = printed_date(self.row)
        assert original is not None
        return original


def printed_date(row: Deadline) -> date | None:
    """The date that the plan's text prints for a deadline."""
    return row.printed or row.date


def dated_deadlines(session: Session, rows: Iterable[Deadline], on: date | None = None) -> list[DatedDeadline]:
    """Those of ``rows``, the deadlines of one task, that have a date, with the date that holds; in the same order.

    With ``on`` the one that what is done on that day is held against, as ``facts.deadlines.held_on`` tells it.
    """
    dated = [row for row in rows if row.date is not None]
    ids = [row.id for row in dated]
    granted = session.exec(
        select(Extension).where(col(Extension.deadline_id).in_(ids), col(Extension.decision) == "granted")
    ).all()
    asked_by = {
        (one.deadline_id, one.decided_on, one.granted_to) for one in granted if on is not None and one.asked_on <= on
    }
    query = select(Action).where(col(Action.deadline_id).in_(ids), col(Action.kind) == "extended")
    moves: dict[int | None, list[Action]] = {}
    for act in session.exec(query.order_by(col(Action.on), col(Action.id))).all():
        if on is None or act.on <= on or (act.deadline_id, act.on, act.to_date) in asked_by:
            moves.setdefault(act.deadline_id, []).append(act)
    times = Counter(one.deadline_id for one in granted)
    return [_as_it_holds(row, moves.get(row.id, ()), times[row_id(row)]) for row in dated]


def dates_to_keep(desk: Desk, task_id: int) -> list[DatedDeadline]:
    """The dates that the units still have to keep, ascending.

    They are those that were not marked as met, but for stages that the figures reached in time: they wait for the mark.
    """
    met = met_deadlines(desk.session, task_id)
    reached = days_reached(facts_of(desk.rows, task_id, date.fromisoformat(LAST_DAY))["reached"])
    dated = dated_deadlines(desk.session, task_deadlines(desk.session, task_id))
    left = (one for one in dated if one.row.id not in met and one.current not in reached)
    return sorted(left, key=lambda one: one.current)


def deadline_on(wanted: date, dated: Iterable[DatedDeadline]) -> DatedDeadline | None:
    """The one of ``dated`` that is meant by a date: by the one that holds, else by the first."""
    known = list(dated)
    by_current = (one for one in known if one.current == wanted)
    return next(by_current, next((one for one in known if one.original == wanted), None))


def _as_it_holds(row: Deadline, moves: Sequence[Action], times: int) -> DatedDeadline:
    current = (moves[-1].to_date if moves else None) or row.date
    assert current is not None
    return DatedDeadline(row, current, times)
