"""``dutytrack list``: the tasks that a query finds."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell import answers
from dutytrack.cli.shell.command import QueryCommand
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Limit, Output, Query
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Sort = Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help=N_("By what to sort, as in lamp or -due"))]


@app.command("list", cls=QueryCommand, help=N_("List the tasks that a query finds"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    sort: Sort = None,
    limit: Limit = None,
    exit_code: ExitCode = False,
    output: Output = None,
) -> int:
    """List the tasks of the query."""
    call = Invocation.of(ctx)
    return answers.list_tasks(call, query or (), sort=sort, limit=limit, output=output, exit_code=exit_code)
