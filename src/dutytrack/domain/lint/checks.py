"""Every check on plans: its points, its sentence, what to do; and a finding, which names one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dutytrack.i18n import N_, _


class Check(NamedTuple):
    """One thing that can be wrong: its points, its sentence and what to do."""

    points: int
    sentence: str
    advice: str


CHECKS: Mapping[str, Check] = {
    N_("no-units"): Check(40, N_("no unit is named"), N_("name one unit that answers for it")),
    N_("no-lead"): Check(30, N_("no lead unit among {count} that share it: {names}"),
        N_("say which of them answers for it")),
    N_("joint-lead"): Check(10, N_("{count} units lead together: {names}"),
        N_("say which of them answers for it")),
    N_("lead-sharing"): Check(5, N_("{names} leads and shares"),
        N_("strike it from the sharing units")),
    N_("vague-unit"): Check(10, N_("{names} does not say who"), N_("name the units")),
    N_("collective"): Check(5, N_("the members of {names} are not known (tasks: {count})"),
        N_("list them once: `dutytrack units members`")),
    N_("no-date"): Check(25, N_("no deadline"), N_("set a date, or a cadence for standing work")),
    N_("duty-endless"): Check(10, N_("“{text}” comes again without an end: neither the plan nor the task has one"),
        N_("set the plan's period or a date, so that its days can be laid out")),
    N_("open-ended"): Check(20, N_("“{text}” instead of a date"),
        N_("set a date, or a milestone for each year")),
    N_("year-missing"): Check(20, N_("“{text}” does not give the year"),
        N_("ask for the year and set the date")),
    N_("plan-end-only"): Check(10, N_("no date of its own; the plan's end {end} stands in"),
        N_("set a date, or milestones on the way")),
    N_("no-indicator"): Check(10, N_("no figure to reach, no dated result"),
        N_("say by what it will be known to be done")),
    N_("verb-only"): Check(15, N_("“{text} …” without anything to measure"),
        N_("say what will stand at the end, how many, by when")),
    N_("duplicate"): Check(10, N_("nearly the same as {other}"),
        N_("merge the two, or say how they differ")),
    N_("conflict-figure"): Check(10, N_("{name}: {here} here, {there} in {other} of {plan}"),
        N_("settle which figure holds")),
    N_("conflict-date"): Check(10, N_("{name}: due {here} here, {there} in {other} of {plan}"),
        N_("settle which date holds")),
    N_("conflict-lead"): Check(10, N_("{name}: led by {here} here, by {there} in {other} of {plan}"),
        N_("settle who leads")),
    N_("date-heap"): Check(10, N_("{count} of {dated} dated tasks ({share}) fall due in {month}"),
        N_("spread the dates, or set milestones on the way")),
    N_("number-gap"): Check(2, N_("number {number} is missing"),
        N_("look for a lost task in the document")),
    N_("number-double"): Check(2, N_("number {number} stands twice"),
        N_("look whether one of the two is another's part")),
}  # fmt: skip
"""Every check, in the order in which findings about one task are told."""

_COUNTED = frozenset({"count", "dated", "share"})
"""Facts that may change while the finding stays the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: which check, which task (empty: the plan as a whole) and the facts of its sentence."""

    code: str
    key: str
    line: int
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the language in use."""
        return _(CHECKS[self.code].sentence).format_map(self.facts)

    @property
    def advice(self) -> str:
        """What to do about it, in the language in use."""
        return _(CHECKS[self.code].advice)

    @property
    def points(self) -> int:
        """What it takes off the score."""
        return CHECKS[self.code].points

    @property
    def subject(self) -> str:
        """What it is about apart from its task, by which a baseline knows it again."""
        return " | ".join(self.facts[name] for name in sorted(self.facts) if name not in _COUNTED)
