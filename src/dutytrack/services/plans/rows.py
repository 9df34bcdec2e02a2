"""Rows of the ledger made from a plan as it was read; importing writes them, amending brings them up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask, PlanDeadline, PlanIndicator
from dutytrack.domain.progress.cadence import duty_days
from dutytrack.domain.progress.duties import asks_for_report
from dutytrack.services.desk import row_id
from dutytrack.services.plans.documents import JSON_MEDIA_TYPE, DocumentText, text_digest
from dutytrack.services.plans.units import PlanUnits
from dutytrack.store.tables.plans import (
    Assignment,
    Deadline,
    Duty,
    Indicator,
    Occurrence,
    Phase,
    Plan,
    SourceDocument,
    Task,
    Unit,
)

_FIGURE = ("name", "op", "value", "max", "unit", "due", "freq", "text")
"""What an indicator's row has in common with what was read."""


def source_row(session: Session, document: DocumentText) -> SourceDocument:
    """The document's row, shared by the plans of a compilation."""
    query = select(SourceDocument).where(
        col(SourceDocument.sha256) == document.data_sha256, col(SourceDocument.name) == document.name
    )
    row = session.exec(query).first()
    if row is None:
        row = SourceDocument(
            name=document.name,
            media_type=document.media_type,
            text=document.text,
            sha256=document.data_sha256,
            text_sha256=text_digest(document.text),
        )
        session.add(row)
        session.flush()
    return row


def lines_in(lines: tuple[int, int], source: SourceDocument) -> tuple[int, int] | tuple[None, None]:
    """``lines``, where they count in the text that is stored; a reading in JSON counts those of another document."""
    return (None, None) if source.media_type == JSON_MEDIA_TYPE else lines


def task_row(plan: Plan, number: int, task: ParsedTask, source: SourceDocument) -> Task:
    """A row for ``task``, the plan's ``number``-th by order of first reading."""
    return Task(key=f"{plan.code}-{number}", plan_id=plan.id, number=number, **task_words(task, source))


def task_words(task: ParsedTask, source: SourceDocument) -> dict[str, Any]:
    """What a task's own row says of ``task`` as it stands in ``source``, by column."""
    first, last = lines_in(task.lines, source)
    return {
        "ref": task.ref,
        "label": task.label,
        "section": list(task.section),
        "title": task.title,
        "text": task.text,
        "units_raw": task.units_raw,
        "leader": "、".join(task.leader) or None,
        "first_line": first,
        "last_line": last,
        "spans": None if first is None else _spans(task),
        "problems": [
            {"code": one.code, "line": one.line, "field": one.field, "facts": dict(one.facts)} for one in task.problems
        ],
    }


def _spans(task: ParsedTask) -> dict[str, list[list[int]]]:
    return {kind: [[one.line, one.start, one.end] for one in found] for kind, found in task.spans.items() if found}


def plan_parts(plan: Plan, parsed: ParsedPlan) -> Iterator[SQLModel]:
    """Rows of the plan as a whole: its stages and its own indicators."""
    for position, phase in enumerate(parsed.phases):
        yield Phase(plan_id=row_id(plan), position=position, title=phase.title, start=phase.start, end=phase.end)
    for position, indicator in enumerate(parsed.indicators):
        yield indicator_row(indicator, position, plan_id=row_id(plan), task_id=None)


def deadline_row(task_id: int, position: int, deadline: PlanDeadline) -> Deadline:
    """A row for ``deadline``."""
    day, precision, text = deadline.date, deadline.precision, deadline.text
    return Deadline(task_id=task_id, position=position, date=day, precision=precision, text=text)


def assignment_rows(task_id: int, task: ParsedTask, units: dict[str, Unit]) -> Iterator[Assignment]:
    """One row a unit and role; a unit printed twice in one role, under whatever name, counts once."""
    for role in ROLES:
        seen: set[int] = set()
        for mention in task.units(role):
            unit_id = row_id(units[mention.name])
            if unit_id not in seen:
                seen.add(unit_id)
                yield Assignment(task_id=task_id, unit_id=unit_id, role=role, position=len(seen) - 1, raw=mention.raw)


def indicator_row(indicator: PlanIndicator, position: int, *, plan_id: int | None, task_id: int | None) -> Indicator:
    """A row for ``indicator``, of a task or of a plan as a whole."""
    return Indicator(plan_id=plan_id, task_id=task_id, position=position, **figure_words(indicator))


def figure_words(indicator: PlanIndicator) -> dict[str, Any]:
    """What an indicator's row says of ``indicator``, by column."""
    return {column: getattr(indicator, column) for column in _FIGURE}


def duties_of(
    task_id: int, task: ParsedTask, plan: ParsedPlan, *, known: date
) -> Iterator[tuple[Duty, tuple[date, ...]]]:
    """The task's recurring duties with the days they fall due, from the plan's start or issue, the later, to its end.

    The last time of a duty to report may be after it.

    Nobody could meet what fell due before the plan was there to be read: one that says neither when it starts nor when
    it was issued counts from the day on which it was first ``known``. One that does not say when it ends does so for
    each task with the last of its own dates; where it has none either, there is none, for a duty without an end can't
    be laid out.
    """
    start = max((day for day in (plan.period.start, plan.issued) if day is not None), default=known)
    end = plan.period.end or max((one.date for one in task.deadlines if one.date is not None), default=None)
    for recurrence in task.recurring:
        days: tuple[date, ...] = ()
        if end is not None:
            often = recurrence.freq, recurrence.interval, recurrence.text
            is_report = asks_for_report(recurrence.text, f"{task.title}\n{task.text}")
            days = duty_days(*often, start=start, end=end, is_report=is_report)
        duty = Duty(task_id=task_id, freq=recurrence.freq, interval=recurrence.interval, text=recurrence.text)
        yield duty, days


def write_tasks(
    session: Session,
    rows: Sequence[Task],
    named: PlanUnits,
    plan: ParsedPlan,
    besides: Iterable[SQLModel] = (),
    *,
    today: date,
) -> None:
    """Write new ``rows`` for the tasks of ``named`` with all their parts, and ``besides`` with those parts.

    Recurring duties are laid out over the period of ``plan``.
    """
    session.add_all(rows)
    session.flush()
    session.add_all(besides)
    duties: list[tuple[Duty, tuple[date, ...]]] = []
    for row, task in zip(rows, named.tasks, strict=True):
        own = row_id(row)
        session.add_all(assignment_rows(own, task, named.by_name))
        session.add_all(deadline_row(own, position, one) for position, one in enumerate(task.deadlines))
        figures = enumerate(task.indicators)
        session.add_all(indicator_row(one, position, plan_id=None, task_id=own) for position, one in figures)
        duties += duties_of(own, task, plan, known=today)
    session.add_all(duty for duty, _days in duties)
    session.flush()
    session.add_all(
        Occurrence(duty_id=row_id(duty), task_id=duty.task_id, due=day) for duty, days in duties for day in days
    )
