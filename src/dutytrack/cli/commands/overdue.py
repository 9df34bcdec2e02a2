"""``dutytrack overdue``: deadlines passed and unmet, by the unit that answers for them."""

from __future__ import annotations

import typer

from dutytrack.cli.shell import answers
from dutytrack.cli.shell.command import QueryCommand
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Limit, Output, Query
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=QueryCommand, help=N_("List what is overdue, by the unit that answers for it"))
def overdue(
    ctx: typer.Context, query: Query = None, limit: Limit = None, output: Output = None, exit_code: ExitCode = False
) -> int:
    """List the overdue tasks of the query."""
    return answers.overdue(Invocation.of(ctx), query or (), limit=limit, output=output, exit_code=exit_code)
