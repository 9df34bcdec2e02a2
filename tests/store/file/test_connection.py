"""Reading connections: light, read-only, beside a writer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader, tidy
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Plan, Setting


def test_reading_path_loads_nothing_heavy() -> None:
    code = (
        "import sys, dutytrack.store.file.connection, dutytrack.store.file.schema, dutytrack.store.journal.rows;"
        "import dutytrack.store.settings.keys, dutytrack.store.journal.history;"
        "print(sorted({'sqlalchemy', 'sqlmodel', 'alembic', 'pydantic', 'textual', 'rich'} & set(sys.modules)))"
    )

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_reader_can_not_write(path: Path, ledger: Ledger) -> None:
    reader = open_reader(path)

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM plan")

    reader.close()


def test_reader_sees_the_last_whole_state_beside_a_writer(path: Path, ledger: Ledger) -> None:
    with ledger.command("import", actor="李") as session:
        session.add(Plan(code="A"))
        session.flush()
        reader = open_reader(path)
        during = reader.execute("SELECT count(*) FROM plan").fetchone()

    after = reader.execute("SELECT count(*) FROM plan").fetchone()

    assert (during, after) == ((0,), (1,))
    reader.close()


def test_reader_needs_no_log_file(path: Path, ledger: Ledger) -> None:
    ledger.close()

    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.db"]
    reader = open_reader(path)
    assert reader.execute("SELECT count(*) FROM plan").fetchone() == (0,)
    reader.close()


def test_name_may_hold_any_characters(tmp_path: Path) -> None:
    path = tmp_path / "督查室 2026?#%20" / "台账.db"
    Ledger.open(path, create=True).close()

    reader = open_reader(path)

    assert reader.execute("SELECT count(*) FROM journal").fetchone() == (0,)
    reader.close()


def test_relative_path_is_taken_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    Ledger.open(Path("x.db"), create=True).close()
    open_reader(Path("x.db")).close()

    assert (tmp_path / "x.db").is_file()


def test_what_readers_leave_beside_a_ledger_can_be_tidied_away(path: Path, ledger: Ledger) -> None:
    with ledger.command("set", actor="李") as session:
        session.add(Setting(key="language", value="zh"))
    ledger.close()
    with closing(open_reader(path)) as reader:
        reader.execute("SELECT count(*) FROM task").fetchone()

    tidy(path)

    assert {entry.name for entry in path.parent.iterdir()} == {path.name, f"{path.name}.heads"}
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT value FROM setting").fetchone() == ("zh",)
