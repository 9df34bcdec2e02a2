"""Receipts (签收): a unit signs for a task that was handed out to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import Happening, record_act


@dataclass(frozen=True, slots=True)
class Receipt:
    """A task that a unit signed for."""

    key: str
    title: str
    unit: str
    by: str | None
    on: date


def receive(
    session: Session,
    *,
    key: str,
    on: date,
    today: date,
    unit: str | None = None,
    by: str | None = None,
    note: str | None = None,
) -> Receipt:
    """Sign for the task on behalf of ``unit``, by any of its names; without one of the unit that answers first.

    Raises:
        TaskNotFoundError: no such key.
        NoPartError, UnitToNameError: the unit has no part in the task.
        FutureDateError, BeforeTaskError, ActNotAllowedError, BeforeLastActError: see ``record_act``.
    """
    task = find_task(session, key)
    signing = unit_with_part(session, task, unit, on=on)
    record_act(session, task, Happening("received", on, by, note, unit_id=signing.id), today=today)
    return Receipt(task.key, task.title, signing.name, by or None, on)
