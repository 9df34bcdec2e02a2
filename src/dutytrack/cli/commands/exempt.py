"""``dutytrack exempt``: a month in which a task is not assessed."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Reason
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Month = Annotated[str, typer.Option("--month", metavar="MONTH", help=N_("The month, as in 2026-07"))]


@app.command(cls=Command, help=N_("Do not assess a task in a month: it is never behind schedule then"))
def exempt(ctx: typer.Context, key: Key, month: Month, reason: Reason = None) -> None:
    """Exempt the month."""
    from dutytrack.services.progress.exempting import exempt_month

    call = Invocation.of(ctx)
    day = call.day(month, "month")
    with call.command("exempt", reason=reason) as session:
        done = exempt_month(session, key=key, month=day, reason=reason or "")
    say(_("{key} is not assessed in {month}: {title}").format(
        key=done.key, month=f"{done.month:%Y-%m}", title=done.title
    ))  # fmt: skip
