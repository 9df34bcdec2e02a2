"""Ruled tables on a page: the rules make a grid, gaps in it merged cells, and the characters fall into the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dutytrack.plantext.files.laid.lines import TextLine, text_lines
from dutytrack.plantext.files.laid.page import Character, Page, Rule
from dutytrack.plantext.files.tables import Cell, begins_anew, is_unit, join_cell
from dutytrack.plantext.text.paragraphs import breaks_label
from dutytrack.plantext.text.passage import fold

_NEAR = 3.0
"""Points within which two rules are one."""
_MOST_CELLS = 20_000


class PageTable(NamedTuple):
    """A table of one page."""

    page: int
    top: float
    bottom: float
    columns: int
    cells: tuple[Cell, ...]
    left: float = 0.0

    @property
    def texts(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(cell.text for cell in self.cells)


class _Grid(NamedTuple):
    """Where a table's columns (from left) and rows (from the top down) are parted."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]


def tables_of(page: Page) -> tuple[list[PageTable], list[Character]]:
    """The page's tables from top to bottom, and the characters that stand in none."""
    outside = list(page.characters)
    tables: list[PageTable] = []
    for grid in _grids(page.rules):
        inside = [one for one in outside if _holds(grid, one)]
        if inside:
            tables.append(_table(grid, inside, page.number))
            outside = [one for one in outside if not _holds(grid, one)]
    return tables, outside


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """One grid for each stretch of the page that upright rules cover without a break."""
    upright = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: -rule.end)
    bands: list[list[Rule]] = []
    lowest = 0.0
    for rule in upright:
        if not bands or rule.end < lowest - _NEAR:
            bands.append([])
            lowest = rule.start
        bands[-1].append(rule)
        lowest = min(lowest, rule.start)
    across = [rule for rule in rules if rule.horizontal]
    return [grid for band in bands if (grid := _grid(band, across)) is not None]


def _grid(band: Sequence[Rule], across: Sequence[Rule]) -> _Grid | None:
    top, bottom = max(rule.end for rule in band) + _NEAR, min(rule.start for rule in band) - _NEAR
    within = [rule for rule in across if bottom <= rule.at <= top]
    xs = _clusters(rule.at for rule in band)
    ys = _clusters(rule.at for rule in within)[::-1]
    if within:  # a table may be open at the sides
        left, right = min(rule.start for rule in within), max(rule.end for rule in within)
        xs = [left] * (left < xs[0] - 10) + xs + [right] * (right > xs[-1] + 10)
    if ys:  # a row that the page's end cuts has no rule there
        low, high = min(rule.start for rule in band), max(rule.end for rule in band)
        ys = [high] * (high > ys[0] + 10) + ys + [low] * (low < ys[-1] - 10)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return _Grid(tuple(xs), tuple(ys), (*band, *within))


def _clusters(values: Iterable[float]) -> list[float]:
    """The values in order, those within ``_NEAR`` of each other as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _holds(grid: _Grid, one: Character) -> bool:
    middle = (one.left + one.right) / 2
    return grid.xs[0] <= middle <= grid.xs[-1] and grid.ys[-1] <= one.middle <= grid.ys[0]


def _table(grid: _Grid, inside: Sequence[Character], page: int) -> PageTable:
    owner = _owners(grid)
    held = defaultdict[tuple[int, int], list[Character]](list)
    down = [-y for y in grid.ys]
    for one in inside:
        row = min(max(bisect_right(down, -one.middle) - 1, 0), len(grid.ys) - 2)
        column = min(max(bisect_right(grid.xs, (one.left + one.right) / 2) - 1, 0), len(grid.xs) - 2)
        held[owner[row, column]].append(one)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), first in owner.items():
        last = spans.get(first, first)
        spans[first] = (max(last[0], row), max(last[1], column))
    cells = []
    for (row, column), (last_row, last_column) in sorted(spans.items()):
        text = cell_text(held[row, column], grid.xs[last_column + 1] - grid.xs[column])
        cells.append(Cell(row, column, text, last_row - row + 1, last_column - column + 1))
    return PageTable(page, grid.ys[0], grid.ys[-1], len(grid.xs) - 1, tuple(cells), grid.xs[0])


def _owners(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the first place of the cell that it belongs to."""
    upright = [rule for rule in grid.rules if not rule.horizontal]
    across = [rule for rule in grid.rules if rule.horizontal]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        low, high = grid.ys[row + 1], grid.ys[row]
        for column in range(len(grid.xs) - 1):
            left, right = grid.xs[column], grid.xs[column + 1]
            if column and not _ruled(upright, left, low, high):
                owner[row, column] = owner[row, column - 1]
            elif row and not _ruled(across, high, left, right):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _ruled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules cover at least half of the way from ``start`` to ``end``."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= _NEAR)
    return covered * 2 >= end - start


def cell_text(held: Sequence[Character], width: float) -> str:
    """The cell's lines as one text; a line that fills the cell was broken by the margin and runs on."""
    if not held:
        return ""
    pieces: list[str] = []
    room = 0.0
    left, right = min(one.left for one in held), max(one.right for one in held)
    margin = max(min((width - (right - left)) / 2, 6.0), 0.0)
    for line in _with_whole_labels(text_lines(held, 0)):
        if pieces and room < line.size * 1.6 and not begins_anew(line.text, pieces[-1]):
            pieces[-1] += line.text
        else:
            pieces.append(line.text)
        room = width - 2 * margin - (line.right - line.left)
    return join_cell(pieces)


def _with_whole_labels(lines: Iterable[TextLine]) -> list[TextLine]:
    """The lines, those as one between which a label is broken (责任单|位:)."""
    whole: list[TextLine] = []
    for line in lines:
        if whole and breaks_label(fold(whole[-1].text), fold(line.text)):
            whole[-1] = line._replace(text=whole[-1].text + line.text)
        else:
            whole.append(line)
    return whole


def continued(above: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a table's earlier pages with those of its next page below.

    A header printed again is dropped, a row that the page's end has cut in two is put together again, and a merged
    cell that the page's end has cut holds for the rows on both sides.
    """
    if not above:
        return list(cells)
    first = _head_rows(cells) if _head(above) == _head(cells) else 0
    last = {cell.column: cell for cell in above if cell.row + cell.rows == _height(above)}
    below = [cell for cell in cells if cell.row >= first]
    if _is_rest_of_row(below, first, last):
        rest = {cell.column: cell.text for cell in below if cell.row == first and cell.text}
        reaching = [_refilled(cell, first, last) for cell in below if cell.row + cell.rows > first + 1]
        below = [cell._replace(row=first + 1, rows=cell.rows - 1) if cell.row == first else cell for cell in reaching]
        above = [_completed(cell, rest) if last.get(cell.column) is cell else cell for cell in above]
        first += 1
    offset = _height(above) - first
    return [*above, *(_refilled(cell, first, last)._replace(row=cell.row + offset) for cell in below)]


def _head(cells: Sequence[Cell]) -> list[tuple[int, int, str]]:
    """What the rows say that the first row's cells reach into."""
    rows = _head_rows(cells)
    return sorted((cell.row, cell.column, cell.text) for cell in cells if cell.row < rows and cell.text)


def _head_rows(cells: Sequence[Cell]) -> int:
    return max((cell.rows for cell in cells if cell.row == 0), default=1)


def _height(cells: Sequence[Cell]) -> int:
    return max(cell.row + cell.rows for cell in cells)


def _is_rest_of_row(cells: Sequence[Cell], first: int, last: Mapping[int, Cell]) -> bool:
    """Whether the first row goes on with the ``last`` one of the page before: it has text there, but no number."""
    row = [cell for cell in cells if cell.row == first]
    number = next((cell for cell in row if cell.column == 0), None)
    if number is None or number.text or number.rows > 1 or number.columns > 1:
        return False
    texts = [cell for cell in row if cell.text]
    if any(_counts_on(last[cell.column], cell) for cell in texts if cell.column in last):
        return False
    return bool(texts) and all(cell.rows == 1 and cell.column in last for cell in texts)


def _counts_on(above: Cell, cell: Cell) -> bool:
    """Whether a cell numbers the row after that of the one above."""
    return above.text.isdecimal() and cell.text.isdecimal() and int(cell.text) == int(above.text) + 1


def _completed(cell: Cell, rest: Mapping[int, str]) -> Cell:
    more = rest.get(cell.column, "")
    between = "、" if more and is_unit(cell.text) and is_unit(more) else ""
    return cell._replace(text=cell.text + between + more)


def _refilled(cell: Cell, first: int, last: Mapping[int, Cell]) -> Cell:
    """A cell at the page's head that is the empty lower part of one merged across the page's end."""
    upper = last.get(cell.column)
    if cell.text or cell.row != first or upper is None or (cell.rows == 1 and upper.rows == 1):
        return cell
    return cell._replace(text=upper.text)
