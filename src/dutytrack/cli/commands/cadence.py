"""``dutytrack cadence``: how often a plan's tasks, or a unit, have to be reported on."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_plan, complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, Reason, argument, option
from dutytrack.i18n import N_, _, listed
from dutytrack.reports.model import Report

app = Application(N_("Report cadences: how often a plan's tasks, or a unit, have to be reported on"))
Rule = Annotated[str, argument("RULE", N_("As in 每月5日前, 每季度10日前, monthly:5, or an RFC 5545 rule"))]
OfPlan = Annotated[str | None, option("--plan", N_("The plan, as in BH25"), "PLAN", complete_plan)]
OfUnit = Annotated[str | None, option("--unit", N_("The unit"), "UNIT", complete_unit)]
Start = Annotated[str | None, option("--from", N_("From which day on; today where not given"), "DATE")]
WorkingDays = Annotated[
    bool, option("--working-days", N_("A day off moves to the next working day by the national calendar"))
]


@app.command(N_("Let a plan's tasks, or a unit, report by a rule from a day on"))
def _set(
    call: Invocation,
    rule: Rule,
    plan: OfPlan = None,
    unit: OfUnit = None,
    start: Start = None,
    working_days: WorkingDays = False,
    reason: Reason = None,
) -> None:
    from dutytrack.domain.progress.cadence import report_days
    from dutytrack.domain.words.supervision import calendar_told
    from dutytrack.services.progress.cadences import set_cadence

    cadence = report_days(rule, start=call.day(start, "start"), working_days=working_days)
    with call.desk("cadence", reason=reason) as desk:
        done = set_cadence(desk, cadence, plan=plan, unit=unit)
    days = listed(map(str, done.days[:4]))
    template = _("{owner} reports by {rule} from {start}: {count} days, first {days}")
    if not days:
        template = _("{owner} reports by {rule} from {start}: no day is left")
    rule = done.text or done.rule
    say(call, template.format(owner=done.owner, rule=rule, start=done.start, count=len(done.days), days=days))
    for line in calendar_told(done.uncovered):
        say(call, line)


@app.command(N_("Ask for no more reports after a day"))
def _end(call: Invocation, plan: OfPlan = None, unit: OfUnit = None, on: On = None, reason: Reason = None) -> None:
    from dutytrack.services.progress.cadences import end_cadence

    with call.desk("cadence end", reason=reason) as desk:
        owner = end_cadence(desk, call.day(on, "end"), plan=plan, unit=unit)
    say(call, _("{owner} has no report cadence after {on}").format(owner=owner, on=call.day(on, "end")))


@app.lists(N_("List the report cadences and the next day of each"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.cadences import cadences_report

    return cadences_report(call.reader, as_of=call.as_of)
