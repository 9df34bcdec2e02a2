"""The units of a ledger, with the tasks each has a part in."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.store.facts.tasks import facts_source
from dutytrack.store.query.compile import FLAGS, STATES
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_UNITS = f"""
    SELECT u.name, u.jurisdiction, u.kind, u.vague,
           (SELECT {dialect.joined("n.name")} FROM
            (SELECT DISTINCT x.name FROM unit_name x
             WHERE x.unit_id = u.id AND x.name <> u.name AND x.kind <> 'misprint' ORDER BY x.id) n) AS aliases,
           COALESCE(c.lead, 0) AS lead, COALESCE(c.responsible, 0) AS responsible,
           COALESCE(c.participating, 0) AS participating, COALESCE(c.open, 0) AS open, COALESCE(c.overdue, 0) AS overdue
    FROM unit u LEFT JOIN
         (SELECT s.unit_id, SUM(s.role = 'lead') AS lead, SUM(s.role = 'responsible') AS responsible,
                 SUM(s.role = 'participating') AS participating,
                 COUNT(DISTINCT CASE WHEN {STATES["open"]} THEN s.task_id END) AS open,
                 COUNT(DISTINCT CASE WHEN f.first_unit_id = s.unit_id AND {FLAGS["overdue"]}
                                     THEN s.task_id END) AS overdue
          FROM assignment s JOIN {{facts}} f ON f.task_id = s.task_id
          WHERE f.exists_from <= :as_of GROUP BY s.unit_id) c ON c.unit_id = u.id
    ORDER BY COALESCE(c.lead, 0) DESC, COALESCE(c.responsible, 0) DESC, u.name, u.id
"""


class UnitRow(NamedTuple):
    """A unit, with the tasks it has a part in on a day."""

    name: str
    jurisdiction: str
    kind: str
    vague: bool
    aliases: tuple[str, ...]
    lead: int
    """Tasks that it leads, alone or with others."""
    responsible: int
    participating: int
    open: int
    """Open tasks in any role."""
    overdue: int
    """Overdue tasks that it is the first to answer for."""


def unit_rows(connection: Reader, *, as_of: date) -> list[UnitRow]:
    """Every unit with the numbers of its tasks on a day, those that lead most first."""
    with_clause, facts = facts_source(connection, as_of.isoformat())
    rows = connection.execute(with_clause + _UNITS.format(facts=facts), {"as_of": as_of.isoformat()})
    return records(rows, UnitRow)
