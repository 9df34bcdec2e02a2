"""Deadlines: the dates by which a task's text says that something must be reached."""

from __future__ import annotations

from dutytrack.domain.plan.model import PlanDeadline
from dutytrack.domain.plan.problems import Problem
from dutytrack.plantext.text.passage import Passage
from dutytrack.plantext.times.context import TimeContext
from dutytrack.plantext.times.parts import Part, time_mentions


def read_deadlines(passage: Passage, context: TimeContext) -> tuple[tuple[PlanDeadline, ...], tuple[Problem, ...]]:
    """The passage's deadlines in order of appearance, no date twice, and the doubts about those without a date.

    Base years, past facts, citations and terms of validity are none.
    """
    deadlines: list[PlanDeadline] = []
    problems: list[Problem] = []
    seen = set()
    for mention in time_mentions(passage.text, context):
        if mention.part is not Part.TARGET or mention.last in seen:
            continue
        seen.add(mention.last)
        printed = passage.raw[mention.start : mention.end].strip()
        span = passage.span(mention.start, mention.end)
        deadlines.append(PlanDeadline(mention.last, mention.precision, printed, span))
        if mention.doubt is not None:
            problems.append(Problem(mention.doubt, passage.line(mention.start), "deadline", {"text": printed}))
    return tuple(deadlines), tuple(problems)
