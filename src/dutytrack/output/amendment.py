"""What a later text changes of a plan, to be read on a terminal: a task a paragraph, a field before and after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from dutytrack.domain.words.changes import CHANGE_WORDS, FIELD_WORDS
from dutytrack.i18n import _
from dutytrack.output.cells import fill, printable, width, wrap

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.reports.model import Cell, Report, Row

_INDENT = "  "
_COLOURS = {"added": "32", "dropped": "31", "restored": "32"}


def amendment_page(report: Report, screen: Screen) -> str:
    """The report of an amendment as paragraphs that fit ``screen``; empty where nothing changes."""
    lines: list[str] = []
    for (key, ref), rows in groupby(report.rows(), key=lambda row: (row[0], row[6])):
        lines += _task(key, ref, list(rows), screen)
    return "".join(line + "\n" for line in lines)


def _task(key: Cell, ref: Cell, rows: list[Row], screen: Screen) -> Iterator[str]:
    kinds, title = rows[0][1], rows[0][2]
    names = kinds if isinstance(kinds, tuple) else ()
    words = "、".join(_(CHANGE_WORDS[kind]) for kind in names)
    colour = next((_COLOURS[kind] for kind in names if kind in _COLOURS), "33")
    name = str(key or ref or "")
    yield f"{screen.paint(name, '1')} {printable(str(title))}  {screen.paint(words, colour)}"
    left = max((width(_field(row)) for row in rows), default=0)
    for row in rows:
        yield from _changed(row, left, screen)


def _field(row: Row) -> str:
    return _(FIELD_WORDS[str(row[3])]) if row[3] else ""


def _changed(row: Row, left: int, screen: Screen) -> Iterator[str]:
    """One field: what it was, and below it what it is."""
    room = screen.width - left - len(_INDENT) - 4
    label = _field(row)
    for sign, cell in (("-", row[4]), ("+", row[5])):
        if cell is None:
            continue
        for place, line in enumerate(wrap(printable(str(cell)), room)):
            yield f"{_INDENT}{fill(label, left)} {sign if place == 0 else ' '} {line}".rstrip()
            label = ""
