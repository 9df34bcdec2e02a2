"""One unit in full: its names, collectives, members, what came before and after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dutytrack.domain.units.names import tidy_name
from dutytrack.domain.units.script import simplified
from dutytrack.domain.words.nearest import nearest


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
    SELECT n.name, n.kind, n.valid_from, n.valid_to FROM unit_name n JOIN unit u ON u.id = n.unit_id
    WHERE u.id = ? ORDER BY n.name <> u.name, n.kind = 'misprint', n.valid_to IS NOT NULL, n.id
"""
_MEMBERS = """
    SELECT u.name, m.valid_from, m.valid_to FROM unit_member m JOIN unit u ON u.id = m.unit_id
    WHERE m.collective_id = ? ORDER BY m.id
"""
_COLLECTIVES = """
    SELECT u.name, m.valid_from, m.valid_to FROM unit_member m JOIN unit u ON u.id = m.collective_id
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
_CALLED = """
    SELECT id FROM unit WHERE name IN (:name, :folded) AND (:place IS NULL OR jurisdiction = :place) ORDER BY id
"""
_ALSO_CALLED = """
    SELECT DISTINCT u.id FROM unit_name n JOIN unit u ON u.id = n.unit_id
    WHERE n.name IN (:name, :folded) AND (:place IS NULL OR u.jurisdiction = :place) ORDER BY u.id
"""

_ALL_NAMES = """
    SELECT DISTINCT n.name FROM unit_name n JOIN unit u ON u.id = n.unit_id
    WHERE :place IS NULL OR u.jurisdiction = :place
"""


def units_called(connection: sqlite3.Connection, name: str, *, place: str | None = None) -> list[UnitDetail]:
    """The units whose own name is ``name``, else those that go or went by it, in either script."""
    tidy = tidy_name(name)
    asked = {"name": tidy, "folded": simplified(tidy), "place": None if place is None else simplified(place)}
    ids = connection.execute(_CALLED, asked).fetchall() or connection.execute(_ALSO_CALLED, asked).fetchall()
    return [_detail(connection, unit_id) for (unit_id,) in ids]


def known_units(connection: sqlite3.Connection, *, place: str | None = None) -> list[KnownUnit]:
    """All units by their own names, of ``place`` or of all places."""
    query = (
        "SELECT id, name, jurisdiction, kind FROM unit WHERE ? IS NULL OR jurisdiction = ? ORDER BY jurisdiction, id"
    )
    return [KnownUnit._make(row) for row in connection.execute(query, (place, place))]


def nearest_name(connection: sqlite3.Connection, name: str, *, place: str | None = None) -> str | None:
    """The name in the ledger, of ``place`` only, that is most like ``name``; ``None`` where none is."""
    asked = {"place": None if place is None else simplified(place)}
    names = [known for (known,) in connection.execute(_ALL_NAMES, asked)]
    return nearest(tidy_name(name), names)


def _detail(connection: sqlite3.Connection, unit_id: int) -> UnitDetail:
    query = "SELECT id, name, jurisdiction, kind, vague FROM unit WHERE id = ?"
    own_id, name, place, kind, vague = connection.execute(query, (unit_id,)).fetchone()

    def rows(sql: str) -> Sequence[Sequence[str | None]]:
        return connection.execute(sql, (unit_id,)).fetchall()

    return UnitDetail(
        own_id,
        name,
        place,
        kind,
        vague=bool(vague),
        names=tuple(NameRow(str(name), str(kind), _day(a), _day(b)) for name, kind, a, b in rows(_NAMES)),
        members=tuple(MemberRow(str(name), _day(a), _day(b)) for name, a, b in rows(_MEMBERS)),
        collectives=tuple(MemberRow(str(name), _day(a), _day(b)) for name, a, b in rows(_COLLECTIVES)),
        successors=tuple(SuccessionRow(str(name), date.fromisoformat(str(on))) for name, on in rows(_SUCCESSORS)),
        predecessors=tuple(SuccessionRow(str(name), date.fromisoformat(str(on))) for name, on in rows(_PREDECESSORS)),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
