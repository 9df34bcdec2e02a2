"""The journal's rows: how they are chained, and how they are read. Nothing heavy is imported."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.journal.who import Who, process_who
from dutytrack.store.sql.dialect import Reader, element, is_plain_object, list_of

GENESIS = "0" * 64
"""What the first row of a journal follows on."""
COMMAND = "command"
"""The entity of a command's first row, whose image says who gave it; ledgers of earlier versions have none."""
CLOCK = "clock"
"""The entity of a row that says when a command was told, in place of a clock that was wrong; its id: the first seq."""
RESTORED = "restored"
"""The entity of a row that names the heads lost when a backup was put back; its id: the command's."""
OWN_ENTITIES = frozenset({COMMAND, CLOCK, RESTORED})
"""Entities of the journal itself, which no table holds."""

_FIELDS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_IMAGES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class NotTellingYetError(DutyTrackError):
    """The journal does not go as far as the row that is asked for."""

    def __init__(self, seq: int, last: int) -> None:
        super().__init__(_("the journal has no row {seq}; its last one is {last}").format(seq=seq, last=last))


class JournalRow(NamedTuple):
    """One row of the journal, as stored."""

    seq: int
    at: str
    actor: str
    command: str
    name: str
    entity: str
    entity_id: str
    before: str | None
    after: str | None
    reason: str | None
    undoes: str | None
    prev_hash: str
    hash: str


COLUMNS = ", ".join(f'"{field}"' for field in JournalRow._fields)
_HASHED = list_of(JournalRow._fields[:-1])
INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join('?' * len(JournalRow._fields))})"  # noqa: S608
"""The statement that writes a JournalRow."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a journal."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class CommandHeader:
    """What all rows of one command share."""

    id: str
    name: str
    actor: str
    at: str
    reason: str | None = None
    undoes: str | None = None
    who: Who = field(default_factory=process_who)

    def opening(self) -> Change:
        """What the first row of the command says: who gave it."""
        return Change(COMMAND, self.id, None, self.who._asdict())


def command_header(
    name: str, *, actor: str, reason: str | None = None, now: datetime | None = None, who: Who | None = None
) -> CommandHeader:
    """The header of a command that starts at ``now`` (aware; else the clock's time), given by ``who``: this process."""
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError("now needs a time zone")
    moment = moment.astimezone(UTC)
    return CommandHeader(
        id=f"{int(moment.timestamp() * 1000):011x}{secrets.token_hex(5)}",
        name=name,
        actor=actor,
        at=moment.isoformat(timespec="microseconds"),
        reason=reason,
        who=who or process_who(),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after, ``None`` where there is none."""

    entity: str
    entity_id: Any
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def image(row: Mapping[str, object] | None) -> str | None:
    """A whole row as the journal keeps it, JSON with sorted keys; ``None`` where there is none."""
    return None if row is None else _IMAGES.encode(row)


def row_hash(fields: tuple[object, ...]) -> str:
    """SHA-256 (hex) over all fields of a row but its own hash, in the order of JournalRow, as a JSON array."""
    return text_hash(_FIELDS.encode(fields))


def text_hash(fields: str) -> str:
    """The same over the fields as they are hashed: a JSON array."""
    return hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()


def chained(header: CommandHeader, head: Head, change: Change) -> JournalRow:
    """The row for ``change`` that follows ``head``."""
    command = (header.at, header.actor, header.id, header.name)
    told = (change.entity, str(change.entity_id), image(change.before), image(change.after))
    fields = (head.seq + 1, *command, *told, header.reason, header.undoes, head.hash)
    return JournalRow(*fields, row_hash(fields))


def read_head(connection: Reader) -> Head:
    """The journal's last row; ``seq`` 0 where it is empty."""
    row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head()


def read_rows(connection: Reader, *, until: int | None = None) -> Iterator[JournalRow]:
    """The rows up to ``until``, or all, in order."""
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT {COLUMNS} FROM journal WHERE ? IS NULL OR seq <= ? ORDER BY seq"  # noqa: S608 - our columns
    cursor.execute(query, (until, until))
    return map(JournalRow._make, cursor)


def read_looked_at(connection: Reader) -> Iterator[tuple[JournalRow, str | None, bool]]:
    """All rows in order, each with the text that its hash is of, and whether its image is one for sure.

    SQLite sees both a good deal sooner than this program. It makes no text of a blob; of an image it may not be sure.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    is_plain = f"{is_plain_object('after')} IS TRUE"
    cursor.execute(f"SELECT {COLUMNS}, {_HASHED}, {is_plain} FROM journal ORDER BY seq")  # noqa: S608 - our columns
    return ((JournalRow._make(row[:-2]), row[-2], bool(row[-1])) for row in cursor)


def read_about(connection: Reader, key: str) -> Iterator[JournalRow]:
    """The rows about the task of that key or the plan of that code, in order; none where the ledger has neither."""
    for entity, column in (("task", "key"), ("plan", "code")):
        query = f'SELECT id FROM "{entity}" WHERE "{column}" = ?'  # noqa: S608 - our tables
        row = connection.execute(query, (key.strip().upper(),)).fetchone()
        if row is not None:
            refers = f"{element('COALESCE(after, before)', f'{entity}_id')} = :number"
            about = f"(entity = :entity AND entity_id = :id) OR {refers}"
            query = f"SELECT {COLUMNS} FROM journal WHERE {about} ORDER BY seq"  # noqa: S608 - our columns
            found = connection.execute(query, {"entity": entity, "id": str(row[0]), "number": row[0]})
            return map(JournalRow._make, found)
    return iter(())


def read_logins(connection: Reader) -> dict[str, str]:
    """The login that gave each command, where the journal says."""
    query = f"SELECT entity_id, {element('after', 'login')} FROM journal WHERE entity = ?"  # noqa: S608 - our columns
    return dict(map(tuple, connection.execute(query, (COMMAND,))))


def told_times(connection: Reader) -> dict[str, str]:
    """The time at which a command was told, by its id, for those whose clock's time was corrected."""
    query = "SELECT after FROM journal WHERE entity = ? ORDER BY seq"
    images = (json.loads(row[0]) for row in connection.execute(query, (CLOCK,)))
    return {image["command"]: image["at"] for image in images}
