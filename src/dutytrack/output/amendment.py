"""What a later text changes of a plan, to be read on a terminal: a task a paragraph, a field before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from dutytrack.domain.words.changes import CHANGE_WORDS, FIELD_WORDS
from dutytrack.i18n import N_, _, listed
from dutytrack.output.cells import fill, printable, width, wrap

if TYPE_CHECKING:
    from dutytrack.domain.review.amendment import FieldChange, TaskChange
    from dutytrack.domain.review.later import Fate
    from dutytrack.output.table import Screen
    from dutytrack.reports.model import Cell, Report, Row

FATES: Mapping[Fate, str] = {"kept": N_("kept"), "changed": N_("diff"), "new": N_("new"), "gone": N_("gone")}
"""What a later text makes of a task, in a short word."""
_INDENT = "  "
_COLOURS = {"added": "32", "dropped": "31", "restored": "32"}


def fate_line(change: TaskChange) -> str:
    """What a later text makes of a task, in full: ``BH25-7 reworded, other dates``."""
    return f"{change.key} {listed(_(CHANGE_WORDS[kind]) for kind in change.kinds)}".strip()


def change_line(change: FieldChange) -> str:
    """One field before and after."""
    facts = {"field": _(FIELD_WORDS[change.field]), "before": change.before or "-", "after": change.after or "-"}
    return _("{field}: {before} -> {after}").format_map(facts)


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
