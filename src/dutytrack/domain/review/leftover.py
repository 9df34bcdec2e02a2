"""Lines of a document from which nothing was read, as the tasks that somebody may make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.domain.plan.problems import Problem

_TITLE_LONGEST = 40


def left_over_tasks(plan: ParsedPlan, source: Sequence[str]) -> Iterator[ParsedTask]:
    """What would be a task of each stretch of ``source`` that a doubt of ``plan`` says nothing was read from."""
    for problem in plan.problems:
        if _is_left_over(problem) and (lines := _lines_of(problem, source)):
            yield _made_of(lines, problem, plan.tasks)


def _is_left_over(problem: Problem) -> bool:
    """Whether the doubt is about lines of the document from which nothing was read."""
    return problem.code == "left-over" or (problem.code == "left-out" and "last" in problem.facts)


def _lines_of(problem: Problem, source: Sequence[str]) -> tuple[str, ...]:
    """The lines of ``source`` that the doubt is about, without blank ones."""
    last = int(problem.facts.get("last", problem.line))
    return tuple(line.strip() for line in source[problem.line - 1 : last] if line.strip())


def _made_of(lines: Sequence[str], problem: Problem, tasks: Sequence[ParsedTask]) -> ParsedTask:
    """What a task of ``lines`` would be, in the section of the task before them."""
    before = [task for task in tasks if task.lines[0] <= problem.line]
    section = before[-1].section if before else ()
    last = int(problem.facts.get("last", problem.line))
    title = " ".join(lines[0].split())[:_TITLE_LONGEST]
    return ParsedTask("", "", section, title, "\n".join(lines), (problem.line, last), problems=(problem,))
