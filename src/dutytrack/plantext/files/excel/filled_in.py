"""Workbooks that people have filled in: read within limits, each cell with its format, and bad cells named."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import damage_told
from dutytrack.plantext.files.excel.sheets import UNWORKED
from dutytrack.plantext.files.excel.shown import number_text
from dutytrack.plantext.files.excel.xlsx import sheet_parts
from dutytrack.plantext.files.xmlparts import parse_part, part_bytes, related
from dutytrack.plantext.text.signs import seen
from dutytrack.workbooks import cell_name

_UNWORKED = re.compile(
    rb"<(?:\w+:)?c\b(?![^<>]*\st=[\"']str)[^<>]*?\sr=[\"']([A-Z]+\d+)[\"'][^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and without a value."""


class FilledCell(NamedTuple):
    """What stands in a cell, and as what it is shown."""

    value: Any
    number_format: str = ""
    fault: str = ""
    """Why the file does not hold its value."""

    @property
    def text(self) -> str:
        """What a person would have typed."""
        value = self.value
        if isinstance(value, float) and _DECIMALS.fullmatch(self.number_format):
            shown = number_text(value, self.number_format)  # October is 2026.10
            if float(shown) == value:
                return shown
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, datetime):
            value = value.date()
        return "" if value is None else seen(str(value).replace("\r\n", "\n").replace("_x000D_", "")).strip()


_DECIMALS = re.compile(r"0\.0+_?\s*")

FilledTable = tuple[str, Iterator[Sequence[FilledCell]]]
"""A sheet's name and its rows from the first on, as wide as each is."""


class CellFault(NamedTuple):
    """A cell that can't be taken, and why."""

    sheet: str
    row: int
    column: int
    why: str

    def __str__(self) -> str:
        return f"{self.sheet}!{cell_name(self.row, self.column)}: {self.why}"


def named(faults: Sequence[object], most: int) -> tuple[str, str]:
    """The faults one by one, and how many there are beyond ``most``."""
    more = "; " + _("and {count} more").format(count=len(faults) - most) if len(faults) > most else ""
    return "; ".join(map(str, faults[:most])), more


def filled_tables(name: str, data: bytes) -> Iterator[FilledTable]:
    """The sheets of the workbook in ``data``; they and their rows raise a ``FileReadError`` where they are damaged."""
    archive = Archive(FileData(name, data), "xlsx")
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            part_bytes(archive, part)
    main = related(archive, "", "officeDocument", "xl/workbook.xml")
    parts = {sheet.get("name"): part for sheet, part in sheet_parts(archive, main, parse_part(archive, main))}
    with damage_told(name, "xlsx"), closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            assert isinstance(sheet, ReadOnlyWorksheet)
            sheet.reset_dimensions()  # some programs write wrong ones
            source = part_bytes(archive, parts[sheet.title]) if sheet.title in parts else b""
            unworked = {place.decode("ascii") for place in _UNWORKED.findall(source)}
            yield sheet.title, _rows(name, sheet, unworked)


def _rows(name: str, sheet: ReadOnlyWorksheet, unworked: Container[str]) -> Iterator[Sequence[FilledCell]]:
    with damage_told(name, "xlsx"):
        for row in sheet.rows:
            yield [_cell(cell, unworked) for cell in row]


def _cell(cell: Any, unworked: Container[str]) -> FilledCell:
    number_format = cell.number_format or ""
    if cell.data_type == "e":
        return FilledCell(None, number_format, _("an error, {text}").format(text=cell.value))
    if cell.value is None and unworked and getattr(cell, "coordinate", "") in unworked:
        return FilledCell(None, number_format, _(UNWORKED))
    return FilledCell(cell.value, number_format)
