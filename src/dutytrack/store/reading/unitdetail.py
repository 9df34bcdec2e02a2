"""One unit in full: its names, collectives, members, what came before and after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from dutytrack.domain.units.names import tidy_name, with_place
from dutytrack.domain.units.script import simplified
from dutytrack.domain.words.nearest import nearest
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

Part = TypeVar("Part")


class NameRow(NamedTuple):
    """A name a unit goes or went by."""

    name: str
    kind: str
    """``full``, ``short``, ``alias``, ``former`` or ``misprint``."""
    since: date | None
    until: date | None
    """The last day."""


class MemberRow(NamedTuple):
    """A membership, seen from either side: the other unit's name."""

    name: str
    since: date | None
    until: date | None


class SuccessionRow(NamedTuple):
    """The unit before or after, and the day from which the later one answers."""

    name: str
    on: date


class UnitDetail(NamedTuple):
    """A unit, with all that the ledger holds about it but its tasks."""

    id: int
    name: str
    jurisdiction: str
    kind: str
    body: str | None
    """What body it is, as the ledger has it; ``None``: as its name tells."""
    vague: bool
    names: tuple[NameRow, ...]
    members: tuple[MemberRow, ...]
    collectives: tuple[MemberRow, ...]
    successors: tuple[SuccessionRow, ...]
    predecessors: tuple[SuccessionRow, ...]


class KnownUnit(NamedTuple):
    """A unit of the ledger by its own name."""

    id: int
    name: str
    jurisdiction: str
    kind: str


_NAMES = """
    SELECT n.name, n.kind, n.valid_from AS since, n.valid_to AS until FROM unit_name n JOIN unit u ON u.id = n.unit_id
    WHERE u.id = ? ORDER BY n.name <> u.name, n.kind = 'misprint', n.valid_to IS NOT NULL, n.id
"""
_MEMBERS = """
    SELECT u.name, m.valid_from AS since, m.valid_to AS until FROM unit_member m JOIN unit u ON u.id = m.unit_id
    WHERE m.collective_id = ? ORDER BY m.id
"""
_COLLECTIVES = """
    SELECT u.name, m.valid_from AS since, m.valid_to AS until FROM unit_member m JOIN unit u ON u.id = m.collective_id
    WHERE m.unit_id = ? ORDER BY u.name, m.id
"""
_SUCCESSORS = """
    SELECT u.name, s."on" FROM unit_succession s JOIN unit u ON u.id = s.successor_id
    WHERE s.unit_id = ? ORDER BY s."on"
"""
_PREDECESSORS = """
    SELECT u.name, s."on" FROM unit_succession s JOIN unit u ON u.id = s.unit_id
    WHERE s.successor_id = ? ORDER BY s."on"
"""
_UNITS = """
    SELECT u.id, u.name, u.jurisdiction, u.kind, u.body, u.vague, u.id AS names, u.id AS members, u.id AS collectives,
           u.id AS successors, u.id AS predecessors
    FROM unit u WHERE (:place IS NULL OR u.jurisdiction = :place) AND {} ORDER BY u.id
"""
_CALLED = "u.name IN (:name, :folded)"
_ALSO_CALLED = "u.id IN (SELECT n.unit_id FROM unit_name n WHERE n.name IN (:name, :folded))"

_ALL_NAMES = """
    SELECT DISTINCT n.name FROM unit_name n JOIN unit u ON u.id = n.unit_id
    WHERE :place IS NULL OR u.jurisdiction = :place
"""


def units_called(connection: Reader, name: str, *, place: str | None = None) -> list[UnitDetail]:
    """The units whose own name is ``name``, else those that go or went by it, in either script."""
    tidy = tidy_name(name)
    asked = {"name": tidy, "folded": simplified(tidy), "place": None if place is None else simplified(place)}

    def parts(sql: str, kind: type[Part]) -> Callable[[int], tuple[Part, ...]]:
        return lambda unit_id: tuple(records(connection.execute(sql, (unit_id,)), kind))

    for condition in (_CALLED, _ALSO_CALLED):
        found = records(
            connection.execute(_UNITS.format(condition), asked),
            UnitDetail,
            names=parts(_NAMES, NameRow),
            members=parts(_MEMBERS, MemberRow),
            collectives=parts(_COLLECTIVES, MemberRow),
            successors=parts(_SUCCESSORS, SuccessionRow),
            predecessors=parts(_PREDECESSORS, SuccessionRow),
        )
        if found:
            return found
    parts_named = with_place(name)
    if parts_named is not None and place in {None, parts_named["place"]}:
        return units_called(connection, **parts_named)
    return []


def known_units(connection: Reader, *, place: str | None = None) -> list[KnownUnit]:
    """All units by their own names, of ``place`` or of all places."""
    query = (
        "SELECT id, name, jurisdiction, kind FROM unit WHERE ? IS NULL OR jurisdiction = ? ORDER BY jurisdiction, id"
    )
    return records(connection.execute(query, (place, place)), KnownUnit)


def home_place(connection: Reader) -> str:
    """The place whose units the ledger holds, where it is just one; else empty."""
    places = connection.execute("SELECT DISTINCT jurisdiction FROM unit WHERE jurisdiction <> '' LIMIT 2").fetchall()
    return str(places[0][0]) if len(places) == 1 else ""


def nearest_name(connection: Reader, name: str, *, place: str | None = None) -> str | None:
    """The name in the ledger, of ``place`` only, that is most like ``name``; ``None`` where none is."""
    asked = {"place": None if place is None else simplified(place)}
    names = [known for (known,) in connection.execute(_ALL_NAMES, asked)]
    return nearest(tidy_name(name), names)
