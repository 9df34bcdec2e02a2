"""Whole plans as the ledger holds them, in the shape in which documents are read: to be checked and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dutytrack.domain.plan.model import (
    ROLES,
    ParsedPlan,
    ParsedTask,
    Period,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    UnitMention,
)
from dutytrack.store.facts.deadlines import MOVED_TO, is_laid_down
from dutytrack.store.facts.parties import holds
from dutytrack.store.sql.dialect import Reader, Rows
from dutytrack.store.sql.records import grouped, records

_OWN = ("source", "title", "issuer", "doc_no", "issued", "jurisdiction")
"""What a plan says of itself as it was read."""
_PLANS = """
    SELECT p.id, p.code, p.title, p.issuer, p.doc_no, p.issued, p.jurisdiction, p.start, p."end",
           COALESCE(s.name, '') AS source
    FROM plan p LEFT JOIN source_document s ON s.id = p.source_id ORDER BY p.id
"""
_TASKS = """
    SELECT t.key, f.status, t.id AS task, t.id AS dates
    FROM task t JOIN task_fact f ON f.task_id = t.id WHERE t.plan_id = :plan_id ORDER BY t.number
"""
_READINGS = """
    SELECT t.id, COALESCE(t.ref, '') AS ref, COALESCE(t.label, '') AS label, t.section, t.title, t.text,
           COALESCE(t.first_line, 0) || '-' || COALESCE(t.last_line, 0) AS lines, t.units_raw, t.leader,
           t.id AS lead, t.id AS responsible, t.id AS participating, t.id AS deadlines, t.id AS recurring,
           t.id AS indicators
    FROM task t WHERE t.plan_id = :plan_id
"""
_UNITS = """
    SELECT a.task_id, u.name, a.raw
    FROM task t JOIN assignment a ON a.task_id = t.id JOIN unit u ON u.id = a.unit_id
    WHERE t.plan_id = :plan_id AND a.role = :role ORDER BY a.position, a.id
"""
_DEADLINES = f"""
    SELECT d.task_id, COALESCE(d.printed, d.date) AS date, d.precision, d.text
    FROM task t JOIN deadline d ON d.task_id = t.id
    WHERE t.plan_id = :plan_id AND {is_laid_down("d")} ORDER BY d.position, d.id
"""  # noqa: S608 - put together from this program's own constants
_IN_FORCE = f"""
    SELECT d.task_id, COALESCE({MOVED_TO}, d.date) AS day
    FROM task t JOIN deadline d ON d.task_id = t.id
    WHERE t.plan_id = :plan_id AND {is_laid_down("d")} ORDER BY d.position, d.id
"""  # noqa: S608 - put together from this program's own constants
_DUTIES = """
    SELECT y.task_id, y.freq, y.interval, y.text
    FROM task t JOIN duty y ON y.task_id = t.id
    WHERE t.plan_id = :plan_id AND COALESCE(y.until > :as_of, TRUE) ORDER BY y.id
"""
_PRINTED_DUE = "COALESCE((SELECT d.printed FROM deadline d WHERE d.task_id = i.task_id AND d.date = i.due), i.due)"
_FIGURE = f"i.name, i.op, i.value, i.unit, {_PRINTED_DUE} AS due, i.freq, i.text, i.max"
_FIGURES = f"""
    SELECT i.task_id, {_FIGURE}
    FROM task t JOIN indicator i ON i.task_id = t.id WHERE t.plan_id = :plan_id AND {is_laid_down("i")}
    UNION ALL
    SELECT NULL, {_FIGURE}
    FROM indicator i WHERE i.plan_id = :plan_id AND i.task_id IS NULL AND {is_laid_down("i")}
"""  # noqa: S608 - put together from this program's own constants
_MEMBERED = f"""
    SELECT DISTINCT u.name FROM unit_member m JOIN unit u ON u.id = m.collective_id
    WHERE u.jurisdiction = COALESCE(:place, '') AND {holds("m")}
"""  # noqa: S608 - put together from this program's own constants
_SUCCESSIONS = """
    SELECT u.name, v.name FROM unit_succession s JOIN unit u ON u.id = s.unit_id JOIN unit v ON v.id = s.successor_id
    WHERE u.jurisdiction = COALESCE(:place, '') AND s."on" <= :as_of
"""


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A task of the ledger, its fields in the shape of a reading."""

    key: str
    status: str
    """As of its last fact."""
    task: ParsedTask
    """Units go by their names in the ledger, dates are those first laid down."""
    dates: tuple[date | None, ...]
    """The date in force for each deadline on the day asked about."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan of the ledger with its tasks, dropped ones too."""

    code: str
    plan: ParsedPlan
    """The plan's own fields and indicators; its tasks are in ``tasks``."""
    tasks: tuple[StoredTask, ...]
    membered: frozenset[str]
    """Collectives of its place whose members are known on the day."""
    successors: Mapping[str, str]
    """Units of its place that another answers for on the day, by name."""


class _Plan(NamedTuple):
    id: int
    code: str
    title: str | None
    issuer: str | None
    doc_no: str | None
    issued: date | None
    jurisdiction: str | None
    start: date | None
    end: date | None
    source: str


class _InForce(NamedTuple):
    day: date | None


def stored_plans(connection: Reader, *, as_of: date, code: str | None = None) -> list[StoredPlan]:
    """The plans of the ledger in the order of their entry, or the one of ``code`` (in capitals), if there is one."""
    plans = records(connection.execute(_PLANS), _Plan)
    return [_plan(connection, plan, as_of) for plan in plans if code in (None, plan.code)]


def _plan(connection: Reader, plan: _Plan, as_of: date) -> StoredPlan:
    asked = {"plan_id": plan.id, "as_of": as_of.isoformat(), "place": plan.jurisdiction}

    def ask(query: str, **more: str) -> Rows:
        return connection.execute(query, {**asked, **more})

    figures = grouped(ask(_FIGURES), PlanIndicator)
    in_force = grouped(ask(_IN_FORCE), _InForce)
    readings = grouped(
        ask(_READINGS),
        ParsedTask,
        section=lambda headings: tuple(json.loads(headings)),
        lines=lambda lines: tuple(map(int, lines.split("-"))),
        leader=lambda names: tuple(names.split("、")) if names else (),
        **{role: grouped(ask(_UNITS, role=role), UnitMention).__getitem__ for role in ROLES},
        deadlines=grouped(ask(_DEADLINES), PlanDeadline).__getitem__,
        recurring=grouped(ask(_DUTIES), PlanRecurrence).__getitem__,
        indicators=figures.__getitem__,
    )
    tasks = records(
        ask(_TASKS),
        StoredTask,
        task=lambda task_id: readings[task_id][0],
        dates=lambda task_id: tuple(one.day for one in in_force[task_id]),
    )
    own = {name: getattr(plan, name) for name in _OWN}
    head = ParsedPlan(period=Period(plan.start, plan.end), indicators=figures[None], **own)
    membered = frozenset(name for (name,) in ask(_MEMBERED))
    return StoredPlan(plan.code, head, tuple(tasks), membered, dict(ask(_SUCCESSIONS)))
