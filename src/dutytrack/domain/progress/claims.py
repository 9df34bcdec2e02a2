"""What a claim is worth: an accepted one stays, one that was sent back counts no more.

A check accepts what was entered before it: a report of an earlier day that is typed in later was never looked at. Sent
back is what was claimed since the last acceptance. Where all was accepted, the check overturns that: then it is the
last claim of each figure, as it is where a closed task is opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

EVERYBODY = None
"""The line of a check that is about the task as a whole."""

What = Literal["percent", "text", "measurement", "submitted", "accepted", "returned", "reopened"]
TakenBack = Literal["returned", "with-another", "reopened"]
"""How a report came to count no more: a check looked at it and returned it; it is older than the one that was returned,
and was never checked; the task that was closed by it was opened again."""
REPORTS = frozenset({"percent", "text"})
"""A report with a percentage, one without."""
CLAIMS = REPORTS | {"measurement", "submitted"}
"""A report, a measured figure, a handing in."""


class Event(NamedTuple):
    """Something that happened to a task: a claim, a check, a closed task opened again."""

    what: What
    row: int
    """Its row in the table of what it is."""
    on: date
    entered: int
    """Its place in the journal."""
    line: int | None
    """The unit whose part it is about: the first, a member of it, another; ``EVERYBODY`` of a check of the whole."""
    of_first: bool
    """Whether the line is the first unit's or one of its members'."""
    is_whole: bool = False
    """Whether the line is the first unit itself, so that a check covers its members too."""
    figure: int | None = None


@dataclass
class Claim:
    """What was claimed, with the days on which it was accepted and sent back."""

    made: Event
    accepted_on: date | None = None
    sent_back_on: date | None = None
    told: TakenBack = "with-another"
    """What is said of a claim that was sent back."""


def fates(story: Iterable[Event]) -> list[Claim]:
    """Say of each claim of a ``story``, which is in order of day and entry, what became of it."""
    claims: list[Claim] = []
    for event in story:
        if event.what in CLAIMS:
            claims.append(Claim(event))
            continue
        standing = [one for one in claims if one.sent_back_on is None and _covers(event, one.made)]
        if event.what == "accepted":
            for one in _open(standing):
                if one.made.entered <= event.entered:
                    one.accepted_on = event.on
        else:
            taken_back = _sent_back(standing, overturns_each=event.what == "reopened")
            for one in taken_back:
                one.sent_back_on = event.on
                one.told = "with-another" if event.what == "returned" else "reopened"
            for one in _last_reports(taken_back) if event.what == "returned" else ():
                one.told = "returned"
    return claims


def _last_reports(claims: Iterable[Claim]) -> list[Claim]:
    """The last report of each line: what was handed in; those before it were never looked at."""
    reports = (one for one in claims if one.made.what in REPORTS)
    return list({one.made.line: one for one in reports}.values())


def _open(standing: Iterable[Claim]) -> list[Claim]:
    return [one for one in standing if one.accepted_on is None]


def _sent_back(standing: Sequence[Claim], *, overturns_each: bool) -> list[Claim]:
    """What a check that returns takes back; with ``overturns_each`` of every kind of claim, whatever else is open."""
    if not overturns_each:
        return _open(standing) or _last_ones(standing)
    kinds = ([one for one in standing if one.made.what == kind] for kind in sorted(CLAIMS))
    return [one for claims in kinds for one in _open(claims) or _last_ones(claims)]


def _covers(check: Event, claim: Event) -> bool:
    if check.line is EVERYBODY or (check.is_whole and claim.of_first):
        return True
    return check.line == claim.line


def _last_ones(claims: Iterable[Claim]) -> list[Claim]:
    """The last claim of each kind, line and figure."""
    return list({(one.made.what, one.made.line, one.made.figure): one for one in claims}.values())
