"""Ledgers as csv: the encoding found as for plain text, the delimiter by what most lines hold most evenly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData, content_of
from dutytrack.plantext.files.errors import TooMuchInsideError, damage_told
from dutytrack.plantext.files.excel.sheets import cell_text
from dutytrack.plantext.files.tables import Cell, table_lines
from dutytrack.plantext.text.decode import Content, decode

_DELIMITERS = ",\t;|\uff0c"
_SAMPLE = 50
_AS_TEXT = re.compile(r'(^|[,\t;|\uff0c])=("(?:[^"\r\n]|"")*")', re.MULTILINE)


def read_csv(file: FileData) -> Content:
    """The rows as lines; raises a ``FileReadError`` where they are too many, or a quoted cell never ends."""
    decoded = decode(file.data)
    cells: list[Cell] = []
    width = 0
    for height, row in enumerate(csv_rows(file.name, decoded.text)):
        width = max(width, len(row))
        if width > file.limits.columns:
            raise TooMuchInsideError(file.name, what=_("columns on a sheet"), limit=file.limits.columns)
        cells += [Cell(height, column, cell_text(text)) for column, text in enumerate(row)]
        if (height + 1) * width > file.limits.sheet_cells:
            raise TooMuchInsideError(file.name, what=_("cells on a sheet"), limit=file.limits.sheet_cells)
    return content_of(table_lines(cells), decoded.problems)


def csv_rows(name: str, text: str) -> Iterator[list[str]]:
    """The rows of a csv file called ``name``; raises ``DamagedFileError`` where a quoted cell never ends.

    A cell written ="007", as programs do that want a spreadsheet to keep it as a text, is that text.
    """
    text = _AS_TEXT.sub(r"\1\2", text) if '="' in text else text
    with damage_told(name, "csv"):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text))


def _delimiter_of(text: str) -> str:
    """The sign that parts most lines into the same number of cells; a comma where none does."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda count: (count > 0, counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=evenness) if lines else ","
