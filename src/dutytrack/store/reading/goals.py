"""The goals of a plan as a whole (总体目标): its indicators, with what was measured of them."""

from __future__ import annotations

import json
from datetime import date

from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import told
from dutytrack.store.facts.deadlines import is_laid_down
from dutytrack.store.facts.figures import PRINTED, measured_of, of_indicator
from dutytrack.store.facts.parties import PARTIES
from dutytrack.store.reading.detail import IndicatorRow, indicator_rows
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of

_OF_PLAN = (
    f"FROM indicator i WHERE i.plan_id = :plan_id AND i.task_id IS NULL AND {is_laid_down('i')} "
    "ORDER BY i.position, i.id"
)
_GOALS = f"WITH RECURSIVE {PARTIES} SELECT {of_indicator('NULL')} {_OF_PLAN}"
_PRINTED = f"SELECT {PRINTED} {_OF_PLAN}"


def goals_of(connection: Reader, plan_id: int, as_of: date) -> list[Measured]:
    """The goals of a plan, as printed, with what was measured of each by a day."""
    rows = connection.execute(_GOALS, {"plan_id": plan_id, "as_of": as_of.isoformat()})
    return [measured_of(json.loads(text)) for (text,) in rows]


def goal_rows(connection: Reader, code: str, as_of: date) -> tuple[IndicatorRow, ...]:
    """The goals of the plan of ``code``, as printed, with what became of each by a day."""
    query = 'SELECT id, start, "end" FROM plan WHERE code = ?'
    ((plan_id, start, end),) = connection.execute(query, (code,))
    goals = goals_of(connection, plan_id, as_of)
    became = told(goals, day_of(start), day_of(end), as_of)
    printed = connection.execute(_PRINTED, {"plan_id": plan_id, "as_of": as_of.isoformat()})
    return indicator_rows(goals, map(tuple, printed), became, frozenset(), as_of)
