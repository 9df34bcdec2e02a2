"""Bringing the rows of a task or plan to what a later text says: rows that stay keep their id, and so their history.

A date that moved is the same deadline with another date, a target that was raised the same indicator with another
value: what was met, measured or reported about it stays with it. What the later text leaves out is deleted where
nothing was done about it; the journal keeps every row as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from rapidfuzz import fuzz
from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanDeadline, PlanIndicator
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.plans.rows import deadline_row, duties_of, figure_words, indicator_row
from dutytrack.services.tasks.finding import task_deadlines
from dutytrack.services.tasks.recording import Happening
from dutytrack.store.tables.plans import Action, Deadline, Duty, Indicator, Occurrence, Phase, Plan, Task
from dutytrack.store.tables.supervision import Extension, Measurement, ProgressReport

_Row = TypeVar("_Row")
_Wanted = TypeVar("_Wanted")
LIKE_NAME = 60.0
"""Percent of likeness from which a figure of another name is the same figure reworded."""


def amend_deadlines(desk: Desk, task: Task, wanted: Sequence[PlanDeadline], act: Happening) -> None:
    """Make ``wanted`` the dates of ``task``.

    A date that was met is never moved. Where an extension had moved a deadline, the later text's date counts from the
    amendment on.
    """
    session, rows = desk.session, task_deadlines(desk.session, task.id)
    met = _deadlines_with(session, task, "met")
    extended = _deadlines_with(session, task, "extended")
    pairs, left, added = _matched(rows, wanted, (_same_date, lambda row, _new: row.id not in met))
    for row, deadline in pairs:
        if row.id in extended and row.date != deadline.date:
            moved = Action(task_id=task.id, deadline_id=row.id, kind="extended", on=act.on, by=desk.by, note=act.note)
            moved.to_date = deadline.date
            session.add(moved)
        if row.date != deadline.date:
            row.origin = "document"
        row.date, row.precision, row.text = deadline.date, deadline.precision, deadline.text
        row.position = wanted.index(deadline)
        session.add(row)
    asked = select(Extension.deadline_id).where(col(Extension.task_id) == task.id)
    kept = met | extended | {*session.exec(asked).all()} if left else set()
    for row in left:
        if row.id not in kept:
            session.delete(row)
    for deadline in added:
        session.add(deadline_row(row_id(task), wanted.index(deadline), deadline))


def amend_duties(session: Session, task: Task, wanted: ParsedTask, plan: ParsedPlan, *, today: date) -> None:
    """Make the recurring duties of ``wanted`` those of ``task``, laid out over the period of ``plan``.

    Occurrences that something was done about stay, and with them their duty.
    """
    rows = list(session.exec(select(Duty).where(col(Duty.task_id) == task.id).order_by(col(Duty.id))).all())
    there = session.exec(select(Occurrence).where(col(Occurrence.task_id) == task.id)).all()
    laid = [
        days for _duty, days in duties_of(row_id(task), wanted, plan, known=min([today, *(one.due for one in there)]))
    ]
    pairs, left, added = _matched(rows, wanted.recurring, (_same("freq", "interval"),))
    for row, duty in pairs:
        row.text = duty.text
        session.add(row)
        _lay_out(session, row, laid[wanted.recurring.index(duty)])
    for row in left:
        if not _lay_out(session, row, ()):
            session.delete(row)
    for duty in added:
        row = Duty(task_id=row_id(task), freq=duty.freq, interval=duty.interval, text=duty.text)
        session.add(row)
        session.flush()
        _lay_out(session, row, laid[wanted.recurring.index(duty)])


def amend_figures(
    session: Session, wanted: Sequence[PlanIndicator], *, task_id: int | None = None, plan_id: int | None = None
) -> None:
    """Make ``wanted`` the indicators of a task, or of a whole plan; the measurements of one that is gone go with it."""
    owner = col(Indicator.task_id) == task_id
    if task_id is None:
        owner = (col(Indicator.plan_id) == plan_id) & col(Indicator.task_id).is_(None)
    rows = list(session.exec(select(Indicator).where(owner).order_by(col(Indicator.position))).all())
    same = ("name", "unit", "freq", "due", "op")
    tests = (_same(*same, "value"), _same(*same), _same("name", "unit", "freq"), _same("name", "unit"), _like_figure)
    pairs, left, added = _matched(rows, wanted, tests)
    for row, figure in pairs:
        for name, value in figure_words(figure).items():
            setattr(row, name, value)
        row.position = wanted.index(figure)
        session.add(row)
    for row in left:
        for measured in session.exec(select(Measurement).where(col(Measurement.indicator_id) == row.id)).all():
            session.delete(measured)
        session.flush()
        session.delete(row)
    for figure in added:
        session.add(indicator_row(figure, wanted.index(figure), plan_id=plan_id, task_id=task_id))


def amend_phases(session: Session, plan: Plan, parsed: ParsedPlan) -> None:
    """Make the stages of ``parsed`` those of ``plan``; a text that names none leaves them."""
    if not parsed.phases:
        return
    rows = list(session.exec(select(Phase).where(col(Phase.plan_id) == plan.id).order_by(col(Phase.position))).all())
    for position, phase in enumerate(parsed.phases):
        row = rows[position] if position < len(rows) else Phase(plan_id=row_id(plan), position=position, title="")
        row.title, row.start, row.end = phase.title, phase.start, phase.end
        session.add(row)
    for row in rows[len(parsed.phases) :]:
        session.delete(row)


def _matched(
    rows: Sequence[_Row], wanted: Sequence[_Wanted], tests: Iterable[Callable[[_Row, _Wanted], bool]]
) -> tuple[list[tuple[_Row, _Wanted]], list[_Row], list[_Wanted]]:
    """Pairs that pass a test, strictest test first and in order; the rows left over, and what has no row."""
    pairs: list[tuple[_Row, _Wanted]] = []
    left, added = list(rows), list(wanted)
    for test in tests:
        for new in list(added):
            row = next((row for row in left if test(row, new)), None)
            if row is not None:
                pairs.append((row, new))
                left.remove(row)
                added.remove(new)
    return pairs, left, added


def _same_date(row: Deadline, deadline: PlanDeadline) -> bool:
    return row.date == deadline.date and (row.date is not None or row.text == deadline.text)


def _same(*names: str) -> Callable[[object, object], bool]:
    """A test whether a row is like what was read in the fields of ``names``."""
    return lambda row, new: all(getattr(row, name) == getattr(new, name) for name in names)


def _like_figure(row: Indicator, figure: PlanIndicator) -> bool:
    return row.unit == figure.unit and fuzz.ratio(row.name, figure.name) >= LIKE_NAME


def _deadlines_with(session: Session, task: Task, kind: str) -> set[int | None]:
    query = select(Action.deadline_id).where(col(Action.task_id) == task.id, col(Action.kind) == kind)
    return {deadline_id for deadline_id in session.exec(query).all() if deadline_id is not None}


def _lay_out(session: Session, duty: Duty, days: Iterable[date]) -> bool:
    """Give ``duty`` occurrences on ``days`` and no others but those something was done about; whether it has any."""
    rows = {row.due: row for row in session.exec(select(Occurrence).where(col(Occurrence.duty_id) == duty.id)).all()}
    wanted = set(days)
    acted = _acted_on(session, duty.task_id)
    kept = {day for day, row in rows.items() if day in wanted or row.id in acted}
    for day in rows.keys() - kept:
        session.delete(rows[day])
    for day in sorted(wanted - rows.keys()):
        session.add(Occurrence(duty_id=row_id(duty), task_id=duty.task_id, due=day))
    session.flush()
    return bool(kept | wanted)


def _acted_on(session: Session, task_id: int) -> set[int | None]:
    acts = select(Action.occurrence_id).where(col(Action.task_id) == task_id, col(Action.occurrence_id).is_not(None))
    reports = select(ProgressReport.occurrence_id).where(
        col(ProgressReport.task_id) == task_id, col(ProgressReport.occurrence_id).is_not(None)
    )
    return {*session.exec(acts).all(), *session.exec(reports).all()}
