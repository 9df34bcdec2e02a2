"""Rows become records by the names of their columns and the annotations of the fields."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pytest

from dutytrack.store.sql.dialect import SEPARATOR
from dutytrack.store.sql.records import grouped, records


class Row(NamedTuple):
    name: str
    on: date
    until: date | None
    vague: bool
    units: tuple[str, ...]
    times: int = 7


@dataclass(frozen=True, slots=True)
class Part:
    date: date | None
    text: str
    span: int | None = None


FULL = f"'甲' AS name, '2025-01-31' AS \"on\", NULL AS until, 1 AS vague, '乙{SEPARATOR}丙' AS units"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as found:
        yield found


def test_columns_are_converted_by_the_annotations_of_their_fields(connection: sqlite3.Connection) -> None:
    assert records(connection.execute(f"SELECT {FULL}"), Row) == [
        Row("甲", date(2025, 1, 31), None, vague=True, units=("乙", "丙"), times=7)
    ]


def test_the_order_of_the_columns_does_not_matter(connection: sqlite3.Connection) -> None:
    (row,) = records(
        connection.execute(
            "SELECT 3 AS times, NULL AS units, 0 AS vague, '2025-02-01' AS until, 'x' AS name, '2025-01-01' AS \"on\""
        ),
        Row,
    )
    assert row == Row("x", date(2025, 1, 1), date(2025, 2, 1), vague=False, units=(), times=3)


def test_a_conversion_that_is_given_goes_before_the_annotation(connection: sqlite3.Connection) -> None:
    (row,) = records(connection.execute(f"SELECT {FULL}"), Row, vague=lambda value: value == 2, name=str.lower)
    assert (row.vague, row.name) == (False, "甲")


def test_data_classes_are_made_too_whatever_their_fields_are_called(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT '2025-03-31' AS date, 'a' AS text UNION ALL SELECT NULL, 'b'")
    assert records(rows, Part) == [Part(date(2025, 3, 31), "a"), Part(None, "b")]


def test_no_rows_are_no_records(connection: sqlite3.Connection) -> None:
    assert records(connection.execute(f"SELECT {FULL} WHERE FALSE"), Row) == []
    assert grouped(connection.execute("SELECT 1 AS owner, 'a' AS text WHERE FALSE"), Part) == {}


def test_a_column_without_a_field_and_a_field_without_a_column_are_faults(connection: sqlite3.Connection) -> None:
    with pytest.raises(KeyError):
        records(connection.execute(f"SELECT {FULL}, 1 AS more"), Row)
    with pytest.raises(TypeError):
        records(connection.execute("SELECT 'x' AS name"), Row)


def test_rows_are_grouped_by_their_first_column_in_their_order(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT 1 AS owner, NULL AS date, 'a' AS text UNION ALL SELECT 2, NULL, 'b' UNION ALL SELECT 1, NULL, 'c'"
    )
    found = grouped(rows, Part)
    assert [part.text for part in found[1]] == ["a", "c"]
    assert [part.text for part in found[2]] == ["b"]
    assert found[3] == ()
