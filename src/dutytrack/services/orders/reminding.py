"""Reminders (催办): one a unit and period, for everything it owes; the office's asking is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlmodel import Session, col, select

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.reminder_period import period_of
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.errors import EmptyFieldError, FutureDateError
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.store.file.engine import driver_connection
from dutytrack.store.query.look import Look
from dutytrack.store.reading.reminders import ToAsk, reminded_in, tasks_to_ask, times_asked
from dutytrack.store.reading.settings import rule_pack
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.plans import Task
from dutytrack.store.tables.supervision import Reminder, ReminderTask


class AlreadyRemindedError(DutyTrackError):
    """A unit is asked once in a period."""

    def __init__(self, unit: str, period: str, on: date) -> None:
        template = _("{unit} was reminded on {on} already, in {period}; one reminder a period is all a unit gets")
        super().__init__(template.format(unit=unit, period=period, on=on))


@dataclass(frozen=True, slots=True)
class UnitReminder:
    """A reminder to a unit."""

    unit: str
    period: str
    on: date
    asked: tuple[ToAsk, ...]
    times: int
    """How often the unit has been reminded this year, this one counted in."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A unit that owes something and was asked in this period already."""

    unit: str
    on: date
    """The day it was asked."""
    tasks: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a round of reminders came to."""

    period: str
    on: date
    made: tuple[UnitReminder, ...]
    left_alone: tuple[LeftAlone, ...]


def remind(session: Session, *, query: Query | str = "", on: date, today: date, text: str = "") -> Reminded:
    """Remind every unit that owes something among the tasks of ``query``, once for all of it.

    Who was asked in the same period already (the ledger's setting ``reminder_period``) is left alone.

    Raises:
        QueryError: the query can't be understood.
        FutureDateError: the day has not come.
    """
    if on > today:
        raise FutureDateError(on, today)
    connection = driver_connection(session.connection())
    period = period_of(on, get_setting(connection, "reminder_period"))
    wanted = tasks_to_ask(Look(connection, on, rule_pack(connection)), query)
    before, times = reminded_in(connection, period), times_asked(connection, as_of=on)
    made: list[UnitReminder] = []
    left: list[LeftAlone] = []
    for unit_id, asks in groupby(wanted, key=lambda ask: ask.unit_id):
        asked = tuple(asks)
        if unit_id in before:
            left.append(LeftAlone(asked[0].unit, before[unit_id], len(asked)))
            continue
        made.append(UnitReminder(asked[0].unit, period, on, asked, times.get(unit_id, 0) + 1))
        _write(session, unit_id, period, on, text, {ask.task_id: ask.why for ask in asked})
    return Reminded(period, on, tuple(made), tuple(left))


def remind_unit(
    session: Session,
    *,
    unit: str,
    tasks: Mapping[str, str],
    on: date,
    today: date,
    text: str = "",
    period: str | None = None,
) -> str:
    """Remind one unit of ``tasks`` (why, by the task's key), however they stand; the period.

    Raises:
        EmptyFieldError: no task is named.
        TaskNotFoundError, NoPartError: there is no such task, or the unit has no part in it.
        FutureDateError: the day has not come.
        AlreadyRemindedError: the unit was asked in the period already.
    """
    if not tasks:
        raise EmptyFieldError("tasks")
    if on > today:
        raise FutureDateError(on, today)
    found: Sequence[Task] = [find_task(session, key) for key in tasks]
    units = [unit_with_part(session, task, unit, on=on) for task in found]
    of = period or period_of(on, get_setting(driver_connection(session.connection()), "reminder_period"))
    query = select(Reminder).where(col(Reminder.unit_id) == units[0].id, col(Reminder.period) == of)
    before = session.exec(query).first()
    if before is not None:
        raise AlreadyRemindedError(units[0].name, of, before.on)
    assert units[0].id is not None
    asked = {task.id: why for task, why in zip(found, tasks.values(), strict=True) if task.id is not None}
    _write(session, units[0].id, of, on, text, asked)
    return of


def _write(session: Session, unit_id: int, period: str, on: date, text: str, asked: Mapping[int, str]) -> None:
    reminder = Reminder(unit_id=unit_id, period=period, on=on, text=text.strip())
    session.add(reminder)
    session.flush()
    assert reminder.id is not None
    session.add_all(ReminderTask(reminder_id=reminder.id, task_id=task, why=why) for task, why in asked.items())
