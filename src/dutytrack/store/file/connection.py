"""Reading a ledger: a plain SQLite connection that can't write. Imports nothing heavy."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from dutytrack.store.file.errors import LedgerNotReadableError, LedgerNotWritableError, ledger_error, naming_ledger
from dutytrack.store.file.location import check_location, queue_file
from dutytrack.store.file.schema import check_schema
from dutytrack.store.sql import dialect


def open_reader(path: Path) -> dialect.Reader:
    """A read-only connection to the ledger at ``path``; closing it is the caller's.

    It may be used in other threads than its maker's, one at a time. Raises a LedgerError where the file can't be
    used, LedgerBehindError where a migration is due.
    """
    check_location(path)
    try:
        return open_checked(path, "mode=ro")
    except LedgerNotWritableError as error:
        # WAL needs files beside the ledger, even to read it
        if not _at_rest_on_closed_ground(path):
            raise LedgerNotReadableError(path, **error.facts) from error
    except LedgerNotReadableError:
        if not _at_rest_on_closed_ground(path):
            raise
    return open_checked(path, "mode=ro&immutable=1")


def open_checked(path: Path, options: str) -> sqlite3.Connection:
    """A connection by SQLite's URI ``options`` to the file at ``path``, which is a ledger of this program's layout.

    Raises a LedgerError where it is not.
    """
    try:
        connection = dialect.connect(path, options)
    except sqlite3.Error as error:
        raise ledger_error(path, error) or LedgerNotReadableError(path, detail=str(error)) from error
    try:
        check_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def data_version(connection: dialect.Reader, path: Path) -> int:
    """A number that other programs' commits change. Raises a LedgerError where ``path`` can't be used any more."""
    with naming_ledger(path):
        return int(connection.execute(dialect.VERSION).fetchone()[0])


def tidy(path: Path) -> None:
    """Take away what programs leave beside the ledger at ``path``, once nobody has it open: it may be renamed then."""
    connection = dialect.connect(path, "mode=rw")
    connection.execute(dialect.EMPTY_LOG).fetchall()
    connection.close()
    queue_file(path).unlink(missing_ok=True)


def _at_rest_on_closed_ground(path: Path) -> bool:
    """Whether nothing waits in the write-ahead log and no file can be made beside it, as on a read-only medium."""
    file = path.resolve()
    log = file.with_name(file.name + dialect.LOG_ENDING)
    at_rest = not log.exists() or log.stat().st_size == 0
    return at_rest and not os.access(file.parent, os.W_OK)
