"""A review as a workbook: beside each reading a column for its correction, to be filled in and read back."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import PLAN_FIELDS, shown, shown_of_plan
from dutytrack.domain.review.model import Review
from dutytrack.i18n import _
from dutytrack.output import reviewlayout as at
from dutytrack.output.amendment import change_line, fate_line
from dutytrack.output.cells import width
from dutytrack.workbooks import cell_name, check, choice, file_bytes, freeze, head, put, sign, solid, widen

_HEAD, _FOR_CORRECTIONS = solid("D9E2F0"), solid("FFF8DC")
_IN_DOUBT = Font(color="B3261E")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BETWEEN_ROWS = Border(bottom=Side(style="thin", color="D0D0D0"))
_NARROW, _MIDDLE, _BROAD = 10, 24, 60
_FIELD_CELLS = {"ref": _NARROW + 4, "leader": _NARROW + 4, "indicators": 2 * _MIDDLE}
_LINE_POINTS, _MOST_LINES = 15, 12


def review_sheet(
    reviews: Sequence[Review], *, digest: str, offered: Sequence[Review] = (), head: str | None = None
) -> bytes:
    """The workbook for the plans of one document whose text has the SHA-256 ``digest``.

    ``offered`` are the same reviews with what was corrected before; where they differ, the corrections are filled in.
    ``head`` is the line that names the journal's head, where there is a ledger.
    """
    book = Workbook()
    tasks = book.worksheets[0]
    tasks.title = _("Tasks")
    _write_tasks(tasks, reviews, offered or reviews)
    _write_plans(book.create_sheet(_("Plans")), reviews, digest)
    _write_guide(book.create_sheet(_("How to")))
    sign(book, head)
    return file_bytes(book)


def _write_tasks(sheet: Worksheet, reviews: Sequence[Review], offered: Sequence[Review]) -> None:
    _write_head(sheet, at.TASK_HEAD, at.task_headings())
    row = at.TASK_HEAD
    for number, (review, other) in enumerate(zip(reviews, offered, strict=True), start=1):
        for draft, mended in zip(review.drafts, other.drafts, strict=True):
            row += 1
            _write_task(sheet, row, draft, mended)
            _text(sheet, row, at.KEY, str(at.Key(number, draft.id)))
            first, last = draft.task.lines
            _text(sheet, row, at.LINES, "" if draft.is_gone else f"{first}-{last}")
            _text(sheet, row, at.SOURCE, "\n".join(review.source[max(first - 1, 0) : last]) or draft.task.text)
    check(sheet, at.DEED, range(at.TASK_HEAD + 1, row + 51), choice(*map(_, at.DEED_WORDS), refuse=False))
    freeze(sheet, at.TASK_HEAD + 1, at.reading_column(2), cell_name(row, at.SOURCE))
    for column in (at.KEY, at.DEED, at.LINES):
        widen(sheet, column, _NARROW)
    for place, field in enumerate(at.SHEET_FIELDS):
        for column in (at.reading_column(place), at.reading_column(place) + 1):
            widen(sheet, column, _FIELD_CELLS.get(field.name, _MIDDLE))
    widen(sheet, at.DOUBTS, _MIDDLE)
    widen(sheet, at.SOURCE, _BROAD)
    for each in range(at.TASK_HEAD + 1, row + 1):
        sheet.row_dimensions[each].height = _LINE_POINTS * _lines_of(sheet, each)


def _lines_of(sheet: Worksheet, row: int) -> int:
    """The lines that the row's fullest reading takes; the source may be cut, it is there to be looked up."""
    lines = 1
    for column in range(1, at.SOURCE):
        cells = int(sheet.column_dimensions[get_column_letter(column)].width) - 1
        text = str(sheet.cell(row, column).value or "")
        lines = max(lines, sum(width(line) // cells + 1 for line in text.split("\n")))
    return min(lines, _MOST_LINES)


def _write_task(sheet: Worksheet, row: int, draft: Draft, mended: Draft) -> None:
    """The readings of a task, each with what is offered as its correction, and what is doubted."""
    _text(sheet, row, at.DEED, "").fill = _FOR_CORRECTIONS
    for place, field in enumerate(at.SHEET_FIELDS):
        reading, offer = shown(draft.task, field.name), shown(mended.task, field.name)
        cell = _text(sheet, row, at.reading_column(place), reading)
        if mended.doubts and field.name == "title":
            cell.font = _IN_DOUBT
        _text(sheet, row, at.reading_column(place) + 1, offer if offer != reading else "").fill = _FOR_CORRECTIONS
    told = [] if draft.change is None else [fate_line(draft.change), *map(change_line, draft.change.fields)]
    doubts = [] if draft.is_gone else [problem.message for problem in mended.doubts]
    cell = _text(sheet, row, at.DOUBTS, "\n".join([*told, *doubts]))
    if doubts or draft.is_changed:
        cell.font = _IN_DOUBT


def _write_plans(sheet: Worksheet, reviews: Sequence[Review], digest: str) -> None:
    _text(sheet, 1, 1, at.MARK)
    _text(sheet, 1, 2, digest)
    _write_head(sheet, at.PLAN_HEAD, [_("Plan"), _("Field"), _("Reading"), _("Correction"), _("Doubts")])
    row = at.PLAN_HEAD
    for number, review in enumerate(reviews, start=1):
        _text(sheet, row + 1, 5, "\n".join(problem.message for problem in review.plan.problems))
        for field in PLAN_FIELDS:
            row += 1
            _text(sheet, row, 1, str(number))
            _text(sheet, row, 2, _(field.label))
            _text(sheet, row, 3, shown_of_plan(review.plan, field.name))
            _text(sheet, row, 4, "").fill = _FOR_CORRECTIONS
    for column, cells in enumerate((_NARROW * 2, _MIDDLE, _BROAD, _BROAD, _BROAD), start=1):
        widen(sheet, column, cells)


def _write_guide(sheet: Worksheet) -> None:
    lines = (
        _("Write into the yellow columns only; an empty cell leaves the reading as it is, {mark} empties the field."),
        _("Names are joined by 、; dates, duties and figures stand one a line, as in the readings."),
        _("A date: 2017, 2017-06 or 2017-06-30, then its words in the text; ? where the year is not given."),
        _("A duty: 每季度 or monthly/3, then its words."),
        _("A figure: name | >=100 unit | due | yearly | its words; what follows the figure may be left out."),
        _("drop: this is no task.  join: this and the next task are one.  join up: it is part of the one before."),
        _("adopt: what the doubt names is meant.  adopt everywhere: in all tasks with that doubt."),
        _("Lines that nothing was read from are rows too: write take, or fill in a column, to make a task of them;"),
        _("join or join up to add them to the next task or the one before; pass to wave them through."),
        _("Two tasks in one: a further row with the same key and a title of its own; what it leaves empty is as read."),
        _("A later text: refuse leaves the task as it is in the ledger; to leave a field, write what it held before."),
        _("A new task: a row of its own without a key, where it belongs, its title and more in the yellow columns."),
        _("Do not delete rows: write drop. Then: dutytrack import FILE --review-sheet THIS.xlsx --accept"),
    )
    for row, line in enumerate(lines, start=1):
        _text(sheet, row, 1, line.format(mark=at.EMPTIED))
    widen(sheet, 1, 2 * _BROAD)


def _write_head(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    head((_text(sheet, row, column, heading) for column, heading in enumerate(headings, start=1)), _HEAD)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = put(sheet, row, column, at.cell_words(text))
    cell.number_format, cell.alignment, cell.border = "@", _WRAPPED, _BETWEEN_ROWS
    return cell
