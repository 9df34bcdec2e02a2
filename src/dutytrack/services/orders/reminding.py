"""Reminders (催办): one a unit and period, for everything it owes; the office's asking is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlmodel import col, select

from dutytrack.domain.dates import period_of
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.book import Reason
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk, EmptyFieldError, row_id
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.reading.reminders import ToAsk, asked_for_in, nobody_to_ask, reminded_in, tasks_to_ask, times_asked
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.supervision import Reminder, ReminderTask


class AlreadyRemindedError(DutyTrackError):
    """A unit is asked once in a period."""

    def __init__(self, unit: str, period: str, on: date) -> None:
        template = _("{unit} was reminded on {on} already, in {period}; one reminder a period is all a unit gets")
        super().__init__(template, unit=unit, period=period, on=on)


@dataclass(frozen=True, slots=True)
class Asking:
    """A reminder to be written."""

    on: date
    text: str = ""
    period: str | None = None
    """What it counts for; else what the ledger's setting ``reminder_period`` makes of its day."""


@dataclass(frozen=True, slots=True)
class UnitReminder:
    """A reminder to a unit."""

    unit: str
    period: str
    on: date
    asked: tuple[ToAsk, ...]
    times: int
    """How often the unit has been reminded this year, this one counted in."""
    left_out: tuple[str, ...] = ()
    """The keys of what else it owes: the query leaves it out, and it can't be asked for in this period any more."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A unit that owes something and was asked in this period already."""

    unit: str
    on: date
    """The day it was asked."""
    tasks: int
    unasked: tuple[str, ...] = ()
    """The keys of those of them that it was not asked for then."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a round of reminders came to."""

    period: str
    on: date
    made: tuple[UnitReminder, ...]
    left_alone: tuple[LeftAlone, ...]
    nobody: tuple[str, ...] = ()
    """The keys of the tasks that no unit answers for."""


def remind(desk: Desk, on: date, *, query: Query | str = "", text: str = "") -> Reminded:
    """Remind every unit that owes something among the tasks of ``query``, once for all of it.

    Who was asked in the same period already (the ledger's setting ``reminder_period``) is left alone.

    Raises:
        QueryError: the query can't be understood.
        FutureDateError: the day has not come.
    """
    desk.check_has_come(on)
    connection = desk.rows
    period = period_of(on, get_setting(connection, "reminder_period"))
    wanted, owed = tasks_to_ask(desk.look(on), query), _owed(desk, on)
    before, asked_for = reminded_in(connection, period), asked_for_in(connection, period)
    times, labels = times_asked(connection, as_of=on), unit_labels(connection)
    made: list[UnitReminder] = []
    left: list[LeftAlone] = []
    for unit_id, asks in groupby(wanted, key=lambda ask: ask.unit_id):
        asked = tuple(asks)
        if unit_id in before:
            unasked = tuple(ask.key for ask in asked if ask.task_id not in asked_for.get(unit_id, ()))
            left.append(LeftAlone(labels[unit_id], before[unit_id], len(asked), unasked))
            continue
        left_out = tuple(key for key in owed[unit_id] if key not in {ask.key for ask in asked})
        made.append(UnitReminder(labels[unit_id], period, on, asked, times.get(unit_id, 0) + 1, left_out))
        reminder = Reminder(unit_id=unit_id, period=period, on=on, text=text.strip())
        _write(desk, reminder, {ask.task_id: ask.why for ask in asked})
    return Reminded(period, on, tuple(made), tuple(left), tuple(nobody_to_ask(desk.look(on), query)))


def _owed(desk: Desk, on: date) -> Mapping[int, list[str]]:
    """The keys of all that each unit is to be asked for on a day, whatever is asked about."""
    owed = defaultdict[int, list[str]](list)
    for ask in tasks_to_ask(desk.look(on), ""):
        owed[ask.unit_id].append(ask.key)
    return owed


def remind_unit(desk: Desk, unit: str, tasks: Mapping[str, str | Reason], asking: Asking) -> str:
    """Remind one unit of ``tasks`` (why, by the task's key), however they stand; the period.

    Raises:
        EmptyFieldError: no task is named.
        FutureDateError: the day has not come.
        AlreadyRemindedError: the unit was asked in the period already.
    """
    if not tasks:
        raise EmptyFieldError("tasks")
    on, session = asking.on, desk.session
    desk.check_has_come(on)
    found = [(find_task(desk, key), why) for key, why in tasks.items()]
    asked, *_others = [unit_with_part(desk, task, unit, on=on) for task, _why in found]
    period = asking.period or period_of(on, get_setting(desk.rows, "reminder_period"))
    query = select(Reminder).where(col(Reminder.unit_id) == asked.id, col(Reminder.period) == period)
    before = session.exec(query).first()
    if before is not None:
        raise AlreadyRemindedError(asked.name, period, before.on)
    reminder = Reminder(unit_id=asked.id, period=period, on=on, text=asking.text.strip())
    _write(desk, reminder, {task.id: why for task, why in found})
    return period


def _write(desk: Desk, reminder: Reminder, asked: Mapping[int, str | Reason]) -> None:
    """Write ``reminder`` with the tasks it asks for, and why each."""
    desk.session.add(reminder)
    desk.session.flush()
    asking = row_id(reminder)
    for task, why in asked.items():
        row = ReminderTask(reminder_id=asking, task_id=task)
        if isinstance(why, Reason):
            row.reason = why._asdict()
        else:
            row.why = why
        desk.session.add(row)
