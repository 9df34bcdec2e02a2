"""Bringing the rows of a task or plan to what a later text says: rows that stay keep their id, and so their history.

A date that moved is the same deadline with another date, a target that was raised the same indicator with another
value: what was met, measured or reported about it stays with it. All of it holds from the day of the amendment on: what
was asked before stays beside it, for days before are judged by what the plan said then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from rapidfuzz import fuzz
from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanDeadline, PlanIndicator, PlanRecurrence
from dutytrack.domain.progress.duties import asks_for_report, words_of
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.plans.rows import deadline_row, duties_of, figure_words, indicator_row
from dutytrack.services.tasks.deadlines import printed_date
from dutytrack.services.tasks.finding import task_deadlines
from dutytrack.services.tasks.recording import Happening
from dutytrack.store.tables.plans import Action, Deadline, Duty, Indicator, Occurrence, Phase, Plan, Task
from dutytrack.store.tables.supervision import Extension, ProgressReport

_Row = TypeVar("_Row")
_Wanted = TypeVar("_Wanted")
_JUDGED = ("name", "op", "value", "max", "unit", "due", "freq")
"""What an indicator is judged by; its words and place are those of the last text."""
LIKE_NAME = 60.0
"""Percent of likeness from which a figure of another name is the same figure reworded."""


def amend_deadlines(desk: Desk, task: Task, wanted: Sequence[PlanDeadline], act: Happening) -> None:
    """Make ``wanted`` the dates of ``task`` from the day of ``act`` on.

    A date that was met is never moved, and one that more time was given or asked for is not left out.
    """
    session, rows = desk.session, task_deadlines(desk.session, task.id)
    met = _deadlines_with(session, task, "met")

    def is_met_one(row: Deadline, new: PlanDeadline) -> bool:
        return row.id in met and len(rows) == len(wanted) and rows.index(row) == wanted.index(new)

    def is_moved(row: Deadline, new: PlanDeadline) -> bool:
        return row.id not in met and (row.date is None) == (new.date is None)

    pairs, left, added = _matched(rows, wanted, (_same_date, is_met_one, is_moved))
    for row, deadline in pairs:
        if printed_date(row) != deadline.date and row.id not in met:
            _move(desk, row, deadline.date, act)
        row.precision, row.text, row.position = deadline.precision, deadline.text, wanted.index(deadline)
        session.add(row)
    asked = select(Extension.deadline_id).where(col(Extension.task_id) == task.id)
    kept = met | _deadlines_with(session, task, "extended") | {*session.exec(asked).all()} if left else set()
    for row in left:
        if row.id not in kept:
            row.until = act.on
            session.add(row)
    for deadline in added:
        row = deadline_row(row_id(task), wanted.index(deadline), deadline)
        row.since = act.on
        session.add(row)


def amend_duties(
    session: Session, task: Task, wanted: ParsedTask, plan: ParsedPlan, before: str, *, today: date, on: date
) -> None:
    """Make the recurring duties of ``wanted`` those of ``task``, whose words were ``before``, from a day ``on``.

    They are laid out over the period of ``plan``. What fell due before stays as it was, and so do occurrences that
    something was done about.
    """
    query = select(Duty).where(col(Duty.task_id) == task.id, col(Duty.until).is_(None)).order_by(col(Duty.id))
    rows = list(session.exec(query).all())
    there = session.exec(select(Occurrence).where(col(Occurrence.task_id) == task.id)).all()
    laid = [
        days for _duty, days in duties_of(row_id(task), wanted, plan, known=min([today, *(one.due for one in there)]))
    ]
    alike = _same("freq", "interval")
    words = f"{wanted.title}\n{wanted.text}"
    was_report = {row.id: asks_for_report(row.text, before) for row in rows}

    def is_the_same(row: Duty, new: PlanRecurrence) -> bool:
        return alike(row, new) and was_report[row.id] == asks_for_report(new.text, words)

    pairs, left, added = _matched(rows, wanted.recurring, (is_the_same,))
    for row, duty in pairs:
        row.text = duty.text
        session.add(row)
        _lay_out(session, row, laid[wanted.recurring.index(duty)], on)
    for row in left:
        _lay_out(session, row, (), on)
        row.until, row.text = on, words_of(row.text, before)
        session.add(row)
    for duty in added:
        row = Duty(task_id=row_id(task), freq=duty.freq, interval=duty.interval, text=duty.text)
        session.add(row)
        session.flush()
        _lay_out(session, row, laid[wanted.recurring.index(duty)], on)


def amend_figures(
    session: Session,
    printed: Sequence[PlanIndicator],
    on: date,
    *,
    task_id: int | None = None,
    plan_id: int | None = None,
) -> None:
    """Make ``printed`` the indicators of a task, or of a whole plan, from a day ``on``.

    What was to be reached before stays as it was.
    """
    owner = col(Indicator.task_id) == task_id
    if task_id is None:
        owner = (col(Indicator.plan_id) == plan_id) & col(Indicator.task_id).is_(None)
    query = select(Indicator).where(owner, col(Indicator.until).is_(None)).order_by(col(Indicator.position))
    rows = [row for row in session.exec(query).all() if row.due is None or row.due >= on]
    laid_down = {printed_date(row): row.date for row in task_deadlines(session, task_id) if row.printed}
    wanted = [replace(one, due=laid_down.get(one.due, one.due)) for one in printed if one.due is None or one.due >= on]
    same = ("name", "unit", "freq", "due", "op")
    tests = (_same(*same, "value"), _same(*same), _same("name", "unit", "freq"), _same("name", "unit"), _like_figure)
    pairs, left, added = _matched(rows, wanted, tests)
    for row, figure in pairs:
        _change(row, figure_words(figure), on)
        row.position = wanted.index(figure)
        session.add(row)
    for row in left:
        row.until = on
        session.add(row)
    for figure in added:
        row = indicator_row(figure, wanted.index(figure), plan_id=plan_id, task_id=task_id)
        row.since = on
        session.add(row)


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


def _move(desk: Desk, row: Deadline, day: date | None, act: Happening) -> None:
    """Let a deadline hold on ``day`` from ``act`` on."""
    moved = Action(task_id=row.task_id, deadline_id=row.id, kind="extended", on=act.on, by=desk.by, note=act.note)
    moved.to_date = row.printed = day
    desk.session.add(moved)


def _change(row: Indicator, words: dict[str, Any], on: date) -> None:
    """Make an indicator what ``words`` say of it, by column, from a day ``on``."""
    was = {name: getattr(row, name) for name in words}
    if was == words:
        return
    former = row.former or []
    is_told = any(one["until"] == on.isoformat() for one in former)
    if not is_told and any(was[name] != words[name] for name in _JUDGED):
        told = {name: value.isoformat() if isinstance(value, date) else value for name, value in was.items()}
        row.former = [*former, {"until": on.isoformat(), **told}]
    for name, value in words.items():
        setattr(row, name, value)


def _same_date(row: Deadline, deadline: PlanDeadline) -> bool:
    return printed_date(row) == deadline.date and (deadline.date is not None or row.text == deadline.text)


def _same(*names: str) -> Callable[[object, object], bool]:
    """A test whether a row is like what was read in the fields of ``names``."""
    return lambda row, new: all(getattr(row, name) == getattr(new, name) for name in names)


def _like_figure(row: Indicator, figure: PlanIndicator) -> bool:
    return row.unit == figure.unit and fuzz.ratio(row.name, figure.name) >= LIKE_NAME


def _deadlines_with(session: Session, task: Task, kind: str) -> set[int | None]:
    query = select(Action.deadline_id).where(col(Action.task_id) == task.id, col(Action.kind) == kind)
    return {deadline_id for deadline_id in session.exec(query).all() if deadline_id is not None}


def _lay_out(session: Session, duty: Duty, days: Iterable[date], on: date) -> None:
    """Give ``duty`` from a day ``on`` occurrences on ``days`` and no others but those something was done about."""
    rows = {row.due: row for row in session.exec(select(Occurrence).where(col(Occurrence.duty_id) == duty.id)).all()}
    wanted = {day for day in days if day >= on}
    acted = _acted_on(session, duty.task_id)
    for day, row in rows.items():
        if day >= on and day not in wanted and row.id not in acted:
            session.delete(row)
    for day in sorted(wanted - rows.keys()):
        session.add(Occurrence(duty_id=row_id(duty), task_id=duty.task_id, due=day))
    session.flush()


def _acted_on(session: Session, task_id: int) -> set[int | None]:
    acts = select(Action.occurrence_id).where(col(Action.task_id) == task_id, col(Action.occurrence_id).is_not(None))
    reports = select(ProgressReport.occurrence_id).where(
        col(ProgressReport.task_id) == task_id, col(ProgressReport.occurrence_id).is_not(None)
    )
    return {*session.exec(acts).all(), *session.exec(reports).all()}
