"""When a task was at work; what was handed in before a suspension waits for the office again after it."""
# ruff: noqa: S608 - the texts are put together from this program's own constants

from __future__ import annotations

from dutytrack.domain.acts import ACTS, GAP, PASSING, RESTING, TURNING, UNDER_WAY
from dutytrack.store.facts.parties import speaks
from dutytrack.store.sql.dialect import quoted

DECIDING = quoted(kind for kind in TURNING if kind not in PASSING)
"""The acts that say where a task stands, a rest or not."""

_LAYING_ASIDE = quoted(kind for kind in TURNING if ACTS[kind].gives not in {*UNDER_WAY, "submitted"})
"""The acts after which nobody is asked for anything, be it for a time."""


def is_of_gap(row: str, over: str = 'g."on" <= :as_of') -> str:
    """Whether an act ``row`` is part of a time, now ``over``, in which the plan's text had its task no more."""
    return (
        f"({row}.kind IN ({quoted(GAP)}) AND EXISTS (SELECT 1 FROM action g WHERE g.task_id = {row}.task_id "
        f'AND g.kind = \'restored\' AND {over} AND (g."on", g.id) >= ({row}."on", {row}.id)))'
    )


def was_at_work(task: str, day: str) -> str:
    """Whether a ``task`` was at work before a ``day``, by ``:as_of``.

    It was neither closed, dropped nor suspended, nor its plan concluded by that day. What it was taken up again for
    later changes nothing of that.
    """
    before = f'a."on" <= :as_of AND a."on" < {day}'
    latest = 'ORDER BY a."on" DESC, a.id DESC LIMIT 1'
    is_own = f"a.task_id = {task} AND a.kind IN ({quoted(TURNING)}) AND {before}"
    is_gap = is_of_gap("a", f'g."on" <= :as_of AND g."on" < {day}')
    own = f"SELECT a.kind FROM action a WHERE {is_own} AND NOT {is_gap} {latest}"
    of_plan = (
        f"SELECT a.kind FROM action a JOIN task t ON t.plan_id = a.plan_id WHERE t.id = {task} AND a.task_id IS NULL "
        f"AND (a.kind = 'reopened' AND {before} OR a.kind = 'concluded' AND a.\"on\" <= MIN(:as_of, {day})) {latest}"
    )
    return f"(COALESCE(({own}), '') NOT IN ({_LAYING_ASIDE}) AND 'concluded' IS NOT ({of_plan}))"


def was_handed_in(row: str, first: str) -> str:
    """Whether the task of an act ``row`` had been handed in when it was suspended, or taken up again after that."""
    return (
        f"'submitted' IS (SELECT h.kind FROM action h WHERE h.task_id = {row}.task_id AND h.kind IN ({DECIDING}) "
        f'AND (h."on", h.id) < ({row}."on", {row}.id) AND {speaks("h", first)} ORDER BY h."on" DESC, h.id DESC LIMIT 1)'
    )


def gives_way(row: str, first: str) -> str:
    """Whether what came before an act ``row`` stands again by ``:as_of``.

    It is part of a suspension, which is over, of what was handed in; or of a time in which the text had it no more.
    """
    return (
        f"({is_of_gap(row)} OR {row}.kind IN ({quoted(RESTING)}) "
        f"AND EXISTS (SELECT 1 FROM action e WHERE e.task_id = {row}.task_id "
        f'AND e.kind = \'resumed\' AND e."on" <= :as_of AND (e."on", e.id) >= ({row}."on", {row}.id)) '
        f"AND {was_handed_in(row, first)})"
    )
