"""The order in which the office names units: as it said itself, else by their kind and as the register lists them."""

from __future__ import annotations

from dutytrack.domain.units.order import order_of_kind, order_of_register
from dutytrack.store.settings.register import standard_register
from dutytrack.store.sql.dialect import Reader


def office_order(connection: Reader) -> dict[int, tuple[int, ...]]:
    """What each unit, by its id, is put in order by."""
    within_kind = order_of_register(standard_register())
    rows = connection.execute("SELECT id, COALESCE(precedence, -1), name, jurisdiction FROM unit").fetchall()
    return {
        unit: (first < 0, first, order_of_kind(name, place), within_kind(name, place), unit)
        for unit, first, name, place in rows
    }
