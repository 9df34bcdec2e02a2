"""Which act is allowed in which status, and what it leaves behind."""

import pytest

from dutytrack.domain.acts import ACTS, STATUS_WORDS, act_word, is_allowed, refused, status_after, status_word


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ((), "pending"),
        (("received",), "active"),
        (("received", "submitted"), "submitted"),
        (("received", "submitted", "verified"), "submitted"),
        (("received", "submitted", "returned"), "active"),
        (("closed",), "closed"),
        (("closed", "reopened"), "active"),
        (("received", "suspended", "met"), "suspended"),
        (("received", "suspended", "resumed"), "active"),
        (("dropped",), "dropped"),
        (("extended",), "pending"),
    ],
)
def test_a_status_is_what_the_acts_add_up_to(kinds, status):
    assert status_after(kinds) == status


def test_what_is_closed_can_only_be_reopened():
    assert [kind for kind in ACTS if is_allowed(kind, "closed")] == ["reopened"]


def test_what_is_dropped_can_only_be_reopened():
    assert [kind for kind in ACTS if is_allowed(kind, "dropped")] == ["reopened", "restored"]


def test_only_what_was_submitted_is_returned():
    assert ACTS["returned"].allowed == {"submitted"}


def test_every_kind_that_a_history_holds_has_a_word():
    kinds = ("assigned", "received", "closed", "concluded", "of-a-later-version")
    assert [act_word(kind) for kind in kinds] == [
        "assigned",
        "taken up",
        "closed",
        "plan concluded",
        "of-a-later-version",
    ]


@pytest.mark.parametrize(
    ("kinds", "places"),
    [
        ((), set()),
        (("assigned", "received", "submitted", "closed", "reopened"), set()),
        (("received", "closed", "submitted", "verified", "reopened", "submitted"), {2, 4}),
        (("returned", "submitted", "returned", "returned"), {0, 3}),
        (("closed", "extended", "concluded", "of-a-later-version", "assigned"), set()),
        (("suspended", "met", "summoned", "resumed", "started"), {2, 4}),
        (("submitted", "omitted", "restored", "returned"), set()),
        (("omitted", "received", "restored", "returned"), {1, 2, 3}),
    ],
)
def test_what_would_not_be_allowed_is_found_by_its_place_among_the_acts(kinds, places):
    assert refused(kinds) == places


def test_every_status_has_a_word():
    assert [status_word(status) for status in STATUS_WORDS] == [
        *("not taken up", "under way", "submitted", "closed", "suspended", "dropped")
    ]
