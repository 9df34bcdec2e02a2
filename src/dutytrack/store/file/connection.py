"""Reading a ledger: a plain SQLite connection that can't write. Imports nothing heavy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from dutytrack.i18n import _
from dutytrack.store.file import schema
from dutytrack.store.file.errors import (
    DiskFailedError,
    DiskFullError,
    LedgerBehindError,
    LedgerNewerError,
    LedgerNotReadableError,
    LedgerNotWritableError,
    ledger_error,
    naming_ledger,
)
from dutytrack.store.file.ground import closed_ground
from dutytrack.store.file.layout import check_layout, check_writable
from dutytrack.store.file.location import check_location, forget_known, queue_file
from dutytrack.store.sql import dialect

Notice = Callable[[str], object]
"""What is handed a sentence about a ledger that can be read, but is not quite as it should be."""


def open_reader(path: Path, notice: Notice | None = None) -> dialect.Reader:
    """A read-only connection to the ledger at ``path``; closing it is the caller's.

    It may be used in other threads than its maker's, one at a time. What is laid out otherwise than it should be and
    makes no answer wrong is told to ``notice``. Raises a LedgerError where the file can't be used, LedgerBehindError
    where a migration is due.
    """
    connection = _open_anyhow(path)
    try:
        foreign = check_layout(connection, path, schema.HEAD_REVISION)
    except BaseException:
        connection.close()
        raise
    if foreign is not None and notice is not None:
        sentence = _("{path}: the ledger is laid out otherwise than it should be ({what}); see dutytrack log verify")
        notice(sentence.format(path=path, what=foreign))
    return connection


def open_suspect(path: Path, *, any_revision: bool = False) -> dialect.Reader:
    """Like ``open_reader``, whatever else the ledger lays out: for those who find that out.

    With ``any_revision`` one of another program will do.
    """
    connection = _open_anyhow(path, any_revision=any_revision)
    dialect.refuse_views(connection, [*schema.JOURNALLED_TABLES, *schema.DERIVED_TABLES, "journal"])
    return connection


def _open_anyhow(path: Path, *, any_revision: bool = False) -> dialect.Reader:
    """A read-only connection to what may be laid out otherwise than it should be."""
    check_location(path)
    try:
        return _open_laid_out(path, "mode=ro", any_revision=any_revision)
    except LedgerNotWritableError as error:
        # WAL needs files beside the ledger, even to read it
        if not _at_rest_on_closed_ground(path):
            raise LedgerNotReadableError(path, **error.facts) from error
    except (LedgerNotReadableError, DiskFullError, DiskFailedError):
        if not _at_rest_on_closed_ground(path):
            raise
    return _open_laid_out(path, "mode=ro&immutable=1", any_revision=any_revision)


def open_checked(path: Path, options: str) -> sqlite3.Connection:
    """A connection by SQLite's URI ``options`` to the file at ``path``, laid out as it should be: it may be written.

    Raises a LedgerError where it is not.
    """
    connection = _open_laid_out(path, options)
    try:
        check_writable(connection, path, schema.HEAD_REVISION)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_laid_out(path: Path, options: str, *, any_revision: bool = False) -> sqlite3.Connection:
    """A connection to the file at ``path``, which is a ledger of this program's revision; LedgerError where not."""
    try:
        connection = dialect.connect(path, options)
    except sqlite3.Error as error:
        raise ledger_error(path, error) or LedgerNotReadableError(path, detail=str(error)) from error
    try:
        schema.check_schema(connection, path)
    except (LedgerBehindError, LedgerNewerError):
        if not any_revision:
            connection.close()
            raise
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
    forget_known(path)


def _at_rest_on_closed_ground(path: Path) -> bool:
    """Whether nothing waits in the write-ahead log and no file can be made beside it: a closed medium, a full disk."""
    file = path.resolve()
    log = file.with_name(file.name + dialect.LOG_ENDING)
    at_rest = not log.exists() or log.stat().st_size == 0
    return at_rest and closed_ground(path) is not None
