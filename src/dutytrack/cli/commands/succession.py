"""``dutytrack units succeed``: another unit answers for what a unit owes."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.ask import ask_and_say
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant, say_new
from dutytrack.cli.shell.options import DryRun, New, On, Reason, Yes, argument, option
from dutytrack.i18n import N_, _

SUCCEED_HELP = N_("From a day on another unit answers for what is open; history stays, both names find both")
Old = Annotated[str, argument("OLD", N_("The unit that ends"), complete_unit)]
Successor = Annotated[str, argument("NEW", N_("Its successor"), complete_unit)]
Place = Annotated[str | None, option("--place", N_("Whose units they are, as in 沧州市"), "NAME")]


def succeed(
    call: Invocation,
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
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.acts.succession import Succession, succeed_unit

    day = call.day(on)

    def act(naming: Naming, *, rehearsal: bool) -> Succession:
        with call.desk("units succeed", reason=reason, place=place, rehearsal=rehearsal) as desk:
            return succeed_unit(desk, old, successor, day, naming=naming)

    def told(done: Succession) -> str:
        template = _("{new} succeeds {old} from {on}; open tasks that pass: {open}, done ones that stay: {done}")
        return template.format(new=done.new, old=done.old, on=done.on, open=done.open_tasks, done=done.done_tasks)

    done = as_meant(
        lambda naming: ask_and_say(
            call,
            lambda rehearsal: act(naming, rehearsal=rehearsal),
            told,
            yes=yes,
            dry_run=dry_run,
            needed=lambda would: would.open_tasks > 0,
        ),
        new=new,
    )
    if done is not None:
        say_new(call, [done.new] if done.is_new else [])
