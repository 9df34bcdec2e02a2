"""A backup that was put back on purpose: the heads of what came after it are in no journal any more.

Which ones is noted in the journal itself, so that they are told ever after and are no fault; a head that somebody gives
by hand is never excused.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, ngettext
from dutytrack.store.journal.heads import KnownHead, kept_heads, missing_heads
from dutytrack.store.journal.history import named_with_login
from dutytrack.store.journal.recorder import CommandSession
from dutytrack.store.journal.rows import RESTORED, Change, read_logins
from dutytrack.store.journal.seals import sealed_heads
from dutytrack.store.journal.times import shown_time
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader

_DIGITS = 32
_NOTED = "SELECT command, at, actor, reason, after FROM journal WHERE entity = ? ORDER BY seq"


class NoHeadMissingError(DutyTrackError):
    """There is nothing to note: no backup can have been put back."""

    def __init__(self) -> None:
        super().__init__(_("the journal holds every head that was kept of it; nothing was noted"))


class Restored(NamedTuple):
    """A note that a backup was put back."""

    at: str
    by: str
    reason: str
    heads: frozenset[str]
    """What was kept of the commands after it."""

    def message(self, lost: int) -> str:
        """The note as a sentence, where ``lost`` of its heads are looked for and are not there."""
        template = ngettext(
            "{count} head that was kept is not in it: on {at} {by} noted that a backup was put back ({reason})",
            "{count} heads that were kept are not in it: on {at} {by} noted that a backup was put back ({reason})",
            lost,
        )
        return template.format(count=lost, at=self.at, by=self.by, reason=self.reason)


def note_restored(session: CommandSession, ledger: Path) -> int:
    """Note that a backup of ``ledger`` was put back: how many heads were kept that its journal lacks.

    Raises NoHeadMissingError, OSError (heads that were kept can't be read).
    """
    connection = session.driver
    kept = [*sealed_heads(ledger)]
    with suppress(FileNotFoundError):  # a second place that is away is told by verifying
        kept += kept_heads(ledger, get_setting(connection, "heads"))
    known = {head for one in restorations(connection) for head in one.heads}
    lost = dict.fromkeys(filter(None, map(_named, missing_heads(connection, kept))))
    new = [head for head in lost if head not in known]
    if not new:
        raise NoHeadMissingError
    session.note(Change(RESTORED, session.header.id, None, {"heads": new}))
    return len(new)


def restorations(connection: Reader) -> list[Restored]:
    """What was noted of backups that were put back; what can't be read excuses nothing."""
    try:
        logins = read_logins(connection)
        return [
            Restored(
                shown_time(connection, datetime.fromisoformat(at)),
                named_with_login(actor, logins.get(command)),
                reason or "",
                frozenset(map(str, json.loads(after)["heads"])),
            )
            for command, at, actor, reason, after in connection.execute(_NOTED, (RESTORED,))
        ]
    except (sqlite3.Error, DutyTrackError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
        return []


def excused(heads: Iterable[KnownHead], notes: Collection[Restored]) -> dict[KnownHead, Restored]:
    """Those of ``heads`` that were noted as lost, each with the note."""
    noted = {head: note for note in notes for head in note.heads}
    return {head: noted[name] for head in heads if (name := _named(head)) in noted}


def _named(head: KnownHead) -> str | None:
    """The head as a note names it; ``None`` for one of which no more than a beginning was kept."""
    return None if head.seq is None or len(head.hash) < _DIGITS else f"{head.seq}:{head.hash[:_DIGITS]}"
