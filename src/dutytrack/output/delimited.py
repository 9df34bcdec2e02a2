"""A report as CSV: stable keys as its first line, stable values, a row a line (RFC 4180, line feeds).

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula; such texts get an apostrophe
before them, so that nothing a document says is ever run.
"""

from __future__ import annotations

import csv
import io

from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.output.cells import printable_lines
from dutytrack.reports.model import Cell, Report

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_text(text: str) -> str:
    """``text`` as a spreadsheet will show it: never as a formula, without control characters."""
    shown = printable_lines(text)
    return f"'{shown}" if text.startswith(_FORMULA_SIGNS) or shown.lstrip().startswith(_FORMULA_SIGNS) else shown


def comma_separated(report: Report) -> str:
    """``report`` as CSV; each row carries its group where groups have a key."""
    keys = [column.key for column in report.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(keys if report.group_key is None else [report.group_key, *keys])
    writer.writerows(map(_cell, record.values()) for record in report.records())
    return text.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, int | float):
        return cell
    return safe_text(BETWEEN_NAMES.join(cell) if isinstance(cell, tuple) else cell)
