"""A ledger's tables as they lie in the file: every row by its columns' names, days as dates, the order of entry."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

Row = SimpleNamespace
"""A row of a table; ``seq`` is its place in the journal, ``table`` where it comes from."""

TABLES = (
    *("plan", "task", "unit", "assignment", "deadline", "duty", "occurrence", "indicator", "action"),
    *("unit_member", "unit_succession", "cadence", "cadence_due", "progress_report", "measurement", "exempt_month"),
    *("verification", "supervision_order", "order_reply", "setting"),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS = frozenset({"title", "text", "note", "by", "value", "problem", "next_step", "reason", "name", "raw"})
"""Columns that people write in: what looks like a day there is none."""


class Book:
    """All tables, read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        entered = {
            (entity, str(entity_id)): seq
            for entity, entity_id, seq in connection.execute(
                "SELECT entity, entity_id, MIN(seq) FROM journal WHERE before IS NULL GROUP BY entity, entity_id"
            )
        }
        self._tables: dict[str, list[Row]] = {}
        for table in TABLES:
            cursor = connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            names = [column[0] for column in cursor.description]
            self._tables[table] = [_row(table, names, values, entered) for values in cursor]
        self._groups: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def all(self, table: str) -> list[Row]:
        """Every row of ``table``, in the order of their ids."""
        return self._tables[table]

    def of(self, table: str, column: str, value: object) -> list[Row]:
        """The rows of ``table`` with ``value`` in ``column``."""
        groups = self._groups.get((table, column))
        if groups is None:
            groups = self._groups[table, column] = defaultdict(list)
            for row in self._tables[table]:
                groups[getattr(row, column)].append(row)
        return groups.get(value, [])

    def one(self, table: str, row_id: int | None) -> Row | None:
        """The row of ``table`` with this id."""
        return next(iter(self.of(table, "id", row_id)), None)


def moment(row: Row) -> tuple[date, int]:
    """When something was: by its day, and on one day by the order of entry."""
    return row.on, row.seq


def in_order(rows: Iterable[Row]) -> list[Row]:
    """``rows`` by day and order of entry."""
    return sorted(rows, key=moment)


def _row(table: str, names: list[str], values: tuple[Any, ...], entered: dict[tuple[str, str], int]) -> Row:
    row = Row(table=table, **{name: _value(name, value) for name, value in zip(names, values, strict=True)})
    row.seq = entered.get((table, str(values[0])), 0)
    return row


def _value(name: str, value: Any) -> Any:
    if isinstance(value, str) and name not in _WORDS and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value
