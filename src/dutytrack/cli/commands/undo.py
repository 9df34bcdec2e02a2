"""``dutytrack undo``: the last command is taken back by a further one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.ask import ASKED_FIRST, asked_first, would_write
from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, Reason, Yes
from dutytrack.i18n import N_, ngettext

if TYPE_CHECKING:
    from dutytrack.store.undo import Undone

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Id = Annotated[
    str | None,
    typer.Argument(
        metavar="[COMMAND]", help=N_("The command's id as `log show` prints it; your last one where not given")
    ),
]


@app.command(cls=Command, help=N_("Take back your last command, or a named one, by a further command"))
def undo(
    ctx: typer.Context, command: Id = None, reason: Reason = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Undo and say what was undone; ask first about another's command, and about one that asked first itself."""
    from dutytrack.store.undo import undo as take_back

    call = Invocation.of(ctx)
    actor = call.settings.actor

    def act(rehearsal: bool) -> Undone:
        return take_back(call.ledger(), actor=actor, command_id=command, reason=reason, rehearsal=rehearsal)

    done = asked_first(
        act,
        lambda would: would_write(_told(would)),
        yes=yes,
        dry_run=dry_run,
        needed=lambda would: would.undone.actor != actor or would.undone.name in ASKED_FIRST,
    )
    if done is not None:
        say(_told(done))


def _told(done: Undone) -> str:
    from dutytrack.store.undo import command_sentence

    sentence = command_sentence(done.undone, done.subject)
    return ngettext("undone: {command}, {rows} row", "undone: {command}, {rows} rows", done.rows).format(
        command=sentence, rows=done.rows
    )
