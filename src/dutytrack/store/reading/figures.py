"""The figures of tasks with all that was measured of them by a day: what became of each, and which were missed."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Assessing
from dutytrack.store.facts.claims import stands, was_accepted
from dutytrack.store.facts.deadlines import is_laid_down
from dutytrack.store.facts.figures import last_measured, measured_of, of_indicator
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, speaks
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of

_FIRST = FIRST_UNIT.format(task=":task_id")
_OF_TASK = f"""
    WITH RECURSIVE {PARTIES} SELECT {of_indicator(_FIRST)}
    FROM indicator i WHERE i.task_id = :task_id AND {is_laid_down("i")} ORDER BY i.position, i.id
"""
_CHECKED = f"""
    WITH RECURSIVE {PARTIES}
    SELECT EXISTS (SELECT 1 FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of),
           (SELECT x."on" {last_measured(_FIRST)}),
           COALESCE((SELECT {was_accepted("measurement", "x")} {last_measured(_FIRST)}), FALSE),
           EXISTS (SELECT 1 FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of
                   AND {speaks("x", _FIRST)} AND NOT {stands("measurement", "x")})
    FROM indicator i WHERE i.task_id = :task_id AND {is_laid_down("i")} ORDER BY i.position, i.id
"""


_WAIVED = """
    SELECT DISTINCT d.date FROM action a JOIN deadline d ON d.id = a.deadline_id
    WHERE a.task_id = :task_id AND a.kind = 'met' AND a.waived IS NOT NULL AND a."on" <= :as_of AND d.date IS NOT NULL
"""


def assessing(connection: Reader, task_id: int, known: Mapping[str, Any]) -> Assessing:
    """Until when a task was assessed, of its facts by name, and which months it was let off."""
    months = connection.execute("SELECT month FROM exempt_month WHERE task_id = ?", (task_id,))
    since = day_of(known["done_on"] or known["status_on"])
    exempt = frozenset(date.fromisoformat(month) for (month,) in months)
    return Assessing(known["status"], since, day_of(known["concluded_on"]), exempt)


def waived_dates(connection: Reader, task_id: int, as_of: date) -> frozenset[date]:
    """The dates of a task, as first laid down, that were marked as met though something was wanting."""
    rows = connection.execute(_WAIVED, {"task_id": task_id, "as_of": as_of.isoformat()})
    return frozenset(date.fromisoformat(day) for (day,) in rows)


def figures_of(connection: Reader, task_id: int, as_of: date) -> list[Measured]:
    """The figures of a task, as printed, with what those who answer for it had measured by a day."""
    rows = connection.execute(_OF_TASK, {"task_id": task_id, "as_of": as_of.isoformat()})
    return [measured_of(json.loads(text)) for (text,) in rows]


class Checked(NamedTuple):
    """What became of what was measured of one figure."""

    measured: bool
    """Whether anything was, be it sent back since."""
    on: date | None
    """The day of the last value that stands."""
    accepted: bool
    """Whether a check accepted that one."""
    sent_back: bool
    """Whether what who answers for the task had measured was sent back, and none stands."""


def checked_figures(connection: Reader, task_id: int, as_of: date) -> list[Checked]:
    """For each figure of a task, as printed, whether it was measured by a day, and whether a check accepted that."""
    rows = connection.execute(_CHECKED, {"task_id": task_id, "as_of": as_of.isoformat()})
    return [
        Checked(bool(measured), day_of(on), bool(accepted), on is None and bool(returned))
        for measured, on, accepted, returned in rows
    ]
