"""Reading a filled-in progress sheet, workbook or csv: a cell that can't be understood is named, never guessed."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from dutytrack.domain.dates import read_day
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import MissingFileError, UnopenedFileError
from dutytrack.plantext.files.excel.csv_text import delimiter_of
from dutytrack.plantext.files.guard import damage_told
from dutytrack.plantext.files.xmlparts import part_bytes
from dutytrack.plantext.text.decode import NotAPlanError, decode
from dutytrack.services.sheets.layout import NEEDED, NO_WORDS, YES_WORDS, SheetColumn, column_called

_HEADINGS_WITHIN = 20
"""Rows at the top of a sheet in which its headings are sought."""
_MOST_ROWS = 200_000
_ZIP = b"PK"
_MOST_NAMED = 20
_SERIALS = range(20_000, 80_000)
"""Numbers that a spreadsheet means as days of 1954 to 2119."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that can't be taken, and why."""

    sheet: str
    cell: str
    """As a spreadsheet calls it: ``J7``."""
    why: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.why}"


class SheetFaultsError(DutyTrackError):
    """Cells of a sheet can't be taken, so nothing was."""

    def __init__(self, name: str, faults: Sequence[CellFault]) -> None:
        self.faults = tuple(faults)
        listed = "; ".join(map(str, faults[:_MOST_NAMED]))
        more = len(faults) - _MOST_NAMED
        rest = "; " + _("and {count} more").format(count=more) if more > 0 else ""
        template = _("{name}: nothing was written, these cells are wrong: {cells}{rest}")
        super().__init__(template, name=name, cells=listed, rest=rest)


class NoProgressSheetError(DutyTrackError):
    """A file holds no sheet with the headings of a progress sheet."""

    def __init__(self, name: str) -> None:
        template = _("{name} has no sheet with the headings of a progress sheet; `dutytrack progress sheet` makes one")
        super().__init__(template, name=name)


Value = str | float | date | bool | None


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row in which something was filled in; values by the columns' keys, empty cells left out."""

    sheet: str
    row: int
    places: Mapping[str, int]
    """Each column's number in this sheet, from 1."""
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> float | None:
        """A figure or percentage."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """A day."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def fault(self, key: str, why: str) -> CellFault:
        """What is wrong in the column ``key``, or where the sheet has none in the first."""
        return CellFault(self.sheet, f"{get_column_letter(self.places.get(key, 1))}{self.row}", why)


@dataclass(frozen=True, slots=True)
class FilledSheets:
    """What a file holds."""

    rows: tuple[FilledRow, ...]
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    value: Any
    number_format: str = ""


_Table = tuple[str, Iterable[Sequence[_Cell]]]


def read_progress_sheets(path: Path, *, today: date) -> FilledSheets:
    """The rows of a workbook or csv file in which something was filled in, and the cells that can't be understood.

    ``today`` is what ``today`` or ``-1d`` in a cell counts from.

    Raises:
        NoProgressSheetError: no sheet has the headings.
        FileReadError: the file can't be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(str(path)) from error
    except OSError as error:
        raise UnopenedFileError(str(path), error.strerror or str(error)) from error
    reading = _Reading(today)
    with damage_told(path.name, "xlsx" if data.startswith(_ZIP) else "csv"):
        found = [reading.take(*table) for table in _tables(path.name, data)]
    if not any(found):
        raise NoProgressSheetError(path.name)
    return FilledSheets(tuple(reading.rows), tuple(reading.faults))


def _tables(name: str, data: bytes) -> Iterator[_Table]:
    if not data.startswith(_ZIP):
        yield from _csv_table(name, data)
        return
    archive = Archive(FileData(name, data), "xlsx")
    for part in archive.names:
        if part.endswith((".xml", ".rels")):
            part_bytes(archive, part)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title, ([_Cell(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows())
    book.close()


def _csv_table(name: str, data: bytes) -> Iterator[_Table]:
    try:
        text = decode(data).text
    except NotAPlanError as error:
        raise NoProgressSheetError(name) from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    yield name, ([_Cell(cell) for cell in row] for row in rows)


class _Reading:
    """Rows and faults gathered sheet by sheet."""

    def __init__(self, today: date) -> None:
        self.rows: list[FilledRow] = []
        self.faults: list[CellFault] = []
        self._today = today

    def take(self, name: str, table: Iterable[Sequence[_Cell]]) -> bool:
        """Read one sheet; whether it has the headings."""
        columns: dict[int, SheetColumn] = {}
        for number, cells in enumerate(table, start=1):
            headings = _headings(cells)
            if headings and number <= _HEADINGS_WITHIN:
                columns = headings
            elif columns:
                self._take_row(name, number, cells, columns)
            elif number > _HEADINGS_WITHIN:
                return False
            if number > _MOST_ROWS:
                break
        return bool(columns)

    def _take_row(self, name: str, number: int, cells: Sequence[_Cell], columns: Mapping[int, SheetColumn]) -> None:
        places = {column.key: place for place, column in columns.items()}
        values: dict[str, Value] = {}
        faults: list[CellFault] = []
        filled_in = False
        for place, column in columns.items():
            cell = cells[place - 1] if place <= len(cells) else _Cell(None)
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            filled_in |= column.filled_in
            try:
                values[column.key] = self._value(column, cell)
            except ValueError as error:
                faults.append(CellFault(name, f"{get_column_letter(place)}{number}", str(error)))
        if filled_in:
            self.rows.append(FilledRow(name, number, places, values))
            self.faults += faults

    def _value(self, column: SheetColumn, cell: _Cell) -> Value:
        """What the cell says; ValueError, with what to write, where it can't be that."""
        if not column.filled_in:
            return _text(cell.value)
        if column.kind == "percent":
            return _percent(cell)
        if column.kind == "number":
            return _number(_text(cell.value))
        if column.kind == "date":
            return self._day(cell.value)
        if column.kind == "yes":
            return _yes(_text(cell.value))
        return _text(cell.value)

    def _day(self, value: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = _text(value)
        if text.isdecimal() and len(text) <= 5 and int(text) in _SERIALS:
            serial = from_excel(int(text))
            assert isinstance(serial, datetime)
            return serial.date()
        return read_day(text, self._today, "happened")


def _headings(cells: Sequence[_Cell]) -> dict[int, SheetColumn]:
    """The columns by their place, where the row is one of headings: it has all that is needed and one to fill in."""
    found: dict[int, SheetColumn] = {}
    for place, cell in enumerate(cells, start=1):
        column = column_called(cell.value) if isinstance(cell.value, str) else None
        if column is not None and column not in found.values():
            found[place] = column
    keys = {column.key for column in found.values()}
    return found if keys.issuperset(NEEDED) and any(column.filled_in for column in found.values()) else {}


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def _percent(cell: _Cell) -> float:
    text = _text(cell.value)
    number = _number(text.rstrip("%％"))
    if isinstance(cell.value, int | float) and "%" in cell.number_format:
        number = round(100 * number, 6)
    if not 0 <= number <= 100:
        raise ValueError(_("{text} is no percentage from 0 to 100").format(text=text))
    return number


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(_("{text} is no number").format(text=text))
    return number


def _yes(text: str) -> bool:
    word = text.lower()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise ValueError(_("{text}: write yes, or leave it empty").format(text=text))
