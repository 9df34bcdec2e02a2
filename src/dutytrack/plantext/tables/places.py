"""Cells printed one after the other: which row and column each belongs to, where cells run over lines or stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from dutytrack.domain.words.roles import words as role_words
from dutytrack.domain.words.seasons import BEFORE, SEASON
from dutytrack.plantext.roles.fields import all_units
from dutytrack.plantext.tables.columns import MEASURE_WORDS, UNIT_KINDS, WORD_KINDS, ColumnKind
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.roles import TIME_SEGMENT, role_of_label

NUMBER_CELL = regex(r"^\(?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\)?[.、]?$")
_TIME = regex(
    rf"^(?:(?:19|20)[\dX*]{{2}}|\d{{1,2}}月|年底|年内|全年|长期|持续|每[年月季周]|“?十[三四五]五|[一二三四]季度|[上下]半年"
    rf"|{SEASON}{BEFORE})"
    r"[^。;]{0,24}$"
)
_BY_WHEN = regex(r"(?:[前底末月内]|季度|半年)\)?$")
_PERSON = regex(r"^[一-鿿]{1,3}\s?[一-鿿]{1,2}(?:[、,]?\s?[一-鿿]{2,4}){0,3}$")
_DONE = regex(
    r"\d[所处台部站室座][。;]?$"
    r"|^建设\S+[园馆院校场港厂村镇乡]$|^(?:新建|改扩?建|扩建|建成|修建|迁建|打造|完成|推进|启动|争创|改造|提升|完善|优化|加快)\S+[院园馆心所站校地台场港厂区村镇乡县市会网队室]$"
)
"""How a duty ends or begins that looks like a unit's name: 新建幼儿园3所, 改扩建医院."""
_FURTHER_LINE = {"lead": -0.9, "responsible": -0.3, "participating": -0.3, "task": -0.4, "content": -0.2}
"""What a further line of the same cell costs; other kinds cost the most."""
_EMPTY: dict[ColumnKind, float] = {
    "measure": -0.6,
    "participating": -0.6,
    "other": -0.4,
    "unknown": -0.4,
    "leader": -0.6,
    "category": -0.6,
    "time": -0.8,
    "begin": -0.8,
}
"""What leaving a column empty costs; other kinds cost the most."""
_MERGED: dict[ColumnKind, float] = {"category": -0.1, "task": -0.3}
"""What leaving it out costs at the head of a further row, where the cell above may reach down to it."""
_MOST = -1.2
_TASKLESS = -4.0
"""What a row costs that says not what is to be done."""
_ROLE_WORD = regex(any_of(role_words("alone")))
_UNITS_LEAST, _NEARLY_ALL = 2, 0.8
_MEASURE_LONGEST = 5
_CATEGORY_LONGEST = 10


class Place(NamedTuple):
    """Where a cell stands."""

    column: int
    opens_row: bool


def place_cells(
    texts: Sequence[str], kinds: Sequence[ColumnKind], opens: Sequence[bool] | None = None, *, below: bool = False
) -> list[Place]:
    """The place of each of the cells, which stand in order: that in which most of them suit their columns.

    ``opens`` says which may open a row; without it all are one row's. ``below`` is true where there is a row above.
    """
    if opens is None and len(texts) == len(kinds):
        return [Place(column, column == 0) for column in range(len(kinds))]
    skipped = _Skipped(kinds)
    before_first = skipped.at_head if below else partial(skipped.within, 0)
    first = _Traits(texts[0])
    best = [before_first(column) + first.fit(kind) for column, kind in enumerate(kinds)]
    steps: list[list[tuple[int, bool]]] = []
    for at, text in enumerate(texts[1:], 1):
        may_open = opens is not None and opens[at]
        traits = _Traits(text)
        choices = [_step(best, kinds, skipped, column, may_open=may_open) for column in range(len(kinds))]
        best = [score + traits.fit(kind) for (score, _, _), kind in zip(choices, kinds, strict=True)]
        steps.append([(before, opened) for _, before, opened in choices])
    ends = [score + skipped.within(column + 1, len(kinds)) for column, score in enumerate(best)]
    column = max(range(len(kinds)), key=ends.__getitem__)
    places: list[Place] = []
    for step in reversed(steps):
        before, opened = step[column]
        places.append(Place(column, opened))
        column = before
    return [Place(column, opens_row=True), *reversed(places)]


def _step(
    best: Sequence[float], kinds: Sequence[ColumnKind], skipped: _Skipped, column: int, *, may_open: bool
) -> tuple[float, int, bool]:
    """The best way to ``column``: by a further line of its cell, after an earlier column, or in a further row."""
    choices = [(best[column] + _FURTHER_LINE.get(kinds[column], _MOST), column, False)]
    choices += [(best[n] + skipped.within(n + 1, column), n, False) for n in range(column)]
    if may_open:
        head = skipped.at_head(column)
        choices += [(best[n] + skipped.within(n + 1, len(kinds)) + head, n, True) for n in range(len(kinds))]
    return max(choices, key=itemgetter(0))


def suits(text: str, kind: ColumnKind) -> bool:
    """Whether a cell may well stand in a column."""
    return kind in {"other", "unknown"} or _Traits(text).fit(kind) > 0


def told_by_cells(kinds: Sequence[ColumnKind], words: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnKind]:
    """The kinds, with what cells tell: by when (几时办好), who (谁来干), and which of two tasks holds the other.

    By when and who are told where no other column says it; who, too, under a word for a role (区县落实). A column of
    days alone may say from when, or since when.
    """
    told = list(kinds)
    grid = [row for row in rows if len(row) == len(kinds)]
    columns = [[row[column].strip() for row in grid] for column in range(len(kinds))]
    unknown = [n for n, kind in enumerate(kinds) if grid and (kind == "unknown" or words[n] in MEASURE_WORDS)]
    for column in unknown:
        if "time" not in kinds and mostly_by_when(columns[column]):
            told[column] = "time"
        elif (UNIT_KINDS.isdisjoint(kinds) or _ROLE_WORD.search(words[column])) and mostly_units(columns[column]):
            told[column] = role_of_label(words[column])
    *others, last = [column for column, kind in enumerate(kinds) if kind == "task"] or [-1]
    for column in others:
        if _reaches_down(columns[column], columns[last]):
            told[column] = "category"
    return told


def mostly_by_when(cells: Sequence[str]) -> bool:
    """Whether most cells of a column say by when."""
    return 2 * sum(_BY_WHEN.search(cell) is not None and suits(cell, "time") for cell in cells) > len(cells)


def mostly_units(cells: Sequence[str]) -> bool:
    """Whether nearly all cells of a column name units, at least two."""
    named = sum(suits(cell, "lead") for cell in cells)
    return named >= _UNITS_LEAST and _NEARLY_ALL * len(cells) <= named


def _reaches_down(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a cell of a column holds for further rows, whose cells in the column of ``below`` are their own."""
    pairs = pairwise(zip(cells, below, strict=True))
    return any(lower in {"", upper} and own not in {"", other} for (upper, other), (lower, own) in pairs)


def stand_first(texts: Sequence[str], kinds: Sequence[ColumnKind]) -> bool:
    """Whether the cells of a row may well be those of the first columns, the last ones being empty.

    Where none but remarks are left for the last ones, one of the cells may suit ill: 新招引企业 looks like units.
    """
    ill = sum(
        not (suits(text, kind) or (kind in WORD_KINDS and suits(text, "time")))
        for text, kind in zip(texts, kinds, strict=False)
    )
    return not ill or (ill == 1 and {*kinds[len(texts) :]} <= {"other", "unknown"})


class _Skipped:
    """What leaving columns out costs."""

    def __init__(self, kinds: Sequence[ColumnKind]) -> None:
        both = {"task", "content"} <= set(kinds)
        empty: dict[ColumnKind, float] = {**dict.fromkeys(kinds, _MOST), **_EMPTY}
        empty |= {} if both else {"task": _TASKLESS, "content": _TASKLESS}
        head = empty | {kind: cost for kind, cost in _MERGED.items() if kind != "task" or both}
        self._sums = [0.0, *accumulate(empty[kind] for kind in kinds)]
        self._heads = [0.0, *accumulate(head[kind] for kind in kinds)]

    def within(self, start: int, end: int) -> float:
        """Those from ``start`` to ``end`` inside a row."""
        return self._sums[end] - self._sums[start]

    def at_head(self, end: int) -> float:
        """Those before ``end`` in a row below another."""
        return self._heads[end]


class _Traits:
    """What a cell's text tells of the column that it may stand in."""

    def __init__(self, text: str) -> None:
        self._number = NUMBER_CELL.match(text) is not None
        self._time = _TIME.match(text) is not None or TIME_SEGMENT.match(text) is not None
        self._units = not self._time and not _DONE.search(text) and all_units(text)
        self._person = _PERSON.match(text) is not None
        self._measure = len(text) <= _MEASURE_LONGEST and not self._number
        self._short = len(text) <= _CATEGORY_LONGEST

    def fit(self, kind: ColumnKind) -> float:
        """How well it suits a column, from -2 to 2."""
        if kind in {"number", "time", "begin"}:
            return 2.0 if (self._number if kind == "number" else self._time) else -2.0
        if kind in UNIT_KINDS:
            return 2.0 if self._units else -1.0
        if kind == "leader":
            return 1.5 if self._person and not self._units else -1.0
        if kind == "measure":
            return 1.5 if self._measure else -1.0
        if self._units or self._time or self._number:
            return -0.5
        return 1.0 if kind != "category" or self._short else 0.4
