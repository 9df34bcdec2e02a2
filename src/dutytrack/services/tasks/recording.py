"""A dated act on a task: checked against the day, the task and its status, then written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dutytrack.domain.acts import OPEN, STATUS_GIVING, is_allowed
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.errors import ActNotAllowedError, BeforeLastActError, BeforeTaskError
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.store.reading.standing import Standing, StandingTask, answers_for, standing
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.tables.plans import Action


@dataclass(frozen=True, slots=True)
class Happening:
    """What was done, and on which day."""

    kind: str
    """One of ``dutytrack.domain.acts.ACTS``."""
    on: date
    note: str | None = None
    deadline_id: int | None = None
    """The deadline that was met, for ``met``."""
    unit_id: int | None = None
    """The unit it came from, where it came from one."""


def record_act(desk: Desk, task: StandingTask, act: Happening) -> Action:
    """Write ``act`` on ``task``, done by whose desk it is.

    What a unit does that does not answer for the task stands beside: it moves nothing, and wants no more than that the
    task is open. Raises FutureDateError (its day has not come), BeforeTaskError (the task was not there yet),
    ActNotAllowedError (the task's status does not allow it), BeforeLastActError (a later act gave the status that it
    would start from).
    """
    check_day(desk, task, act.on)
    moves = answers_for(desk.rows, task.id, act.unit_id, act.on)
    typed_late = act.kind == "received"  # a receipt lies about for weeks: what came after it stays as it is
    last = check_allowed(desk.rows, task, act.kind, act.on if typed_late else None, beside=not moves)
    if moves and act.kind in STATUS_GIVING and last.kind and last.since and act.on < last.since:
        raise BeforeLastActError(task.key, act.on, last.kind, last.since)
    row = Action(
        task_id=task.id,
        unit_id=act.unit_id,
        deadline_id=act.deadline_id,
        kind=act.kind,
        on=act.on,
        by=desk.by or None,
        note=act.note or None,
    )
    desk.session.add(row)
    return row


def check_day(desk: Desk, task: StandingTask, on: date) -> None:
    """Refuse a day that has not come, or on which ``task`` was not there yet."""
    desk.check_has_come(on)
    if on < task.first_day:
        raise BeforeTaskError(task.key, on, task.first_day)


def check_allowed(
    rows: Reader, task: StandingTask, kind: str, on: date | None = None, *, beside: bool = False
) -> Standing:
    """How ``task`` stands on a day, or in the end; refuse an act of ``kind`` that its status does not allow.

    One that stands ``beside`` is allowed while the task is open.
    """
    found = standing(rows, task.id, on)
    if not (found.status in OPEN if beside else is_allowed(kind, found.status)):
        raise ActNotAllowedError(task.key, kind, found.status, found.since)
    return found


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
