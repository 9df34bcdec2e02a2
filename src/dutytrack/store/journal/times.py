"""The time on the journal's rows, and whether the clock that gives it may be wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dutytrack.i18n import _
from dutytrack.store.journal.rows import told_times
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader

_BEHIND, _AHEAD = timedelta(hours=1), timedelta(days=60)


def clock_doubt(connection: Reader, now: str) -> str | None:
    """Why the clock, which says ``now``, may be wrong: a sentence, ``None`` where it may be right.

    The last row of ``connection`` is what it is held against. A ledger that stops its own clock asks for nothing.
    """
    row = connection.execute("SELECT command, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None or get_setting(connection, "today"):
        return None
    times = told_times(connection)
    head, at = datetime.fromisoformat(times.get(row[0], row[1])), datetime.fromisoformat(now)
    if head - at > _BEHIND:
        template = _("the clock says {now}, which is before {head}, the time of the journal's last row")
    elif at - head > _AHEAD:
        template = _("the clock says {now}, long after {head}, the time of the journal's last row")
    else:
        return None
    sentence = template.format(now=shown_time(connection, at), head=shown_time(connection, head))
    return f"{sentence}; {_('where it is wrong, put it right, then: dutytrack log clock SEQ --was TIME')}"


def shown_time(connection: Reader, at: datetime) -> str:
    """A time as people read it where the ledger is kept."""
    return at.astimezone(zone_of(connection)).isoformat(" ", "minutes")


def zone_of(connection: Reader) -> ZoneInfo:
    """The time zone where the ledger is kept."""
    return ZoneInfo(get_setting(connection, "time_zone"))
