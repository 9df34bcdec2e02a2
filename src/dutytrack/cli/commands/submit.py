"""``dutytrack submit``: a unit says that a task is done and asks for verification (上报)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, Key, Note, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who handed it in for the unit"))]


@app.command(cls=Command, help=N_("Note that a unit hands a task in for verification"))
def submit(
    ctx: typer.Context, key: Key, unit: AnswerUnit = None, by: By = None, on: On = None, note: Note = None
) -> None:
    """Note the submission; of a collective say who is missing."""
    from dutytrack.services.acts.submitting import submit as hand_in

    call = Invocation.of(ctx)
    with call.command("submit", reason=note) as session:
        done = hand_in(session, key=key, on=call.day(on), today=call.today, unit=unit, by=by, note=note)
    template = _("{key} submitted by {unit} on {on}: {title}")
    if not done.complete:
        template = _("{key}: {unit} has done its part on {on}; still missing: {missing}")
    say(template.format(
        key=done.key, unit=done.unit, on=done.on, title=done.title, missing="、".join(done.missing)
    ))  # fmt: skip
