"""The order in which the office names units: as it said itself, else by what body and as the register has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from dutytrack.domain.units.order import body_of, order_of, order_of_names
from dutytrack.store.sql.dialect import Reader, among, listed


def office_order(connection: Reader, units: Iterable[int] | None = None) -> dict[int, tuple[int, ...]]:
    """What each unit, or each of ``units``, by its id, is put in order by."""
    within_kind = order_of_names(register_order())
    wanted = "" if units is None else f"WHERE id {among(':ids')}"
    rows = connection.execute(
        f"SELECT id, COALESCE(precedence, -1), name, jurisdiction, body FROM unit {wanted}",  # noqa: S608 - constants
        {} if units is None else {"ids": listed(units)},
    ).fetchall()
    return {
        unit: (first < 0, first, order_of(body_of(name, place, body)), within_kind(name, place), unit)
        for unit, first, name, place, body in rows
    }


def office_ranks(connection: Reader, names: Mapping[int, str]) -> dict[str, int]:
    """Where each of ``names``, by the ids of units, stands among them in that order."""
    places = office_order(connection, names)
    return {name: rank for rank, (_unit, name) in enumerate(sorted(names.items(), key=lambda one: places[one[0]]))}


@cache
def register_order() -> dict[str, int]:
    """Where the register has each usual name; see ``tools/write_unit_order.py``."""
    lines = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return {name: place for place, line in enumerate(lines) for name in line.split()}
