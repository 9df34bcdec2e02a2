"""Questions to the person at the keyboard; they stand on stderr, so that stdout stays data.

The rule for all commands: **what acts on more than the one thing that its call names asks first.** ``close BH25-7``
names its task; ``remind`` acts on every unit that owes something, ``plan conclude`` on every task that is open,
``units merge`` on all that a unit has to do with. These show what they would write and ask; without a terminal they
want ``--yes``; with ``--dry-run`` they only show it; and they always report what they wrote.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from dutytrack.cli.shell.emit import put, say
from dutytrack.cli.shell.errors import NotAnswerableError
from dutytrack.cli.shell.invocation import Invocation, on_terminal
from dutytrack.cli.shell.terminal import ask, warn
from dutytrack.i18n import _, ngettext
from dutytrack.output.cells import printable, well_bracketed

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming

Done = TypeVar("Done")
_YES = frozenset({"y", "yes", "是", "好", "对"})
ASKED_FIRST = frozenset({
    "import", "amend", "seed", "remind", "conclude", "progress import", "units merge", "units succeed", "units members",
})  # fmt: skip
"""The commands that ask, as the journal calls them: taking one of them back asks as well."""


def agreed(question: str, *, instead: str) -> bool:
    """Whether the answer to ``question`` is yes; nothing typed is no.

    Raises NotAnswerableError where there is no terminal, or the input has ended; ``instead`` answers beforehand.
    """
    if not on_terminal():
        raise NotAnswerableError(instead)
    ask(f"{question} {_('[y/N]')}")
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        warn("")
        raise
    if not answer:
        warn("")
        raise NotAnswerableError(instead)
    return answer.strip().lower() in _YES


def asked_first(
    call: Invocation,
    act: Callable[[bool], Done],
    show: Callable[[Done], None],
    *,
    yes: bool,
    dry_run: bool = False,
    needed: Callable[[Done], bool] = lambda _: True,
) -> Done | None:
    """What ``act`` did once it was agreed to; ``None`` where nothing was written.

    ``act(True)`` only rehearses, and ``show`` tells what that came to; ``needed`` says whether that is to be asked.

    Raises NotAnswerableError where nobody can answer.
    """
    if yes and not dry_run:
        return act(False)
    would = act(True)
    if dry_run:
        show(would)
        return None
    if needed(would):
        if not on_terminal():
            raise NotAnswerableError("--yes")
        show(would)
        if not agreed(_("Write this to the ledger?"), instead="--yes"):
            say(call, _("nothing written"))
            return None
    return act(False)


def ask_and_say(
    call: Invocation,
    act: Callable[[bool], Done],
    sentence: Callable[[Done], str],
    *,
    yes: bool,
    dry_run: bool,
    needed: Callable[[Done], bool] = lambda _: True,
    would: Callable[[Done], str] | None = None,
) -> Done | None:
    """Do as ``asked_first``, and say in a ``sentence`` what was written, and (else by ``would``) what is to be."""

    def show(rehearsed: Done) -> None:
        put(well_bracketed(_("would be written: {what}").format(what=(would or sentence)(rehearsed))))

    done = asked_first(call, act, show, yes=yes, dry_run=dry_run, needed=needed)
    if done is not None:
        say(call, sentence(done))
    return done


def as_meant(act: Callable[[Naming], Done], *, new: bool, option: str = "--new") -> Done:
    """What ``act`` came to, after asking about each name that is near to a unit's.

    ``new`` says that all are new; it was given by ``option``.

    Raises NearUnitError where nobody can answer, or the unit near is not the one meant.
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
