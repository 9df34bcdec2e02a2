"""When a recurring duty falls due: on the last day of each calendar period, by RFC 5545 rules and ``dateutil``."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime, time

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MO, MONTHLY, SU, WEEKLY, YEARLY, rrule

from dutytrack.domain.dates import add_months
from dutytrack.domain.plan.model import LONGEST_INTERVAL, Frequency

MOST_YEARS = 20
"""How far days that come again are laid: longer than any plan looks ahead (outlines to 2035 are the longest), and at
most 7,305 rows for what comes every day. A document or a rule may say more, or never end."""


def horizon(start: date) -> date:
    """The last day up to which what begins on ``start`` is laid."""
    return add_months(start, 12 * MOST_YEARS) if start.year + MOST_YEARS <= MAXYEAR else date.max


def due_dates(freq: Frequency, interval: int, *, start: date, end: date) -> tuple[date, ...]:
    """The last day of each period of ``interval`` × ``freq`` from ``start``'s to ``end`` or the horizon, ascending."""
    if not 1 <= interval <= LONGEST_INTERVAL or end < start:
        return ()
    try:
        return tuple(moment.date() for moment in _rule(freq, interval, start, min(end, horizon(start))))
    except (ValueError, OverflowError):  # the first period ends after the calendar does
        return ()


def _rule(freq: Frequency, interval: int, start: date, end: date) -> rrule:
    first = datetime.combine(start, time.min)
    until = datetime.combine(end, time.min)
    if freq == "daily":
        return rrule(DAILY, interval=interval, dtstart=first, until=until)
    if freq == "weekly":
        sunday = first + relativedelta(weekday=SU, weeks=interval - 1)
        return rrule(WEEKLY, interval=interval, byweekday=SU, wkst=MO, dtstart=sunday, until=until)
    if freq == "monthly":
        month_end = _period_end_month(first, interval)
        return rrule(MONTHLY, interval=interval, bymonthday=-1, dtstart=month_end, until=until)
    year = first.replace(year=first.year + interval - 1, month=12, day=31)
    return rrule(YEARLY, interval=interval, bymonth=12, bymonthday=31, dtstart=year, until=until)


def _period_end_month(first: datetime, interval: int) -> datetime:
    """The first day of the month that ends the period of ``first``: the calendar's own where they divide a year."""
    ahead = (-first.month) % interval if 12 % interval == 0 else interval - 1
    return first.replace(day=1) + relativedelta(months=ahead)
