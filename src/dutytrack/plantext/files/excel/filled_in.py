"""Workbooks that people have filled in: read within limits, each cell with its format, and bad cells named."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import damage_told
from dutytrack.plantext.files.xmlparts import part_bytes
from dutytrack.workbooks import cell_name


class FilledCell(NamedTuple):
    """What stands in a cell, and as what it is shown."""

    value: Any
    number_format: str = ""

    @property
    def text(self) -> str:
        """What a person would have typed."""
        value = self.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, datetime):
            value = value.date()
        return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


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
    with damage_told(name, "xlsx"), closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            assert isinstance(sheet, ReadOnlyWorksheet)
            sheet.reset_dimensions()  # some programs write wrong ones
            yield sheet.title, _rows(name, sheet)


def _rows(name: str, sheet: ReadOnlyWorksheet) -> Iterator[Sequence[FilledCell]]:
    with damage_told(name, "xlsx"):
        for row in sheet.rows:
            yield [FilledCell(cell.value, cell.number_format or "") for cell in row]
