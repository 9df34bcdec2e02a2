"""``dutytrack done``: one of a task's dates is met; the task stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Note, On
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.acts.closing import MetDeadline

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Date = Annotated[
    str, typer.Option("--date", metavar="DATE", help=N_("The deadline that is met; 2016 is the end of 2016"))
]


@app.command(cls=Command, help=N_("Mark one of a task's dates as met; the task stays open"))
def done(ctx: typer.Context, key: Key, date: Date, on: On = None, note: Note = None) -> None:
    """Mark the date as met and say what is left."""
    from dutytrack.services.acts.closing import meet_deadline

    call = Invocation.of(ctx)
    deadline = call.day(date, "end")
    with call.command("done", reason=note) as session:
        met = meet_deadline(
            session, key=key, deadline=deadline, on=call.day(on), today=call.today, by=call.settings.actor, note=note
        )
    say(_told(met))


def _told(met: MetDeadline) -> str:
    template = _("{key}: {deadline} met late, on {on}") if met.late else _("{key}: {deadline} met on {on}")
    if met.all_met:
        rest = _("no date is left; `dutytrack close {key}` closes it").format(key=met.key)
    else:
        rest = _("left: {dates}").format(dates=", ".join(map(str, met.left)))
    return f"{template.format(key=met.key, deadline=met.deadline, on=met.on)}; {rest}"
