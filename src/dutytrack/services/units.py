"""Units: whose register holds them, found by what a person types, or laid down from a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.services.unitregister import UnitRegister
from dutytrack.store.tables import Assignment, Plan, Task, Unit

__all__ = ["UnitEntry", "UnitRegister", "enter_units", "home_jurisdiction", "register_of"]


def home_jurisdiction(session: Session) -> str:
    """The place whose units the ledger holds, where it is just one; else empty."""
    places = session.exec(select(Unit.jurisdiction).where(col(Unit.jurisdiction) != "").distinct()).all()
    return places[0] if len(places) == 1 else ""


def register_of(session: Session, task: Task) -> UnitRegister:
    """The units of the place the task's plan is for; a task without a plan stays with the place of its own units."""
    if task.plan_id is not None:
        return UnitRegister(session, session.get_one(Plan, task.plan_id).jurisdiction or "")
    own = select(Unit.jurisdiction).join(Assignment, col(Assignment.unit_id) == col(Unit.id))
    place = session.exec(own.where(col(Assignment.task_id) == task.id)).first()
    return UnitRegister(session, home_jurisdiction(session) if place is None else place)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of a register to be laid down: its full name and the others it goes by."""

    name: str
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str = "unit"
    """``unit`` or ``collective``."""
    vague: bool = False


def enter_units(session: Session, *, jurisdiction: str, entries: Iterable[UnitEntry]) -> int:
    """Enter units with all their names; a unit that is there already gains the names it lacks.

    Returns:
        How many units are new.
    """
    register = UnitRegister(session, jurisdiction)
    wanted = list(entries)
    names = [entry.name for entry in wanted]
    units = register.resolve(names, on=date.max, lists=[names])
    for entry in wanted:
        unit = units[entry.name]
        unit.kind, unit.vague = entry.kind, entry.vague
        session.add(unit)
        register.add_names(unit, entry.short, kind="short")
        register.add_names(unit, entry.aliases, kind="alias")
    return len(register.created)
