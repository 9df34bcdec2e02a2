"""Names of units as a person types them: one that is near to a unit's is asked about before it becomes a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlmodel import select

from dutytrack.domain.units.matching import slip_of
from dutytrack.domain.units.names import name_parts
from dutytrack.domain.units.naming import Naming
from dutytrack.services.desk import Desk
from dutytrack.services.units.errors import NearUnitError, UnitAmbiguousError
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.unitdetail import home_place, units_called
from dutytrack.store.tables.plans import Unit, UnitName


def units_named(register: UnitRegister, names: Iterable[str], naming: Naming, *, on: date) -> dict[str, Unit]:
    """The unit of ``register`` for each of ``names`` on a day; those that are new are entered.

    Raises NearUnitError (a name is no unit's and near to one of the place's, and nothing was said about it).
    """
    wanted = tuple(names)
    if not naming.new:
        refuse_first(near_names(register, wanted, on=on))
    return register.resolve(wanted, on=on)


def near_names(
    register: UnitRegister, names: Iterable[str], *, on: date, others: Sequence[str] = ()
) -> Iterator[NearUnitError]:
    """What is to be said of each of ``names`` that is near to a unit's, or to one of ``others``."""
    for name in names:
        nearest = register.nearest(name, on=on, others=others)
        if nearest is not None:
            yield NearUnitError(name, nearest)


def refuse_first(found: Iterator[NearUnitError]) -> None:
    """Raise the first of ``found``, if there is one."""
    first = next(found, None)
    if first is not None:
        raise first


def place_of(desk: Desk, names: Iterable[str], naming: Naming) -> str:
    """The place whose units ``names`` are: the desk's, else the ledger's own.

    Raises UnitAmbiguousError (the ledger has units of several places, and a name is one of theirs), NearUnitError (it
    has, and a name is no unit's and near to one of theirs).
    """
    if desk.place is not None:
        return desk.place
    home = home_place(desk.rows)
    if home or naming.new:
        return home
    known = desk.session.exec(select(UnitName.name).distinct()).all()
    for name in names:
        found = units_called(desk.rows, name)
        if found and all(unit.jurisdiction for unit in found):
            raise UnitAmbiguousError(name, [(unit.name, unit.jurisdiction) for unit in found])
        nearest = None if found else slip_of(name_parts(name).name, known)
        if nearest is not None:
            raise NearUnitError(name, nearest)
    return home
