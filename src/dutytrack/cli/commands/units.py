"""``dutytrack units``: who has a part in the ledger's tasks, and by which names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutytrack.cli.commands.succession import SUCCEED_HELP, succeed
from dutytrack.cli.shell.ask import asked_first, would_write
from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit, say, screen, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant, say_new
from dutytrack.cli.shell.options import DryRun, New, Output, Reason, Yes
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    import sqlite3

    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.units.changing import MergedUnits
    from dutytrack.services.units.members import MembersChanged
    from dutytrack.store.reading.unitdetail import UnitDetail

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    help=N_("The units of the ledger: their names, members and tasks; without a command it lists them"),
)
_ACTIONS = ("list", "add", "remove")
_KINDS = ("alias", "short", "former", "misprint")
UnitName = Annotated[
    str, typer.Argument(metavar="UNIT", help=N_("The unit, by any of its names"), autocompletion=complete_unit)
]
Into = Annotated[str, typer.Argument(metavar="INTO", help=N_("The unit that it is"), autocompletion=complete_unit)]
NewName = Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called"))]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help=N_("Other names of it"))]
Collective = Annotated[
    str, typer.Argument(metavar="COLLECTIVE", help=N_("As in 各县(市、区)政府"), autocompletion=complete_unit)
]
Action = Annotated[
    str, typer.Argument(metavar="[list|add|remove]", help=N_("What to do"), autocompletion=lambda: list(_ACTIONS))
]
Members = Annotated[
    list[str] | None, typer.Argument(metavar="UNIT...", help=N_("The members"), autocompletion=complete_unit)
]
AnyName = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help=N_("A name to look up; without one all units of the ledger"))
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help=N_("The place, where units of several have the name"))
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help=N_("The day from which it is so"))]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help=N_("The last day on which it is so"))]
OffName = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=N_("The day from which the old name is not used any more"))
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind", metavar="KIND", help=N_("alias, short, former or misprint"), autocompletion=lambda: list(_KINDS)
    ),
]
Remove = Annotated[bool, typer.Option("--remove", help=N_("Take the names away instead"))]
Likely = Annotated[bool, typer.Option("--likely", help=N_("Add the units that the register takes for members"))]


class UnknownWordError(DutyTrackError):
    """One of a few words has to stand here."""

    def __init__(self, word: str, known: tuple[str, ...]) -> None:
        super().__init__(_("{word}: one of {known} has to stand here").format(word=word, known=", ".join(known)))


app.command("succeed", cls=Command, help=SUCCEED_HELP)(succeed)


@app.callback(invoke_without_command=True)
def units(ctx: typer.Context, output: Output = None) -> None:
    """List the units where no command is given."""
    if ctx.invoked_subcommand is None:
        _list(ctx, output)


@app.command("list", cls=Command, help=N_("List the units and how many tasks each has in which role"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the units."""
    _list(ctx, output)


def _list(ctx: typer.Context, output: Output) -> None:
    from dutytrack.reports.units import units_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, units_report(reader, as_of=call.as_of), output)


@app.command(cls=Command, help=N_("Show one unit: its names, members, what came before and after it"))
def show(ctx: typer.Context, unit: UnitName, place: Place = None, output: Output = None) -> None:
    """Show the unit in full."""
    from dutytrack.output.unit import unit_page, unit_record, unit_report
    from dutytrack.reports.units import unit_page as unit_in_full

    call = Invocation.of(ctx)
    page = unit_in_full(call.reader, _the_unit(call.reader, unit, place), as_of=call.as_of)
    form = call.form(output)
    if form == "json":
        from dutytrack.output.records import json_text

        write(call, json_text(unit_record(page)), output, form=form)
    elif form == "table":
        write(call, unit_page(page, screen(output)), output)
    else:
        emit(call, unit_report(page, call.as_of), output)


@app.command(cls=Command, help=N_("Make two units one: the tasks and names of the first are the second's"))
def merge(
    ctx: typer.Context,
    unit: UnitName,
    into: Into,
    on: OffName = None,
    place: Place = None,
    reason: Reason = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Make the first unit the second, once that was agreed to."""
    from dutytrack.services.units.changing import merge_units

    call = Invocation.of(ctx)
    day = call.day(on) if on else None

    def act(rehearsal: bool) -> MergedUnits:
        with call.desk("units merge", reason=reason, place=place, rehearsal=rehearsal) as desk:
            return merge_units(desk, unit, into, reason=reason or "", on=day)

    def told(done: MergedUnits) -> str:
        template = _("{unit} is {into} now; tasks that are: {count}")
        return template.format(unit=done.unit, into=done.into, count=done.tasks)

    done = asked_first(act, lambda would: would_write(told(would)), yes=yes, dry_run=dry_run)
    if done is not None:
        say(told(done))


@app.command(cls=Command, help=N_("Call a unit otherwise; its old name still finds it"))
def rename(
    ctx: typer.Context, unit: UnitName, name: NewName, since: Since = None, place: Place = None, reason: Reason = None
) -> None:
    """Rename the unit."""
    from dutytrack.services.units.changing import rename_unit

    call = Invocation.of(ctx)
    day = call.day(since, "start") if since else None
    with call.desk("units rename", reason=reason, place=place) as desk:
        done = rename_unit(desk, unit, name, reason=reason or "", since=day)
    say(_("{before} is called {after}").format(before=done.before, after=done.after))


@app.command(cls=Command, help=N_("Give a unit other names, or take them away"))
def alias(
    ctx: typer.Context,
    unit: UnitName,
    names: Names,
    kind: Kind = "alias",
    since: Since = None,
    until: Until = None,
    remove: Remove = False,
    place: Place = None,
    reason: Reason = None,
) -> None:
    """Add names to the unit, or remove them."""
    from dutytrack.services.units.changing import NewNames, add_unit_names, remove_unit_names

    call = Invocation.of(ctx)
    if kind not in _KINDS:
        raise UnknownWordError(kind, _KINDS)
    first, last = (call.day(since, "start") if since else None), (call.day(until, "end") if until else None)
    with call.desk("units alias", reason=reason, place=place) as desk:
        if remove:
            done = remove_unit_names(desk, unit, names)
        else:
            done = add_unit_names(desk, unit, NewNames(names, kind, first, last))
    template = _("{unit} does not go by {names} any more") if remove else _("{unit} goes by {names} too")
    say(template.format(unit=done.unit, names="、".join(done.names)))


@app.command(cls=Command, help=N_("The members of a collective: list, add or remove them"))
def members(
    ctx: typer.Context,
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

    call = Invocation.of(ctx)
    if action not in _ACTIONS:
        raise UnknownWordError(action, _ACTIONS)
    if action == "list":
        from dutytrack.reports.units import members_report

        emit(call, members_report(_the_unit(call.reader, collective, place), as_of=call.as_of), output)
        return
    named = [name for word in units or [] for name in split_names(word)]
    change = _Change(collective, action, named, since, likely=likely, place=place, reason=reason)
    done = as_meant(
        lambda naming: asked_first(
            lambda rehearsal: _change_members(call, change, naming, rehearsal=rehearsal),
            lambda would: would_write(_told(would, action)),
            yes=yes,
            dry_run=dry_run,
            needed=lambda _: likely,
        ),
        new=new,
    )
    if done is not None:
        say(_told(done, action))
        say_new(done.new_units)


class _Change(NamedTuple):
    """What is to become of a collective's members."""

    collective: str
    action: str
    units: list[str]
    since: str | None
    likely: bool
    place: str | None
    reason: str | None


def _change_members(call: Invocation, change: _Change, naming: Naming, *, rehearsal: bool) -> MembersChanged:
    """Add or remove members."""
    from dutytrack.services.units.members import add_members, proposed_members, remove_members

    collective, named = change.collective, list(change.units)
    with call.desk("units members", reason=change.reason, place=change.place, rehearsal=rehearsal) as desk:
        if change.action == "remove":
            return remove_members(desk, collective, named, call.day(change.since, "start"))
        if change.likely:
            named += proposed_members(desk, collective, call.today)
        first = call.day(change.since, "start") if change.since else None
        return add_members(desk, collective, named, since=first, naming=naming)


def _told(done: MembersChanged, action: str) -> str:
    template = _("{collective}: added {units}; members: {count}")
    if action == "remove":
        template = _("{collective}: removed {units}; members: {count}")
    return template.format(collective=done.collective, units="、".join(done.units), count=done.members)


def _the_unit(connection: sqlite3.Connection, name: str, place: str | None) -> UnitDetail:
    """The unit that goes by ``name``; where there is none, or several, that is an error."""
    from dutytrack.services.units.errors import UnitAmbiguousError, UnitNotFoundError
    from dutytrack.store.reading.unitdetail import nearest_name, units_called

    found = units_called(connection, name, place=place)
    if not found:
        raise UnitNotFoundError(name, nearest_name(connection, name, place=place))
    if len(found) > 1:
        raise UnitAmbiguousError(name, [(unit.name, unit.jurisdiction) for unit in found])
    return found[0]


@app.command(cls=Command, help=N_("What the unit register says of a name, or of all units of the ledger"))
def register(ctx: typer.Context, name: AnyName = None, place: Place = None, output: Output = None) -> None:
    """Look the name up, or list the ledger's units as the register knows them."""
    from dutytrack.reports.register import home_place, lookup_report, register_report

    call = Invocation.of(ctx)
    reader = call.reader
    if name is None:
        emit(call, register_report(reader, as_of=call.as_of, place=place), output)
    else:
        where = home_place(reader) if place is None else place
        emit(call, lookup_report(reader, name, as_of=call.as_of, place=where), output)
