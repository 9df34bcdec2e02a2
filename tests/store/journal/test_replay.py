"""The ledger as it was known at an earlier time."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.schema import check_schema
from dutytrack.store.journal.replay import known_seq, replay_to
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Action, Task

START = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A task entered on the 1st, closed on the 2nd, renamed on the 3rd of July."""
    with ledger.command("add", actor="李", now=START) as session:
        session.add(Task(key="A-1", number=1, title="引进人才", section=["一", "二"]))
    with ledger.command("close", actor="李", now=START + dt.timedelta(days=1)) as session:
        session.add(Action(task_id=1, kind="closed", on=dt.date(2026, 6, 30)))
    with ledger.command("set", actor="李", now=START + dt.timedelta(days=2)) as session:
        session.exec(select(Task)).one().title = "培养人才"
    return ledger


@pytest.mark.parametrize(
    ("seq", "expected"),
    [(0, []), (2, [("引进人才", "pending")]), (4, [("引进人才", "closed")]), (None, [("培养人才", "closed")])],
)
def test_rows_and_facts_are_as_they_were_told(
    told: Ledger, path: Path, seq: int | None, expected: list[tuple[str, str]]
) -> None:
    with closing(open_reader(path)) as reader, closing(replay_to(reader, seq=seq)) as memory:
        found = memory.execute("SELECT title, status FROM task JOIN task_fact ON task_id = id").fetchall()
        check_schema(memory, path)

        assert found == expected
        assert verify(memory).ok


@pytest.mark.parametrize(("days", "seq"), [(-1, 0), (0, 2), (1.5, 4), (30, 6)])
def test_time_names_what_had_been_told_by_then(told: Ledger, path: Path, days: float, seq: int) -> None:
    moment = START + dt.timedelta(days=days)

    with closing(open_reader(path)) as reader, closing(replay_to(reader, at=moment)) as memory:
        assert known_seq(reader, moment) == seq
        assert memory.execute("SELECT count(*) FROM journal").fetchone() == (seq,)


def test_search_works_as_of_then(told: Ledger, path: Path) -> None:
    query = "SELECT rowid FROM task_text WHERE task_text MATCH '\"引 进\"'"

    with closing(open_reader(path)) as reader, closing(replay_to(reader, seq=2)) as memory:
        assert (reader.execute(query).fetchall(), memory.execute(query).fetchall()) == ([], [(1,)])
