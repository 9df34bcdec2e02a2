"""Which tasks a command has touched: theirs are the facts to be worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dutytrack.store.journal.rows import Change
from dutytrack.store.sql.dialect import Reader

_PLAN_WIDE = frozenset({"plan", "action", "cadence"})
"""Tables whose rows without a task are about all tasks of a plan."""
_UNIT_WIDE: Mapping[str, tuple[str, ...]] = {
    "unit": ("id",),
    "unit_name": ("unit_id",),
    "unit_member": ("collective_id",),
    "unit_succession": ("unit_id", "successor_id"),
    "cadence": ("unit_id",),
}
"""Tables whose rows are about all tasks of units, and the columns that name those."""
_OF_UNITS = """
    WITH RECURSIVE answering(id) AS (
        SELECT :unit_id
        UNION SELECT s.unit_id FROM unit_succession s JOIN answering ON s.successor_id = answering.id
        UNION SELECT m.collective_id FROM unit_member m JOIN answering ON m.unit_id = answering.id)
    SELECT task_id FROM assignment WHERE unit_id IN (SELECT id FROM answering)
"""
"""The tasks of a unit, of those it succeeded and of the collectives that any of them is a member of."""


_OF_COLLECTIVES = "SELECT unit_id FROM assignment WHERE unit_id IN (SELECT collective_id FROM unit_member)"
"""The collectives with members: what share of those has to be done is a setting of the ledger."""


class Touched:
    """The tasks, plans and units whose rows have changed."""

    def __init__(self) -> None:
        self._tasks: set[int] = set()
        self._plans: set[int] = set()
        self._units: set[int] = set()
        self._cadences: set[int] = set()
        self._shares = False
        """Whether the share of members that has to be done has changed."""

    def add(self, changes: Iterable[Change]) -> None:
        """Count ``changes`` in."""
        for change in changes:
            for row in (change.before, change.after):
                if row is not None:
                    self._add(change.entity, row)

    def task_ids(self, connection: Reader) -> set[int]:
        """The ids of all tasks touched, those that are gone included."""
        found = set(self._tasks)
        for cadence_id in self._cadences:
            query = "SELECT plan_id, unit_id FROM cadence WHERE id = ?"
            for plan_id, unit_id in connection.execute(query, (cadence_id,)):
                self._plans.update(() if plan_id is None else (plan_id,))
                self._units.update(() if unit_id is None else (unit_id,))
        if self._shares:
            self._units.update(unit_id for (unit_id,) in connection.execute(_OF_COLLECTIVES))
        for plan_id in self._plans:
            rows = connection.execute("SELECT id FROM task WHERE plan_id = ?", (plan_id,))
            found.update(task_id for (task_id,) in rows)
        for unit_id in self._units:
            found.update(task_id for (task_id,) in connection.execute(_OF_UNITS, {"unit_id": unit_id}))
        return found

    def _add(self, entity: str, row: Mapping[str, Any]) -> None:
        task_id = row["id"] if entity == "task" else row.get("task_id")
        if task_id is not None:
            self._tasks.add(task_id)
            return
        if entity == "setting":
            self._shares = self._shares or row["key"] == "members_share"
        if entity == "cadence_due":
            self._cadences.add(row["cadence_id"])
        if entity in _PLAN_WIDE:
            self._plans.update(key for key in (row["id"] if entity == "plan" else row["plan_id"],) if key is not None)
        self._units.update(row[name] for name in _UNIT_WIDE.get(entity, ()) if row[name] is not None)
