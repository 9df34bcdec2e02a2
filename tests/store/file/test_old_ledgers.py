"""Ledgers that an earlier program wrote: brought up to date, every row is there, and so is what was told of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file import migrate, schema
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.history import History
from dutytrack.store.journal.rows import INSERT, Change, CommandHeader, Head, chained, command_header
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.undo import undo

FIRST_ROWS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("setting", {"key": "language", "value": "zh"}),
    ("source_document", {"id": 1, "name": "方案.txt", "text": "方案"}),
    ("plan", {"id": 1, "code": "A", "title": "方案", "start": "2025-01-01", "end": "2025-12-31", "source_id": 1}),
    ("phase", {"id": 1, "plan_id": 1, "title": "启动"}),
    ("task", {"id": 1, "key": "A-1", "plan_id": 1, "number": 1, "title": "任务"}),
    ("unit", {"id": 1, "name": "市科技局", "kind": "unit"}),
    ("unit_name", {"id": 1, "unit_id": 1, "name": "市科技局", "kind": "full"}),
    ("assignment", {"id": 1, "task_id": 1, "unit_id": 1, "role": "lead"}),
    ("deadline", {"id": 1, "task_id": 1, "date": "2025-06-30", "origin": "document"}),
    ("duty", {"id": 1, "task_id": 1, "freq": "monthly", "interval": 3}),
    ("occurrence", {"id": 1, "duty_id": 1, "task_id": 1, "due": "2025-03-31"}),
    ("indicator", {"id": 1, "task_id": 1, "name": "企业", "op": ">=", "value": 10.0, "unit": "家"}),
    ("action", {"id": 1, "task_id": 1, "kind": "received", "on": "2025-02-01"}),
)
"""A row of each table that revision 0001 journals."""


def whole(connection: sqlite3.Connection, entity: str, given: Mapping[str, object]) -> dict[str, object]:
    """``given`` with every other column that the table has: empty."""
    columns = connection.execute(f"PRAGMA table_info({entity})").fetchall()
    empty: dict[str, object] = {"INTEGER": 0, "BOOLEAN": 0, "FLOAT": 0.0, "JSON": "[]"}
    return {name: given.get(name, empty.get(kind, "") if needed else None) for _, name, kind, needed, *_ in columns}


def write_old(connection: sqlite3.Connection, header: CommandHeader) -> list[tuple[str, dict[str, object]]]:
    """Write the rows and their journal as the program of then did."""
    head, written = Head(), []
    for entity, given in FIRST_ROWS:
        row = whole(connection, entity, given)
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        connection.execute(f'INSERT INTO "{entity}" ({names}) VALUES ({marks})', tuple(row.values()))
        told = chained(header, head, Change(entity, row.get("id", row.get("key")), None, row))
        connection.execute(INSERT, told)
        head = Head(told.seq, told.hash)
        written.append((entity, row))
    return written


@pytest.fixture
def header() -> CommandHeader:
    return command_header("import", actor="李")


@pytest.fixture
def written(path: Path, header: CommandHeader, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    """The rows of a ledger of revision 0001 at ``path``."""
    with monkeypatch.context() as then:
        then.setattr(migrate, "derive_anew", lambda *_: None)
        Ledger.open(path, create=True).close()
    migrate.migrate(path, "0001")
    with closing(sqlite3.connect(path)) as connection, connection:
        return write_old(connection, header)


def test_every_row_is_kept(path: Path, written: list[tuple[str, dict[str, object]]]) -> None:
    Ledger.open(path).close()

    with closing(open_reader(path)) as reader:
        reader.row_factory = sqlite3.Row
        for entity, row in written:
            (found,) = map(dict, reader.execute(f"SELECT * FROM {entity}"))
            assert found | row == found, entity
            assert all(found[name] is None for name in found.keys() - row.keys()), entity
        assert verify(reader).ok
        assert tuple(reader.execute("SELECT version_num FROM alembic_version").fetchone()) == (schema.HEAD_REVISION,)


@pytest.mark.usefixtures("written")
def test_how_far_it_is_is_told_where_there_is_anything_to_do(path: Path) -> None:
    told: list[float] = []

    for _time in range(2):
        Ledger.open(path, progress=told.append).close()

    assert told == [0, 1]


def test_all_tables_of_then_are_looked_at(path: Path, written: list[tuple[str, dict[str, object]]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    assert tables & set(schema.JOURNALLED_TABLES) == {entity for entity, _ in FIRST_ROWS}


@pytest.mark.usefixtures("written")
def test_a_command_of_then_can_be_undone_and_done_again(path: Path, header: CommandHeader) -> None:
    with Ledger.open(path) as ledger:
        undone = undo(ledger, actor="李", command_id=header.id)
        undo(ledger, actor="李", command_id=undone.command)

    with closing(open_reader(path)) as reader:
        assert undone.rows == len(FIRST_ROWS)
        assert verify(reader).ok
        assert not History(reader).is_undone(header.id)
        assert reader.execute("SELECT key, source_id FROM task").fetchone() == ("A-1", None)


SUPERVISED: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("plan", {"id": 1, "code": "A", "title": "方案", "start": "2025-01-01", "end": "2026-12-31"}),
    ("task", {"id": 1, "key": "A-1", "plan_id": 1, "number": 1, "title": "引进人才", "text": "每年引进600名。"}),
    ("unit", {"id": 1, "name": "市科技局", "kind": "unit"}),
    ("assignment", {"id": 1, "task_id": 1, "unit_id": 1, "role": "lead"}),
    ("duty", {"id": 1, "task_id": 1, "freq": "yearly", "interval": 1, "text": "每年"}),
    ("occurrence", {"id": 1, "duty_id": 1, "task_id": 1, "due": "2025-12-31"}),
    ("indicator", {"id": 1, "task_id": 1, "name": "人才", "op": ">=", "value": 600.0, "unit": "名", "freq": "yearly"}),
    ("indicator", {"id": 2, "task_id": 1, "name": "平台", "op": ">=", "value": 2.0, "unit": "个"}),
    ("progress_report", {"id": 1, "task_id": 1, "unit_id": 1, "on": "2025-06-30", "occurrence_id": 1, "percent": 20.0}),
    ("measurement", {"id": 1, "indicator_id": 2, "task_id": 1, "on": "2025-06-30", "value": 2.0}),
)
"""What revision 0003 took for a duty done by a report, and for a task whole by one figure of two."""


def test_what_was_judged_otherwise_is_judged_anew(
    path: Path, header: CommandHeader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrate, "derive_anew", lambda *_: None)
        Ledger.open(path, create=True).close()
        migrate.migrate(path, "0003")
        monkeypatch.setattr(f"{__name__}.FIRST_ROWS", SUPERVISED)
        with closing(sqlite3.connect(path)) as connection, connection:
            write_old(connection, header)
    Ledger.open(path).close()

    with closing(open_reader(path)) as reader:
        columns = "progress, figures_measured, figures_total, next_occurrence"
        assert reader.execute(f"SELECT {columns} FROM task_fact").fetchone() == (None, 1, 2, "2025-12-31")
        assert reader.execute("SELECT year FROM measurement").fetchone() == (None,)
        assert reader.execute("SELECT DISTINCT anew FROM indicator").fetchall() == [(None,)]
        assert verify(reader).ok
