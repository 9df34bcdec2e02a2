"""A review as a workbook: beside each reading a column for its correction, to be filled in and read back."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack.domain.review.fields import PLAN_FIELDS, shown, shown_of_plan
from dutytrack.domain.review.model import Draft, Review
from dutytrack.i18n import _
from dutytrack.output.cells import width
from dutytrack.output.reviewlayout import (
    DEED,
    DOUBTS,
    DROP,
    EMPTIED,
    JOIN,
    KEY,
    LINES,
    MARK,
    PLAN_HEAD,
    SHEET_FIELDS,
    SOURCE,
    Key,
    cell_name,
    cell_words,
    reading_column,
    source_of,
    task_headings,
)

_HEAD = PatternFill("solid", fgColor="D9E2F0")
_FOR_CORRECTIONS = PatternFill("solid", fgColor="FFF8DC")
_IN_DOUBT = Font(color="B3261E")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NARROW, _MIDDLE, _BROAD = 10, 24, 60
_LINE_POINTS, _MOST_LINES = 15, 12
_BETWEEN_ROWS = Border(bottom=Side(style="thin", color="D0D0D0"))
_FIELD_CELLS = {"ref": _NARROW + 4, "leader": _NARROW + 4, "indicators": 2 * _MIDDLE}


def review_sheet(reviews: Sequence[Review], *, digest: str, offered: Sequence[Review] = ()) -> bytes:
    """The workbook for the plans of one document whose text has the SHA-256 ``digest``.

    ``offered`` are the same reviews with what was corrected before; where they differ, the corrections are filled in.
    """
    book = Workbook()
    tasks = book.worksheets[0]
    tasks.title = _("Tasks")
    _write_tasks(tasks, reviews, offered or reviews)
    _write_plans(book.create_sheet(_("Plans")), reviews, digest)
    _write_guide(book.create_sheet(_("How to")))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_tasks(sheet: Worksheet, reviews: Sequence[Review], offered: Sequence[Review]) -> None:
    _write_head(sheet, 1, task_headings())
    row = 1
    for number, (review, other) in enumerate(zip(reviews, offered, strict=True), start=1):
        for draft, mended in zip(review.drafts, other.drafts, strict=True):
            row += 1
            _write_task(sheet, row, Key(number, draft.id), draft, mended)
            _text(sheet, row, SOURCE, source_of(review, draft.task.lines) or draft.task.text)
    deeds = DataValidation(type="list", formula1=f'"{_(DROP)},{_(JOIN)}"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(deeds)
    deeds.add(f"{get_column_letter(DEED)}2:{get_column_letter(DEED)}{row + 50}")
    _lay_out_tasks(sheet, row)


def _lay_out_tasks(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = cell_name(2, reading_column(2))
    sheet.auto_filter.ref = f"A1:{get_column_letter(SOURCE)}{last}"
    for column in (KEY, DEED, LINES):
        _widen(sheet, column, _NARROW)
    for place, field in enumerate(SHEET_FIELDS):
        cells = _FIELD_CELLS.get(field.name, _MIDDLE)
        _widen(sheet, reading_column(place), cells)
        _widen(sheet, reading_column(place) + 1, cells)
    _widen(sheet, DOUBTS, _MIDDLE)
    _widen(sheet, SOURCE, _BROAD)
    for row in range(2, last + 1):
        sheet.row_dimensions[row].height = _LINE_POINTS * _lines_of(sheet, row)


def _lines_of(sheet: Worksheet, row: int) -> int:
    """The lines that the row's fullest reading takes; the source may be cut, it is there to be looked up."""
    lines = 1
    for column in range(1, SOURCE):
        cells = int(sheet.column_dimensions[get_column_letter(column)].width) - 1
        text = str(sheet.cell(row, column).value or "")
        lines = max(lines, sum(width(line) // cells + 1 for line in text.split("\n")))
    return min(lines, _MOST_LINES)


def _widen(sheet: Worksheet, column: int, cells: int) -> None:
    sheet.column_dimensions[get_column_letter(column)].width = cells


def _write_task(sheet: Worksheet, row: int, key: Key, draft: Draft, mended: Draft) -> None:
    task = draft.task
    in_doubt = bool(mended.doubts)
    _text(sheet, row, KEY, str(key))
    _text(sheet, row, DEED, "").fill = _FOR_CORRECTIONS
    for place, field in enumerate(SHEET_FIELDS):
        reading, offer = shown(task, field.name), shown(mended.task, field.name)
        cell = _text(sheet, row, reading_column(place), reading)
        if in_doubt and field.name == "title":
            cell.font = _IN_DOUBT
        _text(sheet, row, reading_column(place) + 1, offer if offer != reading else "").fill = _FOR_CORRECTIONS
    _text(sheet, row, DOUBTS, "\n".join(problem.message for problem in mended.doubts)).font = _IN_DOUBT
    _text(sheet, row, LINES, f"{task.lines[0]}-{task.lines[1]}")


def _write_plans(sheet: Worksheet, reviews: Sequence[Review], digest: str) -> None:
    _text(sheet, 1, 1, MARK)
    _text(sheet, 1, 2, digest)
    _write_head(sheet, PLAN_HEAD, [_("Plan"), _("Field"), _("Reading"), _("Correction"), _("Doubts")])
    row = PLAN_HEAD
    for number, review in enumerate(reviews, start=1):
        for field in PLAN_FIELDS:
            row += 1
            _text(sheet, row, 1, str(number))
            _text(sheet, row, 2, _(field.label))
            _text(sheet, row, 3, shown_of_plan(review.plan, field.name))
            _text(sheet, row, 4, "").fill = _FOR_CORRECTIONS
        _text(sheet, row - len(PLAN_FIELDS) + 1, 5, "\n".join(problem.message for problem in review.plan.problems))
    for column, cells in enumerate((_NARROW * 2, _MIDDLE, _BROAD, _BROAD, _BROAD), start=1):
        _widen(sheet, column, cells)


def _write_guide(sheet: Worksheet) -> None:
    lines = (
        _("Write into the yellow columns only; an empty cell leaves the reading as it is, {mark} empties the field."),
        _("Names are joined by 、; dates, duties and figures stand one a line, as in the readings."),
        _("A date: 2017, 2017-06 or 2017-06-30, then its words in the text; ? where the year is not given."),
        _("A duty: 每季度 or monthly/3, then its words."),
        _("A figure: name | >=100 unit | due | yearly | its words; what follows the figure may be left out."),
        _("drop: this is no task.  join: this and the next task are one."),
        _("A new task: a row of its own without a key, where it belongs, its title and more in the yellow columns."),
        _("Do not delete rows: write drop. Then: dutytrack import FILE --review-sheet THIS.xlsx --accept"),
    )
    for row, line in enumerate(lines, start=1):
        _text(sheet, row, 1, line.format(mark=EMPTIED))
    _widen(sheet, 1, 2 * _BROAD)


def _write_head(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    for column, heading in enumerate(headings, start=1):
        cell = _text(sheet, row, column, heading)
        cell.fill, cell.font = _HEAD, Font(bold=True)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that holds ``text`` as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = cell_words(text) or None
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment, cell.border = _WRAPPED, _BETWEEN_ROWS
    return cell
