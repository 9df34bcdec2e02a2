"""The order in which the office names units, where it is another than the kinds of their names give."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from dutytrack.i18n import listed
from dutytrack.services.desk import Desk, NothingToChangeError
from dutytrack.services.units.errors import SameUnitError
from dutytrack.services.units.finding import find_unit
from dutytrack.store.tables.plans import Unit


def order_units(desk: Desk, units: Sequence[str]) -> tuple[str, ...]:
    """Let ``units`` come first, in the order given, before all others; with none of them the kinds of names decide.

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
