"""Bringing a ledger up to date by the Alembic migrations that come with the program."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from dutytrack.errors import LedgerError
from dutytrack.store.facts.kept import Progress, derive_anew
from dutytrack.store.file import schema
from dutytrack.store.file.backup import back_up, revision_in
from dutytrack.store.file.engine import driver_connection, writing_engine
from dutytrack.store.file.errors import (
    BackupFailedError,
    LedgerAlteredError,
    LedgerBusyError,
    LedgerForeignError,
    MigrationFailedError,
)
from dutytrack.store.file.layout import check_writable
from dutytrack.store.file.schema import migrations_folder
from dutytrack.store.file.turns import turn
from dutytrack.store.sql import dialect


def upgrade(path: Path, progress: Progress | None = None) -> Path | None:
    """Bring the ledger at ``path`` up to date, after a backup; the backup's path, ``None`` where another has done so.

    ``progress`` is told how far that is.
    Nobody can write from the backup to the end. Raises LedgerAlteredError or LedgerForeignError where it is not laid
    out as its own revision says: a trigger that someone has planted must not run. Raises LedgerBusyError (another
    program is writing), BackupFailedError, MigrationFailedError (which names the backup); the ledger is then as it was.
    """
    return migrate(path, backed_up=True, progress=progress)


def migrate(
    path: Path, revision: str = "head", *, backed_up: bool = False, progress: Progress | None = None
) -> Path | None:
    """Bring the file at ``path`` to ``revision`` (``base`` for none of it) in one transaction, all or nothing.

    With ``backed_up`` a backup is made first, which is returned; a ledger that is up to date is left alone. Foreign
    keys are off meanwhile, since a batch migration drops and remakes tables, and are checked at the end.
    """
    engine = writing_engine(path, foreign_keys=False)
    backup = None
    try:
        with turn(path), engine.begin() as connection:
            if backed_up:
                current = revision_in(driver_connection(connection))
                if current == schema.HEAD_REVISION:
                    return None
                check_writable(driver_connection(connection), path, current)
                if progress is not None:
                    progress(0)
                backup = back_up(path, current)
            _run(connection, revision)
            _check(connection)
            if revision == "head":
                # a migration may have given what is derived new columns or other rules
                derive_anew(driver_connection(connection), progress)
    except (LedgerBusyError, LedgerAlteredError, LedgerForeignError, BackupFailedError):
        raise
    except Exception as error:  # a script of a migration may raise whatever it likes
        raise MigrationFailedError(path, _reason(error), backup) from error
    finally:
        engine.dispose()
    return backup


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, working on ``connection``."""
    settings = Config()
    settings.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _run(connection: Connection, revision: str) -> None:
    tables = set(connection.exec_driver_sql(dialect.TABLE_NAMES).scalars())
    current = ""
    if "alembic_version" in tables:
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    step = command.upgrade if revision == "head" or (revision != "base" and revision > current) else command.downgrade
    step(config(connection), revision)


def _check(connection: Connection) -> None:
    tables = set(connection.exec_driver_sql(dialect.TABLE_NAMES).scalars())
    if "journal" in tables:
        schema.lay_triggers(connection.exec_driver_sql)
    broken = connection.exec_driver_sql(dialect.BROKEN_KEYS).first()
    if broken is not None:
        raise _BrokenKeyError(f"foreign key {broken[0]} → {broken[2]}")


def _reason(error: Exception) -> str:
    """The first line of what ``error`` says, and its name where it says nothing by itself."""
    said = next(iter(str(error).splitlines()), "")
    is_plain = isinstance(error, CommandError | SQLAlchemyError | sqlite3.Error | LedgerError | _BrokenKeyError)
    return said if said and is_plain else f"{type(error).__name__}: {said}"


class _BrokenKeyError(Exception):
    """A row refers to one that is not there any more."""
