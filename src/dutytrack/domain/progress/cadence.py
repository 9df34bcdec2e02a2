"""How often somebody has to report: an RFC 5545 rule, and the days it asks for a report by.

Rules are daily or slower and are followed to a ``horizon`` at the most: some never end, some name a day that no month
has. A caller works them out before it opens the ledger to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time
from itertools import takewhile

from dateutil.rrule import rrulestr

from dutytrack.domain.plan.recurrence import horizon
from dutytrack.domain.workdays import next_workday
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_SHORT = re.compile(r"(?P<freq>weekly|monthly|quarterly|half-yearly|yearly)(?:[ :@](?P<day>-?\d{1,2}))?")
_CHINESE = re.compile(
    r"每(?P<freq>周|个?月|个?季度?|半年|年)(?:度|结束|末|终)?后?(?:的|第)?(?P<day>\d{1,2})?(?:日|号)?(?:前|以前|之前|内)?(?:反馈|报送|上报)?"
)
_FREQ = {
    "weekly": "FREQ=WEEKLY;BYDAY=FR",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half-yearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=MONTHLY;INTERVAL=12",
    "周": "FREQ=WEEKLY;BYDAY=FR",
    "月": "FREQ=MONTHLY",
    "季": "FREQ=MONTHLY;INTERVAL=3",
    "半年": "FREQ=MONTHLY;INTERVAL=6",
    "年": "FREQ=MONTHLY;INTERVAL=12",
}


_DAYS = r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBER = r"[+-]?\d{1,3}"
_PARTS: dict[str, str] = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,3}",
    "COUNT": r"[1-9]\d{0,4}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": rf"{_DAYS}(?:,{_DAYS})*",
    **dict.fromkeys(("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), rf"{_NUMBER}(?:,{_NUMBER})*"),
}
"""The parts that a rule may have, and what may stand in each; parts finer than a day are none of them."""
_LONGEST = 300
_CYCLE = 400
"""Years after which the calendar is the same again, weekdays and weeks included."""


class CadenceRuleError(DutyTrackError):
    """A cadence that can't be understood."""

    def __init__(self, text: str) -> None:
        template = _(
            "{text} is no cadence; write monthly:5, 每季度10日前 or an RFC 5545 rule (FREQ=MONTHLY;BYMONTHDAY=5)"
        )
        super().__init__(template.format(text=text[:_LONGEST]))


class CadencePartError(CadenceRuleError):
    """A part of a rule that no cadence has: finer than a day, without a step, or unknown."""

    def __init__(self, part: str) -> None:
        template = _(
            "{part} is not taken in a cadence: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, INTERVAL from 1 to 9999,"
            " other parts are {parts}"
        )
        others = ", ".join(name for name in _PARTS if name not in {"FREQ", "INTERVAL"})
        DutyTrackError.__init__(self, template.format(part=part[:_LONGEST], parts=others))


class NoReportDayError(CadenceRuleError):
    """A rule that names no day."""

    def __init__(self, rule: str, start: date, end: date) -> None:
        template = _("{rule} names no day from {start} to {end}")
        DutyTrackError.__init__(self, template.format(rule=rule, start=start, end=end))


@dataclass(frozen=True, slots=True)
class ReportDays:
    """A rule worked out from a day on."""

    rule: str
    text: str
    """As typed, where that was no rule of RFC 5545."""
    start: date
    days: tuple[date, ...]
    """As far as rules are followed."""
    working_days: bool = False
    """Whether a day off gives way to the next day that is worked."""

    def up_to(self, end: date) -> tuple[date, ...]:
        """The days up to ``end`` by which a report is due, ascending, without doubles."""
        days = takewhile(lambda day: day <= end, self.days)
        return tuple(sorted({next_workday(day) if self.working_days else day for day in days}))


def report_days(typed: str, *, start: date, text: str = "", working_days: bool = False) -> ReportDays:
    """The days from ``start`` on by which the rule that is ``typed`` asks for a report.

    Raises:
        CadenceRuleError: it can't be understood, has a part that no cadence has, or names no day.
    """
    rule, end = read_rule(typed), horizon(start)
    days = tuple(_occurrences(rule, start, end))
    if not days:
        raise NoReportDayError(rule, start, end)
    is_rule = "FREQ=" in typed.upper()
    return ReportDays(rule, text or ("" if is_rule else typed.strip()), start, days, working_days)


def read_rule(text: str) -> str:
    """The RFC 5545 rule that ``text`` means: a rule itself, ``monthly:5``, ``每季度10日前``; without a day, the last.

    Raises:
        CadenceRuleError: it means none, or has a part that no cadence has.
    """
    if "FREQ=" in text.upper():
        rule = "".join(text.split()).upper().removeprefix("RRULE:")
        _check_parts(rule)
        _parsed(rule, date(2000, 1, 1))
        return rule
    bare = text.strip()
    match = _SHORT.fullmatch(bare.lower()) or _CHINESE.fullmatch(bare)
    if match is None:
        raise CadenceRuleError(text)
    freq = _FREQ[match["freq"].removeprefix("个").removesuffix("度")]
    if "WEEKLY" in freq:
        return freq
    day = int(match["day"] or -1)
    if not -31 <= day <= 31 or day == 0:
        raise CadenceRuleError(text)
    return f"{freq};BYMONTHDAY={day}"


def _check_parts(rule: str) -> None:
    if len(rule) > _LONGEST:
        raise CadenceRuleError(rule)
    seen = set()
    for part in rule.split(";"):
        name, _equals, value = part.partition("=")
        if name in seen or re.fullmatch(_PARTS.get(name, r"(?!)"), value) is None:
            raise CadencePartError(part)
        seen.add(name)


def _occurrences(rule: str, start: date, end: date) -> Iterator[date]:
    """The days of ``rule`` from ``start`` to ``end``.

    ``dateutil`` looks for the next day until the calendar ends, so it is asked about the calendar's last cycle, where
    the days are the same.
    """
    ahead = (MAXYEAR - end.year) // _CYCLE * _CYCLE
    moments, until = _parsed(rule, start.replace(year=start.year + ahead))
    last = min(end, until or end)
    for moment in moments:
        day = moment.date().replace(year=moment.year - ahead)
        if day > last:
            return
        yield day


def _parsed(rule: str, start: date) -> tuple[Iterable[datetime], date | None]:
    """The moments of ``rule`` without its end, and that."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    until = parts.pop("UNTIL", None)
    endless = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        moments = rrulestr(endless, dtstart=datetime.combine(start, time.min))
        return moments, date.fromisoformat(until[:8]) if until else None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CadenceRuleError(rule) from error
