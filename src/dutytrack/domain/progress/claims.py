"""What a claim is worth: an accepted one stays, one that was sent back counts no more.

Sent back is what was claimed since the last acceptance. Where all was accepted, and a closed task is opened again, it
is the last claim of each figure that it was closed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

EVERYBODY = None
"""The line of a check that is about the task as a whole."""

What = Literal["percent", "text", "measurement", "accepted", "returned", "reopened"]
CLAIMS = frozenset({"percent", "text", "measurement"})
"""A report with a percentage, one without, a measured figure: what becomes of one kind leaves the others alone."""


class Event(NamedTuple):
    """Something that happened to a task: a claim, a check, a submission returned, a closed task opened again."""

    what: What
    row: int
    """Its row in the table of what it is."""
    on: date
    line: int | None
    """The unit whose part it is about: the first, a member of it, another; ``EVERYBODY`` of a check of the whole."""
    of_first: bool
    """Whether the line is the first unit's or one of its members'."""
    is_whole: bool = False
    """Whether the line is the first unit itself, so that a check covers its members too."""
    figure: int | None = None


@dataclass
class Claim:
    """A percentage or a figure that was claimed, with the days on which it was accepted and sent back."""

    made: Event
    accepted_on: date | None = None
    sent_back_on: date | None = None


def fates(story: Iterable[Event]) -> list[Claim]:
    """Say of each claim of a ``story``, which is in order of day and entry, what became of it."""
    claims: list[Claim] = []
    for event in story:
        if event.what in CLAIMS:
            claims.append(Claim(event))
            continue
        standing = [one for one in claims if one.sent_back_on is None and _covers(event, one.made)]
        for kind in CLAIMS:
            _judge([one for one in standing if one.made.what == kind], event)
    return claims


def _judge(standing: Sequence[Claim], event: Event) -> None:
    """Let a check accept what was left open of one kind, or send it back."""
    left = [one for one in standing if one.accepted_on is None]
    if event.what == "accepted":
        for one in left:
            one.accepted_on = event.on
        return
    for one in left or (_last_ones(standing) if event.what == "reopened" else ()):
        one.sent_back_on = event.on


def _covers(check: Event, claim: Event) -> bool:
    if check.line is EVERYBODY or (check.is_whole and claim.of_first):
        return True
    return check.line == claim.line


def _last_ones(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The last claim of each line's figures."""
    yield from {(one.made.line, one.made.figure): one for one in claims}.values()
