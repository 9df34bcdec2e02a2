"""What units are asked to report on: each task at work with those who answer for it, and where it stands."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.pace import AT_WORK
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import ROLE_RANK, Selection, day_of

_ASSIGNED = f"""
    SELECT s.task_id, s.unit_id, s.role FROM assignment s WHERE s.task_id IN (SELECT value FROM json_each(:ids))
    ORDER BY s.task_id, {ROLE_RANK}, s.position, s.id
"""
_HEIRS = 'SELECT s.unit_id, s.successor_id FROM unit_succession s WHERE s."on" <= :as_of ORDER BY s."on", s.id'
_MEMBERS = """
    SELECT b.collective_id, b.unit_id FROM unit_member b
    WHERE COALESCE(b.valid_from, '') <= :as_of AND COALESCE(b.valid_to, '9999-12-31') >= :as_of ORDER BY b.id
"""
_REPORTED = """
    SELECT r.task_id, r.unit_id, r.percent, r."on" FROM progress_report r
    WHERE r.task_id IN (SELECT value FROM json_each(:ids)) AND r."on" <= :as_of AND r.percent IS NOT NULL
    ORDER BY r."on", r.id
"""
_INDICATORS = """
    SELECT i.task_id, i.name, i.op, i.value, i.unit, i.due,
           (SELECT x.value FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of
            ORDER BY x."on" DESC, x.id DESC LIMIT 1)
    FROM indicator i WHERE i.task_id IN (SELECT value FROM json_each(:ids)) ORDER BY i.task_id, i.position, i.id
"""


class AskedFigure(NamedTuple):
    """A figure that is asked for: of a series the stage that the day lies in."""

    name: str
    op: str
    target: float
    unit: str
    """What it is counted in."""
    due: date | None
    actual: float | None
    """The latest measurement."""


class AskedReport(NamedTuple):
    """One unit's part in one task, to be reported on."""

    unit: str
    key: str
    title: str
    role: str
    due: date | None
    percent: float | None
    """What the unit reported last."""
    reported_on: date | None
    figures: tuple[AskedFigure, ...]
    answers: bool
    """Whether it answers first, alone or as a member of the collective that does: only then can it hand the task in."""


class _Task(NamedTuple):
    id: int
    key: str
    title: str
    due: date | None


def asked_reports(look: Look, query: Query | str, *, everyone: bool = False) -> list[AskedReport]:
    """What is asked about the tasks of ``query`` that are at work on a day, by unit and then by task.

    Asked are the lead units, where there is none the responsible ones, ``everyone`` asks all who have a part. A
    collective whose members are known is asked through them, a unit that another has succeeded through that one.
    Figures are asked from the first unit alone.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(look, query)
    wanted = selection.from_where(AT_WORK, reads_task=True)
    rows = selection.run(f"SELECT t.id, t.key, t.title, f.due {wanted} ORDER BY t.plan_id, t.number")
    tasks = [_Task(task_id, key, title, day_of(due)) for task_id, key, title, due in rows]
    asked = _Asked(look.connection, tasks, look.as_of)
    found = [one for task in tasks for one in asked.of_task(task, everyone=everyone)]
    order = {name: place for place, name in enumerate(dict.fromkeys(one.unit for one in found))}
    return sorted(found, key=lambda one: order[one.unit])


class _Asked:
    """Who is asked for what, looked up for many tasks at once."""

    def __init__(self, connection: sqlite3.Connection, tasks: Sequence[_Task], as_of: date) -> None:
        parameters = {"ids": json.dumps([task.id for task in tasks]), "as_of": as_of.isoformat()}

        def rows(sql: str) -> Iterator[tuple[Any, ...]]:
            return iter(connection.execute(sql, parameters))

        self._as_of = as_of
        self._names: Mapping[int, str] = dict(connection.execute("SELECT id, name FROM unit"))
        self._heirs: Mapping[int, int] = dict(connection.execute(_HEIRS, parameters))
        self._members = _gathered(rows(_MEMBERS))
        self._assigned = _gathered((task, (unit, role)) for task, unit, role in rows(_ASSIGNED))
        self._reported = {(task, unit): (percent, on) for task, unit, percent, on in rows(_REPORTED)}
        self._figures = _gathered((row[0], row[1:]) for row in rows(_INDICATORS))

    def of_task(self, task: _Task, *, everyone: bool) -> Iterator[AskedReport]:
        assigned = self._assigned.get(task.id, [])
        asking = {assigned[0][1]} - {"participating"} if assigned and not everyone else {role for _, role in assigned}
        units = {unit: role for first, role in reversed(assigned) if role in asking for unit in self._parties(first)}
        answering = self._parties(assigned[0][0]) if assigned and assigned[0][1] != "participating" else []
        for place, (unit, role) in enumerate(reversed(units.items())):
            percent, on = self._reported.get((task.id, unit), (None, None))
            figures = self._figures_of(task.id) if place == 0 else ()
            yield AskedReport(
                self._names[unit], task.key, task.title, role, task.due, percent, day_of(on), figures, unit in answering
            )

    def _parties(self, unit: int) -> list[int]:
        """Who answers for ``unit`` on the day, the last first: its members where they are known, else its heir."""
        members = [self._heir(member) for member in self._members.get(unit, [])]
        return list(dict.fromkeys(members))[::-1] or [self._heir(unit)]

    def _heir(self, unit: int) -> int:
        seen = {unit}
        while (following := self._heirs.get(unit)) is not None and following not in seen:
            unit = following
            seen.add(unit)
        return unit

    def _figures_of(self, task_id: int) -> tuple[AskedFigure, ...]:
        series: dict[tuple[str, str], list[AskedFigure]] = {}
        for name, op, target, counted, due, actual in self._figures.get(task_id, []):
            figure = AskedFigure(name, op, target, counted, day_of(due), actual)
            series.setdefault((name, counted), []).append(figure)
        return tuple(_under_way(stages, self._as_of) for stages in series.values())


def _under_way(stages: Sequence[AskedFigure], as_of: date) -> AskedFigure:
    """Of a series the first stage that is not over, else the last."""
    dated = sorted((one for one in stages if one.due is not None), key=lambda one: one.due or date.max)
    return next((one for one in dated if one.due is not None and one.due >= as_of), dated[-1] if dated else stages[0])


def _gathered(pairs: Iterable[tuple[Any, ...]]) -> Mapping[int, list[Any]]:
    gathered: dict[int, list[Any]] = defaultdict(list)
    for owner, one in pairs:
        gathered[owner].append(one)
    return gathered
