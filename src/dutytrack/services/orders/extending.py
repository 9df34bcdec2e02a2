"""Extensions (延期): asked for by a unit before its date expires, granted or refused by a named person.

Asking moves nothing. A grant writes the act ``extended``, which moves the date, for all facts dated from then on; what
was refused, or never asked for, goes by the old date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.acts import ENDED, Status, status_word
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, not_empty, row_id
from dutytrack.services.tasks.deadlines import DatedDeadline, dated_deadlines, dates_to_keep, deadline_on
from dutytrack.services.tasks.errors import DeadlineMetError, DeadlineNotFoundError
from dutytrack.services.tasks.finding import find_task, met_deadlines, task_deadlines
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_day
from dutytrack.store.reading.standing import Parts, StandingTask, standing
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.plans import Action, Deadline
from dutytrack.store.tables.supervision import Extension


class NoDateToExtendError(DutyTrackError):
    """The task has no date of its own that is unmet."""

    def __init__(self, key: str, *, met: bool) -> None:
        template = _("{key} has no date of its own; lay one down with `dutytrack set {key} --due DATE --reason WHY`")
        if met:
            template = _("{key}: every date of its own is met, so there is nothing to extend")
        super().__init__(template, key=key)


class ExtensionNotAllowedError(DutyTrackError):
    """A task that is done or dropped needs no more time."""

    def __init__(self, key: str, status: Status) -> None:
        super().__init__(_("{key} is {status}: its date can't be extended"), key=key, status=status_word(status))


class NotLaterError(DutyTrackError):
    """An extension must lead to a later date."""

    def __init__(self, key: str, wished: date, current: date) -> None:
        super().__init__(_("{key} is due on {current}; {wished} is not later"), key=key, wished=wished, current=current)


class AskedLateError(DutyTrackError):
    """An extension has to be asked for before the date expires."""

    def __init__(self, key: str, current: date, on: date) -> None:
        template = _("{key}: its date {current} had passed on {on}; say --late, with the reason, to ask all the same")
        super().__init__(template, key=key, current=current, on=on)


class ExtensionPendingError(DutyTrackError):
    """An extension of this date was asked for and is not decided yet."""

    def __init__(self, key: str, asked_on: date, wished: date) -> None:
        template = _("{key}: an extension to {wished} was asked for on {asked_on}; grant or refuse that one first")
        super().__init__(template, key=key, asked_on=asked_on, wished=wished)


class NothingAskedError(DutyTrackError):
    """No extension of this date is waiting for a decision."""

    def __init__(self, key: str, decision: str | None, decided_on: date | None) -> None:
        template = _("{key}: no extension was asked for")
        if decision is not None:
            granted = _("{key}: the extension was granted on {decided_on}")
            template = granted if decision == "granted" else _("{key}: the extension was refused on {decided_on}")
        super().__init__(template, key=key, decided_on=decided_on)


class DecidedBeforeAskedError(DutyTrackError):
    """An extension can't be decided before it was asked for."""

    def __init__(self, key: str, asked_on: date, on: date) -> None:
        template = _("{key}: the extension was asked for on {asked_on}; {on} is before that")
        super().__init__(template, key=key, asked_on=asked_on, on=on)


class TooManyExtensionsError(DutyTrackError):
    """The date has been extended as often as may be (setting ``extension_times``)."""

    def __init__(self, key: str, deadline: date, times: int) -> None:
        template = _("{key}: {deadline} was extended {times} times, which is all that may be (setting extension_times)")
        super().__init__(template, key=key, deadline=deadline, times=times)


class TooLongExtensionError(DutyTrackError):
    """The date would be extended by more days than may be (setting ``extension_days``)."""

    def __init__(self, key: str, deadline: date, days: int, cap: int) -> None:
        template = _("{key}: that would be {days} days after {deadline}; at most {cap} may be (setting extension_days)")
        super().__init__(template, key=key, deadline=deadline, days=days, cap=cap)


@dataclass(frozen=True, slots=True)
class Request:
    """A unit asks for more time: why, how far it is, and until when."""

    wished: date
    reason: str
    progress: str
    on: date
    unit: str | None = None
    """Who asks, the one that answers first where none is named."""
    deadline: date | None = None
    """Which date, as it holds now or as first laid down; the earliest unmet one where none is named."""
    late: bool = False
    """Whether asking after the date is allowed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the time that was asked for, decided by whose desk it is."""

    on: date
    to: date | None
    """The date granted, which need not be the one wished; ``None``: refused, the old date goes on holding."""
    deadline: date | None = None
    """Which date, as in ``Request``; the one asked about where none is named."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ExtensionState:
    """An extension as it stands, with what its date has been through."""

    key: str
    unit: str | None
    original: date
    """The date as first laid down."""
    current: date
    """The date that holds now."""
    wished: date
    count: int
    """How many times the date has been extended by now."""
    shared: tuple[str, ...] = ()
    """The units that answer for the task, a collective by its members: the date is that of all of them."""

    @property
    def days_added(self) -> int:
        """Days between the original date and the one that holds now."""
        return (self.current - self.original).days


def ask_extension(desk: Desk, key: str, asked: Request) -> ExtensionState:
    """Note that a unit asks for more time.

    Raises EmptyFieldError (no reason or no progress is given), ExtensionNotAllowedError (the task is closed or
    dropped), NoDateToExtendError, DeadlineNotFoundError, DeadlineMetError (there is no such date to extend),
    ExtensionPendingError (one is asked for already), NotLaterError, AskedLateError, TooManyExtensionsError,
    TooLongExtensionError (it may not be).
    """
    reason, progress = not_empty("reason", asked.reason), not_empty("progress", asked.progress)
    session = desk.session
    task = find_task(desk, key)
    _check_open(desk, task, asked.on)
    dated = _date_to_extend(desk, task, asked.deadline)
    latest = _latest(session, dated.row)
    if latest is not None and latest.decision is None:
        raise ExtensionPendingError(task.key, latest.asked_on, latest.wished)
    if asked.wished <= dated.current:
        raise NotLaterError(task.key, asked.wished, dated.current)
    [of_its_day] = dated_deadlines(session, [dated.row], on=asked.on)
    is_late = asked.on > of_its_day.current
    if is_late and not asked.late:
        raise AskedLateError(task.key, of_its_day.current, asked.on)
    _check_caps(desk, task, dated, asked.wished)
    asking = unit_with_part(desk, task, asked.unit, on=asked.on)
    row = Extension(
        task_id=task.id,
        deadline_id=row_id(dated.row),
        unit_id=asking.id,
        asked_on=asked.on,
        wished=asked.wished,
        reason=reason,
        progress=progress,
        late=is_late,
    )
    session.add(row)
    return _state(desk, task, of_its_day, row, asking.name)


def decide_extension(desk: Desk, key: str, decision: Decision) -> ExtensionState:
    """Grant the extension that was asked for, or refuse it.

    Raises EmptyFieldError (nobody is named), NothingAskedError (none is waiting), DecidedBeforeAskedError (it was asked
    for later), and what ``ask_extension`` raises about the task and its dates.
    """
    by = not_empty("by", desk.by)
    task = find_task(desk, key)
    dated, row = _to_decide(desk, task, decision)
    if decision.to is not None:
        _check_grant(desk, task, dated, decision.to)
    row.decision = "refused" if decision.to is None else "granted"
    row.decided_on, row.by, row.note, row.granted_to = decision.on, by, decision.note or None, decision.to
    desk.session.add(row)
    if decision.to is None:
        return _state(desk, task, dated, row)
    moved = Action(task_id=task.id, unit_id=row.unit_id, deadline_id=dated.row.id, kind="extended", on=decision.on)
    moved.by, moved.note, moved.to_date = by, decision.note or None, decision.to
    desk.session.add(moved)
    return _state(desk, task, DatedDeadline(dated.row, decision.to, dated.count + 1), row)


def _check_grant(desk: Desk, task: StandingTask, dated: DatedDeadline, to: date) -> None:
    """Refuse to move a date that was met, or to one that is not later or not allowed."""
    if to <= dated.current:
        raise NotLaterError(task.key, to, dated.current)
    met = met_deadlines(desk.session, task.id)
    if dated.row.id in met:
        raise DeadlineMetError(task.key, dated.current, met[dated.row.id])
    _check_caps(desk, task, dated, to)


def _check_open(desk: Desk, task: StandingTask, on: date) -> None:
    check_day(desk, task, on)
    status = standing(desk.rows, task.id).status
    if status in ENDED:
        raise ExtensionNotAllowedError(task.key, status)


def _date_to_extend(desk: Desk, task: StandingTask, wanted: date | None) -> DatedDeadline:
    """The deadline ``wanted``, by the date that holds or the first; the earliest one to keep where none is named."""
    dated = dated_deadlines(desk.session, task_deadlines(desk.session, task.id))
    met = met_deadlines(desk.session, task.id)
    if wanted is not None:
        named = deadline_on(wanted, dated)
        if named is None:
            raise DeadlineNotFoundError(task.key, wanted, sorted(one.current for one in dated))
        if named.row.id in met:
            raise DeadlineMetError(task.key, named.current, met[named.row.id])
        return named
    left = dates_to_keep(desk, task.id)
    if not left:
        raise NoDateToExtendError(task.key, met=bool(dated))
    return left[0]


def _latest(session: Session, deadline: Deadline) -> Extension | None:
    query = select(Extension).where(col(Extension.deadline_id) == deadline.id)
    return session.exec(query.order_by(col(Extension.id).desc())).first()


def _check_caps(desk: Desk, task: StandingTask, dated: DatedDeadline, wanted: date) -> None:
    """Refuse what the ledger's settings don't let be: too often, or too long in all."""
    connection = desk.rows
    times, days = (get_setting(connection, f"extension_{what}") for what in ("times", "days"))
    if times and dated.count >= int(times):
        raise TooManyExtensionsError(task.key, dated.original, dated.count)
    added = (wanted - dated.original).days
    if days and added > int(days):
        raise TooLongExtensionError(task.key, dated.original, added, int(days))


def _to_decide(desk: Desk, task: StandingTask, decision: Decision) -> tuple[DatedDeadline, Extension]:
    """The date of the task and what was asked for and waits for a decision."""
    session, on = desk.session, decision.on
    _check_open(desk, task, on)
    dated = _date_to_extend(desk, task, decision.deadline) if decision.deadline else _asked_about(desk, task)
    latest = _latest(session, dated.row)
    if latest is None or latest.decision is not None:
        raise NothingAskedError(task.key, latest.decision if latest else None, latest.decided_on if latest else None)
    if on < latest.asked_on:
        raise DecidedBeforeAskedError(task.key, latest.asked_on, on)
    return dated, latest


def _asked_about(desk: Desk, task: StandingTask) -> DatedDeadline:
    """The date that an undecided extension is about; the earliest one to keep where none waits."""
    session = desk.session
    query = select(Extension).where(col(Extension.task_id) == task.id, col(Extension.decision).is_(None))
    waiting = session.exec(query.order_by(col(Extension.asked_on), col(Extension.id))).first()
    if waiting is None:
        return _date_to_extend(desk, task, None)
    [asked_about] = dated_deadlines(session, [session.get_one(Deadline, waiting.deadline_id)])
    return asked_about


def _state(
    desk: Desk, task: StandingTask, dated: DatedDeadline, row: Extension, unit: str | None = None
) -> ExtensionState:
    parts = Parts(desk.rows).of(task.id, row.decided_on or row.asked_on)
    shared = tuple(part.name for part in parts if part.role != "participating" and not part.whole)
    return ExtensionState(task.key, unit, dated.original, dated.current, row.wished, dated.count, shared)
