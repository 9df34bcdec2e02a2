"""Taking a command back, by a further command: nothing is ever erased from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dutytrack.domain.words.journal import command_word, entity_word
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, clauses, listed, ngettext
from dutytrack.store.journal.history import Command, History, Subject, named_with_login
from dutytrack.store.journal.reversal import Blocker, Reversal
from dutytrack.store.journal.rows import CommandHeader, command_header
from dutytrack.store.ledger import Ledger

_SHOWN = 3
"""How many later commands a refusal names."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did."""

    command: str
    """The id of the undo itself."""
    undone: Command
    subject: Subject
    """What the command undone was about."""
    rows: int
    """How many rows it put back."""
    is_callers: bool
    """Whether the command undone was the caller's own."""


def command_sentence(command: Command, subject: Subject) -> str:
    """Which command of the journal is meant: its name, what it was about, its day and who gave it."""
    names = listed(subject.names)
    if subject.more:
        names = _("{names} and {count} more").format(names=names, count=subject.more)
    template = _("{name} of {day} by {actor}: {names}") if names else _("{name} of {day} by {actor}")
    actor = named_with_login(command.actor, command.login)
    return template.format(name=command_word(command.name), day=command.day, actor=actor, names=names)


class _UndoError(DutyTrackError):
    """Why nothing is undone, said by its class's ``sentence`` with some facts."""

    sentence: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(_(self.sentence).format_map(facts))


class NothingToUndoError(_UndoError):
    """The actor has no command left that could be taken back."""

    sentence = N_("{actor} has no command left to undo")


class ReasonWantedError(_UndoError):
    """The command is another's: that it is taken back wants a reason."""

    sentence = N_("{name} of {day} is of {login}; to undo what another did, say why by --reason")


class CommandUnknownError(_UndoError):
    """The journal holds no such command."""

    sentence = N_("the journal has no command {command}; dutytrack log show lists them")


class AlreadyUndoneError(_UndoError):
    """The command has been taken back before."""

    sentence = N_("{name} of {day} was undone on {undone} by {actor}")


class NothingChangedError(_UndoError):
    """The command left everything as it was."""

    sentence = N_("{name} of {day} left nothing changed that could be undone")


class UndoRefusedError(DutyTrackError):
    """Later facts build on the command: each later command is named with the first of its facts that do."""

    def __init__(self, command: Command, blockers: Sequence[Blocker]) -> None:
        self.blockers = tuple(blockers)
        later: dict[str, list[Blocker]] = {}
        for blocker in blockers:
            later.setdefault(blocker.command.id, []).append(blocker)
        named = clauses(map(_resting, list(later.values())[:_SHOWN]))
        more = len(later) - _SHOWN
        rest = ngettext(" and {count} more", " and {count} more", more).format(count=more) if more > 0 else ""
        template = _(
            "{name} of {day} can't be undone, later commands build on it: {named}{rest}; undo those first, "
            "beginning with: dutytrack undo {latest}"
        )
        facts = {"named": named, "rest": rest, "latest": list(later)[-1]}
        super().__init__(template, name=command_word(command.name), day=command.day, **facts)


def _resting(blockers: Sequence[Blocker]) -> str:
    """One later command, with the facts of it that rest on the one to be taken back."""
    command = blockers[0].command
    facts = list(dict.fromkeys(f"{entity_word(blocker.entity)} {blocker.label}" for blocker in blockers))
    named = listed(facts[:_SHOWN])
    if len(facts) > _SHOWN:
        named = _("{names} and {count} more").format(names=named, count=len(facts) - _SHOWN)
    return _("{name} of {day} ({facts})").format(name=command_word(command.name), day=command.day, facts=named)


def undo(
    ledger: Ledger, *, actor: str, command_id: str | None = None, reason: str | None = None, rehearsal: bool = False
) -> Undone:
    """Take back the caller's last command that is neither undone nor an undo, or the one named.

    The caller is the login of the process; ``actor`` is the name that is given. Another's command wants its id and a
    reason. An undo may be named too: what it took back holds again. Of a ``rehearsal`` nothing is kept. Raises
    NothingToUndoError, CommandUnknownError, ReasonWantedError, AlreadyUndoneError, NothingChangedError,
    UndoRefusedError (naming what builds on it); nothing is changed then.
    """
    header = command_header("undo", actor=actor, reason=reason)
    with ledger.recording(header, rehearsal=rehearsal) as session:
        history = History(session.driver)
        command = _chosen(history, header, command_id)
        reversal = Reversal(session.connection(), history, command)
        blockers = reversal.blockers()
        if blockers:
            raise UndoRefusedError(command, blockers)
        session.header = replace(session.header, undoes=command.id)
        subject = history.subject(command.id)
        rows = reversal.carry_out(session)
        is_callers = command.is_of(header.who.login, actor)
        return Undone(session.header.id, command, subject, rows, is_callers)


def _chosen(history: History, header: CommandHeader, command_id: str | None) -> Command:
    login, actor = header.who.login, header.actor
    if command_id is None:
        last = history.last_by(actor, login)
        if last is None:
            raise NothingToUndoError(actor=actor if actor == login else f"{actor} ({login})")
        return last
    command = history.command(command_id)
    if command is None:
        raise CommandUnknownError(command=command_id)
    standing = history.undo_of(command_id)
    if standing is not None:
        raise AlreadyUndoneError(
            name=command_word(command.name), day=command.day, undone=standing.day, actor=standing.actor
        )
    if not history.effects(command_id):
        raise NothingChangedError(name=command_word(command.name), day=command.day)
    if not command.is_of(login, actor) and not (header.reason or "").strip():
        raise ReasonWantedError(name=command_word(command.name), day=command.day, login=command.login or command.actor)
    return command
