"""Months in which a task is not assessed, each with its reason."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from dutytrack.services.desk import Desk, ReasonMissingError
from dutytrack.services.progress.errors import AlreadyExemptError
from dutytrack.services.tasks.finding import find_task
from dutytrack.store.reading.standing import StandingTask
from dutytrack.store.tables.supervision import ExemptMonth


def exempt_month(desk: Desk, key: str, month: date, reason: str) -> tuple[StandingTask, date]:
    """Assess the task on no day of the month that ``month`` lies in: it is never behind schedule then.

    Returns:
        The task and the month's first day.

    Raises:
        ReasonMissingError: ``reason`` is empty.
        AlreadyExemptError: the month is exempt already.
    """
    session = desk.session
    task = find_task(desk, key)
    if not reason.strip():
        raise ReasonMissingError(task.key)
    first = month.replace(day=1)
    query = select(ExemptMonth).where(col(ExemptMonth.task_id) == task.id, col(ExemptMonth.month) == first)
    if session.exec(query).first() is not None:
        raise AlreadyExemptError(task.key, first)
    session.add(ExemptMonth(task_id=task.id, month=first, reason=reason.strip()))
    return task, first
