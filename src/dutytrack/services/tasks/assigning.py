"""Who answers for a task: the units of one role brought to what they should be, rows that stay being kept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import Role
from dutytrack.services.desk import row_id
from dutytrack.store.tables.plans import Assignment, Task, Unit


def assign_units(session: Session, task: Task, role: Role, named: Iterable[tuple[Unit, str]]) -> bool:
    """Make ``named`` (each unit with its name as printed) the units of ``role``, in order.

    Returns whether units or their order are different now.
    """
    query = select(Assignment).where(col(Assignment.task_id) == task.id, col(Assignment.role) == role)
    before = {row.unit_id: row for row in session.exec(query).all()}
    wanted: dict[int, str] = {}
    for unit, name in named:
        wanted.setdefault(row_id(unit), name)
    order = sorted(before, key=lambda unit_id: before[unit_id].position)
    if order == list(wanted):
        return False
    for unit_id in set(order) - set(wanted):
        session.delete(before[unit_id])
    for position, (unit_id, name) in enumerate(wanted.items()):
        row = before.get(unit_id)
        if row is None:
            row = Assignment(task_id=row_id(task), unit_id=unit_id, role=role, position=position, raw=name)
        row.position = position
        session.add(row)
    return True
