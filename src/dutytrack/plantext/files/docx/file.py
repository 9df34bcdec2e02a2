"""Word documents (docx) in reading order, tracked changes accepted; no headers, footers, footnotes or comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData, content_of
from dutytrack.plantext.files.docx.numbering import Numbering
from dutytrack.plantext.files.docx.runs import RunReader
from dutytrack.plantext.files.docx.styles import W_STRICT, Styles, W, number, value
from dutytrack.plantext.files.tables import Cell, join_cell, table_lines
from dutytrack.plantext.files.xmlparts import check_depth, child, each_element, forget, local, parse_part
from dutytrack.plantext.text.decode import Content

_BLOCKS = tuple(f"{{{space}}}{name}" for space in (W, W_STRICT) for name in ("p", "tbl", "sdt", "customXml"))
_MAIN = re.compile(r"word/document\d*\.xml")
_WIDEST = 1_000
_TABS = re.compile(r"[ \u3000]*\t[ \t\u3000]*")


def read_docx(file: FileData) -> Content:
    """The document's text."""
    return content_of(_Body(Archive(file, "docx")).lines())


class _TableCell(NamedTuple):
    """A ``w:tc`` with the columns it stands in."""

    element: etree._Element
    column: int
    columns: int
    continues: bool
    """Whether it goes on with the cell above."""


class _Body:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._styles = Styles(parse_part(archive, "word/styles.xml"))
        self._numbering = Numbering(parse_part(archive, "word/numbering.xml"), self._styles)
        self._runs = RunReader(archive, self._styles)
        self._carried = ""

    def lines(self) -> Iterator[str]:
        main = next(filter(_MAIN.fullmatch, self._archive.names))
        for block in each_element(self._archive, main, _BLOCKS):
            parent = block.getparent()
            if parent is not None and local(parent) == "body":
                yield from self._block(block, 0)
                forget(block)

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
        text, self._carried = "".join([self._carried, *found.pieces]), ""
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
            self._carried = text
        elif value(child(properties, "pStyle")) not in self._styles.hidden:
            yield from self._shown(text, properties)
        for box in found.boxes:
            yield from self._block(box, depth)

    def _shown(self, text: str, properties: etree._Element | None) -> Iterator[str]:
        """A paragraph's lines; one without text is not counted in its list, as Word counts it but nobody sees it."""
        marker = self._numbering.marker(properties)
        for index, line in enumerate(text.split("\n")):
            shown = _untabbed(line)
            yield marker + shown.lstrip() if marker and not index else shown

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        rows = (row for row in _within(table, "tr") if child(row, "trPr", "del") is None)
        grid = [_cells(row) for row in rows]
        if any(len(cells) > 1 for cells in grid):
            yield from table_lines(self._laid(grid, depth))
        else:
            for cells in grid:
                for cell in cells:
                    yield from self._block(cell.element, depth + 1)

    def _laid(self, grid: list[list[_TableCell]], depth: int) -> Iterator[Cell]:
        for index, cells in enumerate(grid):
            for cell in cells:
                pieces = [line.replace("\t", " ") for line in self._block(cell.element, depth + 1)]
                if not cell.continues:
                    yield Cell(index, cell.column, join_cell(pieces), _reach_down(grid, index, cell), cell.columns)


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The element's rows or cells, those in content controls included."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in ("sdt", "sdtContent", "customXml"):
            yield from _within(part, name)


def _cells(row: etree._Element) -> list[_TableCell]:
    cells: list[_TableCell] = []
    column = min(max(number(child(row, "trPr", "gridBefore")) or 0, 0), _WIDEST)
    for element in _within(row, "tc"):
        columns = min(max(number(child(element, "tcPr", "gridSpan")) or 1, 1), _WIDEST)
        merge = child(element, "tcPr", "vMerge")
        cells.append(_TableCell(element, column, columns, merge is not None and value(merge) != "restart"))
        column += columns
    return cells


def _reach_down(grid: list[list[_TableCell]], index: int, cell: _TableCell) -> int:
    def goes_on(row: list[_TableCell]) -> bool:
        return any(other.continues and other.column == cell.column for other in row)

    return 1 + sum(1 for _row in takewhile(goes_on, grid[index + 1 :]))


def _untabbed(line: str) -> str:
    """Tabs as blanks, but kept where a paragraph is a table made by hand: three cells or more."""
    if "\t" not in line:
        return line
    cells = [cell for cell in _TABS.split(line.strip()) if cell]
    return "\t".join(cells) if len(cells) > 2 else " ".join(cells)
