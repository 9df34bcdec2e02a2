"""How the answer of a doubt may be taken: in one task, or in all that it is an answer for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from dutytrack.domain.review.answers import Answer
from dutytrack.domain.review.model import Draft, Review
from dutytrack.i18n import _


class Way(NamedTuple):
    """One way to take an answer."""

    answer: Answer
    drafts: Collection[int]
    """The ids of the tasks in which it is taken."""
    label: str
    """What it is called where there are several."""

    @property
    def done(self) -> str:
        """What was done, and how it is taken back."""
        template = _("{value} taken in {count} tasks; u takes it back.")
        return template.format(value=self.answer.value, count=len(self.drafts))


def answer_ways(review: Review, draft: Draft) -> list[Way]:
    """The ways to take an answer of the first doubt of ``draft`` that names one: everywhere first, then here alone."""
    ways: list[Way] = []
    for answer in draft.answers:
        asking = {one.id for one in review.asking(answer)}
        if len(asking) > 1:
            label = _("{value}, everywhere: {count} tasks").format(value=answer.value, count=len(asking))
            ways.append(Way(answer, asking, label))
        ways.append(Way(answer, {draft.id}, _("{value}, in this task").format(value=answer.value)))
    return ways
