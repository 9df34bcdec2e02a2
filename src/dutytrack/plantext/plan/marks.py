"""The marks of a plan that something could be read from: numbers of items, words for roles, units, dates, figures.

They are found without the reader's grammar, by patterns looser than its own: what both miss is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dutytrack.domain.plan.account import MarkKind
from dutytrack.domain.words.roles import words
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.units import looks_like_unit

_CN = "[一二三四五六七八九十]{1,3}"
_NUMBER = regex(
    rf"\s*(?:[(]\s?(?:{_CN}|\d{{1,3}})\s?\)|{_CN}\s?[、.]|第{_CN}[章条部]|\d{{1,3}}\s?[.、)](?!\d)|[①-⑳]"
    r"|\d{1,3}(?=\s+[一-鿿]{4})|\d{1,3}\s*$)"
)
"""At the beginning of a line; a figure alone on its line is the number of a row that has a line for each cell."""
_BODIES = any_of("单位 部门 机构 科室 处室 股室 主体")
_WORDS = words("label")
_ROLE = regex(
    rf"(?=[{''.join(sorted({word[0] for word in _WORDS.split()}))}])"
    rf"(?:{any_of(_WORDS)}[、及和与/]?){{1,3}}{_BODIES}(?:及责任人)?\s{{0,3}}(?=[:/\s|]|$)"
)
_FROM, _TO = r"(?<![^:(|\s])", r"(?=$|[);。|\s])"
_LIST = regex(rf"{_FROM}(?:[^\s、,;:()。|]{{2,20}}、)+[^\s、,;:()。|]{{2,20}}{_TO}")
_LONE_UNIT = regex(rf"{_FROM}[市省区县]\S{{1,10}}[局委办厅](?=$|[)|\s])")
_YEAR = r"(?:(?:19|20)\d\d年)"
_QUARTER = "(?:上半年|第?[一二三四1-4]季度)"
_DATE = regex(
    rf"(?=[\d上第一二三四年月季每])(?:{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:[底末初]之?前?|以?前|之前)"
    rf"|(?<![\d年])\d{{1,2}}月(?:\d{{1,2}}日|底|末)?之?前|{_YEAR}?{_QUARTER}(?:[底末]?前|内)|(?:每?年|每?月|季度)[底末]前)"
)
_MEASURE = any_of(
    """% 个百分点 个 家 项 万 亿 元 人 户 公里 平方 立方 亩 公顷 吨 名 辆 座 处 所 台 套 件 次 场 期 条 张 米 倍 千瓦 株
    种 批"""
)
_AMOUNT = rf"(?<![\d.,])\d[\d.,]{{0,12}}\s?{_MEASURE}"
_REACH = any_of("达到 达 不低于 不少于 不超过 不高于 超过 突破 控制在 提高到 提升至 降至 下降到")
_FIGURE = regex(
    rf"(?=[达不超突控提降下\d])(?:{_REACH}\s?{_AMOUNT}|{_AMOUNT}\S{{0,4}}?(?:以上|以下|以内)(?![的企工规小中个民]))"
    r"(?!元?(?:以上|以下)?的(?!目标|任务|要求|水平|规模))"
)


class Mark(NamedTuple):
    """One mark in a line."""

    kind: MarkKind
    start: int
    end: int


def marks_of(line: SourceLine) -> Iterator[Mark]:
    """The marks of ``line``."""
    text = line.text
    if number := _NUMBER.match(text):
        yield Mark("number", *number.span())
    for match in _LIST.finditer(text):
        names = match[0].split("、")
        if 2 * sum(map(looks_like_unit, names)) > len(names):
            yield Mark("unit", *match.span())
    for kind, pattern in _EACH:
        for match in pattern.finditer(text):
            yield Mark(kind, *match.span())


_EACH: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("role", _ROLE), ("unit", _LONE_UNIT), ("date", _DATE), ("figure", _FIGURE),
)  # fmt: skip
