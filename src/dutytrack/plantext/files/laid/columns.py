"""Tables without rules: below a line of headings the characters keep to columns, and what stands between stays blank.

So print word processors the tables of documents that other programs made, whose cells have no borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from dutytrack.plantext.files.laid.lines import is_apart, middle_of, rows_of
from dutytrack.plantext.files.laid.page import Character
from dutytrack.plantext.files.laid.tables import PageTable, cell_text
from dutytrack.plantext.files.tables import Cell, is_heading

_FEWEST = 3
"""Columns; where there are fewer, each must be headed by a word that heads columns."""
_KNOWN = 0.65
"""Least part of the headings that are such words."""
_NARROWEST = 0.3
"""What stays blank between two columns, in sizes of the type."""
_FARTHEST = 3.0
"""How far below the line before a table's next line stands, in sizes of the type."""
_BETWEEN_ROWS = 1.2
"""How much farther a row stands from the row before than its own lines stand apart."""
_MARGIN = 5.0
"""Points that a cell keeps blank before its text."""

_Item = TypeVar("_Item")
_Line = list[Character]
_Gap = tuple[float, float]


def columned_tables(characters: Sequence[Character], page: int) -> tuple[list[PageTable], list[Character]]:
    """The tables that stand in columns without rules, from top to bottom, and the characters that stand in none."""
    rows = rows_of(one for one in characters if not one.turn)
    lines = [sorted((one for one in row if not one.text.isspace()), key=lambda one: one.left) for row in rows]
    tables: list[PageTable] = []
    inside: set[int] = set()
    index = 0
    while index < len(lines):
        found = _columned(lines, index)
        if found is not None:
            tables.append(_table(*found, page))
            inside.update(id(one) for line in found[0] for one in line)
        index += len(found[0]) if found is not None else 1
    return tables, [one for one in characters if id(one) not in inside]


def _columned(lines: Sequence[_Line], index: int) -> tuple[list[_Line], list[_Gap]] | None:
    """The lines of the table that the one at ``index`` heads, where it does, and the blanks between its columns."""
    head = lines[index]
    headings = _parted(head, [is_apart(before, one, one.size) for before, one in pairwise(head)])
    known = sum(is_heading("".join(one.text for one in piece)) for piece in headings)
    if known < len(headings) * (1.0 if len(headings) < _FEWEST else _KNOWN) or len(headings) == 1:
        return None
    gaps = [[(before[-1].right, piece[0].left)] for before, piece in pairwise(headings)]
    taken = [lines[index]]
    for line in lines[index + 1 :]:
        left = [_uncovered(gap, line) for gap in gaps]
        if not line or not all(left) or _stands_alone(line, left):
            break
        if middle_of(taken[-1]) - middle_of(line) > _FARTHEST * max(one.size for one in line):
            break
        gaps = left
        taken.append(line)
    return (taken, [max(gap, key=lambda one: one[1] - one[0]) for gap in gaps]) if len(taken) > 1 else None


def _uncovered(gaps: Sequence[_Gap], line: _Line) -> list[_Gap]:
    """What of ``gaps`` the line leaves blank, as far as it is wide enough."""
    left = list(gaps)
    for one in line:
        parts = [part for start, end in left for part in ((start, min(end, one.left)), (max(start, one.right), end))]
        left = list(dict.fromkeys((start, end) for start, end in parts if end - start >= _NARROWEST * one.size))
    return left


def _stands_alone(line: _Line, gaps: Sequence[Sequence[_Gap]]) -> bool:
    """Whether the line is text below the table: words, and no more, in the first column, where rows have a number."""
    return line[-1].right <= gaps[0][-1][0] + _NARROWEST and not line[0].text.isdecimal()


def _table(lines: list[_Line], gaps: list[_Gap], page: int) -> PageTable:
    edges = [max(start, end - _MARGIN) for start, end in gaps]
    rows = [lines[:1], *_rows(lines[1:], edges[0])]
    cells = tuple(cell for index, row in enumerate(rows) for cell in _cells(index, row, edges))
    everyone = [one for line in lines for one in line]
    top, bottom = max(one.top for one in everyone), min(one.bottom for one in everyone)
    return PageTable(page, top, bottom, len(edges) + 1, cells, min(one.left for one in everyone))


def _rows(lines: Sequence[_Line], edge: float) -> list[list[_Line]]:
    """The lines by the row they belong to: one number each, or else from one number to the next."""
    steps = [middle_of(before) - middle_of(line) for before, line in pairwise(lines)]
    spaced = _parted(lines, [step > min(steps) * _BETWEEN_ROWS for step in steps])
    if all(sum(line[0].right <= edge for line in row) == 1 for row in spaced):
        return spaced
    return _parted(lines, [line[0].right <= edge for line in lines[1:]])


def _parted(items: Sequence[_Item], begins: Sequence[bool]) -> list[list[_Item]]:
    """The items parted before each that begins a part; ``begins`` says so of all but the first."""
    bounds = [0, *(place for place, new in enumerate(begins, 1) if new), len(items)]
    return [list(items[start:end]) for start, end in pairwise(bounds)]


def _cells(index: int, row: Sequence[_Line], edges: Sequence[float]) -> list[Cell]:
    everyone = [one for line in row for one in line]
    starts = [min(one.left for one in everyone) - _MARGIN, *edges]
    ends = [*edges, max(max(one.right for one in everyone) + _MARGIN, edges[-1])]
    return [
        Cell(index, column, cell_text([one for one in everyone if start <= one.left < end], end - start))
        for column, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
