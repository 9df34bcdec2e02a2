"""Is the ledger what its journal says?

First the file itself is looked at; then the chain is computed again, told again, and compared with every table; then
what is derived from the tables is worked out again. Nothing in the file makes it fail: what can't be looked through is
a fault among the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.store.facts.kept import SPANS
from dutytrack.store.file import schema
from dutytrack.store.file.differences import differences
from dutytrack.store.file.errors import ledger_error
from dutytrack.store.file.layout import expected_text, layout_text
from dutytrack.store.file.schema import JOURNALLED_TABLES, TRIGGERS, primary_key
from dutytrack.store.journal.chain import Chain, Tally
from dutytrack.store.journal.comparing import read_through, unlike_told
from dutytrack.store.journal.deriving import CHECKS, Meanwhile, unlike_days
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.rows import read_looked_at, told_times
from dutytrack.store.journal.times import shown_time
from dutytrack.store.settings.keys import rubbish
from dutytrack.store.sql import dialect, soundness
from dutytrack.store.sql.dialect import Reader

_EVERY = 5000
"""Rows of the journal between two reports of how far it is."""
STEPS = {
    "file": N_("the file"),
    "journal": N_("the journal"),
    "tables": N_("the tables"),
    "facts": N_("what follows from them"),
}
"""What is looked through, in this order, in people's words."""
Progress = Callable[[str, float], object]
"""What is handed how far it is: one of ``STEPS``, and the share of it that is done."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying a ledger."""

    rows: int
    """Rows of the journal."""
    last: int
    """The number of its last row."""
    head: str
    """The hash of the journal's last row."""
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether all fits."""
        return not self.faults


def verify(connection: Reader, *, progress: Progress | None = None) -> Verification:
    """Look through the ledger; faults in the order of the file, the journal, the tables, and what is derived.

    A journal cut short together with all else is shown by heads that were kept (``heads``) alone. Raises LedgerError
    where the disk fails, not for what the file holds.
    """
    path = Path() if connection.in_transaction else dialect.file_of(connection)
    try:
        with _one_moment(connection):
            return _Verifying(connection, progress, path).run()
    except _NotTextError:
        with _one_moment(connection), _any_text(connection):
            return _Verifying(connection, progress, path).run()


class _NotTextError(Exception):
    """A text of the file is not UTF-8: all is read again by one who does not mind."""


class _Verifying:
    """One going through a ledger."""

    def __init__(self, connection: Reader, progress: Progress | None, path: Path) -> None:
        """``path`` is where others see the same of the ledger; empty where they don't."""
        self._connection = connection
        self._path = path
        self._meanwhile: list[Meanwhile] = []
        self._progress = progress
        self._chain = Chain(_told_times(connection), self._shown)
        self._tally = Tally(connection)
        self._said = schema.revision_of(connection, dialect.file_of(connection))
        is_ours = schema.is_unknown(self._said) and layout_text(connection) == expected_text(schema.HEAD_REVISION)
        self._revision = schema.HEAD_REVISION if is_ours else self._said
        """By which it is looked through: a revision that no program of ours has had says nothing."""

    def run(self) -> Verification:
        """Go through it."""
        try:
            return self._run()
        finally:
            for one in self._meanwhile:
                one.stop()

    def _run(self) -> Verification:
        is_of_now = self._revision == schema.HEAD_REVISION  # what an earlier program laid out is looked at once it is
        file = [
            *self._looked_through("sqlite_schema", self._layout),
            *self._looked_through("sqlite_schema", self._triggers),
        ]
        if is_of_now and not file and self._path.name:  # a layout of others may never come to an end
            self._meanwhile = [Meanwhile(self._path, check) for check in CHECKS]
        file += self._looked_through("integrity_check", self._pages)
        file += self._looked_through("foreign_key_check", self._references)
        told = [*self._looked_through("journal", self._journal)]
        if self._is_in_pieces(file, told):
            told.append(Fault("in-pieces", self._chain.head.seq))
            for entity in JOURNALLED_TABLES if is_of_now else ():
                told += self._looked_through(entity, self._read_through, entity)
        else:
            told += self._looked_through("sqlite_sequence", self._last_ids)
            for place, entity in enumerate(JOURNALLED_TABLES if is_of_now else ()):
                self._say("tables", place / len(JOURNALLED_TABLES))
                told += self._looked_through(entity, self._table, entity)
        if is_of_now:
            told += self._looked_through("setting", self._settings)
        return Verification(
            self._chain.rows,
            self._chain.head.seq,
            str(self._chain.head.hash),
            (*file, *told, *self._what_follows(is_right=not told)),
        )

    def _shown(self, at: str) -> str:
        """A time as people read it, or as it stands where it is none."""
        try:
            return shown_time(self._connection, datetime.fromisoformat(at))
        except (sqlite3.Error, DutyTrackError, ValueError, LookupError, TypeError, OverflowError):
            return at

    def _is_in_pieces(self, file: list[Fault], told: list[Fault]) -> bool:
        """Whether rows of the journal can't be read: what they told of is then no reproach to any table's row."""
        if any(one.code == "unread" for one in told):
            return True
        if not any(one.code == "page" or one.entity == "integrity_check" for one in file):
            return False
        return any(one.code == "gap" for one in told) or self._chain.head.seq < self._last_indexed()

    def _last_indexed(self) -> int:
        """The number of the journal's last row by an index of it, whose pages are others."""
        with suppress(sqlite3.DatabaseError):
            return soundness.last_indexed(self._connection)
        return 0

    def _what_follows(self, *, is_right: bool) -> Iterator[Fault]:
        """What follows from rows that are wrong is wrong as well: nobody is helped by hearing it a thousand times."""
        if is_right and self._revision == schema.HEAD_REVISION:
            yield from self._looked_through("task_fact", self._derived)

    def _say(self, step: str, share: float) -> None:
        if self._progress is not None:
            self._progress(step, share)

    def _looked_through(self, what: str, check: Callable[..., Iterator[Fault]], *words: str) -> Iterator[Fault]:
        """The faults that ``check`` finds; where the file's contents stop it, that is one more."""
        try:
            yield from check(*words)
        except sqlite3.Error as error:
            if str(error).startswith("Could not decode") and self._connection.text_factory is str:
                raise _NotTextError from error
            told = ledger_error(dialect.file_of(self._connection), error)
            if told is not None and not soundness.is_of_the_file(error):
                raise told from error
            is_view = error.sqlite_errorcode == sqlite3.SQLITE_AUTH
            yield Fault("unread", entity=what, detail=_("a view stands in its place") if is_view else str(error))
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            yield Fault("unread", entity=what, detail=f"{type(error).__name__}: {error}")

    def _layout(self) -> Iterator[Fault]:
        self._say("file", 0)
        if schema.is_unknown(self._said):
            yield Fault("revision", detail=self._said)
        found = layout_text(self._connection)
        for one in differences(found, expected_text(self._revision) or found):
            is_not_kept = one.name == SPANS and not self._path.name  # of a ledger told again for one question
            if one.name not in TRIGGERS and not is_not_kept:
                yield Fault("layout", entity=one.kind, entity_id=one.name, detail=one.words)

    def _triggers(self) -> Iterator[Fault]:
        laid = dict(soundness.plain(self._connection, dialect.TRIGGERS).fetchall())
        for name, statement in TRIGGERS.items():
            if laid.get(name) != statement:
                yield Fault("trigger", None, "journal", name)

    def _pages(self) -> Iterator[Fault]:
        for line in soundness.damages(self._connection):
            yield Fault("page", detail=line)

    def _references(self) -> Iterator[Fault]:
        for table, row, parent in soundness.broken_keys(self._connection):
            yield Fault("reference", entity=table, entity_id=row, detail=parent)

    def _journal(self) -> Iterator[Fault]:
        (last,) = soundness.plain(self._connection, "SELECT max(seq) FROM journal").fetchone()
        for row, hashed, is_plain in read_looked_at(self._connection):
            if self._chain.rows % _EVERY == 0:
                self._say("journal", self._chain.rows / max(last, 1))
            yield from self._chain.check(row, hashed)
            yield from self._tally.check(row, is_plain=is_plain)

    def _last_ids(self) -> Iterator[Fault]:
        """Whether ids were given that the journal knows nothing of, or could be given again.

        A ledger in memory, told again from its journal, gives none.
        """
        if dialect.file_of(self._connection) == Path():
            return
        known = {entity: last for entity, last in self._tally.last_ids.items() if primary_key(entity) == "id"}
        given = [(str(table), last) for table, last in soundness.last_ids(self._connection)]
        for table, last in given:
            told = self._chain.head.seq if table == "journal" else known.get(table, 0)
            if last != told or given.count((table, last)) > 1:
                yield Fault("sequence", entity=table, entity_id=str(told), detail=str(last))
        for entity, told in known.items():
            if entity in JOURNALLED_TABLES and entity not in dict(given):
                yield Fault("sequence", entity=entity, entity_id=str(told), detail="0")

    def _table(self, entity: str) -> Iterator[Fault]:
        return unlike_told(self._connection, entity, self._tally.pop(entity), self._tally.image)

    def _read_through(self, entity: str) -> Iterator[Fault]:
        """Nothing, or what stops reading it."""
        read_through(self._connection, entity)
        yield from ()

    def _settings(self) -> Iterator[Fault]:
        for key, value in rubbish(self._connection):
            yield Fault("setting", entity="setting", entity_id=key, detail=value)

    def _derived(self) -> Iterator[Fault]:
        self._say("facts", 0)
        is_right = True
        for check, meanwhile in zip_longest(CHECKS, self._meanwhile):
            if check is unlike_days and not is_right:  # it takes the last facts as they are
                continue
            found = None if meanwhile is None else meanwhile.found(self._chain.head)
            for fault in check(self._connection) if found is None else found:
                is_right = False
                yield fault


@contextmanager
def _one_moment(connection: Reader) -> Iterator[None]:
    """See one state of the ledger throughout, whatever others write meanwhile; what is laid aside goes at the end."""
    begin, end = (
        ("SAVEPOINT verifying", "ROLLBACK TO verifying") if connection.in_transaction else ("BEGIN", "ROLLBACK")
    )
    connection.execute(begin)
    try:
        yield
    finally:
        connection.execute(end)


@contextmanager
def _any_text(connection: Reader) -> Iterator[None]:
    """Read as text what is none, too."""
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = str


def _told_times(connection: Reader) -> dict[str, str]:
    """The corrected times of commands, as far as they can be read: what can't is named when its row is looked at."""
    try:
        return {str(command): str(at) for command, at in told_times(connection).items()}
    except (sqlite3.Error, ValueError, LookupError, TypeError, RecursionError):
        return {}
