"""The cells of an old workbook as JSON, read in a process of its own: ``xls`` runs this module.

The library ends the process, not just the call, on some damaged files, and may ask for any amount of memory; so it
runs where neither hurts. Bytes come on standard input; the arguments are the most sheets, columns of a sheet,
and rows x columns of one.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from dutytrack.plantext.files.excel.sheets import cell_text
from dutytrack.plantext.files.excel.shown import format_code, number_text, string_text

_MEMORY = 2**30
"""Bytes of address space that reading one workbook may take."""


class _TooManyError(Exception):
    """The workbook has more than is read of what the message says."""


def main() -> None:
    """Write the sheets, or the reason why there are none, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        data = sys.stdin.buffer.read()
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
        outcome: dict[str, Any] = {"sheets": list(_sheets(book, *map(int, sys.argv[1:])))}
    except xlrd.XLRDError as error:
        if "encrypted" not in str(error):
            raise
        outcome = {"error": "password"}
    except _TooManyError as error:
        outcome = {"error": str(error)}
    json.dump(outcome, sys.stdout)


def _sheets(book: Book, most_sheets: int, most_columns: int, most_cells: int) -> Iterator[dict[str, Any]]:
    if book.nsheets > most_sheets:
        raise _TooManyError("sheets")
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.ncols > most_columns:
            raise _TooManyError("columns")
        if sheet.nrows * sheet.ncols > most_cells:
            raise _TooManyError("cells")
        yield {
            "name": sheet.name,
            "hidden": sheet.visibility != 0,
            "texts": list(_texts(book, sheet)),
            "merged": [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells],
            "errors": list(_errors(sheet)),
            "struck": [list(place) for place in _struck(book, sheet)],
        }
        book.unload_sheet(index)


def _texts(book: Book, sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        for column, value in enumerate(sheet.row_values(row)):
            if value != "" and kinds[column] != xlrd.XL_CELL_ERROR:
                code = _code(book, sheet.cell_xf_index(row, column))
                if text := _text(kinds[column], value, code, from_1904=book.datemode == 1):
                    yield row, column, text


def _struck(book: Book, sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The cells whose text is crossed out."""
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = sheet.cell_xf_index(row, column)
            if style < len(book.xf_list) and book.font_list[book.xf_list[style].font_index].struck_out:
                yield row, column


def _code(book: Book, style: int) -> str:
    identity = book.xf_list[style].format_key if style < len(book.xf_list) else 0
    own = book.format_map.get(identity)
    return format_code(identity, own.format_str if own is not None else None)


def _text(kind: int, value: Any, code: str, *, from_1904: bool) -> str:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "是" if value else "否"
    if kind == xlrd.XL_CELL_TEXT:
        return string_text(cell_text(value), code)
    return number_text(value, code, from_1904=from_1904)


def _errors(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                yield row, column, xlrd.error_text_from_code.get(sheet.cell_value(row, column), "")


if __name__ == "__main__":
    main()
