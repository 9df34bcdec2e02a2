"""``dutytrack undo``: the last command is taken back by a further one."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.ask import ASKED_FIRST, ask_and_say
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, Reason, Yes, argument
from dutytrack.i18n import N_, ngettext

app = Application()
Id = Annotated[
    str | None, argument("[COMMAND]", N_("The command's id as `log show` prints it; your last one where not given"))
]


@app.command(N_("Take back your last command, or a named one, by a further command"))
def _undo(
    call: Invocation, command: Id = None, reason: Reason = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Undo and say what was undone; ask first about another's command, one that asked first, one of several things."""
    from dutytrack.store.undo import Undone, command_sentence
    from dutytrack.store.undo import undo as take_back

    actor = call.settings.actor

    def act(rehearsal: bool) -> Undone:
        return take_back(call.ledger(), actor=actor, command_id=command, reason=reason, rehearsal=rehearsal)

    def told(done: Undone) -> str:
        template = ngettext("undone: {command}, {rows} row", "undone: {command}, {rows} rows", done.rows)
        return template.format(command=command_sentence(done.undone, done.subject), rows=done.rows)

    def needed(would: Undone) -> bool:
        is_anothers = would.undone.actor != actor or not would.is_callers
        return is_anothers or would.undone.name in ASKED_FIRST or would.subject.things > 1

    ask_and_say(call, act, told, yes=yes, dry_run=dry_run, needed=needed)
