"""Duties that come again, such as ``每年``, ``每半年``, ``按季度``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dutytrack.domain.plan.model import Frequency, PlanRecurrence
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.progress.cadence import CadenceRuleError, read_rule, words_of_duty
from dutytrack.domain.words.numerals import CHINESE_NUMERAL, read_number
from dutytrack.domain.words.seasons import DOUBT, season_day
from dutytrack.plantext.text.passage import Passage
from dutytrack.plantext.times.parts import mask_titles
from dutytrack.plantext.words.patterns import regex

_COUNT = rf"(?:\d{{1,3}}|{CHINESE_NUMERAL}{{1,3}})"
_EVERY = regex(
    rf"每(?:隔)?(?P<count>{_COUNT})?(?:[-~至到]{_COUNT})?个?(?P<unit>半年|半个?月|年度?|季度?|月度?|周(?!边|期|岁|长)|星期|学期|工作日|日|天|旬)"
)
_BY = regex(r"(?:按|逐)(?P<unit>半年|年度|季度?|月度?|周)(?!年|岁|围)")
_DEED = "(?:调度|通报|报告|报送|会商|例会|研判|点评|晾晒|监测|考核|小结|盘点|督查|督导)"
_STANDING = regex(
    rf"(?<![一-龥\d])(?:实行|建立|坚持|落实|执行|健全|完善|采取|做到|严格)?[“\"]?(?P<unit>半年|季度?|月度?|双?周|日){_DEED}"
)
_LISTED = regex(rf"、(?P<unit>半年|年度?|季度?|月度?|周)(?!监测){_DEED}")
_TIMED_DEED = regex(rf"[半季月双周日年度]{_DEED}")
"""What both of them hold, which is sooner looked for."""
_REACH = 30
"""How many characters may say when a duty falls due."""
_PAY = regex(r"(?:每(?:人|户|亩|头|家|名|吨|床|生|张|公顷|个|件|套))?\d[\d,.]{0,12}[万亿]?元")
_STRETCH = regex(r"\d{1,2}[日号]?(?:-|~|至|到)\d{1,2}[日号](?!前)")
"""每月1日至25日: when something holds, and no duty."""
_GROWS = regex(r"(?:以[^,;。]{1,12}的?速度)?(?:平均|均)?(?:增长|递增|提高|提升|下降|降低|减少|增加)")
"""每年增长10%: how fast it grows, and no duty."""
_EACH_ONE = regex(r"每(?:人|户|亩|头|家|名|吨|床|生|张)$")
_ALL = r"(?:各|有关|相关|责任|牵头|承办|成员)[^,。;]{0,12}(?:单位|部门|地区|乡镇|街道|专班)"
_CADENCE = r"(?P<rule>每(?:半年|半月|双月|季度?|月度?|年度?|周|旬)[^。,;向将把报反由]{0,10})"
_REPORTS_OF_ALL = regex(
    rf"{_ALL}[^。;每]{{0,30}}{_CADENCE}[^。;]{{0,30}}(?:报送|上报|反馈|报告|报)[^。;]{{0,30}}(?:进展|情况|进度|成效)"
    rf"|{_ALL}[^。;每]{{0,30}}(?:进展|情况|进度)[^。;每]{{0,12}}{_CADENCE.replace('rule', 'behind')}[^。;]{{0,16}}报"
)
"""各单位每季度后10日内报送进展情况: how often all report on all of a plan."""
_UNITS: dict[str, tuple[Frequency, int]] = {
    **dict.fromkeys(("年", "年度"), ("yearly", 1)),
    **dict.fromkeys(("半年", "学期"), ("monthly", 6)),
    **dict.fromkeys(("季", "季度"), ("monthly", 3)),
    **dict.fromkeys(("月", "月度"), ("monthly", 1)),
    **dict.fromkeys(("半月", "半个月"), ("daily", 15)),
    "旬": ("daily", 10),
    "双周": ("weekly", 2),
    **dict.fromkeys(("周", "星期"), ("weekly", 1)),
    **dict.fromkeys(("天", "日", "工作日"), ("daily", 1)),
}


def season_doubts(duties: Iterable[PlanRecurrence]) -> tuple[Problem, ...]:
    """The doubts about those of ``duties`` that a season dates (每年汛期前)."""
    found = []
    for one in duties:
        day = season_day(one.text, doubtful=True) if one.freq == "yearly" else None
        if day is not None:
            facts = {"text": one.text, "month": str(day[0]), "day": str(day[1])}
            found.append(Problem(DOUBT, one.span.line if one.span else 0, "recurring", facts))
    return tuple(found)


def told_cadence(text: str) -> str | None:
    """How often a sentence of a plan has all units report on their tasks, in words that a cadence is set by."""
    match = _REPORTS_OF_ALL.search(text) if "每" in text else None
    if match is None:
        return None
    rule: str = (match["rule"] or match["behind"]).strip()
    try:
        read_rule(rule)
    except CadenceRuleError:
        return None
    return rule


def read_recurrences(passage: Passage) -> tuple[PlanRecurrence, ...]:
    """The recurring duties, each frequency once, with the day that is printed (每月5日前).

    No mean (年均), no member (每个县), no pay (每人每月600元).
    """
    text = mask_titles(passage.text)
    patterns = (_EVERY, _BY, _STANDING, _LISTED) if _TIMED_DEED.search(text) else (_EVERY, _BY)
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    duties: dict[tuple[Frequency, int], PlanRecurrence] = {}
    for match in sorted(found, key=re.Match.start):
        if _EACH_ONE.search(text, max(0, match.start() - 2), match.start()) or _PAY.match(text, match.end()):
            continue
        if _STRETCH.match(text, match.end()) or _GROWS.match(text, match.end()):
            continue
        freq, interval = _UNITS[match["unit"]]
        if count := match.groupdict().get("count"):
            interval *= int(read_number(count) or 1)
        start = match.start() + match[0].startswith("、")
        end = max(match.end(), start + words_of_duty(freq, interval, text[start : start + _REACH]))
        printed = PlanRecurrence(freq, interval, passage.raw[start:end], passage.span(start, end))
        duties.setdefault((freq, interval), printed)
    return tuple(duties.values())
