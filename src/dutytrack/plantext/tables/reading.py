"""Ledgers and task tables flattened to text: pipes, tabs, columns of blanks, or one cell a line; each row is a task."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dutytrack.domain.words.roles import Role
from dutytrack.plantext.tables.columns import (
    FIGURE,
    MEASURED,
    TIME_BEHIND,
    ColumnKind,
    meanings,
    names_unit,
    tells_problem,
    with_lower_header,
)
from dutytrack.plantext.tables.headers import MOST_HEADER_ROWS, Header, read_header, told_header
from dutytrack.plantext.tables.places import place_cells, stand_first, suits
from dutytrack.plantext.tables.rows import TOTAL, Row, counted, joined_rows, sums_up
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
_MEASURE = regex(
    r"(?:^|[\s(:;。,])(?:金额|资金|投资)?单位\s?[均都]?[:为是]\s?(?P<measure>(?:万|亿|千|百万)?元)(?=\s*[)。;,]?\s*$|[。;,])"
)
_DIGIT = regex(r"\d")
_SAYS = regex(r"[^\W无_]")
"""What a cell says, and one with a dash or 无 does not."""
_CELLS_MOST = 40
_HEADING_LONGEST = 40
_SAMPLE = 24
"""Lines from a header on whose cells tell what a column holds."""
_AROUND = 3
"""Lines above and below a table in which it may be said what its marks mean, and what its sums are counted in."""
_BARE = 2
"""Parts of a figure that has a name and no measure."""
_ALIGNED = 2
"""Half-width columns: how far a cell may begin from where its column's word does."""


@dataclass(slots=True)
class Table:
    """The rows of one table."""

    first_line: int
    rows: list[Row]
    legend: Mapping[str, Role] = field(default_factory=dict)
    """The roles that the marks under units mean, as far as the lines around the table say."""
    head: Sequence[SourceLine] = ()
    """What stands atop its rows."""
    guessed: str = ""
    """The words of columns that are told by their cells: who, or all of them."""


def take_tables(lines: Sequence[SourceLine]) -> tuple[list[Table], list[SourceLine]]:
    """The tables of ``lines`` that assign tasks, and the lines that stand outside them."""
    tables: list[Table] = []
    rest: list[SourceLine] = []
    index = 0
    while index < len(lines):
        above = lines[max(index - _AROUND, 0) : index]
        of_columns = _rows_of_columns(lines, index, above)
        if found := of_columns or rows_of_stream(lines, index):
            rows, end = found[:2]
            around = [*above, *lines[end : end + _AROUND]]
            legend = {mark: role for line in around for mark, role in meanings(line.text).items()}
            head = [line for line in lines[index:end] if line.number < rows[0].lines[0]]
            tables.append(Table(rows[0].lines[0], rows, legend, head, of_columns[2] if of_columns else ""))
            index = end
        else:
            rest.append(lines[index])
            index += 1
    return tables, rest


def _measure_in(lines: Sequence[SourceLine]) -> Slice | None:
    """What the sums of a table are counted in, where a line above or below it says so: 单位:万元."""
    for line in lines:
        if told := _MEASURE.search(line.text):
            return Slice(Paragraph([line]), *told.span("measure"))
    return None


def _rows_of_columns(
    lines: Sequence[SourceLine], index: int, above: Sequence[SourceLine]
) -> tuple[list[Row], int, str] | None:
    """The rows of a table printed one row a line whose header stands there, where they end, and words not known."""
    separator = _separator(lines[index].raw)
    if separator is None:
        return None
    opened = separator == "|" and _OPENING_BAR.match(lines[index].raw) is not None
    ahead = [line for line in islice(lines, index, index + _SAMPLE) if not (line.blank or _RULE.match(line.text))]
    header = read_header(
        _cells(line, separator, opened=opened) for line in ahead[: 1 if separator == " " else MOST_HEADER_ROWS]
    )
    if header is None or (not header.kinds and (separator == " " or _is_row(above[-1:], separator))):
        return None
    grid = [_cells(line, separator, opened=opened) for line in ahead]
    width = len(header.words) if separator == "\t" else 0  # a row's last cells may be empty, and then show not
    told = told_header(header, [[cell.text for cell in cells] + [""] * (width - len(cells)) for cells in grid])
    if told is None:
        return None
    header, guessed = told
    printed = [[cell.text for cell in cells] for cells in grid[: header.rows]]
    reader = _ColumnReader(lines[index], separator, opened, header, printed, _measure_in(above))
    rows = reader.rows(lines, lines.index(ahead[header.rows - 1], index) + 1)
    return (*rows, guessed) if rows else None


def _is_row(lines: Sequence[SourceLine], separator: str) -> bool:
    """Whether the last of the lines has cells, so that the one below it heads none."""
    cells = _cells(lines[-1], separator, opened=False) if lines else []
    return sum(map(bool, map(len, cells))) > 1


class _ColumnReader:
    def __init__(
        self,
        line: SourceLine,
        separator: str,
        opened: bool,
        header: Header,
        printed: list[list[str]],
        measure: Slice | None,
    ) -> None:
        self._measure = measure
        self._separator = separator
        self._opened = opened
        self._kinds: Sequence[ColumnKind] = header.kinds
        self._starts = [_display_column(line, cell.start) for cell in header.words]
        self._header = printed
        """The rows of the header, as they come again on a further page."""
        self._atop = header.words
        units = {column: cell for column, cell in enumerate(header.words) if names_unit(cell.text)}
        self._units = units if len(units) > 1 else {}
        self._heading = ""
        self._rows: list[Row] = []

    def rows(self, lines: Sequence[SourceLine], index: int) -> tuple[list[Row], int] | None:
        end = index
        for at, line in enumerate(lines[index:], index):
            if line.blank or _RULE.match(line.text) or TOTAL.fullmatch(line.text.strip()):
                continue
            if self._row(line):
                end = at + 1
            elif self._is_heading(lines, at):
                self._heading = line.raw.strip().strip("|").strip()
            else:
                break
        rows = joined_rows(self._rows, self._kinds)
        if self._measure is None and (measure := _measure_in(lines[end : end + _AROUND])):
            for row in rows:
                row.amounts = [
                    [*one[:-1], *counted(one[-1], measure)] if len(one) == _BARE else one for one in row.amounts
                ]
        return (rows, end) if rows else None

    def _row(self, line: SourceLine) -> bool:
        cells = _cells(line, self._separator, opened=self._opened)
        filled = [cell for cell in cells if len(cell)]
        if len(filled) < 2 and not (self._separator != " " and len(cells) == len(self._kinds) and filled):
            return False
        if len(cells) > max(_CELLS_MOST, len(self._kinds)):
            return False
        texts = [cell.text for cell in cells]
        if texts in self._header:
            return True
        lower = None if self._rows else with_lower_header(self._kinds, texts)
        if lower is not None:
            self._header.append(texts)
            self._kinds = lower
            self._starts = []
            return True
        row = Row(heading=self._heading, short=self._separator == "|" and len(cells) < len(self._kinds))
        cut_short = self._separator == "\t" and len(cells) < len(self._kinds)
        cut_short = cut_short and (len(filled) < len(cells) or stand_first(texts, self._kinds))
        whole = len(cells) == len(self._atop) or (cut_short and len(self._kinds) == len(self._atop))
        for column, (kind, cell) in enumerate(self._placed(line, cells)):
            self._put(row, kind, cell, column if whole else None)
        if not sums_up(filled, row):
            self._rows.append(row)
        elif not TOTAL.fullmatch(filled[0].text):
            self._heading = filled[0].shown
        return True

    def _put(self, row: Row, kind: ColumnKind, cell: Slice, column: int | None) -> None:
        """Put a cell where what stands atop its column says that it belongs; ``column`` is known in whole rows."""
        if column is not None and column in self._units:
            row.marks += [(self._units[column], cell)] if len(cell) else []
        elif column is not None and kind == "period":
            if _SAYS.search(cell.text):
                atop = self._atop[column]
                behind = TIME_BEHIND.search(atop.text)
                row.periods.append((atop.part(*behind.span("time")) if behind else atop, cell))
        elif kind == "amount":
            self._put_amount(row, column, cell)
        else:
            row.put(kind, cell)
            if kind == "task" and column is not None and "content" in self._kinds:
                row.described += [cell] if tells_problem(self._atop[column].text) else []
            self._put_measure(row, column, cell)

    def _put_amount(self, row: Row, column: int | None, cell: Slice) -> None:
        """A figure that the word atop its column names; its measure stands behind that word, or above the table."""
        if column is None or not _DIGIT.search(cell.text):
            return
        atop = self._atop[column]
        measured = MEASURED.fullmatch(atop.text)
        name = atop.part(*measured.span("name")) if measured else atop
        measure = atop.part(*measured.span("measure")) if measured else self._measure
        row.amounts.append([name, *counted(cell, measure)])

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
