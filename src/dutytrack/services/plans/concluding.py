"""Acts on a plan as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from dutytrack.domain.acts import ENDED
from dutytrack.services.desk import Desk
from dutytrack.services.plans.errors import BeforePlanError, PlanConcludedError
from dutytrack.services.tasks.finding import find_plan
from dutytrack.store.reading.standing import plan_first_day, standing
from dutytrack.store.tables.plans import Action, Plan, Task


@dataclass(frozen=True, slots=True)
class ConcludedPlan:
    """A plan that was concluded: what is open in it from that day on counts as not done."""

    code: str
    on: date
    tasks: int
    open_tasks: int


def conclude_plan(desk: Desk, code: str, on: date, *, note: str | None = None) -> ConcludedPlan:
    """Conclude the plan on a day; its open tasks go grey and are no longer overdue.

    Raises PlanConcludedError (it was concluded before), BeforePlanError (the day can't be).
    """
    session = desk.session
    plan = find_plan(desk, code)
    _check_conclusion(desk, plan, on)
    session.add(Action(plan_id=plan.id, kind="concluded", on=on, by=desk.by or None, note=note or None))
    tasks = session.exec(select(Task.id).where(col(Task.plan_id) == plan.id)).all()
    statuses = [standing(desk.rows, task).status for task in tasks if task is not None]
    open_tasks = sum(status not in ENDED for status in statuses)
    return ConcludedPlan(plan.code, on, len(statuses), open_tasks)


def _check_conclusion(desk: Desk, plan: Plan, on: date) -> None:
    query = select(Action).where(col(Action.plan_id) == plan.id, col(Action.kind).in_(("concluded", "reopened")))
    last = desk.session.exec(query.order_by(col(Action.on).desc(), col(Action.id).desc())).first()
    if last is not None and last.kind == "concluded":
        raise PlanConcludedError(plan.code, last.on)
    desk.check_has_come(on)
    first = plan_first_day(desk.rows, plan.id)
    if on < first:
        raise BeforePlanError(plan.code, on, first)
