"""A plan's life at the shell: every step is a command, given on its own day."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dutytrack.cli.app import app
from dutytrack.store.file.schema import JOURNALLED_TABLES

SEEDED = Path(__file__).parents[2] / "seed" / "plans"


class Office:
    """The supervision office: it gives commands, on a day that moves on."""

    def __init__(self, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ledger = ledger
        self._environment = monkeypatch
        monkeypatch.setenv("DUTYTRACK_LEDGER", str(ledger))
        monkeypatch.setenv("DUTYTRACK_ACTOR", "督查室 罗青禾")
        monkeypatch.setenv("DUTYTRACK_CONFIG", "")

    def day(self, today: str) -> None:
        """The next commands are given on this day."""
        self._environment.setenv("DUTYTRACK_TODAY", today)

    def call(self, *args: object) -> tuple[int, str]:
        """The exit code and all that was said."""
        result = CliRunner().invoke(app, [str(arg) for arg in args], catch_exceptions=False)
        return result.exit_code, result.stdout + result.stderr

    def do(self, *args: object) -> str:
        """What a command said that has to succeed."""
        code, said = self.call(*args)
        assert code == 0, said
        return said

    def refused(self, *args: object) -> str:
        """What a command said that has to be refused."""
        code, said = self.call(*args)
        assert code == 2, said
        return said

    def asked(self, *args: object) -> Any:
        """An answer as JSON."""
        result = CliRunner().invoke(app, [*map(str, args), "--format", "json"], catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def lamp(self, key: str, *more: object) -> tuple[str, str]:
        """The lamp of a task and the rule behind it."""
        why = self.asked("why", key, *more)
        return why["lamp"], why["decided_by"]["rule"]

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that holds facts."""
        with closing(sqlite3.connect(self.ledger)) as connection:
            return {
                table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
                for table in JOURNALLED_TABLES
            }

    def seq(self) -> int:
        """The last row of the journal."""
        with closing(sqlite3.connect(self.ledger)) as connection:
            return int(connection.execute("SELECT max(seq) FROM journal").fetchone()[0])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "ledger.db", monkeypatch)


@pytest.fixture(scope="session")
def real_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three real plans, CZ15, CZ15B and HZ13, to be copied."""
    ledger = tmp_path_factory.mktemp("real") / "ledger.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(ledger.parent))
        office = Office(ledger, patch)
        office.day("2018-07-15")
        names = ("cangzhou-2015-innovation-city", "cangzhou-2015-sci-tech", "huzhou-2013")
        office.do("import", *(SEEDED / f"{name}.json" for name in names), "--yes", "--no-conclude")
    return ledger


@pytest.fixture
def real(real_plans: Path, office: Office) -> Office:
    """An office with three real plans, about which nothing was done yet."""
    shutil.copy(real_plans, office.ledger)
    return office


@pytest.fixture
def demo(demo_ledger: Path, office: Office) -> Office:
    """An office with the demo's ledger, on its day."""
    shutil.copy(demo_ledger, office.ledger)
    office.day("2026-07-15")
    return office
