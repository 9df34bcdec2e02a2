"""Everything about one task: its units, dates, duties, figures, history, doubts, and its place in the source."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from dutytrack.domain.progress.share import guess_kind
from dutytrack.domain.progress.trajectory import Measured, reached
from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.tasks import MOVED_TO
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import ROLE_RANK, Selection, day_of
from dutytrack.store.reading.detailrows import (
    ActionRow,
    DeadlineRow,
    DutyRow,
    IndicatorRow,
    SourceLines,
    TaskDetail,
    UnitInTask,
)
from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.reading.obligations import obligations
from dutytrack.store.reading.supervision import OCCURRENCE_MET_ON, read_supervision
from dutytrack.store.reading.tasks import rows_of

_TASK = """
    SELECT p.title, p.jurisdiction, t.section, t.label, t.text, t.units_raw, t.leader, t.kind, t.source, t.problems
    FROM task t LEFT JOIN plan p ON p.id = t.plan_id WHERE t.id = :task_id
"""
_UNITS = f"""
    SELECT u.name, s.role, s.raw, u.kind = 'collective', u.vague
    FROM assignment s JOIN unit u ON u.id = s.unit_id WHERE s.task_id = :task_id
    ORDER BY {ROLE_RANK}, s.position, s.id
"""
_MET_ON = (
    '(SELECT MIN(m."on") FROM action m WHERE m.task_id = :task_id AND m.{what}_id = {row}.id '
    "AND m.kind = 'met' AND m.\"on\" <= :as_of)"
)
_DEADLINES = f"""
    SELECT d.id, d.position, d.date, {MOVED_TO}, {_MET_ON.format(what="deadline", row="d")}, d.precision, d.text,
           d.origin
    FROM deadline d WHERE d.task_id = :task_id ORDER BY d.position, d.id
"""
_DUTIES = f"""
    SELECT y.freq, y.interval, y.text, MIN(CASE WHEN o.met_on IS NULL THEN o.due END), COUNT(o.due), COUNT(o.met_on),
           COALESCE(SUM(o.met_on > o.due), 0)
    FROM duty y LEFT JOIN
         (SELECT o.duty_id, o.due, {OCCURRENCE_MET_ON} AS met_on
          FROM occurrence o WHERE o.task_id = :task_id) o ON o.duty_id = y.id
    WHERE y.task_id = :task_id GROUP BY y.id ORDER BY y.id
"""
_MEASURED = (
    'FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of ORDER BY x."on" DESC, x.id DESC LIMIT 1'
)
_INDICATORS = f"""
    SELECT i.name, i.op, i.value, i.max, i.unit, i.due, i.freq, i.text, i.kind, i.baseline,
           (SELECT x.value {_MEASURED}), (SELECT x."on" {_MEASURED})
    FROM indicator i WHERE i.task_id = :task_id ORDER BY i.position, i.id
"""
_CADENCE = (
    "SELECT c.text, c.rule, f.report_by {source} AND (c.plan_id = f.plan_id OR c.unit_id = f.first_unit_id) "
    "AND c.start <= :as_of ORDER BY c.plan_id IS NULL, c.start DESC, c.id DESC LIMIT 1"
)
_HISTORY = """
    SELECT a.kind, a."on", a.by, a.note, a.to_date, d.date, a.task_id IS NULL
    FROM action a LEFT JOIN deadline d ON d.id = a.deadline_id
    WHERE (a.task_id = :task_id
           OR (a.task_id IS NULL AND a.plan_id = (SELECT t.plan_id FROM task t WHERE t.id = :task_id)))
          AND a."on" <= :as_of
    ORDER BY a."on", a.id
"""
_SOURCE = """
    SELECT s.name, s.text, t.first_line, t.last_line, s.sha256
    FROM task t JOIN plan p ON p.id = t.plan_id JOIN source_document s ON s.id = COALESCE(t.source_id, p.source_id)
    WHERE t.id = :task_id AND t.first_line IS NOT NULL AND t.last_line IS NOT NULL
"""


def task_detail(look: Look, key: str) -> TaskDetail | None:
    """Everything about the task of ``key`` on a day; ``None`` where there is no such task, or was none on that day."""
    task_id = task_id_of(look.connection, key)
    if task_id is None:
        return None
    selection = Selection(look, Query(), task_id=task_id)
    found = rows_of(selection)
    if not found:
        return None
    cadence, report_by = _cadence(selection)
    asked = _Asked(look.connection, task_id, look.as_of)
    title, jurisdiction, section, label, text, units_raw, leader, kind, source, problems = asked.rows(_TASK)[0]
    return TaskDetail(
        row=found[0],
        plan_title=title,
        jurisdiction=jurisdiction,
        section=tuple(json.loads(section)),
        label=label,
        text=text,
        units=tuple(UnitInTask._make((*row[:3], bool(row[3]), bool(row[4]))) for row in asked.rows(_UNITS)),
        units_raw=units_raw,
        leader=leader,
        kind=kind,
        source=source,
        deadlines=tuple(_deadline(*row) for row in asked.rows(_DEADLINES)),
        duties=tuple(DutyRow._make((*row[:3], day_of(row[3]), *row[4:])) for row in asked.rows(_DUTIES)),
        indicators=_indicators(asked.rows(_INDICATORS)),
        history=tuple(_action(*row) for row in asked.rows(_HISTORY)),
        problems=tuple(json.loads(problems)),
        source_lines=_source_lines(asked.rows(_SOURCE)),
        cadence=cadence,
        report_by=report_by,
        obligations=obligations(selection, task_id, look.as_of),
        **read_supervision(look.connection, task_id, look.as_of)._asdict(),
    )


class _Asked:
    """What is asked about one task on one day."""

    def __init__(self, connection: sqlite3.Connection, task_id: int, as_of: date) -> None:
        self._connection = connection
        self._parameters = {"task_id": task_id, "as_of": as_of.isoformat()}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, self._parameters).fetchall()


def _deadline(
    row_id: int,
    position: int,
    original: str | None,
    moved: str | None,
    met_on: str | None,
    precision: str,
    text: str,
    origin: str,
) -> DeadlineRow:
    current = day_of(moved or original)
    return DeadlineRow(
        row_id, position, day_of(original), current, day_of(met_on), precision, text, "extended" if moved else origin
    )


def _indicators(rows: list[tuple[Any, ...]]) -> tuple[IndicatorRow, ...]:
    """Each with its kind and what was measured last of its series."""
    measured = []
    for name, op, target, _most, unit, due, freq, _text, kind, baseline, value, on in rows:
        told = kind or guess_kind(name, op, unit)
        measured.append(Measured(name, unit, told, target, day_of(due), freq, baseline, value, day_of(on)))
    return tuple(
        IndicatorRow._make((*row[:5], one.due, *row[6:8], one.kind, one.baseline, *last))
        for row, one, last in zip(rows, measured, reached(measured), strict=True)
    )


def _cadence(selection: Selection) -> tuple[str | None, date | None]:
    """The words, else the rule, of the cadence that holds, and the next day by which it asks for a report."""
    rows = selection.run(_CADENCE.format(source=selection.from_where().replace(" f ", " f JOIN cadence c ", 1)))
    if not rows:
        return None, None
    text, rule, report_by = rows[0]
    return text or rule, day_of(report_by)


def _action(
    kind: str, on: str, by: str | None, note: str | None, to_date: str | None, deadline: str | None, plan: int
) -> ActionRow:
    return ActionRow(kind, date.fromisoformat(on), by, note, day_of(to_date), day_of(deadline), bool(plan))


def _source_lines(rows: list[tuple[Any, ...]]) -> SourceLines | None:
    """The lines as they stand in the document, which is split at line feeds alone, as it was when it was read."""
    if not rows:
        return None
    document, text, first, last, sha256 = rows[0]
    return SourceLines(document, first, tuple(text.split("\n")[first - 1 : last]), sha256)
