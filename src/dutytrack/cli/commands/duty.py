"""``dutytrack duty``: one time of a recurring duty is met, on its day or made up later."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Due = Annotated[
    str | None,
    typer.Option("--due", metavar="DATE", help=N_("Which one, as in 2026-06; the one under way where not given")),
]


@app.command(cls=Command, help=N_("Mark one time of a recurring duty as met, without a report"))
def duty(ctx: typer.Context, key: Key, due: Due = None, on: On = None, note: Note = None) -> None:
    """Mark the occurrence as met, and say whether it is made up."""
    from dutytrack.services.progress.duties import meet_duty

    call = Invocation.of(ctx)
    wanted = call.day(due, "end") if due else None
    with call.desk("duty", reason=note) as desk:
        done = meet_duty(desk, key, call.day(on), due=wanted, note=note)
    template = _("{key}: the duty of {due} was met on {on}")
    if done.made_up:
        template = _("{key}: the duty of {due} was made up on {on}")
    say(template.format(key=done.key, due=done.due, on=done.on))
