"""``dutytrack resume``: a suspended task is taken up again (恢复)."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Take a suspended task up again"))
def resume(ctx: typer.Context, key: Key, on: On = None, note: Note = None) -> None:
    """Resume the task."""
    from dutytrack.services.acts.suspending import resume_task

    call = Invocation.of(ctx)
    with call.command("resume", reason=note) as session:
        done = resume_task(session, key=key, on=call.day(on), today=call.today, by=call.settings.actor, note=note)
    say(_("{key} resumed on {on}: {title}").format(key=done.key, on=done.on, title=done.title))
