"""The cells of an old workbook as JSON, read in a process of its own: ``xls`` runs this module.

The library ends the process, not just the call, on some damaged files, and may ask for any amount of memory; so it
runs where neither hurts. Bytes come on standard input; the arguments are the most sheets, columns of a sheet,
and rows x columns of one.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from dutytrack.plantext.files.excel.sheets import cell_text, date_text, number_text

_MEMORY = 2**30
"""Bytes of address space that reading one workbook may take."""


class _TooManyError(Exception):
    """The workbook has more than is read of what the message says."""


def main() -> None:
    """Write the sheets, or the reason why there are none, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        outcome: dict[str, Any] = {"sheets": list(_sheets(book, *map(int, sys.argv[1:])))}
    except PasswordError:
        outcome = {"error": "password"}
    except _TooManyError as error:
        outcome = {"error": str(error)}
    json.dump(outcome, sys.stdout)


def _sheets(book: CalamineWorkbook, most_sheets: int, most_columns: int, most_cells: int) -> Iterator[dict[str, Any]]:
    if len(book.sheets_metadata) > most_sheets:
        raise _TooManyError("sheets")
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        if sheet.total_width > most_columns:
            raise _TooManyError("columns")
        if sheet.total_height * sheet.total_width > most_cells:
            raise _TooManyError("cells")
        rows = sheet.to_python(skip_empty_area=False)
        texts = ((row, column, _text(value)) for row, values in enumerate(rows) for column, value in enumerate(values))
        yield {
            "name": about.name,
            "hidden": about.visible != SheetVisibleEnum.Visible,
            "texts": [place for place in texts if place[2]],
            "merged": list(sheet.merged_cell_ranges or ()),
        }


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


if __name__ == "__main__":
    main()
