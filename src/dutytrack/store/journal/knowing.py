"""The ledger as it was told by an earlier time: up to a row of the journal, or to the end of a day."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dutytrack.store.facts.kept import Progress
from dutytrack.store.file.errors import ledger_error
from dutytrack.store.journal.keeping import told_again
from dutytrack.store.journal.replay import UntellableError, known_seq, replay_to
from dutytrack.store.journal.rows import NotTellingYetError, read_head
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader


def ledger_as_known(
    connection: Reader, moment: int | date, progress: Progress | None = None, *, anew: bool = False
) -> Reader:
    """A ledger that holds what was known by ``moment``, for one day's questions; closing it is the caller's.

    A number is a row of the journal, counted in with the whole command that wrote it: half a command was never known.
    A day counts to its end in the ledger's time zone. ``progress`` is told how far it is, where that takes a while.
    With ``anew`` it is told again even where one is kept. Raises NotTellingYetError
    (the journal has no such row), UntellableError.
    """
    until = _last_known(connection, moment)
    try:
        return replay_to(connection, seq=until, progress=progress) if anew else told_again(connection, until, progress)
    except sqlite3.Error as error:
        file = dialect.file_of(connection)
        raise ledger_error(file, error) or UntellableError(file, error) from error


def _last_known(connection: Reader, moment: int | date) -> int:
    """The last row of the journal that was known by ``moment``."""
    if not isinstance(moment, int):
        end = datetime.combine(moment, time.max, ZoneInfo(get_setting(connection, "time_zone")))
        return known_seq(connection, end)
    last = read_head(connection).seq
    if not 0 <= moment <= last:
        raise NotTellingYetError(moment, last)
    query = "SELECT MAX(seq) FROM journal WHERE command = (SELECT command FROM journal WHERE seq = ?)"
    (whole,) = connection.execute(query, (moment,)).fetchone()
    return whole or 0
