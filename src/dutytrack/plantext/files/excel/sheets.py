"""Worksheets of any kind as lines: the cells that hold something, wherever they stand, as a person reads them.

Sheets that are hidden hold drafts and lists of choices and are left out, which a problem says; rows and columns that
are hidden, most often by a filter, are read, since a task must not get lost by one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import N_, _
from dutytrack.plantext.files.document import FileData, content_of, lost, struck_through
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.tables import Cell, join_cell, table_lines
from dutytrack.plantext.text.decode import Content

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|table)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
UNWORKED = N_("a formula that was never worked out; open and save the workbook in Excel or WPS")
"""Why a cell that shows something in a spreadsheet program holds nothing in the file."""
_MOST_NAMED = 20
"""Cells without a value that are named one by one."""

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells that hold text, and its merged areas by their first cell."""

    name: str
    hidden: bool = False
    texts: dict[Place, str] = field(default_factory=dict)
    merged: dict[Place, Place] = field(default_factory=dict)
    """First cell to last cell."""
    missing: dict[str, list[Place]] = field(default_factory=dict)
    """Cells whose value the file does not hold, by why it does not."""
    struck: list[str] = field(default_factory=list)
    """What is crossed out."""
    boxes: list[tuple[int, str]] = field(default_factory=list)
    """What text boxes say, each with the row that it begins in."""


def book_content(sheets: Iterable[Sheet], file: FileData) -> Content:
    """A workbook's text: the sheets in order, each under its name where several hold something."""
    sheets = list(sheets)
    filled = [sheet for sheet in sheets if sheet.texts or sheet.boxes]
    shown = [sheet for sheet in filled if not sheet.hidden] or filled
    left_out = [sheet.name for sheet in filled if sheet not in shown]
    lines: list[str] = []
    for sheet in shown:
        if len(shown) > 1:
            lines += [""] * bool(lines) + [sheet.name] * (not _DEFAULT_NAME.fullmatch(sheet.name.strip()))
        first = min((row for row, _column in sheet.texts), default=0)
        lines += [text for row, text in sheet.boxes if row <= first]
        lines += table_lines(_packed(sheet, file))
        lines += [text for row, text in sheet.boxes if row > first]
    problems = [Problem("left-out", 0, "text", {"name": name, "why": _("a hidden sheet")}) for name in left_out]
    struck = [sheet.struck for sheet in shown]
    unplaced = lost((text for sheet in shown for text in sheet.texts.values()), lines)
    told = filter(None, [*map(struck_through, struck), unplaced])
    return content_of(lines, [*problems, *_missing(sheets), *told])


def _missing(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """A problem for each reason why cells of a sheet that is read have no value."""
    for sheet in sheets:
        if sheet.missing and not sheet.hidden:
            from dutytrack.workbooks import cell_name

            for why, places in sheet.missing.items():
                cells = ", ".join(cell_name(row + 1, column + 1) for row, column in places[:_MOST_NAMED])
                more = f" … ({len(places)})" if len(places) > _MOST_NAMED else ""
                facts = {"cells": cells + more, "sheet": sheet.name, "why": why}
                yield Problem("value-missing", 0, "text", facts)


def _packed(sheet: Sheet, file: FileData) -> Iterator[Cell]:
    """The cells with the rows and columns that hold nothing taken out."""
    rows = sorted({row for row, _column in sheet.texts})
    columns = sorted({column for _row, column in sheet.texts})
    if len(rows) * len(columns) > file.limits.sheet_cells:
        raise TooMuchInsideError(file.name, what=_("cells on a sheet"), limit=file.limits.sheet_cells)
    for (row, column), text in sheet.texts.items():
        last_row, last_column = sheet.merged.get((row, column), (row, column))
        first, left = bisect_left(rows, row), bisect_left(columns, column)
        height, width = bisect_left(rows, last_row + 1) - first, bisect_left(columns, last_column + 1) - left
        yield Cell(first, left, text, max(height, 1), max(width, 1))


def cell_text(text: str) -> str:
    """A cell's text on one line."""
    return join_cell(text.splitlines()) if "\n" in text or "\r" in text else text.strip()


def without_covered(texts: Mapping[Place, str], merged: Mapping[Place, Place]) -> dict[Place, str]:
    """The texts that show: what old programs left beneath a merged area is dropped."""
    by_row: dict[int, list[tuple[Place, Place]]] = {}
    for first, last in merged.items():
        if first in texts:
            for row in range(first[0], min(last[0], first[0] + 10_000) + 1):
                by_row.setdefault(row, []).append((first, last))
    return {
        place: text
        for place, text in texts.items()
        if not any(first != place and first[1] <= place[1] <= last[1] for first, last in by_row.get(place[0], ()))
    }
