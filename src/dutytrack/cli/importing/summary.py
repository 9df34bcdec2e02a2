"""What a plan holds, or a later text changes of one, shown at the shell before it is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from dutytrack.cli.shell.emit import put, screen, write
from dutytrack.domain.units.names import name_parts
from dutytrack.i18n import _, listed
from dutytrack.output.amendment import amendment_page
from dutytrack.output.cells import printable
from dutytrack.output.render import render

if TYPE_CHECKING:
    from datetime import date

    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.domain.plan.account import Account
    from dutytrack.domain.plan.model import ParsedPlan
    from dutytrack.domain.plan.numbering import NumberingRun
    from dutytrack.domain.plan.problems import Problem
    from dutytrack.services.plans.differences import AmendedBy
    from dutytrack.services.plans.documents import Reviewed

SHOWN_RUNS = 6
"""Numberings reconciled one by one; a plan that numbers each chapter anew has many."""
SHOWN_PROBLEMS = 10
"""Doubts listed one by one; the rest is counted by kind."""


def summary_lines(plan: ParsedPlan) -> Iterator[str]:
    """The summary of one plan, line by line."""
    yield printable(f"{plan.source}: {plan.title or _('(no title)')}")
    yield "  " + _figures(plan)
    if plan.account.marks:
        yield "  " + _account(plan.account)
    yield from _numbering(plan)
    yield from _problems([*plan.problems, *(problem for task in plan.tasks for problem in task.problems)])


def review_line(plan: ParsedPlan, reviewed: Reviewed) -> str:
    """What is accepted of a review, in one line."""
    title = printable(plan.title or reviewed.read.source)
    template = _("{title}: {tasks} tasks, {corrections} corrections")
    return template.format(title=title, tasks=len(plan.tasks), corrections=len(reviewed.corrections))


def _figures(plan: ParsedPlan) -> str:
    template = _(
        "{place}, {period}: {tasks} tasks ({unowned} without a lead unit), {units} units, "
        "{deadlines} deadlines, {duties} recurring duties, {indicators} indicators"
    )
    tasks = plan.tasks
    names = {name_parts(mention.name).name for task in tasks for mention in task.all_units}
    return template.format(
        place=plan.jurisdiction or _("no place"),
        period=_period(plan.period.start, plan.period.end),
        tasks=len(tasks),
        unowned=sum(not task.lead for task in tasks),
        units=len(names),
        deadlines=sum(len(task.deadlines) for task in tasks),
        duties=sum(len(task.recurring) for task in tasks),
        indicators=len(plan.indicators) + sum(len(task.indicators) for task in tasks),
    )


def _account(account: Account) -> str:
    line = _("{accounted} of {marks} marks accounted for").format(accounted=account.accounted, marks=account.marks)
    return line + _("; much of it may be read wrongly, so go over it with --review") if account.doubtful else line


def _period(start: date | None, end: date | None) -> str:
    """The plan's time, as far as it says."""
    if start is None and end is None:
        return _("no time told")
    if start is None:
        return _("until {end}").format(end=end)
    return _("from {start}").format(start=start) if end is None else _("{start} to {end}").format(start=start, end=end)


def _numbering(plan: ParsedPlan) -> Iterator[str]:
    from dutytrack.domain.plan.numbering import reconcile

    runs = reconcile(plan)
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
        missing = _("missing: {numbers}").format(numbers=listed(map(str, run.missing)))
    line = template.format(first=run.first, last=run.last, read=run.read, missing=missing)
    if run.doubled:
        line += _(", twice: {numbers}").format(numbers=listed(map(str, run.doubled)))
    return line


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if not problems:
        return
    yield "  " + _("{count} doubts").format(count=len(problems))
    for problem in problems[:SHOWN_PROBLEMS]:
        yield "    " + printable(_("line {line}: {message}").format(line=problem.line, message=problem.message))
    kinds = Counter(problem.code for problem in problems[SHOWN_PROBLEMS:])
    if kinds:
        yield "    " + _("and {count} more ({kinds})").format(
            count=sum(kinds.values()), kinds=listed(f"{code} {count}" for code, count in kinds.most_common())
        )


def is_data(call: Invocation) -> bool:
    """Whether changes are asked for in a form for programs."""
    return call.format in ("json", "csv", "markdown")


def show_changes(call: Invocation, amended: AmendedBy) -> None:
    """Print what a later text changes, task by task."""
    from dutytrack.reports.amendment import amendment_report

    report = amendment_report(amended.difference, code=amended.code, title=amended.title, as_of=call.as_of)
    if is_data(call):
        write(call, render(report, call.format), form=call.format)
        return
    template = _("a later text of {code} ({source}): {title}")
    facts = {"code": amended.code, "source": printable(amended.source), "title": printable(amended.title or "")}
    put(template.format_map(facts))
    here = screen()
    write(call, render(report, call.format) if here is None else amendment_page(report, here))
    put(_counted(amended))


def _counted(amended: AmendedBy) -> str:
    """One line of figures: how many tasks stay, change, come and go."""
    from dutytrack.domain.review.amendment import Kind

    template = _(
        "{same} same, {reworded} reworded, {units} with other units, {deadline} with other dates, "
        "{figures} with other figures, {added} added, {dropped} dropped"
    )
    return template.format_map({kind: amended.difference.count(kind) for kind in get_args(Kind)})
