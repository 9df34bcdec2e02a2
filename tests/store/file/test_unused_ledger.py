"""A ledger that was made for a command which failed is taken away, unless it is of use to somebody."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Plan


def fail(ledger: Ledger, error: type[BaseException] = ValueError) -> None:
    with pytest.raises(error):
        write(ledger, error)


def write(ledger: Ledger, error: type[BaseException] | None = None) -> None:
    with ledger.command("test", actor="tester") as session:
        session.add(Plan(code="B1" if error is None else "B2"))
        session.flush()
        if error is not None:
            raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_it_is_taken_away_whatever_stopped_the_command(tmp_path: Path, error: type[BaseException]) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        fail(ledger, error)
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path, create=True).close()
    with Ledger.open(path, create=True) as ledger:
        fail(ledger)
    assert path.exists()


@pytest.mark.parametrize("order", [(fail, write), (write, fail), (fail, write, fail)])
def test_one_that_a_command_was_written_to_stays(tmp_path: Path, order: tuple[object, ...]) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        for step in order:
            assert callable(step)
            step(ledger)
    with closing(open_reader(path)) as reader:
        assert [code for (code,) in reader.execute("SELECT code FROM plan")] == ["B1"]


def test_one_that_another_has_written_to_stays(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        fail(ledger)
        with Ledger.open(path) as other:
            write(other)
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM plan").fetchone() == (1,)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_one_that_another_has_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        fail(ledger)
        other = Ledger.open(path)
    write(other)
    other.close()
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM plan").fetchone() == (1,)
