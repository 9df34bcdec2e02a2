"""A task's deadlines with the dates that hold now: as laid down or, once extended, as granted last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.services.tasks.finding import task_deadlines
from dutytrack.store.tables.plans import Action, Deadline


@dataclass(frozen=True, slots=True)
class DatedDeadline:
    """A deadline with the date that holds."""

    row: Deadline
    current: date
    count: int
    """How many times it was extended."""

    @property
    def original(self) -> date:
        """The date as first laid down."""
        assert self.row.date is not None
        return self.row.date


def dated_deadlines(session: Session, task_id: int | None) -> list[DatedDeadline]:
    """The deadlines of a task that have a date, in the order printed."""
    return [as_it_holds(session, row) for row in task_deadlines(session, task_id) if row.date is not None]


def deadline_on(wanted: date, dated: Iterable[DatedDeadline]) -> DatedDeadline | None:
    """The one of ``dated`` that is meant by a date: by the one that holds, else by the first."""
    known = list(dated)
    by_current = (one for one in known if one.current == wanted)
    return next(by_current, next((one for one in known if one.original == wanted), None))


def as_it_holds(session: Session, row: Deadline) -> DatedDeadline:
    """``row`` with the date that holds."""
    query = select(Action).where(col(Action.deadline_id) == row.id, col(Action.kind) == "extended")
    moves = session.exec(query.order_by(col(Action.on), col(Action.id))).all()
    current = (moves[-1].to_date if moves else None) or row.date
    assert current is not None
    return DatedDeadline(row, current, len(moves))
