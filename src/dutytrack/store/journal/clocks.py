"""Which time the journal's rows were told at: as the clock said, or as a later row of the journal corrects it.

The journal's rows keep the clock's own time for ever. Its order is what is sure; the times on it are the clock's word.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, clauses
from dutytrack.store.file.schema import primary_key
from dutytrack.store.journal.chain import runs_back
from dutytrack.store.journal.history import History
from dutytrack.store.journal.recorder import CommandSession, changes_between, read_images, writable
from dutytrack.store.journal.rows import CLOCK, Change, NotTellingYetError, read_head, told_times
from dutytrack.store.journal.times import shown_time, zone_of
from dutytrack.store.sql.dialect import Reader

_DAYS = ("on", "asked_on", "decided_on", "valid_from", "valid_to")
"""The days of rows that are the clock's where nobody types another; that on which something begins may be printed."""
_BITS = 64
"""Of the largest number that SQLite can be asked for, and its sign."""


class TimeUnreadableError(DutyTrackError):
    """What is typed is no time."""

    def __init__(self, text: str) -> None:
        super().__init__(_("{text} is no time; it reads like 2026-07-01 09:30").format(text=text))


class TimeRunsBackError(DutyTrackError):
    """The journal's times are in order, and would not be with the correction."""

    def __init__(self, seq: int, was: str, told: str, *, is_before: bool) -> None:
        template = _("what was told at {was} can't lie behind row {seq} of the journal, which was told at {told}")
        if not is_before:
            template = _("what was told at {was} can't lie before row {seq} of the journal, which was told at {told}")
        sentence = template.format(seq=seq, was=was, told=told)
        super().__init__(clauses([sentence, _("where a wrong clock stamped that row too, correct it first")]))


class Corrected(NamedTuple):
    """A command's time that was corrected."""

    name: str
    clock: str
    """What the clock said."""
    was: str
    rows: int
    """How many rows that it had dated count from the right day now."""


def correct_clock(session: CommandSession, seq: int, text: str) -> Corrected:
    """Note that the command with row ``seq`` was told at the time that ``text`` says, where the ledger is kept.

    Rows that it dated by the clock count from the right day then, as far as nobody has changed that day since.
    Raises NotTellingYetError (the journal has no such row), TimeUnreadableError, TimeRunsBackError.
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
    rows = 0
    if before != after:
        _check_order(session, command, after["at"])
        session.note(Change(CLOCK, first, before, after))
        days = (_day(connection, time) for time in (clock, before["at"] if before else clock, after["at"]))
        rows = _move_days(session, command, *days)
    said, was = (shown_time(connection, datetime.fromisoformat(time)) for time in (clock, after["at"]))
    return Corrected(name, said, was, rows)


def _check_order(session: CommandSession, command: str, at: str) -> None:
    """Raise TimeRunsBackError where ``at`` puts times in disorder that are in order now, up to this moment.

    Where they are not, a wrong clock is being corrected, whose commands may be told in any order.
    """
    connection, told = session.driver, told_times(session.driver)
    query = "SELECT min(seq), command, at FROM journal GROUP BY command ORDER BY min(seq)"
    times = [(seq, name, told.get(name, time)) for seq, name, time in connection.execute(query)]
    times.append((read_head(connection).seq + 1, session.header.id, session.header.at))
    if any(runs_back(one[2], other[2]) for one, other in pairwise(times)):
        return
    place = next(place for place, one in enumerate(times) if one[1] == command)
    for seq, name, time in times[max(place - 1, 0) : place + 2]:
        is_before = seq < times[place][0]
        if name != command and (runs_back(time, at) if is_before else runs_back(at, time)):
            said = (shown_time(connection, datetime.fromisoformat(one)) for one in (at, time))
            raise TimeRunsBackError(seq, *said, is_before=is_before)


def _day(connection: Reader, time: str) -> str:
    """The day that it was where the ledger is kept."""
    return datetime.fromisoformat(time).astimezone(zone_of(connection)).date().isoformat()


def _move_days(session: CommandSession, command: str, clock: str, was: str, now: str) -> int:
    """Let the rows that ``command`` dated by the day ``clock`` count from ``now``; how many they are.

    A day that was typed is another one, and stays; so does one that is no more ``was``, to which it was corrected last.
    """
    if was == now:
        return 0
    effects = {
        (one.entity, one.after[primary_key(one.entity)]): one
        for one in History(session.driver).effects(command).values()
        if one.after is not None
    }
    connection = session.connection()
    current = read_images(connection, effects)
    with writable(connection):
        for (entity, entity_id), row in current.items():
            effect = effects[entity, entity_id]
            before, after = effect.before or {}, effect.after or {}
            begins = entity == "cadence" or (entity == "task" and row["plan_id"] is None)
            days = (*_DAYS, "start") if begins else _DAYS
            dated = [name for name in days if after.get(name) == clock != before.get(name)]
            for name in (name for name in dated if row[name] == was):
                statement = f'UPDATE "{entity}" SET "{name}" = ? WHERE "{primary_key(entity)}" = ?'  # noqa: S608 - ours
                connection.exec_driver_sql(statement, (now, entity_id))
        changes = changes_between(current, read_images(connection, effects))
        session.record(changes)
    session.expire_all()
    return len(changes)


def read_time(connection: Reader, text: str) -> datetime:
    """The time that ``text`` says, in the ledger's time zone where it names none. Raises TimeUnreadableError."""
    try:
        time, zone = datetime.fromisoformat(text.strip()), zone_of(connection)
        return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise TimeUnreadableError(text) from error
