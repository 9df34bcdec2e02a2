"""Periods as they are typed: ``2026``, ``2026-06``, ``2026Q2``, ``today``, ``+30d``, ``eom``; each a run of days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """A run of days, both ends included; an end that is ``None`` is open."""

    first: date | None
    last: date | None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """``day`` so many months later, or the last day of that month where it is shorter.

    Raises:
        ValueError: before the year 1 or after 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def _quarter_end(day: date) -> date:
    return month_end(day.year, (day.month + 2) // 3 * 3)


_NAMED: Mapping[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "yesterday": lambda today: today - timedelta(days=1),
    "tomorrow": lambda today: today + timedelta(days=1),
    "eom": lambda today: month_end(today.year, today.month),
    "eoq": _quarter_end,
    "eoy": lambda today: date(today.year, 12, 31),
}
_CHINESE = {"今天": "today", "今日": "today", "昨天": "yesterday", "明天": "tomorrow", "月底": "eom", "月末": "eom"}
_CHINESE |= {"季末": "eoq", "季度末": "eoq", "年底": "eoy", "年末": "eoy"}
_STEP: Mapping[str, Callable[[date, int], date]] = {
    "d": lambda today, count: today + timedelta(days=count),
    "w": lambda today, count: today + timedelta(weeks=count),
    "m": add_months,
    "y": lambda today, count: add_months(today, 12 * count),
}
_STEPPED = re.compile(r"([+-])(\d{1,5})([dwmy])")
_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:年|年度)?"
    r"(?:-?[qQ](?P<quarter>[1-4])|-?[hH](?P<half>[12])"
    r"|[-./年]?(?<=\D)(?P<month>\d{1,2})月?(?:[-./月]?(?<=\D)(?P<day>\d{1,2})日?)?)?"
)


def read_period(text: str, today: date) -> Days | None:
    """The days that ``text`` means, seen from ``today``; ``None`` where it is no period."""
    try:
        return _one_day(text, today) or _printed(text)
    except (ValueError, OverflowError):
        return None


def _one_day(text: str, today: date) -> Days | None:
    """A day named or counted from today."""
    named = _NAMED.get(_CHINESE.get(text, text.lower()))
    stepped = _STEPPED.fullmatch(text.lower())
    if named is not None:
        day = named(today)
    elif stepped is not None:
        day = _STEP[stepped[3]](today, int(stepped[1] + stepped[2]))
    else:
        return None
    return Days(day, day)


def _printed(text: str) -> Days | None:
    """A year, half, quarter, month or day of the calendar."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Days(day, day)
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return _months(year, 6 * int(match["half"]) - 5, 6)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Days:
    """``count`` months from the first of ``month``."""
    return Days(date(year, month, 1), month_end(year, month + count - 1))
