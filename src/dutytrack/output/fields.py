"""One thing in full: a labelled field a line to be read, or a report of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dutytrack.i18n import _
from dutytrack.output.cells import fill, printable, width, wrap
from dutytrack.reports.model import Column, Group, Report

if TYPE_CHECKING:
    from dutytrack.output.table import Screen

PLAIN_WIDTH = 100
"""Cells in a line where there is no terminal to ask."""


class Field(NamedTuple):
    """One field: its stable name, its label for people, and its words, in one line or more."""

    name: str
    label: str
    words: str


def said(*fields: tuple[str, str, object]) -> list[Field]:
    """The fields that say something, fit to be shown."""
    return [
        Field(name, label, "\n".join(map(printable, str(words).split("\n"))))
        for name, label, words in fields
        if words not in (None, "", ())
    ]


def field_page(fields: Iterable[Field], screen: Screen | None) -> str:
    """The fields to be read, one a line; what is longer goes on below itself."""
    shown = list(fields)
    left = max((width(field.label) for field in shown), default=0)
    room = max((screen.width if screen else PLAIN_WIDTH) - left - 2, 20)
    lines = []
    for field in shown:
        first, *rest = wrap(field.words, room)
        label = fill(field.label, left)
        lines.append(f"{screen.paint(label, '2') if screen else label}  {first}".rstrip())
        lines += [" " * (left + 2) + line for line in rest]
    return "\n".join(lines) + "\n"


def field_report(name: str, title: str, fields: Iterable[Field], as_of: date) -> Report:
    """The fields as a report, for CSV and Markdown."""
    columns = (Column("field", _("field"), "key"), Column("value", _("value")))
    return Report(name, title, columns, (Group(tuple((field.name, field.words) for field in fields)),), as_of)
