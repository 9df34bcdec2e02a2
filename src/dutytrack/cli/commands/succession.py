"""``dutytrack units succeed``: another unit answers for what a unit owes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.ask import asked_first, would_write
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant, say_new
from dutytrack.cli.shell.options import DryRun, New, On, Reason, Yes
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.acts.succession import Succession

SUCCEED_HELP = N_("From a day on another unit answers for what is open; history stays, both names find both")
Old = Annotated[str, typer.Argument(metavar="OLD", help=N_("The unit that ends"), autocompletion=complete_unit)]
Successor = Annotated[str, typer.Argument(metavar="NEW", help=N_("Its successor"), autocompletion=complete_unit)]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help=N_("Whose units they are, as in 沧州市"))]


def succeed(
    ctx: typer.Context,
    old: Old,
    successor: Successor,
    on: On = None,
    new: New = False,
    place: Place = None,
    reason: Reason = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Let the new unit succeed the old one and say how much passes; where anything is open, ask first."""
    from dutytrack.services.acts.succession import succeed_unit

    call = Invocation.of(ctx)
    day = call.day(on)

    def act(naming: Naming, *, rehearsal: bool) -> Succession:
        with call.desk("units succeed", reason=reason, place=place, rehearsal=rehearsal) as desk:
            return succeed_unit(desk, old, successor, day, naming=naming)

    done = as_meant(
        lambda naming: asked_first(
            lambda rehearsal: act(naming, rehearsal=rehearsal),
            lambda would: would_write(_told(would)),
            yes=yes,
            dry_run=dry_run,
            needed=lambda would: would.open_tasks > 0,
        ),
        new=new,
    )
    if done is not None:
        say(_told(done))
        say_new([done.new] if done.is_new else [])


def _told(done: Succession) -> str:
    template = _("{new} succeeds {old} from {on}; open tasks that pass: {open}, done ones that stay: {done}")
    return template.format(new=done.new, old=done.old, on=done.on, open=done.open_tasks, done=done.done_tasks)
