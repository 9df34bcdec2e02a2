"""What follows from a ledger's rows, worked out anew beside its own and held against that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

from dutytrack.errors import DutyTrackError
from dutytrack.store.facts.kept import SPANS, refresh_last_facts, refresh_whole_search
from dutytrack.store.facts.spans import unlike_spans
from dutytrack.store.file.connection import open_suspect
from dutytrack.store.file.schema import DERIVED_TABLES
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.rows import Head, read_head
from dutytrack.store.sql import dialect, soundness
from dutytrack.store.sql.dialect import Reader

_SEARCH = "task_text"
_AT_HAND = 32
"""MiB of the file."""
_SHOWN = 20
"""How many words that a search does not find are named."""


def unlike_facts(connection: Reader) -> Iterator[Fault]:
    """The facts that are not what follows from the rows there are.

    What is laid aside for that, here and below, is of the transaction under way.
    """
    facts = [table for table in DERIVED_TABLES if table not in {_SEARCH, SPANS}]
    soundness.lay_aside(connection, facts)
    refresh_last_facts(connection)
    for table in facts:
        yield from _unlike(connection, table)


def unlike_days(connection: Reader) -> Iterator[Fault]:
    """The facts of earlier days that are not what follows from the rows there are, and from the last facts."""
    if dialect.has_table(connection, SPANS):
        yield from (Fault("derived", None, SPANS, row) for row in unlike_spans(connection))


def unlike_search(connection: Reader) -> Iterator[Fault]:
    """What the search finds otherwise than the tasks' texts say."""
    soundness.lay_search_aside(connection)
    refresh_whole_search(connection)
    yield from _unlike(connection, _SEARCH)
    if soundness.has_foreign_search_settings(connection):
        yield Fault("search-setting")
    if soundness.has_broken_search(connection):
        yield Fault("search-broken")
        return
    mislaid = list(soundness.mislaid_words(connection))
    for word in mislaid[:_SHOWN]:
        yield Fault("search", detail=word)
    if len(mislaid) > _SHOWN:
        yield Fault("search-more", detail=str(len(mislaid) - _SHOWN))
    if not mislaid and soundness.has_doctored_averages(connection):
        yield Fault("search-size")


def _unlike(connection: Reader, table: str) -> Iterator[Fault]:
    return (Fault("derived", None, table, row) for row in soundness.unlike(connection, table, dialect.ROW_ID))


Check = Callable[[Reader], Iterator[Fault]]
CHECKS: tuple[Check, ...] = (unlike_facts, unlike_days, unlike_search)
"""What is looked through, in this order."""


class Meanwhile:
    """One of them, by a thread with a connection of its own: most of it is SQLite's work, which waits for nobody."""

    def __init__(self, path: Path, check: Check) -> None:
        """Begin with the ledger at ``path``."""
        self._path = path
        self._check = check
        self._connection: Reader | None = None
        self._head: Head | None = None
        self._found: list[Fault] | None = None
        self._thread = Thread(target=self._run, name="deriving", daemon=True)
        self._thread.start()

    def found(self, head: Head) -> list[Fault] | None:
        """What is wrong with the ledger whose journal ends with ``head``; ``None`` where that was not looked at."""
        self._thread.join()
        return self._found if self._head == head else None

    def stop(self) -> None:
        """Leave off, where it is still at it."""
        while self._thread.is_alive():
            if self._connection is not None:
                with suppress(sqlite3.ProgrammingError):  # it has just been closed
                    self._connection.interrupt()
            self._thread.join(timeout=0.01)

    def _run(self) -> None:
        # whoever asked looks again where this finds no answer, and says why
        with (
            suppress(sqlite3.Error, DutyTrackError, ArithmeticError, LookupError, TypeError, ValueError),
            closing(open_suspect(self._path)) as connection,
        ):
            self._connection = connection
            dialect.keep_at_hand(connection, _AT_HAND)
            connection.execute("BEGIN")
            self._head = read_head(connection)
            self._found = list(self._check(connection))
