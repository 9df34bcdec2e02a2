"""The first and last day of what a plan covers, from where it states them: title, preamble, timetable, goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from dutytrack.domain.dates import month_end
from dutytrack.domain.plan.model import Period, PlanPhase
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.numerals import CHINESE_NUMERAL, FIVE_YEAR_PLANS, read_number
from dutytrack.plantext.outline.notices import plain_title
from dutytrack.plantext.outline.titles import Printed, is_title
from dutytrack.plantext.text.lines import folded
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words.patterns import regex

_COUNT = rf"(?:\d{{1,2}}|{CHINESE_NUMERAL}{{1,2}})"
_YEARS = r"(?P<first>(?:19|20)\d\d)\s?年?\s?(?:-{1,2}|~|至|到)\s?(?P<last>(?:19|20)\d\d)\s?年?"
_RANGE = regex(_YEARS)
_OWN_YEAR = regex(r"(?P<year>(?:19|20)\d\d)\s?年(?!\s?\d{1,2}\s?月|远景)")
_HALF_YEAR = regex(r"(?P<year>(?:19|20)\d\d)\s?年(?P<half>[上下])半年")
_CHINESE_YEAR = regex(r"(二[〇零○oO0][〇零○oO0一二三四五六七八九]{2})(?=年|至|到|-)")
_YEARS_LONG = regex(
    r"(?P<count>[一二两三四五六七八九十\d]{1,2})年(?:行动|攻坚|计划|实施|倍增|提升|滚动|建设|工作|跃升|整治)"
)
_FIVE_YEARS = regex(
    r"“?(?P<name>十[一二三四五]?五)”?(?:时期|期间|规划|发展|[一-鿿])|第(?P<ordinal>十[一二三四五]?)个五年(?:规划|计划)"
)
_FROM_ON = regex(
    rf"(?P<first>(?:19|20)\d\d)\s?年(?:\d{{1,2}}月)?(?:份|\d{{1,2}}日)?(?:起|开始)[,的]?(?:力争|争取|计划|拟)?(?:再?用|利用|通过|经过|在)?\s?(?P<count>{_COUNT})\s?年"
    r"(?:内|之内|左右|的?(?:时间|努力)|期|,|$)"
)
"""``2012年起5年内``, ``自2021年开始,用三年时间``."""
_COUNTED = regex(rf"{_COUNT}\s?年(?:左右)?(?:的?时间)?\s?\({_YEARS}\)")
_MONTH = r"(?P<{0}year>(?:19|20)\d\d)\s?年\s?(?P<{0}month>\d{{1,2}})\s?月(?:\s?(?P<{0}day>\d{{1,2}})\s?日)?"
_TERM = regex(
    r"(?:实施|行动|工作|整治|执行|建设|创建|活动|攻坚|推进)(?:期限|时间|周期|期)[为:自从\s]{0,3}"
    rf"{_MONTH.format('')}\s?(?:起|开始)?[,\s]?(?:-{{1,2}}|~|至|到)\s?{_MONTH.format('last_')}"
)
"""``实施期限为2026年3月至2026年12月``: what is said in so many words."""
_HELD = regex(
    rf"(?:自|从|于)\s?{_MONTH.format('')}\s?(?:起|开始)?[,\s]?(?:-{{1,2}}|~|至|到)\s?"
    r"(?:(?P<last_year>(?:19|20)\d\d)\s?年\s?)?(?P<last_month>\d{1,2})\s?月(?:\s?(?P<last_day>\d{1,2})\s?日)?"
    r"[,\s]?(?:期间)?[,\s]?(?:在[^,。;]{1,10})?(?:集中)?(?:开展|组织|实施)"
)
"""``自2026年6月5日至9月12日开展``."""
_TARGET = regex(r"(?:到|至|力争|争取)\s?(?P<year>20\d\d)\s?年")
_ANNOUNCES = regex(r"现将|现就|现把|如下|下达|印发|(?:特)?制[定订]本")
_YEARS_WORK = regex(
    r"(?P<year>(?:19|20)\d\d)\s?年(?:度)?(?!\s?\d{1,2}\s?月|以来|底|末)[^,。;]{0,24}?(?:工作|任务|重点|目标|实事|项目|要点|计划|事项)"
)
_CITED = regex(r"《[^《》]{0,200}(?:《[^《》]{0,60}》[^《》]{0,60}){0,3}》")
_SENTENCE_SIGN = regex(r"[,。;:]")
_TITLE_LONGEST = 100
_CITED_RANGE = regex(r"计划|方案|行动|规划|要点")


class Told(NamedTuple):
    """A period, and where it is no more than a guess, the doubt."""

    period: Period = Period()
    problems: tuple[Problem, ...] = ()


def _guess(period: Period, words: str, line: int) -> Told:
    return Told(period, (Problem("period-guessed", line, "period", {"text": words.strip()}),))


def read_period(
    title: str | None, front: Sequence[Printed], goals: Iterable[Slice], phases: Sequence[PlanPhase]
) -> Told:
    """What its title states, its notice's, its preamble, its timetable, its goals; the first of them that tells."""
    aims = list(goals)
    if (term := _term([part.text for part in (*front, *aims)])) is not None:
        return Told(term)
    own = title_period(folded(title or ""))
    if own.end is not None:
        return Told(own)
    if (period := _stated(title, front, aims)) is not None:
        return Told(period)
    starts, ends = [one.start for one in phases if one.start], [one.end for one in phases if one.end]
    if starts and ends:
        return Told(Period(min(starts), max(ends)))
    return _guessed(title, front, aims)


def _term(texts: Iterable[str]) -> Period | None:
    """The period that is stated by its months, or days."""
    for match in (found for text in texts if (found := _TERM.search(text) or _HELD.search(text))):
        first, last = (tuple(match[f"{of}{part}"] for part in ("year", "month", "day")) for of in ("", "last_"))
        with suppress(ValueError):
            start = date(int(first[0]), int(first[1]), int(first[2] or 1))
            year = int(last[0] or first[0])
            end = date(year, int(last[1]), int(last[2])) if last[2] else month_end(year, int(last[1]))
            return Period(start, end) if start < end else None
    return None


def title_period(title: str) -> Period:
    """The years that a (folded) title states: from one to another, one alone, or those of a five-year plan."""
    title = _CHINESE_YEAR.sub(lambda match: f"{read_number(match[1]) or 0:.0f}", title)
    if stated := _RANGE.search(title):
        return _years(stated["first"], stated["last"])
    if half := _HALF_YEAR.search(title):
        of, is_first = int(half["year"]), half["half"] == "上"
        return Period(date(of, 1 if is_first else 7, 1), date(of, 6, 30) if is_first else date(of, 12, 31))
    if year := _OWN_YEAR.search(title):
        return _years(year["year"], year["year"])
    five = _FIVE_YEARS.search(title)
    last = FIVE_YEAR_PLANS.get(five["name"] or f"{five['ordinal']}五") if five else None
    return _years(last - 4, last) if last else Period()


def _stated(title: str | None, front: Sequence[Printed], goals: Sequence[Slice]) -> Period | None:
    """The period of the notice's title, or of a range, or a first year and how many, in the preamble or the goals."""
    texts = [_uncited(part.text, title) for part in front]
    for text in texts:
        stated = _RANGE.search(text)
        near = text[max(stated.start() - 20, 0) : stated.end() + 12] if stated else ""
        if stated and (text.strip(" ()") == stated[0] or _CITED_RANGE.search(near)):
            return _years(stated["first"], stated["last"])
    for text in texts:
        titled = len(text) <= _TITLE_LONGEST and not _SENTENCE_SIGN.search(text) and is_title(text.strip())
        if titled and (own := title_period(text)).end:
            return own
    for text in [*texts, *(part.text for part in goals)]:
        if counted := _COUNTED.search(text):
            return _years(counted["first"], counted["last"])
        if begun := _FROM_ON.search(text):
            return _years(begun["first"], int(begun["first"]) + (read_number(begun["count"]) or 1) - 1)
    return None


def _guessed(title: str | None, front: Sequence[Printed], goals: Sequence[Slice]) -> Told:
    """The years up to the last of the goals', or the one year whose work the preamble hands out."""
    targets = [(int(match["year"]), match[0], part) for part in goals for match in _TARGET.finditer(part.text)]
    length = _YEARS_LONG.search(title or "")
    count = read_number(length["count"]) if length else None
    if targets:
        last, words, aim = max(targets, key=lambda target: target[0])
        period = _years(last - count + 1, last) if count else Period(None, date(last, 12, 31))
        return _guess(period, words, aim.lines[0])
    for part in front:
        text = _CITED.sub(lambda match: "□" * len(match[0]), part.text)
        years = {match["year"]: match for match in _YEARS_WORK.finditer(text)} if _ANNOUNCES.search(text) else {}
        if len(years) == 1:
            year, match = years.popitem()
            return _guess(_years(year, year), part.text[match.start() : match.end()], part.lines[0])
    return Told()


def _uncited(text: str, title: str | None) -> str:
    """The text with every title in 《》 blanked but the plan's own."""
    if "《" not in text:
        return text
    own = plain_title(folded(title or ""))
    return _CITED.sub(lambda match: match[0] if plain_title(match[0]) == own else "□" * len(match[0]), text)


def _years(first: str | float, last: str | float) -> Period:
    start, end = date(int(first), 1, 1), date(int(last), 12, 31)
    return Period(start, end) if start < end else Period()
