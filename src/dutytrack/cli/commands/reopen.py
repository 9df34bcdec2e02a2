"""``dutytrack reopen``: a closed or dropped task is taken up again (重启)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)

Why = Annotated[str | None, typer.Option("--reason", "--note", metavar="TEXT", help=N_("Why; it stays in the journal"))]


@app.command(cls=Command, help=N_("Open a closed or dropped task again"))
def reopen(ctx: typer.Context, key: Key, on: On = None, note: Why = None) -> None:
    """Open the task again."""
    from dutytrack.services.acts.closing import reopen_task

    call = Invocation.of(ctx)
    with call.command("reopen", reason=note) as session:
        opened = reopen_task(session, key=key, on=call.day(on), today=call.today, by=call.settings.actor, note=note)
    say(_("{key} open again from {on} on: {title}").format(key=opened.key, on=opened.on, title=opened.title))
