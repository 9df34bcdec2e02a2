"""The questions about tasks: which there are, how they stand, what is overdue or changed, and why."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import EXIT_CODE_OUTPUT, OUTPUT_EXIT_CODE, Application
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit_in_full, screen, write_page
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Key, Limit, Output, option
from dutytrack.domain.dates import read_period
from dutytrack.domain.words.choices import UNIT_ORDERS
from dutytrack.i18n import N_
from dutytrack.reports.model import Report

app = Application()
Sort = Annotated[str | None, option("--sort", N_("By what to sort, as in lamp or -due"), "COLUMN")]


UnitOrder = Annotated[
    str,
    option("--sort", N_("How the units are put in order: office, worst or name"), "ORDER", lambda: list(UNIT_ORDERS)),
]
All = Annotated[bool, option("--all", N_("Closed and dropped tasks too, though the query does not ask for them"))]


@app.lists(
    N_("List the tasks that a query finds, without closed or dropped ones where it does not ask"), ends=EXIT_CODE_OUTPUT
)
def _list(call: Invocation, query: str = "", sort: Sort = None, limit: Limit = None, all_: All = False) -> Report:
    from dutytrack.reports.tasks import tasks_report

    return tasks_report(call.look, query, sort=sort, limit=limit, closed=all_)


Source = Annotated[bool, option("--source", N_("Only its lines of the document, what was read marked"))]


@app.command(N_("Show one task in full"))
def _show(call: Invocation, key: Key, source: Source = False, output: Output = None) -> None:
    from dutytrack.store.reading.detail import task_detail

    call.hold()
    detail = task_detail(call.look, key)
    if detail is None:
        raise missing_task(call.reader, key, call.as_of)
    if source:
        from dutytrack.output.source import source_page

        write_page(call, source_page(detail, screen(output)), output)
        return
    from dutytrack.output.task import task_in_full

    emit_in_full(call, task_in_full(detail, call.as_of), output)


@app.lists(N_("Count the tasks under each lamp: in all, by plan, by lead unit"))
def _status(call: Invocation, query: str = "") -> Report:
    from dutytrack.reports.status import status_report

    return status_report(call.look, query)


@app.lists(N_("List what is overdue, by the unit that answers for it"), ends=OUTPUT_EXIT_CODE)
def _overdue(call: Invocation, query: str = "", sort: UnitOrder = "office", limit: Limit = None) -> Report:
    from dutytrack.reports.overdue import overdue_report

    return overdue_report(call.look, query, sort=sort, limit=limit)


@app.command(N_("Say why a task's lamp is what it is"))
def _why(call: Invocation, key: Key, output: Output = None) -> None:
    from dutytrack.output.reasons import why_in_full
    from dutytrack.reports.why import why_report
    from dutytrack.store.reading.why import explain

    reasons = explain(call.look, key)
    if reasons is None:
        raise missing_task(call.reader, key, call.as_of)
    emit_in_full(call, why_in_full(reasons, why_report(reasons)), output)


@app.lists(N_("List what the office has to do: its own decisions first, then what units owe it"), ends=OUTPUT_EXIT_CODE)
def _today(call: Invocation, limit: Limit = None) -> Report:
    from dutytrack.reports.agenda import agenda_report
    from dutytrack.store.reading.settings import ladder

    return agenda_report(call.look, ladder=ladder(call.reader), limit=limit)


Since = Annotated[str, option("--since", N_("The day of the last bulletin, as in 2026-06-30 or -1m"), "DATE")]
Told = Annotated[
    bool,
    option("--told", N_("Compare with what the ledger had been told by that day, so later entries count as changes")),
]


@app.lists(N_("Say what changed since a day: new, closed, lamps, dates, progress"), ends=EXIT_CODE_OUTPUT)
def _diff(call: Invocation, since: Since, query: str = "", told: Told = False) -> Report:
    from contextlib import closing, nullcontext

    from dutytrack.reports.diff import diff_report

    reader, day = call.reader, call.day_seen(since)
    with closing(call.known(reader, day)) if told else nullcontext() as earlier:
        return diff_report(call.look, query, since=day, earlier=earlier)


Period = Annotated[str, option("--period", N_("A year, half, quarter or month, as in 2026Q2"), "PERIOD")]
Unit = Annotated[str | None, option("--unit", N_("List the facts behind this unit's points"), "UNIT", complete_unit)]


@app.lists(N_("Points a unit for a period by the ledger's rules, each traceable to its facts"))
def _appraise(call: Invocation, period: Period, query: str = "", unit: Unit = None) -> Report:
    """Rank the units by the tasks that the query finds, or list the facts behind one unit's points."""
    from dutytrack.reports.appraisal import appraisal_report, unit_report
    from dutytrack.store.reading.settings import appraisal_rules

    days = read_period(period, call.as_of, "past")
    rules = appraisal_rules(call.reader)
    if unit is None:
        return appraisal_report(call.look, days, rules=rules, query=query)
    return unit_report(call.look, days, unit, rules=rules, query=query)
