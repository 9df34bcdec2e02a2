"""Working days by the national calendar; years that it does not cover yet (``uncovered_years``) count plain weeks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar

_SATURDAY = 5
_DAY = timedelta(days=1)


@cache
def is_covered(year: int) -> bool:
    """Whether the national calendar of ``year`` is known."""
    try:
        chinese_calendar.is_workday(date(year, 6, 1))
    except NotImplementedError:
        return False
    return True


def uncovered_years(first: date, last: date) -> tuple[int, ...]:
    """The years between two days whose holidays are not known: plain weeks count in them."""
    return tuple(year for year in range(first.year, last.year + 1) if not is_covered(year))


def is_workday(day: date) -> bool:
    """Whether ``day`` is worked."""
    if is_covered(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < _SATURDAY


def next_workday(day: date) -> date:
    """``day`` itself where it is worked, else the first worked day after it."""
    while not is_workday(day):
        day += _DAY
    return day


def add_workdays(day: date, count: int) -> date:
    """The day ``count`` working days after ``day``, before it where ``count`` is negative; 0 is ``day`` itself."""
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day
