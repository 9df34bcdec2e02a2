"""The engine that writes: SQLAlchemy over SQLite, one writer at a time, every promise of the disk kept."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool

from dutytrack.store.file import schema
from dutytrack.store.file.errors import UnjournalledWriteError, ledger_error
from dutytrack.store.file.layout import check_writable
from dutytrack.store.sql import dialect

WRITES_CLOSED = "writes closed"
"""Key of ``Connection.info``: SQLite has been told to refuse writes, so that none goes round the journal."""


def writing_engine(
    path: Path, *, timeout: float = dialect.BUSY_TIMEOUT, foreign_keys: bool = True, durable: bool = True
) -> Engine:
    """An engine whose transactions hold the write lock of the file at ``path`` from their first statement on.

    SQLite's faults are raised as LedgerError, and so is what was laid out otherwise since the file was opened: no
    command may set off a trigger that someone has planted. ``foreign_keys`` off is for migrations, which drop and
    remake tables; ``durable`` off does not wait for the disk, which is for files that can be made anew.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, timeout, foreign_keys=foreign_keys, durable=durable),
        poolclass=NullPool,
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )
    event.listen(engine, "begin", _begin)
    if foreign_keys:
        event.listen(engine, "begin", lambda connection: _check_layout(connection, path))
    event.listen(engine, "handle_error", lambda context: _translate(path, context))
    return engine


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """The SQLite connection below ``connection``, in the same transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _connect(path: Path, timeout: float, *, foreign_keys: bool, durable: bool) -> sqlite3.Connection:
    connection = dialect.connect(path, "mode=rw", timeout=timeout)
    dialect.wait_for_disk(connection, durable=durable)
    dialect.check_keys(connection, checked=foreign_keys)
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock first: a reader that turns writer later could find its snapshot stale."""
    connection.exec_driver_sql(dialect.BEGIN_WRITING)
    connection.exec_driver_sql(dialect.CHECK_KEYS_AT_END)


def _check_layout(connection: Connection, path: Path) -> None:
    check_writable(driver_connection(connection), path, schema.HEAD_REVISION)


def _translate(path: Path, context: ExceptionContext) -> None:
    original = context.original_exception
    if not isinstance(original, sqlite3.Error):
        return
    is_closed = context.connection is not None and WRITES_CLOSED in context.connection.info
    if is_closed and original.sqlite_errorcode == sqlite3.SQLITE_READONLY:
        raise UnjournalledWriteError(context.statement or "this write") from original
    fault = ledger_error(path, original)
    if fault is not None:
        raise fault from original
