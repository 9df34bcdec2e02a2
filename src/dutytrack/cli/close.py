"""``dutytrack close``: a task is done and struck off (办结销号)."""

from __future__ import annotations

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.emit import say
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Close a task: what it had not met counts as met on that day"))
def close(ctx: typer.Context, key: Key, on: On = None, note: Note = None) -> None:
    """Close the task and say whether it was late."""
    from dutytrack.services.closing import close_task

    call = Invocation.of(ctx)
    with call.command("close", reason=note) as session:
        closed = close_task(session, key=key, on=call.day(on), today=call.today, by=call.settings.actor, note=note)
    template = (
        _("{key} closed on {on}, after its deadline {due}: {title}")
        if closed.late
        else _("{key} closed on {on}: {title}")
    )
    say(template.format(key=closed.key, on=closed.on, due=closed.due, title=closed.title))
