"""The forms in which Chinese official plans print a time, and its first and last day; ``parts`` judges its part."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dutytrack.domain.plan.model import Precision
from dutytrack.domain.words.numerals import FIVE_YEAR_PLANS, read_number
from dutytrack.domain.words.seasons import AFTER, BEFORE, SEASON, season_day
from dutytrack.plantext.words.patterns import regex

_CN = "一二三四五六七八九"
_YEAR = r"(?:(?:19|20)\d\d|20[\dXx×*_]{2}|[Xx×*]{2,4}|[一二][〇零○0一二三四五六七八九]{3}|(?<!\d)[23]\d(?=年\d{1,2}月))"
"""26年6月 leaves out the century."""
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_CN}])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_QUARTER = r"第?[一二三四1-4]季度"
_WITHIN_MONTH = rf"(?:{_DAY}[日号]|底|末|上旬|中旬|下旬|初)"
_SEASON_BEFORE, _SEASON_AFTER = rf"的?{SEASON}(?={BEFORE})", rf"的?{SEASON}{AFTER}"
_WITHIN_YEAR = (
    rf"(?:年?(?:底|末|内|初|中(?!央|国|期|小|心|等|秋))|{_MONTH}月份?{_WITHIN_MONTH}?|年?[上下]半年|{_QUARTER}[末底]?"
    rf"|{_SEASON_BEFORE}|{_SEASON_AFTER})"
)
_JOIN = r"\s{0,2}(?:-{1,2}|~|至|到)\s{0,2}"
_LEFT = (
    rf"(?:{_YEAR}(?:年(?:{_MONTH}(?:月(?:{_DAY}[日号]?|[上中下]旬)?)?)?)?"
    rf"|{_YEAR}[./]{_MONTH}(?:[./]{_DAY})?|{_MONTH}(?:月(?:{_DAY}[日号]?|[上中下]旬)?)?)"
)
_NUMERIC = (
    rf"(?P<num_year>(?:19|20)\d\d)(?P<sep>[./-])(?P<num_month>{_MONTH})(?:(?P=sep)(?P<num_day>{_DAY}))?(?![\d%./-])"
)
_COMPACT = (
    r"(?P<compact>(?:(?<=[时期]限:)|(?<=(?:时间|日期|节点):))(?:[34]\d{4}|(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?)"
    r"(?=\s*(?:$|[\n;,。)])))"
)
"""What cells hold that a time was typed into: 202606, 20261231, 2026, and days as a spreadsheet counts them."""
_DAYS = 5
"""Digits of a day counted so."""
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""
_STAGE = r"(?:规划)?(?P<stage>期?末期?|末年|期间|时期|期内|规划期内|(?=以来))"
_FIVE_YEAR = rf"(?:“(?P<quoted>十[一二三四五]?五)”|(?P<plain>十[一二三四五]五)){_STAGE}"
_WISHED = ("力争", "确保", "争取", "计划", "预计", "实现")
"""Words that a time may stand behind as it does at the head of a clause."""
_WHOLE_YEAR = rf"(?:(?<!\w){''.join(f'|(?<={word})' for word in _WISHED)})全年(?=(?:(?!每)[^\W\d、]){{1,16}}\d)"
"""全年新建80个 dates a figure as 年内新建80个 does; in 空气质量全年优良天数 it says what is counted."""
_POINT = (
    rf"(?:{_FIVE_YEAR}|{_NUMERIC}|{_COMPACT}"
    rf"|(?P<year>{_YEAR})年(?P<in_year>{_WITHIN_YEAR}|度(?!假)内?)?"
    rf"|(?P<relative>今年|明年|后年|本年度?)(?P<in_relative>{_WITHIN_YEAR})?"
    rf"|(?(left)(?P<day_only>{_DAY}[日号])|(?!))"
    rf"|(?P<month_only>{_MONTH}月份?{_WITHIN_MONTH}?)"
    rf"|(?P<loose>(?<![\d{_CN}十两几数当近今明后每多半次翌])年(?:内|底|末)|(?<=限:)全年(?=目标|任务|计划)|{_WHOLE_YEAR}|(?<![年度])[上下]半年|{_QUARTER}[末底]?|{_SEASON_BEFORE}))"
)
_FIRST = rf"(?=[\d{_CN}十“截到至于XxＸ×*今明后本年度上下第全汛主入春秋冬供采学开元清端中国])"
"""What a time can begin with: looked at first, since most places begin none."""
_TIME = regex(
    rf"{_FIRST}(?<![\d.A-Za-z])(?:(?P<by>截[至止]到?|到|至|(?<![高低等当始处优大小多少])于)\s{{0,2}})?(?:(?P<left>{_LEFT}){_JOIN})?{_POINT}(?P<before>之前|以前|前(?![\d{_CN}]))?"
)
_MONTH_PARTS = regex(rf"(?P<month>{_MONTH})月份?(?P<rest>{_WITHIN_MONTH})?")
_LEFT_PARTS = regex(
    rf"(?:(?P<year>{_YEAR})(?:[年./])?)?(?:(?P<month>{_MONTH})(?:[月./])?(?:(?P<day>{_DAY})[日号]?|[上中下]旬)?)?"
)
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "明年": 1, "后年": 2}


class PrintedTime(NamedTuple):
    """A time as printed at ``start:end``: its parts before anything is known about the plan."""

    start: int
    end: int
    by: str
    """``到``, ``至`` … where one stands before it."""
    before: bool
    """前 stands after it."""
    year: int | None
    redacted: bool
    years_from_issue: int | None
    """今年 0, 明年 1."""
    first_part: tuple[int, int]
    last_part: tuple[int, int]
    """(month, day) within the year on which it ends; day 0 is the month's last."""
    precision: Precision
    bare: bool
    """Nothing but a year, month or part of a year: ``2016年``, without 到, 底, 前."""
    first_year: int | None = None
    ranged: bool = False
    is_season: bool = False
    """Its day is what a season or holiday is taken to mean."""

    def last(self, year: int) -> date:
        """The last day meant, in ``year``."""
        month, day = self.last_part
        final = calendar.monthrange(year, month)[1]
        return date(year, month, min(day or final, final))

    def first(self, year: int) -> date:
        """The first day meant, in ``year``."""
        return self._replace(last_part=self.first_part).last(year)


def printed_times(text: str) -> Iterator[PrintedTime]:
    """Every time printed in ``text``, in order."""
    return map(_read, _TIME.finditer(text))


def _read(match: re.Match[str]) -> PrintedTime:
    first, last, precision, tailed = _parts_of(match)
    five_years, printed_year = match["quoted"] or match["plain"], match["num_year"] or match["year"]
    year = FIVE_YEAR_PLANS[five_years] if five_years else _year(printed_year)
    if match["compact"]:
        year = int(match["compact"][:4]) if len(match["compact"]) != _DAYS else _day_numbered(match["compact"]).year
    redacted = year is None and printed_year is not None
    first_year, first = _left_end(match, year, first)
    if match["day_only"]:
        last = (first[0], last[1])
    if year is None and not redacted and not match["relative"]:
        year = first_year
    by, before = match["by"] or "", match["before"] is not None
    return PrintedTime(
        start=match.start(),
        end=match.end(),
        by=by,
        before=before,
        year=year,
        redacted=redacted,
        years_from_issue=_RELATIVE.get(match["relative"] or ""),
        first_part=first,
        last_part=last,
        precision=precision,
        bare=not (by or before or tailed),
        first_year=first_year,
        ranged=match["left"] is not None,
        is_season=season_day(f"{_printed_within(match)}前", doubtful=True) is not None,
    )


def _parts_of(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int], Precision, bool]:
    """(first part, last part, precision, whether more than a bare year or month is printed)."""
    if match["num_month"]:
        month, day = _whole(match["num_month"]) or 1, int(match["num_day"] or 0)
        return (month, day or 1), (month, day), "day" if day else "month", True
    if match["compact"]:
        return _compact_parts(match["compact"])
    if match["quoted"] or match["plain"]:
        return (1, 1), (12, 31), "year", True
    if match["day_only"]:
        return (1, 1), (1, int(match["day_only"][:-1])), "day", True
    return _within_year(_printed_within(match))


def _printed_within(match: re.Match[str]) -> str:
    """What is printed of the time within its year."""
    return match["in_year"] or match["in_relative"] or match["month_only"] or match["loose"] or ""


def _compact_parts(printed: str) -> tuple[tuple[int, int], tuple[int, int], Precision, bool]:
    """What a time in nothing but digits names: a year, a month, a day."""
    if len(printed) == _DAYS:
        day = _day_numbered(printed)
        return (day.month, day.day), (day.month, day.day), "day", True
    month, number = int(printed[4:6] or 0), int(printed[6:] or 0)
    if not month:
        return (1, 1), (12, 31), "year", True
    return (month, number or 1), (month, number), "day" if number else "month", True


def _day_numbered(printed: str) -> date:
    return _EPOCH + timedelta(days=int(printed))


def _within_year(within: str) -> tuple[tuple[int, int], tuple[int, int], Precision, bool]:
    """What ``底``, ``6月底``, ``上半年``, ``第三季度`` … name: (first part, last part, precision, not bare)."""
    # 前 is no part of it, 后 is
    if (day := season_day(within) or season_day(within + "前")) is not None:
        return (1, 1), day, "month", True
    if matched := _MONTH_PARTS.fullmatch(within):
        return _within_month(_whole(matched["month"]) or 1, matched["rest"] or "")
    if within.endswith("半年"):
        return ((1, 1), (6, 30), "month", False) if "上" in within else ((7, 1), (12, 31), "month", False)
    if "季度" in within:
        number = _whole(within.lstrip("第")[0]) or 1
        return (3 * number - 2, 1), (3 * number, 0), "month", within[-1] in "末底"
    if within.endswith(("初", "中")):
        return (1, 1), (3, 31) if within.endswith("初") else (6, 30), "month", True
    return (1, 1), (12, 31), "year", bool(within) and within != "度"


def _within_month(month: int, rest: str) -> tuple[tuple[int, int], tuple[int, int], Precision, bool]:
    thirds = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "初": (1, 10)}
    is_day = rest[-1:] in ("日", "号")
    first, last = (int(rest[:-1]),) * 2 if is_day else thirds.get(rest, (1, 0))
    return (month, first), (month, last), "day" if is_day or rest in thirds else "month", bool(rest)


def _whole(printed: str | None) -> int | None:
    number = read_number(printed or "")
    return int(number) if number is not None else None


def _year(printed: str | None) -> int | None:
    year = _whole(printed)
    return year + 2000 if year is not None and year < 100 else year


def _left_end(match: re.Match[str], year: int | None, first: tuple[int, int]) -> tuple[int | None, tuple[int, int]]:
    """Year and part of the first day of a range; of the point itself where there is no range."""
    left = _LEFT_PARTS.fullmatch(match["left"]) if match["left"] else None
    if left is None:
        through = match["stage"] and match["stage"] not in ("末", "期末", "末期", "末年")
        return year - 4 if through and year else year, first
    return _year(left["year"]) if left["year"] else year, (_whole(left["month"]) or 1, _whole(left["day"]) or 1)
