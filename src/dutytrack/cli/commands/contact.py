"""``dutytrack contact``: whom to ring at a unit."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, argument, option
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("Whom to ring at a unit"))
Unit = Annotated[str, argument("UNIT", N_("The unit"), complete_unit)]
SomeUnit = Annotated[str | None, argument("[UNIT]", N_("Only units whose name holds this"), complete_unit)]
Name = Annotated[str, argument("NAME", N_("The contact's name"))]
Phone = Annotated[str, option("--phone", N_("Telephone"), "NUMBER")]
Post = Annotated[str, option("--post", N_("The office held, as in 办公室主任"), "TEXT")]
Place = Annotated[str | None, option("--place", N_("Whose unit, as in 沧州市"), "NAME")]


@app.lists(N_("List the contacts"))
def _list(call: Invocation, unit: SomeUnit = None) -> Report:
    from dutytrack.reports.people import contacts_report

    return contacts_report(call.reader, unit, as_of=call.as_of)


@app.command(N_("Enter a contact of a unit"))
def _add(
    call: Invocation, unit: Unit, name: Name, phone: Phone = "", post: Post = "", on: On = None, place: Place = None
) -> None:
    from dutytrack.services.tasks.people import Person, add_contact

    with call.desk("contact add", place=place) as desk:
        found = add_contact(desk, unit, Person(name, phone, post), on=call.day_if(on))
    say(call, _("{unit}: contact {name} entered").format(unit=found, name=name))


@app.command(N_("A contact is none any more"))
def _end(call: Invocation, unit: Unit, name: Name, on: On = None, place: Place = None) -> None:
    from dutytrack.services.tasks.people import end_contact

    with call.desk("contact end", place=place) as desk:
        found = end_contact(desk, unit, name, call.day(on))
    say(call, _("{unit}: {name} is no contact any more").format(unit=found, name=name))
