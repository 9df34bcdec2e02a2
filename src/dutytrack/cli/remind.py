"""``dutytrack remind``: one reminder a unit and period (催办)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.command import QueryCommand
from dutytrack.cli.emit import emit
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import On, Output, Query
from dutytrack.i18n import N_, ngettext

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What is said to every unit"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show whom to remind, and write nothing"))]
Sent = Annotated[bool, typer.Option("--sent", help=N_("List the reminders sent so far instead"))]


@app.command(
    cls=QueryCommand,
    help=N_("Remind every unit once a period of all that is red or yellow, or of the lamps that the query asks for"),
)
def remind(
    ctx: typer.Context,
    query: Query = None,
    on: On = None,
    text: Text = "",
    dry_run: DryRun = False,
    sent: Sent = False,
    output: Output = None,
) -> int:
    """Remind, and list who is asked for what and why; units asked in the period already are left alone."""
    from dutytrack.reports.reminders import reminders_report, round_report

    call = Invocation.of(ctx)
    words = " ".join(query or ())
    if sent:
        reader = call.reader
        return emit(call, reminders_report(reader, words, as_of=call.as_of, rules=call.rules), output)
    from dutytrack.services.reminding import remind

    day = call.day(on)
    with call.command("remind") as session:
        made = remind(session, query=words, on=day, today=call.today, text=text, dry_run=dry_run)
    report = round_report(
        [(one.unit, one.times, one.asked) for one in made.made],
        [(one.unit, one.on, one.tasks) for one in made.left_alone],
        period=made.period,
        as_of=day,
    )
    done = emit(call, report, output)
    if made.left_alone:
        typer.echo(_left_alone(len(made.left_alone), made.period), err=True)
    return done


def _left_alone(units: int, period: str) -> str:
    """What is said on stderr, where it reaches a person even when a pipe takes the rows."""
    template = ngettext(
        "{count} unit was reminded in {period} already and is not asked again.",
        "{count} units were reminded in {period} already and are not asked again.",
        units,
    )
    return template.format(count=units, period=period)
