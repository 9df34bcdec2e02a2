"""What taking a command back would do to the rows, and what stands in its way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint

from dutytrack.domain.acts import refused
from dutytrack.store.file.errors import RowAlteredError
from dutytrack.store.file.schema import JOURNALLED_TABLES, insertion, primary_key
from dutytrack.store.journal.history import Command, Effect, History
from dutytrack.store.journal.recorder import CommandSession, Row, RowKey, changes_between, chunks, read_images, writable
from dutytrack.store.tables.supervision import METADATA


@dataclass(frozen=True, slots=True)
class Blocker:
    """A later command, and the row by which it builds on the one to be taken back."""

    command: Command
    entity: str
    label: str
    """The row's key, code or name, else its id."""


class Reversal:
    """The rows that a command changed, as they are and as they were before it."""

    def __init__(self, connection: Connection, history: History, command: Command) -> None:
        self._connection = connection
        self._history = history
        self._command = command
        self._effects: dict[RowKey, Effect] = {}
        for effect in history.effects(command.id).values():
            row = effect.before or effect.after or {}
            self._effects[effect.entity, row[primary_key(effect.entity)]] = effect
        self._current = read_images(connection, self._effects.keys())

    def blockers(self) -> list[Blocker]:
        """The later commands that build on the one to be taken back, each with a row, in their order."""
        ways = (self._same_rows, self._referring, self._referred_to, self._equal_keys, self._unfounded_acts)
        found = dict.fromkeys(blocker for way in ways for blocker in way())
        return sorted(found, key=lambda blocker: blocker.command.first_seq)

    def carry_out(self, session: CommandSession) -> int:
        """Put the rows back as they were; how many."""
        restored = self._restored()
        with writable(self._connection):
            for entity, entity_id in self._current:
                statement = f'DELETE FROM "{entity}" WHERE "{primary_key(entity)}" = ?'  # noqa: S608 - our tables
                self._connection.exec_driver_sql(statement, (entity_id,))
            for (entity, _id), row in restored.items():
                columns = [column.name for column in _table(entity).columns if column.name in row]
                self._connection.exec_driver_sql(insertion(entity, columns), tuple(row[name] for name in columns))
            changes = changes_between(self._current, read_images(self._connection, self._effects.keys()))
            session.record(changes)
        session.expire_all()
        return len(changes)

    def _restored(self) -> dict[RowKey, Row]:
        """The rows that will be there again; columns that the journal did not know yet stay as they are."""
        return {
            key: {**self._current.get(key, {}), **effect.before}
            for key, effect in self._effects.items()
            if effect.before is not None
        }

    def _same_rows(self) -> Iterator[Blocker]:
        """Commands that changed the same rows later."""
        for command, entity, entity_id in self._history.later(self._command):
            yield Blocker(command, entity, self._label(entity, entity_id))
        for (entity, entity_id), effect in self._effects.items():
            current = self._current.get((entity, entity_id))
            if not _agree(current, self._history.corrected(entity, str(entity_id)) or effect.after):
                yield self._blocker(entity, entity_id)

    def _referring(self) -> Iterator[Blocker]:
        """Rows that refer to one that would vanish."""
        vanishing = self._vanishing()
        for entity in JOURNALLED_TABLES:
            for column, parent in _references(_table(entity)):
                for entity_id in self._pointing(entity, column, vanishing.get(parent, ())):
                    if not self._repointed((entity, entity_id), column, vanishing[parent]):
                        yield self._blocker(entity, entity_id)

    def _referred_to(self) -> Iterator[Blocker]:
        """Rows that one to be put back refers to, and that have vanished since."""
        restored, vanishing = self._restored(), self._vanishing()
        for (entity, _id), row in restored.items():
            for column, parent in _references(_table(entity)):
                target = row.get(column)
                if target is None or (parent, target) in restored:
                    continue
                if target in vanishing.get(parent, ()) or not self._there(parent, target):
                    yield self._blocker(parent, target)

    def _equal_keys(self) -> Iterator[Blocker]:
        """Rows that have since taken a name that a row to be put back must have for itself."""
        for (entity, _id), row in self._restored().items():
            for columns in _unique(_table(entity)):
                for entity_id in self._holders(entity, {name: row.get(name) for name in columns}):
                    if (entity, entity_id) not in self._effects:
                        yield self._blocker(entity, entity_id)

    def _unfounded_acts(self) -> Iterator[Blocker]:
        """Later acts that one to vanish made possible: the reopening of a closing."""
        vanishing = self._vanishing().get("action", set())
        rows = [self._current.get(("action", entity_id), {}) for entity_id in vanishing]
        for task_id in {row.get("task_id") for row in rows} - {None}:
            query = 'SELECT id, kind FROM action WHERE task_id = ? ORDER BY "on", id'
            acts = self._connection.exec_driver_sql(query, (task_id,)).fetchall()
            left = [act for act in acts if act[0] not in vanishing]
            before = {acts[place][0] for place in refused(kind for _, kind in acts)}
            for place in refused(kind for _, kind in left):
                command = self._history.last_on("action", str(left[place][0]))
                if left[place][0] not in before and command and command.first_seq > self._command.first_seq:
                    yield self._blocker("action", left[place][0])

    def _there(self, entity: str, entity_id: Any) -> Mapping[RowKey, Row]:
        return read_images(self._connection, [(entity, entity_id)])

    def _vanishing(self) -> dict[str, set[Any]]:
        vanishing: dict[str, set[Any]] = {}
        for (entity, entity_id), effect in self._effects.items():
            if effect.before is None:
                vanishing.setdefault(entity, set()).add(entity_id)
        return vanishing

    def _repointed(self, key: RowKey, column: str, vanishing: set[Any]) -> bool:
        """Whether the row with ``key`` will vanish too, or refer to something else again."""
        effect = self._effects.get(key)
        return effect is not None and (effect.before is None or effect.before.get(column) not in vanishing)

    def _pointing(self, entity: str, column: str, targets: Collection[Any]) -> Iterator[Any]:
        for chunk in chunks(targets):
            marks = ", ".join("?" * len(chunk))
            query = f'SELECT "{primary_key(entity)}" FROM "{entity}" WHERE "{column}" IN ({marks})'  # noqa: S608
            yield from self._connection.exec_driver_sql(query, chunk).scalars()

    def _holders(self, entity: str, values: Mapping[str, Any]) -> list[Any]:
        if None in values.values():
            return []
        condition = " AND ".join(f'"{name}" = ?' for name in values)
        query = f'SELECT "{primary_key(entity)}" FROM "{entity}" WHERE {condition}'  # noqa: S608 - our tables
        return list(self._connection.exec_driver_sql(query, tuple(values.values())).scalars())

    def _blocker(self, entity: str, entity_id: Any) -> Blocker:
        """The command that touched a row last; RowAlteredError where none after the one to be taken back did."""
        command = self._history.last_on(entity, str(entity_id))
        if command is None or command.first_seq <= self._command.first_seq:
            raise RowAlteredError(entity, str(entity_id))
        return Blocker(command, entity, self._label(entity, entity_id))

    def _label(self, entity: str, entity_id: Any) -> str:
        row = next(iter(self._there(entity, entity_id).values()), {})
        task = self._there("task", row["task_id"]) if row.get("task_id") else {}
        named = next(iter(task.values()), row)
        return str(next((named[name] for name in ("key", "code", "name") if named.get(name)), entity_id))


def _agree(current: Row | None, told: Row | None) -> bool:
    """Whether a row is as the journal told it; a later layout may have given it more columns."""
    if current is None or told is None:
        return current is told
    return all(current[name] == told[name] for name in current.keys() & told.keys())


def _table(entity: str) -> Table:
    return METADATA.tables[entity]


def _references(table: Table) -> list[tuple[str, str]]:
    """Each column of ``table`` that refers to another table, with that table's name."""
    return [(key.parent.name, key.column.table.name) for key in table.foreign_keys]


def _unique(table: Table) -> list[tuple[str, ...]]:
    constraints = [item.columns for item in table.constraints if isinstance(item, UniqueConstraint)]
    indexes = [index.columns for index in table.indexes if index.unique]
    return [tuple(column.name for column in columns) for columns in (*constraints, *indexes)]
