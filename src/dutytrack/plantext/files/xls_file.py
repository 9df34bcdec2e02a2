"""Old Excel workbooks (xls)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence

from dutytrack.i18n import _
from dutytrack.plantext.files.cell_values import date_text, number_text
from dutytrack.plantext.files.document import Content, FileData
from dutytrack.plantext.files.errors import EncryptedFileError, TooMuchInsideError
from dutytrack.plantext.files.guard import damage_told
from dutytrack.plantext.files.sheets import Place, Sheet, book_content, cell_text, without_covered


def read_xls(file: FileData) -> Content:
    """The workbook's sheets as lines; raises a ``FileReadError`` where it is damaged, encrypted or too much."""
    from python_calamine import CalamineWorkbook, PasswordError

    with damage_told(file.name, "xls"):
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        except PasswordError as error:
            raise EncryptedFileError(file.name) from error
        return book_content(_sheets(book, file), file)


def _sheets(book: object, file: FileData) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    assert isinstance(book, CalamineWorkbook)
    total = len(book.sheets_metadata)
    for index, about in enumerate(book.sheets_metadata):
        file.progress(index, total)
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        source = book.get_sheet_by_index(index)
        if source.total_height * source.total_width > file.limits.sheet_cells:
            raise TooMuchInsideError(file.name, _("cells on a sheet"), file.limits.sheet_cells)
        sheet = Sheet(about.name, hidden=about.visible != SheetVisibleEnum.Visible)
        sheet.merged = dict(source.merged_cell_ranges or ())
        sheet.texts = without_covered(_texts(source.to_python(skip_empty_area=False)), sheet.merged)
        yield sheet
    file.progress(total, total)


def _texts(rows: Sequence[Sequence[object]]) -> dict[Place, str]:
    texts = {(row, column): _text(value) for row, values in enumerate(rows) for column, value in enumerate(values)}
    return {place: text for place, text in texts.items() if text}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return number_text(float(value))
    if isinstance(value, dt.date):
        return date_text(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return cell_text(str(value))
