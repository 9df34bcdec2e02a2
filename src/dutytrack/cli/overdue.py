"""``dutytrack overdue``: deadlines passed and unmet, by the unit that answers for them."""

from __future__ import annotations

import typer

from dutytrack.cli.command import QueryCommand
from dutytrack.cli.emit import emit
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import ExitCode, Output, Query, query_text
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=QueryCommand, help=N_("List what is overdue, by the unit that answers for it"))
def overdue(ctx: typer.Context, query: Query = None, exit_code: ExitCode = False, output: Output = None) -> None:
    """List the overdue tasks of the query."""
    from dutytrack.reports.overdue import overdue_report

    call = Invocation.of(ctx)
    reader = call.reader
    report = overdue_report(reader, query_text(query), as_of=call.as_of, rules=call.rules)
    emit(call, report, output, exit_code=exit_code)
