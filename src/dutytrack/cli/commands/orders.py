"""``dutytrack orders``: who is due for an order, the orders issued, and the replies to them."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.command import Group, QueryCommand
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Limit, Output, Query
from dutytrack.i18n import N_
from dutytrack.services.acts.declared.acts import ACTS

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=N_("Orders: who is due for one, those issued, the replies to them"),
)
Open = Annotated[bool, typer.Option("--open", help=N_("Only those that wait for a reply"))]


@app.command(cls=QueryCommand, help=N_("List who is due for which rung of the ladder, and why"))
def suggest(
    ctx: typer.Context, query: Query = None, limit: Limit = None, output: Output = None, exit_code: ExitCode = False
) -> int:
    """List the tasks and units due for an order, the highest rungs first."""
    from dutytrack.reports.orders import suggestions_report
    from dutytrack.store.reading.settings import ladder

    call = Invocation.of(ctx)
    reader = call.reader
    words = " ".join(query or ())
    report = suggestions_report(call.look, words, ladder=ladder(reader), limit=limit)
    return emit(call, report, output, exit_code=exit_code)


@app.command("list", cls=QueryCommand, help=N_("List the orders issued, the latest first"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    open_: Open = False,
    output: Output = None,
    exit_code: ExitCode = False,
) -> int:
    """List the orders and how they were answered."""
    from dutytrack.reports.orders import orders_report

    call = Invocation.of(ctx)
    words = " ".join(query or ())
    report = orders_report(call.look, words, unanswered=open_)
    return emit(call, report, output, exit_code=exit_code)


add_act(app, ACTS["reply"])
