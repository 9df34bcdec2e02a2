"""The ledger made anew from its journal alone, in a file of its own, and held against the one that there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.file.creation import create_ledger
from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, lay_triggers, primary_key
from dutytrack.store.file.schema import TRIGGERS as JOURNAL_TRIGGERS
from dutytrack.store.file.sharing import take_after
from dutytrack.store.journal.replay import fill, replay
from dutytrack.store.journal.rows import INSERT, read_rows
from dutytrack.store.sql import dialect


class FileThereError(DutyTrackError):
    """Something has the name that the ledger was to have."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is there; name another file").format(path=path))


@dataclass(frozen=True, slots=True)
class Difference:
    """How a table of the ledger differs from the one told anew."""

    entity: str
    rows: int

    @property
    def message(self) -> str:
        """The difference as a sentence in the language in use."""
        template = _("{entity}: {rows} rows are not as the journal tells them")
        return template.format(entity=self.entity, rows=self.rows)


def rebuild(connection: dialect.Reader, ledger: Path, path: Path) -> tuple[Difference, ...]:
    """Tell the journal of ``connection`` anew into a new ledger at ``path``; how the tables there are differ.

    Raises FileThereError, LedgerError (it can't be written, or the one there is can't be read).
    """
    if path.exists() or path.is_symlink():
        raise FileThereError(path)
    create_ledger(path)
    done = False
    try:
        with closing(dialect.connect(path, "mode=rw")) as anew:
            told = replay(read_rows(connection))
            anew.execute("BEGIN")
            for name in JOURNAL_TRIGGERS:
                anew.execute(f"DROP TRIGGER IF EXISTS {name}")
            fill(anew, told, connection)
            anew.executemany(INSERT, read_rows(connection))
            lay_triggers(anew.execute)
            anew.execute("COMMIT")
            found = tuple(_differences(connection, anew))
        take_after(ledger, path)
        done = True
    finally:
        if not done:
            path.unlink(missing_ok=True)
    return found


def _differences(connection: dialect.Reader, anew: dialect.Reader) -> Iterator[Difference]:
    for entity in (*JOURNALLED_TABLES, *DERIVED_TABLES):
        rows = len(_rows(connection, anew, entity) ^ _rows(anew, connection, entity))
        if rows:
            yield Difference(entity, rows)


def _rows(one: dialect.Reader, other: dialect.Reader, entity: str) -> set[tuple[object, ...]]:
    """The rows of ``one`` by the columns that both have; a table that can't be read has none."""
    columns = sorted(dialect.columns_of(one, entity) & dialect.columns_of(other, entity))
    key = dialect.ROW_ID if entity in DERIVED_TABLES else f'"{primary_key(entity)}"'
    listed = ", ".join([key, *(f'"{column}"' for column in columns)])
    try:
        return {tuple(row) for row in one.execute(f'SELECT {listed} FROM "{entity}"')}  # noqa: S608 - our tables
    except sqlite3.DatabaseError:
        return set()
