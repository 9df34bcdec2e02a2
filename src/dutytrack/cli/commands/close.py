"""``dutytrack close``: a task is done and struck off (办结销号)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


Waive = Annotated[
    str | None,
    typer.Option(
        "--waive",
        metavar="REASON",
        help=N_("Close it without an accepted check, or with members or figures unmet, and say why"),
    ),
]
HELP = N_(
    "Close a task: what it had not met counts as met on that day. Once it was reported on, submitted, measured or "
    "ordered about, that wants an accepted check"
)


@app.command(cls=Command, help=HELP)
def close(ctx: typer.Context, key: Key, on: On = None, note: Note = None, waive: Waive = None) -> None:
    """Close the task and say whether it was late."""
    from dutytrack.services.acts.closing import close_task

    call = Invocation.of(ctx)
    day, by = call.day(on), call.settings.actor
    with call.command("close", reason=note or waive) as session:
        closed = close_task(session, key=key, on=day, today=call.today, by=by, note=note, waive=waive)
    template = (
        _("{key} closed on {on}, after its deadline {due}: {title}")
        if closed.late
        else _("{key} closed on {on}: {title}")
    )
    say(template.format(key=closed.key, on=closed.on, due=closed.due, title=closed.title))
