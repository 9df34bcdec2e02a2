"""Ledgers and task tables flattened to text: pipes, tabs, columns of blanks, or one cell a line; each row is a task."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dutytrack.plantext.tables.places import NUMBER_CELL, UNIT_KINDS, ColumnKind, place_cells
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.text.paragraphs import Paragraph, Slice, covering
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.roles import PERSON_HEADER, UNIT_HEADER, role_of_label

_UNITS = regex(rf"^{UNIT_HEADER}$")
_COLUMNS: tuple[tuple[re.Pattern[str], ColumnKind], ...] = (
    (regex(r"^(?:序|编|任务|项目|任务序|事项|清单)?号$|^(?:任务|项目|事项)?编[码号]$|^序$"), "number"),
    (regex(PERSON_HEADER), "leader"),
    (_UNITS, "responsible"),
    (regex(any_of(
        "时限 期限 完成(?:时间|日期|节点) 时间(?:节点|要求|安排|进度)?$ 进度(?:要求|安排|计划) [办推][结进]时间 节点"
    )), "time"),
    (regex(r"^(?:(?:项目|任务|工作)?类别|(?:任务)?分类|类型|领域|板块|方面|大类|专题|章节)$"), "category"),
    (regex(any_of("内容 措施 举措 要求$ 目标 做法 标准 指标 任务分解 具体任务 细化 清单$ 成果")), "content"),
    (regex(any_of("任务 事项 项目 重点工作 工作名称 名称$ ^工作$ 行动$ 工程$ 议题 提案 问题")), "task"),
    (regex(any_of(
        "备注 进展 情况 成效 资金 投资 来源 依据 电话 督办 督查 考核 验收 佐证 评分 分值 单位$"
    )), "other"),
)  # fmt: skip
_HEADER_LONGEST = 14
_RULE = regex(r"^[\s|:+=-]+$")
_BLANKS = regex(r"(?:[ \u3000\xa0]{2,}|\u3000|\t)+")
_SEPARATORS = {
    "|": (regex(r"(?:\s*[|\uff5c])?(?P<cells>.*?)(?:[|\uff5c]\s*)?"), regex(r"[|\uff5c]")),
    "\t": (regex("(?P<cells>.*)"), regex("\t")),
    " ": (regex(r"\s*(?P<cells>.*?)\s*"), _BLANKS),
}
"""What of a line is cells, and what stands between them."""
_HEADING_LONGEST = 40


@dataclass(slots=True)
class Row:
    """One row: its cells by the kind of their column."""

    cells: dict[ColumnKind, list[Slice]] = field(default_factory=dict)
    heading: str = ""
    """The heading that stands alone on a line above it."""

    def first(self, kind: ColumnKind) -> Slice | None:
        """The first cell of a kind."""
        cells = self.cells.get(kind)
        return cells[0] if cells else None

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        own = [cells for kind, cells in self.cells.items() if kind != "number"] or list(self.cells.values())
        return covering(cell.lines for cells in own for cell in cells)


@dataclass(slots=True)
class Table:
    """The rows of one table."""

    first_line: int
    rows: list[Row]


def take_tables(lines: Sequence[SourceLine]) -> tuple[list[Table], list[SourceLine]]:
    """The tables of ``lines`` that assign tasks, and the lines that stand outside them."""
    tables: list[Table] = []
    rest: list[SourceLine] = []
    index = 0
    while index < len(lines):
        if found := _rows_of_columns(lines, index) or _rows_of_lines(lines, index):
            rows, index = found
            tables.append(Table(rows[0].lines[0], rows))
        else:
            rest.append(lines[index])
            index += 1
    return tables, rest


def _rows_of_columns(lines: Sequence[SourceLine], index: int) -> tuple[list[Row], int] | None:
    """The rows of a table printed one row a line whose header stands there, and where they end."""
    separator = _separator(lines[index].raw)
    if separator is None:
        return None
    header = _cells(lines[index], separator)
    kinds = _header_kinds([cell.text for cell in header])
    return _ColumnReader(lines[index], separator, header, kinds).rows(lines, index + 1) if kinds else None


class _ColumnReader:
    def __init__(self, line: SourceLine, separator: str, header: Sequence[Slice], kinds: Sequence[ColumnKind]) -> None:
        self._separator = separator
        self._kinds = kinds
        self._starts = [_display_column(line, cell.start) for cell in header]
        self._header = [cell.text for cell in header]
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
        return (self._rows, end) if self._rows else None

    def _row(self, line: SourceLine) -> bool:
        cells = _cells(line, self._separator)
        filled = sum(1 for cell in cells if len(cell))
        if filled < 2 and not (self._separator != " " and len(cells) == len(self._kinds) and filled):
            return False
        if [cell.text for cell in cells] == self._header:
            return True
        row = Row(heading=self._heading)
        for kind, cell in self._placed(line, cells):
            if len(cell):
                row.cells.setdefault(kind, []).append(cell)
        if self._continues(row):
            for kind, more in row.cells.items():
                self._rows[-1].cells.setdefault(kind, []).extend(more)
        elif row.cells:
            self._rows.append(row)
        return True

    def _placed(self, line: SourceLine, cells: Sequence[Slice]) -> Iterator[tuple[ColumnKind, Slice]]:
        """Each cell with its column: by count, or in columns of blanks by where it begins."""
        if len(cells) == len(self._kinds) or self._separator != " ":
            yield from zip(self._kinds, cells, strict=False)
            return
        column = 0
        for cell in cells:
            start = _display_column(line, cell.start)
            column = min(range(column, len(self._starts)), key=lambda n: abs(self._starts[n] - start), default=column)
            yield self._kinds[min(column, len(self._kinds) - 1)], cell
            column = min(column + 1, len(self._kinds) - 1)

    def _continues(self, row: Row) -> bool:
        """A row without number goes on with the one above, unless it names units: then it shares that one's number."""
        if not self._rows or "number" in row.cells:
            return False
        above = self._rows[-1].cells.get("number")
        units, tasks = row.cells.keys() & UNIT_KINDS, row.cells.keys() & {"task", "content"}
        if above and tasks and units:
            row.cells["number"] = above
        elif above and not units:
            return True
        return not tasks and ("number" in self._kinds or "category" not in row.cells)

    def _is_heading(self, lines: Sequence[SourceLine], index: int) -> bool:
        """A short line alone, with a row of the table right after it."""
        if len(lines[index].text.strip()) > _HEADING_LONGEST or "。" in lines[index].text:
            return False
        following = next((line for line in lines[index + 1 : index + 4] if not line.blank), None)
        return following is not None and sum(1 for cell in _cells(following, self._separator) if len(cell)) >= 3


def _separator(raw: str) -> str | None:
    if raw.count("|") >= 2 or raw.count("\uff5c") >= 2:
        return "|"
    if "\t" in raw:
        return "\t"
    return " " if len(_BLANKS.findall(raw.strip())) >= 2 else None


def _cells(line: SourceLine, separator: str) -> list[Slice]:
    paragraph = Paragraph([line])
    inside, between = _SEPARATORS[separator]
    row = inside.fullmatch(line.raw)
    start, end = row.span("cells") if row else (0, len(line.raw))
    gaps = [match.span() for match in between.finditer(line.raw, start, end)]
    starts = [start, *(gap[1] for gap in gaps)]
    ends = [*(gap[0] for gap in gaps), end]
    return [Slice(paragraph, start, end) for start, end in zip(starts, ends, strict=True)]


def _display_column(line: SourceLine, offset: int) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.raw[:offset])


def _rows_of_lines(lines: Sequence[SourceLine], index: int) -> tuple[list[Row], int] | None:
    """The rows of a table printed one cell a line whose header begins there, and where they end."""
    if lines[index].blank:
        return None
    header: list[str] = []
    at = index
    while at < len(lines) and len(header) < 12:
        text = lines[at].text.strip()
        if text and (len(text) > _HEADER_LONGEST or column_kind(text) is None or text.endswith(":")):
            break
        header += [text] if text else []
        at += 1
    kinds = _header_kinds(header)
    if kinds is None or len(kinds) < 3 or kinds[0] != "number":
        return None
    rows = list(_numbered_rows(lines, at, kinds))
    return ([row for row, _ in rows], rows[-1][1]) if len(rows) >= 2 else None


def _numbered_rows(lines: Sequence[SourceLine], at: int, kinds: Sequence[ColumnKind]) -> Iterator[tuple[Row, int]]:
    """Rows that begin with their number on a line of its own; surplus lines belong to the task."""
    while at < len(lines):
        if lines[at].blank:
            at += 1
            continue
        if not _is_number(lines[at]):
            return
        end = at + 1
        cells = [at]
        while end < len(lines) and not _is_number(lines[end]) and len(cells) < 3 * len(kinds):
            if len(cells) >= len(kinds) and len(lines[end].text.strip()) > _HEADING_LONGEST * 3:
                break
            cells += [] if lines[end].blank else [end]
            end += 1
        is_last = end >= len(lines) or not _is_number(lines[end])
        if is_last and len(cells) > len(kinds):
            cells = cells[: len(kinds)]
            end = cells[-1] + 1
        row = Row()
        for cell, column in zip(cells, place_cells([lines[cell].text.strip() for cell in cells], kinds), strict=True):
            row.cells.setdefault(kinds[column], []).append(Slice(Paragraph([lines[cell]]), 0, len(lines[cell].raw)))
        yield row, end
        at = end


def _is_number(line: SourceLine) -> bool:
    return NUMBER_CELL.match(line.text.strip()) is not None


def column_kind(header: str) -> ColumnKind | None:
    """What a column with this header holds; ``None`` where it is no header known."""
    plain = re.sub(r"\s|\x1f", "", header)
    for pattern, kind in _COLUMNS:
        if plain and pattern.search(plain):
            return role_of_label(plain) if pattern is _UNITS else kind
    return None


def _header_kinds(header: Sequence[str]) -> list[ColumnKind] | None:
    """The kinds of a header's columns; ``None`` where the cells are no header of a task table."""
    texts = [re.sub(r"\s|\x1f", "", text) for text in header]
    if len(texts) < 2 or any(len(text) > _HEADER_LONGEST for text in texts):
        return None
    kinds = [column_kind(text) for text in texts]
    enough = sum(kind is not None for kind in kinds) * 2 >= len(texts)
    of_tasks = not {"task", "content"}.isdisjoint(kinds) and not {"number", *UNIT_KINDS}.isdisjoint(kinds)
    return [kind or "other" for kind in kinds] if of_tasks and enough else None
