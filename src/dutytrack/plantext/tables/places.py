"""A table row printed one cell a line: which column each line belongs to, where cells run over lines or stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Literal

from dutytrack.domain.words.roles import ROLES
from dutytrack.plantext.roles.fields import all_units
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import TIME_SEGMENT

ColumnKind = Literal[
    "number", "task", "content", "category", "lead", "responsible", "participating", "leader", "time", "other"
]

NUMBER_CELL = regex(r"^\(?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\)?[.、]?$")
_TIME = regex(
    r"^(?:(?:19|20)[\dX*]{2}|\d{1,2}月|年底|年内|全年|长期|持续|每[年月季周]|“?十[三四五]五|[一二三四]季度|[上下]半年)"
    r"[^。;]{0,24}$"
)
_PERSON = regex(r"^[一-鿿]{1,3}\s?[一-鿿]{1,2}(?:[、,]?\s?[一-鿿]{2,4}){0,3}$")
UNIT_KINDS = frozenset(ROLES)
_FURTHER_LINE = {"lead": -0.9, "responsible": -0.3, "participating": -0.3, "task": -0.4, "content": -0.2}
"""What a further line of the same cell costs; other kinds cost the most."""
_EMPTY = {"participating": -0.6, "other": -0.4, "leader": -0.6, "category": -0.6, "time": -0.8}
"""What leaving a column empty costs; other kinds cost the most."""
_MOST = -1.2


def place_cells(texts: Sequence[str], kinds: Sequence[ColumnKind]) -> list[int]:
    """The column (its index in ``kinds``) of each of a row's lines, in order: the placing in which most lines fit."""
    if len(texts) == len(kinds):
        return list(range(len(kinds)))
    best = [(_skipped(kinds, 0, column) + _fit(texts[0], kind), [column]) for column, kind in enumerate(kinds)]
    for text in texts[1:]:
        fits = [_fit(text, kind) for kind in kinds]
        best = [_following(best, kinds, column, fits[column]) for column in range(len(kinds))]
    ends = [(score + _skipped(kinds, n + 1, len(kinds)), places) for n, (score, places) in enumerate(best)]
    return max(ends, key=itemgetter(0))[1]


def _following(
    best: Sequence[tuple[float, list[int]]], kinds: Sequence[ColumnKind], column: int, fit: float
) -> tuple[float, list[int]]:
    """The best placing that ends in ``column``: a further line of its cell, or its first after an earlier column."""
    score, places = best[column]
    choices = [(score + _FURTHER_LINE.get(kinds[column], _MOST), places)]
    choices += [(best[n][0] + _skipped(kinds, n + 1, column), best[n][1]) for n in range(column)]
    score, places = max(choices, key=itemgetter(0))
    return score + fit, [*places, column]


def _skipped(kinds: Sequence[ColumnKind], start: int, end: int) -> float:
    return sum(_EMPTY.get(kind, _MOST) for kind in kinds[start:end])


def _fit(text: str, kind: ColumnKind) -> float:
    """How well a line suits a column, from -2 to 2."""
    number = NUMBER_CELL.match(text) is not None
    time = _TIME.match(text) is not None or TIME_SEGMENT.match(text) is not None
    if kind in {"number", "time"}:
        return 2.0 if (number if kind == "number" else time) else -2.0
    units = not time and all_units(text)
    if kind in UNIT_KINDS:
        return 2.0 if units else -1.0
    if kind == "leader":
        return 1.5 if _PERSON.match(text) and not units else -1.0
    return -0.5 if units or time or number else 1.0
