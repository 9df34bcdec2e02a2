"""Is the ledger what its journal says? The chain is computed again, told again, and compared with every table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from dutytrack.i18n import N_, _
from dutytrack.store.file.errors import LedgerDamagedError, ledger_error
from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, TRIGGERS, primary_key
from dutytrack.store.journal.replay import Told, ledger_of
from dutytrack.store.journal.rows import Head, JournalRow, image, read_rows, row_hash
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader

SENTENCES: Mapping[str, str] = {
    "gap": N_("journal row {seq}: rows before it are missing"),
    "link": N_("journal row {seq}: does not follow on the row before it"),
    "altered": N_("journal row {seq}: altered after it was written ({entity} {entity_id})"),
    "before": N_("journal row {seq}: what it says of {entity} {entity_id} before does not fit the rows before it"),
    "row-altered": N_("{entity} {entity_id}: altered behind the journal's back, since journal row {seq}"),
    "row-missing": N_("{entity} {entity_id}: removed behind the journal's back, since journal row {seq}"),
    "row-extra": N_("{entity} {entity_id}: added behind the journal's back"),
    "derived": N_("{entity} {entity_id}: does not follow from the ledger's rows"),
    "trigger": N_("trigger {entity_id}, which keeps the journal append-only, is missing or altered"),
    "head": N_("the journal does not hold the row whose hash was given"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; its sentence is made when it is shown."""

    code: str
    seq: int | None = None
    """The journal's row it was found at, or that told the table's row last."""
    entity: str = ""
    entity_id: str = ""

    @property
    def message(self) -> str:
        """The fault as a sentence in the language in use."""
        facts = {"seq": self.seq, "entity": self.entity, "entity_id": self.entity_id}
        return _(SENTENCES[self.code]).format_map(facts)


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying a ledger."""

    rows: int
    """Rows of the journal."""
    head: str
    """The hash of the journal's last row."""
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether all fits."""
        return not self.faults


def verify(connection: Reader, *, known_head: str | None = None) -> Verification:
    """Compare the ledger with its journal; faults in the order of the journal, then of the tables.

    ``known_head`` is a hash that was printed before (on a bulletin): the journal must still hold its row. Only that
    shows a journal cut short together with the tables. Raises LedgerError where the file is damaged.
    """
    with _one_moment(connection), _damage_told(connection):
        told, chain = Told(), _Chain(known_head)
        faults: list[Fault] = []
        for row in read_rows(connection):
            faults += chain.check(row)
            if not _same(told.image(row.entity, row.entity_id), row.before):
                faults.append(Fault("before", row.seq, row.entity, row.entity_id))
            told.tell(row)
        faults += chain.check_end()
        faults += [*_check_tables(connection, told), *_check_triggers(connection)]
        if not faults:
            faults += _check_derived(connection, told)
    return Verification(chain.rows, chain.head.hash, tuple(faults))


class _Chain:
    """The journal's rows, one after the other."""

    def __init__(self, known_head: str | None) -> None:
        self.head = Head()
        self.rows = 0
        self._wanted = known_head

    def check(self, row: JournalRow) -> Iterator[Fault]:
        """What is wrong with ``row`` after those before it."""
        if row.seq != self.head.seq + 1:
            yield Fault("gap", row.seq)
        elif row.prev_hash != self.head.hash:
            yield Fault("link", row.seq)
        if row_hash(row[:-1]) != row.hash:
            yield Fault("altered", row.seq, row.entity, row.entity_id)
        if row.hash == self._wanted:
            self._wanted = None
        self.head = Head(row.seq, row.hash)
        self.rows += 1

    def check_end(self) -> Iterator[Fault]:
        if self._wanted is not None:
            yield Fault("head")


@contextmanager
def _one_moment(connection: Reader) -> Iterator[None]:
    """See one state of the ledger throughout, whatever others write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def _damage_told(connection: Reader) -> Iterator[None]:
    """Raise LedgerDamagedError where SQLite can't make sense of a page on the way."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        file = dialect.file_of(connection)
        raise ledger_error(file, error) or LedgerDamagedError(file, detail=str(error)) from error


def _check_tables(connection: Reader, told: Told) -> Iterator[Fault]:
    for entity in JOURNALLED_TABLES:
        expected = dict(told.rows(entity))
        for entity_id, row in _rows(connection, entity):
            seq, text = expected.pop(entity_id, (None, None))
            if text is None:
                yield Fault("row-extra", None, entity, entity_id)
            elif not _same(text, image(row)):
                yield Fault("row-altered", seq, entity, entity_id)
        for entity_id, (seq, _text) in expected.items():
            yield Fault("row-missing", seq, entity, entity_id)


def _check_triggers(connection: Reader) -> Iterator[Fault]:
    laid = dict(map(tuple, connection.execute(dialect.TRIGGERS)))
    for name, statement in TRIGGERS.items():
        if laid.get(name) != statement:
            yield Fault("trigger", None, "journal", name)


def _check_derived(connection: Reader, told: Told) -> Iterator[Fault]:
    with closing(ledger_of(told, connection)) as memory:
        for entity in DERIVED_TABLES:
            expected, found = dict(_rows(memory, entity)), dict(_rows(connection, entity))
            for entity_id in {**expected, **found}:
                if expected.get(entity_id) != found.get(entity_id):
                    yield Fault("derived", None, entity, entity_id)


def _rows(connection: Reader, entity: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a table with its key as text; derived tables are keyed by a number that is the task's id."""
    key = dialect.ROW_ID if entity in DERIVED_TABLES else f'"{primary_key(entity)}"'
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(f'SELECT {key}, * FROM "{entity}" ORDER BY 1')  # noqa: S608 - names of our tables
    names = [column[0] for column in cursor.description[1:]]
    return ((str(row[0]), dict(zip(names, row[1:], strict=True))) for row in cursor)


def _same(told: str | None, found: str | None) -> bool:
    """Whether two images say the same of the columns they share: a later layout may have more or fewer."""
    if told == found:
        return True
    if told is None or found is None:
        return False
    one, other = json.loads(told), json.loads(found)
    return one.keys() != other.keys() and all(one[name] == other[name] for name in one.keys() & other.keys())
