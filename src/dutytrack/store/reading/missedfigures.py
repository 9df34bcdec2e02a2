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
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of

_FIGURES = f"""
    SELECT f.task_id, f.start, f.last_due, f.status, COALESCE(f.done_on, f.status_on), f.concluded_on,
           {of_indicator(FIRST_UNIT.format(task="f.task_id"))}
    FROM {{facts}} f JOIN indicator i ON i.task_id = f.task_id
    WHERE f.figures_total IS NOT NULL AND f.exists_from <= :as_of ORDER BY f.task_id, i.position, i.id
"""


class MissedFigure(NamedTuple):
    """A stage or year of a task's figure."""

    task_id: int
    figure: Measured
    time: Period


def missed_figures(connection: Reader, first: date, last: date, as_of: date) -> Iterator[MissedFigure]:
    """What was over from ``first`` to ``last`` while its task was at work, and not reached in its time.

    That is looked at on ``as_of``, for figures come out after their time; but what was reached, or was not assessed, by
    all that was known on ``last`` is not missed by what became of it since.
    """
    kept = set()
    if last < as_of:
        then = _times(connection, first, last, known=last, as_of=as_of)
        kept = {_which(one) for one, is_assessed in then if not is_assessed or one.time.state == "reached"}
    for one, is_assessed in _times(connection, first, last, known=as_of, as_of=as_of):
        if is_assessed and one.time.state in {"missed", "late"} and _which(one) not in kept:
            yield one


def _which(one: MissedFigure) -> tuple[object, ...]:
    """What tells a stage or a year of a task's figure from others."""
    figure = one.figure
    return one.task_id, figure.name, figure.unit, figure.kind, figure.target, figure.due, figure.text, one.time.end


def _times(
    connection: Reader, first: date, last: date, *, known: date, as_of: date
) -> Iterator[tuple[MissedFigure, bool]]:
    """The stages and years that were over from ``first`` to ``last``, as ``known`` on a day, seen from another.

    With each, whether its task was assessed then.
    """
    with_clause, facts = facts_source(connection, known.isoformat())
    sql = f"{with_clause or f'WITH RECURSIVE {PARTIES} '}{_FIGURES.format(facts=facts)}"
    rows = connection.execute(sql, {"as_of": known.isoformat()})
    for (task_id, *of_task), group in groupby(rows, key=lambda row: row[:6]):
        start, last_due, status, status_on, concluded_on = of_task
        figures = [measured_of(json.loads(row[6])) for row in group]
        assessing = Assessing(status, day_of(status_on), day_of(concluded_on))
        for figure, time in times(figures, day_of(start), day_of(last_due), as_of):
            if time.end and first <= time.end <= last:
                yield MissedFigure(task_id, figure, time), assessing.stopped(time.end) is None
