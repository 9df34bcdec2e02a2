"""The plans of a ledger, with how far each is."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.store.facts.deadlines import plan_end
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.query.compile import FLAGS, STATES
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_PLANS = f"""
    SELECT p.code, p.title, p.issuer, p.doc_no, p.issued, p.jurisdiction, p.start, {plan_end()} AS "end",
           s.name AS source,
           COALESCE(c.tasks, 0) AS tasks, COALESCE(c.open, 0) AS open, COALESCE(c.closed, 0) AS closed,
           COALESCE(c.dropped, 0) AS dropped,
           COALESCE(c.overdue, 0) AS overdue, COALESCE(c.unfinished, 0) AS unfinished,
           (SELECT CASE a.kind WHEN 'concluded' THEN a."on" END FROM action a
            WHERE a.plan_id = p.id AND a.task_id IS NULL AND a.kind IN ('concluded', 'reopened') AND a."on" <= :as_of
            ORDER BY a."on" DESC, a.id DESC LIMIT 1) AS concluded_on
    FROM plan p LEFT JOIN source_document s ON s.id = p.source_id LEFT JOIN
         (SELECT f.plan_id, COUNT(*) AS tasks, SUM({STATES["open"]}) AS open,
                 SUM({STATES["closed"]}) AS closed, SUM(f.status = 'dropped') AS dropped,
                 SUM({FLAGS["overdue"]}) AS overdue,
                 SUM({STATES["concluded"]}) AS unfinished
          FROM {{facts}} f WHERE f.exists_from <= :as_of GROUP BY f.plan_id) c ON c.plan_id = p.id
    ORDER BY p.id
"""


class PlanRow(NamedTuple):
    """A plan, with how far it is on a day."""

    code: str
    title: str | None
    issuer: str | None
    doc_no: str | None
    issued: date | None
    jurisdiction: str | None
    start: date | None
    end: date | None
    source: str | None
    """The document's file name."""
    tasks: int
    open: int
    closed: int
    dropped: int
    overdue: int
    unfinished: int
    """Left open by a plan that was concluded: with those open, closed and dropped they are all tasks."""
    concluded_on: date | None


def plan_rows(connection: Reader, *, as_of: date) -> list[PlanRow]:
    """Every plan in the order of entry, with the numbers of its tasks on a day."""
    with_clause, facts = facts_source(connection, as_of.isoformat())
    rows = connection.execute(with_clause + _PLANS.format(facts=facts), {"as_of": as_of.isoformat()})
    return records(rows, PlanRow)
