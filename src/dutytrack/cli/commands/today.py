"""``dutytrack today``: what the office has to do."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Limit, Output
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("List what the office has to do: its own decisions first, then what units owe it"))
def today(ctx: typer.Context, limit: Limit = None, output: Output = None, exit_code: ExitCode = False) -> int:
    """List what there is to do, by kind, each kind cut to the limit."""
    from dutytrack.reports.agenda import agenda_report
    from dutytrack.store.reading.settings import ladder

    call = Invocation.of(ctx)
    reader = call.reader
    report = agenda_report(call.look, ladder=ladder(reader), limit=limit)
    return emit(call, report, output, exit_code=exit_code)
