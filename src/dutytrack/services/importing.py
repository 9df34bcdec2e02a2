"""Import a plan: from what a document says to rows of the ledger, in one command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, SQLModel, and_, col, or_, select

from dutytrack.domain.plan import ROLES, ParsedPlan, ParsedTask, PlanIndicator
from dutytrack.domain.problems import Problem
from dutytrack.domain.recurrence import due_dates
from dutytrack.services.documents import JSON_MEDIA_TYPE, DocumentText, text_digest
from dutytrack.services.plancodes import choose_code
from dutytrack.services.summary import is_over
from dutytrack.services.units import UnitRegister
from dutytrack.store.tables import (
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


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What an import wrote."""

    code: str
    title: str | None
    source: str
    tasks: int
    units: int
    """Units named by the plan."""
    new_units: int
    deadlines: int
    occurrences: int
    problems: int
    period_over: bool
    """The plan's period was over on the day of the import: it may be concluded."""
    end: date | None


@dataclass(frozen=True, slots=True)
class PlanAlreadyThere:
    """The ledger holds this plan already; nothing was written."""

    code: str
    title: str | None
    source: str
    same_text: bool
    """The document's text is the same; else title, place and period are."""


def import_plan(
    session: Session, *, parsed: ParsedPlan, document: DocumentText, code: str | None, today: date
) -> ImportedPlan:
    """Write ``parsed`` and the document it was read from.

    ``code`` names the plan, ``None`` makes a code from its place and year. The caller asks ``find_same_plan``
    first. ``today`` counts where the plan gives no date of its own.

    Raises:
        BadPlanCodeError, PlanCodeTakenError: ``code`` can't be used.
    """
    source = _source_row(session, document)
    plan = _write_plan(session, parsed, source, choose_code(session, parsed, code))
    register = UnitRegister(session, parsed.jurisdiction or "")
    tasks = [_task_row(plan, number, task, source) for number, task in enumerate(parsed.tasks, start=1)]
    session.add_all(tasks)
    units = register.resolve(_unit_names(parsed.tasks), on=parsed.period.start or parsed.issued or today)
    session.add_all(_plan_parts(plan, parsed))
    duties: list[tuple[Duty, tuple[date, ...]]] = []
    for row, task in zip(tasks, parsed.tasks, strict=True):
        session.add_all(_task_parts(_id(row), task, units))
        duties += _duties(_id(row), task, parsed)
    occurrences = _write_duties(session, duties)
    return ImportedPlan(
        code=plan.code,
        title=plan.title,
        source=document.name,
        tasks=len(tasks),
        units=len({_id(unit) for unit in units.values()}),
        new_units=len(register.created),
        deadlines=sum(len(task.deadlines) for task in parsed.tasks),
        occurrences=occurrences,
        problems=len(parsed.problems) + sum(len(task.problems) for task in parsed.tasks),
        period_over=is_over(parsed, today),
        end=parsed.period.end,
    )


def find_same_plan(session: Session, *, parsed: ParsedPlan, document: DocumentText) -> PlanAlreadyThere | None:
    """The ledger's plan that ``parsed`` is: at the same place of the same text, or of the same title, place and period.

    ``None`` where it is new. Where neither place nor period is known a title proves little, so the tasks' titles
    have to be the same for the most part too.
    """
    digest = text_digest(document.text)
    for plan, source in _plans_alike(session, parsed, digest):
        same_text = source is not None and source.text_sha256 == digest
        if _is_same(session, plan, parsed, same_text=same_text):
            return PlanAlreadyThere(plan.code, plan.title, source.name if source else "", same_text=same_text)
    return None


def _is_same(session: Session, plan: Plan, parsed: ParsedPlan, *, same_text: bool) -> bool:
    """Whether ``plan``, of the same text or the same title, place and period, is ``parsed`` and not its neighbour."""
    if same_text and plan.first_line is not None:
        return plan.first_line == parsed.lines[0]
    known = not same_text and (plan.start or plan.end or plan.jurisdiction)
    return bool(known) or _shares_tasks(session, plan, parsed)


def _plans_alike(session: Session, parsed: ParsedPlan, digest: str) -> Sequence[tuple[Plan, SourceDocument | None]]:
    """Plans of the same title, place and period, and those of the text of ``digest``."""
    titled = and_(
        col(Plan.title).is_not(None),
        col(Plan.title).is_not_distinct_from(parsed.title),
        col(Plan.jurisdiction).is_not_distinct_from(parsed.jurisdiction),
        col(Plan.start).is_not_distinct_from(parsed.period.start),
        col(Plan.end).is_not_distinct_from(parsed.period.end),
    )
    same_text = col(SourceDocument.text_sha256) == digest
    joined = select(Plan, SourceDocument).join(
        SourceDocument, col(Plan.source_id) == col(SourceDocument.id), isouter=True
    )
    return session.exec(joined.where(or_(titled, same_text)).order_by(col(Plan.id))).all()


def _shares_tasks(session: Session, plan: Plan, parsed: ParsedPlan) -> bool:
    stored = set(session.exec(select(Task.title).where(col(Task.plan_id) == plan.id)).all())
    shared = sum(task.title in stored for task in parsed.tasks)
    return shared * 2 > len(parsed.tasks)


def _source_row(session: Session, document: DocumentText) -> SourceDocument:
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


def _write_plan(session: Session, parsed: ParsedPlan, source: SourceDocument, code: str) -> Plan:
    first, last = _lines(parsed.lines, source)
    plan = Plan(
        code=code,
        title=parsed.title,
        issuer=parsed.issuer,
        doc_no=parsed.doc_no,
        issued=parsed.issued,
        jurisdiction=parsed.jurisdiction,
        start=parsed.period.start,
        end=parsed.period.end,
        source_id=source.id,
        first_line=first,
        last_line=last,
    )
    session.add(plan)
    session.flush()
    return plan


def _lines(lines: tuple[int, int], source: SourceDocument) -> tuple[int, int] | tuple[None, None]:
    """``lines``, where they count in the text that is stored; a reading in JSON counts those of another document."""
    return (None, None) if source.media_type == JSON_MEDIA_TYPE else lines


def _task_row(plan: Plan, number: int, task: ParsedTask, source: SourceDocument) -> Task:
    first, last = _lines(task.lines, source)
    return Task(
        key=f"{plan.code}-{number}",
        plan_id=plan.id,
        number=number,
        ref=task.ref,
        label=task.label,
        section=list(task.section),
        title=task.title,
        text=task.text,
        units_raw=task.units_raw,
        leader="、".join(task.leader) or None,
        first_line=first,
        last_line=last,
        problems=[_problem(problem) for problem in task.problems],
    )


def _problem(problem: Problem) -> dict[str, object]:
    """The doubt as stored; its sentence is made when it is shown."""
    return {"code": problem.code, "line": problem.line, "field": problem.field, "facts": dict(problem.facts)}


def _unit_names(tasks: Iterable[ParsedTask]) -> Iterator[str]:
    return (mention.name for task in tasks for role in ROLES for mention in task.units(role))


def _plan_parts(plan: Plan, parsed: ParsedPlan) -> Iterator[SQLModel]:
    """Rows of the plan as a whole: its stages and its own indicators."""
    for position, phase in enumerate(parsed.phases):
        yield Phase(plan_id=_id(plan), position=position, title=phase.title, start=phase.start, end=phase.end)
    for position, indicator in enumerate(parsed.indicators):
        yield _indicator(indicator, position, plan_id=_id(plan), task_id=None)


def _task_parts(task_id: int, task: ParsedTask, units: dict[str, Unit]) -> Iterator[SQLModel]:
    """Rows of one task: who answers for it, by when, and what is counted."""
    yield from _assignments(task_id, task, units)
    for position, deadline in enumerate(task.deadlines):
        yield Deadline(
            task_id=task_id,
            position=position,
            date=deadline.date,
            precision=deadline.precision,
            text=deadline.text,
        )
    for position, indicator in enumerate(task.indicators):
        yield _indicator(indicator, position, plan_id=None, task_id=task_id)


def _assignments(task_id: int, task: ParsedTask, units: dict[str, Unit]) -> Iterator[Assignment]:
    """One row a unit and role; a unit printed twice in one role, under whatever name, counts once."""
    for role in ROLES:
        seen: set[int] = set()
        for mention in task.units(role):
            unit_id = _id(units[mention.name])
            if unit_id not in seen:
                seen.add(unit_id)
                yield Assignment(task_id=task_id, unit_id=unit_id, role=role, position=len(seen) - 1, raw=mention.raw)


def _indicator(indicator: PlanIndicator, position: int, *, plan_id: int | None, task_id: int | None) -> Indicator:
    return Indicator(
        plan_id=plan_id,
        task_id=task_id,
        position=position,
        name=indicator.name,
        op=indicator.op,
        value=indicator.value,
        max=indicator.max,
        unit=indicator.unit,
        due=indicator.due,
        freq=indicator.freq,
        text=indicator.text,
    )


def _duties(task_id: int, task: ParsedTask, plan: ParsedPlan) -> Iterator[tuple[Duty, tuple[date, ...]]]:
    """The task's recurring duties with the days they fall due, from the plan's start up to its end.

    A plan that does not say when it starts or ends gives none: a duty without an end can't be laid out.
    """
    start, end = plan.period.start or plan.issued, plan.period.end
    for recurrence in task.recurring:
        days: tuple[date, ...] = ()
        if start is not None and end is not None:
            days = due_dates(recurrence.freq, recurrence.interval, start=start, end=end)
        duty = Duty(task_id=task_id, freq=recurrence.freq, interval=recurrence.interval, text=recurrence.text)
        yield duty, days


def _write_duties(session: Session, duties: list[tuple[Duty, tuple[date, ...]]]) -> int:
    """Write duties, then their occurrences; returns how many occurrences there are."""
    session.add_all(duty for duty, _days in duties)
    session.flush()
    session.add_all(
        Occurrence(duty_id=_id(duty), task_id=duty.task_id, due=day) for duty, days in duties for day in days
    )
    return sum(len(days) for _duty, days in duties)


def _id(row: Plan | Task | Unit | Duty) -> int:
    """The id a flushed row was given."""
    assert row.id is not None
    return row.id
