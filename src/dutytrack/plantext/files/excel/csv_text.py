"""Ledgers as csv: the encoding found as for plain text, the delimiter by what most lines hold most evenly."""

from __future__ import annotations

import csv
import io

from dutytrack.i18n import _
from dutytrack.plantext.files.document import Content, FileData, content_of
from dutytrack.plantext.files.errors import DamagedFileError, TooMuchInsideError
from dutytrack.plantext.files.excel.sheets import cell_text
from dutytrack.plantext.files.tables import Cell, table_lines
from dutytrack.plantext.text.decode import decode

_DELIMITERS = ",\t;|\uff0c"
_SAMPLE = 50


def read_csv(file: FileData) -> Content:
    """The rows as lines; raises a ``FileReadError`` where they are too many, or a quoted cell never ends."""
    decoded = decode(file.data)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter_of(decoded.text))
    cells: list[Cell] = []
    height = width = 0
    try:
        for height, row in enumerate(rows):
            width = max(width, len(row))
            cells += [Cell(height, column, cell_text(text)) for column, text in enumerate(row)]
            if (height + 1) * width > file.limits.sheet_cells:
                raise TooMuchInsideError(file.name, _("cells on a sheet"), file.limits.sheet_cells)
    except csv.Error as error:
        raise DamagedFileError(file.name, "csv", str(error)) from error
    return content_of(table_lines(cells), decoded.problems)


def delimiter_of(text: str) -> str:
    """The sign that parts most lines into the same number of cells; a comma where none does."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda count: (count > 0, counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=evenness) if lines else ","
