"""Whole plans as the ledger holds them, in the shape in which documents are read: to be checked and compared."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
from dutytrack.store.facts.tasks import MOVED_TO

_PLANS = """
    SELECT p.id, p.code, p.title, p.issuer, p.doc_no, p.issued, p.jurisdiction, p.start, p."end", s.name
    FROM plan p LEFT JOIN source_document s ON s.id = p.source_id ORDER BY p.id
"""
_TASKS = """
    SELECT t.id, t.key, t.ref, t.label, t.section, t.title, t.text, t.first_line, t.last_line, t.units_raw, t.leader,
           f.status
    FROM task t JOIN task_fact f ON f.task_id = t.id WHERE t.plan_id = :plan_id ORDER BY t.number
"""
_UNITS = """
    SELECT a.task_id, a.role, u.name, a.raw
    FROM task t JOIN assignment a ON a.task_id = t.id JOIN unit u ON u.id = a.unit_id
    WHERE t.plan_id = :plan_id ORDER BY a.position, a.id
"""
_DEADLINES = f"""
    SELECT d.task_id, d.date, d.precision, d.text, COALESCE({MOVED_TO}, d.date)
    FROM task t JOIN deadline d ON d.task_id = t.id WHERE t.plan_id = :plan_id ORDER BY d.position, d.id
"""  # noqa: S608 - put together from this program's own constants
_DUTIES = """
    SELECT y.task_id, y.freq, y.interval, y.text
    FROM task t JOIN duty y ON y.task_id = t.id WHERE t.plan_id = :plan_id ORDER BY y.id
"""
_FIGURES = """
    SELECT i.task_id, i.name, i.op, i.value, i.unit, i.due, i.freq, i.text, i.max
    FROM task t JOIN indicator i ON i.task_id = t.id WHERE t.plan_id = :plan_id
    UNION ALL
    SELECT NULL, i.name, i.op, i.value, i.unit, i.due, i.freq, i.text, i.max
    FROM indicator i WHERE i.plan_id = :plan_id AND i.task_id IS NULL
"""
_MEMBERED = """
    SELECT DISTINCT u.name FROM unit_member m JOIN unit u ON u.id = m.collective_id
    WHERE u.jurisdiction = COALESCE(:place, '') AND (m.valid_from IS NULL OR m.valid_from <= :as_of)
          AND (m.valid_to IS NULL OR m.valid_to >= :as_of)
"""
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


def stored_plans(connection: sqlite3.Connection, *, as_of: date, code: str | None = None) -> list[StoredPlan]:
    """The plans of the ledger in the order of their entry, or the one of ``code`` (in capitals), if there is one."""
    rows = connection.execute(_PLANS).fetchall()
    return [_plan(connection, row, as_of) for row in rows if code in (None, row[1])]


def _plan(connection: sqlite3.Connection, row: tuple[Any, ...], as_of: date) -> StoredPlan:
    plan_id, code, title, issuer, doc_no, issued, place, start, end, source = row
    asked = {"plan_id": plan_id, "as_of": as_of.isoformat(), "place": place}

    def ask(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query, asked).fetchall()

    figures = _by_task(ask(_FIGURES))
    plan = ParsedPlan(
        source=source or "",
        title=title,
        issuer=issuer,
        doc_no=doc_no,
        issued=_day(issued),
        jurisdiction=place,
        period=Period(_day(start), _day(end)),
        indicators=tuple(_figure(*figure) for figure in figures.get(None, ())),
    )
    parts = _Parts(_by_task(ask(_UNITS)), _by_task(ask(_DEADLINES)), _by_task(ask(_DUTIES)), figures)
    return StoredPlan(
        code=code,
        plan=plan,
        tasks=tuple(_task(task, parts) for task in ask(_TASKS)),
        membered=frozenset(name for (name,) in ask(_MEMBERED)),
        successors=dict(ask(_SUCCESSIONS)),
    )


_Rows = Mapping[int | None, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Rows by task, without its id."""

    units: _Rows
    deadlines: _Rows
    duties: _Rows
    figures: _Rows


def _task(row: tuple[Any, ...], parts: _Parts) -> StoredTask:
    task_id, key, ref, label, section, title, text, first, last, units_raw, leader, status = row
    units = parts.units.get(task_id, ())
    by_role = {role: tuple(UnitMention(name, raw) for own, name, raw in units if own == role) for role in ROLES}
    dated = parts.deadlines.get(task_id, ())
    task = ParsedTask(
        ref=ref or "",
        label=label or "",
        section=tuple(json.loads(section)),
        title=title,
        text=text,
        lines=(first or 0, last or 0),
        units_raw=units_raw,
        lead=by_role["lead"],
        responsible=by_role["responsible"],
        participating=by_role["participating"],
        leader=tuple(leader.split("、")) if leader else (),
        deadlines=tuple(PlanDeadline(_day(day), precision, words) for day, precision, words, _now in dated),
        recurring=tuple(PlanRecurrence(*duty) for duty in parts.duties.get(task_id, ())),
        indicators=tuple(_figure(*figure) for figure in parts.figures.get(task_id, ())),
    )
    return StoredTask(key, status, task, tuple(_day(now) for *_words, now in dated))


def _figure(
    name: str, op: Any, value: float, unit: str, due: str | None, freq: Any, text: str, most: float | None
) -> PlanIndicator:
    return PlanIndicator(name, op, value, unit, _day(due), freq, text, most)


def _by_task(rows: Iterable[tuple[Any, ...]]) -> _Rows:
    found: defaultdict[int | None, list[tuple[Any, ...]]] = defaultdict(list)
    for task_id, *rest in rows:
        found[task_id].append(tuple(rest))
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
