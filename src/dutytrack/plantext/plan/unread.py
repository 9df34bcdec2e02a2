"""What a plan says again and again and nothing was read from: columns of its tables, labels of its tasks.

A column or label is told by what it holds, not by its word; a word is only asked whether what it heads is no task's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dutytrack.domain.plan.account import MarkKind
from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.marks import marks_of, names_offices
from dutytrack.plantext.plan.taken import Cell, Taken
from dutytrack.plantext.tables.columns import WORD_KINDS, column_kind, is_before, tells_beginning, tells_problem
from dutytrack.plantext.tables.headers import MOST_HEADER_ROWS
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import is_other_label, names_no_unit

BARS_LEAST = 2
"""Bars or tabs in a line that make it a row."""
_BAR = regex(r"[\t|｜]")
_RULE = regex(r"[\s|:=+-]+")
"""A line drawn below a header."""
_FIGURE = regex(r"\s*[≥≤><]?\s?\d[\d,]*(?:\.\d+)?\s?%?\s*")
_PERIOD = regex(r"[一二三四1-4]季度|[上下]半年|20\d\d年|\d月|全年")
_WRONG = regex("问题|隐患|缺陷|短板")
"""In the word atop a column of what is wrong: what is to be done about it may stand in another."""
_PAST = regex("实际|现状|基[数期]|已")
_NOBODYS = frozenset({"other", "size", "number"})
"""Columns that are known to say neither who, nor when, nor how much."""
_CHECKS = regex("督办|督查|督导|考核|验收|监督|指导|审核|跟踪|联络|来源")
"""In the word atop a column of who looks after the doing."""
_OF_WORDS = {None, *WORD_KINDS}
"""Columns that may say what is to be done."""
_LABELLED = regex(r"^\s*\(?(?P<label>[一-鿿]{2,8})\)?\s?[:)]\s*(?P<value>\S.*)$")
_VALUE = regex(r"[^。;]{1,24}")
_WORDS = regex(r"[一-鿿]{4}")
_LABELS_LEAST = 3
_CELLS_LEAST = 3
_COUNTS = regex(r"(?<![\d.第A-Za-z])\d[\d,]*(?:\.\d+)?\s?(?:%|(?![年月日号时])[一-鿿])")


class Unread(NamedTuple):
    """What was left, of what kind it looks, and the lines it stands on."""

    kind: MarkKind
    lines: tuple[int, ...]
    text: str


class Column(NamedTuple):
    """A column of a table: the cells of its rows, what stands atop it as far as that can be told, and its place."""

    cells: Sequence[Cell]
    atop: Cell | None
    place: int
    looks_back: bool = False
    """Whether what stands atop it is a year before the plan's."""


class Aside(NamedTuple):
    """A cell of what is no task's, and whether the units that stand in it are none's either."""

    cell: Cell
    units: bool


def bars_of(line: SourceLine) -> list[int]:
    """The places of the bars or tabs that part a line's cells."""
    if "\t" not in line.raw and "|" not in line.text:
        return []
    return [match.start() for match in _BAR.finditer(line.raw)]


def columns_of(lines: Sequence[SourceLine], rows: Collection[int], since: int | None) -> list[Column]:
    """The columns of the tables in which tasks stand; ``rows`` are the lines that tasks stand on.

    ``since`` is the plan's first year.
    """
    columns: list[Column] = []
    header: list[Cell] = []
    for grid in _grids(lines, rows):
        body = [n for n, cells in enumerate(grid) if cells[0].line in rows]
        if not body:
            header = _header(grid) or header  # of the rows below the name of a group
            continue
        header = _header(grid[: body[0]]) or header
        width = max(len(grid[n]) for n in body)
        for place in range(width):
            cells = [grid[n][place] for n in body if place < len(grid[n])]
            atop = header[place] if len(header) == width else None
            columns.append(Column(cells, atop, place, atop is not None and is_before(atop.text, since)))
        if len(header) != width:
            above = [cell for n in range(body[0]) for cell in grid[n] if _PERIOD.search(cell.text)]
            columns += [Column([grid[n][0] for n in body], cell, 0) for cell in above[:1]]
    return columns


def _grids(lines: Sequence[SourceLine], rows: Collection[int]) -> Iterator[list[list[Cell]]]:
    """The lines of cells that stand together; below a line that heads a part of a table, the table goes on."""
    grid: list[list[Cell]] = []
    apart = 0
    for line in (line for line in lines if not line.blank and not _RULE.fullmatch(line.text)):
        if len(bars_of(line)) < BARS_LEAST:
            apart += 1
            continue
        cells = _cells(line)
        below_heading = apart == 1 and line.number in rows and bool(grid) and len(cells) == len(grid[0])
        if apart and not below_heading:
            yield grid
            grid = []
        grid.append(cells)
        apart = 0
    yield grid


def _header(rows: Sequence[list[Cell]]) -> list[Cell]:
    """What stands atop each column: in the lowest of the rows of words that says something there."""
    words = [row for row in rows if _are_words(row)][:MOST_HEADER_ROWS]
    atop = list(words[0]) if words else []
    for row in words[1:]:
        above = [*atop, *row[len(atop) :]]
        atop = [row[n] if n < len(row) and row[n].text.strip() else high for n, high in enumerate(above)]
    return atop


def _are_words(row: Sequence[Cell]) -> bool:
    """Whether a row has cells, and none of them is a figure alone, as beside the name of a group."""
    texts = [cell.text for cell in row if cell.text.strip()]
    return len(texts) > 1 and not any(map(_FIGURE.fullmatch, texts))


def set_aside(columns: Sequence[Column], lines: Sequence[SourceLine]) -> Mapping[int, Sequence[Aside]]:
    """The cells and labelled lines whose word is known to head what is no task's, by line."""
    aside: dict[int, list[Aside]] = {}
    for column in columns:
        if column.atop is not None and (_is_nobodys(column) or _is_background(column)):
            units = _checks(column.atop.text) or _most(column.cells) != "unit"
            for cell in column.cells:
                aside.setdefault(cell.line, []).append(Aside(cell, units))
    for line in lines:
        if (match := _LABELLED.match(line.text)) and is_other_label(match["label"]):
            cell = Cell(line.number, *match.span("value"), match["value"])
            aside.setdefault(line.number, []).append(Aside(cell, _checks(match["label"])))
    return aside


def _checks(word: str) -> bool:
    """Whether a word heads who looks after the doing, and has no part in it: 督办单位."""
    return _CHECKS.search(word) is not None or is_other_label(word)


def _is_background(column: Column) -> bool:
    """Whether a column is of words under a word that is not known, and only a few of its cells count anything."""
    words = [cell.text for cell in column.cells if _WORDS.search(cell.text)]
    if column.atop is None or column_kind(column.atop.text) is not None or 2 * len(words) <= len(column.cells):
        return False
    with_digits = [one for one in words if any(map(str.isdigit, one))]
    if 2 * len(with_digits) < len(words):
        return True
    counting = sum(any(mark.kind == "figure" for mark in marks_of(SourceLine(0, one, one))) for one in with_digits)
    return 2 * counting < len(words)


def _is_nobodys(column: Column) -> bool:
    """Whether the word atop a column is known to head what is no task's, or from when."""
    if column.atop is None or column.looks_back:
        return column.looks_back
    word = column.atop.text
    return column_kind(word) in _NOBODYS or tells_beginning(word) or tells_problem(word)


def unread_columns(columns: Sequence[Column], taken: Taken) -> Iterator[Unread]:
    """The columns of which most cells look like times, figures or units, and that no task took."""
    for column in columns:
        filled = [cell for cell in column.cells if cell.text.strip()]
        if not filled or column.looks_back:
            continue
        atop = column.atop
        period = _PERIOD.search(atop.text) if atop is not None and not _PAST.search(atop.text) else None
        if atop is not None and period and not _is_nobodys(column):
            if taken.has("date", atop) or any(taken.says(cell.line, period[0]) for cell in filled):
                continue
            yield Unread("date", tuple(cell.line for cell in filled), atop.text)
        kind = _most(filled)
        if kind != "unit" and _is_nobodys(column):
            continue
        if kind == "unit" and atop is not None and _checks(atop.text):
            continue
        alike = [cell for cell in filled if _kind_of(cell.text) == kind]
        if kind is None or (kind == "figure" and (not column.place or _counts_on(alike))):
            continue
        left = [cell for cell in alike if not taken.has(kind, cell) and not (kind == "unit" and taken.tells(cell))]
        if 2 * len(left) > len(alike):
            reach = left if kind == "figure" else column.cells
            yield Unread(kind, tuple(cell.line for cell in reach), left[0].text)


def unread_cells(columns: Sequence[Column], taken: Taken) -> Iterator[Unread]:
    """The cells that count something and no figure was read from, in columns of which most such cells gave one."""
    for column in columns:
        found = ((cell, _COUNTS.search(cell.text)) for cell in column.cells)
        counting = [(cell, match[0]) for cell, match in found if match and not taken.holds_title(cell)]
        left = [(cell, counted) for cell, counted in counting if not taken.has("figure", cell)]
        if len(counting) - len(left) >= max(_CELLS_LEAST, 2 * len(left)) and not _is_nobodys(column):
            yield from (Unread("figure", (cell.line,), counted) for cell, counted in left)


def unread_words(columns: Sequence[Column], taken: Taken) -> Iterator[int]:
    """The lines of cells that mostly nothing was read from, not so much as a task's text, and that may be its title.

    They stand before a title whose column's word is no task's, and differ from row to row.
    """
    named = {
        cell.line
        for column in columns
        if column.atop is not None and column_kind(column.atop.text) == "task" and not _WRONG.search(column.atop.text)
        for cell in column.cells
        if taken.holds_title(cell)
    }
    for column in columns:
        filled = [cell for cell in column.cells if _WORDS.search(cell.text)]
        known = column_kind(column.atop.text) if column.atop is not None else None
        if 2 * len(filled) <= len(column.cells) or _most(filled) or known not in _OF_WORDS:
            continue
        passed = [cell for cell in filled if not taken.tells(cell) and not taken.has_any(cell)]
        if 2 * len(passed) > len(filled) and len({cell.text for cell in passed}) == len(passed):
            yield from (cell.line for cell in passed if cell.line not in named and taken.follows(cell))


def unread_labels(plan: ParsedPlan, lines: Sequence[SourceLine], taken: Taken) -> Iterator[Unread]:
    """The labels that open a line in most tasks, and of which mostly nothing was read."""
    found: dict[str, list[Cell]] = {}
    rows = {line for task in plan.tasks for line in range(task.lines[0] + 1, task.lines[1] + 1)}
    for line in (line for line in lines if line.number in rows):
        match = _LABELLED.match(line.text)
        if match and _VALUE.fullmatch(match["value"]) and not names_no_unit(match["label"]):
            found.setdefault(match["label"], []).append(Cell(line.number, *match.span("value"), match["value"]))
    for label, cells in found.items():
        enough = len(cells) >= _LABELS_LEAST and 2 * len(cells) >= len(plan.tasks)
        if enough and 2 * sum(map(taken.has_any, cells)) <= len(cells):
            kind: MarkKind = "date" if _most(cells) == "date" or "时" in label else "unit"
            yield Unread(kind, tuple(cell.line for cell in cells), label)


def _most(cells: Sequence[Cell]) -> MarkKind | None:
    """What most of the cells look like."""
    kinds = Counter(_kind_of(cell.text) for cell in cells)
    kind, count = kinds.most_common(1)[0]
    return kind if 2 * count > len(cells) else None


def _counts_on(cells: Sequence[Cell]) -> bool:
    """Whether the figures number the rows."""
    said = [cell.text.strip() for cell in cells]
    return said[0].isdigit() and said == [str(int(said[0]) + n) for n in range(len(said))]


@lru_cache(maxsize=4096)
def _kind_of(text: str) -> MarkKind | None:
    """What the words of a cell look like, if it is nothing else."""
    if _FIGURE.fullmatch(text):
        return "figure"
    said = len(text.strip())
    for mark in marks_of(SourceLine(0, text, text)):
        if mark.kind in {"date", "unit"} and 2 * (mark.end - mark.start) >= said:
            return mark.kind
    return "unit" if names_offices(text) else None


def _cells(line: SourceLine) -> list[Cell]:
    bars = bars_of(line)
    starts, ends = [0, *(bar + 1 for bar in bars)], [*bars, len(line.raw)]
    return [Cell(line.number, start, end, line.text[start:end]) for start, end in zip(starts, ends, strict=True)]
