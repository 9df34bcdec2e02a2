"""The ledger told again from its journal: as it is, or as it was known at an earlier time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from dutytrack.store.facts.entry import ENTERED
from dutytrack.store.facts.kept import SPANS, derive_anew
from dutytrack.store.file.schema import APPLICATION_ID, DERIVED_TABLES, JOURNALLED_TABLES, insertion, lay_triggers
from dutytrack.store.journal.rows import COLUMNS, INSERT, JournalRow, read_rows, told_times
from dutytrack.store.sql import dialect

_LAID = (*JOURNALLED_TABLES, *DERIVED_TABLES, "journal", "alembic_version")
_ENTRIES = f"SELECT {COLUMNS} FROM journal WHERE before IS NULL AND entity IN ({dialect.quoted(ENTERED)})"  # noqa: S608
"""The rows by which the order of entry is told: what is derived goes by it."""
_INSERT_ENTRY = INSERT.replace("INSERT", "INSERT OR IGNORE", 1)


class Told:
    """The rows of all tables as the journal tells them: each with the seq that told it last."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, tuple[int, str]]] = {entity: {} for entity in JOURNALLED_TABLES}

    def rows(self, entity: str) -> Mapping[str, tuple[int, str]]:
        """Seq and image of each row of ``entity``, by its id as text."""
        return self._rows.get(entity, {})

    def image(self, entity: str, entity_id: str) -> str | None:
        """A row's image so far; ``None`` where there is none."""
        told = self.rows(entity).get(entity_id)
        return told[1] if told else None

    def tell(self, row: JournalRow) -> None:
        """Count ``row`` in."""
        rows = self._rows.setdefault(row.entity, {})
        if row.after is None:
            rows.pop(row.entity_id, None)
        else:
            rows[row.entity_id] = (row.seq, row.after)


def replay(rows: Iterable[JournalRow]) -> Told:
    """What ``rows``, from the first on, add up to."""
    told = Told()
    for row in rows:
        told.tell(row)
    return told


def known_seq(connection: dialect.Reader, at: datetime) -> int:
    """The last row of the journal that was told by ``at`` (aware); 0 where there is none.

    Rows before it count as well, whatever time is on them: they were there. Times that were corrected count so.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    corrected = told_times(connection)
    by_clock = f"SELECT seq FROM journal WHERE at <= ? AND command NOT IN ({', '.join('?' * len(corrected))}) "  # noqa: S608
    row = connection.execute(f"{by_clock} ORDER BY seq DESC LIMIT 1", (moment, *corrected)).fetchone()
    last = row[0] if row else 0
    for command in (command for command, time in corrected.items() if time <= moment):
        (end,) = connection.execute("SELECT max(seq) FROM journal WHERE command = ?", (command,)).fetchone()
        last = max(last, end or 0)
    return int(last)


def replay_to(
    connection: dialect.Reader, *, seq: int | None = None, at: datetime | None = None, spans: bool = True
) -> sqlite3.Connection:
    """A ledger in memory as the journal tells it up to ``seq``, or to the time ``at`` (aware), or all of it.

    It has the same tables, indexes and derived rows, and the journal as far; closing it is the caller's. Without
    ``spans`` it keeps none: they are not worth working out where it is asked about one day alone.
    """
    until = known_seq(connection, at) if at is not None else seq
    memory = ledger_of(replay(read_rows(connection, until=until)), connection, spans=spans)
    memory.execute("BEGIN")
    memory.executemany(INSERT, read_rows(connection, until=until))
    lay_triggers(memory.execute)
    memory.execute("COMMIT")
    return memory


def ledger_of(told: Told, source: dialect.Reader, *, spans: bool) -> sqlite3.Connection:
    """A ledger in memory, laid out like ``source``, that holds the rows ``told`` and what is derived from them.

    Its journal is empty; closing it is the caller's.
    """
    memory = dialect.in_memory()
    memory.execute("BEGIN")
    _lay_out(source, memory, _LAID if spans else tuple(table for table in _LAID if table != SPANS))
    fill(memory, told, source)
    memory.execute("COMMIT")
    return memory


def fill(memory: sqlite3.Connection, told: Told, source: dialect.Reader) -> None:
    """Write the rows ``told`` into an empty ledger, and what is derived from them; its journal stays empty."""
    for entity in JOURNALLED_TABLES:
        columns = dialect.columns_of(memory, entity)
        for row in (json.loads(image) for _, image in told.rows(entity).values()):
            names = [name for name in row if name in columns]  # those added since get their defaults
            memory.execute(insertion(entity, names), [row[name] for name in names])
    memory.executemany(_INSERT_ENTRY, map(tuple, source.execute(_ENTRIES)))
    derive_anew(memory)
    memory.execute("DELETE FROM journal")


def _lay_out(source: dialect.Reader, memory: sqlite3.Connection, tables: Iterable[str]) -> None:
    statements = [next(iter(row)) for table in tables for row in source.execute(dialect.LAYOUT, (table,))]
    for statement in statements:
        memory.execute(statement)
    dialect.mark(memory, APPLICATION_ID)
    revision = tuple(source.execute("SELECT version_num FROM alembic_version").fetchone())
    memory.execute("INSERT INTO alembic_version VALUES (?)", revision)
