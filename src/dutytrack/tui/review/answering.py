"""How the answer of a doubt may be taken: in one task, or in all that it is an answer for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from dutytrack.domain.review.answers import Answer
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.model import Review
from dutytrack.i18n import _


class Way(NamedTuple):
    """One way to take an answer."""

    answer: Answer
    tasks: int
    """In how many tasks it is taken."""
    label: str
    """What it is called where there are several."""
    take: Callable[[Review], Review]

    @property
    def done(self) -> str:
        """What was done, and how it is taken back."""
        template = _("{value} taken in {count} tasks; u takes it back.")
        return template.format(value=self.answer.value, count=self.tasks)


def answer_ways(review: Review, draft: Draft) -> list[Way]:
    """The ways to take an answer of the first doubt of ``draft`` that names one: everywhere first, then here alone."""
    ways: list[Way] = []
    for answer in draft.answers:
        count = len(review.asking(answer))
        if count > 1:
            label = _("{value}, everywhere: {count} tasks").format(value=answer.value, count=count)
            ways.append(Way(answer, count, label, partial(Review.take_answer_everywhere, answer=answer)))
        here = partial(Review.take_answer, answer=answer, draft_id=draft.id)
        ways.append(Way(answer, 1, _("{value}, in this task").format(value=answer.value), here))
    return ways
