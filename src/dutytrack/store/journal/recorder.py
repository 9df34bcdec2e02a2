"""The session of a command: whatever it flushes is written into the journal beside it.

Between flushes the connection is switched to ``query_only``, so that SQLite itself refuses statements that would go
round the journal (bulk updates, raw SQL). Images of rows are read back from the database, never taken from objects.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, inspect
from sqlmodel import Session

from dutytrack.store.facts.kept import refresh_facts
from dutytrack.store.file.engine import WRITES_CLOSED, driver_connection
from dutytrack.store.file.errors import UnjournalledWriteError
from dutytrack.store.file.schema import JOURNALLED_TABLES, primary_key
from dutytrack.store.journal.rows import INSERT, Change, CommandHeader, Head, chained, read_head
from dutytrack.store.journal.times import clock_doubt
from dutytrack.store.journal.touched import Touched
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql import dialect

Row = Mapping[str, Any]
RowKey = tuple[str, Any]
"""A table's name and a row's primary key."""

_CHUNK = 500
_PLACE = {name: place for place, name in enumerate(JOURNALLED_TABLES)}


class CommandSession(Session):
    """A session that journals what it flushes, and commits only where its command ends."""

    def __init__(self, engine: Engine, header: CommandHeader) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.header = header
        self.touched = Touched()
        self.clock_doubt: str | None = None
        """Why the time on the command's rows may be wrong, once there are some."""
        self.head: Head | None = None
        """The last row that the command has written, once there is one."""
        self.second_place = ""
        """Where the ledger's setting wants heads to be kept, once the command is done."""
        self._opening = 0  # the seq of the command's first row
        close_writes(self.connection())

    @property
    def driver(self) -> dialect.Reader:
        """The SQLite connection below, in the same transaction."""
        return driver_connection(self.connection())

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write pending changes, and their rows in the journal."""
        new, dirty, deleted = list(self.new), list(self.dirty), list(self.deleted)
        if not (new or dirty or deleted):
            return
        connection = self.connection()
        before = read_images(connection, {_key(entity) for entity in (*dirty, *deleted)})
        with writable(connection):
            super().flush(objects)
            after = read_images(connection, set(before) | {_key(entity) for entity in (*new, *dirty)})
            self.record(changes_between(before, after))

    def record(self, changes: Sequence[Change]) -> None:
        """Write the journal's rows for ``changes``; the connection must be open for writing."""
        if not changes:
            return
        head, rows = read_head(self.driver), []
        is_opened = 0 < self._opening <= head.seq  # a savepoint may have been taken back, with that row
        if not is_opened:
            self._opening = head.seq + 1
            self.clock_doubt = clock_doubt(self.driver, self.header.at)
        for change in changes if is_opened else (self.header.opening(), *changes):
            row = chained(self.header, head, change)
            head = Head(row.seq, row.hash)
            rows.append(row)
        self.connection().exec_driver_sql(INSERT, rows)
        self.head = head
        self.touched.add(changes)

    def note(self, change: Change) -> None:
        """Write a row of the journal's own, which is in no table."""
        with writable(self.connection()):
            self.record([change])

    def commit(self) -> None:
        """Refused: a command commits once, at its end."""
        raise UnjournalledWriteError("commit")

    def finish(self) -> None:
        """Flush, work out again what is derived from the rows touched, and commit."""
        self.flush()
        open_writes(self.connection())
        changed = dict(sorted(self.touched.tasks(self.driver).items()))
        refresh_facts(self.driver, changed)
        try:
            dialect.refresh_search(self.driver, changed)
        except sqlite3.IntegrityError as error:  # what is searched is made by this program alone
            raise sqlite3.DatabaseError(f"fts5: {error}") from error
        self.second_place = get_setting(self.driver, "heads")
        super().commit()


@contextmanager
def writable(connection: Connection) -> Iterator[None]:
    """Let ``connection`` write for a while."""
    open_writes(connection)
    try:
        yield
    finally:
        close_writes(connection)


def open_writes(connection: Connection) -> None:
    """Let SQLite accept writes on ``connection`` from now on."""
    connection.info.pop(WRITES_CLOSED, None)
    connection.exec_driver_sql(dialect.ALLOW_WRITES)


def close_writes(connection: Connection) -> None:
    """Let SQLite refuse writes on ``connection`` from now on."""
    connection.exec_driver_sql(dialect.REFUSE_WRITES)
    connection.info[WRITES_CLOSED] = True


def read_images(connection: Connection, keys: Collection[RowKey]) -> dict[RowKey, Row]:
    """The rows with ``keys`` as the database holds them; those it does not hold are left out."""
    wanted: dict[str, list[Any]] = {}
    for entity, entity_id in keys:
        wanted.setdefault(entity, []).append(entity_id)
    return {
        (entity, row[primary_key(entity)]): row
        for entity, ids in wanted.items()
        for chunk in chunks(ids)
        for row in _read(connection, entity, chunk)
    }


def chunks(ids: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    """``ids`` in as many pieces as statements need, which take a limited number of parameters each."""
    listed = tuple(ids)
    return (listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK))


def changes_between(before: Mapping[RowKey, Row], after: Mapping[RowKey, Row]) -> list[Change]:
    """What differs: new rows first, each after those it refers to; then changed ones; then rows that are gone."""
    changes = [Change(*key, before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted((change for change in changes if change.before != change.after), key=_dependency)


def _key(entity: Any) -> RowKey:
    state = inspect(entity)
    (identity,) = state.identity
    return str(state.mapper.local_table.name), identity


def _read(connection: Connection, entity: str, ids: tuple[Any, ...]) -> list[Row]:
    marks = ", ".join("?" * len(ids))
    query = f'SELECT * FROM "{entity}" WHERE "{primary_key(entity)}" IN ({marks})'  # noqa: S608 - names of our tables
    return [dict(row) for row in connection.exec_driver_sql(query, ids).mappings()]


def _dependency(change: Change) -> tuple[int, int, Any]:
    place = _PLACE[change.entity]
    if change.before is None:
        return 0, place, change.entity_id
    return (1, place, change.entity_id) if change.after is not None else (2, -place, change.entity_id)
