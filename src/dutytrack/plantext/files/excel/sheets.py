"""Worksheets of any kind as lines: the cells that hold something, wherever they stand, as a person reads them.

Sheets that are hidden hold drafts and lists of choices and are left out, which a problem says; rows and columns that
are hidden, most often by a filter, are read, since a task must not get lost by one.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData, content_of
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.tables import Cell, join_cell, table_lines
from dutytrack.plantext.text.decode import Content

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EXACT = 15
"""Digits of a number that a worksheet keeps."""
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a worksheet's dates have no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a worksheet's dates have no zone
_LAST_SERIAL = 2_958_465
"""31 December 9999."""

BUILTIN_FORMATS: Mapping[str, str] = {
    "9": "0%",
    "10": "0.00%",
    **dict.fromkeys(["17", "27", "36", "50", "52", "57"], "yyyy-m"),
    **dict.fromkeys(["28", "29", "51", "54", "58"], "m-d"),
    **dict.fromkeys(["14", "15", "16", "22", "30", "31", "53"], "yyyy-m-d"),
    **dict.fromkeys(["18", "19", "20", "21", "32", "33", "34", "35", "45", "46", "47", "55", "56"], "h:m"),
}
"""What built-in formats show, where it matters (ECMA-376, 18.8.30; 27-36 and 50-58 as in Chinese Excel)."""
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|table)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)

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


def book_content(sheets: Iterable[Sheet], file: FileData) -> Content:
    """A workbook's text: the sheets in order, each under its name where several hold something."""
    filled = [sheet for sheet in sheets if sheet.texts]
    shown = [sheet for sheet in filled if not sheet.hidden] or filled
    left_out = [sheet.name for sheet in filled if sheet not in shown]
    lines: list[str] = []
    for sheet in shown:
        if len(shown) > 1:
            lines += [""] * bool(lines) + [sheet.name] * (not _DEFAULT_NAME.fullmatch(sheet.name.strip()))
        lines += table_lines(_packed(sheet, file))
    problems = [Problem("left-out", 0, "text", {"name": name, "why": _("a hidden sheet")}) for name in left_out]
    return content_of(lines, problems)


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


def number_text(value: float, number_format: str = "", *, from_1904: bool = False) -> str:
    """A number as its format shows it, as far as it is a date, a time or a percentage."""
    bare = _QUOTED.sub("", number_format).split(";")[0].lower()
    if "%" in bare:
        return _plain(value * 100) + "%"
    if "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare):
        epoch = _EPOCH_1904 if from_1904 else _EPOCH
        is_day = 1 <= value <= _LAST_SERIAL
        return date_text((epoch + dt.timedelta(days=int(value))).date(), bare) if is_day else _plain(value)
    if "h" in bare or "s" in bare:
        return "{:02d}:{:02d}".format(*divmod(round(value % 1 * 24 * 60), 60))
    return _plain(value)


def date_text(value: dt.date, shown: str = "y-m-d") -> str:
    """A date in Chinese, with as much of it as the format code ``shown`` has: 2026年6月30日, 2026年6月, 2026年."""
    text = f"{value.year}年"
    if "m" not in shown and "d" not in shown:
        return text
    text += f"{value.month}月"
    return text + f"{value.day}日" if "d" in shown else text


def _plain(value: float) -> str:
    text = f"{value:.{_EXACT}g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 and abs(value) < 10**18 else text
