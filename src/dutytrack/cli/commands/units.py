"""``dutytrack units``: who has a part in the ledger's tasks, and by which names."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.ask import as_meant, ask_and_say, say_new
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit, emit_in_full, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, New, On, Output, Reason, Yes, argument, option
from dutytrack.domain.words.choices import MEMBER_ACTIONS, NAME_KINDS, UNIT_BODIES, chosen
from dutytrack.i18n import N_, _, clauses, listed
from dutytrack.reports.model import Report

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.acts.succession import Succession
    from dutytrack.services.units.changing import MergedUnits
    from dutytrack.services.units.members import MembersChanged
    from dutytrack.store.reading.unitdetail import UnitDetail
    from dutytrack.store.sql.dialect import Reader

app = Application(
    N_("The units of the ledger: their names, members and tasks; without a command it lists them"),
    no_args_is_help=False,
)
UnitName = Annotated[str, argument("UNIT", N_("The unit, by any of its names"), complete_unit)]
Into = Annotated[str, argument("INTO", N_("The unit that it is"), complete_unit)]
NewName = Annotated[str, argument("NAME", N_("What it is called"))]
Names = Annotated[list[str], argument("NAME...", N_("Other names of it"))]
Collective = Annotated[str, argument("COLLECTIVE", N_("As in 各县(市、区)政府"), complete_unit)]
Action = Annotated[str, argument("[list|add|remove]", N_("What to do"), lambda: list(MEMBER_ACTIONS))]
Members = Annotated[list[str] | None, argument("UNIT...", N_("The members"), complete_unit)]
Ordered = Annotated[list[str] | None, argument("UNIT...", N_("Units, the first first"), complete_unit)]
AnyName = Annotated[str | None, argument("[NAME]", N_("A name to look up; without one all units of the ledger"))]
Place = Annotated[str | None, option("--place", N_("The place, where units of several have the name"), "PLACE")]
Since = Annotated[str | None, option("--from", N_("The day from which it is so"), "DATE")]
Until = Annotated[str | None, option("--until", N_("The last day on which it is so"), "DATE")]
OffName = Annotated[str | None, option("--on", N_("The day from which the old name is not used any more"), "DATE")]
Kind = Annotated[str, option("--kind", N_("alias, short, former or misprint"), "KIND", lambda: list(NAME_KINDS))]
UnitNames = Annotated[list[str], argument("UNIT...", N_("Units"), complete_unit)]
BodyWord = Annotated[
    str,
    option(
        "--body", N_("party, government, vertical, county …; name: as its name tells"), "BODY", lambda: [*UNIT_BODIES]
    ),
]
Remove = Annotated[bool, option("--remove", N_("Take the names away instead"))]
Old = Annotated[str, argument("OLD", N_("The unit that ends"), complete_unit)]
Successor = Annotated[str, argument("NEW", N_("Its successor"), complete_unit)]
PlaceOfBoth = Annotated[str | None, option("--place", N_("Whose units they are, as in 沧州市"), "NAME")]
Likely = Annotated[bool, option("--likely", N_("Add the units that the register takes for members"))]


@app.command(N_("From a day on another unit answers for what is open; history stays, both names find both"))
def _succeed(
    call: Invocation,
    old: Old,
    successor: Successor,
    on: On = None,
    new: New = False,
    place: PlaceOfBoth = None,
    reason: Reason = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Let the new unit succeed the old one and say how much passes; where anything is open, ask first."""
    from dutytrack.services.acts.succession import succeed_unit

    day = call.day(on)

    def act(naming: Naming, rehearsal: bool) -> Succession:
        with call.desk("units succeed", reason=reason, place=place, rehearsal=rehearsal) as desk:
            return succeed_unit(desk, old, successor, day, naming=naming)

    def told(done: Succession) -> str:
        template = _("{new} succeeds {old} from {on}; open tasks that pass: {open}, done ones that stay: {done}")
        return template.format(new=done.new, old=done.old, on=done.on, open=done.open_tasks, done=done.done_tasks)

    def asked(naming: Naming) -> Succession | None:
        meant = partial(act, naming)
        return ask_and_say(call, meant, told, yes=yes, dry_run=dry_run, needed=lambda would: would.open_tasks > 0)

    done = as_meant(asked, new=new)
    if done is not None:
        say_new(call, [done.new] if done.is_new else [])


@app.holder("units").callback(invoke_without_command=True)
def _units(ctx: typer.Context, output: Output = None) -> None:
    """List the units where no command is given."""
    if ctx.invoked_subcommand is None:
        call = Invocation.of(ctx)
        emit(call, _list(call), output)


@app.lists(N_("List the units and how many tasks each has in which role"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.units import units_report

    return units_report(call.reader, as_of=call.as_of)


@app.command(N_("Show one unit: its names, members, what came before and after it"))
def _show(call: Invocation, unit: UnitName, place: Place = None, output: Output = None) -> None:
    from dutytrack.output.unit import unit_in_full
    from dutytrack.reports.units import unit_page

    page = unit_page(call.reader, _the_unit(call.reader, unit, place), as_of=call.as_of)
    emit_in_full(call, unit_in_full(page, call.as_of), output)


@app.command(N_("Make two units one: the tasks and names of the first are the second's"))
def _merge(
    call: Invocation,
    unit: UnitName,
    into: Into,
    on: OffName = None,
    place: Place = None,
    reason: Reason = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    from dutytrack.services.units.changing import merge_units

    day = call.day_if(on)

    def act(rehearsal: bool) -> MergedUnits:
        with call.desk("units merge", reason=reason, place=place, rehearsal=rehearsal) as desk:
            return merge_units(desk, unit, into, reason=reason or "", on=day)

    def told(done: MergedUnits) -> str:
        template = _("{unit} is {into} now; tasks that are: {count}")
        return template.format(unit=done.unit, into=done.into, count=done.tasks)

    ask_and_say(call, act, told, yes=yes, dry_run=dry_run)


@app.command(N_("Call a unit otherwise; its old name still finds it"))
def _rename(
    call: Invocation, unit: UnitName, name: NewName, since: Since = None, place: Place = None, reason: Reason = None
) -> None:
    from dutytrack.services.units.changing import rename_unit

    day = call.day_if(since, "start")
    with call.desk("units rename", reason=reason, place=place) as desk:
        done = rename_unit(desk, unit, name, reason=reason or "", since=day)
    say(call, _("{before} is called {after}").format(before=done.before, after=done.after))


@app.command(N_("Give a unit other names, or take them away"))
def _alias(
    call: Invocation,
    unit: UnitName,
    names: Names,
    kind: Kind = "alias",
    since: Since = None,
    until: Until = None,
    remove: Remove = False,
    place: Place = None,
    reason: Reason = None,
) -> None:
    from dutytrack.services.units.changing import NewNames, add_unit_names, remove_unit_names

    kind = chosen("--kind", kind, NAME_KINDS)
    first, last = (call.day_if(since, "start")), (call.day_if(until, "end"))
    with call.desk("units alias", reason=reason, place=place) as desk:
        if remove:
            done = remove_unit_names(desk, unit, names)
        else:
            done = add_unit_names(desk, unit, NewNames(names, kind, first, last))
    template = _("{unit} does not go by {names} any more") if remove else _("{unit} goes by {names} too")
    say(call, template.format(unit=done.unit, names="、".join(done.names)))


@app.command(
    N_("Say which units the office names first, and in which order; without one the kinds of their names decide")
)
def _order(call: Invocation, units: Ordered = None, place: Place = None, reason: Reason = None) -> None:
    from dutytrack.domain.units.names import split_names
    from dutytrack.services.units.ordering import order_units

    with call.desk("units order", reason=reason, place=place) as desk:
        done = order_units(desk, [name for word in units or [] for name in split_names(word)])
    template = _("first come {units}, then all others by what they are") if done else _("units come by what they are")
    say(call, template.format(units=listed(done)))


@app.command(N_("Say what body units are: order and the rows of an appraisal follow; without it their names tell"))
def _set(call: Invocation, units: UnitNames, body: BodyWord, place: Place = None, reason: Reason = None) -> None:
    from dutytrack.domain.units.names import split_names
    from dutytrack.domain.units.order import BODIES
    from dutytrack.output.words import BODY_WORDS
    from dutytrack.services.units.ordering import set_body

    word = chosen("--body", body, UNIT_BODIES)
    told = next((one for one in BODIES if one == word), None)
    with call.desk("units set", reason=reason, place=place) as desk:
        done = set_body(desk, [name for unit in units for name in split_names(unit)], told)
    if told is None:
        say(call, _("what {units} is its name tells").format(units=listed(done)))
    else:
        say(call, _("{units}: {body} now").format(units=listed(done), body=_(BODY_WORDS[told])))


@app.command(N_("The members of a collective: list, add or remove them"))
def _members(
    call: Invocation,
    collective: Collective,
    action: Action = "list",
    units: Members = None,
    since: Since = None,
    likely: Likely = False,
    new: New = False,
    place: Place = None,
    reason: Reason = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    output: Output = None,
) -> None:
    """List the collective's members, or change them; ask first about those that nobody named."""
    from dutytrack.domain.units.names import split_names
    from dutytrack.services.acts.submitting import hand_in_for_members
    from dutytrack.services.units.members import add_members, proposed_members, remove_members

    action = chosen(_("what to do"), action, MEMBER_ACTIONS)
    if action == "list":
        from dutytrack.reports.units import members_report

        emit(call, members_report(_the_unit(call.reader, collective, place), as_of=call.as_of), output)
        return
    named = [name for word in units or [] for name in split_names(word)]

    def act(naming: Naming, rehearsal: bool) -> MembersChanged:
        with call.desk("units members", reason=reason, place=place, rehearsal=rehearsal) as desk:
            if action == "remove":
                day = call.day(since, "start")
                gone = remove_members(desk, collective, named, day)
                return replace(gone, handed_in=hand_in_for_members(desk, collective, day))
            proposed = proposed_members(desk, collective, call.today) if likely else ()
            return add_members(desk, collective, [*named, *proposed], since=call.day_if(since, "start"), naming=naming)

    def asked(naming: Naming) -> MembersChanged | None:
        meant = partial(act, naming)
        return ask_and_say(call, meant, partial(_told, action), yes=yes, dry_run=dry_run, needed=lambda _: likely)

    done = as_meant(asked, new=new)
    if done is not None:
        say_new(call, done.new_units)


def _told(action: str, done: MembersChanged) -> str:
    template = _("{collective}: added {units}; members: {count}")
    if action == "remove":
        template = _("{collective}: removed {units}; members: {count}")
    told = template.format(collective=done.collective, units="、".join(done.units), count=done.members)
    if not done.handed_in:
        return told
    return clauses([told, _("handed in, as all who remain are done: {keys}").format(keys=listed(done.handed_in))])


def _the_unit(connection: Reader, name: str, place: str | None) -> UnitDetail:
    """The unit that goes by ``name``; where there is none, or several, that is an error."""
    from dutytrack.services.units.errors import UnitAmbiguousError, UnitNotFoundError
    from dutytrack.store.reading.unitdetail import nearest_name, units_called

    found = units_called(connection, name, place=place)
    if not found:
        raise UnitNotFoundError(name, nearest_name(connection, name, place=place))
    if len(found) > 1:
        raise UnitAmbiguousError(name, [(unit.name, unit.jurisdiction) for unit in found])
    return found[0]


@app.lists(N_("What the unit register says of a name, or of all units of the ledger"))
def _register(call: Invocation, name: AnyName = None, place: Place = None) -> Report:
    from dutytrack.reports.register import lookup_report, register_report
    from dutytrack.store.reading.unitdetail import home_place

    reader = call.reader
    if name is None:
        return register_report(reader, as_of=call.as_of, place=place)
    return lookup_report(reader, name, as_of=call.as_of, place=home_place(reader) if place is None else place)
