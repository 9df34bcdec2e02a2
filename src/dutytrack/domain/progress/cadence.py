"""How often somebody has to report: an RFC 5545 rule, and the days it asks for a report by.

Rules are daily or slower and are followed to a ``horizon`` at the most: some never end, some name a day that no month
has. A caller works them out before it opens the ledger to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import rrulestr

from dutytrack.domain.plan.model import Frequency
from dutytrack.domain.plan.recurrence import due_dates, horizon
from dutytrack.domain.words.seasons import AFTER, BEFORE, SEASON, season_day
from dutytrack.domain.workdays import next_workday
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_WORKDAY = "FR"
_PERIODS: dict[str, int] = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "half-yearly": 6, "yearly": 12}
"""The months of a period, by its English word."""
_CHINESE_PERIODS: dict[str, int] = {"月": 1, "双月": 2, "两月": 2, "2月": 2, "季": 3, "半年": 6, "年": 12}
_SEVERAL = {"旬": "10,20,-1", "半月": "15,-1"}
"""Periods of which several are in a month: their last days."""
_SHORT = re.compile(
    r"(?P<freq>weekly|fortnightly|bimonthly|monthly|quarterly|half-yearly|yearly)(?:[ :@](?P<day>-?\d{1,2}))?"
)
_ENDING = r"(?:前|以前|之前|内|以内)?(?:反馈|报送|上报|报告)?(?:一次|1次)?"
_WEEKLY = re.compile(
    rf"(?:按|每)?(?P<two>两|双|2)?(?:个)?(?:周|星期)(?:报|(?:周|星期)?(?P<day>[一二三四五六日天])?{_ENDING})"
)
_CALENDAR = re.compile(
    r"(?:按|每)?(?P<freq>旬|半月|双月|两月|2月|月|季|半年|年)度?"
    r"(?:报|(?P<months>\d{1,2}月(?:[、和及与,]\d{1,2}月)*)?(?:[年季月](?=[底末终]))?"
    r"(?P<place>底|末|终|首月|末月|次月|最后一天|后|末后|结束后|过后)?(?P<day>\d{1,2})?[日号]?" + _ENDING + ")"
)
_YEARLY_SEASON = re.compile(rf"每年度?(?:在|于)?{SEASON}(?:{BEFORE}|{AFTER})")
_FIRST_MONTH = re.compile(r"(?:第[一1]|首)个月")
_LAST_MONTH = re.compile(r"(?<=季)第[三3]个月|(?<=季度)第[三3]个月|最后[一1]?个月")
_OWN_WORDS: dict[tuple[str, int], frozenset[str]] = {
    ("yearly", 1): frozenset({"年"}),
    ("monthly", 6): frozenset({"半年"}),
    ("monthly", 3): frozenset({"季"}),
    ("monthly", 2): frozenset({"双月", "两月", "2月"}),
    ("monthly", 1): frozenset({"月"}),
    ("daily", 15): frozenset({"半月"}),
    ("daily", 10): frozenset({"旬"}),
}
"""What a plan's recurring duties of the calendar are called, by how they were read."""
_LAST_SIGN = frozenset("日号底末终前内后月")
_MORE_DAYS = re.compile(r"[、和及与或,，至到~—–-]?\s*\d|后")
_LONGEST_WORDS = 24
_LONGEST_PERIOD = timedelta(days=366)

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
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
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
        others = listed(name for name in _PARTS if name not in {"FREQ", "INTERVAL"})
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

    def up_to(self, end: date, *, of_plan: bool = False) -> tuple[date, ...]:
        """The days up to ``end`` by which a report is due, ascending, without doubles.

        With ``of_plan`` the end is a plan's, whose last report may be due after it.
        """
        days = with_last(self.days, self.start, end) if of_plan else takewhile(lambda day: day <= end, self.days)
        return tuple(sorted({next_workday(day) if self.working_days else day for day in days}))


def with_last(days: Iterable[date], start: date, end: date) -> tuple[date, ...]:
    """Of ``days`` to report those up to a plan's ``end``, and the next one where that is nearer to it than the last.

    What was done in the last quarter is told on 10 January, when the plan is over: a report answers for the day that is
    nearest to it.
    """
    found: list[date] = []
    for day in days:
        if day > end:
            is_of_plan = day - end < end - (found[-1] if found else start)
            return (*found, day) if is_of_plan else tuple(found)
        found.append(day)
    return tuple(found)


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
    """The RFC 5545 rule that ``text`` means: a rule itself, ``monthly:5``, ``每季度10日前``, ``周报``.

    Periods are those of the calendar. Without a day the last of each is meant, with one that day of the month after
    it; a day that a month lacks is its last. A week's day is a number from 1 (Monday), without one Friday.

    Raises:
        CadenceRuleError: it means none, or has a part that no cadence has.
    """
    if "FREQ=" in text.upper():
        rule = "".join(text.split()).upper().removeprefix("RRULE:")
        _check_parts(rule)
        _parsed(rule, date(2000, 1, 1))
        return rule
    bare = _bare(text)
    found = _english(" ".join(text.lower().split())) or _weekly(bare) or _by_season(bare) or _by_calendar(bare)
    if found is None:
        raise CadenceRuleError(text)
    return found


def duty_days(
    freq: Frequency, interval: int, words: str, *, start: date, end: date, is_report: bool = False
) -> tuple[date, ...]:
    """The days from ``start`` to a plan's ``end`` on which its recurring duty falls due.

    Its own ``words`` say so where they are understood (每月5日前, 每年6月、12月底前), else the last days of its
    periods. The last report may be due after the end.
    """
    if is_report and start <= end < date.max - _LONGEST_PERIOD:
        later = duty_days(freq, interval, words, start=start, end=end + _LONGEST_PERIOD)
        return with_last(later, start, end)
    rule = _duty_rule(freq, interval, words)
    if rule is None or end < start:
        return due_dates(freq, interval, start=start, end=end)
    return tuple(_occurrences(rule, start, min(end, horizon(start))))


def words_of_duty(freq: Frequency, interval: int, text: str) -> int:
    """How many characters at the beginning of ``text`` say when a duty read so falls due; 0 where none are known."""
    for length in range(min(len(text), _LONGEST_WORDS), 1, -1):
        words = text[:length]
        if words[-1] in _LAST_SIGN and not _MORE_DAYS.match(text, length) and _duty_rule(freq, interval, words):
            return length
    return 0


def _duty_rule(freq: Frequency, interval: int, words: str) -> str | None:
    """The rule of ``words``, where they speak of the periods that a duty has."""
    bare = _bare(words)
    if (freq, interval) == ("yearly", 1) and (rule := _by_season(bare)):
        return rule
    match = _CALENDAR.fullmatch(bare)
    own = _OWN_WORDS.get((freq, interval), frozenset())
    return _by_calendar(bare) if match is not None and match["freq"] in own else None


def _bare(text: str) -> str:
    """``text`` in one writing, without what says nothing."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = _LAST_MONTH.sub("末月", _FIRST_MONTH.sub("首月", plain))
    return re.sub(r"的|第|个(?=月|季|半)", "", plain)


def _english(text: str) -> str | None:
    match = _SHORT.fullmatch(text)
    if match is None:
        return None
    day = int(match["day"] or 0)
    if match["day"] and not day:
        return None
    if match["freq"] in _PERIODS:
        return _in_periods(_PERIODS[match["freq"]], day or -1, at_end=day <= 0)
    return _on_weekday(day - 1 if match["day"] else None, every=2 if match["freq"] == "fortnightly" else 1)


def _weekly(text: str) -> str | None:
    match = _WEEKLY.fullmatch(text)
    if match is None:
        return None
    day = match["day"]
    return _on_weekday("一二三四五六日".index(day.replace("天", "日")) if day else None, every=2 if match["two"] else 1)


def _on_weekday(day: int | None, *, every: int) -> str | None:
    """Every week, or every other, on a weekday from 0 on; without one on the last that is worked."""
    if day is not None and not 0 <= day < len(_WEEKDAYS):
        return None
    interval = f"INTERVAL={every};" if every > 1 else ""
    return f"FREQ=WEEKLY;{interval}BYDAY={_LAST_WORKDAY if day is None else _WEEKDAYS[day]}"


def _by_season(text: str) -> str | None:
    """A season of each year, as 每年汛期前."""
    day = season_day(text) if _YEARLY_SEASON.fullmatch(text) else None
    return None if day is None else _in_months([str(day[0])], day[1])


def _by_calendar(text: str) -> str | None:
    """Each period of the calendar, by a day of it or by its end.

    A day is one of the month after the period, as in 每季度10日前, unless the period's last month is named.
    """
    match = _CALENDAR.fullmatch(text)
    if match is None:
        return None
    freq, place, day = match["freq"], match["place"] or "", int(match["day"] or 0)
    if freq in _SEVERAL:
        return None if day or match["months"] else f"FREQ=MONTHLY;BYMONTHDAY={_SEVERAL[freq]}"
    if match["months"]:
        named = re.findall(r"\d+", match["months"])
        return _in_months(named, day or -1) if freq == "年" and all(1 <= int(month) <= 12 for month in named) else None
    if match["day"] and not day:
        return None
    at_end = place in {"末", "底", "终", "末月"} or (not day and place != "首月")
    return _in_periods(_CHINESE_PERIODS[freq], day or -1, at_end=at_end)


def _in_periods(months: int, day: int, *, at_end: bool) -> str | None:
    """A day of the last month of each period of so many ``months``, or of the first month after it."""
    return _in_months([] if months == 1 else [str(month) for month in range(months if at_end else 1, 13, months)], day)


def _in_months(months: Sequence[str], day: int) -> str | None:
    """A day of each of the ``months``, or of every one; where a month lacks it, the month's last day."""
    if not -_LONGEST_MONTH <= day <= _LONGEST_MONTH:
        return None
    by_month = f"BYMONTH={','.join(months)};" if months else ""
    if day <= _SHORTEST_MONTH:
        return f"FREQ=MONTHLY;{by_month}BYMONTHDAY={day}"
    days = ",".join(map(str, range(_SHORTEST_MONTH, day + 1)))
    return f"FREQ=MONTHLY;{by_month}BYMONTHDAY={days};BYSETPOS=-1"


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
