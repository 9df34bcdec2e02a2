"""``dutytrack cadence``: how often a plan's tasks, or a unit, have to be reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_plan, complete_unit
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, Output, Reason
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.progress.cadences import SetCadence

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Report cadences: how often a plan's tasks, or a unit, have to be reported on"),
)  # fmt: skip
Rule = Annotated[
    str,
    typer.Argument(metavar="RULE", help=N_("As in 每月5日前, 每季度10日前, monthly:5, or an RFC 5545 rule")),
]
OfPlan = Annotated[
    str | None, typer.Option("--plan", metavar="PLAN", help=N_("The plan, as in BH25"), autocompletion=complete_plan)
]
OfUnit = Annotated[
    str | None, typer.Option("--unit", metavar="UNIT", help=N_("The unit"), autocompletion=complete_unit)
]
Start = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=N_("From which day on; today where not given"))
]
WorkingDays = Annotated[
    bool, typer.Option("--working-days", help=N_("A day off moves to the next working day by the national calendar"))
]


@app.command("set", cls=Command, help=N_("Let a plan's tasks, or a unit, report by a rule from a day on"))
def set_(
    ctx: typer.Context,
    rule: Rule,
    plan: OfPlan = None,
    unit: OfUnit = None,
    start: Start = None,
    working_days: WorkingDays = False,
    reason: Reason = None,
) -> None:
    """Set the cadence and say the next days."""
    from dutytrack.domain.progress.cadence import report_days
    from dutytrack.services.progress.cadences import set_cadence

    call = Invocation.of(ctx)
    cadence = report_days(rule, start=call.day(start, "start"), working_days=working_days)
    with call.desk("cadence", reason=reason) as desk:
        done = set_cadence(desk, cadence, plan=plan, unit=unit)
    _tell(done)


def _tell(done: SetCadence) -> None:
    days = ", ".join(map(str, done.days[:4])) or "-"
    template = _("{owner} reports by {rule} from {start}: {count} days, first {days}")
    say(
        template.format(
            owner=done.owner, rule=done.text or done.rule, start=done.start, count=len(done.days), days=days
        )
    )
    if done.uncovered:
        years = ", ".join(map(str, done.uncovered))
        say("  " + _("the holidays of {years} are not known yet: plain weeks count there").format(years=years))


@app.command(cls=Command, help=N_("Ask for no more reports after a day"))
def end(ctx: typer.Context, plan: OfPlan = None, unit: OfUnit = None, on: On = None, reason: Reason = None) -> None:
    """End the cadence."""
    from dutytrack.services.progress.cadences import end_cadence

    call = Invocation.of(ctx)
    with call.desk("cadence end", reason=reason) as desk:
        owner = end_cadence(desk, call.day(on, "end"), plan=plan, unit=unit)
    say(_("{owner} has no report cadence after {on}").format(owner=owner, on=call.day(on, "end")))


@app.command("list", cls=Command, help=N_("List the report cadences and the next day of each"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the cadences."""
    from dutytrack.reports.cadences import cadences_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, cadences_report(reader, as_of=call.as_of), output)
