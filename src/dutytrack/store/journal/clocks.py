"""Which time the journal's rows were told at: as the clock said, or as a later row of the journal corrects it.

Rows keep the clock's own time for ever. The journal's order is what is sure; the times on it are the clock's word.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.journal.recorder import CommandSession
from dutytrack.store.journal.rows import CLOCK, Change, NotTellingYetError, read_head
from dutytrack.store.journal.times import shown_time, zone_of
from dutytrack.store.sql.dialect import Reader

_BITS = 64
"""Of the largest number that SQLite can be asked for, and its sign."""


class TimeUnreadableError(DutyTrackError):
    """What is typed is no time."""

    def __init__(self, text: str) -> None:
        super().__init__(_("{text} is no time; it reads like 2026-07-01 09:30").format(text=text))


class Corrected(NamedTuple):
    """A command's time that was corrected."""

    name: str
    clock: str
    """What the clock said."""
    was: str


def correct_clock(session: CommandSession, seq: int, text: str) -> Corrected:
    """Note that the command with row ``seq`` was told at the time that ``text`` says, where the ledger is kept.

    Raises NotTellingYetError (the journal has no such row), TimeUnreadableError.
    """
    connection = session.driver
    at = read_time(connection, text)
    query = """
        SELECT command, name, min(seq), at FROM journal
        WHERE command = (SELECT command FROM journal WHERE seq = ?) GROUP BY command
    """
    found = connection.execute(query, (seq,)).fetchone() if seq.bit_length() < _BITS else None
    if found is None:
        raise NotTellingYetError(seq, read_head(connection).seq)
    command, name, first, clock = found
    query = "SELECT after FROM journal WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1"
    earlier = connection.execute(query, (CLOCK, str(first))).fetchone()
    before = json.loads(earlier[0]) if earlier else None
    after = {"at": at.isoformat(timespec="microseconds"), "command": command, "seq": first}
    if before != after:
        session.note(Change(CLOCK, first, before, after))
    return Corrected(name, *(shown_time(connection, datetime.fromisoformat(time)) for time in (clock, after["at"])))


def read_time(connection: Reader, text: str) -> datetime:
    """The time that ``text`` says, in the ledger's time zone where it names none. Raises TimeUnreadableError."""
    try:
        time = datetime.fromisoformat(text.strip())
        return (time if time.tzinfo else time.replace(tzinfo=zone_of(connection))).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise TimeUnreadableError(text) from error
