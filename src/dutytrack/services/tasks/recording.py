"""A dated act on a task: checked against the day, the task and its status, then written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dutytrack.domain.acts import STATUS_GIVING, is_allowed
from dutytrack.services.desk import Desk
from dutytrack.services.errors import ActNotAllowedError, BeforeLastActError, BeforeTaskError, FutureDateError
from dutytrack.services.tasks.finding import first_day, status_acts, status_of
from dutytrack.store.tables.plans import Action, Task


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


def record_act(desk: Desk, task: Task, act: Happening) -> Action:
    """Write ``act`` on ``task``, done by whose desk it is.

    Raises:
        FutureDateError: its day has not come.
        BeforeTaskError: the task was not there yet.
        ActNotAllowedError: the task's status does not allow it.
        BeforeLastActError: a later act gave the status that it would start from.
    """
    check_day(desk, task, act.on)
    _check_status(desk.session, task, act)
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


def check_day(desk: Desk, task: Task, on: date) -> None:
    """Refuse a day that has not come, or on which ``task`` was not there yet."""
    if on > desk.today:
        raise FutureDateError(on, desk.today)
    first = first_day(desk.session, task)
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
