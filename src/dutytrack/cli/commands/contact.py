"""``dutytrack contact``: who stands for a unit: whom to ring, who answers for it or for one task."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_key, complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, argument, option
from dutytrack.domain.words.choices import PERSON_ROLES, chosen
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("Who stands for a unit; `person:NAME` in a query finds their tasks"))
Unit = Annotated[str, argument("UNIT", N_("The unit"), complete_unit)]
SomeUnit = Annotated[str | None, argument("[UNIT]", N_("Only units whose name holds this"), complete_unit)]
Name = Annotated[str, argument("NAME", N_("The contact's name"))]
Phone = Annotated[str, option("--phone", N_("Telephone"), "NUMBER")]
Post = Annotated[str, option("--post", N_("The office held, as in 办公室主任"), "TEXT")]
Email = Annotated[str, option("--email", N_("Mail address"), "ADDRESS")]
Role = Annotated[
    str | None,
    option(
        "--role",
        N_("responsible (责任人) or in-charge (分管领导); whom to ring where left out"),
        "ROLE",
        lambda: list(PERSON_ROLES),
    ),
]
Task = Annotated[
    str | None, option("--task", N_("Only for this task; for the unit as a whole where left out"), "KEY", complete_key)
]
Place = Annotated[str | None, option("--place", N_("Whose unit, as in 沧州市"), "NAME")]


@app.lists(N_("List the contacts"))
def _list(call: Invocation, unit: SomeUnit = None) -> Report:
    from dutytrack.reports.people import contacts_report

    return contacts_report(call.reader, unit, as_of=call.as_of)


@app.command(N_("Enter who stands for a unit: whom to ring, who answers for it or for one task"))
def _add(
    call: Invocation,
    unit: Unit,
    name: Name,
    phone: Phone = "",
    email: Email = "",
    post: Post = "",
    role: Role = None,
    task: Task = None,
    on: On = None,
    place: Place = None,
) -> None:
    from dutytrack.domain.words.supervision import PERSON_WORDS
    from dutytrack.services.tasks.people import Person, add_contact

    with call.desk("contact add", place=place) as desk:
        found = add_contact(desk, unit, Person(name, phone, post, email, role, task), on=call.day_if(on))
    template = _("{unit}: {name} entered, {role}") if role else _("{unit}: contact {name} entered")
    word = _(PERSON_WORDS[chosen("role", role, PERSON_ROLES)]) if role else ""
    say(call, template.format(unit=found, name=name, role=word))


@app.command(N_("A contact is none any more"))
def _end(call: Invocation, unit: Unit, name: Name, task: Task = None, on: On = None, place: Place = None) -> None:
    from dutytrack.services.tasks.people import end_contact

    with call.desk("contact end", place=place) as desk:
        found = end_contact(desk, unit, name, call.day(on), task=task)
    say(call, _("{unit}: {name} is no contact any more").format(unit=found, name=name))
