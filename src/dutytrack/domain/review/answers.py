"""Doubts that name their answer: a near unit, a successor, a name in full, a day; and a task with the answer taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dutytrack.domain.plan.model import ParsedTask, PlanIndicator, UnitMention
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.units.names import name_parts

_NAMES = {
    "near-unit": ("name", ("suggestion",)), "former-unit": ("name", ("suggestion",)),
    "mended-misprint": ("raw", ("name",)), "ambiguous-prefix": ("name", ("name", "alternative")),
    "ambiguous-suffix": ("name", ("alternative", "name")),
}  # fmt: skip
"""By the code of a doubt about a unit: the fact that holds its name in the reading, and those with what it may be."""
_FIGURE_DAY = "figure-day"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a doubt names as its answer."""

    code: str
    """Of the doubt."""
    asked: str
    """The name or words in doubt."""
    value: str
    """The name or day that is meant."""

    @property
    def is_name(self) -> bool:
        """Whether it is a unit's name, and no day."""
        return self.code in _NAMES


def answers(task: ParsedTask, problem: Problem) -> tuple[Answer, ...]:
    """What ``problem`` of ``task`` names as its answer, the likest first; empty where it names none."""
    facts = problem.facts
    if problem.code in _NAMES:
        asked, values = _NAMES[problem.code]
        named = (facts[value] for value in values if value in facts)
        return tuple(Answer(problem.code, facts[asked], value) for value in dict.fromkeys(named))
    if problem.code == _FIGURE_DAY:
        return tuple(Answer(_FIGURE_DAY, facts["text"], day.isoformat()) for day in _days(task, problem))
    if {"text", "year", "month", "day"} <= facts.keys():
        day = date(int(facts["year"]), int(facts["month"]), int(facts["day"]))
        return (Answer(problem.code, facts["text"], day.isoformat()),)
    return ()


def names_unit(task: ParsedTask, answer: Answer) -> bool:
    """Whether ``task`` names the unit that ``answer`` gives another name."""
    return answer.is_name and answer.asked != answer.value and any(_is_asked(one, answer) for one in task.all_units)


def settles(task: ParsedTask, problem: Problem, answer: Answer, *, alike: bool = False) -> bool:
    """Whether ``answer`` is one to ``problem`` of ``task``; if ``alike``, to other words that mean its day too."""
    told = answers(task, problem)
    if answer in told or not alike or answer.is_name:
        return answer in told
    return bool(told) and (told[0].code, told[0].value) == (answer.code, answer.value)


def answered(task: ParsedTask, answer: Answer, *, alike: bool = False) -> ParsedTask:
    """``task`` with the doubts settled to which ``answer`` is one, and what they are about as it says."""
    settled = [one for one in task.problems if settles(task, one, answer, alike=alike)]
    kept = tuple(one for one in task.problems if one not in settled)
    task = replace(task, problems=kept)
    if answer.is_name:
        return task.renamed(lambda mention: answer.value if _is_asked(mention, answer) else mention.name)
    if answer.code == _FIGURE_DAY:
        day = date.fromisoformat(answer.value)
        mine = [figure for one in settled for figure in _figures(task, one)]
        return replace(task, indicators=tuple(replace(one, due=day) if one in mine else one for one in task.indicators))
    return task


def _is_asked(mention: UnitMention, answer: Answer) -> bool:
    return answer.asked in {mention.name, name_parts(mention.name).name}


def _figures(task: ParsedTask, problem: Problem) -> Iterator[PlanIndicator]:
    """The figures that a doubt about a figure's day is about."""
    printed = re.compile(r"(?<![\d.])" + re.escape("".join(problem.facts["text"].split())))
    return (
        one
        for one in task.indicators
        if printed.search("".join(one.text.split())) and (one.span is None or one.span.line == problem.line)
    )


def _days(task: ParsedTask, problem: Problem) -> Iterator[date]:
    """The day that the figure was read with, then the task's own."""
    read = [one.due for one in _figures(task, problem)]
    own = [one.date for one in task.deadlines] if read else []
    yield from dict.fromkeys(day for day in (*read, *own) if day is not None)
