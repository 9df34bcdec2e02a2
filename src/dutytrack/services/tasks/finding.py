"""Rows a use case starts from, found by what the user typed; what is not there is named with its nearest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from dutytrack.domain.acts import STATUS_GIVING, Status, status_after
from dutytrack.domain.words.nearest import nearest
from dutytrack.services.errors import PlanNotFoundError, TaskNotFoundError
from dutytrack.store.tables.plans import Action, Deadline, Plan, Task


def find_task(session: Session, key: str) -> Task:
    """The task of ``key``, written in any case.

    Raises:
        TaskNotFoundError: there is none; the nearest key is named.
    """
    wanted = key.strip().upper()
    task = session.exec(select(Task).where(col(Task.key) == wanted)).one_or_none()
    if task is None:
        raise TaskNotFoundError(key, nearest(wanted, session.exec(select(Task.key)).all()))
    return task


def find_plan(session: Session, code: str) -> Plan:
    """The plan of ``code``, written in any case.

    Raises:
        PlanNotFoundError: there is none; the nearest code is named.
    """
    wanted = code.strip().upper()
    plan = session.exec(select(Plan).where(col(Plan.code) == wanted)).one_or_none()
    if plan is None:
        raise PlanNotFoundError(code, nearest(wanted, session.exec(select(Plan.code)).all()))
    return plan


def status_acts(session: Session, task: Task) -> list[Action]:
    """The acts that give ``task`` its status, by day and order of entry."""
    query = (
        select(Action)
        .where(col(Action.task_id) == task.id, col(Action.kind).in_(STATUS_GIVING))
        .order_by(col(Action.on), col(Action.id))
    )
    return list(session.exec(query).all())


def status_of(acts: Sequence[Action]) -> Status:
    """The status that ``acts``, in order, add up to."""
    return status_after(act.kind for act in acts)


def task_deadlines(session: Session, task: Task) -> list[Deadline]:
    """The deadlines of ``task`` in the order printed."""
    query = select(Deadline).where(col(Deadline.task_id) == task.id).order_by(col(Deadline.position))
    return list(session.exec(query).all())


def first_day(session: Session, task: Task) -> date:
    """The day ``task`` is there from: its plan's start or issue, whichever is first.

    Without a plan its own start or first act, whichever is first. Where none is known it was always there.
    """
    if task.plan_id is not None:
        return plan_first_day(session.get_one(Plan, task.plan_id))
    acted = session.exec(select(func.min(Action.on)).where(col(Action.task_id) == task.id)).one()
    return min((day for day in (task.start, acted) if day is not None), default=date.min)


def plan_first_day(plan: Plan) -> date:
    """The day ``plan`` is there from: its start or its issue, whichever is first; always, where neither is known."""
    return min((day for day in (plan.start, plan.issued) if day is not None), default=date.min)
