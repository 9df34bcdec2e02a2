"""Reading a filled-in progress sheet, workbook or csv: a cell that can't be understood is named, never guessed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.utils.datetime import from_excel

from dutytrack.domain.dates import read_day
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.plantext.files.excel.csv_text import csv_rows
from dutytrack.plantext.files.excel.filled_in import CellFault, FilledCell, FilledTable, filled_tables, named
from dutytrack.plantext.files.reading import file_bytes
from dutytrack.plantext.text.decode import NotAPlanError, decode
from dutytrack.services.sheets.layout import NEEDED, NO_WORDS, YES_WORDS, SheetColumn, column_called
from dutytrack.workbooks import cell_name

_HEADINGS_WITHIN = 20
"""Rows at the top of a sheet in which its headings are sought."""
_MOST_ROWS = 200_000
_MOST_NAMED = 20
_SERIALS = range(20_000, 80_000)
"""Numbers that a spreadsheet means as days of 1954 to 2119."""


class SheetFaultsError(DutyTrackError):
    """Cells of a sheet can't be taken, so nothing was."""

    def __init__(self, name: str, faults: Sequence[CellFault]) -> None:
        self.faults = tuple(faults)
        cells, rest = named(faults, _MOST_NAMED)
        template = _("{name}: nothing was written, these cells are wrong: {cells}{rest}")
        super().__init__(template.format(name=name, cells=cells, rest=rest))


class NoProgressSheetError(DutyTrackError):
    """A file holds no sheet with the headings of a progress sheet."""

    def __init__(self, name: str) -> None:
        template = _("{name} has no sheet with the headings of a progress sheet; `dutytrack progress sheet` makes one")
        super().__init__(template.format(name=name))


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

    def cell(self, key: str) -> str:
        """Where the column ``key`` stands in this row."""
        return f"{self.sheet}!{cell_name(self.row, self.places.get(key, 1))}"

    def fault(self, key: str, why: str) -> CellFault:
        """What is wrong in the column ``key``, or where the sheet has none in the first."""
        return CellFault(self.sheet, self.row, self.places.get(key, 1), why)


def read_progress_sheets(path: Path, *, today: date) -> tuple[list[FilledRow], list[CellFault]]:
    """The rows of a workbook or csv file in which something was filled in, and the cells that can't be understood.

    ``today`` is what ``today`` or ``-1d`` in a cell counts from. Raises NoProgressSheetError (no sheet has the
    headings), FileReadError (the file can't be read).
    """
    data = file_bytes(path)
    reading = _Reading(today)
    tables = filled_tables(path.name, data) if data.startswith(b"PK") else _csv_table(path.name, data)
    found = [reading.take(*table) for table in tables]
    if not any(found):
        raise NoProgressSheetError(path.name)
    return reading.rows, reading.faults


def _csv_table(name: str, data: bytes) -> Iterator[FilledTable]:
    try:
        text = decode(data).text
    except NotAPlanError as error:
        raise NoProgressSheetError(name) from error
    yield name, (list(map(FilledCell, row)) for row in csv_rows(name, text))


class _Reading:
    """Rows and faults gathered sheet by sheet."""

    def __init__(self, today: date) -> None:
        self.rows: list[FilledRow] = []
        self.faults: list[CellFault] = []
        self._today = today

    def take(self, name: str, table: Iterable[Sequence[FilledCell]]) -> bool:
        """Read one sheet; whether it has the headings."""
        columns: dict[int, SheetColumn] = {}
        for number, cells in enumerate(islice(table, _MOST_ROWS), start=1):
            headings = _headings(cells) if number <= _HEADINGS_WITHIN else {}
            if headings:
                columns = headings
                doubled = ((place, column) for place, column in _called(cells) if place not in columns)
                for place, column in doubled:  # which one is meant nobody can tell
                    why = _("another column is “{name}” already").format(name=_(column.label))
                    self.faults.append(CellFault(name, number, place, why))
            elif columns:
                self._take_row(name, number, cells, columns)
            elif number > _HEADINGS_WITHIN:
                return False
        return bool(columns)

    def _take_row(
        self, name: str, number: int, cells: Sequence[FilledCell], columns: Mapping[int, SheetColumn]
    ) -> None:
        places = {column.key: place for place, column in columns.items()}
        values: dict[str, Value] = {}
        faults: list[CellFault] = []
        filled_in = False
        for place, column in columns.items():
            text = _text(cells[place - 1]) if place <= len(cells) else ""
            if place <= len(cells) and cells[place - 1].fault:
                faults.append(CellFault(name, number, place, cells[place - 1].fault))
                filled_in = True
            if not text:
                continue
            filled_in |= column.filled_in
            try:
                values[column.key] = self._value(column, cells[place - 1], text)
            except ValueError as error:
                faults.append(CellFault(name, number, place, str(error)))
        if filled_in:
            self.rows.append(FilledRow(name, number, places, values))
            self.faults += faults

    def _value(self, column: SheetColumn, cell: FilledCell, text: str) -> Value:
        """What the cell says; ValueError, with what to write, where it can't be that."""
        if not column.filled_in or column.kind == "text":
            return text
        if column.kind == "percent":
            return _percent(cell, text)
        if column.kind == "number":
            return _number(text)
        if column.kind == "yes":
            return _yes(text)
        return self._day(cell.value, text)

    def _day(self, value: Any, text: str) -> date:
        if isinstance(value, datetime):
            return value.date()
        if text.isdecimal() and len(text) <= 5 and int(text) in _SERIALS:
            serial = from_excel(int(text))
            assert isinstance(serial, datetime)
            return serial.date()
        return read_day(text, self._today, "happened")


def _called(cells: Sequence[FilledCell]) -> Iterator[tuple[int, SheetColumn]]:
    """The columns that a row names, each with its place."""
    for place, cell in enumerate(cells, start=1):
        column = column_called(cell.value) if isinstance(cell.value, str) else None
        if column is not None:
            yield place, column


def _headings(cells: Sequence[FilledCell]) -> dict[int, SheetColumn]:
    """The columns by their place, where the row is one of headings: it has all that is needed and one to fill in."""
    found: dict[int, SheetColumn] = {}
    for place, column in _called(cells):
        if column not in found.values():
            found[place] = column
    keys = {column.key for column in found.values()}
    return found if keys.issuperset(NEEDED) and any(column.filled_in for column in found.values()) else {}


def _text(cell: FilledCell) -> str:
    """The cell's text, without the sign before it that keeps a csv file's texts from being formulas."""
    text = cell.text
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def _percent(cell: FilledCell, text: str) -> float:
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
