"""Acts on the ledger's register of units: two become one, one is called otherwise, a misprint is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, SQLModel, col, select

from dutytrack.domain.units.names import is_vague, tidy_name
from dutytrack.domain.units.script import simplified
from dutytrack.services.desk import Desk, NothingToChangeError, ReasonMissingError, not_empty, row_id
from dutytrack.services.units.errors import NameNotHeldError, NameTakenError, SameUnitError, UnitsDifferError
from dutytrack.services.units.finding import find_unit
from dutytrack.services.units.register import name_row
from dutytrack.store.tables.plans import Action, Assignment, Unit, UnitName
from dutytrack.store.tables.supervision import (
    Cadence,
    Contact,
    Extension,
    Instruction,
    Measurement,
    Portfolio,
    ProgressReport,
    Reminder,
    ReminderTask,
    SupervisionOrder,
    UnitMember,
    UnitSuccession,
    Verification,
)

NAME_KINDS = ("alias", "short", "former", "misprint")
"""What another name of a unit may be."""
UNIT_COLUMNS: tuple[tuple[type[SQLModel], str], ...] = (
    (Assignment, "unit_id"),
    (Action, "unit_id"),
    (UnitMember, "collective_id"),
    (UnitMember, "unit_id"),
    (UnitSuccession, "unit_id"),
    (UnitSuccession, "successor_id"),
    (Portfolio, "unit_id"),
    (Contact, "unit_id"),
    (Cadence, "unit_id"),
    (ProgressReport, "unit_id"),
    (Measurement, "unit_id"),
    (Verification, "unit_id"),
    (Reminder, "unit_id"),
    (SupervisionOrder, "unit_id"),
    (Extension, "unit_id"),
    (Instruction, "unit_id"),
)
"""Every column that names a unit, its names apart: what passes to another unit when two become one."""
_ONCE: dict[type[SQLModel], tuple[str, ...]] = {
    Assignment: ("task_id", "unit_id", "role"),
    UnitMember: ("collective_id", "unit_id", "valid_from"),
    UnitSuccession: ("unit_id", "successor_id"),
    Reminder: ("unit_id", "period"),
}
"""Columns that no two rows may have the same."""


@dataclass(frozen=True, slots=True)
class MergedUnits:
    """Two units that are one now."""

    unit: str
    into: str
    tasks: int
    """Tasks of the one that are the other's now."""


@dataclass(frozen=True, slots=True)
class RenamedUnit:
    """A unit that is called otherwise."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewNames:
    """Other names for a unit."""

    names: Sequence[str]
    kind: str = "alias"
    """One of ``NAME_KINDS``."""
    since: date | None = None
    until: date | None = None
    """The last day on which it goes by them."""


@dataclass(frozen=True, slots=True)
class UnitNamesChanged:
    """Other names that a unit was given, or that were taken from it."""

    unit: str
    names: tuple[str, ...]


def merge_units(desk: Desk, unit: str, into: str, *, reason: str, on: date | None = None) -> MergedUnits:
    """Make ``unit`` the unit ``into``: all it has to do with passes over, its names become names of ``into``.

    ``on`` is the day from which it is not called by its old name any more; without it that name was never more than
    another. Where a unit ended and another took over its duties, that is a succession and not this. Raises
    ReasonMissingError (``reason`` is blank), SameUnitError, UnitsDifferError (they are one already, or can't be).
    """
    session = desk.session
    gone, kept = find_unit(desk, unit), find_unit(desk, into)
    if not reason.strip():
        raise ReasonMissingError(gone.name)
    if gone.id == kept.id:
        raise SameUnitError(unit, into)
    if (gone.jurisdiction, gone.kind) != (kept.jurisdiction, kept.kind):
        raise UnitsDifferError(gone.name, kept.name)
    tasks = {row.task_id for row in _rows_of(session, Assignment, "unit_id", gone) if isinstance(row, Assignment)}
    for table, column in UNIT_COLUMNS:
        _pass_over(session, table, column, gone, kept)
    _pass_names(session, gone, kept, on)
    kept.body = kept.body or gone.body
    session.add(kept)
    session.flush()
    session.delete(gone)
    session.flush()
    return MergedUnits(gone.name, kept.name, len(tasks))


def rename_unit(desk: Desk, unit: str, name: str, *, reason: str, since: date | None = None) -> RenamedUnit:
    """Call ``unit`` ``name``, from the day ``since`` on; the old name still finds it.

    Without ``since`` the new name always was the right one, and the old one is another name of it. Raises
    ReasonMissingError, EmptyFieldError (``reason`` or ``name`` is blank), NothingToChangeError (it is called so),
    NameTakenError (another unit of the place is).
    """
    session = desk.session
    renamed, new = find_unit(desk, unit), not_empty("name", tidy_name(name))
    if not reason.strip():
        raise ReasonMissingError(renamed.name)
    if renamed.name == new:
        raise NothingToChangeError(new)
    _check_free(session, renamed, new)
    before = renamed.name
    for row in _names_of(session, renamed):
        if row.name == new:
            session.delete(row)
        elif row.name == before and row.valid_to is None:
            _set_aside(row, since)
            session.add(row)
    session.flush()
    renamed.name, renamed.vague = new, is_vague(new)
    session.add_all([renamed, name_row(renamed, new, "full", since)])
    return RenamedUnit(before, new)


def add_unit_names(desk: Desk, unit: str, given: NewNames) -> UnitNamesChanged:
    """Let ``unit`` go by other names too.

    Raises EmptyFieldError (a name is blank), NothingToChangeError (it goes by all of them), NameTakenError (another
    unit of the place has one of them).
    """
    session = desk.session
    named = find_unit(desk, unit)
    held = {row.name for row in _names_of(session, named)}
    names = dict.fromkeys(not_empty("name", tidy_name(name)) for name in given.names)
    added = tuple(name for name in names if name not in held)
    if not added:
        raise NothingToChangeError(named.name)
    for name in added:
        _check_free(session, named, name)
        session.add(name_row(named, name, given.kind, given.since, given.until))
    return UnitNamesChanged(named.name, added)


def remove_unit_names(desk: Desk, unit: str, names: Sequence[str]) -> UnitNamesChanged:
    """Take ``names`` from ``unit``, which never had them; NameNotHeldError where one is no name of it, or its own."""
    named = find_unit(desk, unit)
    others = [row for row in _names_of(desk.session, named) if row.name != named.name]
    removed = tuple(dict.fromkeys(map(tidy_name, names)))
    for name in removed:
        rows = [row for row in others if row.name == name]
        if not rows:
            raise NameNotHeldError(name, named.name, dict.fromkeys(row.name for row in others))
        for row in rows:
            desk.session.delete(row)
    return UnitNamesChanged(named.name, removed)


def _check_free(session: Session, unit: Unit, name: str) -> None:
    forms = {name, simplified(name)}
    query = select(Unit).join(UnitName, col(UnitName.unit_id) == col(Unit.id), isouter=True)
    query = query.where(col(Unit.jurisdiction) == unit.jurisdiction, col(Unit.id) != unit.id)
    taken = session.exec(query.where(col(Unit.name).in_(forms) | col(UnitName.name).in_(forms))).first()
    if taken is not None:
        raise NameTakenError(name, taken.name)


def _pass_over(session: Session, table: type[SQLModel], column: str, gone: Unit, kept: Unit) -> None:
    """Let the rows of ``table`` that name ``gone`` in ``column`` name ``kept``; doubles and rows about itself go."""
    once = _ONCE.get(table, ())
    there = {_key(row, once, {}): row for row in _rows_of(session, table, column, kept)} if once else {}
    for row in _rows_of(session, table, column, gone):
        double = there.get(_key(row, once, {column: kept.id}))
        if isinstance(row, Reminder) and isinstance(double, Reminder):
            _pass_reminded(session, row, double)
        if double is not None or _is_between(row, gone, kept):
            session.delete(row)
        else:
            setattr(row, column, kept.id)
            session.add(row)
    session.flush()


def _key(row: SQLModel, columns: Sequence[str], instead: Mapping[str, object]) -> tuple[object, ...]:
    """What ``row`` has in ``columns``, with the values of ``instead`` laid over it."""
    return tuple(instead.get(column, getattr(row, column)) for column in columns)


def _is_between(row: SQLModel, gone: Unit, kept: Unit) -> bool:
    """Whether ``row`` ties the two units to each other: a unit is neither its own successor nor its own member."""
    both = {gone.id, kept.id}
    if isinstance(row, UnitSuccession):
        return {row.unit_id, row.successor_id} == both
    return isinstance(row, UnitMember) and {row.unit_id, row.collective_id} == both


def _pass_reminded(session: Session, gone: Reminder, kept: Reminder) -> None:
    """Let the tasks of one reminder be those of another, of the same period."""
    asked = set(session.exec(select(ReminderTask.task_id).where(col(ReminderTask.reminder_id) == kept.id)).all())
    for row in session.exec(select(ReminderTask).where(col(ReminderTask.reminder_id) == gone.id)).all():
        if row.task_id in asked:
            session.delete(row)
        elif kept.id is not None:
            row.reminder_id = kept.id
            session.add(row)


def _pass_names(session: Session, gone: Unit, kept: Unit, on: date | None) -> None:
    """Let ``kept`` go by the names of ``gone``, its own one until ``on``."""
    held = {row.name for row in _names_of(session, kept)}
    for row in list(_names_of(session, gone)):
        if row.name in held:
            session.delete(row)
            continue
        if row.name == gone.name:
            _set_aside(row, on)
        row.unit_id = row_id(kept)
        session.add(row)


def _set_aside(row: UnitName, on: date | None) -> None:
    """Make a unit's own name another name of it, or a former one from the day ``on`` on."""
    row.kind = "alias" if on is None else "former"
    row.valid_to = row.valid_to if on is None else on - timedelta(days=1)


def _names_of(session: Session, unit: Unit) -> Iterator[UnitName]:
    query = select(UnitName).where(col(UnitName.unit_id) == unit.id).order_by(col(UnitName.id))
    return iter(session.exec(query).all())


def _rows_of(session: Session, table: type[SQLModel], column: str, unit: Unit) -> Sequence[SQLModel]:
    return session.exec(select(table).where(getattr(table, column) == unit.id)).all()
