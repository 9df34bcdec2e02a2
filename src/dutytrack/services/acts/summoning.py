"""Summons (约谈): a unit is called in and spoken to about a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.services.desk import Desk
from dutytrack.services.errors import EmptyFieldError
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import Happening, record_act


@dataclass(frozen=True, slots=True)
class Summons:
    """A unit that was called in about a task."""

    key: str
    title: str
    unit: str
    by: str
    """Who spoke to it."""
    on: date


def summon(desk: Desk, key: str, unit: str | None, act: Happening) -> Summons:
    """Write down that ``unit`` was called in, who spoke and what was agreed; without one, the unit that answers first.

    Raises:
        EmptyFieldError: nobody spoke, or nothing was agreed.
        TaskNotFoundError: no such key.
        NoPartError, UnitToNameError: the unit has no part in the task.
        FutureDateError, BeforeTaskError, ActNotAllowedError: see ``record_act``.
    """
    by, note = (act.by or "").strip(), (act.note or "").strip()
    for name, said in (("by", by), ("text", note)):
        if not said:
            raise EmptyFieldError(name)
    task = find_task(desk.session, key)
    called = unit_with_part(desk.session, task, unit, on=act.on)
    record_act(desk.session, task, Happening("summoned", act.on, by, note, unit_id=called.id), today=desk.today)
    return Summons(task.key, task.title, called.name, by, act.on)
