"""An office's ledger, filled row by row: reading is tested against rows, whatever service may have written them."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.rules.packs import RulePack
from dutytrack.store.facts.kept import refresh_all_facts, refresh_facts
from dutytrack.store.facts.supervision import FIRST_DAY
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.sql.dialect import refresh_search


class Office:
    """A ledger and a hand to write in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.refreshing = True
        self.rules = default_rule_pack()
        self._ids = itertools.count(1)

    def insert(self, table: str, **values: object) -> int:
        """Insert a row, dates and lists as they are stored; its id."""
        row: dict[str, Any] = {name: _stored(value) for name, value in {"id": next(self._ids), **values}.items()}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
        return int(row["id"])

    def plan(self, code: str = "BH25", **values: object) -> int:
        return self.insert("plan", **{"code": code, "start": "2025-01-01", "end": "2025-12-31", **values})

    def unit(self, name: str, *, names: tuple[str, ...] = (), initials: str = "", **values: object) -> int:
        """A unit; once for each name."""
        known = self.connection.execute("SELECT id FROM unit WHERE name = ?", (name,)).fetchone()
        if known:
            return int(known[0])
        unit = self.insert("unit", **{"name": name, "jurisdiction": "滨海市", "kind": "unit", "vague": 0, **values})
        for one in (name, *names):
            self.insert("unit_name", unit_id=unit, name=one, kind="full", initials=initials)
        return unit

    def task(
        self,
        plan: int | None = None,
        *,
        lead: tuple[str, ...] = (),
        responsible: tuple[str, ...] = (),
        participating: tuple[str, ...] = (),
        due: tuple[str | None, ...] = (),
        key: str | None = None,
        number: int | None = None,
        **values: object,
    ) -> int:
        """A task with its units and deadlines; keyed ``BH25-1``, ``BH25-2`` … by its plan."""
        count = self.connection.execute("SELECT COUNT(*) FROM task WHERE plan_id IS ?", (plan,)).fetchone()[0]
        number = number or count + 1
        code = self.connection.execute("SELECT code FROM plan WHERE id = ?", (plan,)).fetchone()
        given = {"title": f"任务{number}", "text": "", "section": [], "problems": [], "kind": "plan", **values}
        key = key or f"{code[0] if code else 'T'}-{number}"
        task = self.insert("task", key=key, plan_id=plan, number=number, **given)
        for role, names in (("lead", lead), ("responsible", responsible), ("participating", participating)):
            for position, name in enumerate(names):
                unit = self.unit(name)
                self.insert("assignment", task_id=task, unit_id=unit, role=role, position=position, raw=name)
        for position, day in enumerate(due):
            self.deadline(task, day, position=position)
        self.refresh(task)
        return task

    def deadline(self, task: int, day: str | None, *, position: int = 0, **values: object) -> int:
        given = {"precision": "day", "text": "", "origin": "document", **values}
        row = self.insert("deadline", task_id=task, position=position, date=day, **given)
        self.refresh(task)
        return row

    def act(self, task: int, kind: str, on: str, **values: object) -> int:
        """A dated act on a task."""
        row = self.insert("action", task_id=task, kind=kind, on=on, **values)
        self.refresh(task)
        return row

    def conclude(self, plan: int, on: str, kind: str = "concluded") -> None:
        """A dated act on a plan."""
        self.insert("action", plan_id=plan, kind=kind, on=on)
        if self.refreshing:
            refresh_all_facts(self.connection)

    def refresh(self, *tasks: int) -> None:
        """What the ledger does at the end of a command."""
        if not self.refreshing:
            return
        refresh_facts(self.connection, dict.fromkeys(tasks, FIRST_DAY))
        refresh_search(self.connection, tasks)

    def remove(self) -> None:
        """Close the ledger and delete its file."""
        self.connection.close()
        self.path.unlink()

    def fact(self, task: int, name: str) -> object:
        """A kept fact of a task."""
        return self.connection.execute(f"SELECT {name} FROM task_fact WHERE task_id = ?", (task,)).fetchone()[0]

    def rows(self, query: str = "", as_of: str = "2025-06-15", **options):
        """The tasks of a query, read as the program reads them."""
        with closing(open_reader(self.path)) as reader:
            day = dt.date.fromisoformat(as_of)
            return find_tasks(Look(reader, day, self.rules), query, **options)

    def keys(self, query: str = "", as_of: str = "2025-06-15", **options) -> list[str]:
        return [row.key for row in self.rows(query, as_of, **options)]

    def row(self, task: int, as_of: str = "2025-06-15"):
        """A task's row on a day."""
        key = self.connection.execute("SELECT key FROM task WHERE id = ?", (task,)).fetchone()[0]
        return next(row for row in self.rows(as_of=as_of) if row.key == key)


def _stored(value: object) -> object:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path, create=True).close()
    return path


@pytest.fixture
def new_office(empty_ledger: Path, tmp_path: Path) -> Iterator[Callable[[], Office]]:
    """Makes offices with an empty ledger each."""
    opened: list[Office] = []

    def make() -> Office:
        path = tmp_path / f"office{len(opened)}.db"
        shutil.copy(empty_ledger, path)
        opened.append(Office(path))
        return opened[-1]

    yield make
    for office in opened:
        office.connection.close()


@pytest.fixture
def office(new_office: Callable[[], Office]) -> Office:
    return new_office()


@pytest.fixture
def rules() -> RulePack:
    return default_rule_pack()
