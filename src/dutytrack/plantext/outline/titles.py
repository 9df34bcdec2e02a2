"""A plan's own title: of what a notice sends out, printed on one line or more, and nothing cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from dutytrack.plantext.outline.headings import TITLE_OPENS
from dutytrack.plantext.outline.notices import PLAN_WORDS, Named, is_called, plain_title, titles_named
from dutytrack.plantext.text.lines import MARKUP, shown
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.units import looks_like_unit

Printed = Paragraph | Slice
"""A line of a document's head: a paragraph, or a stretch of one where a document has no line breaks."""

META = regex(
    r"\s*\(?(?:发文(?:单位|机关|机构|字号)|发布(?:时间|日期|单位|机构|机关|文号)|公布日期|成文日期|印发日期|公开日期|生成日期|发文日期|施行日期|索引号|主题(?:词|分类)|文\s?号|字\s?号|时间|日期|来源|分类|信息(?:名称|来源|分类)|有效性|时效性|效力等级|制定机关|名\s*称|组配分类|公开(?:方式|范围|形式))\)?\s*[:|)\s]"
)
"""A line of a table of facts about a document, as web pages print it."""
NUMBER_FORM = r"(?P<no>[一-鿿×xX*]{1,12}\s?\((?:19|20)\d\d\)\s?第?\s?\d{1,5}\s?号)"
"""How a document's number is printed."""
DATE_FORM = (
    r"(?P<year>(?:19|20)\d\d|[一二][〇零○oO0一二三四五六七八九]{3})\s?(?P<sep>年|[-/.])\s?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:月|[-/.])\s?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?"
)
"""How a day is printed."""
_NUMBER = regex(NUMBER_FORM)
_TITLE_LABEL = regex(r"\s*(?:标\s*题|文件名称?|文件标题)\s*[:|\s]\s*")
_ANGLED = regex(r"[〈<]([^〈〉<>]{2,60})[〉>]")
_WHOLLY_QUOTED = regex(r"《(?:[^《》]|《[^《》]*》)+》")
_NUMBER_BEHIND = regex(rf"\s*\(\s*{NUMBER_FORM}\s*\)\s*$")
_DATE = regex(DATE_FORM)
_LONGEST = 70
_FIRST_LONGEST = 40
_HALF_LONGEST = 40
PREAMBLE_LONGEST = 3_000
"""Characters of a paragraph that are looked at for the plan's head."""
_TITLE_END = regex(rf"(?:{PLAN_WORDS})(?:\s*\([^()]{{1,30}}\))?\s*$")
_NOTICE_END = regex(r"(?:通知|通告|公告|函)\s*(?:\([^()]{1,20}(?:\([^()]{1,8}\)[^()]{1,8})?\))?\s*$")
_TABLE_END = regex(r"(?:表|清单|台账|单|书|图|方案|计划|分工|分解)$")
_ANNOUNCED = regex(
    rf"(?:提出|制定|制订|拟定|印发|确定|形成|明确)(?:了)?(?P<title>(?!本|如下|以下|该)[^,。;:]{{0,40}}?(?:{PLAN_WORDS}))\s*(?:如下|,?请)"
)
_ANNEX = regex(r"\s*附件?\s*\d{0,2}\s*(?::|$)")
_ANNEX_NAMED = regex(rf"\s*附件?\s*:\s*(?:1\s*[.、]\s*)?(?P<title>[^。;:]{{4,60}}?(?:{PLAN_WORDS}))\s*$")
_ANNEX_MARK = regex(r"\s*\(?(?:附件|附表|附)\s*[\d一二三四五六七八九十]{0,2}\)?\s*:?\s*$")
_CLOSES = regex(r"[。;:,!?]\s*$")
_UNFINISHED = regex(r"(?:关于|印发|转发|的|和|与|及|、|对)$")
_MID = regex(r"(?:的|和|与|及|、|》|”)")
_OWN_BRACKET = regex(r"\((?:(?:19|20)\d\d\s?年?\s?[-~至到]{1,2}\s?(?:19|20)\d\d\s?年?度?|试行|暂行|修订稿?)\)$")
_WANTS_ISSUER = regex(r"关于|贯彻|深入|推进|落实|第[\d一二三四五六七八九十]{1,4}[次届]")
"""How a title opens that lacks whose it is."""
_DOES = regex(r"加快|推进|实施|建设|优化|深化|聚焦|促进|加强|落实|推动|完善|支持|打造|提升|贯彻")
_PUBLISHER = regex(r"(?:文件|网站?|平台|专栏|公报|门户)$")


class Title(NamedTuple):
    """A title, and whether it is a guess."""

    text: str | None
    line: int = 0
    guessed: bool = False


class Line(NamedTuple):
    """A line of the head without the blanks at its ends; one title broken over lines is one."""

    text: str
    raw: str
    line: int


def is_fact(text: str) -> bool:
    """Whether a folded line is of a table of facts about a document, as web pages print it."""
    return META.match(text) is not None or _TITLE_LABEL.match(text) is not None


def without_label(printed: Printed) -> Printed:
    """A line without the word before it that says it is a title."""
    label = _TITLE_LABEL.match(printed.text)
    if label is None:
        return printed
    if isinstance(printed, Slice):
        return printed.part(label.end(), len(printed))
    return Slice(printed, label.end(), len(printed.text))


def is_title(text: str) -> bool:
    """Whether a folded text ends as titles of plans do."""
    return _TITLE_END.search(text) is not None


def may_be_title(text: str) -> bool:
    """Whether a line of this (folded) text may be a plan's title, by its form and end; a notice's is none."""
    return _fits(text) and is_title(text) and not _NOTICE_END.search(text)


def read_title(front: Sequence[Printed]) -> Title:
    """The title behind the notice, of what it names, on a line of its own, or announced; else the first short line."""
    lines = title_lines(front)
    named = titles_named(lines)
    behind = lines[_notice_end(lines) :] if _has_notice(lines, named) else []
    if title := _sent_out(behind, lines, named):
        return title
    for index, line in enumerate(lines):
        if _fits(line.text) and is_title(line.text):
            return Title(_with_line_before(lines, index), line.line)
    for line in lines:
        if told := _ANNOUNCED.search(line.text) or _ANNEX_NAMED.match(line.text):
            return Title(_shown(line.raw[told.start("title") : told.end("title")]), line.line, guessed=True)
    return _first_short(lines)


def _sent_out(behind: Sequence[Line], lines: Sequence[Line], named: Sequence[Named]) -> Title | None:
    """The title of what a notice sends out: printed as the notice names it, or nearly so, else what it names."""
    exact = (one for name in named for one in lines if plain_title(one.text) == plain_title(name.text))
    plans = [one for one in behind if _is_plans(one)]
    called = (one for one in (*plans, *filter(_is_plans, lines)) if is_called(one.text, named))
    titled = (one for one in plans if _TABLE_END.search(one.text) or is_title(one.text))
    if printed := next(exact, None) or next(called, None) or next(titled, None):
        return Title(_shown(printed.raw), printed.line)
    return Title(_shown(named[0].raw)) if named else None


def _is_plans(line: Line) -> bool:
    return _fits(line.text) and not _NOTICE_END.search(line.text)


def _has_notice(lines: Iterable[Line], named: Sequence[Named]) -> bool:
    return bool(named) or any(_fits(line.text) and _NOTICE_END.search(line.text) for line in lines)


def _notice_end(lines: Sequence[Line]) -> int:
    """Where what a notice sends out begins: behind its date or the word 附件; past the last line where neither is."""
    marks = [at for at, line in enumerate(lines, 1) if _DATE.fullmatch(line.text) or _ANNEX_MARK.match(line.text)]
    return marks[-1] if marks else len(lines)


def _first_short(lines: Sequence[Line]) -> Title:
    first = next((one for one in lines if not _ANNEX_MARK.match(one.text)), None)
    if first is None:
        return Title(None)
    text = first.text
    short = 6 <= len(text) <= _FIRST_LONGEST and not re.search(r"[。;,:!?]", text) and not META.match(text)
    return Title(_shown(first.raw), first.line, guessed=True) if short and not looks_like_unit(text) else Title(None)


def _fits(text: str) -> bool:
    """Whether a line may be a title by its form."""
    if META.match(text) or _ANNEX.match(text):
        return False
    return 4 <= len(text) <= _LONGEST and not re.search(r"[。;,]|:$", text)


def _with_line_before(lines: Sequence[Line], index: int) -> str:
    """A title may begin with the issuer's name on the line before."""
    title = _shown(lines[index].raw)
    if not index or not _WANTS_ISSUER.match(lines[index].text):
        return title
    before = lines[index - 1].text
    is_issuer = len(before) <= 30 and looks_like_unit(re.split(r"\s", before)[-1]) and not META.match(before)
    return _shown(lines[index - 1].raw) + title if is_issuer else title


def title_lines(front: Iterable[Printed]) -> list[Line]:
    """The lines, a title that is broken over several of them as one."""
    whole: list[Line] = []
    lines = [*filter(None, map(_stripped, front))]
    for line, below in zip_longest(lines, lines[1:]):
        if whole and goes_on(whole[-1].text, line.text, below.text if below else ""):
            before = whole.pop()
            whole.append(Line(before.text + line.text, before.raw + line.raw, before.line))
        else:
            whole.append(line)
    return whole


def _stripped(printed: Printed) -> Line | None:
    """The line without blanks at its ends, and a number behind it."""
    text = printed.text[:PREAMBLE_LONGEST]
    text = text if len(text) > 2 * _LONGEST else _NUMBER_BEHIND.sub("", text)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if _WHOLLY_QUOTED.fullmatch(text, start, end):
        start, end = start + 1, end - 1
    return Line(text[start:end], printed.raw[start:end], printed.lines[0]) if start < end else None


def goes_on(one: str, other: str, below: str = "") -> bool:
    """Whether ``other`` is the rest of the title that ``one`` begins, or the middle of one that ends ``below``."""
    if any(map(_is_no_title, (one, other))):
        return False
    if is_title(one):
        return not one.endswith(")") and _OWN_BRACKET.fullmatch(other) is not None
    ends = _ends_title(other) or (_ends_title(below) and not TITLE_OPENS.match(below) and not _is_no_title(below))
    if _is_open(one) or _UNFINISHED.search(one) or _MID.match(other):
        return ends
    unit = looks_like_unit(re.split(r"\s", one)[-1]) and not _DOES.search(one)
    opens = TITLE_OPENS.match(one) is not None and not TITLE_OPENS.match(other)
    return opens and ends and not unit and not _PUBLISHER.search(one)


def _ends_title(text: str) -> bool:
    return is_title(text) or _NOTICE_END.search(text) is not None


def _is_no_title(text: str) -> bool:
    """Whether a line is longer than part of a title, a sentence, or a fact about the document."""
    return (
        len(text) > _HALF_LONGEST
        or any(one.search(text) for one in (_CLOSES, _NUMBER, _DATE))
        or bool(META.match(text) or _ANNEX_MARK.match(text))
    )


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation goes on past the line's end."""
    return any(text.count(left) > text.count(right) for left, right in ("《》", "“”", "()"))


def _shown(raw: str) -> str:
    """A title as printed, the angle brackets that quote inside a quotation as they are outside of one."""
    plain = shown(raw).strip(MARKUP + " \t\u3000")
    return _ANGLED.sub(r"《\1》", plain)
