"""Progress sheets: a workbook in which units fill in how far they are, one sheet a unit or one for all.

What identifies a row is locked, what is to be filled in is checked by the spreadsheet itself: percentages, dates,
figures and choices. Texts of the ledger are written as texts, whatever they begin with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack.domain.words.roles import ROLE_WORDS
from dutytrack.i18n import _
from dutytrack.services.sheets.layout import COLUMNS, NO, YES, SheetColumn
from dutytrack.store.reading.sheetrows import AskedFigure, AskedReport

_KEYS, _LABELS, _FIRST = 1, 2, 3
"""The rows of the stable keys (hidden), of the labels, and of the first task."""
_HEAD = PatternFill("solid", fgColor="D9E1F2")
_TO_FILL_IN = PatternFill("solid", fgColor="FFF9DB")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
"""Excel's own limit of a sheet's name."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MOST_CHARACTERS = 32_000
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "~": "≈"}

SheetValue = str | float | date | None


def progress_workbook(asked: Sequence[AskedReport], *, as_of: date, one_sheet: bool = False) -> bytes:
    """The workbook that asks for ``asked``: a sheet a unit, or with ``one_sheet`` one for all."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = _("Progress on {as_of}").format(as_of=as_of)
    taken: set[str] = set()
    parts: Iterator[tuple[str, list[AskedReport]]] = (
        iter([(_("Progress"), list(asked))])
        if one_sheet or not asked
        else ((unit, list(reports)) for unit, reports in groupby(asked, key=lambda one: one.unit))
    )
    for name, reports in parts:
        _write(book.create_sheet(_sheet_name(name, taken)), reports)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def _write(sheet: Worksheet, reports: Sequence[AskedReport]) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        _put(sheet, _KEYS, place, column.key)
        label = _put(sheet, _LABELS, place, _(column.label))
        label.font, label.fill, label.alignment = Font(bold=True), _HEAD, Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[_KEYS].hidden = True
    row = _FIRST
    for report in reports:
        for values in _rows_of(report):
            _write_row(sheet, row, values, hands_in=report.answers)
            row += 1
    last = max(row - 1, _FIRST)
    _check_cells(sheet, last)
    sheet.freeze_panes = f"C{_FIRST}"
    sheet.auto_filter.ref = f"A{_LABELS}:{get_column_letter(len(COLUMNS))}{last}"
    _protect(sheet)
    _to_print(sheet)


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
            "indicator": figure.name,
            "counted": figure.unit,
            "target": _target(figure),
        }


def _target(figure: AskedFigure) -> str:
    return f"{_SIGNS.get(figure.op, figure.op)}{figure.target:g}"


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

    Only who answers first can hand the task in.
    """
    if of_figure:
        return frozenset({"value", "on"})
    left_out = {"value"} if hands_in else {"value", "submit"}
    return frozenset(column.key for column in COLUMNS if column.filled_in) - left_out


def _put(sheet: Worksheet, row: int, place: int, value: SheetValue) -> Cell:
    """Write a value; a text is a text, even where it begins like a formula."""
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        clean = _UNSAFE.sub(" ", value)[:_MOST_CHARACTERS]
        cell.value = clean or None
        if clean:
            cell.data_type = "s"
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def _check_cells(sheet: Worksheet, last: int) -> None:
    """Let the spreadsheet refuse what could not be taken back."""
    for place, column in enumerate(COLUMNS, start=1):
        check = _validation(column) if column.filled_in else None
        if check is not None:
            letter = get_column_letter(place)
            check.add(f"{letter}{_FIRST}:{letter}{last}")
            sheet.add_data_validation(check)


def _validation(column: SheetColumn) -> DataValidation | None:
    """What may stand in the cells of ``column``; ``None`` where anything may."""
    if column.kind == "percent":
        told = _("a percentage from 0 to 100")
        check = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    elif column.kind == "number":
        told = _("a number")
        check = DataValidation(
            type="decimal", operator="between", formula1="-1000000000000", formula2="1000000000000", allow_blank=True
        )
    elif column.kind == "date":
        told = _("a day up to today, as in 2026-06-30")
        check = DataValidation(
            type="date", operator="between", formula1="DATE(1990,1,1)", formula2="TODAY()", allow_blank=True
        )
    elif column.kind == "yes":
        told = _("yes, where the task is done and is to be verified")
        check = DataValidation(type="list", formula1=f'"{_(YES)},{_(NO)}"', allow_blank=True)
    else:
        return None
    check.promptTitle, check.prompt, check.showInputMessage = _(column.label), told, True
    check.errorTitle, check.error, check.showErrorMessage = _(column.label), told, True
    return check


def _protect(sheet: Worksheet) -> None:
    """Lock what identifies a row, against slips of the hand: there is no password."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False


def _to_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_LABELS}:{_LABELS}"
