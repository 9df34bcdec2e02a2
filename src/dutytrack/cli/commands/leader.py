"""``dutytrack leader``: leaders and the units in their charge (分管领导)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import On, argument, option
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

if TYPE_CHECKING:
    from dutytrack.services.tasks.people import Charge

app = Application(N_("Leaders and the units in their charge; `leader:NAME` in a query finds the tasks of both"))
Name = Annotated[str, argument("NAME", N_("The leader's name"))]
Units = Annotated[list[str], argument("UNIT...", N_("The units"), complete_unit)]
WithUnits = Annotated[
    list[str] | None, option("--unit", N_("A unit in their charge; may be repeated"), "UNIT", complete_unit)
]
Post = Annotated[str, option("--post", N_("The office held, as in 副市长"), "TEXT")]
Place = Annotated[str | None, option("--place", N_("Whose leader, as in 沧州市"), "NAME")]


@app.lists(N_("List the leaders and the units in their charge"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.people import leaders_report

    return leaders_report(call.reader, as_of=call.as_of)


@app.command(N_("Enter a leader"))
def _add(
    call: Invocation, name: Name, post: Post = "", unit: WithUnits = None, on: On = None, place: Place = None
) -> None:
    from dutytrack.services.tasks.people import add_leader

    with call.desk("leader add", place=place) as desk:
        charge = add_leader(desk, name, post, unit or (), call.day(on))
    say(call, _told(charge, _("{name} entered, in charge of: {units}")))


@app.command(N_("Give units into a leader's charge"))
def _charge(call: Invocation, name: Name, units: Units, on: On = None, place: Place = None) -> None:
    from dutytrack.services.tasks.people import charge_leader

    with call.desk("leader charge", place=place) as desk:
        done = charge_leader(desk, name, units, call.day(on))
    say(call, _told(done, _("{name} is in charge of: {units}")))


@app.command(N_("Take units out of a leader's charge"))
def _release(call: Invocation, name: Name, units: Units, on: On = None, place: Place = None) -> None:
    from dutytrack.services.tasks.people import release_leader

    with call.desk("leader release", place=place) as desk:
        done = release_leader(desk, name, units, call.day(on))
    say(call, _told(done, _("{name} is no longer in charge of: {units}")))


def _told(done: Charge, template: str) -> str:
    return template.format(name=done.leader, units="、".join(done.units) or "-")
