"""``dutytrack suspend``: a task rests for a while (暂停)."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, On, Reason
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Suspend a task: it is neither overdue nor behind until it is resumed"))
def suspend(ctx: typer.Context, key: Key, reason: Reason = None, on: On = None) -> None:
    """Suspend the task."""
    from dutytrack.services.acts.suspending import suspend_task

    call = Invocation.of(ctx)
    with call.command("suspend", reason=reason) as session:
        done = suspend_task(
            session, key=key, on=call.day(on), today=call.today, reason=reason or "", by=call.settings.actor
        )
    say(_("{key} suspended from {on}: {title}").format(key=done.key, on=done.on, title=done.title))
