"""The ledger told again from its journal: as it is, or as it was known at an earlier time."""

# ruff: noqa: S608 - the texts are put together from this program's own names; values are parameters

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from dutytrack.errors import LedgerError
from dutytrack.i18n import _
from dutytrack.store.facts.entry import ENTERED
from dutytrack.store.facts.kept import SPANS, Progress, derive_anew
from dutytrack.store.file.schema import APPLICATION_ID, DERIVED_TABLES, JOURNALLED_TABLES, TRIGGERS, insertion
from dutytrack.store.journal.rows import COLUMNS, INSERT, JournalRow, read_head, told_times
from dutytrack.store.sql import dialect

_LAID = (*(table for table in (*JOURNALLED_TABLES, *DERIVED_TABLES) if table != SPANS), "journal", "alembic_version")
"""Spans are not worth working out where it is asked about one day alone."""
_ENTRIES = f"SELECT {COLUMNS} FROM journal WHERE before IS NULL AND entity IN ({dialect.quoted(ENTERED)})"
"""The rows by which the order of entry is told: what is derived goes by it."""
_SOURCE = "source"
"""The ledger that is told again, beside the one that it is told into."""
_SHARE_OF_ROWS = 0.4
"""Of the time that telling it again takes: the rest is for what follows from them."""
_INSERT_ENTRY = INSERT.replace("INSERT", "INSERT OR IGNORE", 1)


class UntellableError(LedgerError):
    """What the journal says can't be told anew."""

    def __init__(self, path: Path, error: Exception) -> None:
        template = _("{path}: the journal can't be told anew ({detail}); dutytrack log verify names what is wrong")
        super().__init__(template.format(path=path, detail=f"{type(error).__name__}: {error}"))


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
    by_clock = f"SELECT seq FROM journal WHERE at <= ? AND command NOT IN ({', '.join('?' * len(corrected))}) "
    row = connection.execute(f"{by_clock} ORDER BY seq DESC LIMIT 1", (moment, *corrected)).fetchone()
    last = row[0] if row else 0
    for command in (command for command, time in corrected.items() if time <= moment):
        (end,) = connection.execute("SELECT max(seq) FROM journal WHERE command = ?", (command,)).fetchone()
        last = max(last, end or 0)
    return int(last)


def replay_to(
    connection: dialect.Reader, *, seq: int | None = None, at: datetime | None = None, progress: Progress | None = None
) -> sqlite3.Connection:
    """A ledger in memory as the journal tells it up to ``seq``, or to the time ``at`` (aware), or all of it.

    It has the same tables, indexes and derived rows but for spans, and the journal as far; closing it is the caller's.
    ``progress`` is told how far it is.
    """
    until = known_seq(connection, at) if at is not None else seq
    if until is None:
        until = read_head(connection).seq
    memory = dialect.in_memory()
    try:
        tell_again(memory, connection, until, progress)
    except BaseException:
        memory.close()
        raise
    return memory


def tell_again(told: sqlite3.Connection, source: dialect.Reader, until: int, progress: Progress | None = None) -> None:
    """Lay out the empty ``told`` like ``source`` and write what its journal told up to the row ``until``, and follows.

    The journal itself is not copied: ``told`` sees it as ``let_see`` says.
    """
    dialect.attach(told, dialect.file_of(source), _SOURCE)
    dialect.lend(told, "exact_number", _exact_number, parameters=1)
    told.execute("BEGIN")
    indexes = list(_lay_out(source, told))
    for done, entity in enumerate(JOURNALLED_TABLES):
        if progress is not None:
            progress(_SHARE_OF_ROWS * done / len(JOURNALLED_TABLES))
        told.execute(_telling(told, entity), {"entity": entity, "until": until})
    for statement in indexes:
        told.execute(statement)
    for statement in TRIGGERS.values():
        told.execute(statement)
    _see_journal(told, until)
    derive_anew(told, progress and (lambda share: progress(_SHARE_OF_ROWS + (1 - _SHARE_OF_ROWS) * share)))
    told.execute("COMMIT")


def let_see(told: sqlite3.Connection, source: dialect.Reader, until: int) -> None:
    """Let ``told``, which was told again of ``source``, see its journal up to the row ``until`` in place of its own."""
    dialect.attach(told, dialect.file_of(source), _SOURCE)
    _see_journal(told, until)


def _see_journal(told: sqlite3.Connection, until: int) -> None:
    told.execute(f"CREATE TEMP VIEW journal AS SELECT * FROM {_SOURCE}.journal WHERE seq <= {until:d}")


def _telling(told: sqlite3.Connection, entity: str) -> str:
    """What writes the rows of ``entity`` as each was told last; columns added since get their defaults."""
    last = f"SELECT MAX(seq) FROM {_SOURCE}.journal WHERE entity = :entity AND seq <= :until GROUP BY entity_id"
    columns = dialect.columns_of(told, entity)
    defaults = dialect.defaults_of(told, entity)
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(_value(name, kind, defaults.get(name)) for name, kind in columns.items())
    rows = f"SELECT {values} FROM {_SOURCE}.journal j WHERE j.seq IN ({last}) AND j.after IS NOT NULL"
    return f'INSERT INTO main."{entity}" ({names}) {rows}'


def _value(name: str, kind: str, default: str | None) -> str:
    value = dialect.element("j.after", name)
    if kind == "FLOAT":  # not every SQLite reads every fraction as it was written
        exact = f"exact_number({dialect.as_written('j.after', name)})"
        value = f"CASE WHEN {value} <> CAST({value} AS INTEGER) THEN {exact} ELSE {value} END"
    if default is not None:
        value = f"CASE WHEN {dialect.has_element('j.after', name)} THEN {value} ELSE {default} END"
    return value


def _exact_number(written: str) -> float:
    """The number in a JSON list."""
    return float(json.loads(written)[0])


def fill(memory: sqlite3.Connection, told: Told, source: dialect.Reader) -> None:
    """Write the rows ``told`` into an empty ledger, and what is derived from them; its journal stays empty."""
    for entity in JOURNALLED_TABLES:
        columns = dialect.columns_of(memory, entity)
        for row in (json.loads(image) for _seq, image in told.rows(entity).values()):
            names = [name for name in row if name in columns]  # those added since get their defaults
            memory.execute(insertion(entity, names), [row[name] for name in names])
    memory.executemany(_INSERT_ENTRY, map(tuple, source.execute(_ENTRIES)))
    derive_anew(memory)
    memory.execute("DELETE FROM journal")


def _lay_out(source: dialect.Reader, told: sqlite3.Connection) -> Iterator[str]:
    """Lay out the tables of ``source``; what lays their indexes is left to be done when they are full."""
    for table in _LAID:
        for statement in [next(iter(row)) for row in source.execute(dialect.LAYOUT, (table,))]:
            if statement.startswith("CREATE INDEX"):
                yield statement
            else:
                told.execute(statement)
    dialect.mark(told, APPLICATION_ID)
    revision = tuple(source.execute("SELECT version_num FROM alembic_version").fetchone())
    told.execute("INSERT INTO alembic_version VALUES (?)", revision)
