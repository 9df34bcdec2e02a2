"""Units: found by any name they go by at a date, within a jurisdiction, or entered anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.unitnames import NameParts, is_vague, name_parts, tidy_name, unit_kind
from dutytrack.services.pinyin import initials
from dutytrack.store.tables import Assignment, Plan, Task, Unit, UnitName


@dataclass(frozen=True, slots=True)
class _Known:
    unit: Unit
    valid_from: date | None
    valid_to: date | None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class UnitRegister:
    """The units of one jurisdiction, by every name they go by: read once, then asked as often as a plan needs."""

    def __init__(self, session: Session, jurisdiction: str) -> None:
        """Read the register of ``jurisdiction`` (empty for none) in one query."""
        self._session = session
        self._jurisdiction = jurisdiction
        self._by_name: dict[str, list[_Known]] = {}
        self.created: list[Unit] = []
        """Units entered through this register, in order."""
        query = select(Unit, UnitName).join(UnitName, col(UnitName.unit_id) == col(Unit.id))
        for unit, name in session.exec(query.where(col(Unit.jurisdiction) == jurisdiction)).all():
            self._remember(name.name, _Known(unit, name.valid_from, name.valid_to))

    def find(self, name: str, *, on: date) -> Unit | None:
        """The unit that goes by ``name`` on that day; a name with a bracketed alias is also sought by its parts.

        A unit's own name counts before an alias. ``None`` where there is none.
        """
        parts = name_parts(name)
        for candidate in (tidy_name(name), parts.name):
            held = [known.unit for known in self._by_name.get(candidate, ()) if known.holds(on)]
            if held:
                return next((unit for unit in held if unit.name == candidate), held[0])
        return None

    def resolve(self, names: Iterable[str], *, on: date) -> dict[str, Unit]:
        """The unit for each of ``names`` as it goes on that day; those that are new are entered.

        The new units are flushed, so all of them have an id.
        """
        found: dict[str, Unit] = {}
        fresh: list[tuple[Unit, NameParts]] = []
        for name in names:
            if name not in found:
                found[name] = self.find(name, on=on) or self._enter(name_parts(name), fresh)
        self._session.flush()
        self._write_names(found, fresh)
        return found

    def add_names(
        self,
        unit: Unit,
        names: Iterable[str],
        *,
        kind: str,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> None:
        """Let ``unit`` go by ``names`` from one day to another; a name that is taken in the place stays as it is."""
        for name in map(tidy_name, names):
            if name not in self._by_name:
                self._remember(name, _Known(unit, valid_from, valid_to))
                self._session.add(_name_row(unit, name, kind, valid_from, valid_to))

    def _enter(self, parts: NameParts, fresh: list[tuple[Unit, NameParts]]) -> Unit:
        unit = Unit(
            jurisdiction=self._jurisdiction, name=parts.name, kind=unit_kind(parts.name), vague=is_vague(parts.name)
        )
        self._session.add(unit)
        self._remember(parts.name, _Known(unit, None, None))
        self.created.append(unit)
        fresh.append((unit, parts))
        return unit

    def _write_names(self, found: dict[str, Unit], fresh: list[tuple[Unit, NameParts]]) -> None:
        """Name rows for new units, and for aliases that known units were met by for the first time."""
        for unit, parts in fresh:
            self._session.add(_name_row(unit, parts.name, "full"))
        for name, unit in found.items():
            for alias in name_parts(name).aliases:
                if alias not in self._by_name:
                    self._remember(alias, _Known(unit, None, None))
                    self._session.add(_name_row(unit, alias, "alias"))

    def _remember(self, name: str, known: _Known) -> None:
        self._by_name.setdefault(name, []).append(known)


def _name_row(
    unit: Unit, name: str, kind: str, valid_from: date | None = None, valid_to: date | None = None
) -> UnitName:
    assert unit.id is not None
    return UnitName(
        unit_id=unit.id, name=name, kind=kind, valid_from=valid_from, valid_to=valid_to, initials=initials(name)
    )


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
    units = register.resolve((entry.name for entry in wanted), on=date.max)
    for entry in wanted:
        unit = units[entry.name]
        unit.kind, unit.vague = entry.kind, entry.vague
        session.add(unit)
        register.add_names(unit, entry.short, kind="short")
        register.add_names(unit, entry.aliases, kind="alias")
    return len(register.created)
