"""The columns of a task table: what each holds, by the word atop it, in one row of words or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from dutytrack.domain.words.roles import ROLES, Role
from dutytrack.plantext.files.tables import is_heading
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.roles import PERSON_HEADER, UNIT_HEADER, role_of_label
from dutytrack.plantext.words.units import looks_like_unit

ColumnKind = Literal[
    "number",
    "task",
    "content",
    "category",
    "measure",
    "lead",
    "responsible",
    "participating",
    "leader",
    "time",
    "begin",
    "period",
    "amount",
    "size",
    "other",
    "unknown",
]
"""``begin`` is from when, beside a column of by when; ``other`` is no task's, ``unknown`` stands under a word that is
not known; ``amount`` is a figure to be reached that the column's word names, ``size`` what describes a project."""
UNIT_KINDS = frozenset(ROLES)
WORD_KINDS: frozenset[ColumnKind | None] = frozenset({"task", "content"})
"""Of these the ones that say what is to be done."""
HEADER_LONGEST = 14
COLUMNS_MOST = 12
_SIGNS_MOST = 60

_UNITS = regex(
    rf"^{UNIT_HEADER}$|^(?:部门|单位|责任|任务|职责)?分工(?:单位|部门)?$|^(?:责任|承办|主办)(?:单位|部门)\S{{0,6}}$"
    r"|^(?:项目)?(?:业主|法人)单位$|^行业主管(?:部门|单位)$"
)
_YEAR = r"(?:(?:截?至|到)?(?:19|20)\d\d年度?[底末]?)"
_YEARS = regex(r"(?<!\d)20\d\d(?=年)")
_MONTH = "(?:[1-9]|1[0-2])月份?"
_UNTIL = "(?:[末底内]|底?前)"
_PART = rf"(?:全年|[第前]?[一二三四1-4]季度|[上下]半年|(?:(?:[1-9]|1[0-2])(?:月份?)?[-—~至])?{_MONTH})"
_IN_YEAR = rf"(?:(?:截?至|到)?{_PART}{_UNTIL}?)"
_AIM = "(?:(?:工作|形象|阶段|推进|完成)?(?:目标|任务|计划|安排|进度|节点|要求))"
_COUNTED_AS = "(?:值|总量|绝对[值量额]|增[速幅长]率?|数[量值]?)"
_COLUMNS: tuple[tuple[re.Pattern[str], ColumnKind], ...] = (
    (regex(
        r"^(?:序|编|任务|项目|(?:任务|问题)序|事项|清单)?号$|^(?:任务|项目|事项|建议|提案|议案|问题|线索|措施)?编[码号]$|^序$"
    ), "number"),
    (regex("评分|计分|扣分|赋分|分值|得分|权重|占分|满分|来源$"), "other"),
    (regex("(?:交办|转办|下达|收文|来文|批示|签批|登记|批复|会议|发文)(?:时间|日期)$"), "other"),
    (regex(
        rf"^(?:{_YEAR}{_IN_YEAR}?|{_IN_YEAR}){_AIM}{{0,2}}{_COUNTED_AS}?(?:\([^()]*\))?$"
        rf"|^{_AIM}{_COUNTED_AS}?\({_YEAR}{_IN_YEAR}?\)$"
    ), "period"),
    (regex(
        rf"^(?:{_YEAR}|[本当今]年度?|年度)(?:计划|目标)?(?:完成|安排)?投[资入](?:计划|任务|目标)?额?(?:\([^()]*\))?$"
    ), "amount"),
    (regex("建设.*规模|^(?:工程|项目)?规模(?:$|及|和|与)"), "size"),
    (regex(PERSON_HEADER), "leader"),
    (_UNITS, "responsible"),
    (regex(any_of(
        """时限 期限 (?:完成|办结|截止|达成)(?:时间|日期|节点) 时间(?:节点|要求|安排|进度)?$ 进度(?:要求|安排|计划)
        [办推][结进]时间 节点 ^月份$ ^季度$ ^时段$ ^(?:计划|预计|拟)?(?:开工|启动|完工|竣工|办结)$"""
    )), "time"),
    (regex(
        r"^(?:\S{0,4}(?:类[别型]|分类|维度)|(?:重点|主要|工作|所属|责任|攻坚)?(?:领域|板块|方面)"
        r"|大类|专题|章节|专项)$"
    ), "category"),
    (regex(any_of(r"""内容 措施 举措 要求$ 目标 做法 标准 指标 任务分解 具体任务 细化 清单$ 成果 预期
        (?:年度|[本今当]年|计划|目标)\S{0,4}形象进度""")), "content"),
    (regex(any_of("任务 事项 项目 实事 重点工作 工作名称 名称$ 标题$ ^工作$ 行动$ 工程$ 议题 提案 问题")), "task"),
    (regex(any_of(
        """备注 基期 基数 现状 实际 上年 去年 同期 完成值 进展 情况 成效 资金 投资 来源 依据 电话 督办 督查 考核 验收
        佐证 ^(?:计量|指标)?单位$"""
    )), "other"),
)  # fmt: skip
MEASURE_WORDS = frozenset({"单位", "计量单位", "指标单位"})
"""Atop a column of measure words, where another is of units."""
_TITLE_END = regex("(?:表|方案|台账|通知)$")
"""How the title above a table ends, which is no column's word."""
_NO_UNIT = regex("单位|部门|机构|领导|情况|意见|责任人")
"""What heads a column about units, and names none."""
_BEGINS = regex("^(?:计划|预计|拟)?(?:启动|开始|起始|开工)(?:(?:起止)?(?:时间|日期|节点)(?:安排|要求)?)?$")
_WORKS_BEGIN = regex("开工")
"""What a site must reach; from when else something is done (启动时间) is no time limit beside by when."""
_PROBLEM = regex("问题|隐患|短板|不足|差距")
_LEVEL = regex(r"[一二三四]级(?:重点|主要|工作|考核)*(?:指标|任务|目标|目录|事项)")
_LOWEST_LEVEL = regex("(?:考核|具体|评价|监测|绩效)指标(?:名称|内容)?|指标名称")
TIME_BEHIND = regex(rf"\((?P<time>{_YEAR}{_IN_YEAR}?)\)$")
"""The time in brackets that ends a header: 目标值(2026年)."""
MEASURED = regex(r"(?P<name>.*\S)\s*\((?:单位:)?(?P<measure>[^()\d]{1,6})\)")
"""An indicator or a header with what its figures count in brackets: 城镇新增就业(人), 目标任务(亩)."""
_COUNTED = regex(r"(?!.*(?:面积|长度|里程|总|现[有状]|人口|已|实际|价|费|金|分值|得分))\S{1,8}数\([^()\d]{1,4}\)")
"""An unknown word atop figures that says how many of what are to be done: 改造户数(户)."""
_VALUE = r"\d[\d,.]*(?:\s?[-—~至]\s?\d[\d,.]*)?"
FIGURE = regex(rf"(?P<value>(?:[一-鿿]{{1,6}})?[≥≤><]?\s?{_VALUE})(?:\+|\s?(?:及?以[上下内]|左右|上下))?")
"""A cell that holds a figure alone, or one and how it is meant: 不低于12.6, 4500以上."""
MARK = regex(r"[★☆●○◎▲△◆◇■□√✓✔☑※⊙]")
"""What stands in a column that a unit heads: the unit has a part in the row's task."""
_MEANING = regex(
    rf"(?P<mark>{MARK.pattern})[”\"')]?\s*(?:为|表示|代表|指|是|:|=|-+)?\s*[“(]?(?P<role>{UNIT_HEADER}|参与|配合|协办|责任)"
)
_NOTE = regex(r"\([^()]*\)$")
"""What is said of a column in brackets behind its word."""
_BLANK = regex(r"[\s\x1f]")


def plain(text: str) -> str:
    """``text`` without blanks."""
    return _BLANK.sub("", text)


@lru_cache(maxsize=4096)
def column_kind(header: str) -> ColumnKind | None:
    """What a column with this header holds; ``None`` where it is no header known."""
    text = plain(header)
    if text and not _TITLE_END.search(text):
        for pattern, kind in _COLUMNS:
            if pattern.search(text):
                return role_of_label(text) if pattern is _UNITS else kind
    return None


def is_before(header: str, year: int | None) -> bool:
    """Whether a header's word is of a year before ``year``: what was reached then is nobody's task."""
    years = _YEARS.findall(header)
    return year is not None and bool(years) and max(map(int, years)) < year


def tells_beginning(header: str) -> bool:
    """Whether a header's word says from when, which beside one that says by when is no time limit."""
    return _BEGINS.match(plain(header)) is not None


def _without_note(text: str) -> str:
    """A header's word without the note that makes it too long for one: 责任单位(列首位的为牵头单位)."""
    return _NOTE.sub("", text) if len(text) > HEADER_LONGEST else text


def tells_problem(header: str) -> bool:
    """Whether a header's word is of what is wrong: what is counted there is nobody's target."""
    return _PROBLEM.search(plain(header)) is not None


def names_unit(header: str) -> bool:
    """Whether a header is a unit's own name: in its column stands which tasks the unit has a part in."""
    text = plain(header)
    return column_kind(text) in (None, "other") and _NO_UNIT.search(text) is None and looks_like_unit(text)


def meanings(text: str) -> dict[str, Role]:
    """The roles that a line beside a table says its marks mean: ★为牵头单位,√为配合单位."""
    return {match["mark"]: role_of_label(match["role"]) for match in _MEANING.finditer(text)}


def header_kinds(header: Sequence[str]) -> list[ColumnKind] | None:
    """The kinds of a header's columns; ``None`` where the cells are no header of a task table.

    Where none is known to hold the tasks, a column of an unknown word does: behind the number, or before the units.
    """
    texts = [_without_note(plain(text)) for text in header]
    if len(texts) < 2 or any(len(text) > HEADER_LONGEST for text in texts):
        return None
    kinds = [column_kind(text) or ("amount" if _COUNTED.fullmatch(text) else None) for text in texts]
    if {"task", "content"}.isdisjoint(kinds):
        kinds = ["content" if kind == "size" else kind for kind in kinds]
    units = sum(map(names_unit, texts))
    known = sum(kind is not None for kind in kinds) + (units if units > 1 else 0)
    if known * 2 < len(texts):
        return None
    has_tasks = not {"task", "content"}.isdisjoint(kinds)
    if not has_tasks and not UNIT_KINDS.isdisjoint(kinds):
        unknown = [n for n, kind in enumerate(kinds) if kind is None and texts[n]]
        behind = [n for n in unknown if "number" in kinds and n > kinds.index("number")]
        before_units = [n for n in unknown if any(kind in UNIT_KINDS for kind in kinds[n:])]
        if found := behind[:1] or before_units[-1:] or unknown[:1]:
            kinds[found[0]] = "task"
            has_tasks = True
    if not has_tasks or (units < 2 and {"number", *UNIT_KINDS}.isdisjoint(kinds)):
        return None
    for column in [*_higher_levels(texts), *_before_number(kinds)]:
        kinds[column] = "category"
    for column in [n for n, kind in enumerate(kinds) if kind == "number"][:-1]:
        kinds[column] = "other"
    for column in [n for n, text in enumerate(texts) if tells_beginning(text)] if kinds.count("time") > 1 else []:
        kinds[column] = "begin" if _WORKS_BEGIN.search(texts[column]) else "other"
    measured = not UNIT_KINDS.isdisjoint(kinds)
    named = zip(kinds, texts, strict=True)
    return ["measure" if measured and text in MEASURE_WORDS else kind or "unknown" for kind, text in named]


def _higher_levels(texts: Sequence[str]) -> list[int]:
    """The columns of 一级指标 and the like beside that of a level below, which may be 考核指标 or 具体任务."""
    levels = [column for column, text in enumerate(texts) if _LEVEL.fullmatch(text)]
    below = texts[levels[-1] + 1 :] if levels else []
    has_lowest = any(_LOWEST_LEVEL.fullmatch(text) or column_kind(text) == "task" for text in below)
    return levels if has_lowest else levels[:-1]


def _before_number(kinds: Sequence[ColumnKind | None]) -> list[int]:
    """The columns of what is numbered anew inside it: 实事项目 before 编号 and 子项名称."""
    last = max((n for n, kind in enumerate(kinds) if kind == "number"), default=0)
    behind = not WORD_KINDS.isdisjoint(kinds[last:])
    return [n for n, kind in enumerate(kinds[:last]) if kind in WORD_KINDS] if behind else []


def with_lower_header(kinds: Sequence[ColumnKind], lower: Sequence[str]) -> list[ColumnKind] | None:
    """The columns under a header whose lower row has just the parts of one column; ``None`` if it is no header."""
    parts = [kind for kind in map(column_kind, lower) if kind is not None]
    if len(parts) < 2 or len(parts) < len(lower) or "number" in parts or len(parts) == len(kinds):
        return None
    shared = _column_over(kinds, parts)
    return [*kinds[:shared], *parts, *kinds[shared + 1 :]]


def _column_over(kinds: Sequence[ColumnKind], parts: Sequence[ColumnKind]) -> int:
    """The column that the parts stand under: one of their kind, units under any kind of units."""

    def likeness(n: int) -> int:
        return sum(part == kinds[n] or {part, kinds[n]} <= UNIT_KINDS for part in parts)

    return max(range(len(kinds)), key=likeness)


def split_header(text: str) -> list[tuple[int, int]]:
    """The words of a header parted by single blanks, in which words printed sign by sign stay whole."""
    parts = blank_parts(text)
    if len(parts) == 1:
        return _words_of_signs(text, parts[0])
    found: list[tuple[int, int]] = []
    for start, end in parts:
        last = found[-1] if found else (start, start)
        if found and column_kind(text[last[0] : last[1]]) is None and column_kind(text[last[0] : end]) is not None:
            found[-1] = (last[0], end)
        else:
            found.append((start, end))
    return found


def _words_of_signs(text: str, part: tuple[int, int]) -> list[tuple[int, int]]:
    """The words of a header of which each sign stands alone: the fewest that head columns."""
    signs = [match.span() for match in re.finditer(r"\S", text[: part[1]]) if match.start() >= part[0]]
    if len(signs) < 6 or len(signs) > _SIGNS_MOST:
        return []
    best: list[list[tuple[int, int]] | None] = [[]]
    for end in range(1, len(signs) + 1):
        ways = [
            [*before, (signs[start][0], signs[end - 1][1])]
            for start in range(max(end - HEADER_LONGEST, 0), end)
            if (before := best[start]) is not None and is_heading(plain(text[signs[start][0] : signs[end - 1][1]]))
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def blank_parts(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` between blanks; a word printed sign by sign is one."""
    parts: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        single = len(match[0]) == 1 and "\u4e00" <= match[0] <= "\u9fff"
        if single and parts and _is_spaced(text, parts[-1], match.start()):
            parts[-1] = (parts[-1][0], match.end())
        else:
            parts.append(match.span())
    return parts


def _is_spaced(text: str, part: tuple[int, int], start: int) -> bool:
    """Whether ``part`` is signs of a word parted by single blanks, which goes on at ``start``."""
    before = text[part[0] : part[1]]
    signs = before.split()
    return start == part[1] + 1 and all(len(sign) == 1 and "\u4e00" <= sign <= "\u9fff" for sign in signs)
