"""A dated act on a task: checked against the day, the task and its status, then written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dutytrack.domain.acts import STATUS_GIVING, is_allowed
from dutytrack.services.errors import ActNotAllowedError, BeforeLastActError, BeforeTaskError, FutureDateError
from dutytrack.services.tasks.finding import find_task, first_day, status_acts, status_of
from dutytrack.services.units.finding import register_of
from dutytrack.store.tables.plans import Action, Task


@dataclass(frozen=True, slots=True)
class Happening:
    """What was done, on which day, by whom."""

    kind: str
    """One of ``dutytrack.domain.acts.ACTS``."""
    on: date
    by: str | None = None
    note: str | None = None
    deadline_id: int | None = None
    """The deadline that was met, for ``met``."""
    unit_id: int | None = None
    """The unit it came from, for ``received`` and ``submitted``."""


def record_act(session: Session, task: Task, act: Happening, *, today: date) -> Action:
    """Write ``act`` on ``task``.

    Raises:
        FutureDateError: its day has not come.
        BeforeTaskError: the task was not there yet.
        ActNotAllowedError: the task's status does not allow it.
        BeforeLastActError: a later act gave the status that it would start from.
    """
    check_day(session, task, act.on, today=today)
    _check_status(session, task, act)
    row = Action(
        task_id=task.id,
        unit_id=act.unit_id,
        deadline_id=act.deadline_id,
        kind=act.kind,
        on=act.on,
        by=act.by or None,
        note=act.note or None,
    )
    session.add(row)
    return row


@dataclass(frozen=True, slots=True)
class ActedOn:
    """A task that something was done to."""

    key: str
    title: str
    kind: str
    on: date


def act_on_task(
    session: Session,
    *,
    key: str,
    kind: str,
    on: date,
    today: date,
    by: str | None = None,
    note: str | None = None,
    unit: str | None = None,
) -> ActedOn:
    """Do an act of ``kind`` to the task: receive, submit, return, verify, suspend, resume, drop.

    Closing and reopening have services of their own, which tell more. ``unit`` is who it came from, by any name.

    Raises:
        TaskNotFoundError: no such key.
        FutureDateError, BeforeTaskError, ActNotAllowedError, BeforeLastActError: see ``record_act``.
    """
    task = find_task(session, key)
    unit_id = None
    if unit:
        unit_id = register_of(session, task).resolve([unit], on=on)[unit].id
    record_act(session, task, Happening(kind, on, by, note, unit_id=unit_id), today=today)
    return ActedOn(task.key, task.title, kind, on)


def check_day(session: Session, task: Task, on: date, *, today: date) -> None:
    """Refuse a day that has not come, or on which ``task`` was not there yet."""
    if on > today:
        raise FutureDateError(on, today)
    first = first_day(session, task)
    if on < first:
        raise BeforeTaskError(task.key, on, first)


def _check_status(session: Session, task: Task, act: Happening) -> None:
    acts = status_acts(session, task)
    status = status_of(acts)
    last = acts[-1] if acts else None
    if not is_allowed(act.kind, status):
        raise ActNotAllowedError(task.key, act.kind, status, last.on if last else None)
    if act.kind in STATUS_GIVING and last is not None and act.on < last.on:
        raise BeforeLastActError(task.key, act.on, last.kind, last.on)
