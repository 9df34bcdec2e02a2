"""How often somebody has to report: an RFC 5545 rule, and the days it asks for a report by."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import takewhile

from dateutil.rrule import rrule, rruleset, rrulestr

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


class CadenceRuleError(DutyTrackError):
    """A cadence that can't be understood."""

    def __init__(self, text: str) -> None:
        template = _(
            "{text} is no cadence; write monthly:5, 每季度10日前 or an RFC 5545 rule (FREQ=MONTHLY;BYMONTHDAY=5)"
        )
        super().__init__(template.format(text=text))


def read_rule(text: str) -> str:
    """The RFC 5545 rule that ``text`` means: a rule itself, ``monthly:5``, ``每季度10日前``; without a day, the last.

    Raises:
        CadenceRuleError: it means none.
    """
    bare = "".join(text.split()) if "FREQ=" in text.upper() else text.strip()
    if "FREQ=" in bare.upper():
        rule = bare.upper().removeprefix("RRULE:")
        _parsed(rule, date(2000, 1, 1))
        return rule
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


def report_days(rule: str, *, start: date, end: date, working_days: bool = False) -> tuple[date, ...]:
    """The days from ``start`` to ``end`` by which ``rule`` asks for a report, ascending, without doubles.

    With ``working_days`` a day off gives way to the next day that is worked.

    Raises:
        CadenceRuleError: ``rule`` can't be read.
    """
    last = datetime.combine(end, time.max)
    days = (moment.date() for moment in takewhile(lambda one: one <= last, _parsed(rule, start)))
    return tuple(sorted({next_workday(day) if working_days else day for day in days}))


def _parsed(rule: str, start: date) -> rrule | rruleset:
    try:
        return rrulestr(rule, dtstart=datetime.combine(start, time.min))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CadenceRuleError(rule) from error
