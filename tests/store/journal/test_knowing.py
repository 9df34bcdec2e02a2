"""What the ledger had been told by a row of the journal or by a day."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.errors import LedgerDamagedError
from dutytrack.store.file.schema import TRIGGERS
from dutytrack.store.journal.knowing import ledger_as_known
from dutytrack.store.journal.replay import UntellableError
from dutytrack.store.journal.rows import NotTellingYetError
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Setting, Task


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A ledger told of one task each on two days, the second late in the evening of 2 July in China."""
    path = tmp_path / "told.db"
    with Ledger.open(path, create=True) as ledger:
        for number, at in enumerate((datetime(2026, 7, 1, 1, tzinfo=UTC), datetime(2026, 7, 2, 15, 59, tzinfo=UTC))):
            with ledger.command("add", actor="a", now=at) as session:
                session.add(Task(key=f"QT26-{number + 1}", number=number + 1, title="t"))
                session.add(Setting(key=f"note{number}", value="x"))
    return path


def keys(path: Path, moment: int | date) -> list[str]:
    with closing(open_reader(path)) as reader, closing(ledger_as_known(reader, moment)) as known:
        assert verify(known).ok
        return [row[0] for row in known.execute("SELECT key FROM task ORDER BY id")]


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        (0, []),
        (1, ["QT26-1"]),
        (2, ["QT26-1"]),
        (3, ["QT26-1"]),
        (4, ["QT26-1", "QT26-2"]),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), ["QT26-1"]),
        (date(2026, 7, 2), ["QT26-1", "QT26-2"]),
    ],
)
def test_a_row_counts_with_its_whole_command_and_a_day_to_its_end(told, moment, known):
    assert keys(told, moment) == known


def test_a_day_ends_where_the_ledger_is_kept(told, tmp_path):
    path = tmp_path / "utc.db"
    shutil.copy(told, path)
    with Ledger.open(path) as ledger, ledger.command("setting", actor="a") as session:
        session.add(Setting(key="time_zone", value="Asia/Tokyo"))

    assert keys(path, date(2026, 7, 2)) == ["QT26-1"]


@pytest.mark.parametrize("seq", [7, 10_000, -1])
def test_a_row_that_is_not_there_is_told(told, seq):
    with closing(open_reader(told)) as reader, pytest.raises(NotTellingYetError, match="its last one is 6"):
        ledger_as_known(reader, seq)


@pytest.mark.parametrize(("image", "error"), [("{bad", LedgerDamagedError), ("{}", UntellableError)])
def test_what_can_not_be_told_again_is_said(told, image, error):
    with closing(sqlite3.connect(told)) as connection, connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE journal SET after = ? WHERE entity = 'task'", (image,))
        for statement in TRIGGERS.values():
            connection.execute(statement)

    with closing(open_reader(told)) as reader, pytest.raises(error):
        ledger_as_known(reader, 6)
