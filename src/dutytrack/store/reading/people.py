"""People and what they said: leaders with the units in their charge, contacts, how sure each side is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.parties import FIRST_UNIT, holds
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import answering
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.reading.unitorder import office_order
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_LEADERS = f"""
    SELECT l.name, l.post, l.jurisdiction,
           (SELECT {dialect.joined("n.name")} FROM (
                SELECT u.name FROM portfolio o JOIN unit u ON u.id = o.unit_id
                WHERE o.leader_id = l.id AND {holds("o")} ORDER BY o.id) n) AS units
    FROM leader l ORDER BY l.jurisdiction, l.id
"""  # noqa: S608 - this module's own constants; values are parameters
_CONTACTS = f"""
    SELECT c.unit_id, u.name AS unit, c.name, c.post, c.phone, c.valid_from AS since, c.email, c.role, t.key
    FROM contact c JOIN unit u ON u.id = c.unit_id LEFT JOIN task t ON t.id = c.task_id
    WHERE {holds("c")}
"""  # noqa: S608 - this module's own constants; values are parameters
_PERSONS = f"""
    {_CONTACTS} AND (c.task_id = :task_id OR (c.task_id IS NULL AND c.unit_id = :first))
    ORDER BY c.task_id IS NULL, c.role IS NULL, c.id
"""
_TO_RING = f"""
    SELECT c.unit_id, c.name, c.phone FROM contact c
    WHERE c.role IS NULL AND c.task_id IS NULL AND {holds("c")} ORDER BY c.id
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
    """Who stands for a unit."""

    unit_id: int
    unit: str
    name: str
    post: str
    phone: str
    since: date | None
    email: str | None = None
    role: str | None = None
    """``responsible`` or ``in-charge``; ``None``: whom to ring."""
    key: str | None = None
    """The task that it is about; ``None``: the unit as a whole."""


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


def leader_rows(connection: Reader, *, as_of: date) -> list[LeaderRow]:
    """Every leader with the units in their charge on a day."""
    return records(connection.execute(_LEADERS, {"as_of": as_of.isoformat()}), LeaderRow)


def contacts_by_unit(connection: Reader, *, as_of: date) -> dict[str | None, list[str]]:
    """Whom to ask on a day, with the telephone, by the label of the unit."""
    labels, asked = unit_labels(connection), dict[str | None, list[str]]()
    rows = connection.execute(_TO_RING, {"as_of": as_of.isoformat()})
    for unit, name, phone in rows:
        asked.setdefault(labels.get(unit), []).append(f"{name} {phone}".strip())
    return asked


def persons_of(connection: Reader, task_id: int, as_of: date) -> tuple[ContactRow, ...]:
    """Who stands on a day for a task, then for the unit that answers first for it: whom ``person:`` finds it by."""
    asked = {"task_id": task_id, "as_of": as_of.isoformat()}
    ((first,),) = connection.execute(f"SELECT {FIRST_UNIT.format(task=':task_id')}", asked)
    answers = None if first is None else answering(connection, as_of=as_of).successor(first)
    return tuple(records(connection.execute(_PERSONS, {**asked, "first": answers}), ContactRow))


def contact_rows(connection: Reader, *, as_of: date) -> list[ContactRow]:
    """Every contact on a day, by unit, as the office names them."""
    rows = records(connection.execute(f"{_CONTACTS} ORDER BY c.id", {"as_of": as_of.isoformat()}), ContactRow)
    places = office_order(connection, {row.unit_id for row in rows})
    return sorted(rows, key=lambda row: places[row.unit_id])


def confidence_rows(look: Look, query: Query | str) -> list[SureRow]:
    """The tasks of ``query`` about which a side has said how sure it is, those furthest apart first."""
    selection = Selection(look, query)
    said = ", ".join(
        f"({_SAID.format(what=what, side=side)}) AS {side}_{name}"
        for side in ("lead", "office")
        for name, what in (("says", "value"), ("on", '"on"'))
    )
    source = selection.from_where(
        'EXISTS (SELECT 1 FROM confidence c WHERE c.task_id = f.task_id AND c."on" <= :as_of)', reads_task=True
    )
    rows = selection.execute(f"SELECT t.key, t.title, f.leads AS lead, {said} {source} ORDER BY t.key")
    return sorted(records(rows, SureRow), key=lambda row: -1 if row.apart is None else row.apart, reverse=True)
