"""Close a task, meet one of its dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutytrack.domain.acts import is_allowed
from dutytrack.domain.rules.wants import Want
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, clauses
from dutytrack.services.acts.wanting import unreported, wanting, wanting_of_date
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.deadlines import DatedDeadline, dated_deadlines, deadline_on
from dutytrack.services.tasks.errors import DeadlineMetError, DeadlineNotFoundError
from dutytrack.services.tasks.finding import find_task, met_deadlines, task_deadlines
from dutytrack.services.tasks.recording import Happening, record_act
from dutytrack.store.facts.deadlines import days_reached, reached_before
from dutytrack.store.facts.kept import facts_of
from dutytrack.store.reading.standing import claims, standing
from dutytrack.store.sql.records import day_of
from dutytrack.store.tables.plans import Action, Deadline


class NotReadyError(DutyTrackError):
    """A task can't be closed, or one of its dates marked as met, while something is wanting; each is named."""

    def __init__(self, key: str, wanting: Sequence[Want], deadline: date | None = None) -> None:
        template = _("{key} can't be closed: {wanting}; to close it all the same, say why with --waive")
        if deadline is not None:
            template = _(
                "{key}: {deadline} can't be marked as met: {wanting}; to mark it all the same, say why with --waive"
            )
        super().__init__(template, key=key, deadline=deadline, wanting=clauses(map(str, wanting)))


@dataclass(frozen=True, slots=True)
class ClosedTask:
    """A task that was closed."""

    key: str
    title: str
    on: date
    due: date | None
    """The earliest deadline unmet before the closing, the plan's end where it has none; ``None`` where all were met."""

    done_on: date
    """The day that counts: of the submission that the closing confirms, else of the closing."""

    missing: tuple[str, ...] = ()
    """What was closed without: figures of which nothing was reported, where nothing was of any."""

    rested: int = 0
    """The days after that date on which nobody had to work on it."""

    @property
    def late(self) -> bool:
        """Whether the work was done after that date; the office's own delay makes nothing late."""
        return self.due is not None and self.done_on > self.due + timedelta(days=self.rested)


@dataclass(frozen=True, slots=True)
class MetDeadline:
    """A deadline that was met."""

    key: str
    deadline: date
    on: date
    left: tuple[date, ...]
    """Dates still to be met, ascending."""
    in_time: bool = False
    """Whether its figures had reached it in time, whenever it was marked."""
    reached_on: date | None = None
    """The day on which they had, where it was marked after that."""

    @property
    def late(self) -> bool:
        """Whether it was met after its date."""
        return self.on > self.deadline and not self.in_time

    @property
    def all_met(self) -> bool:
        """Whether no dated deadline is left; the task stays open until it is closed."""
        return not self.left


def close_task(desk: Desk, key: str, on: date, *, note: str | None = None, waive: str | None = None) -> ClosedTask:
    """Close the task (办结销号); what it had not met counts as met on that day.

    Once it was reported on, submitted, measured or ordered about, that wants an accepted check, and all members and
    figures met; ``waive`` says why it is closed without, and is kept with what was wanting. Raises NotReadyError
    (something is wanting and not waived; each is named).
    """
    task = find_task(desk, key)
    before = standing(desk.rows, task.id)
    done_on = before.since if before.since and before.status == "submitted" else on
    left = wanting(desk, task, on) if is_allowed("closed", before.status) else ()
    if left and not (waive and waive.strip()):
        raise NotReadyError(task.key, left)
    told = claims(desk.rows, task.id, on)
    missing = tuple(unreported(desk.rows, task, on)) if not left and (told.reported or told.submitted) else ()
    row = record_act(desk, task, Happening("closed", on, note))
    _keep_reason(row, left or missing, waive)
    desk.session.flush()
    known = facts_of(desk.rows, task.id, desk.today)
    due, rested = day_of(known["due"]), known["rested_late"] or 0
    return ClosedTask(task.key, task.title, on, due, done_on, tuple(map(str, missing)), rested)


def meet_deadline(
    desk: Desk, key: str, deadline: date, on: date, *, note: str | None = None, waive: str | None = None
) -> MetDeadline:
    """Mark one of the task's dates as met; the task stays open, even when it was the last.

    What was measured of the figures of that date has to reach them, and an accepted check; ``waive`` says why it is met
    without, and is kept with what was wanting. Raises DeadlineNotFoundError (``deadline`` is none of its dates, as they
    hold or as first laid down; they are listed), DeadlineMetError (it was met before), NotReadyError (something
    is wanting and not waived; each is named).
    """
    task = find_task(desk, key)
    rows = task_deadlines(desk.session, task.id, on)
    dated = dated_deadlines(desk.session, rows, on)
    one = deadline_on(deadline, dated) or _held_now(desk, rows, deadline, dated)
    if one is None:
        raise DeadlineNotFoundError(task.key, deadline, _dates(dated))
    met = met_deadlines(desk.session, task.id)
    if one.row.id in met:
        raise DeadlineMetError(task.key, one.current, met[one.row.id])
    is_last = one.current == _dates(dated)[-1]
    wants = wanting_of_date(desk, task, one.row.date, last=is_last)
    left = wants if is_allowed("met", standing(desk.rows, task.id).status) else ()
    if left and not (waive and waive.strip()):
        raise NotReadyError(task.key, left, one.current)
    row = record_act(desk, task, Happening("met", on, note, one.row.id))
    _keep_reason(row, left, waive)
    now = dated_deadlines(desk.session, task_deadlines(desk.session, task.id))
    unmet = _dates([other for other in now if other.row.id not in met and other.row is not one.row])
    reached = days_reached(facts_of(desk.rows, task.id, desk.today)["reached"])
    before = reached_before(one.current, on, reached)
    return MetDeadline(task.key, one.current, on, unmet, one.current in reached, before)


def _held_now(
    desk: Desk, rows: Sequence[Deadline], deadline: date, dated: Iterable[DatedDeadline]
) -> DatedDeadline | None:
    """The one of ``dated`` that is meant by the date that holds now."""
    now = deadline_on(deadline, dated_deadlines(desk.session, rows))
    return next((one for one in dated if now is not None and one.row is now.row), None)


def _keep_reason(row: Action, wants: Sequence[Want], reason: str | None) -> None:
    """Keep with what was wanting why it was waived; where nothing was, as a note: what was given is not lost."""
    if reason and reason.strip():
        if wants:
            row.waived = {"wants": [want._asdict() for want in wants], "reason": reason.strip()}
        else:
            row.note = clauses(filter(None, (row.note, reason.strip())))


def _dates(deadlines: Iterable[DatedDeadline]) -> tuple[date, ...]:
    return tuple(sorted(one.current for one in deadlines))
