"""``dutytrack leader``: leaders and the units in their charge (分管领导)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, Output
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.tasks.people import Charge

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Leaders and the units in their charge; `leader:NAME` in a query finds the tasks of both"),
)  # fmt: skip
Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The leader's name"))]
Units = Annotated[list[str], typer.Argument(metavar="UNIT...", help=N_("The units"), autocompletion=complete_unit)]
WithUnits = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="UNIT", help=N_("A unit in their charge; may be repeated"),
                 autocompletion=complete_unit),
]  # fmt: skip
Post = Annotated[str, typer.Option("--post", metavar="TEXT", help=N_("The office held, as in 副市长"))]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help=N_("Whose leader, as in 沧州市"))]


@app.command("list", cls=Command, help=N_("List the leaders and the units in their charge"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the leaders."""
    from dutytrack.reports.people import leaders_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, leaders_report(reader, as_of=call.as_of), output)


@app.command(cls=Command, help=N_("Enter a leader"))
def add(
    ctx: typer.Context, name: Name, post: Post = "", unit: WithUnits = None, on: On = None, place: Place = None
) -> None:
    """Enter the leader with their units."""
    from dutytrack.services.tasks.people import add_leader

    call = Invocation.of(ctx)
    with call.desk("leader add", place=place) as desk:
        charge = add_leader(desk, name, post, unit or (), call.day(on))
    say(_told(charge, _("{name} entered, in charge of: {units}")))


@app.command(cls=Command, help=N_("Give units into a leader's charge"))
def charge(ctx: typer.Context, name: Name, units: Units, on: On = None, place: Place = None) -> None:
    """Give the units."""
    from dutytrack.services.tasks.people import charge_leader

    call = Invocation.of(ctx)
    with call.desk("leader charge", place=place) as desk:
        done = charge_leader(desk, name, units, call.day(on))
    say(_told(done, _("{name} is in charge of: {units}")))


@app.command(cls=Command, help=N_("Take units out of a leader's charge"))
def release(ctx: typer.Context, name: Name, units: Units, on: On = None, place: Place = None) -> None:
    """Take the units away."""
    from dutytrack.services.tasks.people import release_leader

    call = Invocation.of(ctx)
    with call.desk("leader release", place=place) as desk:
        done = release_leader(desk, name, units, call.day(on))
    say(_told(done, _("{name} is no longer in charge of: {units}")))


def _told(done: Charge, template: str) -> str:
    return template.format(name=done.leader, units="、".join(done.units) or "-")
