"""``dutytrack status``: how many tasks stand under each lamp."""

from __future__ import annotations

import typer

from dutytrack.cli.shell import answers
from dutytrack.cli.shell.command import QueryCommand
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Output, Query
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=QueryCommand, help=N_("Count the tasks under each lamp: in all, by plan, by lead unit"))
def status(ctx: typer.Context, query: Query = None, output: Output = None) -> int:
    """Count the tasks of the query."""
    return answers.status(Invocation.of(ctx), query or (), output=output)
