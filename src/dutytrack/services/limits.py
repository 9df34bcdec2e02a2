"""Limits counted from the day that something is handed out on: five working days, thirty days."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.dates import read_limit
from dutytrack.domain.workdays import next_workday, uncovered_years
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk
from dutytrack.store.settings.keys import get_setting

_WORKING_DAYS = ("wd", "工作日")


class TwoLimitsError(DutyTrackError):
    """Both a day and a limit are given."""

    def __init__(self) -> None:
        super().__init__(_("give a day or a limit, not both: --due or --reply-by, or --within"))


class LimitEnd(NamedTuple):
    """Where a limit ends."""

    day: date
    uncovered: tuple[int, ...] = ()
    """The years that it runs through and whose national calendar is not known: plain weeks were counted in them."""


def day_or_limit(desk: Desk, day: date | None, limit: str | None, start: date) -> LimitEnd | None:
    """The ``day``, or the end of the ``limit`` counted from ``start``, whichever is given; ``None`` for neither.

    Raises TwoLimitsError for both, DateError where the limit counts no days ahead.
    """
    if limit and day is not None:
        raise TwoLimitsError
    if limit:
        return limit_end(desk, limit, start)
    return LimitEnd(day) if day is not None else None


def limit_end(desk: Desk, limit: str, start: date) -> LimitEnd:
    """The last day of ``limit`` (``5wd``, ``30d``) from ``start``; on a day off as the setting ``days_off`` has it.

    Raises DateError where ``limit`` counts no days ahead.
    """
    counted = read_limit(limit, start)
    day = not_off(desk, counted)
    asks_calendar = day != counted or any(word in limit.lower() for word in _WORKING_DAYS)
    return LimitEnd(day, uncovered_years(start, day) if asks_calendar else ())


def not_off(desk: Desk, day: date) -> date:
    """``day``, or the next working day where it is a day off and the ledger's limits end on none."""
    return next_workday(day) if get_setting(desk.rows, "days_off") == "next" else day
