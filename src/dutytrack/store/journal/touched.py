"""Which tasks a command has touched: theirs are the facts to be worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dutytrack.store.facts.kept import LAST_DAY
from dutytrack.store.facts.supervision import FIRST_DAY
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


DATED_TABLES = frozenset(
    {"action", "progress_report", "measurement", "verification", "supervision_order", "order_reply", "unit_succession"}
)
"""Tables whose rows count from a day of their own on."""
UNCOUNTED_TABLES = frozenset(
    {"unit", "unit_name", "reminder", "reminder_task", "evidence", "confidence", "amendment", "correction"}
    | {"instruction", "instruction_step"}
)
"""Tables that no dated fact is made of."""


class Touched:
    """The tasks, plans and units whose rows have changed, each with the day (ISO) from which something about it has."""

    def __init__(self) -> None:
        self._tasks: dict[int, str] = {}
        self._plans: dict[int, str] = {}
        self._units: dict[int, str] = {}
        self._cadences: set[int] = set()
        self._shares = False
        """Whether the share of members that has to be done has changed."""

    def add(self, changes: Iterable[Change]) -> None:
        """Count ``changes`` in."""
        for change in changes:
            for row in (change.before, change.after):
                if row is not None:
                    self._add(change.entity, row)

    def tasks(self, connection: Reader) -> dict[int, str]:
        """The ids of all tasks touched, those that are gone included, each with its day."""
        found, plans, units = dict(self._tasks), dict(self._plans), dict(self._units)
        for cadence_id in self._cadences:
            query = "SELECT plan_id, unit_id FROM cadence WHERE id = ?"
            for plan_id, unit_id in connection.execute(query, (cadence_id,)):
                _count(plans, plan_id, FIRST_DAY)
                _count(units, unit_id, FIRST_DAY)
        if self._shares:
            for (unit_id,) in connection.execute(_OF_COLLECTIVES):
                _count(units, unit_id, FIRST_DAY)
        for plan_id, since in plans.items():
            for (task_id,) in connection.execute("SELECT id FROM task WHERE plan_id = ?", (plan_id,)):
                _count(found, task_id, since)
        for unit_id, since in units.items():
            for (task_id,) in connection.execute(_OF_UNITS, {"unit_id": unit_id}):
                _count(found, task_id, since)
        return found

    def _add(self, entity: str, row: Mapping[str, Any]) -> None:
        since = str(row["on"]) if entity in DATED_TABLES else LAST_DAY if entity in UNCOUNTED_TABLES else FIRST_DAY
        task_id = row["id"] if entity == "task" else row.get("task_id")
        if task_id is not None:
            _count(self._tasks, task_id, since)
            return
        if entity == "setting":
            self._shares = self._shares or row["key"] == "members_share"
        if entity == "cadence_due":
            self._cadences.add(row["cadence_id"])
        if entity in _PLAN_WIDE:
            _count(self._plans, row["id"] if entity == "plan" else row["plan_id"], since)
        for name in _UNIT_WIDE.get(entity, ()):
            _count(self._units, row[name], since)


def _count(found: dict[int, str], touched: int | None, since: str) -> None:
    if touched is not None:
        found[touched] = min(since, found.get(touched, since))
