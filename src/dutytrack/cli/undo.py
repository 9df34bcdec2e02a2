"""``dutytrack undo``: the last command is taken back by a further one."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.emit import say
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Reason
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Id = Annotated[
    str | None,
    typer.Argument(
        metavar="[COMMAND]", help=N_("The command's id as `log show` prints it; your last one where not given")
    ),
]


@app.command(cls=Command, help=N_("Take back your last command, or a named one, by a further command"))
def undo(ctx: typer.Context, command: Id = None, reason: Reason = None) -> None:
    """Undo and say what was undone."""
    from dutytrack.store.undo import undo as take_back

    call = Invocation.of(ctx)
    done = take_back(call.ledger(), actor=call.settings.actor, command_id=command, reason=reason)
    template = _("undone: {name} of {day} by {actor}, {rows} rows")
    say(template.format(name=done.undone.name, day=done.undone.day, actor=done.undone.actor, rows=done.rows))
