"""What a ledger file must look like: its mark, its revision, its tables' names, its triggers.

Used by the reading path too: nothing heavy may be imported here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path

from dutytrack.store.file.errors import (
    LedgerBehindError,
    LedgerDamagedError,
    LedgerNewerError,
    NotALedgerError,
    ledger_error,
)
from dutytrack.store.sql import dialect

APPLICATION_ID = 0x44755479
"""``DuTy``: marks the file as a ledger of ours."""

HEAD_REVISION = "0017"
"""The newest migration. Revisions are numbers of four digits, so that newer and older can be told apart."""

JOURNALLED_TABLES = (
    "setting", "source_document", "plan", "phase", "task", "unit", "unit_name", "assignment", "deadline", "duty",
    "occurrence", "indicator", "action", "unit_member", "unit_succession", "leader", "portfolio", "contact", "cadence",
    "cadence_due", "progress_report", "measurement", "exempt_month", "verification", "reminder", "reminder_task",
    "supervision_order", "order_reply", "instruction", "instruction_step", "extension", "evidence", "confidence",
    "amendment", "correction",
)  # fmt: skip
"""The tables that hold facts, each after those it refers to."""

_KEYS = {"setting": "key"}
"""Journalled tables whose rows are known otherwise than by an id."""

DERIVED_TABLES = ("task_fact", "task_span", "task_text", "report_fate", "measurement_fate")
"""Worked out from the others with each command; never journalled."""

TRIGGERS = {
    f"journal_refuses_{what}": (
        f"CREATE TRIGGER journal_refuses_{what} BEFORE {event} "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )
    for what, event in (
        ("update", "UPDATE ON journal"),
        ("delete", "DELETE ON journal"),
        ("replace", "INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal)"),
    )
}
"""SQLite drops a table's triggers with the table, which batch migrations do: each migration lays them again."""


def migrations_folder() -> Path:
    """Where the migrations lie: in the installed package, or in the checkout that is worked on."""
    package = Path(__file__).parents[2]
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parents[1] / "migrations"


def primary_key(table: str) -> str:
    """The name of a journalled table's primary key column; each has one."""
    return _KEYS.get(table, "id")


def row_name(table: str) -> str:
    """What a derived table's row is named by, as SQL."""
    return "task_id || ' ' || last_on" if table == "task_span" else dialect.ROW_ID


def insertion(table: str, columns: Collection[str]) -> str:
    """The statement that inserts a row into ``table``, one of ours."""
    listed = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - our tables


def lay_triggers(execute: Callable[[str], object]) -> None:
    """Lay the journal's triggers (again), each statement through ``execute``."""
    for name, statement in TRIGGERS.items():
        execute(f"DROP TRIGGER IF EXISTS {name}")
        execute(statement)


def check_schema(connection: dialect.Reader, path: Path) -> None:
    """Return where ``connection`` holds a ledger of this program's revision.

    Raises the LedgerError that says why not: NotALedgerError, LedgerDamagedError, LedgerNewerError, LedgerBehindError.
    """
    revision = revision_of(connection, path)
    if revision == HEAD_REVISION:
        return
    if is_unknown(revision):
        raise LedgerNewerError(path, revision=revision)
    raise LedgerBehindError(path, revision=revision)


def is_unknown(revision: str) -> bool:
    """Whether no program up to this one has laid out a ledger by ``revision``."""
    is_one = revision.isascii() and revision.isdigit() and len(revision) == len(HEAD_REVISION)
    return not is_one or int(revision) > int(HEAD_REVISION)


def revision_of(connection: dialect.Reader, path: Path) -> str:
    """The revision that the ledger on ``connection`` is laid out by; NotALedgerError or LedgerDamagedError for none."""
    try:
        application_id, laid_out = connection.execute(dialect.STATE).fetchone()
        if application_id != APPLICATION_ID:
            raise NotALedgerError(path)
        rows = connection.execute("SELECT version_num FROM alembic_version LIMIT 2").fetchall() if laid_out else []
    except sqlite3.Error as error:
        raise ledger_error(path, error) or LedgerDamagedError(path, detail=str(error)) from error
    if len(rows) != 1:
        raise LedgerDamagedError(path, detail="alembic_version")
    return str(rows[0][0])
