"""Recurring duties: one time of one is met, on its day or made up later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dutytrack.services.desk import Desk
from dutytrack.services.progress.checking import ReportDesk
from dutytrack.services.progress.errors import OccurrenceNotFoundError
from dutytrack.store.tables.plans import Action


@dataclass(frozen=True, slots=True)
class MetDuty:
    """An occurrence of a recurring duty that was met."""

    key: str
    title: str
    due: date
    on: date

    @property
    def made_up(self) -> bool:
        """Whether it had been missed by then."""
        return self.on > self.due


def meet_duty(desk: Desk, key: str, on: date, *, due: date | None = None, note: str | None = None) -> MetDuty:
    """Mark the occurrence due on ``due`` as met; without it the one whose window holds ``on``.

    Raises:
        TaskNotFoundError: no such key.
        OccurrenceNotFoundError: there is no such occurrence; those there are are listed.
        OccurrenceMetError: it was met before.
        FutureDateError, BeforeTaskError, ActNotAllowedError: it can't be met then.
    """
    checks = ReportDesk(desk)
    task = checks.task(key)
    checks.check_day(task, on)
    checks.check_status(task, "met", on)
    duty = checks.occurrence(task, on, due)
    if duty is None:
        raise OccurrenceNotFoundError(task.key, due or on, ())
    act = Action(task_id=task.id, occurrence_id=duty.id, kind="met", on=on, by=desk.by or None, note=note or None)
    desk.session.add(act)
    return MetDuty(task.key, task.title, duty.due, on)
