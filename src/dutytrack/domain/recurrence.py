"""When a recurring duty falls due: RFC 5545 rules, worked out by ``dateutil``.

A duty that comes every period is due on the period's last day; periods follow the calendar (quarters end in March,
June, September and December), whatever day the task starts on.
"""

from __future__ import annotations

from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MO, MONTHLY, SU, WEEKLY, YEARLY, rrule

from dutytrack.domain.plan import Frequency


def due_dates(freq: Frequency, interval: int, *, start: date, end: date) -> tuple[date, ...]:
    """The last day of each period of ``interval`` × ``freq`` from the one that holds ``start`` up to ``end``.

    Ascending, without doubles; empty where ``end`` comes before the first period's last day.
    """
    if interval < 1 or end < start:
        return ()
    return tuple(moment.date() for moment in _rule(freq, interval, start, end))


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
    """The first day of the month that ends the period ``first`` lies in.

    Periods that divide a year are the calendar's own (quarters, half-years); others are counted from ``first``.
    """
    ahead = (-first.month) % interval if 12 % interval == 0 else interval - 1
    return first.replace(day=1) + relativedelta(months=ahead)
