"""Verifying looks through the search index as a search does, and through ledgers that others look through."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.facts.kept import refresh_whole_search
from dutytrack.store.file.connection import open_suspect
from dutytrack.store.journal.replay import replay_to
from dutytrack.store.journal.verify import STEPS, Verification, verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.sql import soundness
from dutytrack.store.tables.plans import Setting, Task

EMPTIED = {
    "pages not found": "DELETE FROM task_text_idx",
    "words gone": "DELETE FROM task_text_data WHERE id > 10",
    "texts gone": "DELETE FROM task_text_content WHERE id = 7",
    "a text altered": "UPDATE task_text_content SET c2 = ' 别 的 ' WHERE id = 7",
    "words of another text": "CREATE TEMP TABLE kept AS SELECT * FROM task_text_content WHERE id = 7; "
    "DELETE FROM task_text WHERE rowid = 7; INSERT INTO task_text (rowid, title) VALUES (7, '事'); "
    "DELETE FROM task_text_content WHERE id = 7; INSERT INTO task_text_content SELECT * FROM kept",
    "words of another column": "CREATE TEMP TABLE kept AS SELECT * FROM task_text_content WHERE id = 7; "
    "DELETE FROM task_text WHERE rowid = 7; INSERT INTO task_text (rowid, key, ref, title, text) "
    "SELECT id, c0, c1, c3, c2 FROM kept; DELETE FROM task_text_content WHERE id = 7; "
    "INSERT INTO task_text_content SELECT * FROM kept",
    "a beginning of words led past its pages": "INSERT INTO task_text (task_text) VALUES ('optimize'); "
    "CREATE TEMP TABLE led AS SELECT segid, max(pgno) AS last, (SELECT pgno FROM task_text_idx i "
    "WHERE term <= x'3061' ORDER BY term DESC LIMIT 1) AS own FROM task_text_idx; "
    "INSERT INTO task_text_idx SELECT segid, x'3061', last FROM led; "
    "INSERT INTO task_text_idx SELECT segid, x'306100', own FROM led",
    "a page without end": "UPDATE task_text_data SET block = zeroblob(50000000) "
    "WHERE id = (SELECT max(id) FROM task_text_data)",
    "a text that no task has": "INSERT INTO task_text (rowid, title) VALUES (999, '多')",
    "all of it anew, and empty": "DROP TABLE task_text; CREATE VIRTUAL TABLE task_text USING fts5("
    "key, ref, title, text, tokenize = 'unicode61', columnsize = 0)",
}
"""What makes a search find less, more, or other tasks than there are."""


@pytest.fixture
def searched(path: Path, ledger: Ledger) -> Path:
    """A ledger whose search index has several pages."""
    with ledger.command("add", actor="李") as session:
        texts = (
            f"第{number}项:" + "".join(chr(0x4E00 + number * 7 + place) for place in range(20)) for number in range(400)
        )
        session.add_all([Task(key=f"A-{n}", number=n, title=f"事{n}", text=text) for n, text in enumerate(texts, 1)])
    ledger.close()
    return path


def verified(path: Path, progress: Callable[[str, float], object] | None = None) -> Verification:
    with closing(open_suspect(path)) as reader:
        return verify(reader, progress=progress)


@pytest.mark.parametrize("script", EMPTIED.values(), ids=EMPTIED)
def test_search_that_finds_other_tasks_than_there_are_is_named(searched: Path, script: str) -> None:
    assert verified(searched).ok
    with closing(sqlite3.connect(searched)) as connection:
        connection.executescript(script)

    assert {fault.code for fault in verified(searched).faults} & {"search", "search-broken", "derived", "unread"}


@pytest.mark.parametrize("words", ["words of another text", "words of another column"])
def test_words_are_compared_one_by_one_besides(searched: Path, words: str) -> None:
    """The sum by which SQLite's own check goes can be met by whoever chooses the words."""
    with closing(sqlite3.connect(searched)) as connection:
        connection.executescript(EMPTIED[words])
    with closing(open_suspect(searched)) as reader:
        reader.execute("BEGIN")
        soundness.lay_search_aside(reader)
        refresh_whole_search(reader)

        assert "7" in set(soundness.mislaid_words(reader))


def test_how_far_it_is_goes_through_the_steps_in_order(searched: Path) -> None:
    told: list[tuple[str, float]] = []

    verified(searched, lambda step, share: told.append((step, share)))

    steps = [step for step, _ in told]
    assert list(dict.fromkeys(steps)) == list(STEPS)
    assert steps == sorted(steps, key=list(STEPS).index)
    assert all(0 <= share <= 1 for _, share in told)


def test_ledger_is_left_as_it_was(searched: Path) -> None:
    before = searched.read_bytes()

    with closing(open_suspect(searched)) as reader:
        verify(reader)
        names = [name for (name,) in reader.execute("SELECT name FROM temp.sqlite_master")]
        reader.execute("BEGIN")
        assert verify(reader).ok
        assert reader.in_transaction

    assert names == []
    assert searched.read_bytes() == before


def test_ledger_told_again_agrees_though_its_last_rows_are_gone(path: Path, ledger: Ledger) -> None:
    with ledger.command("add", actor="李") as session:
        session.add_all([Task(key=f"A-{number}", number=number, title="事") for number in (1, 2)])
    with ledger.command("remove", actor="李") as session:
        session.delete(session.get_one(Task, 2))

    with closing(open_suspect(path)) as reader, closing(replay_to(reader)) as memory:
        assert verify(reader).ok
        assert verify(memory).ok


def test_command_that_waited_for_another_does_not_run_back(path: Path, ledger: Ledger) -> None:
    """It is stamped when it begins, and written behind one that began a moment later."""
    import datetime as dt

    now = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
    for name, moment in (("a", now + dt.timedelta(seconds=5)), ("b", now)):
        with ledger.command("setting", actor="李", now=moment) as session:
            session.add(Setting(key=name, value="1"))
    assert verified(path).ok

    with ledger.command("setting", actor="李", now=now - dt.timedelta(minutes=2)) as session:
        session.add(Setting(key="c", value="1"))
    assert [(fault.code, fault.seq) for fault in verified(path).faults] == [("time", 5)]


@pytest.mark.parametrize("table", ["task_fact", "task"])
def test_what_another_sees_of_the_ledger_does_not_count(searched: Path, table: str) -> None:
    with closing(open_suspect(searched)) as reader, closing(sqlite3.connect(searched, isolation_level=None)) as writer:
        assert verify(reader).ok
        column = "status_on" if table == "task_fact" else "ref"
        writer.execute("BEGIN")
        writer.execute(f"UPDATE {table} SET {column} = '2026-01-01' WHERE rowid = 7")

        assert verify(reader).ok  # it is not the ledger's yet
        assert not verify(writer).ok
        writer.execute("ROLLBACK")
        assert verify(writer).ok
