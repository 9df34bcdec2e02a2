"""The ledger as it was told by an earlier time: up to a row of the journal, or to the end of a day."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dutytrack.store.journal.replay import replay_to
from dutytrack.store.journal.rows import NotTellingYetError, read_head
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader


def ledger_as_known(connection: Reader, moment: int | date) -> Reader:
    """A ledger in memory that holds what was known by ``moment``; closing it is the caller's.

    A number is a row of the journal, counted in with the whole command that wrote it: half a command was never known.
    A day counts to its end in the ledger's time zone. Raises NotTellingYetError (the journal has no such row).
    """
    if not isinstance(moment, int):
        end = datetime.combine(moment, time.max, ZoneInfo(get_setting(connection, "time_zone")))
        return replay_to(connection, at=end, spans=False)
    last = read_head(connection).seq
    if not 0 <= moment <= last:
        raise NotTellingYetError(moment, last)
    query = "SELECT MAX(seq) FROM journal WHERE command = (SELECT command FROM journal WHERE seq = ?)"
    (whole,) = connection.execute(query, (moment,)).fetchone()
    return replay_to(connection, seq=whole or 0, spans=False)
