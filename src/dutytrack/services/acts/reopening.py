"""Taking a task up again (重新启动): one that was closed, dropped or suspended, with a new date where that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.tasks.deadlines import dates_to_keep
from dutytrack.services.tasks.finding import find_task, task_deadlines
from dutytrack.services.tasks.recording import Happening, record_act
from dutytrack.store.facts.kept import facts_of
from dutytrack.store.tables.plans import Action, Deadline, Plan


class DueBeforeActError(DutyTrackError):
    """A task can't be due before it is taken up again."""

    def __init__(self, on: date, due: date) -> None:
        super().__init__(_("the new date {due} is before {on}, the day of the act"), on=on, due=due)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A task that is at work again."""

    key: str
    title: str
    on: date
    due: str | None
    """The date that it has to keep now (ISO); ``None`` where it has none."""

    @property
    def late(self) -> bool:
        """Whether that had passed already: the days late go on from it."""
        return self.due is not None and self.due < self.on.isoformat()


def take_up_again(desk: Desk, key: str, act: Happening, due: date | None) -> TakenUp:
    """Do ``act`` to the task; what it had not met by then is to be met by ``due``, where that is given.

    Raises DueBeforeActError where that is before the day of the act.
    """
    task = find_task(desk, key)
    record_act(desk, task, act)
    if due is not None:
        if due < act.on:
            raise DueBeforeActError(act.on, due)
        _move_dates(desk, task.id, act, due, _plan_end(desk, task.plan_id))
    desk.session.flush()
    return TakenUp(task.key, task.title, act.on, facts_of(desk.rows, task.id, act.on)["due"])


def _move_dates(desk: Desk, task_id: int, act: Happening, due: date, inherited: date | None) -> None:
    """Let the dates that are still to be kept and come before ``due`` hold on it, else the first of them.

    A task whose date is its plan's end keeps that as the first one; one without any gets it.
    """
    rows = task_deadlines(desk.session, task_id)
    if not rows and inherited is not None:
        rows = [Deadline(task_id=task_id, position=0, date=inherited, precision="day", origin="inherited")]
        desk.session.add_all(rows)
        desk.session.flush()
    left = dates_to_keep(desk, task_id)
    for one in [one for one in left if one.current < due] or left[:1]:
        if one.current != due:
            deadline = row_id(one.row)
            moved = Action(task_id=task_id, deadline_id=deadline, kind="extended", on=act.on, to_date=due)
            moved.by, moved.note = desk.by or None, act.note
            desk.session.add(moved)
    if not left:
        desk.session.add(Deadline(task_id=task_id, position=len(rows), date=due, precision="day", origin="set"))


def _plan_end(desk: Desk, plan_id: int | None) -> date | None:
    plan = None if plan_id is None else desk.session.get(Plan, plan_id)
    return None if plan is None else plan.end
