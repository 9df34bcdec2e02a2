"""Which tasks a command has touched: theirs are the facts to be worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sqlalchemy import Connection

_PLAN_WIDE = frozenset({"plan", "action"})
"""Tables whose rows without a task are about all tasks of a plan."""
_NAMING = frozenset({"unit", "unit_name"})


class _Change(Protocol):
    @property
    def entity(self) -> str: ...
    @property
    def entity_id(self) -> Any: ...
    @property
    def before(self) -> Mapping[str, Any] | None: ...
    @property
    def after(self) -> Mapping[str, Any] | None: ...


class Touched:
    """The tasks, plans and units whose rows have changed."""

    def __init__(self) -> None:
        self._tasks: set[int] = set()
        self._plans: set[int] = set()
        self._units: set[int] = set()

    def add(self, changes: Iterable[_Change]) -> None:
        """Count ``changes`` in."""
        for change in changes:
            for row in (change.before, change.after):
                if row is not None:
                    self._add(change.entity, row)

    def task_ids(self, connection: Connection) -> set[int]:
        """The ids of all tasks touched, those that are gone included."""
        found = set(self._tasks)
        for plan_id in self._plans:
            found.update(connection.exec_driver_sql("SELECT id FROM task WHERE plan_id = ?", (plan_id,)).scalars())
        for unit_id in self._units:
            query = "SELECT task_id FROM assignment WHERE unit_id = ?"
            found.update(connection.exec_driver_sql(query, (unit_id,)).scalars())
        return found

    def _add(self, entity: str, row: Mapping[str, Any]) -> None:
        task_id = row["id"] if entity == "task" else row.get("task_id")
        if task_id is not None:
            self._tasks.add(task_id)
        elif entity in _PLAN_WIDE:
            self._plans.update(key for key in (row["id"] if entity == "plan" else row["plan_id"],) if key is not None)
        elif entity in _NAMING:
            self._units.add(row["id"] if entity == "unit" else row["unit_id"])
