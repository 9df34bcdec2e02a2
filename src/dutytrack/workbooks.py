"""Workbooks that people fill in: how cells are written, headed, checked and laid out.

A text is written as a text, whatever it begins with, so that nothing that a document says is ever run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from dutytrack.signs import printable_lines

SheetValue = str | float | date | None


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet calls a cell: ``F12``."""
    return f"{get_column_letter(column)}{row}"


def solid(colour: str) -> PatternFill:
    """A cell's ground in one colour."""
    return PatternFill("solid", fgColor=colour)


def put(sheet: Worksheet, row: int, column: int, value: SheetValue) -> Cell:
    """Write a value; an empty text leaves the cell empty."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    shown = printable_lines(value) if isinstance(value, str) else value
    cell.value = None if shown == "" else shown
    if isinstance(shown, str) and shown:
        cell.data_type = "s"
    return cell


def head(cells: Iterable[Cell], ground: PatternFill) -> None:
    """Let cells look like headings."""
    for cell in cells:
        cell.font, cell.fill = Font(bold=True), ground


def widen(sheet: Worksheet, column: int, characters: float) -> None:
    """Make a column so many characters wide."""
    sheet.column_dimensions[get_column_letter(column)].width = characters


def check(sheet: Worksheet, column: int, rows: range, allowed: DataValidation) -> None:
    """Let the spreadsheet look at what is typed into a column's rows."""
    allowed.add(f"{cell_name(rows[0], column)}:{cell_name(rows[-1], column)}")
    sheet.add_data_validation(allowed)


def choice(*words: str, refuse: bool = True) -> DataValidation:
    """One of some words, or nothing; unless ``refuse``, another word is taken as well."""
    return DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=refuse)


def freeze(sheet: Worksheet, row: int, column: int, last: str) -> None:
    """Keep what is above and left of a cell in sight, and filter by the headings right above it down to ``last``."""
    sheet.freeze_panes = cell_name(row, column)
    sheet.auto_filter.ref = f"A{row - 1}:{last}"


def protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, against slips of the hand: there is no password."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False


def fit_on_paper(sheet: Worksheet, heading: int) -> None:
    """Print across the paper, all columns on one page, the heading's row on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading}:{heading}"


def sign(book: Workbook, line: str | None) -> None:
    """Print ``line`` at the foot of each page, and keep it among the workbook's properties."""
    if line is not None:
        book.properties.identifier = line
        for sheet in book.worksheets:
            footer = sheet.oddFooter
            assert footer is not None
            footer.left.text = line.replace("&", "&&")


def file_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return stream.getvalue()


class _InMemory(ExcelWriter):
    """A writer without temporary files, which would fail on a full disk, and be left by a run that is killed."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet into the archive, as openpyxl does by way of a file."""
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]  # noqa: SLF001
        text = io.BytesIO()
        writer = WorksheetWriter(ws, text)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001
        self._archive.writestr(  # type: ignore[attr-defined]
            ws.path[1:], text.getvalue()
        )
        self.manifest.append(ws)
