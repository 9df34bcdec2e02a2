"""``dutytrack set``: what was read or typed wrongly is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant, say_new
from dutytrack.cli.shell.options import Key, Lead, New, Participating, Reason, Responsible
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.tasks.entering import ChangedTask
    from dutytrack.services.units.naming import Naming

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=N_("The title"))]
Due = Annotated[str | None, typer.Option("--due", metavar="DATE", help=N_("The deadline; 2026-06 is the end of June"))]
Deadline = Annotated[
    str | None, typer.Option("--deadline", metavar="DATE", help=N_("Which of several deadlines --due replaces"))
]
Start = Annotated[str | None, typer.Option("--start", metavar="DATE", help=N_("The day it starts"))]
Leader = Annotated[str | None, typer.Option("--leader", metavar="NAME", help=N_("The leader who answers for it"))]


@app.command(cls=Command, help=N_("Mend what was read wrongly; units named replace those of their role"))
def set_(
    ctx: typer.Context,
    key: Key,
    title: Title = None,
    due: Due = None,
    deadline: Deadline = None,
    start: Start = None,
    lead: Lead = None,
    responsible: Responsible = None,
    participating: Participating = None,
    leader: Leader = None,
    new: New = False,
    reason: Reason = None,
) -> None:
    """Mend the task and say which fields changed."""
    from dutytrack.services.tasks.entering import Sharing, TaskChanges, set_task

    call = Invocation.of(ctx)
    changes = TaskChanges(
        title=title,
        due=call.day(due, "due") if due else None,
        deadline=call.day(deadline, "end") if deadline else None,
        start=call.day(start, "start") if start else None,
        leader=leader,
        sharing=Sharing(lead, responsible, participating),
    )

    def act(naming: Naming) -> ChangedTask:
        with call.command("set", reason=reason) as session:
            return set_task(session, key=key, changes=changes, reason=reason or "", today=call.today, naming=naming)

    task = as_meant(act, new=new)
    say(_("{key} changed: {fields}").format(key=task.key, fields=", ".join(task.fields)))
    say_new(task.new_units)
