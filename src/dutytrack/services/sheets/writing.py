"""Progress sheets: a workbook in which units fill in how far they are, one sheet a unit or one for all.

What identifies a row is locked, what is to be filled in is checked by the spreadsheet itself: percentages, dates,
figures and choices. Texts of the ledger are written as texts, whatever they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack.domain.words.roles import ROLE_WORDS
from dutytrack.i18n import N_, _
from dutytrack.services.sheets.layout import COLUMNS, NO, YES, SheetColumn
from dutytrack.store.reading.sheetrows import AskedReport
from dutytrack.workbooks import (
    SheetValue,
    cell_name,
    check,
    choice,
    file_bytes,
    fit_on_paper,
    freeze,
    head,
    protect,
    put,
    sign,
    solid,
    widen,
)

_KEYS, _LABELS, _FIRST = 1, 2, 3
"""The rows of the stable keys (hidden), of the labels, and of the first task."""
_HEAD, _TO_FILL_IN = solid("D9E1F2"), solid("FFF9DB")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
"""Excel's own limit of a sheet's name."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MOST_CHARACTERS = 32_000
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "~": "≈"}
_AGREED = {
    "duty": N_("yes, where the recurring duty is done, and not only reported on"),
    "submit": N_("yes, where the task is done and is to be verified"),
}
"""What a yes means, by the column."""
_BOUNDS: Mapping[str, tuple[str, Literal["decimal", "date"], str, str]] = {
    "percent": (N_("a percentage from 0 to 100"), "decimal", "0", "100"),
    "number": (N_("a number"), "decimal", "-1000000000000", "1000000000000"),
    "date": (N_("a day up to today, as in 2026-06-30"), "date", "DATE(1990,1,1)", "TODAY()"),
}
"""What may stand in the cells of a kind: in words, as what, from where to where."""


def progress_workbook(
    asked: Sequence[AskedReport], *, as_of: date, one_sheet: bool = False, head: str | None = None
) -> bytes:
    """The workbook that asks for ``asked``: a sheet a unit, or with ``one_sheet`` one for all.

    ``head`` is the line that names the journal's head.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = _("Progress on {as_of}").format(as_of=as_of)
    taken: set[str] = set()
    for name, reports in groupby(asked, key=lambda one: _("Progress") if one_sheet else one.unit):
        _write(book.create_sheet(_sheet_name(name, taken)), reports)
    sign(book, head)
    return file_bytes(book)


def _sheet_name(unit: str, taken: set[str]) -> str:
    """A name that a spreadsheet accepts, another for each sheet."""
    wanted = _NOT_IN_NAMES.sub("-", _UNSAFE.sub("", unit)).strip() or "-"
    name, count = wanted[:_LONGEST_NAME], 1
    while name.lower() in taken:
        count += 1
        ending = f" {count}"
        name = wanted[: _LONGEST_NAME - len(ending)] + ending
    taken.add(name.lower())
    return name


def _write(sheet: Worksheet, reports: Iterator[AskedReport]) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        _put(sheet, _KEYS, place, column.key)
        label = _put(sheet, _LABELS, place, _(column.label))
        label.alignment = Alignment(wrap_text=True, vertical="center")
        head([label], _HEAD)
        widen(sheet, place, column.width)
    sheet.row_dimensions[_KEYS].hidden = True
    row = _FIRST
    for report in reports:
        for values in _rows_of(report):
            _write_row(sheet, row, values, hands_in=report.answers)
            row += 1
    for place, column in enumerate(COLUMNS, start=1):
        if column.filled_in and column.kind != "text":
            check(sheet, place, range(_FIRST, row), _allowed(column))
    freeze(sheet, _FIRST, 3, cell_name(row - 1, len(COLUMNS)))
    protect(sheet)
    fit_on_paper(sheet, _LABELS)


def _rows_of(report: AskedReport) -> Iterator[dict[str, SheetValue]]:
    """The row of the report itself, then one for each figure."""
    common: dict[str, SheetValue] = {
        "key": report.key,
        "unit": report.unit,
        "role": _(ROLE_WORDS[report.role]),
        "title": report.title,
    }
    yield {**common, "due": report.due, "before": report.percent}
    for figure in report.figures:
        yield {
            **common,
            "due": figure.due or report.due,
            "before": figure.actual,
            "indicator": figure.pointer,
            "counted": figure.unit,
            "target": f"{_SIGNS.get(figure.op, figure.op)}{figure.target:g}",
        }


def _write_row(sheet: Worksheet, row: int, values: dict[str, SheetValue], *, hands_in: bool) -> None:
    to_fill_in = _to_fill_in(of_figure=bool(values.get("indicator")), hands_in=hands_in)
    for place, column in enumerate(COLUMNS, start=1):
        cell = _put(sheet, row, place, values.get(column.key))
        cell.alignment = Alignment(wrap_text=column.kind == "text", vertical="top")
        if column.kind == "date":
            cell.number_format = "yyyy-mm-dd"
        if column.key in to_fill_in:
            cell.protection, cell.fill = Protection(locked=False), _TO_FILL_IN


def _to_fill_in(*, of_figure: bool, hands_in: bool) -> frozenset[str]:
    """What units fill in: in a figure's row its value and day, in a report's row all the rest.

    Only who answers first can hand the task in, and meets its recurring duties.
    """
    if of_figure:
        return frozenset({"value", "on"})
    left_out = {"value"} if hands_in else {"value", "submit", "duty"}
    return frozenset(column.key for column in COLUMNS if column.filled_in) - left_out


def _put(sheet: Worksheet, row: int, place: int, value: SheetValue) -> Cell:
    if isinstance(value, str):
        value = _UNSAFE.sub(" ", value)[:_MOST_CHARACTERS]
    cell = put(sheet, row, place, value)
    if isinstance(value, str) and value:
        cell.quotePrefix = True
    return cell


def _allowed(column: SheetColumn) -> DataValidation:
    """What the spreadsheet lets stand in a column's cells: what can be taken back."""
    if column.kind == "yes":
        words, allowed = _(_AGREED[column.key]), choice(_(YES), _(NO))
    else:
        words, kind, low, high = _BOUNDS[column.kind]
        words = _(words)
        allowed = DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
    allowed.promptTitle, allowed.prompt, allowed.showInputMessage = _(column.label), words, True
    allowed.errorTitle, allowed.error, allowed.showErrorMessage = _(column.label), words, True
    return allowed
