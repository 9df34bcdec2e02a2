"""The marks of a plan that something could be read from: numbers of items, labels of units, units, times, figures.

They are told by their shape alone, and know none of the reader's words: a name ends as names of offices do and stands
between signs, a time is a month, a part of a year or what is before something, a figure is digits with what they count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from dutytrack.domain.plan.account import MarkKind
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.words.patterns import regex

_CN = "[一二三四五六七八九十]{1,3}"
_NUMBER = regex(
    rf"\s*(?:[(]\s?(?:{_CN}|\d{{1,3}})\s?\)|{_CN}\s?[、.]|第{_CN}[章条部]|\d{{1,3}}\s?[.、)](?!\d)|[①-⑳]"
    r"|\d{1,3}(?=\s+[一-鿿]{4})|\d{1,3}\s*$)"
)
"""At the beginning of a line; a figure alone on its line is the number of a row that has a line for each cell."""
_OFFICE = "(?:局|(?<!常)委|办|厅|部|院|会|社|联|队|站|室|中心|政府|公司|集团|银行|支行|街道|镇|乡|办事处|单位|部门)"
_LEVEL = "(?:[市省区县州各]|国网)"
_ENDS = regex(rf"{_OFFICE}(?:\([^()]{{1,20}}\))?$")
_NAME = rf"[一-鿿]{{1,18}}{_OFFICE}(?:\([^()]{{1,20}}\))?"
_DECIMAL = regex(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)")
_BODIES = "(?:单位|部门|机构|科室|处室|股室|主体)"
_LABEL = regex(
    rf"(?<![一-鿿、])(?!各|有关|相关|成员|签收|印发|抄送|主送|制表|编制|[市省区县]直|其[他它]|全)[一-鿿、/]{{2,8}}{_BODIES}(?:及责任人)?\s{{0,3}}(?=[:\s|]|$)"
)
"""What stands before units, or atop a column of them."""
_FROM, _TO = r"(?<![^:(|\s])", r"(?=$|[);。|\s])"
_OFFICES = regex(
    r"(?<![^:(|\s,;。由请])(?=[^\s、,;:()。|])(?:"
    rf"(?:{_FROM}|(?<=[由请]))(?:[^\s、,;:()。|]{{2,20}}、)+[^\s、,;:()。|]{{2,20}}{_TO}"
    rf"|{_FROM}[市省区县州]{_NAME}(?=$|[)|\s。;,])"
    rf"|(?<=[由请])[市省区县州][一-鿿]{{1,10}}?{_OFFICE}(?=[一-鿿]{{2,4}}[,;。)、])"
    rf"|(?<=[(,;。])(?:{_LEVEL}[一-鿿]{{1,10}}?{_OFFICE}、(?:[一-鿿]{{2,12}}?{_OFFICE}、)*[一-鿿]{{2,12}}?{_OFFICE}"
    rf"|{_LEVEL}[一-鿿]{{1,10}}?{_OFFICE})"
    r"(?=[一-鿿]{2,4}(?:[);。]|$)))"
)
"""Names in a row, and one between signs or behind 由 that opens with its level."""
_PLAIN = rf"(?:[^\s、,;:()。|]|\([^()]{{1,20}}\)){{1,20}}?{_OFFICE}"
_DOER = regex(
    rf"(?P<names>{_PLAIN}(?:\([^()]{{1,20}}\))?(?:[、和及与]{_PLAIN})*)(?<!单位)(?<!部门)(?:按[一-鿿]{{2,8}}?)?[一-鿿]{{2,4}}"
)
"""Names and what they do, in a part of a clause: 税务分局、统计分局助推."""
_HOUSE = "[一-鿿]{2,14}(?:[局办部处科股室院会站队校]|中心|政府|街道)"
_NAMES = regex(rf"\s*{_HOUSE}(?:、{_HOUSE})*\s*")
"""Offices that carry no level; a firm may be whom the doing serves."""
_CLAUSES = regex(
    r"\((?P<bracket>(?:[^()]|\([^()]*\)){4,200})\)"
    r"|(?:^|[\s|]|(?<=。))(?P<cell>[^\s|。]{8,200})(?=。?(?:$|[\s|]))"
)
"""Where a clause may stand that says who does what: in brackets, in a cell, as a line's last sentence."""
_PART = regex(r"[^,;]+")
_OPENS_AS_UNIT = regex(rf"{_LEVEL}|[^、]*、")
_SUBJECT = regex(
    rf"\s*(?:[请由]各?{_LEVEL}[^,;。:\s]{{1,24}}?{_OFFICE}"
    rf"|各?{_LEVEL}[^,;。:\s]{{1,24}}?{_OFFICE}(?=要|应当?|须|需|负责|牵头|会同|指导|组织|督促|统筹))"
)
"""Who is to do it, opening what an item says: 市公安局负责设卡."""
_YEAR = r"(?:(?:19|20)\d\d|二[〇○零]二[一-龥])\s?年"
_DAY = r"\s?(?:\d{1,2}\s?[日号]|[上中下]旬|[底末初])"
_TIME = regex(
    r"(?=[\d一二三四五六七八九十年月季本每按逐上下第汛春秋国中元五入供开节期之以前至到十两半])(?:"
    rf"(?:{_YEAR})?(?<!\d)(?:\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s?月份?(?!嫂|饼|球|票|度|季){_DAY}?"
    r"|(?<![\d.])20\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?(?![\d./-])"
    rf"|{_YEAR}\s?(?:[底末内中]|(?:第?[一二三四1-4]季度|[上下]半年))|(?<=[到至于])(?<!年[到至])\s?{_YEAR}"
    r"|(?<![\d一二三四五六七八九十两几当今近明每数多半全])[年季月](?:度)?[底末]|(?<![一-鿿])年内"
    r"|[上下]半年|第?[一二三四1-4]季度"
    r"|(?:汛|春节|国庆|中秋|元旦|五一|采暖|供暖|供热|入冬|入汛|开学|[春秋]季)[^\s,。;、]{0,3}[前后末](?![^,。;、]{0,4}(?:查|演练|准备))"
    r"|(?:\d{1,3}|[一二三四五六七八九十两半])个?(?:日|天|月|季度|半年|年|周)[之以]?内"
    r"|[每按逐][一二两三半\d]?个?(?:日|天|周|旬|月|季度?|半年|年|星期)(?!(?:度?)(?:人|户|亩|增|提|平均|递|下降|边|期|岁|龄))"
    r"|(?<=[一-鿿]{2})(?:之前|以前)(?=[,、。;|\s]|$)"
    ")(?:[之以]?前)?"
)
"""A day, a month, a part of a year, a stretch of time from now on, what comes again."""
_NO_TIME_BEFORE = regex(
    r"(?:有效期[至为]?|[比较由从自以][^,。;]{0,6}|截[至止]|前期|现有[^,。;]{0,10}|已[^,。;]{0,4}|去年|上年|发现[^,。;]{0,8}|受理[^,。;]{0,10}|当日|收到[^,。;]{0,8}|(?:分析|听取|通报|回顾)[^,。;]{0,8})$"
)
_NO_TIME_BEHIND = regex(
    r"(?:以来|起(?:施行|实施|执行)|(?:建成|形成|出生|建设)的|的[^,。;]{0,10}(?:增至|增加|提高)"
    r"|\(\d{1,2}月(?:\d{1,2}日|[底末初]|[上中下]旬)?(?:之?前)?\))"
)
"""From when something holds, since when, up to when something was; a season whose day a bracket tells."""
_FIGURE = regex(
    r"(?<![\d.,年月第A-Za-z〔(\[-])\d[\d,]*(?:\.\d+)?(?:[-~至]\d[\d,.]*)?\s?(?!千伏)(?:%|‰|㎡|个百分点|(?:[万亿千百]|个)?"
    r"(?![年月日号时分岁届级版期周天点楼室路条款届类世左以]|工作日|小时|热线|平台|电话|兆瓦|标准|见|毫)[一-鿿])(?![\d])"
)
_NO_FIGURE_BEFORE = regex(
    r"(?:现有[^,。;]{0,6}|设计[^,。;]{0,8}|仅|已有|已[^,。;]{0,4}|原有|原|共|按照?[“(]?|给予|予以|奖励|补贴|补助|每|最高|不足|不满|超|超过|突破|单户|单个|落实[^,。;]{0,6}按|由[^,。;]{0,10}|占|面积|全长|宽|总长|规模|能力|床位|投资"
    r"|其中|剩余|统计为?|去年|上年|提前|GB|其余|等|前|后|第|近|约|达|年产|资金|造价的|现状|目前|依托|对[^,。;]{0,12}|不超过|之间|累计|建成|缩短|缴纳|总额|余额|公里处|底数[^,。;]{0,8})\s*$"
)
_NO_FIGURE_BEHIND = regex(
    r"[^,。;|\s]{0,3}(?:以上|以下|以内)?(?:的(?!目标|任务|要求)|及以[上下]|奖|补|贷|制|值班|比例|标准|乡镇|左右|给予|予以|贴息|加计|扣|见|线|输变电|企业|工程)"
)
_AROUND = 20
"""Characters before a mark that tell what it is."""
_BEFORE_A_FIGURE = 12


class Mark(NamedTuple):
    """One mark in a line."""

    kind: MarkKind
    start: int
    end: int


def opens_item(text: str) -> bool:
    """Whether a folded line opens with the number of an item, or of a row."""
    return _NUMBER.match(text) is not None


def names_offices(text: str) -> bool:
    """Whether a folded cell is names of offices and nothing else, whatever stands before their level."""
    return _NAMES.fullmatch(text) is not None


def marks_of(line: SourceLine) -> Iterator[Mark]:
    """The marks of ``line``."""
    text, number = line.text, _NUMBER.match(line.text)
    yield from _opening(text, number)
    for match in _LABEL.finditer(text):
        yield Mark("role", *match.span())
    for match in _OFFICES.finditer(text):
        names = match[0].split("、")
        if 2 * sum(_ENDS.search(name) is not None for name in names) > len(names):
            yield Mark("unit", *match.span())
    yield from _doers(text)
    for match in _TIME.finditer(text):
        if not _NO_TIME_BEHIND.match(text, match.end()) and not _says(_NO_TIME_BEFORE, text, match, _AROUND):
            yield Mark("date", *match.span())
    opened = number or _DECIMAL.match(text)
    begin = opened.end() if opened else 0
    for match in _FIGURE.finditer(text, begin):
        if "\t" in line.raw[match.start() : match.end()]:
            continue
        if not _NO_FIGURE_BEHIND.match(text, match.end()) and not _says(
            _NO_FIGURE_BEFORE, text, match, _BEFORE_A_FIGURE
        ):
            yield Mark("figure", *match.span())


def _doers(text: str) -> Iterator[Mark]:
    """The names in clauses of which each part has names before what they do: two parts, or one of several names."""
    for clause in _CLAUSES.finditer(text) if "," in text or ";" in text else ():
        start, end = clause.span(clause.lastgroup or 0)
        parts = [part.span() for part in _PART.finditer(text, start, end)]
        found = takewhile(bool, (_DOER.fullmatch(text, *part) for part in parts)) if len(parts) > 1 else ()
        names = [doer.span("names") for doer in found if doer is not None]
        told = clause["bracket"] is not None or any(_OPENS_AS_UNIT.match(text, *name) for name in names)
        if names and len(names) == len(parts) and told:
            yield from (Mark("unit", *name) for name in names)


def _opening(text: str, number: re.Match[str] | None) -> Iterator[Mark]:
    """The number that a line opens with, and who is to do what stands behind it."""
    if number is not None:
        yield Mark("number", *number.span())
        if subject := _SUBJECT.match(text, number.end()):
            yield Mark("unit", *subject.span())


def _says(pattern: re.Pattern[str], text: str, match: re.Match[str], reach: int) -> bool:
    return pattern.search(text, max(match.start() - reach, 0), match.start()) is not None
