"""``dutytrack drop``: a task is asked for no more, and stays in the ledger (取消)."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, On, Reason
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Drop a task: it stays in the ledger, and nothing more is asked"))
def drop(ctx: typer.Context, key: Key, reason: Reason = None, on: On = None) -> None:
    """Drop the task."""
    from dutytrack.services.acts.suspending import drop_task

    call = Invocation.of(ctx)
    with call.command("drop", reason=reason) as session:
        done = drop_task(
            session, key=key, on=call.day(on), today=call.today, reason=reason or "", by=call.settings.actor
        )
    say(_("{key} dropped on {on}: {title}").format(key=done.key, on=done.on, title=done.title))
