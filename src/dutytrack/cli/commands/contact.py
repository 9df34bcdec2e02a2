"""``dutytrack contact``: whom to ring at a unit."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, Output
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Whom to ring at a unit"),
)  # fmt: skip
Unit = Annotated[str, typer.Argument(metavar="UNIT", help=N_("The unit"), autocompletion=complete_unit)]
SomeUnit = Annotated[
    str | None,
    typer.Argument(metavar="[UNIT]", help=N_("Only units whose name holds this"), autocompletion=complete_unit),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The contact's name"))]
Phone = Annotated[str, typer.Option("--phone", metavar="NUMBER", help=N_("Telephone"))]
Post = Annotated[str, typer.Option("--post", metavar="TEXT", help=N_("The office held, as in 办公室主任"))]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help=N_("Whose unit, as in 沧州市"))]


@app.command("list", cls=Command, help=N_("List the contacts"))
def list_(ctx: typer.Context, unit: SomeUnit = None, output: Output = None) -> None:
    """List the contacts."""
    from dutytrack.reports.people import contacts_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, contacts_report(reader, unit, as_of=call.as_of), output)


@app.command(cls=Command, help=N_("Enter a contact of a unit"))
def add(
    ctx: typer.Context, unit: Unit, name: Name, phone: Phone = "", post: Post = "", on: On = None, place: Place = None
) -> None:
    """Enter the contact."""
    from dutytrack.services.tasks.people import Person, add_contact

    call = Invocation.of(ctx)
    with call.desk("contact add", place=place) as desk:
        found = add_contact(desk, unit, Person(name, phone, post), on=call.day(on) if on else None)
    say(_("{unit}: contact {name} entered").format(unit=found, name=name))


@app.command(cls=Command, help=N_("A contact is none any more"))
def end(ctx: typer.Context, unit: Unit, name: Name, on: On = None, place: Place = None) -> None:
    """End the contact."""
    from dutytrack.services.tasks.people import end_contact

    call = Invocation.of(ctx)
    with call.desk("contact end", place=place) as desk:
        found = end_contact(desk, unit, name, call.day(on))
    say(_("{unit}: {name} is no contact any more").format(unit=found, name=name))
