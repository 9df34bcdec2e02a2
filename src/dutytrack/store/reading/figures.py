"""The figures of tasks with all that was measured of them by a day: what became of each, and which were missed."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from datetime import date

from dutytrack.domain.progress.measured import Measured
from dutytrack.store.facts.figures import measured_of, of_indicator
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES
from dutytrack.store.sql.dialect import Reader

_OF_TASK = f"""
    WITH RECURSIVE {PARTIES} SELECT {of_indicator(FIRST_UNIT.format(task=":task_id"))}
    FROM indicator i WHERE i.task_id = :task_id ORDER BY i.position, i.id
"""


def figures_of(connection: Reader, task_id: int, as_of: date) -> list[Measured]:
    """The figures of a task, as printed, with what those who answer for it had measured by a day."""
    rows = connection.execute(_OF_TASK, {"task_id": task_id, "as_of": as_of.isoformat()})
    return [measured_of(json.loads(text)) for (text,) in rows]
