"""What body a unit is, and the order in which the office names units, where both are other than names tell."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from dutytrack.domain.units.order import Body
from dutytrack.i18n import listed
from dutytrack.services.desk import Desk, NothingToChangeError
from dutytrack.services.units.errors import CollectiveAsBodyError, SameUnitError
from dutytrack.services.units.finding import find_unit
from dutytrack.store.tables.plans import Unit


def order_units(desk: Desk, units: Sequence[str]) -> tuple[str, ...]:
    """Let ``units`` come first, in the order given, before all others; with none of them what they are decides.

    Returns their names. Raises SameUnitError (one is named twice), NothingToChangeError (they stand so already).
    """
    session = desk.session
    first = [find_unit(desk, unit) for unit in units]
    for place, unit in enumerate(first):
        if unit in first[:place]:
            raise SameUnitError(units[first.index(unit)], units[place])
    before = session.exec(select(Unit).where(col(Unit.precedence).is_not(None)).order_by(col(Unit.precedence))).all()
    if list(before) == first:
        raise NothingToChangeError(listed(units) or "units order")
    for unit in before:
        unit.precedence = None
    for place, unit in enumerate(first, start=1):
        unit.precedence = place
    session.add_all([*before, *first])
    return tuple(unit.name for unit in first)


def set_body(desk: Desk, units: Sequence[str], body: Body | None) -> tuple[str, ...]:
    """Let the ledger say what body ``units`` are; with ``None`` their names tell again.

    Returns the names of those of which it said something else. Raises CollectiveAsBodyError (one stands for several),
    NothingToChangeError (it says so of all of them already).
    """
    named = dict.fromkeys(find_unit(desk, unit).id for unit in units)
    found = [desk.session.get_one(Unit, unit) for unit in named]
    for unit in found:
        if unit.kind == "collective":
            raise CollectiveAsBodyError(unit.name)
    changed = [unit for unit in found if unit.body != body]
    if not changed:
        raise NothingToChangeError(listed(unit.name for unit in found))
    for unit in changed:
        unit.body = body
    desk.session.add_all(changed)
    return tuple(unit.name for unit in changed)
