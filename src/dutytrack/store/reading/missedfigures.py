"""The stages and years of figures that were over within a period and not reached in their time."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Assessing, Period, times
from dutytrack.store.facts.deadlines import is_laid_down
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of

_FIGURES = f"""
    SELECT f.task_id, f.start, f.last_due, f.status, COALESCE(f.done_on, f.status_on), f.concluded_on,
           i.id, {of_indicator(FIRST_UNIT.format(task="f.task_id"))}
    FROM {{facts}} f JOIN indicator i ON i.task_id = f.task_id AND {is_laid_down("i")}
    WHERE f.figures_total IS NOT NULL AND f.exists_from <= :as_of ORDER BY f.task_id, i.position, i.id
"""


class MissedFigure(NamedTuple):
    """A stage or year of a task's figure."""

    task_id: int
    figure: Measured
    time: Period


class _OfTask(NamedTuple):
    """The figures of a task as known on a day, and when it was assessed."""

    figures: dict[int, Measured]
    """By the indicator's id, as printed."""
    start: date | None
    last_due: date | None
    assessing: Assessing

    def times(self, first: date, last: date, as_of: date) -> Iterator[tuple[Measured, Period]]:
        """The stages and years that were over from ``first`` to ``last``, as they are seen on a day."""
        for figure, time in times(tuple(self.figures.values()), self.start, self.last_due, as_of):
            if time.end and first <= time.end <= last:
                yield figure, time


def missed_figures(connection: Reader, first: date, last: date, as_of: date) -> Iterator[MissedFigure]:
    """What was over from ``first`` to ``last`` while its task was at work, and not reached in its time.

    Its task, its day and its marks are those known on ``last``: no act after it changes anything. Its values are those
    known on ``as_of``, for figures come out after their time; but what was reached by all that was known on ``last`` is
    not missed by what became of it since.
    """
    seen = min(last, as_of)
    then = _known(connection, seen)
    now = _known(connection, as_of) if seen < as_of else then
    for task_id, task in then.items():
        kept = {_which(*one) for one in task.times(first, last, as_of) if one[1].state == "reached"}
        for figure, time in _measured_since(task, now.get(task_id)).times(first, last, as_of):
            is_missed = time.state in {"missed", "late"} and task.assessing.stopped(time.end) is None
            if is_missed and _which(figure, time) not in kept:
                yield MissedFigure(task_id, figure, time)


def _which(figure: Measured, time: Period) -> tuple[object, ...]:
    """What tells a stage or a year of a task's figure from others."""
    return figure.name, figure.unit, figure.kind, figure.target, figure.due, figure.text, time.end


def _measured_since(task: _OfTask, now: _OfTask | None) -> _OfTask:
    """``task`` with the values of its figures that are known ``now``."""
    if now is None:
        return task
    told = {one: figure._replace(values=now.figures.get(one, figure).values) for one, figure in task.figures.items()}
    return task._replace(figures=told)


def _known(connection: Reader, day: date) -> dict[int, _OfTask]:
    """The tasks that have figures, as known on a day."""
    with_clause, facts = facts_source(connection, day.isoformat())
    sql = f"{with_clause or f'WITH RECURSIVE {PARTIES} '}{_FIGURES.format(facts=facts)}"
    rows = connection.execute(sql, {"as_of": day.isoformat()})
    found = {}
    for (task_id, *of_task), group in groupby(rows, key=lambda row: row[:6]):
        start, last_due, status, status_on, concluded_on = of_task
        figures = {row[6]: measured_of(json.loads(row[7])) for row in group}
        assessing = Assessing(status, day_of(status_on), day_of(concluded_on))
        found[task_id] = _OfTask(figures, day_of(start), day_of(last_due), assessing)
    return found
