"""Finding the units and plans that a query names: a tiny query before the big one, so that this runs on indexes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dutytrack.domain.query.errors import NotInLedgerError
from dutytrack.domain.units.script import simplified
from dutytrack.domain.words.folding import fold
from dutytrack.store.facts.parties import holds
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader

_UNITS = tuple(
    f"SELECT unit_id FROM unit_name WHERE {holds} UNION SELECT id FROM unit WHERE {holds}"  # noqa: S608 - from here
    for holds in ("name = :text", f"{dialect.folded('name')} = :folded", dialect.contains("name", ":folded"))
)
_WITH_PLACE = """
    SELECT id FROM unit u WHERE u.jurisdiction = :place
    AND (u.name = :name OR u.id IN (SELECT n.unit_id FROM unit_name n WHERE n.name = :name))
"""
_BY_INITIALS = (
    "SELECT unit_id FROM unit_name WHERE initials = :text",
    "SELECT unit_id FROM unit_name WHERE instr(initials, :text) > 0",
)
"""市科技局 has the initials ``skjj``; ``kjj`` finds it as a part of them."""
_UNIT_NAMES = "SELECT name FROM unit UNION SELECT name FROM unit_name"
_RELATED = f"""
    WITH RECURSIVE same(id) AS (
        SELECT value FROM {dialect.elements(":ids")}
        UNION SELECT s.successor_id FROM unit_succession s JOIN same ON s.unit_id = same.id AND s."on" <= :as_of
        UNION SELECT s.unit_id FROM unit_succession s JOIN same ON s.successor_id = same.id AND s."on" <= :as_of)
    SELECT id FROM same
    UNION SELECT m.collective_id FROM unit_member m JOIN same ON m.unit_id = same.id
          WHERE :collectives AND {holds("m")}
"""  # noqa: S608 - from here
_PLANS = (
    "SELECT id FROM plan WHERE code = :text COLLATE NOCASE",
    f"SELECT id FROM plan WHERE {dialect.contains('title', ':folded')}",  # noqa: S608 - from here
)
_PLAN_CODES = "SELECT code FROM plan"


def _first_found(connection: Reader, queries: Sequence[str], text: str) -> tuple[int, ...]:
    dialect.lend_folding(connection)
    for query in queries:
        found = tuple(row[0] for row in connection.execute(query, {"text": text, "folded": fold(text)}))
        if found:
            return found
    return ()


def _names(connection: Reader, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query)]


def unit_ids(connection: Reader, field: str, text: str, place: tuple[int, int]) -> tuple[int, ...]:
    """The units that go by ``text`` exactly, else by a name it is part of, else whose pinyin initials it is.

    A name in traditional characters is sought in simplified ones too. Raises NotInLedgerError (none does; the nearest
    name is named).
    """
    name = "".join(text.split())
    found = _first_found(connection, _UNITS, name) or _of_place(connection, name)
    if not found and (folded := simplified(name)) != name:
        found = _first_found(connection, _UNITS, folded)
    if not found and name.isascii() and name.isalpha():
        found = _first_found(connection, _BY_INITIALS, name.lower())
    if not found:
        raise NotInLedgerError(field, text, _names(connection, _UNIT_NAMES), place)
    return found


def _of_place(connection: Reader, name: str) -> tuple[int, ...]:
    """The unit that is named with its place behind it, as reports name one of several: ``市科技局 (沧州市)``."""
    from dutytrack.domain.units.names import with_place

    parts = with_place(name)
    return tuple(row[0] for row in connection.execute(_WITH_PLACE, parts)) if parts else ()


def related_units(connection: Reader, ids: Collection[int], as_of: date, *, collectives: bool) -> tuple[int, ...]:
    """``ids`` with the units they came from and have become, and the ``collectives`` they belong to on a day."""
    asked = {"ids": dialect.listed(ids), "as_of": as_of.isoformat(), "collectives": collectives}
    rows = connection.execute(_RELATED, asked)
    return tuple(sorted(row[0] for row in rows))


def plan_ids(connection: Reader, field: str, text: str, place: tuple[int, int]) -> tuple[int, ...]:
    """The plan of the code ``text``, else those with it in the title; NotInLedgerError names the nearest for none."""
    found = _first_found(connection, _PLANS, text)
    if not found:
        raise NotInLedgerError(field, text, _names(connection, _PLAN_CODES), place)
    return found
