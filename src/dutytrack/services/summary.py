"""What an import would write, shown before it is accepted; needs no ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.domain.plan import ROLES, ParsedPlan
from dutytrack.domain.problems import Problem
from dutytrack.domain.unitnames import name_parts


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One plan of a document in figures, with its doubts."""

    source: str
    title: str | None
    jurisdiction: str | None
    start: date | None
    end: date | None
    tasks: int
    units: int
    """Different units named, an alias in brackets counted with its unit."""
    deadlines: int
    duties: int
    indicators: int
    """Of the plan as a whole and of its tasks."""
    unowned: int
    """Tasks without a lead unit."""
    problems: tuple[Problem, ...]
    """Those of the plan as a whole, then each task's, in order."""
    period_over: bool
    """The plan's period is over, so it may be concluded."""


def preview(parsed: ParsedPlan, *, today: date) -> ImportSummary:
    """Count what importing ``parsed`` would write."""
    tasks = parsed.tasks
    return ImportSummary(
        source=parsed.source,
        title=parsed.title,
        jurisdiction=parsed.jurisdiction,
        start=parsed.period.start,
        end=parsed.period.end,
        tasks=len(tasks),
        units=len(_unit_names(parsed)),
        deadlines=sum(len(task.deadlines) for task in tasks),
        duties=sum(len(task.recurring) for task in tasks),
        indicators=len(parsed.indicators) + sum(len(task.indicators) for task in tasks),
        unowned=sum(not task.lead for task in tasks),
        problems=(*parsed.problems, *(problem for task in tasks for problem in task.problems)),
        period_over=is_over(parsed, today),
    )


def is_over(parsed: ParsedPlan, today: date) -> bool:
    """Whether the plan's period is over on ``today``; a plan without an end never is."""
    return parsed.period.end is not None and parsed.period.end < today


def _unit_names(parsed: ParsedPlan) -> set[str]:
    return {name_parts(mention.name).name for task in parsed.tasks for role in ROLES for mention in task.units(role)}
