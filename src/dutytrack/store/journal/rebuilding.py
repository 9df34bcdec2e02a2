"""The ledger made anew from its journal alone, in a file of its own, and held against the one that there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.file.creation import create_ledger
from dutytrack.store.file.errors import ledger_error
from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, lay_triggers, row_name
from dutytrack.store.file.schema import TRIGGERS as JOURNAL_TRIGGERS
from dutytrack.store.file.sharing import take_after
from dutytrack.store.journal.chain import LastTold
from dutytrack.store.journal.comparing import unlike_told
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.replay import Told, UntellableError, fill, replay
from dutytrack.store.journal.rows import INSERT, read_rows
from dutytrack.store.sql import dialect, soundness
from dutytrack.store.sql.dialect import Reader

_SHOWN = 20
"""How many rows of a table are named."""


class FileThereError(DutyTrackError):
    """Something has the name that the ledger was to have."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is there; name another file").format(path=path))


def rebuild(connection: Reader, ledger: Path, path: Path) -> tuple[Fault, ...]:
    """Tell the journal of ``connection`` anew into a new ledger at ``path``; what differs in the one there is.

    Of each table the first rows are named. Raises FileThereError, UntellableError, LedgerError (it can't be written,
    or the one there is can't be read).
    """
    if path.exists() or path.is_symlink():
        raise FileThereError(path)
    create_ledger(path)
    done = False
    try:
        with closing(dialect.connect(path, "mode=rw")) as anew:
            told = _tell(connection, anew)
            found = tuple(_differences(connection, anew, told))
        take_after(ledger, path)
        done = True
    except sqlite3.Error as error:
        is_of_ours = soundness.is_of_the_file(error)
        raise ledger_error(ledger if is_of_ours else path, error) or UntellableError(ledger, error) from error
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UntellableError(ledger, error) from error
    finally:
        if not done:
            path.unlink(missing_ok=True)
    return found


def _tell(connection: Reader, anew: sqlite3.Connection) -> Told:
    """Write what the journal tells, and the journal itself, into the ledger that ``anew`` has open."""
    told = replay(read_rows(connection))
    anew.execute("BEGIN")
    for name in JOURNAL_TRIGGERS:
        anew.execute(f"DROP TRIGGER IF EXISTS {name}")
    fill(anew, told, connection)
    anew.executemany(INSERT, read_rows(connection))
    lay_triggers(anew.execute)
    anew.execute("COMMIT")
    return told


def _differences(connection: Reader, anew: Reader, told: Told) -> Iterator[Fault]:
    for entity in JOURNALLED_TABLES:
        last = {entity_id: LastTold(seq, hash(text)) for entity_id, (seq, text) in told.rows(entity).items()}
        images = dict(told.rows(entity).values())
        yield from _first(entity, unlike_told(connection, entity, last, images.get))
    for entity in DERIVED_TABLES:
        yield from _first(entity, _underived(connection, anew, entity))


def _underived(connection: Reader, anew: Reader, entity: str) -> Iterator[Fault]:
    """The rows of a table that follow from others, where the two ledgers have them otherwise."""
    found, expected = _rows(connection, anew, entity), _rows(anew, connection, entity)
    for row in {**found, **expected}:
        if found.get(row) != expected.get(row):
            yield Fault("derived", None, entity, str(row))


def _first(entity: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first of ``faults``, and how many more there are; a table that can't be read is one."""
    try:
        yield from islice(faults, _SHOWN)
        more = sum(1 for _fault in faults)
        if more:
            yield Fault("more", entity=entity, detail=str(more))
    except sqlite3.Error as error:
        if not soundness.is_of_the_file(error):
            raise
        yield Fault("unread", entity=entity, detail=str(error))


def _rows(one: Reader, other: Reader, entity: str) -> dict[object, tuple[object, ...]]:
    """The rows of ``one`` by the columns that both have."""
    columns = sorted(dialect.columns_of(one, entity).keys() & dialect.columns_of(other, entity))
    listed = ", ".join([row_name(entity), *(f'"{column}"' for column in columns)])
    return {row[0]: tuple(row[1:]) for row in one.execute(f'SELECT {listed} FROM "{entity}"')}  # noqa: S608 - ours
