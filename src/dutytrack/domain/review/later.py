"""The review of a later text: each task with what it changes of the ledger's plan, and those that it has no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dutytrack.domain.review.amendment import PlanDifference
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.model import Review

Fate = Literal["kept", "changed", "new", "gone"]
"""What a later text makes of a task."""


def with_changes(review: Review, code: str, difference: PlanDifference) -> Review:
    """``review``, just begun, with what ``difference`` says of its tasks; those that are gone stand where they were."""
    left_over = [draft for draft in review.drafts if draft.left_over]
    read = iter(draft for draft in review.drafts if not draft.left_over)
    placed: list[Draft] = []
    next_id = review.next_id
    for change in difference.changes:
        if change.after is not None:
            placed.append(replace(next(read), change=change))
        elif change.before is not None:
            task = replace(change.before.task, lines=(0, 0), problems=())
            placed.append(Draft(next_id, task, task, dropped=True, added=True, change=change))
            next_id += 1
    for left in left_over:
        before = (n for n, one in enumerate(placed, 1) if not one.is_gone and one.task.lines[0] <= left.task.lines[0])
        placed.insert(max(before, default=0), left)
    return replace(review, drafts=tuple(placed), next_id=next_id, amends=code)


def fate(draft: Draft) -> Fate:
    """What a later text makes of the task."""
    if draft.is_gone:
        return "gone"
    if not draft.stands:
        return "new"
    return "changed" if draft.is_changed else "kept"
