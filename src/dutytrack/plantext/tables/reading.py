"""Ledgers and task tables flattened to text: pipes, tabs, columns of blanks, or one cell a line; each row is a task."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dutytrack.domain.words.roles import Role
from dutytrack.plantext.tables.columns import (
    FIGURE,
    MEASURED,
    ColumnKind,
    header_kinds,
    meanings,
    names_unit,
    with_lower_header,
)
from dutytrack.plantext.tables.places import place_cells, stand_first, suits, told_by_cells
from dutytrack.plantext.tables.rows import Row, joined_rows
from dutytrack.plantext.tables.streams import rows_of_stream
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex

_RULE = regex(r"^[\s|:+=-]+$")
_BLANKS = regex(r"(?:[ \u3000\xa0]{2,}|\u3000|\t)+")
_SEPARATORS = {
    "|": (regex(r"(?P<cells>.*?)(?:[|\uff5c]\s*)?"), regex(r"[|\uff5c]")),
    "\t": (regex("(?P<cells>.*)"), regex("\t")),
    " ": (regex(r"\s*(?P<cells>.*?)\s*"), _BLANKS),
}
"""What of a line is cells, and what stands between them."""
_OPENING_BAR = regex(r"\s*[|\uff5c]")
_MEASURE = regex(r"(?:^|[\s(])(?:金额)?单位\s?:\s?(?P<measure>(?:万|亿|千|百万)?元)\s*\)?\s*$")
_CELLS_MOST = 40
_HEADING_LONGEST = 40
_SAMPLE = 8
"""Lines below a header that tell what an unknown column holds."""
_AROUND = 3
"""Lines above and below a table in which it may be said what its marks mean."""
_ALIGNED = 2
"""Half-width columns: how far a cell may begin from where its column's word does."""


@dataclass(slots=True)
class Table:
    """The rows of one table."""

    first_line: int
    rows: list[Row]
    legend: Mapping[str, Role] = field(default_factory=dict)
    """The roles that the marks under units mean, as far as the lines around the table say."""
    header: str = ""
    """What stands atop its rows."""


def take_tables(lines: Sequence[SourceLine]) -> tuple[list[Table], list[SourceLine]]:
    """The tables of ``lines`` that assign tasks, and the lines that stand outside them."""
    tables: list[Table] = []
    rest: list[SourceLine] = []
    index = 0
    while index < len(lines):
        above = lines[max(index - _AROUND, 0) : index]
        if found := _rows_of_columns(lines, index, above) or rows_of_stream(lines, index):
            rows, end = found
            around = [*above, *lines[end : end + _AROUND]]
            legend = {mark: role for line in around for mark, role in meanings(line.text).items()}
            header = "\n".join(line.text for line in lines[index:end] if line.number < rows[0].lines[0])
            tables.append(Table(rows[0].lines[0], rows, legend, header))
            index = end
        else:
            rest.append(lines[index])
            index += 1
    return tables, rest


def _measure_above(lines: Sequence[SourceLine]) -> Slice | None:
    """What the sums of a table are counted in, where the line above it says so: 单位:万元."""
    for line in lines:
        if told := _MEASURE.search(line.text):
            return Slice(Paragraph([line]), *told.span("measure"))
    return None


def _rows_of_columns(
    lines: Sequence[SourceLine], index: int, above: Sequence[SourceLine]
) -> tuple[list[Row], int] | None:
    """The rows of a table printed one row a line whose header stands there, and where they end."""
    separator = _separator(lines[index].raw)
    if separator is None:
        return None
    opened = separator == "|" and _OPENING_BAR.match(lines[index].raw) is not None
    header = _cells(lines[index], separator, opened=opened)
    kinds = header_kinds([cell.text for cell in header])
    if kinds is None:
        return None
    sample = [_cells(line, separator, opened=opened) for line in lines[index + 1 : index + 1 + _SAMPLE]]
    kinds = told_by_cells(kinds, [[cell.text for cell in cells] for cells in sample])
    reader = _ColumnReader(lines[index], separator, opened, header, kinds, _measure_above(above))
    return reader.rows(lines, index + 1)


class _ColumnReader:
    def __init__(
        self,
        line: SourceLine,
        separator: str,
        opened: bool,
        header: Sequence[Slice],
        kinds: Sequence[ColumnKind],
        measure: Slice | None,
    ) -> None:
        self._measure = measure
        self._separator = separator
        self._opened = opened
        self._kinds = kinds
        self._starts = [_display_column(line, cell.start) for cell in header]
        self._header = [cell.text for cell in header]
        self._atop = list(header)
        """The word of each column, that of the lower row where there are two."""
        units = {column: cell for column, cell in enumerate(header) if names_unit(cell.text)}
        self._units = units if len(units) > 1 else {}
        self._heading = ""
        self._rows: list[Row] = []

    def rows(self, lines: Sequence[SourceLine], index: int) -> tuple[list[Row], int] | None:
        end = index
        for at, line in enumerate(lines[index:], index):
            if line.blank or _RULE.match(line.text):
                continue
            if self._row(line):
                end = at + 1
            elif self._is_heading(lines, at):
                self._heading = line.raw.strip().strip("|").strip()
            else:
                break
        rows = joined_rows(self._rows, self._kinds)
        return (rows, end) if rows else None

    def _row(self, line: SourceLine) -> bool:
        cells = _cells(line, self._separator, opened=self._opened)
        filled = [cell for cell in cells if len(cell)]
        if len(filled) < 2 and not (self._separator != " " and len(cells) == len(self._kinds) and filled):
            return False
        if len(cells) > max(_CELLS_MOST, len(self._kinds)):
            return False
        if [cell.text for cell in cells] == self._header:
            return True
        lower = None if self._rows else with_lower_header(self._kinds, [cell.text for cell in cells])
        if lower is not None:
            if len(cells) == len(lower):
                self._atop = [low if len(low) else high for high, low in zip(self._atop, cells, strict=True)]
            self._kinds = lower
            self._starts = []
            return True
        row = Row(heading=self._heading, short=self._separator == "|" and len(cells) < len(self._kinds))
        cut_short = self._separator == "\t" and len(filled) < len(cells) < len(self._kinds)
        whole = len(cells) == len(self._atop) or (cut_short and len(self._kinds) == len(self._atop))
        for column, (kind, cell) in enumerate(self._placed(line, cells)):
            self._put(row, kind, cell, column if whole else None)
        self._rows.append(row)
        return True

    def _put(self, row: Row, kind: ColumnKind, cell: Slice, column: int | None) -> None:
        """Put a cell where what stands atop its column says that it belongs; ``column`` is known in whole rows."""
        if column is not None and column in self._units:
            row.marks += [(self._units[column], cell)] if len(cell) else []
        elif column is not None and kind == "period" and len(cell):
            row.periods.append((self._atop[column], cell))
        elif kind == "amount":
            self._put_amount(row, column, cell)
        else:
            row.put(kind, cell)
            self._put_measure(row, column, cell)

    def _put_amount(self, row: Row, column: int | None, cell: Slice) -> None:
        """A figure that the word atop its column names; its measure stands behind that word, or above the table."""
        if column is None or not FIGURE.fullmatch(cell.text):
            return
        atop = self._atop[column]
        measured = MEASURED.fullmatch(atop.text)
        if measured is not None:
            row.amounts.append((atop.part(*measured.span("name")), cell, atop.part(*measured.span("measure"))))
        else:
            row.amounts.append((atop, cell, self._measure))

    def _put_measure(self, row: Row, column: int | None, cell: Slice) -> None:
        """What a figure alone in its cell counts, where the word atop its column says so."""
        atop = self._atop[column] if column is not None and FIGURE.fullmatch(cell.text) else None
        if atop is not None and (measured := MEASURED.fullmatch(atop.text)):
            row.put("measure", atop.part(*measured.span("measure")))

    def _placed(self, line: SourceLine, cells: Sequence[Slice]) -> Iterator[tuple[ColumnKind, Slice]]:
        """Each cell with its column: by count, in columns of blanks by where it begins, else by what it says."""
        filled = [cell for cell in cells if len(cell)]
        if len(cells) == len(self._kinds) or (len(filled) < len(cells) < len(self._kinds)):
            return zip(self._kinds, cells, strict=False)
        if self._separator == "\t" and stand_first([cell.text for cell in cells], self._kinds):
            return zip(self._kinds, cells, strict=False)
        columns = self._aligned(line, cells) if self._separator == " " else None
        if columns is None:
            texts = [cell.text for cell in filled]
            columns = [place.column for place in place_cells(texts, self._kinds, below=bool(self._rows))]
        if len(self._kinds) < len(cells) == len(filled):
            # a word stands over several columns
            kinds, self._kinds, self._starts = self._kinds, [self._kinds[column] for column in columns], []
            return zip((kinds[column] for column in columns), filled, strict=True)
        return zip((self._kinds[column] for column in columns), filled, strict=True)

    def _aligned(self, line: SourceLine, cells: Sequence[Slice]) -> list[int] | None:
        """The columns under whose words the cells begin; ``None`` where one begins under none, or suits it ill."""
        found: list[int] = []
        for cell in cells:
            start = _display_column(line, cell.start)
            near = [n for n, column in enumerate(self._starts) if abs(column - start) <= _ALIGNED]
            if not near or (found and near[0] <= found[-1]) or not suits(cell.text, self._kinds[near[0]]):
                return None
            found.append(near[0])
        return found

    def _is_heading(self, lines: Sequence[SourceLine], index: int) -> bool:
        """A short line alone, with a row of the table right after it."""
        if len(lines[index].text.strip()) > _HEADING_LONGEST or "。" in lines[index].text:
            return False
        following = next((line for line in lines[index + 1 : index + 4] if not line.blank), None)
        cells = _cells(following, self._separator, opened=self._opened) if following is not None else []
        return sum(1 for cell in cells if len(cell)) >= 2


def _separator(raw: str) -> str | None:
    if raw.count("|") >= 2 or raw.count("\uff5c") >= 2:
        return "|"
    if "\t" in raw:
        return "\t"
    parts = raw.split()
    return " " if len(parts) > 2 and len(_BLANKS.findall(raw.strip())) >= 2 else None


def _cells(line: SourceLine, separator: str, *, opened: bool) -> list[Slice]:
    """The cells of a line; ``opened`` is true where a bar opens each line of its table."""
    paragraph = Paragraph([line])
    inside, between = _SEPARATORS[separator]
    bar = _OPENING_BAR.match(line.raw) if opened else None
    row = inside.fullmatch(line.raw, bar.end() if bar else 0)
    start, end = row.span("cells") if row else (0, len(line.raw))
    gaps = [match.span() for match in between.finditer(line.raw, start, end)]
    starts = [start, *(gap[1] for gap in gaps)]
    ends = [*(gap[0] for gap in gaps), end]
    return [Slice(paragraph, start, end) for start, end in zip(starts, ends, strict=True)]


def _display_column(line: SourceLine, offset: int) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.raw[:offset])
