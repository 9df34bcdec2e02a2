"""An act that leaves nothing but its row: done to the task, and told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dutytrack.services.desk import Desk
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import Happening, record_act


@dataclass(frozen=True, slots=True)
class ActedOn:
    """A task that something was done to."""

    key: str
    title: str
    on: date
    unit: str | None
    """Who it came from, where that was asked for."""


def act_on_task(desk: Desk, key: str, act: Happening, *, unit: str | None = None, of_unit: bool = False) -> ActedOn:
    """Do ``act`` to the task: sign for it, send it back, suspend it, take it up again, drop it, open it again.

    An act ``of_unit`` comes from ``unit``, by any of its names; without one from the unit that answers first.
    """
    task = find_task(desk, key)
    acting = unit_with_part(desk, task, unit, on=act.on) if of_unit or unit else None
    record_act(desk, task, replace(act, unit_id=acting.id) if acting else act)
    return ActedOn(task.key, task.title, act.on, acting.name if acting else None)
