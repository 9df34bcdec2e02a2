"""A task that a later text has no more is no part of the reading: it is left out, or stays in the ledger as it is."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.domain.review.amendment import StandingTask, compare
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import ReviewFieldError
from dutytrack.domain.review.later import with_changes
from dutytrack.domain.review.model import Review, begin

WHARF = ParsedTask("1", "1.", (), "扩建码头", "扩建码头。", (2, 2))
TRACK = ParsedTask("2", "2.", (), "修跑道", "修跑道。\n铺草坪。", (3, 4))


@pytest.fixture
def review() -> Review:
    """Of a text that has the first of two tasks alone."""
    difference = compare([StandingTask("P-1", WHARF), StandingTask("P-2", TRACK)], [WHARF])
    return with_changes(begin(ParsedPlan("a.txt", "方案", tasks=(WHARF,)), ()), "P", difference)


@pytest.fixture
def gone(review: Review) -> Draft:
    (draft,) = [one for one in review.drafts if one.is_gone]
    return draft


def test_it_comes_back_by_no_key(review: Review, gone: Draft) -> None:
    assert review.restore(gone.id) == review
    refused = review.refuse(gone.id, refused=True)
    assert refused.accept().left == {"P-2"}
    assert refused.restore(gone.id) == review
    assert review.accept().plan.tasks == (WHARF,)


def test_it_can_not_be_edited_taken_or_cut(review: Review, gone: Draft) -> None:
    with pytest.raises(ReviewFieldError, match="the text has it no more"):
        review.edit(gone.id, "title", "修路")
    with pytest.raises(ReviewFieldError, match="the text has it no more"):
        review.take(gone.id)
    with pytest.raises(ReviewFieldError, match="the text has it no more"):
        review.split(gone.id, 1)


def test_as_read_a_change_that_was_refused_is_taken(review: Review) -> None:
    later = ParsedTask("1", "1.", (), "扩建深水码头", "扩建深水码头。", (2, 2))
    difference = compare([StandingTask("P-1", WHARF)], [later])
    changed = with_changes(begin(ParsedPlan("a.txt", "方案", tasks=(later,)), ()), "P", difference)
    assert changed.refuse(1, refused=True).restore(1) == changed
