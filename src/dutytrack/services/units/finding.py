"""Units: whose register holds them, found by what a person types, or laid down from a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.services.desk import Desk, row_id
from dutytrack.services.units.errors import UnitAmbiguousError, UnitNotFoundError
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.standing import StandingTask
from dutytrack.store.reading.unitdetail import home_place, nearest_name, units_called
from dutytrack.store.tables.plans import Assignment, Plan, Unit
from dutytrack.store.tables.supervision import UnitMember


def register_of(desk: Desk, task: StandingTask) -> UnitRegister:
    """The units of the place the task's plan is for; a task without a plan stays with the place of its own units."""
    session = desk.session
    if task.plan_id is not None:
        return UnitRegister(session, session.get_one(Plan, task.plan_id).jurisdiction or "")
    own = select(Unit.jurisdiction).join(Assignment, col(Assignment.unit_id) == col(Unit.id))
    place = session.exec(own.where(col(Assignment.task_id) == task.id)).first()
    return UnitRegister(session, home_place(desk.rows) if place is None else place)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of a register to be laid down: its full name and the others it goes by."""

    name: str
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str = "unit"
    """``unit`` or ``collective``."""
    vague: bool = False
    members: tuple[str, ...] = ()
    """Of a collective: units of the same list, in their order."""
    body: str | None = None
    """What body it is; ``None``: as its name tells."""


def enter_units(desk: Desk, jurisdiction: str, entries: Iterable[UnitEntry]) -> int:
    """Enter units with all their names, and collectives with their members; a unit that is there gains what it lacks.

    Returns:
        How many units are new.
    """
    register = UnitRegister(desk.session, jurisdiction)
    wanted = list(entries)
    names = [entry.name for entry in wanted]
    units = register.resolve(names, on=date.max, lists=[names])
    for entry in wanted:
        unit = units[entry.name]
        unit.kind, unit.vague, unit.body = entry.kind, entry.vague, entry.body or unit.body
        desk.session.add(unit)
        register.add_names(unit, entry.short, kind="short")
        register.add_names(unit, entry.aliases, kind="alias")
    for entry in wanted:
        _enter_members(desk.session, units[entry.name], register.resolve(entry.members, on=date.max, lists=[names]))
    return len(register.created)


def _enter_members(session: Session, collective: Unit, members: Mapping[str, Unit]) -> None:
    """Make ``members`` members of ``collective`` for good; those that are there stay as they are."""
    if not members:
        return
    query = select(UnitMember.unit_id).where(col(UnitMember.collective_id) == collective.id)
    kept = set(session.exec(query).all())
    for unit in members.values():
        if unit.id not in kept:
            session.add(UnitMember(collective_id=row_id(collective), unit_id=row_id(unit)))


def find_unit(desk: Desk, name: str) -> Unit:
    """The unit of the desk's place that a person means by ``name``: its own name, else any other it goes or went by.

    Raises UnitNotFoundError (none does; the nearest name is named), UnitAmbiguousError (several do).
    """
    found = units_called(desk.rows, name, place=desk.place)
    if not found:
        raise UnitNotFoundError(name, nearest_name(desk.rows, name, place=desk.place))
    if len(found) > 1:
        raise UnitAmbiguousError(name, [(unit.name, unit.jurisdiction) for unit in found])
    return desk.session.get_one(Unit, found[0].id)
