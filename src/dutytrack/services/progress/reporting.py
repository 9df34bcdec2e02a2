"""Progress reports (进展反馈): what a unit says of its part in a task, one at a time or thousands in one command."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dutytrack.services.desk import Desk, row_id
from dutytrack.services.progress.duties import Duties
from dutytrack.services.progress.errors import EmptyReportError, PercentRangeError
from dutytrack.services.progress.evidence import StoredFile, attach
from dutytrack.services.progress.figures import Figure, Meant, indicator_of, indicators_of
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.members import hand_in_with_members, members_of
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_allowed, check_day
from dutytrack.store.facts.kept import facts_of
from dutytrack.store.reading.standing import Occurrence, Part, Parts, StandingTask, answers_for, task_called
from dutytrack.store.tables.plans import Action, Indicator
from dutytrack.store.tables.supervision import Measurement, ProgressReport

_ALL = 100


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report as it comes in."""

    key: str
    on: date
    unit: str | None = None
    """By any name it goes by; ``None``: the one that answers first."""
    percent: float | None = None
    figures: tuple[Figure, ...] = ()
    text: str = ""
    problem: str | None = None
    next_step: str | None = None
    by: str | None = None
    files: tuple[StoredFile, ...] = ()
    occurrence: date | None = None
    """The day of the recurring duty that was done; ``None``: of a duty to report the one whose window holds ``on``."""
    which: str | None = None
    """Which of several recurring duties of that day, by its words or as ``#2``."""
    duty_done: bool = False
    """Whether the recurring duty whose window holds ``on`` was done, and not only reported on."""


@dataclass(frozen=True, slots=True)
class ReportedProgress:
    """A report that was written down."""

    id: int
    key: str
    title: str
    unit: str
    on: date
    percent: float | None
    measured: tuple[tuple[str, float], ...]
    """Each indicator's name with its actual value."""
    met: date | None
    """The day of the recurring duty that it meets."""
    left: date | None = None
    """The day of a recurring duty that a report alone does not meet."""
    outstanding: date | None = None
    """An earlier time of the duty it meets that is still to be done."""
    by_figures: float | None = None
    """How far the task is by its figures, where they prevail over the percentage reported."""
    met_before: date | None = None
    """Since when the duty it meets counts as met, by what enough other members of the collective had said."""
    of_member: bool = False
    """It is met for that member alone, for each meets it by itself."""
    handed_in: date | None = None
    """The day on which it made up the share of members that are done, so that the task is handed in."""

    @property
    def made_up(self) -> bool:
        """Whether the duty it meets had been missed by then."""
        return self.met is not None and self.met < self.on


@dataclass(frozen=True, slots=True)
class _Taken:
    new: NewReport
    task: StandingTask
    unit: Part
    measured: tuple[tuple[Meant, float], ...]
    duty: Occurrence | None
    left: Occurrence | None
    """A recurring duty to do something, which it leaves to be done."""
    row: ProgressReport
    outstanding: date | None = None
    is_member: bool = False
    """The unit is one of the members through which a collective answers first."""


def report_progress(desk: Desk, report: NewReport) -> ReportedProgress:
    """Write one report, and say how far its task is where figures prevail over its percentage; see ``report_all``."""
    done = report_all(desk, (report,))[0]
    return replace(done, by_figures=_by_figures(desk, done)) if done.percent is not None else done


def _by_figures(desk: Desk, done: ReportedProgress) -> float | None:
    """How far the task of a report is by its figures; ``None`` where nothing was measured, or not all of it."""
    task = find_task(desk, done.key)
    if not indicators_of(desk.session, task.id, done.on):
        return None
    desk.session.flush()
    facts = facts_of(desk.rows, task.id, done.on)
    return facts["progress"] if facts["figures_total"] else None


def report_all(desk: Desk, reports: Iterable[NewReport]) -> tuple[ReportedProgress, ...]:
    """Write ``reports``, all of them or, where one can't be, none.

    One of a unit that does not answer for its task stands beside: it takes nothing up, and meets no recurring duty.

    Raises:
        PercentRangeError: the percentage lies outside of 0 to 100.
        UnknownIndicatorError, SeveralIndicatorsError, FigureError: a figure is of no indicator of the task.
        OccurrenceNotFoundError, OccurrenceMetError: the recurring duty named can't be met.
        EmptyReportError: there is neither percentage nor figure nor text.
    """
    intake = ReportIntake(desk)
    for report in reports:
        intake.take(report)
    return intake.write()


class ReportIntake:
    """Takes reports one by one, so that a caller can name each that can't be taken, and writes them together."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows = desk.rows
        self._tasks: dict[str, StandingTask] = {}
        self._parts = Parts(self._rows)
        self._duties = Duties(self._rows)
        self._indicators: dict[tuple[int, date], list[Indicator]] = {}
        self._taken: list[_Taken] = []

    def take(self, new: NewReport) -> None:
        """Check ``new``; nothing is written yet. Raises what ``report_all`` does."""
        task = self._task(new.key)
        _check_content(task.key, new)
        check_day(self._desk, task, new.on)
        check_allowed(self._rows, task, "reported", new.on)
        unit = unit_with_part(self._desk, task, new.unit, on=new.on, among=self._parts)
        measured = tuple((self._indicator(task, figure, new.on), figure.value) for figure in new.figures)
        moves = unit.first or answers_for(self._rows, task.id, unit.id, new.on)
        member = unit.id if unit in members_of(self._parts.of(task.id, new.on)) else None
        duty, left = self._duty(task, new, member) if moves else (None, None)
        row = ProgressReport(
            task_id=task.id,
            unit_id=unit.id,
            occurrence_id=duty.id if duty else None,
            on=new.on,
            percent=new.percent,
            text=new.text.strip(),
            problem=new.problem or None,
            next_step=new.next_step or None,
            by=new.by or None,
        )
        outstanding = self._duties.outstanding(task, duty, member) if duty is not None else None
        is_member = member is not None
        self._taken.append(_Taken(new, task, unit, measured, duty, left, row, outstanding, is_member=is_member))

    def write(self) -> tuple[ReportedProgress, ...]:
        """Write everything taken so far, in the order taken."""
        taken, self._taken = self._taken, []
        self._desk.session.add_all(one.row for one in taken)
        self._desk.session.flush()
        for one in taken:
            self._write_parts(one)
        return tuple(_told(one, self._hand_in(one)) for one in taken)

    def _hand_in(self, one: _Taken) -> date | None:
        """Hand its task in where it says that a member is done, and with that enough of them are."""
        if not (one.unit.first and (one.new.percent or 0) >= _ALL):
            return None
        self._desk.session.flush()
        return hand_in_with_members(self._desk, self._parts, one.task, one.new.on)

    def _write_parts(self, one: _Taken) -> None:
        """What belongs to a report that has its id."""
        if one.duty is not None and not one.duty.reports:
            met = Action(task_id=one.task.id, occurrence_id=one.duty.id, kind="met", on=one.new.on)
            met.unit_id, met.by = one.unit.id, one.new.by or None
            self._desk.session.add(met)
        for meant, value in one.measured:
            self._desk.session.add(
                Measurement(
                    indicator_id=row_id(meant.row),
                    task_id=one.task.id,
                    unit_id=one.unit.id,
                    report_id=one.row.id,
                    on=one.new.on,
                    value=value,
                    year=meant.year,
                )
            )
        if one.new.files:
            attach(self._desk.session, one.new.files, one.row)

    def _task(self, key: str) -> StandingTask:
        wanted = key.strip().upper()
        if wanted not in self._tasks:
            self._tasks[wanted] = task_called(self._rows, wanted) or find_task(self._desk, key)
        return self._tasks[wanted]

    def _duty(
        self, task: StandingTask, new: NewReport, member: int | None
    ) -> tuple[Occurrence | None, Occurrence | None]:
        """The time of a recurring duty that ``new`` meets, which it says was done or answers; and one it leaves."""
        if not new.duty_done and new.occurrence is None and not new.which:
            answered, left = self._duties.answer(task, new.on, member)
            return answered, None if new.figures else left
        return self._duties.meet(task, new.on, new.occurrence, new.which, member=member), None

    def _indicator(self, task: StandingTask, figure: Figure, on: date) -> Meant:
        asked = task.id, on
        if asked not in self._indicators:
            self._indicators[asked] = indicators_of(self._desk.session, *asked)
        return indicator_of(task.key, self._indicators[asked], figure, on)


def _check_content(key: str, new: NewReport) -> None:
    if new.percent is None and not new.figures and not new.text.strip():
        raise EmptyReportError(key)
    if new.percent is not None and not (math.isfinite(new.percent) and 0 <= new.percent <= 100):
        raise PercentRangeError(key, new.percent)


def _told(one: _Taken, handed_in: date | None) -> ReportedProgress:
    measured: Sequence[tuple[str, float]] = [(meant.row.name, value) for meant, value in one.measured]
    met = one.duty.due if one.duty else None
    return ReportedProgress(
        row_id(one.row),
        one.task.key,
        one.task.title,
        one.unit.name,
        one.new.on,
        one.new.percent,
        tuple(measured),
        met,
        one.left.due if one.left else None,
        one.outstanding,
        met_before=one.duty.met_on if one.duty else None,
        of_member=one.is_member,
        handed_in=handed_in,
    )
