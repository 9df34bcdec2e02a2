"""Names of units on the command line: one that is near to a unit's is asked about, and new ones are reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from dutytrack.cli.shell.ask import agreed
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import on_terminal
from dutytrack.i18n import _, ngettext
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.domain.units.naming import Naming

Done = TypeVar("Done")


def as_meant(act: Callable[[Naming], Done], *, new: bool, option: str = "--new") -> Done:
    """What ``act`` came to, after asking about each name that is near to a unit's.

    ``new`` says that all are new; it was given by ``option``.

    Raises:
        NearUnitError: nobody can answer, or the unit near is not the one meant.
    """
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.units.errors import NearUnitError

    naming = Naming(new=new)
    while True:
        try:
            return act(naming)
        except NearUnitError as near:
            question = _("No unit is called {name}. Is {nearest} meant?")
            told = question.format(name=printable(near.name), nearest=printable(near.nearest))
            if not on_terminal() or not agreed(told, instead=option):
                raise NearUnitError(near.name, near.nearest, option) from near
            naming = naming.meaning(near.name, near.nearest)


def say_new(call: Invocation, units: Sequence[str]) -> None:
    """Report which units were not in the ledger before."""
    if units:
        told = ngettext("{names} entered as a new unit", "{names} entered as new units", len(units))
        say(call, "  " + told.format(names=printable("、".join(units))))
