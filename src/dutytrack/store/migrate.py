"""Laying a ledger out, and bringing an older one up to date, by the Alembic migrations that come with the program."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dutytrack.store.backup import back_up
from dutytrack.store.connection import connect
from dutytrack.store.engine import driver_connection, writing_engine
from dutytrack.store.errors import LedgerNotWritableError, MigrationFailedError
from dutytrack.store.facts import refresh_all_facts
from dutytrack.store.location import check_local, give_file, make_file, make_folder
from dutytrack.store.schema import APPLICATION_ID, lay_triggers
from dutytrack.store.search import refresh_search


def migrations_folder() -> Path:
    """Where the migrations lie: in the installed package, or in the checkout that is worked on."""
    package = Path(__file__).parents[1]
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parents[1] / "migrations"


def create_ledger(path: Path, group: str | None = None) -> None:
    """Lay out an empty ledger at ``path``; another that came there meanwhile is left alone."""
    check_local(path)
    make_folder(path, group)
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    draft.unlink(missing_ok=True)
    make_file(draft)
    try:
        _mark(draft)
        migrate(draft)
        give_file(draft, group)
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def upgrade(path: Path) -> Path:
    """Bring the ledger at ``path`` up to date, after a backup; the backup's path.

    Raises MigrationFailedError where that fails: the ledger is then as it was.
    """
    backup = back_up(path, revision_of(path))
    migrate(path, backup=backup)
    return backup


def migrate(path: Path, revision: str = "head", *, backup: Path | None = None) -> None:
    """Bring the file at ``path`` to ``revision`` (``base`` for none of it) in one transaction, all or nothing.

    Foreign keys are off meanwhile, since a batch migration drops and remakes tables, and are checked at the end.
    """
    engine = writing_engine(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            _run(connection, revision)
            _check(connection, path, backup)
            if revision == "head":
                _derive(driver_connection(connection))
    except (CommandError, SQLAlchemyError, sqlite3.Error) as error:
        raise MigrationFailedError(path, str(error).splitlines()[0], backup) from error
    finally:
        engine.dispose()


def revision_of(path: Path) -> str:
    """The revision that the ledger at ``path`` is laid out by; ``0`` where it is not laid out."""
    with closing(connect(path, "mode=ro")) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            row = None
    return str(row[0]) if row else "0"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, working on ``connection``."""
    settings = Config()
    settings.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _run(connection: Connection, revision: str) -> None:
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    current = ""
    if "alembic_version" in tables:
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    step = command.upgrade if revision == "head" or (revision != "base" and revision > current) else command.downgrade
    step(config(connection), revision)


def _check(connection: Connection, path: Path, backup: Path | None) -> None:
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if "journal" in tables:
        lay_triggers(connection.exec_driver_sql)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise MigrationFailedError(path, f"foreign key {broken[0]} → {broken[2]}", backup)


def _derive(connection: sqlite3.Connection) -> None:
    """Work out again what is derived: a migration may have given it new columns or other rules."""
    refresh_all_facts(connection)
    refresh_search(connection, [row[0] for row in connection.execute("SELECT id FROM task")])


def _mark(path: Path) -> None:
    with closing(connect(path, "mode=rw")) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")


def _put(draft: Path, path: Path) -> None:
    """Give the finished ``draft`` its name, unless another ledger has taken it: nobody ever sees half a ledger."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        _rename(draft, path)


def _rename(draft: Path, path: Path) -> None:
    """For disks that know no hard links."""
    try:
        if not path.exists():
            draft.rename(path)
    except OSError as error:
        raise LedgerNotWritableError(path, error.strerror or str(error)) from error
