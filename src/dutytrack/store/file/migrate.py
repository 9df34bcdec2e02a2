"""Bringing a ledger up to date by the Alembic migrations that come with the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dutytrack.store.facts.tasks import derive_anew
from dutytrack.store.file.backup import back_up
from dutytrack.store.file.engine import driver_connection, writing_engine
from dutytrack.store.file.errors import MigrationFailedError
from dutytrack.store.file.layout import check_writable
from dutytrack.store.file.schema import lay_triggers, migrations_folder
from dutytrack.store.sql import dialect


def upgrade(path: Path) -> Path:
    """Bring the ledger at ``path`` up to date, after a backup; the backup's path.

    Raises LedgerAlteredError or LedgerForeignError where it is not laid out as its own revision says: a trigger that
    someone has planted must not run. MigrationFailedError where it fails: the ledger is then as it was.
    """
    with closing(dialect.connect(path, "mode=ro")) as connection:
        connection.execute("BEGIN")  # another program may be doing the same
        revision = _revision(connection)
        check_writable(connection, path, revision)
    backup = back_up(path, revision)
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
                # a migration may have given what is derived new columns or other rules
                derive_anew(driver_connection(connection))
    except (CommandError, SQLAlchemyError, sqlite3.Error) as error:
        raise MigrationFailedError(path, str(error).splitlines()[0], backup) from error
    finally:
        engine.dispose()


def revision_of(path: Path) -> str:
    """The revision that the ledger at ``path`` is laid out by; ``0`` where it is not laid out."""
    with closing(dialect.connect(path, "mode=ro")) as connection:
        return _revision(connection)


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, working on ``connection``."""
    settings = Config()
    settings.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _revision(connection: dialect.Reader) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        row = None
    return str(row[0]) if row else "0"


def _run(connection: Connection, revision: str) -> None:
    tables = set(connection.exec_driver_sql(dialect.TABLE_NAMES).scalars())
    current = ""
    if "alembic_version" in tables:
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    step = command.upgrade if revision == "head" or (revision != "base" and revision > current) else command.downgrade
    step(config(connection), revision)


def _check(connection: Connection, path: Path, backup: Path | None) -> None:
    tables = set(connection.exec_driver_sql(dialect.TABLE_NAMES).scalars())
    if "journal" in tables:
        lay_triggers(connection.exec_driver_sql)
    broken = connection.exec_driver_sql(dialect.BROKEN_KEYS).first()
    if broken is not None:
        raise MigrationFailedError(path, f"foreign key {broken[0]} → {broken[2]}", backup)
