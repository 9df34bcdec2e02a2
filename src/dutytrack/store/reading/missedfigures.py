"""The stages and years of figures that were over within a period and not reached in their time."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Assessing, Period, missed
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES
from dutytrack.store.facts.tasks import facts_source
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
    """What was over from ``first`` to ``last`` while its task was at work, as it is known on a day."""
    with_clause, facts = facts_source(connection, as_of.isoformat())
    sql = f"{with_clause or f'WITH RECURSIVE {PARTIES} '}{_FIGURES.format(facts=facts)}"
    rows = connection.execute(sql, {"as_of": as_of.isoformat()})
    for (task_id, *known), group in groupby(rows, key=lambda row: row[:6]):
        start, last_due, status, status_on, concluded_on = known
        figures = [measured_of(json.loads(row[6])) for row in group]
        assessing = Assessing(status, day_of(status_on), day_of(concluded_on))
        for figure, time in missed(figures, day_of(start), day_of(last_due), as_of):
            if time.end and first <= time.end <= last and assessing.stopped(time.end) is None:
                yield MissedFigure(task_id, figure, time)
