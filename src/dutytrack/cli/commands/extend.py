"""``dutytrack extend``: extensions asked for, granted, refused."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.command import Group, QueryCommand
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Output, Query
from dutytrack.i18n import N_
from dutytrack.services.acts.declared.acts import ACTS

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=N_("Extensions: asked for, granted, refused"),
)
Pending = Annotated[bool, typer.Option("--pending", help=N_("Only those that are not decided"))]


for name in ("extend", "grant", "refuse"):
    add_act(app, ACTS[name])


@app.command("list", cls=QueryCommand, help=N_("List the extensions, the latest first"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    pending: Pending = False,
    output: Output = None,
    exit_code: ExitCode = False,
) -> int:
    """List what was asked for and what came of it."""
    from dutytrack.reports.extensions import extensions_report

    call = Invocation.of(ctx)
    words = " ".join(query or ())
    report = extensions_report(call.look, words, pending=pending)
    return emit(call, report, output, exit_code=exit_code)
