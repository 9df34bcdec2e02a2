"""``dutytrack status``: how many tasks stand under each lamp."""

from __future__ import annotations

import typer

from dutytrack.cli.command import QueryCommand
from dutytrack.cli.emit import emit
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Output, Query, query_text
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=QueryCommand, help=N_("Count the tasks under each lamp: in all, by plan, by lead unit"))
def status(ctx: typer.Context, query: Query = None, output: Output = None) -> None:
    """Count the tasks of the query."""
    from dutytrack.reports.status import status_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, status_report(reader, query_text(query), as_of=call.as_of, rules=call.rules), output)
