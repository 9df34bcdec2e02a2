"""What part a printed time plays: a deadline, a base year or citation, a past fact; and whose year is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import lru_cache
from itertools import chain, pairwise, zip_longest
from operator import attrgetter
from typing import NamedTuple

from dutytrack.domain.plan.model import Period, PlanDeadline, Precision
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.numerals import CHINESE_NUMERAL, read_number
from dutytrack.domain.words.seasons import DOUBT
from dutytrack.plantext.text.passage import Passage
from dutytrack.plantext.times.grammar import PrintedTime, printed_times
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import ASKED_WHEN


class TimeContext(NamedTuple):
    """The period a plan covers, the day it was issued and the year of its number, as far as its text says."""

    period: Period = Period()
    issued: date | None = None
    numbered: int | None = None

    @property
    def own_year(self) -> int | None:
        """The plan's year where it has just one: its period lies within it, or it was issued in it and states none."""
        start, end = self.period.start, self.period.end
        if start is None and end is None:
            return self.year_of_issue
        return start.year if start and end and start.year == end.year else None

    @property
    def first_year(self) -> int | None:
        """The year in which the plan's period begins, else that of issue."""
        return self.period.start.year if self.period.start else self.year_of_issue

    @property
    def year_of_issue(self) -> int | None:
        """The year in which the plan was issued, by its day or its number."""
        return self.issued.year if self.issued else self.numbered

    @property
    def this_year(self) -> int | None:
        """The year that ``今年`` means: that of issue, else the plan's first."""
        return self.year_of_issue or (self.period.start.year if self.period.start else None)


class Part(Enum):
    """What a time does in its sentence."""

    TARGET = "by then something must be reached"
    PAST = "what follows is a fact, no duty"
    ASIDE = "a base year, a citation, a term of validity: it governs nothing"


class TimeMention(NamedTuple):
    """A time printed at ``start:end`` of a text, dated as far as the plan tells."""

    start: int
    end: int
    last: date | None
    """The last day meant; ``None`` where the year is redacted or not stated."""
    precision: Precision
    part: Part
    doubt: str | None = None
    """Code of the problem where ``last`` is ``None``, or is what a season was taken to mean."""
    labelled: bool = False
    """It stands after a label such as 完成时限: the limit of all that stands in the passage."""


_TITLES = regex(r"《[^《》]{0,300}》")
_SENTENCE_END = regex(r"[。\n]")
_CLAUSE_END = regex(r"[,;:。!?\n)|]|\.(?!\d)")
_LABEL = regex(
    r"(?:时限|期限|时间(?:节点|要求|安排|进度)?|节点|日期|进度(?:要求|安排)?|办结|完成)(?:要求|安排)?\s{0,3}[:|】]?\s{0,3}(?:为|在|于)?\s{0,3}$"
)
_LABELLED = regex(
    r"(?:时限|期限|完成时间|时间节点|时间要求|时间安排|时间进度|完成日期|完成节点|进度要求|进度安排)(?:要求|安排)?\s{0,3}[:|】]?\s*(?:为)?\s*$"
    rf"|(?<![一-鿿])(?:进度|时限)\s?:\s*$|{ASKED_WHEN}\s?:\s*$"
)
_BASE_BEFORE = regex(
    r"(?:比|较|同|与|以|按照?|参照|对照|延续|[高低大小多少]于|不超过|相当于|不变价|扣除|对比|自|从|由|始于|成立于|每年度?|每|次年|翌年)\s*$"
)
_ASIDE_AFTER = regex(
    r"起|开始|始|止(?=$|[,;。)])|后|以后|之后|之日"
    r"|\s*(?:末|底)?的?(?:基础|水平|基数|基期|基准|为基|相比|同期|不变价|可比价|价格|标准|口径|增加到|提高到|上升到|增长到|下降到)"
)
"""What follows a start or a base."""
_FACT_AFTER = regex(r"(?:以来|至今|到目前)")
_NAME_AFTER = regex(
    r"(?:版|修订|修正|年版|第[一二三四五六七八九十\d]+[批次届号期]|[^,;。:]{0,12}(?:一号文件|工作要点|工作计划|工作会议|规划|年鉴|报告)(?:$|[,。;:、》”]))"
)
_OCCASION_AFTER = regex(r"(?:是|[^,;。]{0,16}(?:精神|讲话|批示|印发的|发布的|召开的))")
_OF_WHICH = regex(
    r"(?:以前|之前|期间|间)?[^,;。的]{0,2}(?:形成|建成|入库|缴纳|开工|竣工|签订|签约|出台|成立|登记|注册|取得|获得|认定|备案|投产|立项|产生|发生|购买|购置|落户|印发|到期|参保|启动)的"
    r"(?!目标|任务|要求|标准|时限|时间)"
)
"""``2020年底前建成的小区``: which ones, not by when."""
_CHECK_AFTER = regex(r"(?:安全|隐患|防汛|综合|专项|应急|大)*(?:检查|排查|巡查|准备|演练|清淤|体检|会商)")
_YEARLY_BEFORE = regex(r"每年[^。;\n]{0,36}$")
_ASIDE_BEFORE = regex(
    r"(?:(?:有效|实施|执行|政策|合同|协议|服务|聘|任|贴息|减免|免征|减征|缓缴|优惠|过渡)期限?[^,;。]{0,8}|执行至?|延[长续期][^,;。]{0,4}|顺延"
    r"|(?:政策|措施|办法|规定|优惠|补贴|减免|合同|协议|资格)[^,;。]{0,14}(?:实施|施行|持续|保持)|有效|试行|施行|废止|(?:[》”]|规划|纲要|方案|计划|办法|意见|要点|行动)\s*\(\s*)$"
)
"""What stands before a term of validity or the date of what is cited."""
_LATELY = regex(r"(?:目前|已经?(?!成立)|曾|先后|共有|现有|去年|上年|了(?=$|[,。;]))")
_AIM = regex(
    r"完成|建成|建立|实现|达|启动|出台|投入|投产|竣工|开工|基本|力争|争取|确保|新增|新建|建设|培育|引进|推广|覆盖|通过|申报|获批"
    r"|更新|新改扩建|安排|招引|认定|选派|筹集|创建|打造|形成|全面|制定|印发|开展|推进|实施|启用|运行|开放|交付|通车|组织|举办|年均|每年|增长|提高|提升|降|减|改造|累计|超过|突破|召开|进行|总结|验收|检查|整改|自查|公布|发布|上报|报送|审议|编制|投用|动工|落实|到位|[≥>]"
)
_FIGURE = regex(r"\d(?!\d{0,3}年)")
"""A bare year before a figure: 2024年筹建3000套."""
_SPAN_OF_YEARS = regex(
    rf"(?=[力争确计在再用通经利未今约大\s\d{CHINESE_NUMERAL[1:-1]}])(?P<lead>(?:力争|争取|确保|计划)?(?:在|(?<!再)用|通过|经过|利用)?)\s?(?:未来|今后)?(?:约|大约)?"
    rf"(?:(?:\d{{1,2}}|{CHINESE_NUMERAL}{{1,2}})[-~至到])?(?P<years>\d{{1,2}}|{CHINESE_NUMERAL}{{1,2}})年(?:左右)?"
    r"(?P<tail>的?(?:时间|努力|奋斗|攻坚)|之?内)"
)
_NO_SPAN_BEFORE = regex(r"[^,;。]{0,6}(?:结转|免|抵扣|不得|未|有效|不再)")
_MOST_YEARS = 100
"""Years that a plan may look ahead; more (千年古城) are no time of it."""
YEAR_TAKEN = "year-taken"
"""The code of the doubt about a date whose year was told by when the plan was issued."""
_SO_MANY = rf"(?:\d{{1,2}}|{CHINESE_NUMERAL}{{1,2}})"
_UNREAD = regex(
    rf"(?=[前头后首第再分半\d{CHINESE_NUMERAL[1:-1]}今次翌来本下月考开麦换封])(?:"
    rf"(?<![学以之])[前头后首]{_SO_MANY}年(?!级|度|来|前)|第{_SO_MANY}年(?!级)|再用{_SO_MANY}年(?:时间)?"
    rf"|(?<!\d)(?<!{CHINESE_NUMERAL})分?{_SO_MANY}年(?:累计|共(?!同)|完成)|(?:半年|{_SO_MANY}个月)之?内|今冬明春|[次翌来]年(?!度?\d)"
    r"|(?<![\d每年个当次度])(?:本月|下月|月)(?:底|内)前?|[本下]周[内前]|(?:考试|开镰|麦收|换届|封冻|开园|开幕|开业)前(?=[一-鿿]))"
)
"""Times that are told by what the text does not say: from when three months run, which year the next one is."""
_NO_DUE = regex(r"的|以上|后")
_BLANKS_WITHIN = regex(r"(?<=\d)[ ]{1,2}(?=[年月日])|(?<=[年月到至在于])[ ]{1,2}(?=\d)")
_YEARS_LISTED = regex(r"(?<!\d)(?:20\d\d[、和与及])+$")
_YEARS_LONGEST = 20
_LIST_SIGNS = frozenset({"、", "和", "与", "及"})
_OPENS = frozenset(",;:。(\n、”")


def read_deadlines(passage: Passage, context: TimeContext) -> tuple[tuple[PlanDeadline, ...], tuple[Problem, ...]]:
    """The deadlines in order of appearance, no date twice, and the doubts about those without a date."""
    deadlines: list[PlanDeadline] = []
    problems: list[Problem] = []
    seen = set()
    for mention in time_mentions(passage.text, context):
        if mention.part is Part.TARGET and mention.last not in seen:
            seen.add(mention.last)
            printed = passage.raw[mention.start : mention.end].strip()
            span = passage.span(mention.start, mention.end)
            deadlines.append(PlanDeadline(mention.last, mention.precision, printed, span))
            if mention.doubt is not None:
                facts = {"text": printed}
                if mention.last is not None:
                    last = mention.last
                    facts |= {"year": str(last.year), "month": str(last.month), "day": str(last.day)}
                problems.append(Problem(mention.doubt, passage.line(mention.start), "deadline", facts))
    for start, end in unread_times(passage.text, context):
        facts = {"text": passage.raw[start:end]}
        problems.append(Problem("time-unread", passage.line(start), "deadline", facts))
    return tuple(deadlines), tuple(problems)


def unread_times(text: str, context: TimeContext) -> list[tuple[int, int]]:
    """Where ``text`` says when something is due in words that tell no day."""
    if not _UNREAD.search(text):
        return []
    found = [match.span() for match in _UNREAD.finditer(mask_titles(text))]
    mentions = time_mentions(text, context)
    return [
        (start, end)
        for start, end in found
        if not any(one.start < end and start < one.end for one in mentions) and not _NO_DUE.match(text, end)
    ]


@lru_cache(maxsize=8)
def time_mentions(text: str, context: TimeContext) -> tuple[TimeMention, ...]:
    """Every time in the folded ``text``, in order, with the part it plays; times inside 《》 are left out.

    Blanks round figures (2028 年 6 月) are passed over.
    """
    blanks = [match.span() for match in _BLANKS_WITHIN.finditer(text)] if " " in text else []
    if not blanks:
        return _mentions(text, context)
    kept = list(pairwise([0, *chain.from_iterable(blanks), len(text)]))[::2]
    places = [place for start, end in kept for place in range(start, end)]
    found = _mentions("".join(text[start:end] for start, end in kept), context)
    return tuple(one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in found)


def _mentions(text: str, context: TimeContext) -> tuple[TimeMention, ...]:
    masked = mask_titles(text)
    mentions: list[TimeMention] = []
    year_named: int | None = None
    within: PrintedTime | None = None
    for printed in printed_times(masked):
        if within is not None and _SENTENCE_END.search(masked, within.end, printed.start):
            within = None
        last, doubt = _dated(printed, context, year_named, in_sentence=within is not None)
        ahead = masked[max(0, printed.start - 40) : printed.start]
        part = _part(masked, printed, ahead, last, context)
        labelled = part is Part.TARGET and _LABELLED.search(ahead) is not None
        mentions.append(TimeMention(printed.start, printed.end, last, printed.precision, part, doubt, labelled))
        if part is not Part.ASIDE and last is not None:
            year_named = last.year
            within = printed if printed.precision != "year" else within
    mentions += _spans_of_years(masked, context)
    mentions += [each for one in mentions for each in _years_before(masked, one)]
    dated = any(one.part is Part.TARGET and one.doubt != DOUBT for one in mentions)
    mentions.sort(key=attrgetter("start"))
    for at in range(len(mentions) - 2, -1, -1):
        if _is_listed(masked, mentions[at], mentions[at + 1]):
            mentions[at] = mentions[at]._replace(part=Part.TARGET)
    return tuple(
        one._replace(part=Part.ASIDE) if (dated and _names_check(masked, one)) or _is_told(masked, one, after) else one
        for one, after in zip_longest(mentions, mentions[1:])
    )


def _years_before(text: str, mention: TimeMention) -> Iterator[TimeMention]:
    """The years of a list of which only the last is called one: 2025、2026年."""
    listed = _YEARS_LISTED.search(text, max(mention.start - _YEARS_LONGEST, 0), mention.start)
    if listed and mention.precision == "year" and mention.last is not None:
        for year in re.finditer(r"\d{4}", listed[0]):
            start, last = listed.start() + year.start(), mention.last.replace(year=int(year[0]))
            yield mention._replace(start=start, end=start + len(year[0]), last=last, labelled=False)


def _is_listed(text: str, mention: TimeMention, after: TimeMention) -> bool:
    """Whether a time stands in a list before one by which something must be reached: 2025年、2026年,分别…."""
    plays = mention.part is Part.ASIDE and after.part is Part.TARGET and mention.precision == after.precision
    return plays and mention.last is not None and text[mention.end : after.start] in _LIST_SIGNS


def _is_told(text: str, mention: TimeMention, after: TimeMention | None) -> bool:
    """Whether a bracket behind a season tells its day: 清明节前(4月4日前)."""
    return mention.doubt == DOUBT and after is not None and text[mention.end : after.start].strip() == "("


def _names_check(text: str, mention: TimeMention) -> bool:
    """Whether a season only says which check or drill is meant: 汛前安全检查."""
    return mention.doubt == DOUBT and _CHECK_AFTER.match(text, mention.end) is not None


def mask_titles(text: str) -> str:
    """``text`` with what stands inside 《》 blanked, every character keeping its place."""
    return _TITLES.sub(lambda match: f"《{'□' * (len(match[0]) - 2)}》", text)


def _dated(
    printed: PrintedTime, context: TimeContext, year_named: int | None, *, in_sentence: bool
) -> tuple[date | None, str | None]:
    """(last day, code of the doubt); ``in_sentence`` is whether a part of the year named stands in the sentence."""
    if printed.redacted:
        return None, "redacted-year"
    year = printed.year
    if year is None and printed.years_from_issue is None:
        year = context.own_year or (
            year_named if _follows(printed, year_named, context, in_sentence=in_sentence) else None
        )
    elif year is None and context.this_year is not None:
        year = context.this_year + (printed.years_from_issue or 0)
    if year is None:
        day = _next_in(printed, context)
        return (day, DOUBT if printed.is_season else YEAR_TAKEN) if day else (None, "date-without-year")
    return printed.last(year), DOUBT if printed.is_season else None


def _follows(printed: PrintedTime, year_named: int | None, context: TimeContext, *, in_sentence: bool) -> bool:
    """Whether a month is of the year named before it: it does not come before the plan's issue in that.

    The end of a year is where a part of that year stands before it in the sentence: 2026年6月底前…,年底前….
    """
    if year_named is None or (printed.precision == "year" and not in_sentence):
        return False
    return context.issued is None or printed.last(year_named) >= context.issued


def _next_in(printed: PrintedTime, context: TimeContext) -> date | None:
    """The first such day of a month on or after the plan's issue, else its first day, that is no later than its end."""
    begin, end = context.issued or context.period.start, context.period.end
    if begin is None or printed.precision == "year":
        return None
    day = next((day for year in (begin.year, begin.year + 1) if (day := printed.last(year)) >= begin), None)
    return day if day is not None and (end is None or day <= end) else None


def _part(text: str, printed: PrintedTime, ahead: str, last: date | None, context: TimeContext) -> Part:
    end = _CLAUSE_END.search(text, printed.end, printed.end + 80)
    clause_after = text[printed.end : end.start() if end else printed.end + 80]
    if _is_aside(printed, ahead, clause_after):
        return Part.ASIDE
    if _is_past(text, printed, clause_after, last, context):
        return Part.PAST
    aimed = (
        not printed.bare or _LABEL.search(ahead) or ((last or printed.redacted) and _aims(text, printed, clause_after))
    )
    return Part.TARGET if aimed else Part.ASIDE


def _is_aside(printed: PrintedTime, ahead: str, after: str) -> bool:
    return (
        _is_base(printed, ahead)
        or _is_yearly(printed, ahead)
        or _ASIDE_AFTER.match(after) is not None
        or (printed.bare and _NAME_AFTER.match(after) is not None)
        or (not printed.by and not printed.before and _OCCASION_AFTER.match(after) is not None)
        or _ASIDE_BEFORE.search(ahead) is not None
        or _OF_WHICH.match(after) is not None
    )


def _is_base(printed: PrintedTime, ahead: str) -> bool:
    """``比2015年``, ``从2015年起``; but ``从2015年到2017年`` ends in a target."""
    if printed.by or printed.before or _BASE_BEFORE.search(ahead.rstrip("“")) is None:
        return False
    return not (printed.ranged and ahead.endswith(("从", "自")))


def _is_yearly(printed: PrintedTime, ahead: str) -> bool:
    """``每年3月底前制定,12月底前考核``: days of a recurring duty."""
    if re.search(r"每(?:年|月|季度?|半年|周)?[\s,]*$", ahead):
        return True
    undated = printed.year is None and not printed.redacted and printed.years_from_issue is None
    return undated and _YEARLY_BEFORE.search(ahead) is not None


def _is_past(text: str, printed: PrintedTime, after: str, last: date | None, context: TimeContext) -> bool:
    begun = context.period.start.year if context.period.start else None
    years = [year for year in (begun, context.year_of_issue) if year is not None]
    if _FACT_AFTER.match(after) or (last is not None and years and last.year < min(years)):
        return True
    following = text[printed.end : printed.end + 1]
    clause = after or (text[printed.end + 1 : printed.end + 30].split(",", maxsplit=1)[0] if following == "," else "")
    return not printed.before and _LATELY.search(clause) is not None


def _aims(text: str, printed: PrintedTime, after: str) -> bool:
    """Whether a bare year or month is followed by something to be reached, or is all that a bracket or cell holds."""
    following = text[printed.end : printed.end + 1]
    if not after and following == "," and printed.year is not None:
        return True
    if following == ":" and printed.precision != "year":
        return True
    clause = after or text[printed.end + 1 : printed.end + 40] if following in ("", ",", ":") or after else ""
    if not clause:
        return text[max(0, printed.start - 1) : printed.start] in ("(", "|", "")
    return _AIM.search(clause) is not None or _FIGURE.search(clause) is not None


def _spans_of_years(text: str, context: TimeContext) -> Iterator[TimeMention]:
    """``力争用3年时间``, ``三年内``: so many years from the plan's first day, or from its issue."""
    for match in _SPAN_OF_YEARS.finditer(text):
        ahead = text[max(0, match.start() - 1) : match.start()]
        opens = match["lead"] or not ahead or ahead in _OPENS
        years = read_number(match["years"])
        if not opens or not years or _NO_SPAN_BEFORE.match(text, match.end(), match.end() + 12):
            continue
        last = _years_on(int(years), context) if years < _MOST_YEARS else None
        part = Part.TARGET if last is not None else Part.ASIDE
        yield TimeMention(match.start(), match.end(), last, "year", part)


def _years_on(years: int, context: TimeContext) -> date | None:
    """So many years from the plan's first day, or from its issue; the plan's own length names no date besides."""
    (start, end), issued = (context.period.start, context.period.end), context.issued
    if start is not None:
        last = date(start.year + years - 1, 12, 31)
        return None if last == end else last
    return date(issued.year + years - (issued.month <= 6), 12, 31) if issued else None
