"""``dutytrack units``: who has a part in the ledger's tasks."""

from __future__ import annotations

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.emit import emit
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Output
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("List the units and how many tasks each has in which role"))
def units(ctx: typer.Context, output: Output = None) -> None:
    """List the units."""
    from dutytrack.reports.units import units_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, units_report(reader, as_of=call.as_of), output)
