"""Word documents (docx): paragraphs with their numbering, tables and text boxes, in reading order.

Headers, footers, footnotes and comments are left out; tracked changes count as accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import Content, FileData, content_of
from dutytrack.plantext.files.docx.names import W_STRICT, W, child, local, number, value
from dutytrack.plantext.files.docx.numbering import Numbering
from dutytrack.plantext.files.docx.runs import ParagraphText, RunReader
from dutytrack.plantext.files.docx.styles import Styles
from dutytrack.plantext.files.errors import DamagedFileError
from dutytrack.plantext.files.guard import damage_told
from dutytrack.plantext.files.tables import Cell, join_cell, table_lines
from dutytrack.plantext.files.xmlparts import check_depth, each_element, parse_part

_BLOCKS = tuple(f"{{{space}}}{name}" for space in (W, W_STRICT) for name in ("p", "tbl", "sdt", "customXml"))
_MAIN = re.compile(r"word/document\d*\.xml")
_WIDEST = 1_000
_TABS = re.compile(r"[ \u3000]*\t[ \t\u3000]*")


def read_docx(file: FileData) -> Content:
    """The document's text; raises a ``FileReadError`` where it is damaged, encrypted or too much."""
    archive = Archive(file, "docx")
    main = next((name for name in archive.names if _MAIN.fullmatch(name)), None)
    if main is None:
        raise DamagedFileError(file.name, "docx")
    with damage_told(file.name, "docx"):
        return content_of(_Body(archive, main).lines())


class _Body:
    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._main = main
        styles = Styles.read(parse_part(archive, "word/styles.xml"))
        self._numbering = Numbering(parse_part(archive, "word/numbering.xml"), styles)
        self._runs = RunReader(archive, styles)
        self._styles = styles
        self._carried = ""

    def lines(self) -> Iterator[str]:
        for block in each_element(self._archive, self._main, _BLOCKS):
            parent = block.getparent()
            if parent is not None and local(parent) == "body":
                yield from self._block(block, 0)
                _forget(block)

    def _block(self, block: etree._Element, depth: int) -> Iterator[str]:
        check_depth(self._archive, depth)
        name = local(block)
        if name == "p":
            yield from self._paragraph(block, depth)
        elif name == "tbl":
            yield from self._table(block, depth)
        elif name not in ("sdtPr", "sdtEndPr", "tcPr", "del", "moveFrom"):
            for part in block:
                yield from self._block(part, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        properties = child(paragraph, "pPr")
        found = self._runs.read(paragraph)
        text = self._carried + found.text
        self._carried = ""
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried = text
        elif value(child(properties, "pStyle")) not in self._styles.hidden:
            yield from self._shown(text, properties)
        yield from self._boxes(found, depth)

    def _shown(self, text: str, properties: etree._Element | None) -> Iterator[str]:
        """A paragraph's lines; one without text is not counted in its list, as Word counts it but nobody sees it."""
        marker = self._numbering.marker(properties)
        for index, line in enumerate(text.split("\n")):
            shown = _untabbed(line)
            yield marker + shown.lstrip() if marker and not index else shown

    def _boxes(self, found: ParagraphText, depth: int) -> Iterator[str]:
        for box in found.boxes:
            for part in box:
                yield from self._block(part, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        check_depth(self._archive, depth)
        rows = [row for row in _rows(table) if child(child(row, "trPr"), "del") is None]
        grid = [_cells(row) for row in rows]
        if all(len(cells) <= 1 for cells in grid):
            for cells in grid:
                for cell in cells:
                    yield from self._block(cell.element, depth + 1)
            return
        yield from table_lines(self._laid(grid, depth))

    def _laid(self, grid: list[list[_TableCell]], depth: int) -> Iterator[Cell]:
        for index, cells in enumerate(grid):
            for cell in cells:
                pieces = [line.replace("\t", " ") for line in self._block(cell.element, depth + 1)]
                if not cell.continues:
                    yield Cell(index, cell.column, join_cell(pieces), _reach_down(grid, index, cell), cell.columns)


class _TableCell:
    """A ``w:tc`` with the column it stands in."""

    __slots__ = ("column", "columns", "continues", "element")

    def __init__(self, element: etree._Element, column: int) -> None:
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        self.element = element
        self.column = column
        self.columns = min(max(number(child(properties, "gridSpan")) or 1, 1), _WIDEST)
        self.continues = merge is not None and value(merge) != "restart"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for part in table:
        name = local(part)
        if name == "tr":
            yield part
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _rows(part)


def _cells(row: etree._Element) -> list[_TableCell]:
    cells: list[_TableCell] = []
    column = min(max(number(child(child(row, "trPr"), "gridBefore")) or 0, 0), _WIDEST)
    for element in _cell_elements(row):
        cells.append(_TableCell(element, column))
        column += cells[-1].columns
    return cells


def _cell_elements(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        name = local(part)
        if name == "tc":
            yield part
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cell_elements(part)


def _reach_down(grid: list[list[_TableCell]], index: int, cell: _TableCell) -> int:
    rows = 1
    for below in grid[index + 1 :]:
        if not any(other.continues and other.column == cell.column for other in below):
            break
        rows += 1
    return rows


def _untabbed(line: str) -> str:
    """Tabs as blanks, but kept where a paragraph is a table made by hand: three cells or more."""
    if "\t" not in line:
        return line
    cells = [cell for cell in _TABS.split(line.strip()) if cell]
    return "\t".join(cells) if len(cells) > 2 else " ".join(cells)


def _forget(block: etree._Element) -> None:
    """Free what has been read, so that a long document never stands in memory as a whole."""
    block.clear()
    parent = block.getparent()
    while parent is not None and block.getprevious() is not None:
        del parent[0]
