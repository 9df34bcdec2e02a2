"""The units of a ledger, with the tasks each has a part in."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.units.order import body_of
from dutytrack.domain.words.roles import ROLES
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.facts.parties import holds
from dutytrack.store.query.compile import FLAGS, STATES
from dutytrack.store.reading.unitorder import office_order
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records


def _in_role(role: str) -> str:
    """The tasks that a unit has a role in, each once: of whom it succeeded it may have the same."""
    return f"COUNT(DISTINCT CASE s.role WHEN '{role}' THEN s.task_id END) AS {role}"


_UNITS = f"""
    same(root, id) AS (
        SELECT u.id, u.id FROM unit u
        UNION SELECT same.root, s.successor_id FROM unit_succession s JOIN same ON s.unit_id = same.id
              WHERE s."on" <= :as_of
        UNION SELECT same.root, s.unit_id FROM unit_succession s JOIN same ON s.successor_id = same.id
              WHERE s."on" <= :as_of),
    related(root, id) AS (
        SELECT root, id FROM same
        UNION SELECT same.root, m.collective_id FROM unit_member m JOIN same ON m.unit_id = same.id WHERE {holds("m")}),
    part AS (
        SELECT r.root, {", ".join(map(_in_role, ROLES))},
               COUNT(DISTINCT CASE WHEN {STATES["open"]} THEN s.task_id END) AS open
        FROM related r JOIN assignment s ON s.unit_id = r.id JOIN {{facts}} f ON f.task_id = s.task_id
        WHERE f.exists_from <= :as_of GROUP BY r.root),
    late AS (SELECT f.first_unit_id AS id, COUNT(*) AS overdue FROM {{facts}} f
             WHERE f.exists_from <= :as_of AND {FLAGS["overdue"]} GROUP BY f.first_unit_id)
    SELECT u.id, u.name, u.jurisdiction, u.kind, u.body, u.vague,
           (SELECT {dialect.joined("n.name")} FROM
            (SELECT DISTINCT x.name FROM unit_name x
             WHERE x.unit_id = u.id AND x.name <> u.name AND x.kind <> 'misprint' ORDER BY x.id) n) AS aliases,
           COALESCE(c.lead, 0) AS lead, COALESCE(c.responsible, 0) AS responsible,
           COALESCE(c.participating, 0) AS participating, COALESCE(c.open, 0) AS open, COALESCE(l.overdue, 0) AS overdue
    FROM unit u LEFT JOIN part c ON c.root = u.id LEFT JOIN late l ON l.id = u.id
    WHERE NOT EXISTS (SELECT 1 FROM unit_succession s WHERE s.successor_id = u.id AND s."on" > :as_of)
          OR EXISTS (SELECT 1 FROM related r JOIN assignment a ON a.unit_id = r.id WHERE r.root = u.id)
"""


class UnitRow(NamedTuple):
    """A unit, with the tasks it has a part in on a day."""

    id: int
    name: str
    jurisdiction: str
    kind: str
    body: str | None
    """What body it is, as the ledger has it, else as its name tells; ``None`` of a collective."""
    vague: bool
    aliases: tuple[str, ...]
    lead: int
    """Tasks that it leads, alone or with others."""
    responsible: int
    participating: int
    open: int
    """Open tasks in any role, its own, of whom it succeeded or became, and of its collectives: those of ``unit:``."""
    overdue: int
    """Overdue tasks that it is the first to answer for."""


def unit_rows(connection: Reader, *, as_of: date) -> list[UnitRow]:
    """Every unit with the numbers of its tasks on a day, those that lead most first, as the office names them.

    One that is to succeed another only later, and has no task of its own, is not there yet.
    """
    with_clause, facts = facts_source(connection, as_of.isoformat())
    sql = f"{with_clause.rstrip() + ',' if with_clause else 'WITH RECURSIVE'} {_UNITS.format(facts=facts)}"
    rows = records(connection.execute(sql, {"as_of": as_of.isoformat()}), UnitRow)
    places = office_order(connection)
    rows = [row._replace(body=body_of(row.name, row.jurisdiction, row.body)) for row in rows]
    return sorted(rows, key=lambda row: (-row.lead, -row.responsible, places[row.id]))
