"""Commands as the journal holds them: which there were, and which have been taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from dutytrack.store.journal.rows import CLOCK, OWN_ENTITIES
from dutytrack.store.journal.who import process_who
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader, element
from dutytrack.store.sql.records import records

_SUMMARY = """
    SELECT command AS id, name, actor, min(at) AS day, min(seq) AS first_seq, max(seq) AS last_seq,
           max(reason) AS reason, max(CASE WHEN entity = 'command' THEN after END) AS login
    FROM journal WHERE command = ? GROUP BY command
"""
_LAST = f"""
    SELECT command FROM journal AS j WHERE undoes IS NULL AND seq < :before AND CASE
        WHEN entity = 'command' THEN {element("after", "login")} = :login
        ELSE actor = :actor AND NOT EXISTS (
            SELECT 1 FROM journal AS o WHERE o.entity = 'command' AND o.entity_id = j.command) END
    ORDER BY seq DESC LIMIT 1
"""  # noqa: S608 - our columns
"""The last command of a login, or of a name among those that do not say which login gave them."""
_LATER = """
    SELECT DISTINCT later.command, later.entity, later.entity_id
    FROM journal AS own JOIN journal AS later ON later.entity = own.entity AND later.entity_id = own.entity_id
    WHERE own.command = ? AND later.seq > ? AND later.undoes IS NULL
    ORDER BY later.seq
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the journal; its rows lie together, since one command writes at a time."""

    id: str
    name: str
    actor: str
    day: date
    """The day it was given, in the ledger's time zone."""
    first_seq: int
    last_seq: int
    reason: str | None
    login: str | None
    """Of the process that gave it; ``None`` where the journal does not say, being of an earlier version."""

    def is_of(self, login: str, actor: str) -> bool:
        """Whether the command is the caller's: of that login, or of that name where no login is known."""
        return self.actor == actor if self.login is None else self.login == login


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command did to one row, from its first touch to its last."""

    entity: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a command was about, as people call it."""

    names: tuple[str, ...]
    """Of the plans, else of the tasks, else of the units or whatever else has a name: the first few."""
    more: int = 0
    """How many there are beside those."""
    things: int = 1
    """How many tasks it was about, else units, else plans."""


_NAMED = (("task", "task_id", "key"), ("unit", "unit_id", "name"), ("plan", "plan_id", "code"))
"""Tables whose rows people call by a name, the columns that refer to them, and those of the name."""
_SHOWN = 3


class History:
    """The commands of a ledger."""

    def __init__(self, connection: Reader) -> None:
        self._connection = connection
        self._undone: dict[str, bool] = {}
        self._effects: dict[str, dict[tuple[str, str], Effect]] = {}

    def command(self, command_id: str) -> Command | None:
        """The command with that id."""
        rows = self._connection.execute(_SUMMARY, (command_id,))
        found = records(rows, Command, day=self._day, login=_login)
        return found[0] if found else None

    def last_by(self, actor: str, login: str | None = None) -> Command | None:
        """The caller's last command that is neither undone nor an undo, and has changed anything.

        The caller is the ``login`` (else the process's); ``actor`` tells where a command does not say its login.
        """
        caller = process_who().login if login is None else login
        standing = (command for command in self._by(actor, caller) if not self.is_undone(command.id))
        return next((command for command in standing if self.effects(command.id)), None)

    def is_undone(self, command_id: str) -> bool:
        """Whether the command has been taken back, by an undo that has not been taken back itself."""
        if command_id not in self._undone:
            self._undone[command_id] = self.undo_of(command_id) is not None
        return self._undone[command_id]

    def undo_of(self, command_id: str) -> Command | None:
        """The undo that took the command back and still stands."""
        query = "SELECT DISTINCT command FROM journal WHERE undoes = ?"
        undoes = [row[0] for row in self._connection.execute(query, (command_id,)).fetchall()]
        standing = next((undo for undo in undoes if not self.is_undone(undo)), None)
        return self.command(standing) if standing else None

    def effects(self, command_id: str) -> dict[tuple[str, str], Effect]:
        """What the command did to each row, by table and id; rows that came out as they were are left out."""
        if command_id not in self._effects:
            self._effects[command_id] = self._read_effects(command_id)
        return self._effects[command_id]

    def subject(self, command_id: str) -> Subject:
        """The plans that the command made or changed, else the tasks, else the units."""
        rows = [(effect.entity, effect.after or effect.before or {}) for effect in self.effects(command_id).values()]
        found = ((table, name, _ids(rows, table, reference)) for table, reference, name in _NAMED)
        table, name, ids = next((one for one in found if one[2]), ("", "", []))
        own = [str(row["code"]) for entity, row in rows if entity == "plan"]
        if own:
            return Subject(tuple(own[:_SHOWN]), max(len(own) - _SHOWN, 0), len(ids))
        if ids:
            names = [self._name(table, name, one, rows) for one in ids[:_SHOWN]]
            return Subject(tuple(names), len(ids) - len(names), len(ids))
        others = [str(row[name]) for _entity, row in rows for name in ("key", "name") if row.get(name)]
        return Subject(tuple(others[:_SHOWN]), max(len(others) - _SHOWN, 0))

    def _name(self, table: str, column: str, row_id: int, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
        """What the row of ``table`` is called: by the command's own ``rows``, else by the ledger."""
        own = next((row for entity, row in rows if entity == table and row["id"] == row_id), None)
        if own is not None:
            return str(own[column])
        query = f'SELECT "{column}" FROM "{table}" WHERE id = ?'  # noqa: S608 - our tables
        found = self._connection.execute(query, (row_id,)).fetchone()
        return str(found[0]) if found else str(row_id)

    def corrected(self, entity: str, entity_id: str) -> dict[str, Any] | None:
        """The row as a correction of the clock left it, where nothing has touched it since."""
        query = "SELECT name, after FROM journal WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1"
        row = self._connection.execute(query, (entity, entity_id)).fetchone()
        image: dict[str, Any] | None = json.loads(row[1]) if row and row[0] == CLOCK and row[1] else None
        return image

    def later(self, command: Command) -> Iterator[tuple[Command, str, str]]:
        """The standing commands after ``command`` that changed rows of it: each with the row's table and id."""
        rows = self._connection.execute(_LATER, (command.id, command.last_seq)).fetchall()
        for command_id, entity, entity_id in rows:
            found = self.command(command_id)
            if found is None or self.is_undone(command_id):
                continue
            if (entity, entity_id) in self.effects(command_id):
                yield found, entity, entity_id

    def last_on(self, entity: str, entity_id: str) -> Command | None:
        """The command that touched a row last."""
        query = "SELECT command FROM journal WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1"
        row = self._connection.execute(query, (entity, entity_id)).fetchone()
        return self.command(row[0]) if row else None

    def _day(self, at: str) -> date:
        return datetime.fromisoformat(at).astimezone(self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(get_setting(self._connection, "time_zone"))

    def _read_effects(self, command_id: str) -> dict[tuple[str, str], Effect]:
        query = "SELECT entity, entity_id, before, after FROM journal WHERE command = ? ORDER BY seq"
        effects: dict[tuple[str, str], Effect] = {}
        for entity, entity_id, before, after in self._connection.execute(query, (command_id,)):
            if entity == CLOCK:  # a wrong correction is corrected by another, with the days that went with it
                return {}
            if entity in OWN_ENTITIES:
                continue
            first = effects.get((entity, entity_id))
            start, end = (None if image is None else json.loads(image) for image in (before, after))
            effects[entity, entity_id] = Effect(entity, first.before if first else start, end)
        return {key: effect for key, effect in effects.items() if effect.before != effect.after}

    def _by(self, actor: str, login: str) -> Iterator[Command]:
        """The commands of a caller that are no undos, latest first."""
        before = 1 << 62
        while row := self._connection.execute(_LAST, {"actor": actor, "login": login, "before": before}).fetchone():
            command = self.command(row[0])
            assert command is not None
            before = command.first_seq
            yield command


def _ids(rows: Iterable[tuple[str, Mapping[str, Any]]], table: str, reference: str) -> list[Any]:
    """The rows of ``table`` that ``rows`` are or refer to."""
    found = (row.get("id") if entity == table else row.get(reference) for entity, row in rows)
    return list(dict.fromkeys(one for one in found if one is not None))


def _login(opening: str | None) -> str | None:
    return None if opening is None else str(json.loads(opening)["login"])


def named_with_login(actor: str, login: str | None) -> str:
    """The given name, with the login behind it where that is another."""
    return actor if login in {None, actor} else f"{actor} ({login})"
