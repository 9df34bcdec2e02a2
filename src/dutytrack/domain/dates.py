"""Days and periods as people write them (``2026-06-30``, ``6月30日``, ``2026Q2``, ``+2w``): one reader for all.

What a text leaves out is seen from today. Which way, and which end of a longer period counts, the field says that the
text stands in: its ``Meaning``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Literal, NamedTuple
from unicodedata import decomposition, normalize

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

Precision = Literal["day", "month", "quarter", "half", "year"]
Tense = Literal["past", "present", "future"]
"""Which one a date without its year or month is: the latest that has begun, this year's or month's, the next to end."""
Meaning = Literal["happened", "since", "as-of", "due", "start", "end", "month"]
"""What a field takes: a full day in the past; the first or the last day of what is past; the last day of what is to
come; the first or the last day of what may be either; the first day of a month."""

FIRST_YEAR, LAST_YEAR = 1900, 2099
_FORMS = N_("2026-06-30, 6月30日, 6/30, 0630, 30, 2026-06, 2026Q2, 2026, 月底, 年底, today, +2w or 30wd")
_FORMS_WITH_YEAR = N_("2026-06-30, 2026年6月30日, 20260630, 2026-06, 2026Q2, 2026 or 2026年底")
_FORMS_OF_DAYS = N_("2026-06-30, 6月30日, 6/30, 0630, 30, today or -2w")
_FORMS_OF_LIMITS = N_("5wd, 30d, 2w or 15个工作日")
_FORMS_OF_MONTHS = N_("2026-06, 6月 or 6")
_LONGEST = 40
"""Characters of what can be a date, and of what an error quotes."""


class Period(NamedTuple):
    """A run of days, both ends included."""

    first: date
    last: date
    precision: Precision

    def __str__(self) -> str:
        """As a query has it: ``2026-06-30``, ``2026-06``, ``2026Q2``, ``2026H1``, ``2026``."""
        year, month = self.first.year, self.first.month
        return {
            "day": self.first.isoformat(),
            "month": f"{year}-{month:02}",
            "quarter": f"{year}Q{(month + 2) // 3}",
            "half": f"{year}H{(month + 5) // 6}",
            "year": str(year),
        }[self.precision]


class DateError(DutyTrackError, ValueError):
    """A text is no date, or not of the kind that its field takes."""

    def __init__(self, text: str, why: str = "", forms: str = _FORMS) -> None:
        shown = repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
        template = _("{text} is no date: {why}; write {forms}") if why else _("{text} is no date; write {forms}")
        super().__init__(template.format(text=shown, why=why, forms=_(forms)))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """``day`` so many months later, or that shorter month's last day; raises ValueError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def period_of(day: date, length: str) -> str:
    """The ``week``, ``month`` or ``quarter`` that a day lies in: ``2026-W29``, ``2026-07`` or ``2026Q3``."""
    if length == "week":
        return f"{day:%G-W%V}"
    return str(Period(day, day, "quarter" if length == "quarter" else "month"))


_PERIOD = re.compile(r"(?P<year>\d{4})(?P<sign>-W|-|Q|H)(?P<number>\d+)")
_PERIODS: Mapping[str, str] = {
    "-W": N_("{year}-W{number:02}"), "-": N_("{year}-{number:02}"), "Q1": N_("{year}Q1"), "Q2": N_("{year}Q2"),
    "Q3": N_("{year}Q3"), "Q4": N_("{year}Q4"), "H1": N_("{year}H1"), "H2": N_("{year}H2"),
}  # fmt: skip


def period_word(period: str) -> str:
    """What the period ``2026-07``, ``2026Q3``, ``2026H1``, ``2026-W29`` or ``2026`` is called in a sentence."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return _("{year}").format(year=period) if period.isdigit() else period
    year, sign, number = match.groups()
    template = _PERIODS.get(sign) or _PERIODS.get(sign + number)
    return _(template).format(year=year, number=int(number)) if template else period


_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def with_weekday(day: date) -> str:
    """``2026-06-30 Tue``, in the language in use."""
    return _("{day} {weekday}").format(day=day.isoformat(), weekday=_(_WEEKDAYS[day.weekday()]))


_TENSES: Mapping[Meaning, Tense] = {"happened": "past", "since": "past", "as-of": "past", "due": "future"}
_FIRST_DAY = frozenset({"since", "start", "month"})


def read_day(text: str, today: date | None, meaning: Meaning) -> date:
    """The day that ``text`` stands for in a field of ``meaning``; raises DateError where it is none, or too long."""
    number_of_month = meaning == "month" and re.fullmatch("[0-9]{1,2}", _folded(text))
    period = read_period(f"{text.strip()}月" if number_of_month else text, today, _TENSES.get(meaning, "present"))
    if meaning == "happened" and period.precision != "day":
        raise DateError(text, _("a full day is needed here"), _FORMS_OF_DAYS)
    if meaning == "month" and period.precision not in {"day", "month"}:
        raise DateError(text, _("one month is needed here"), _FORMS_OF_MONTHS)
    return period.first if meaning in _FIRST_DAY else period.last


def read_period(text: str, today: date | None, tense: Tense = "present") -> Period:
    """The days that ``text`` means, by its own year without ``today``; raises DateError for none from 1900 to 2099."""
    written = _folded(text)
    try:
        found = _counted(written, today)
        if found is None:
            # 年底前 is 年底, a limit its last day; but what is past was on a day and not before one
            limit = written if tense == "past" else re.sub(rf"{_BEFORE}\Z", r"\g<limit>", written)
            found = _weekday(limit, today, tense) or _printed(_spread(_with_year(limit, today)), today, tense)
    except ValueError as error:
        raise DateError(text, str(error), _FORMS if today else _FORMS_WITH_YEAR) from None
    if found is None:
        raise DateError(text, forms=_FORMS if today else _FORMS_WITH_YEAR)
    return found


def read_limit(text: str, start: date) -> date:
    """The last day of a limit counted from ``start``: ``5wd``, ``30d``, ``15个工作日内``.

    Working days are those of the national calendar. Raises DateError where the text counts no days ahead.
    """
    try:
        found = _counted(_folded(text), start)
    except ValueError as error:
        raise DateError(text, str(error), _FORMS_OF_LIMITS) from None
    if found is None or found.last <= start:
        raise DateError(text, _("a number of days ahead is needed here"), _FORMS_OF_LIMITS)
    return found.last


def is_spelled_out(text: str) -> bool:
    """Whether ``text`` names year, month and day, so that nothing had to be understood."""
    return re.fullmatch(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?", _spread(_folded(text))) is not None


def _folded(text: str) -> str:
    """``text`` in half-width characters, figures and small letters, without blanks but those between digits."""
    if len(text) > _LONGEST or any(map(_is_ornate, text)):
        return ""
    half_width = normalize("NFKC", text).translate(_SIGNS).strip().lower()
    unspaced = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", half_width)
    return unspaced if unspaced.isascii() else re.sub(f"{_CHINESE_YEAR}|{_CHINESE_COUNT}", _figure, unspaced)


def _is_ornate(sign: str) -> bool:
    """Whether ``sign`` is a raised or circled figure and the like, which stands for more than a plain one."""
    form = decomposition(sign)
    return form.startswith("<") and not form.startswith(("<wide>", "<narrow>")) and not sign.isspace()


_FIGURES: Mapping[str, int] = {sign: value for value, sign in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0}
_CHINESE_YEAR = r"[〇零○一二三四五六七八九]{4}(?=年)"
_TENS_AND_ONES = r"[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_CHINESE_COUNT = rf"(?<![〇零○一二三四五六七八九十])(?:{_TENS_AND_ONES})(?=[月日号天周]|个)"


def _figure(match: re.Match[str]) -> str:
    """A Chinese year, month, day or count in figures: 十二 of 十二月 as 12."""
    tens, ten, ones = match[0].rpartition("十")
    if not ten:
        return "".join(str(_FIGURES[sign]) for sign in match[0])
    return str(10 * _FIGURES[tens or "一"] + (_FIGURES[ones] if ones else 0))


_SIGNS = str.maketrans("。–—−", ".---")


def _seen_from(today: date | None) -> date:
    if today is None:
        raise ValueError(_("the year has to be written here"))
    return today


# Counted from today

_NAMED = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2}
_NAMED |= {"tomorrow": 1, "明天": 1, "明日": 1, "后天": 2}
_COUNTED = r"(?P<sign>[+-]?)(?P<count>[0-9]{1,5})(?P<unit>wd|[dwmy]|个?工作日|天|周|个月)(?P<way>[前后内]?)"


def _counted(text: str, today: date | None) -> Period | None:
    """A day named from today, or so many days, weeks, months, years or working days away."""
    match = re.fullmatch(_COUNTED, f"{_NAMED[text]}d" if text in _NAMED else text)
    if match is None:
        return None
    count = int(match["count"]) * (-1 if match["sign"] == "-" or match["way"] == "前" else 1)
    start = _seen_from(today)
    try:
        day = _step(start, count, match["unit"])
    except (ValueError, OverflowError):
        raise ValueError(_beyond()) from None
    return _day(day.year, day.month, day.day)


def _step(day: date, count: int, unit: str) -> date:
    if unit in {"wd", "工作日", "个工作日"}:
        from dutytrack.domain.workdays import add_workdays

        return add_workdays(day, count)
    if unit in {"m", "个月", "y"}:
        return add_months(day, 12 * count if unit == "y" else count)
    return day + timedelta(days=7 * count if unit in {"w", "周"} else count)


# Printed

_BEFORE = r"\A(?P<limit>.*(?:[底末]|月[0-9]{1,2}[日号]|(?:周|星期|礼拜).))(?:之|以)?前"
_WEEKDAY = r"(?P<week>上|下|本|这|)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
_WEEKS_AWAY: Mapping[str, int] = {"上": -1, "本": 0, "这": 0, "下": 1}


def _weekday(text: str, today: date | None, tense: Tense) -> Period | None:
    """A day of the week: of the one named from today, else of the nearest."""
    match = re.fullmatch(_WEEKDAY, text)
    if match is None:
        return None
    start = _seen_from(today)
    monday = start - timedelta(days=start.weekday())
    day = min("一二三四五六日天".index(match["day"]), 6)

    def of_week(away: int) -> Period:
        found = monday + timedelta(days=7 * away + day)
        return _day(found.year, found.month, found.day)

    return of_week(_WEEKS_AWAY[match["week"]]) if match["week"] else _nearest(of_week, 0, start, tense)


_SHORT = {"eom": "本月底", "月底": "本月底", "月末": "本月底", "eoy": "本年底", "年底": "本年底", "年末": "本年底"}
_SHORT |= dict.fromkeys(("eoq", "季末", "季底", "季度末", "季度底"), "本季度末")
_MONTHS_AWAY = {"去年": -12, "今年": 0, "本年": 0, "明年": 12, "上季度": -3, "本季度": 0, "下季度": 3}
_MONTHS_AWAY |= {"上月": -1, "上个月": -1, "本月": 0, "下月": 1, "下个月": 1}


def _with_year(text: str, today: date | None) -> str:
    """``text`` with the year, quarter or month that it names from today in figures: 明年底 as 2027年底."""
    whole = _SHORT.get(text, text)
    word = next((one for one in _MONTHS_AWAY if whole.startswith(one)), None)
    if word is None:
        return whole
    day = add_months(_seen_from(today).replace(day=1), _MONTHS_AWAY[word])
    named = {"年": "", "月": f"{day.month}月", "度": f"{(day.month + 2) // 3}季度"}[word[-1]]
    return f"{day.year}年{named}{whole.removeprefix(word)}"


def _spread(text: str) -> str:
    """Bare figures as they are written with signs: 20260630, 2026, 0630, 30 as 2026-06-30, 2026年, 06-30, 30日."""
    if not re.fullmatch("[0-9]+", text):
        return text
    if len(text) == 8:
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if len(text) == 4:
        return f"{text}年" if text[:2] in {"19", "20"} else f"{text[:2]}-{text[2:]}"
    return f"{text}日" if len(text) <= 2 else text


_DAY_OF_MONTH = r"([0-9]{1,2})[日号]"
_PRINTED = (
    r"(?:(?P<year>[0-9]{4})(?:年度?|[-/.](?=[0-9qh]))?)?"
    r"(?:(?<![0-9])(?P<month>[0-9]{1,2})(?:(?P<named>月)份?|(?:[-/.月])(?P<day>[0-9]{1,2})[日号]?)?"
    r"|q(?P<q>[1-4])|第?(?P<quarter>[1-4一二三四])季度?|h(?P<h>[12])|(?P<half>[上下])半年)?"
    r"(?P<end>[底末])?"
)
_COUNTS: Mapping[str, int] = dict(zip("1234一二三四上下", [1, 2, 3, 4, 1, 2, 3, 4, 1, 2], strict=True))
_PRECISIONS: Mapping[int, Precision] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


def _printed(text: str, today: date | None, tense: Tense) -> Period | None:
    """A day, month, quarter, half or year of the calendar."""
    of_month = re.fullmatch(_DAY_OF_MONTH, text)
    if of_month is not None:
        start = _seen_from(today)
        months = start.year * 12 + start.month - 1
        return _nearest(lambda at: _day(at // 12, at % 12 + 1, int(of_month[1])), months, start, tense)
    match = re.fullmatch(_PRINTED, text)
    if match is None or text in {"", match["end"]} or (match["day"] and match["end"]):
        return None
    if match["year"]:
        return _within(match, int(match["year"]))
    if match["month"] and not (match["named"] or match["day"]):
        return None
    start = _seen_from(today)
    return _nearest(partial(_within, match), start.year, start, tense)


def _within(match: re.Match[str], year: int) -> Period:
    """The days of ``year`` that ``match`` names; with 底 the last of them alone."""
    if match["day"]:
        return _day(year, int(match["month"]), int(match["day"]))
    month, count = _months(match)
    first, last = _day(year, month, 1).first, month_end(year, min(month + count - 1, 12))
    return Period(last, last, "day") if match["end"] else Period(first, last, _PRECISIONS[count])


def _months(match: re.Match[str]) -> tuple[int, int]:
    """The first month, and how many there are."""
    if match["month"]:
        return int(match["month"]), 1
    quarter, half = match["q"] or match["quarter"], match["h"] or match["half"]
    if quarter:
        return 3 * _COUNTS[quarter] - 2, 3
    return (6 * _COUNTS[half] - 5, 6) if half else (1, 12)


def _nearest(make: Callable[[int], Period], at: int, today: date, tense: Tense) -> Period:
    """What ``make`` gives for the year or month ``at``, or for the nearest one that ``tense`` asks for.

    Nine are tried: a 29 February is eight years from the last one where a leap year is left out.
    """
    step = {"past": -1, "present": 0, "future": 1}[tense]
    wrong: ValueError | None = None
    for ahead in range(9 if step else 1):
        try:
            found = make(at + step * ahead)
        except ValueError as error:
            wrong = wrong or error
            continue
        if not step or (found.first <= today if step < 0 else found.last >= today):
            return found
    raise wrong or ValueError(_beyond())


def _day(year: int, month: int, day: int) -> Period:
    """One day; ValueError, with what is wrong, where there is none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(_beyond())
    if not 1 <= month <= 12:
        raise ValueError(_("there is no month {month}").format(month=month))
    if not 1 <= day <= month_end(year, month).day:
        raise ValueError(_("{month} has no day {day}").format(month=f"{year}-{month:02}", day=day))
    found = date(year, month, day)
    return Period(found, found, "day")


def _beyond() -> str:
    return _("it lies outside the years {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
