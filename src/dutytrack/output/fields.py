"""One thing in full: a labelled field a line to be read, or a report of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from dutytrack.output.cells import fill, in_print, width, wrap
from dutytrack.reports.model import Group, Report, columns_of

if TYPE_CHECKING:
    from dutytrack.output.table import Screen

PLAIN_WIDTH = 100
"""Cells in a line where there is no terminal to ask."""


class Field(NamedTuple):
    """One field: its stable name, its label for people, and its words, in one line or more."""

    name: str
    label: str
    words: str


class InFull(NamedTuple):
    """One thing in all forms of output."""

    record: dict[str, Any]
    """With stable keys and values, as JSON shows it."""
    page: Callable[[Screen | None], str]
    """To be read, on a terminal or without one."""
    report: Report
    """For CSV, with stable names."""
    paper: Report
    """For Markdown, in words."""


def in_full(name: str, title: str, fields: Iterable[Field], record: dict[str, Any], as_of: date) -> InFull:
    """A thing by its fields, and as JSON shows it."""
    shown = list(fields)
    report = _report(name, title, [(field.name, field.words) for field in shown], as_of)
    paper = _report(name, title, [(field.label, field.words) for field in shown], as_of)
    return InFull(record, partial(field_page, shown), report, paper)


def _report(name: str, title: str, rows: Iterable[tuple[str, str]], as_of: date) -> Report:
    return Report(name, title, columns_of("field:key value"), (Group(tuple(rows)),), as_of)


def plain_record(value: Any) -> Any:
    """Rows within rows as objects and lists."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {name: plain_record(one) for name, one in value.items()}
    return [plain_record(one) for one in value] if isinstance(value, tuple) else value


def said(*fields: tuple[str, str, object]) -> list[Field]:
    """The fields that say something, fit to be shown."""
    return [
        Field(name, label, "\n".join(map(in_print, str(words).split("\n"))))
        for name, label, words in fields
        if words not in (None, "", ())
    ]


def field_page(fields: list[Field], screen: Screen | None) -> str:
    """The fields to be read, one a line; what is longer goes on below itself."""
    left = max(width(field.label) for field in fields)
    room = max((screen.width if screen else PLAIN_WIDTH) - left - 2, 20)
    lines = []
    for field in fields:
        first, *rest = wrap(field.words, room)
        label = fill(field.label, left)
        lines.append(f"{screen.paint(label, '2') if screen else label}  {first}".rstrip())
        lines += [" " * (left + 2) + line for line in rest]
    return "\n".join(lines) + "\n"
