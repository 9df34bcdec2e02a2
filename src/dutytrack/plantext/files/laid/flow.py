"""Pages printed in columns: which lines stand in them, so that each column is read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from dutytrack.plantext.files.laid.lines import middle_of, rows_of
from dutytrack.plantext.files.laid.page import Character
from dutytrack.plantext.files.tables import is_heading

_FEWEST_ROWS = 3
"""Rows with text on both sides; fewer are a signature, or names beside each other."""
_MOST_ROWS = 500
_MOST_GAPS = 12
"""Of a row; more are a table, or no text at all."""
_FEWEST_SIGNS = 8
"""Signs of a line on each side, on the average; fewer are cells or names."""
_GUTTER = 0.9
"""Least width of what stays blank between two columns, in widths of a Chinese character."""
_RAGGED = 2.0
"""How far from its column's edge a full line may end, in widths of a Chinese character."""
_FULL = 0.4
"""Least part of a column's lines that are full."""
_FARTHEST = 1.8
"""How much farther than usual a row may stand below the one before."""
_SIDE = 0.25
"""Least part of the page's width on either side of a gutter."""
_BESIDE = 1.0
"""How far the lines of one column may stand from those of the other, in sizes of the type."""

_Row = list[Character]
_Gap = tuple[float, float]


class Flow(NamedTuple):
    """Characters that are read together from top to bottom."""

    top: float
    """Where what it belongs to begins."""
    characters: Sequence[Character]
    column: int = 0
    """Which of the columns it is, from 1; 0 for what stands across the page."""
    left: float = 0.0
    """Where its column begins."""


class Reading(NamedTuple):
    """A page's flows in the order in which they are read."""

    flows: tuple[Flow, ...]
    doubtful: bool = False
    """Whether text stands beside text, and neither as columns nor as a table."""


def reading_order(characters: Sequence[Character]) -> Reading:
    """The flows of the characters that stand in no table."""
    level = [one for one in characters if not one.turn]
    rows = _rows(one for one in level if not one.text.isspace())
    whole = Reading((Flow(max((one.top for one in characters), default=0.0), characters),))
    gutter = _gutter(rows) if _FEWEST_ROWS <= len(rows) <= _MOST_ROWS else None
    if gutter is None:
        return whole
    bands = list(_bands(rows, gutter))
    wide = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    told = [_is_columns(band, gutter, _SIDE * wide) for band in bands]
    if not any(told):
        beside = [band for band in bands if len(_both(band, gutter)) > _FEWEST_ROWS]
        return whole._replace(doubtful=any(not _is_table(band, gutter) for band in beside))
    flows: list[Flow] = []
    rest = list(characters)
    for band in (band for band, is_columns in zip(bands, told, strict=True) if is_columns):
        inside = {id(one) for row in band for one in row}
        rest = [one for one in rest if id(one) not in inside]
        top = max(one.top for row in band for one in row)
        parts = [part.characters for side in _sides(band, gutter) for part in reading_order(side).flows]
        flows += [Flow(top, part, n, min(one.left for one in part)) for n, part in enumerate(filter(None, parts), 1)]
    return Reading((*flows, *whole._replace(flows=(Flow(0.0, rest),)).flows))


def _rows(characters: Iterable[Character]) -> list[_Row]:
    """The rows from left to right; what stands a little lower, but beside, is of the same row."""
    rows: list[_Row] = []
    for row in rows_of(characters):
        read = sorted(row, key=lambda one: one.left)
        if rows and _are_beside(rows[-1], read):
            rows[-1] = sorted((*rows[-1], *read), key=lambda one: one.left)
        else:
            rows.append(read)
    return rows


def _are_beside(above: _Row, row: _Row) -> bool:
    size = max(row[0].size, above[0].size)
    if middle_of(above) - middle_of(row) >= _BESIDE * size:
        return False
    least = _GUTTER * size
    return row[0].left - above[-1].right >= least or above[0].left - row[-1].right >= least


def _em(rows: Sequence[_Row]) -> float:
    return median([one.right - one.left for row in rows for one in row if not one.text.isascii()] or [10.0])


def _gaps(row: _Row, left: float, right: float, least: float) -> Iterator[_Gap]:
    """What of the way from ``left`` to ``right`` the row leaves blank."""
    edges = [(left, left), *((one.left, one.right) for one in row), (right, right)]
    reached = left
    for before, after in pairwise(edges):
        reached = max(reached, before[1])
        if after[0] - reached >= least or after[0] == right or before[1] == left:
            yield reached, after[0]


def _gutter(rows: Sequence[_Row]) -> float | None:
    """The place across the page that most rows with text on both sides leave blank."""
    left, right = min(row[0].left for row in rows), max(one.right for row in rows for one in row)
    em = _em(rows)
    low, high = left + _SIDE * (right - left), right - _SIDE * (right - left)
    gaps = [
        [
            (start, end)
            for start, end in _gaps(row, left, right, _GUTTER * em)
            if start > row[0].left and end < row[-1].right
        ]
        for row in rows
    ]
    gaps = [row if len(row) <= _MOST_GAPS else [] for row in gaps]
    middles = {round((start + end) / 2) for row in gaps for start, end in row if low <= (start + end) / 2 <= high}
    best = max(middles, key=lambda at: sum(any(a < at < b for a, b in row) for row in gaps), default=None)
    if best is None or sum(any(a < best < b for a, b in row) for row in gaps) < _FEWEST_ROWS:
        return None
    return best


def _bands(rows: Sequence[_Row], gutter: float) -> Iterator[list[_Row]]:
    """The runs of rows that leave the gutter blank, cut where a row stands far below the one before."""
    em = _em(rows)
    steps = [middle_of(before) - middle_of(row) for before, row in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    band: list[_Row] = []
    for index, row in enumerate(rows):
        before = max((one.right for one in row if one.left < gutter), default=gutter - em)
        after = min((one.left for one in row if one.left >= gutter), default=gutter + em)
        blank = after - before >= _GUTTER * em
        far = bool(index) and steps[index - 1] > usual * _FARTHEST
        if band and (far or not blank):
            yield band
            band = []
        if blank and (band or row[0].left < gutter):
            band.append(row)
    if band:
        yield band


def _sides(band: Sequence[_Row], gutter: float) -> tuple[_Row, _Row]:
    everyone = [one for row in band for one in row]
    return [one for one in everyone if one.left < gutter], [one for one in everyone if one.left >= gutter]


def _both(band: Sequence[_Row], gutter: float) -> list[tuple[_Row, _Row]]:
    """The rows with text on both sides, each as what stands there."""
    sides = (_sides([row], gutter) for row in band)
    return [(left, right) for left, right in sides if left and right]


def _is_table(band: Sequence[_Row], gutter: float) -> bool:
    """Whether headings stand on both sides of the first row, as atop a table."""
    rows = _both(band, gutter)
    return bool(rows) and all(is_heading("".join(one.text for one in side)) for side in rows[0])


def _is_columns(band: Sequence[_Row], gutter: float, narrowest: float) -> bool:
    """Whether the rows are lines of two columns: long ones, most of them as long as their column is wide."""
    rows = _both(band, gutter)
    if len(rows) < _FEWEST_ROWS or _is_table(band, gutter):
        return False
    em = _em(band)
    for number in (0, 1):
        lines = [row[number] for row in rows]
        edge = max(line[-1].right for line in lines)
        if edge - min(line[0].left for line in lines) < narrowest:
            return False
        full = sum(line[-1].right >= edge - _RAGGED * em for line in lines)
        if sum(map(len, lines)) < _FEWEST_SIGNS * len(lines) or full < _FULL * len(lines):
            return False
        parted = sum(any(one.left - before.right > _GUTTER * em for before, one in pairwise(line)) for line in lines)
        if parted * 2 > len(lines) and not reading_order([one for line in lines for one in line]).flows[0].column:
            return False  # the cells of a table
    return True
