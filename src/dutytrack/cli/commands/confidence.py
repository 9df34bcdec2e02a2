"""``dutytrack confidence``: how sure lead unit and office are that a task will be done, 0 to 10."""

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
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("How sure lead unit and office are of a task, 0 to 10"),
)  # fmt: skip
Apart = Annotated[
    int, typer.Option("--apart", metavar="POINTS", min=0, help=N_("Only tasks on which they are so far apart"))
]


add_act(app, ACTS["confidence"])


@app.command("list", cls=QueryCommand, help=N_("List how sure the sides are, those furthest apart first"))
def list_(
    ctx: typer.Context, query: Query = None, apart: Apart = 0, exit_code: ExitCode = False, output: Output = None
) -> int:
    """List what was said."""
    from dutytrack.reports.people import confidence_report

    call = Invocation.of(ctx)
    report = confidence_report(call.look, " ".join(query or ()), apart=apart)
    return emit(call, report, output, exit_code=exit_code)
