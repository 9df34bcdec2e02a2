"""``dutytrack return``: a submitted task goes back to be done again (退回)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Wanting = Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("What is wanting"))]


@app.command(cls=Command, help=N_("Send a submitted task back to its unit, saying what is wanting"))
def return_(ctx: typer.Context, key: Key, note: Wanting = "", on: On = None) -> None:
    """Send the task back."""
    from dutytrack.services.acts.submitting import return_task

    call = Invocation.of(ctx)
    with call.command("return", reason=note or None) as session:
        done = return_task(session, key=key, on=call.day(on), today=call.today, note=note, by=call.settings.actor)
    say(_("{key} returned on {on}: {title}").format(key=done.key, on=done.on, title=done.title))
