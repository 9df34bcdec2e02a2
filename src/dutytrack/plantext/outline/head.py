"""A plan's head: title, issuer, number, date of issue, place and period, from its own text and nothing cited in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dutytrack.domain.plan.model import Period, PlanPhase
from dutytrack.domain.words.numerals import FIVE_YEAR_PLANS, read_number
from dutytrack.plantext.outline.compilation import PLAN_WORDS, plain_title
from dutytrack.plantext.outline.places import jurisdiction, places_of
from dutytrack.plantext.text.lines import folded
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.units import looks_like_unit

_TITLE_LONGEST = 70
_FIRST_LONGEST = 40
_NOTICE = regex(
    r"(?:印发|转发|下发|公布|发布)(?:了|实施)?(?:《(?P<quoted>[^》]{4,80})》|(?P<plain>[^《》,。]{4,60}?(?:\([^()]{1,20}\))?))(?:\([^()]{1,12}\))?的(?:通知|公告|函)"
    r"|(?:印发|发布)《(?P<named>[^》]{4,80})》\s*$"
)
_ANNOUNCED = regex(
    rf"(?:提出|制定|制订|拟定|印发|确定|形成|明确)(?:了)?(?P<title>(?!本|如下|以下|该)[^,。;:]{{0,40}}?(?:{PLAN_WORDS}))\s*(?:如下|,?请)"
)
_TITLE_END = regex(rf"(?:{PLAN_WORDS})(?:\s*\([^()]{{1,30}}\))?\s*$")
_META = regex(
    r"\s*(?:发文(?:单位|机关|机构|字号)|发布(?:时间|日期|单位|机构|机关)|成文日期|印发日期|公开日期|生成日期|发文日期|索引号|主题(?:词|分类)|文\s?号|时间|日期|来源|分类|信息(?:名称|来源)|有效性|名\s*称|组配分类|公开(?:方式|范围|形式))\s*:"
)
_ISSUER_LABEL = regex(
    r"(?:发文(?:单位|机关|机构)|发布(?:单位|机构|机关)|印发机关|制定机关)\s*:\s*(?P<name>(?!\S{2,4}:)[^\s:,。;]{3,40})(?!\s*:)"
)
_DATE = regex(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零○oO0一二三四五六七八九]{3})\s?(?P<sep>年|[-/.])\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:月|[-/.])\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?"
)
_AMERICAN = regex(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)")
_DATE_LABEL = regex(r"(?:发布|公布|成文|印发|公开|生成|发文|签发|制定)(?:时间|日期)\s*:\s*")
_NUMBER = regex(r"\s*\(?\s*(?P<no>[一-鿿×xX*]{1,12}\s?\((?:19|20)\d\d\)\s?第?\s?\d{1,5}\s?号)\s*\)?\s*")
_NUMBER_LABEL = regex(r"(?:文\s?号|发文字号|发文号|文件编号)\s*:\s*")
_ISSUER_WORDS = regex(
    r"(?P<issuer>(?!为|根据|按照?|依据|依照|经|现将|贯彻|结合|落实|遵照)[^《》,。;:]{2,60}?(?:人民政府|政府|委员会|办公室|办公厅|党委|市委|省委|县委|区委|管委会|局|厅|部|委|国务院|指挥部|领导小组))\s*(?:关于|印发|转发)"
)
_RANGE = regex(r"(?P<first>(?:19|20)\d\d)\s?年?\s?(?:-{1,2}|~|至|到)\s?(?P<last>(?:19|20)\d\d)\s?年?")
_OWN_YEAR = regex(r"(?P<year>(?:19|20)\d\d)\s?年(?!\s?\d{1,2}\s?月)")
_YEARS_LONG = regex(
    r"(?P<count>[一二两三四五六七八九十\d]{1,2})年(?:行动|攻坚|计划|实施|倍增|提升|滚动|建设|工作|跃升|整治)"
)
_FIVE_YEARS = regex(r"“?(?P<name>十[一二三四五]?五)”?(?:时期|期间|规划|发展|[一-鿿])")
_TARGET = regex(r"(?:到|至|力争|争取)\s?(?P<year>20\d\d)\s?年")


Printed = Paragraph | Slice
"""A line of a document's head: a paragraph, or a stretch of one where a document has no line breaks."""


class Head(NamedTuple):
    """What a plan says of itself."""

    title: str | None
    issuer: str | None
    doc_no: str | None
    issued: date | None
    jurisdiction: str | None
    places: tuple[str, ...]
    """Names that its place goes by, without the level."""

    @property
    def is_titled(self) -> bool:
        """Whether the title is one of a plan."""
        return self.title is not None and _TITLE_END.search(folded(self.title)) is not None


def read_head(front: Sequence[Printed], body: Sequence[Printed], given_title: str | None) -> Head:
    """The head of a plan whose text before the first numbered item is ``front``; ``body`` is all of it."""
    title = given_title or _title(front)
    issuer = _issuer(front, body, title)
    place = jurisdiction(title, issuer, [paragraph.text for paragraph in body])
    return Head(title, issuer, _doc_no(front), _issued(front, body), place, places_of(place))


def read_period(
    title: str | None, front: Sequence[Printed], goals: Iterable[Slice], phases: Sequence[PlanPhase]
) -> Period:
    """First and last day of what the plan covers: its title's years, its preamble's, its timetable's, its goals'."""
    own = _title_period(folded(title or ""))
    if own.end is not None:
        return own
    for paragraph in front:
        stated = _RANGE.search(paragraph.text)
        near = paragraph.text[max(stated.start() - 20, 0) : stated.end() + 12] if stated else ""
        if stated and (paragraph.text.strip(" ()") == stated[0] or re.search("计划|方案|行动|规划|要点", near)):
            return _years(stated["first"], stated["last"])
    starts, ends = [one.start for one in phases if one.start], [one.end for one in phases if one.end]
    if starts and ends:
        return Period(min(starts), max(ends))
    targets = [int(match["year"]) for part in goals for match in _TARGET.finditer(part.text)]
    length = _YEARS_LONG.search(title or "")
    count = read_number(length["count"]) if length else None
    if targets and count:
        return _years(max(targets) - count + 1, max(targets))
    return Period(None, date(max(targets), 12, 31)) if targets else Period()


def _title_period(title: str) -> Period:
    if stated := _RANGE.search(title):
        return _years(stated["first"], stated["last"])
    if year := _OWN_YEAR.search(title):
        return _years(year["year"], year["year"])
    five = _FIVE_YEARS.search(title)
    return _years(FIVE_YEAR_PLANS[five["name"]] - 4, FIVE_YEAR_PLANS[five["name"]]) if five else Period()


def _years(first: str | float, last: str | float) -> Period:
    start, end = date(int(first), 1, 1), date(int(last), 12, 31)
    return Period(start, end) if start < end else Period()


def _title(front: Sequence[Printed]) -> str | None:
    """The title that a notice, a line or the preamble gives; else the first line where it is short."""
    for paragraph in front:
        if notice := _NOTICE.search(paragraph.text):
            quoted = _printed(paragraph, notice, notice.lastgroup or "")
            return next((one.raw.strip() for one in front if plain_title(one.raw) == plain_title(quoted)), quoted)
    titles = (_with_line_before(front, index) for index, paragraph in enumerate(front) if _is_title(paragraph))
    if title := next(titles, None) or _first_printed(front, _ANNOUNCED, "title"):
        return title
    text = front[0].text.strip() if front else ""
    short = 6 <= len(text) <= _FIRST_LONGEST and not re.search(r"[。;,:!?]", text) and not _META.match(text)
    return front[0].raw.strip() if short and not looks_like_unit(text) else None


def _first_printed(paragraphs: Sequence[Printed], pattern: re.Pattern[str], group: str) -> str | None:
    """What the first paragraph that ``pattern`` is found in has in ``group``."""
    found = ((paragraph, pattern.search(paragraph.text)) for paragraph in paragraphs)
    return next((_printed(paragraph, match, group) for paragraph, match in found if match), None)


def _printed(paragraph: Printed, match: re.Match[str], group: str) -> str:
    return paragraph.raw[match.start(group) : match.end(group)].strip()


def _is_title(paragraph: Printed) -> bool:
    text = paragraph.text.strip()
    fits = 4 <= len(text) <= _TITLE_LONGEST and not _META.match(text) and not re.search(r"[。;,]|:$", text)
    return fits and _TITLE_END.search(text) is not None


def _with_line_before(front: Sequence[Printed], index: int) -> str:
    """A title may begin on the line before: the issuer's name, or its first half."""
    title = front[index].raw.strip()
    if not index or not front[index].text.strip().startswith(("关于", "贯彻", "深入", "推进", "落实")):
        return title
    before = front[index - 1].text.strip()
    is_issuer = len(before) <= 30 and looks_like_unit(re.split(r"\s", before)[-1]) and not _META.match(before)
    return front[index - 1].raw.strip() + title if is_issuer else title


def _issuer(front: Sequence[Printed], body: Sequence[Printed], title: str | None) -> str | None:
    for paragraph in front:
        named = _ISSUER_WORDS.match(paragraph.text) if len(paragraph.text) <= 120 else None
        if named and not _META.match(paragraph.text):
            return _printed(paragraph, named, "issuer")
    if named := _ISSUER_WORDS.match(title or ""):
        return named["issuer"].strip()
    signer, _ = _signature(front) or _signature(body) or (None, None)
    return _above_title(front) or signer or _first_printed(front, _ISSUER_LABEL, "name")


def _above_title(front: Sequence[Printed]) -> str | None:
    """The issuers on the line above a title that begins with 关于."""
    for before, paragraph in pairwise(front):
        if paragraph.text.strip().startswith("关于") and len(before.text) <= _TITLE_LONGEST and before.text.strip():
            return " ".join(before.raw.split()) if all(map(looks_like_unit, before.text.split())) else None
    return None


def _signature(paragraphs: Sequence[Printed]) -> tuple[str | None, date] | None:
    """Issuer and date where a date stands on a line of its own below the issuer's name."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip().strip("()")
        found = _DATE.fullmatch(text) if len(text) <= 20 else None
        if found and (signed := _to_date(found)):
            return _signers(paragraphs[:index]), signed
    return None


def _signers(before: Sequence[Printed]) -> str | None:
    names: list[str] = []
    for paragraph in reversed(before):
        text = paragraph.text.strip()
        fits = 3 <= len(text) <= 40 and ":" not in text and not _TITLE_END.search(text)
        if not fits or not all(map(looks_like_unit, text.split())):
            break
        names.append(" ".join(paragraph.raw.split()))
    return " ".join(reversed(names)) or None


def _issued(front: Sequence[Printed], body: Sequence[Printed]) -> date | None:
    if signed := _signature(front) or _signature(body):
        return signed[1]
    for paragraph in [*front, *body[-6:]]:
        label = _DATE_LABEL.search(paragraph.text)
        dated = paragraph.text[label.end() :] if label else ""
        if found := _DATE.match(dated) or _AMERICAN.match(dated):
            return _to_date(found)
    return None


def _to_date(found: re.Match[str]) -> date | None:
    parts = (re.sub("[oO]", "〇", found[name]) for name in ("year", "month", "day"))
    with suppress(ValueError):
        return date(*(int(read_number(part) or 0) for part in parts))
    return None


def _doc_no(front: Sequence[Printed]) -> str | None:
    for paragraph in front:
        text = paragraph.text
        label = _NUMBER_LABEL.search(text)
        found = _NUMBER.match(text, label.end()) if label else None
        if label is None and len(text.strip()) <= 40:
            found = _NUMBER.fullmatch(text)
        if found:
            return re.sub(r"\s", "", _printed(paragraph, found, "no"))
    return None
