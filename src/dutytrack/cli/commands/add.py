"""``dutytrack add``: a task that no plan lays down (领导批示, 会议议定事项)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant, say_new
from dutytrack.cli.shell.options import Lead, New, Participating, Responsible
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.tasks.entering import AddedTask

app = typer.Typer(add_completion=False, rich_markup_mode=None)
KINDS = ("instruction", "meeting", "other")

Title = Annotated[str, typer.Argument(metavar="TITLE", help=N_("What is to be done"))]
Due = Annotated[str | None, typer.Option("--due", metavar="DATE", help=N_("By when; 2026-06 is the end of June"))]
Start = Annotated[str | None, typer.Option("--start", metavar="DATE", help=N_("From when; today where not given"))]
Kind = Annotated[
    str,
    typer.Option(
        "--kind", metavar="KIND", help=N_("instruction, meeting or other"), autocompletion=lambda: list(KINDS)
    ),
]
Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help=N_("Where the task comes from"))]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What else is said about it"))]
Leader = Annotated[str | None, typer.Option("--leader", metavar="NAME", help=N_("The leader who answers for it"))]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help=N_("Whose units they are, as in 沧州市"))]


@app.command(cls=Command, help=N_("Enter a task without a plan: a leader's instruction, a meeting's decision"))
def add(
    ctx: typer.Context,
    title: Title,
    lead: Lead = None,
    responsible: Responsible = None,
    participating: Participating = None,
    due: Due = None,
    start: Start = None,
    kind: Kind = "other",
    source: Source = None,
    text: Text = "",
    leader: Leader = None,
    place: Place = None,
    new: New = False,
) -> None:
    """Enter the task and print its key, and which of its units are new."""
    from dutytrack.services.tasks.entering import NewTask, Sharing, add_task

    call = Invocation.of(ctx)
    wanted = NewTask(
        title=title,
        kind=kind,
        sharing=Sharing(lead, responsible, participating),
        due=call.day(due, "due") if due else None,
        start=call.day(start, "start") if start else None,
        source=source,
        text=text,
        leader=leader,
    )

    def act(naming: Naming) -> AddedTask:
        with call.desk("add", place=place, create=True) as desk:
            return add_task(desk, wanted, naming=naming)

    task = as_meant(act, new=new)
    say(_("{key} entered: {title}").format(key=task.key, title=task.title))
    say_new(task.new_units)
