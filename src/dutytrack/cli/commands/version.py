"""``dutytrack version``: which program this is."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.options import version_line
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Show the version"))
def version() -> None:
    """Print the version."""
    typer.echo(version_line())
