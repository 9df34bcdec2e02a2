"""Units that others succeed: what is open passes to the successor, what was done stays with who did it.

A succession is one dated row. Nothing else is rewritten: who answers on a day is worked out from it, so both names
find the tasks of both, and taking the command back makes everything what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, and_, col, func, select

from dutytrack.domain.acts import ENDED
from dutytrack.domain.units.naming import AS_TYPED, Naming
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.units.finding import find_unit
from dutytrack.services.units.naming import units_named
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.answering import answering
from dutytrack.store.tables.plans import Assignment, TaskFact, Unit
from dutytrack.store.tables.supervision import UnitSuccession


class SucceedsItselfError(DutyTrackError):
    """A unit can't succeed itself, nor one that it has succeeded."""

    def __init__(self, old: str, new: str) -> None:
        template = _("{new} can't succeed {old}: they are one unit by now")
        super().__init__(template, old=old, new=new)


class AlreadySucceededError(DutyTrackError):
    """The unit has a successor already."""

    def __init__(self, old: str, successor: str, on: date) -> None:
        template = _("{old} was succeeded by {successor} on {on}; `dutytrack undo` takes that back")
        super().__init__(template, old=old, successor=successor, on=on)


class CollectiveSucceedsError(DutyTrackError):
    """A collective is no unit that ends; its members are."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is a collective: change its members instead"), name=name)


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit and its successor."""

    old: str
    new: str
    on: date
    is_new: bool
    """Whether the successor was entered by this command."""
    open_tasks: int
    """Tasks that the unit had a part in and that are open: these pass."""
    done_tasks: int
    """Tasks that stay with the unit as they are."""


def succeed_unit(desk: Desk, old: str, new: str, on: date, *, naming: Naming = AS_TYPED) -> Succession:
    """Let ``new`` answer from ``on`` for what ``old`` owes; a successor that is not in the ledger yet is entered.

    Raises FutureDateError (the day has not come), CollectiveSucceedsError (``old`` is a collective),
    SucceedsItselfError (``new`` is ``old``, or was succeeded by it), AlreadySucceededError (``old`` has a successor).
    """
    desk.check_has_come(on)
    before = find_unit(desk, old)
    if before.kind == "collective":
        raise CollectiveSucceedsError(before.name)
    register = UnitRegister(desk.session, before.jurisdiction)
    (after,) = units_named(register, naming.read([new]), naming, on=on).values()
    _check(desk, before, after)
    open_tasks, done_tasks = _tasks(desk.session, before)
    desk.session.add(UnitSuccession(unit_id=row_id(before), successor_id=row_id(after), on=on))
    return Succession(before.name, after.name, on, after in register.created, open_tasks, done_tasks)


def _check(desk: Desk, before: Unit, after: Unit) -> None:
    if answering(desk.rows, as_of=date.max).successor(row_id(after)) == before.id or before.id == after.id:
        raise SucceedsItselfError(before.name, after.name)
    query = select(UnitSuccession).where(col(UnitSuccession.unit_id) == before.id)
    there = desk.session.exec(query).first()
    if there is not None:
        raise AlreadySucceededError(before.name, desk.session.get_one(Unit, there.successor_id).name, there.on)


def _tasks(session: Session, unit: Unit) -> tuple[int, int]:
    """How many tasks with a part of ``unit`` are open, and how many are done."""
    part = select(Assignment.task_id).where(col(Assignment.unit_id) == unit.id)
    counted = select(func.count()).select_from(TaskFact).where(col(TaskFact.task_id).in_(part))
    is_open = and_(col(TaskFact.status).not_in(ENDED), col(TaskFact.concluded_on).is_(None))
    total, still_open = session.exec(counted).one(), session.exec(counted.where(is_open)).one()
    return still_open, total - still_open
