"""``dutytrack diff``: what changed since a day."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import QueryCommand
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Output, Query
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Since = Annotated[
    str, typer.Option("--since", metavar="DATE", help=N_("The day of the last bulletin, as in 2026-06-30 or -1m"))
]
Told = Annotated[
    bool,
    typer.Option(
        "--told", help=N_("Compare with what the ledger had been told by that day, so later entries count as changes")
    ),
]


@app.command(cls=QueryCommand, help=N_("Say what changed since a day: new, closed, lamps, dates, progress"))
def diff(
    ctx: typer.Context,
    since: Since,
    query: Query = None,
    told: Told = False,
    exit_code: ExitCode = False,
    output: Output = None,
) -> int:
    """List the tasks that changed."""
    from contextlib import ExitStack, closing

    from dutytrack.reports.diff import diff_report
    from dutytrack.store.journal.knowing import ledger_as_known

    call = Invocation.of(ctx)
    reader, day = call.reader, call.day(since)
    with ExitStack() as stack:
        earlier = stack.enter_context(closing(ledger_as_known(reader, day))) if told else None
        report = diff_report(call.look, " ".join(query or ()), since=day, earlier=earlier)
    return emit(call, report, output, exit_code=exit_code)
