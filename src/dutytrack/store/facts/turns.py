"""What a suspension leaves of a task that was handed in before: taken up again it waits for the office as before."""
# ruff: noqa: S608 - the texts are put together from this program's own constants

from __future__ import annotations

from dutytrack.domain.acts import RESTING, TURNING
from dutytrack.store.facts.parties import speaks
from dutytrack.store.sql.dialect import quoted

DECIDING = quoted(kind for kind in TURNING if kind not in RESTING)
"""The acts that say where a task stands, a rest or not."""


def was_handed_in(row: str, first: str) -> str:
    """Whether the task of an act ``row`` had been handed in when it was suspended, or taken up again after that."""
    return (
        f"'submitted' IS (SELECT h.kind FROM action h WHERE h.task_id = {row}.task_id AND h.kind IN ({DECIDING}) "
        f'AND (h."on", h.id) < ({row}."on", {row}.id) AND {speaks("h", first)} ORDER BY h."on" DESC, h.id DESC LIMIT 1)'
    )


def gives_way(row: str, first: str) -> str:
    """Whether an act ``row`` is part of a suspension, over by ``:as_of``, of what was handed in: that stands again."""
    return (
        f"({row}.kind IN ({quoted(RESTING)}) AND EXISTS (SELECT 1 FROM action e WHERE e.task_id = {row}.task_id "
        f'AND e.kind = \'resumed\' AND e."on" <= :as_of AND (e."on", e.id) >= ({row}."on", {row}.id)) '
        f"AND {was_handed_in(row, first)})"
    )
