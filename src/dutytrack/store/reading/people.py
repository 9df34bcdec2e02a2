"""People and what they said: leaders with the units in their charge, contacts, how sure each side is."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import SEPARATOR, Selection, day_of, names_of

_HOLDS = "COALESCE({row}.valid_from, '') <= :as_of AND COALESCE({row}.valid_to, '9999-12-31') >= :as_of"
_LEADERS = f"""
    SELECT l.name, l.post, l.jurisdiction,
           (SELECT group_concat(n.name, char({ord(SEPARATOR)})) FROM (
                SELECT u.name FROM portfolio o JOIN unit u ON u.id = o.unit_id
                WHERE o.leader_id = l.id AND {_HOLDS.format(row="o")} ORDER BY o.id) n)
    FROM leader l ORDER BY l.jurisdiction, l.id
"""  # noqa: S608 - this module's own constants; values are parameters
_CONTACTS = f"""
    SELECT u.name, c.name, c.post, c.phone, c.valid_from FROM contact c JOIN unit u ON u.id = c.unit_id
    WHERE {_HOLDS.format(row="c")} ORDER BY u.name, c.id
"""  # noqa: S608 - this module's own constants; values are parameters
_SAID = (
    "SELECT c.{what} FROM confidence c WHERE c.task_id = f.task_id AND c.side = '{side}' AND c.\"on\" <= :as_of "
    'ORDER BY c."on" DESC, c.id DESC LIMIT 1'
)


class LeaderRow(NamedTuple):
    """A leader."""

    name: str
    post: str
    jurisdiction: str
    units: tuple[str, ...]
    """In their charge on the day."""


class ContactRow(NamedTuple):
    """Whom to ring at a unit."""

    unit: str
    name: str
    post: str
    phone: str
    since: date | None


class SureRow(NamedTuple):
    """How sure the lead unit and the office are of a task, 0 to 10."""

    key: str
    title: str
    lead: tuple[str, ...]
    lead_says: int | None
    lead_on: date | None
    office_says: int | None
    office_on: date | None

    @property
    def apart(self) -> int | None:
        """How far the two are from each other; ``None`` where one said nothing."""
        if self.lead_says is None or self.office_says is None:
            return None
        return abs(self.lead_says - self.office_says)


def leader_rows(connection: sqlite3.Connection, *, as_of: date) -> list[LeaderRow]:
    """Every leader with the units in their charge on a day."""
    rows = connection.execute(_LEADERS, {"as_of": as_of.isoformat()})
    return [LeaderRow(name, post, place, names_of(units)) for name, post, place, units in rows]


def contact_rows(connection: sqlite3.Connection, *, as_of: date) -> list[ContactRow]:
    """Every contact on a day, by unit."""
    rows = connection.execute(_CONTACTS, {"as_of": as_of.isoformat()})
    return [ContactRow._make((*row[:4], day_of(row[4]))) for row in rows]


def confidence_rows(look: Look, query: Query | str) -> list[SureRow]:
    """The tasks of ``query`` about which a side has said how sure it is, those furthest apart first.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(look, query)
    said = ", ".join(f"({_SAID.format(what=what, side=side)})" for side in ("lead", "office") for what in _WHAT)
    source = selection.from_where(
        'EXISTS (SELECT 1 FROM confidence c WHERE c.task_id = f.task_id AND c."on" <= :as_of)', reads_task=True
    )
    found = [
        SureRow(key, title, names_of(leads), lead, day_of(lead_on), office, day_of(office_on))
        for key, title, leads, lead, lead_on, office, office_on in selection.run(
            f"SELECT t.key, t.title, f.leads, {said} {source} ORDER BY t.key"
        )
    ]
    return sorted(found, key=lambda row: -1 if row.apart is None else row.apart, reverse=True)


_WHAT = ("value", '"on"')
