"""What a report is: a value, made from a ledger as of a day, that any output can draw.

A report is one table, its rows in one or more groups. Cells are plain values (``str``, ``int``, ``date`` as ISO text,
``bool``, ``None``, a tuple of names); words that depend on the language are in titles and labels, and where a column's
kind says so the output puts the word in place of the stable value (``red``, ``lead`` …). All are named tuples, which
are made in a tenth of a dataclass's time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Literal, NamedTuple

Cell = str | int | float | bool | None | tuple[str, ...]
Row = tuple[Cell, ...]
Kind = Literal["text", "key", "date", "number", "lamp", "status", "names", "flags", "role"]
"""What a column holds.

``text`` free text · ``key`` a task's key or plan's code · ``date`` ISO day · ``number`` · ``lamp`` a lamp's name ·
``status`` a status's name · ``names`` a tuple of units · ``flags`` a tuple of flag names · ``role`` a role's name.
"""


class Column(NamedTuple):
    """A column: ``key`` is stable and names it in JSON and CSV, ``label`` is for people."""

    key: str
    label: str
    kind: Kind = "text"

    @property
    def align(self) -> Literal["left", "right"]:
        """Numbers stand at the right."""
        return "right" if self.kind == "number" else "left"


class Group(NamedTuple):
    """Rows under a heading; a report that is not grouped has one group without one."""

    rows: tuple[Row, ...]
    title: str | None = None
    key: str | None = None
    """What the group stands for, stable: a unit's name, ``plan``, ``lead`` …"""


class Report(NamedTuple):
    """A report, ready to be drawn."""

    name: str
    """Stable: ``overdue``, ``status`` …"""
    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    as_of: date
    group_key: str | None = None
    """Under which JSON and CSV give each row its group's ``key``; ``None`` where groups are only for the eye."""
    totals: tuple[tuple[str, int], ...] = ()
    """Figures for the foot: label and count."""
    notes: tuple[str, ...] = ()
    """Sentences for the foot."""

    def rows(self) -> Iterator[Row]:
        """All rows, group after group."""
        for group in self.groups:
            yield from group.rows

    @property
    def row_count(self) -> int:
        """How many rows there are in all groups."""
        return sum(len(group.rows) for group in self.groups)

    def records(self) -> Iterator[dict[str, Cell]]:
        """All rows as mappings by column key, with their group's key where there is a ``group_key``."""
        keys = tuple(column.key for column in self.columns)
        for group in self.groups:
            own = {} if self.group_key is None else {self.group_key: group.key}
            for row in group.rows:
                yield {**own, **dict(zip(keys, row, strict=True))}


def iso(day: date | None) -> str | None:
    """``day`` as a cell."""
    return None if day is None else day.isoformat()


def cells(columns: Sequence[Column], rows: Iterable[Any], **otherwise: str | Callable[[Any], Cell]) -> tuple[Row, ...]:
    """The cells of ``rows``: each has them as attributes called like the columns, or as ``otherwise`` says by column.

    That is another attribute, or one of an attribute (``event.on``), or a function from the row to the cell.
    """
    reads = [_reader(column, otherwise.get(column.key, column.key)) for column in columns]
    return tuple([tuple([read(row) for read in reads]) for row in rows])


def _reader(column: Column, where: str | Callable[[Any], Any]) -> Callable[[Any], Any]:
    read = attrgetter(where) if isinstance(where, str) else where
    return (lambda row: iso(read(row))) if column.kind == "date" else read
