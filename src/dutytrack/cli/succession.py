"""``dutytrack units succeed``: another unit answers for what a unit owes."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.completion import complete_unit
from dutytrack.cli.emit import say
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import On, Reason
from dutytrack.i18n import N_, _

SUCCEED_HELP = N_("From a day on another unit answers for what is open; history stays, both names find both")
Old = Annotated[str, typer.Argument(metavar="OLD", help=N_("The unit that ends"), autocompletion=complete_unit)]
New = Annotated[str, typer.Argument(metavar="NEW", help=N_("Its successor"), autocompletion=complete_unit)]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help=N_("Whose units they are, as in 沧州市"))]
Enter = Annotated[bool, typer.Option("--new", help=N_("Enter the successor though its name is near to another's"))]


def succeed(
    ctx: typer.Context,
    old: Old,
    new: New,
    on: On = None,
    enter: Enter = False,
    place: Place = None,
    reason: Reason = None,
) -> None:
    """Let the new unit succeed the old one and say how much passes."""
    from dutytrack.services.succession import succeed_unit

    call = Invocation.of(ctx)
    with call.command("units succeed", reason=reason) as session:
        done = succeed_unit(session, old=old, new=new, on=call.day(on), today=call.today, place=place, enter=enter)
    template = _("{new} succeeds {old} from {on}; open tasks that pass: {open}, done ones that stay: {done}")
    say(template.format(new=done.new, old=done.old, on=done.on, open=done.open_tasks, done=done.done_tasks))
