"""What was handed in, whether it was checked and accepted since, and what was sent back, over a task's facts ``f``.

Since is by day and by entry.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from dutytrack.store.facts.entry import entered
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, speaks
from dutytrack.store.sql.dialect import quoted

_FIRST = FIRST_UNIT.format(task="c.task_id")
_LAST_HANDED_IN = (
    f"FROM action a WHERE a.task_id = c.task_id AND a.kind = 'submitted' AND a.\"on\" <= :as_of "
    f'AND {speaks("a", _FIRST)} ORDER BY a."on" DESC, a.id DESC LIMIT 1'
)
_ACCEPTED = f"""
    WITH RECURSIVE {PARTIES}
    SELECT c.task_id FROM (SELECT DISTINCT v.task_id FROM verification v WHERE v.result = 'accepted') c
    WHERE (SELECT v.result FROM verification v
           WHERE v.task_id = c.task_id AND v."on" <= :as_of AND {speaks("v", _FIRST)}
           AND v."on" >= (SELECT a."on" {_LAST_HANDED_IN})
           AND {entered("verification", "v")} >= (SELECT {entered("action", "a")} {_LAST_HANDED_IN})
           ORDER BY v."on" DESC, v.id DESC LIMIT 1) = 'accepted'
"""
IS_ACCEPTED = f"f.status = 'submitted' AND f.task_id IN ({_ACCEPTED})"
"""Whether the latest check since a task was handed in accepted it: the office has only to close it."""
IS_WAITING = f"f.status = 'submitted' AND f.task_id NOT IN ({_ACCEPTED})"
"""Whether what was handed in waits to be checked."""


def sent_back_on(*acts: str) -> str:
    """The day on which something of a task was sent back last, by a check or by one of the ``acts``."""
    return (
        '(SELECT MAX(x.day) FROM (SELECT v."on" AS day FROM verification v WHERE v.task_id = f.task_id '
        "AND v.result = 'returned' UNION ALL SELECT a.\"on\" FROM action a WHERE a.task_id = f.task_id "
        f"AND a.kind IN ({quoted(acts)})) x WHERE x.day <= :as_of)"
    )


def handed_in_by(task: str, day: str) -> str:
    """The day by which a ``task`` was handed in last, on or before a ``day``."""
    return f'(SELECT MAX(a."on") FROM action a WHERE a.task_id = {task} AND a.kind = \'submitted\' AND a."on" <= {day})'


RETURNED_ON = sent_back_on("returned")
"""The day on which something of it was sent back last."""
