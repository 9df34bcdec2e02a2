"""The journal by itself: is it one chain, told in order, of whole commands about tables that there are?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from dutytrack.store.file.schema import JOURNALLED_TABLES
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.rows import OWN_ENTITIES, Head, JournalRow, row_hash, text_hash
from dutytrack.store.sql.dialect import Reader

ENTITIES = OWN_ENTITIES.union(JOURNALLED_TABLES)
"""What the rows of a journal can be about."""
_WAIT = timedelta(minutes=1)
"""A command is stamped when it begins, and may be written behind one that began later."""
_DIGITS_OF_AN_ID = 19
_TEXT_OR_NOTHING = frozenset({str, type(None)})
_AFTER = "SELECT after FROM journal WHERE seq = ?"


class Chain:
    """The journal's rows, one after the other: each with what it follows on."""

    def __init__(self, told: Mapping[str, str], show: Callable[[str], str] = str) -> None:
        """``told`` are the times of commands whose clock's time was corrected; ``show`` says a time as people do."""
        self._told = told
        self._show = show
        self.head = Head()
        self.rows = 0
        self._at = ""
        self._command = ""
        self._commands: set[str] = set()
        self._undoes: str | None = None

    def check(self, row: JournalRow, hashed: str | None = None) -> Iterator[Fault]:
        """What is wrong with ``row`` after those before it; ``hashed`` is the text of its hash, where that is made."""
        if row.seq != self.head.seq + 1:
            yield Fault("gap", row.seq)
        elif row.prev_hash != self.head.hash:
            yield Fault("link", row.seq)
        is_whole = hashed is not None and text_hash(hashed) == row.hash
        if not is_whole and (not _is_text(row) or row_hash(row[:-1]) != row.hash):
            yield Fault("altered", row.seq, str(row.entity), str(row.entity_id))
        if row.entity not in ENTITIES:
            yield Fault("stranger", row.seq, str(row.entity))
        yield from self._check_command(row)
        self.head = Head(row.seq, row.hash)
        self.rows += 1

    def _check_command(self, row: JournalRow) -> Iterator[Fault]:
        """Whether time runs on, the rows of a command lie together, and what it takes back is before it."""
        command = str(row.command)
        at = self._told.get(command, str(row.at))
        if runs_back(self._at, at):
            yield Fault("time", row.seq, entity_id=self._show(at), detail=self._show(self._at))
        self._at = at
        if command != self._command:
            self._commands.add(self._command)
            if command in self._commands:
                yield Fault("scattered", row.seq, entity_id=command)
            self._command, self._undoes = command, None
        if row.undoes != self._undoes:
            self._undoes = row.undoes
            if row.undoes is not None and row.undoes not in self._commands:
                yield Fault("undo", row.seq, entity_id=str(row.undoes))


class LastTold(NamedTuple):
    """Which row of the journal told a table's row last, and by what its image is known again."""

    seq: int
    known_by: int
    """The image's hash, made with this process's own key: nobody can make another image that has it."""

    def is_of(self, image: object) -> bool:
        """Whether ``image`` is, letter by letter, what was told."""
        return hash(image) == self.known_by


class Tally:
    """Which row of the journal told each table's row last; what it told is read again, for memory does not hold it."""

    def __init__(self, connection: Reader) -> None:
        self._cursor = connection.cursor()
        self._cursor.row_factory = None
        self._rows: dict[str, dict[str, LastTold]] = {}
        self.last_ids: dict[str, int] = {}
        """The highest id that each table was ever told with."""

    def check(self, row: JournalRow, *, is_plain: bool = False) -> Iterator[Fault]:
        """What does not fit in ``row``'s images, of which the later one is sure to be one where it ``is_plain``.

        It is counted in.
        """
        entity, entity_id = str(row.entity), str(row.entity_id)
        rows = self._rows.setdefault(entity, {})
        last = rows.get(entity_id)
        if row.before is not None if last is None else not self._is_as_told(last, row.before):
            yield Fault("before", row.seq, entity, entity_id)
        if row.after is None:
            rows.pop(entity_id, None)
        else:
            if not is_plain and read_image(row.after) is None:
                yield Fault("image", row.seq, entity, entity_id)
            rows[entity_id] = LastTold(row.seq, hash(row.after))
        if entity_id.isascii() and entity_id.isdigit() and len(entity_id) <= _DIGITS_OF_AN_ID:
            self.last_ids[entity] = max(self.last_ids.get(entity, 0), int(entity_id))

    def _is_as_told(self, last: LastTold, before: str | None) -> bool:
        return last.is_of(before) or same(self.image(last.seq), before)

    def pop(self, entity: str) -> dict[str, LastTold]:
        """The rows that there should be of ``entity``: by each one's id, what told it last."""
        return self._rows.pop(entity, {})

    def image(self, seq: int) -> str | None:
        """What row ``seq`` of the journal told of a table's row."""
        found = self._cursor.execute(_AFTER, (seq,)).fetchone()
        return None if found is None else found[0]


def same(told: object, found: object) -> bool:
    """Whether two images say the same: a later layout may lack columns of the first, and have some with nothing in."""
    if told == found:
        return True
    one, other = read_image(told), read_image(found)
    if one is None or other is None or one.keys() == other.keys():
        return False
    added = columns_added(told, found)
    return all(other[name] is None if name in added else other[name] == one[name] for name in other)


def columns_added(told: object, found: object) -> list[str]:
    """The columns that an image which was ``found`` has beside those of the one ``told``."""
    one, other = read_image(told), read_image(found)
    return [] if one is None or other is None else sorted(other.keys() - one.keys())


def read_image(text: object) -> dict[str, Any] | None:
    """The row that an image holds; ``None`` where it is none."""
    try:
        row = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def runs_back(earlier: str, later: str) -> bool:
    """Whether the later row has the earlier time, by more than a command waits for another one that writes."""
    try:
        return later < earlier and datetime.fromisoformat(later) < datetime.fromisoformat(earlier) - _WAIT
    except (TypeError, ValueError):
        return True


def _is_text(row: JournalRow) -> bool:
    """Whether each field is text or nothing, as this program writes them: another can't be hashed."""
    return _TEXT_OR_NOTHING.issuperset(map(type, row[1:]))
