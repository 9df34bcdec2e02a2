"""What a plan holds, in a few lines, before it is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dutytrack.i18n import _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.domain.numbering import NumberingRun
    from dutytrack.domain.plan import ParsedPlan
    from dutytrack.domain.problems import Problem
    from dutytrack.services.summary import ImportSummary

SHOWN_RUNS = 6
"""Numberings reconciled one by one; a plan that numbers each chapter anew has many."""
SHOWN_PROBLEMS = 10
"""Doubts listed one by one; the rest is counted by kind."""


def summary_lines(summary: ImportSummary, plan: ParsedPlan) -> Iterator[str]:
    """The summary of one plan, line by line."""
    yield printable(f"{summary.source}: {summary.title or _('(no title)')}")
    yield "  " + _figures(summary)
    yield from _numbering(plan)
    yield from _problems(summary.problems)


def _figures(summary: ImportSummary) -> str:
    template = _(
        "{place}, {start} to {end}: {tasks} tasks ({unowned} without a lead unit), {units} units, "
        "{deadlines} deadlines, {duties} recurring duties, {indicators} indicators"
    )
    return template.format(
        place=summary.jurisdiction or _("no place"),
        start=summary.start or "?",
        end=summary.end or "?",
        tasks=summary.tasks,
        unowned=summary.unowned,
        units=summary.units,
        deadlines=summary.deadlines,
        duties=summary.duties,
        indicators=summary.indicators,
    )


def _numbering(plan: ParsedPlan) -> Iterator[str]:
    from dutytrack.domain.numbering import reconcile

    runs = reconcile(plan).runs
    for run in runs[:SHOWN_RUNS]:
        yield "  " + _run(run)
    if len(runs) > SHOWN_RUNS:
        rest = runs[SHOWN_RUNS:]
        template = _("and {count} more numberings: {read} read, {missing} missing, {doubled} twice")
        yield "  " + template.format(
            count=len(rest),
            read=sum(run.read for run in rest),
            missing=sum(len(run.missing) for run in rest),
            doubled=sum(len(run.doubled) for run in rest),
        )


def _run(run: NumberingRun) -> str:
    template = _("numbering {first} to {last}: {read} read, {missing}")
    missing = _("none missing")
    if run.missing:
        missing = _("missing: {numbers}").format(numbers=", ".join(map(str, run.missing)))
    line = template.format(first=run.first, last=run.last, read=run.read, missing=missing)
    if run.doubled:
        line += _(", twice: {numbers}").format(numbers=", ".join(map(str, run.doubled)))
    return line


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    if not problems:
        return
    yield "  " + _("{count} doubts").format(count=len(problems))
    for problem in problems[:SHOWN_PROBLEMS]:
        yield "    " + printable(_("line {line}: {message}").format(line=problem.line, message=problem.message))
    kinds = Counter(problem.code for problem in problems[SHOWN_PROBLEMS:])
    if kinds:
        yield "    " + _("and {count} more ({kinds})").format(
            count=sum(kinds.values()), kinds=", ".join(f"{code} {count}" for code, count in kinds.most_common())
        )
