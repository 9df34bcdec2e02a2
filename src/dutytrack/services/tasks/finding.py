"""What a use case starts from, found by what the user typed; what is not there is named with its nearest."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from dutytrack.domain.words.nearest import nearest
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.errors import PlanNotFoundError, TaskNotFoundError
from dutytrack.store.reading.keys import task_keys
from dutytrack.store.reading.standing import StandingTask, task_called
from dutytrack.store.tables.plans import Action, Deadline, Indicator, Journal, Plan, Task


def find_task(desk: Desk, key: str) -> StandingTask:
    """The task of ``key``, written in any case. Raises TaskNotFoundError (there is none; the nearest key is named)."""
    wanted = key.strip().upper()
    task = task_called(desk.rows, wanted)
    if task is None:
        raise TaskNotFoundError(key, nearest(wanted, task_keys(desk.rows)))
    return task


def find_plan(desk: Desk, code: str) -> Plan:
    """The plan of ``code``, written in any case; PlanNotFoundError, which names the nearest, where there is none."""
    wanted = code.strip().upper()
    plan = desk.session.exec(select(Plan).where(col(Plan.code) == wanted)).one_or_none()
    if plan is None:
        raise PlanNotFoundError(code, nearest(wanted, desk.session.exec(select(Plan.code)).all()))
    return plan


def is_laid_down(row: type[Deadline | Indicator], on: date | None = None) -> ColumnElement[bool]:
    """Whether a deadline or figure counts by the plan's text of a day; by the last text where none is named."""
    if on is None:
        return col(row.until).is_(None)
    return and_(or_(col(row.since).is_(None), col(row.since) <= on), or_(col(row.until).is_(None), col(row.until) > on))


def task_deadlines(session: Session, task_id: int | None, on: date | None = None) -> list[Deadline]:
    """The deadlines of a task in the order printed, as the text of a day has them, else the last one."""
    query = select(Deadline).where(col(Deadline.task_id) == task_id, is_laid_down(Deadline, on))
    query = query.order_by(col(Deadline.position))
    return list(session.exec(query).all())


def met_deadlines(session: Session, task_id: int) -> dict[int | None, date]:
    """The day each met deadline of a task was met, by the deadline's id."""
    query = select(Action).where(
        col(Action.task_id) == task_id, col(Action.kind) == "met", col(Action.deadline_id).is_not(None)
    )
    return {act.deadline_id: act.on for act in session.exec(query).all()}


def next_number(session: Session, prefix: str) -> int:
    """One more than any number ever given to a key of ``prefix``: ``CZ15`` for ``CZ15-30``.

    None is given twice, not even those of tasks that were taken back.
    """
    marked = f'"{prefix}-'
    query = select(Journal.after).where(col(Journal.entity) == "task", col(Journal.after).contains(marked))
    told = (str(row).partition(marked)[2].partition('"')[0] for row in session.exec(query).all())
    kept = session.exec(select(Task.number).where(col(Task.key).startswith(f"{prefix}-", autoescape=True))).all()
    return max([*kept, *(int(number) for number in told if number.isdigit())], default=0) + 1
