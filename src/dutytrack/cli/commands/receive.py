"""``dutytrack receive``: a unit signs for a task (签收)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who signed for the unit"))]


@app.command(cls=Command, help=N_("Note that a unit has signed for a task"))
def receive(
    ctx: typer.Context, key: Key, unit: AnswerUnit = None, by: By = None, on: On = None, note: Note = None
) -> None:
    """Note the receipt."""
    from dutytrack.services.acts.receiving import receive as sign_for

    call = Invocation.of(ctx)
    with call.command("receive", reason=note) as session:
        done = sign_for(session, key=key, on=call.day(on), today=call.today, unit=unit, by=by, note=note)
    say(_("{key}: {unit} signed for it on {on}: {title}").format(
        key=done.key, unit=done.unit, on=done.on, title=done.title
    ))  # fmt: skip
