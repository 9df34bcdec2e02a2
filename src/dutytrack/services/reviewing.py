"""From an accepted review to the ledger: the plan is imported as it was accepted, and what was corrected is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from dutytrack.domain.plan import ROLES, ParsedPlan, ParsedTask, UnitMention
from dutytrack.domain.problems import Problem
from dutytrack.domain.review import Accepted, Review, begin, is_likely_misprint, likely_offers
from dutytrack.domain.review import Correction as ReviewCorrection
from dutytrack.services.amending import AmendedPlan, amend_plan
from dutytrack.services.differences import AmendedBy, find_amended, plan_difference
from dutytrack.services.documents import JSON_MEDIA_TYPE, DocumentText
from dutytrack.services.errors import NothingAcceptedError, PartlyAmendedError
from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere, find_same_plan, import_plan
from dutytrack.services.intake import PlanFile
from dutytrack.services.naming import AS_TYPED, Naming, near_names, refuse_first
from dutytrack.services.planrows import duties_of, lines_in, row_id, source_row, task_parts, task_row, write_duties
from dutytrack.services.planunits import units_of_plan, with_unit_problems
from dutytrack.services.uniterrors import NearUnitError
from dutytrack.services.unitregister import UnitRegister
from dutytrack.store.reading.corrections import renamed_units
from dutytrack.store.supervision import Correction
from dutytrack.store.tables import Duty, Plan, SourceDocument, Task

_LEDGER_DOUBTS = frozenset({"near-unit", "former-unit", "unknown-unit"})
"""What only a ledger can doubt."""


@dataclass(frozen=True, slots=True)
class TasksAdded:
    """Tasks of a plan that is in the ledger already, accepted later."""

    code: str
    title: str | None
    tasks: int


@dataclass(frozen=True, slots=True)
class AcceptedReview:
    """What accepting a review wrote."""

    result: ImportedPlan | PlanAlreadyThere | TasksAdded | AmendedPlan
    corrections: int
    """Corrections kept."""


def begin_reviews(
    file: PlanFile, ledger: sqlite3.Connection | None, *, session: Session | None = None, today: date | None = None
) -> list[Review]:
    """A review for each plan of ``file``; names that were corrected in reviews of the ledger are corrected again.

    With a ``session`` its units that importing would doubt are doubts of the review; nothing is written.
    """
    source = () if file.document.media_type == JSON_MEDIA_TYPE else file.document.text.split("\n")
    reviews: list[Review] = []
    for plan in file.plans:
        renamed = [] if ledger is None else renamed_units(ledger, plan.jurisdiction)
        review = begin(plan, source, offers=likely_offers(renamed))
        if session is not None and today is not None:
            review = begin(with_unit_problems(session, review.accept().plan, today=today), source)
        reviews.append(review)
    return reviews


def _without_told(plan: ParsedPlan) -> ParsedPlan:
    """``plan`` without the doubts of units that ``begin_reviews`` had from the ledger; importing tells them anew."""
    return replace(plan, tasks=tuple(replace(task, problems=_own_problems(task)) for task in plan.tasks))


def _own_problems(task: ParsedTask) -> tuple[Problem, ...]:
    names = {mention.name for role in ROLES for mention in task.units(role)}
    return tuple(
        one
        for one in task.problems
        if one.code not in _LEDGER_DOUBTS and not (one.code == "mended-misprint" and one.facts.get("raw") in names)
    )


@dataclass(frozen=True, slots=True)
class Intent:
    """What was said beforehand about the plan that a review is of."""

    code: str | None = None
    """The code of a new plan."""
    amends: str | None = None
    """The plan that it is a later text of; else that is recognised."""
    as_new: bool = False
    """It is a plan of its own, though it is like one that is there."""
    by: str | None = None
    """Who accepts."""


def amended_by(
    session: Session, *, review: Review, document: DocumentText, today: date, intent: Intent
) -> AmendedBy | None:
    """The plan of the ledger that accepting ``review`` would amend, with what would change; ``None`` for a new one.

    Raises:
        PlanNotFoundError: ``intent.amends`` is no plan's code.
    """
    parsed = review.accept().plan
    if intent.amends is not None:
        return plan_difference(session, code=intent.amends, parsed=parsed, today=today)
    if intent.as_new:
        return None
    return find_amended(session, parsed=parsed, document=document, today=today)


def accept_review(
    session: Session,
    *,
    review: Review,
    document: DocumentText,
    today: date,
    intent: Intent | None = None,
    chosen: Collection[int] | None = None,
    naming: Naming = AS_TYPED,
) -> AcceptedReview:
    """Write the tasks of ``review`` (only those of the ids ``chosen``, where given), and what was corrected in them.

    Where the ledger holds the plan from the same text, the tasks that it lacks are added under the next numbers; a
    plan that this is a later text of is amended.

    Raises:
        NothingAcceptedError: no task is left.
        PartlyAmendedError: a later text, of which not all tasks are chosen.
        BadPlanCodeError, PlanCodeTakenError, PlanNotFoundError: a code can't be used.
        NearUnitError: a name that was typed in review is near to a unit's.
    """
    intent = intent or Intent()
    accepted = _as_meant(review.accept(chosen), naming)
    accepted = replace(accepted, plan=_without_told(accepted.plan))
    if not accepted.plan.tasks:
        raise NothingAcceptedError(document.name)
    if not naming.new:
        refuse_first(near_typed(session, review, accepted.plan, today=today))
    there = find_same_plan(session, parsed=review.read, document=document) or find_same_plan(
        session, parsed=accepted.plan, document=document
    )
    if there is not None and there.same_text:
        return _take_in_more(session, there, accepted, document, today)
    amended = amended_by(session, review=review, document=document, today=today, intent=intent)
    if amended is not None:
        if chosen is not None:
            raise PartlyAmendedError(amended.code)
        return _amend(session, amended, accepted, document, today, intent)
    if there is not None and not intent.as_new:
        return AcceptedReview(there, 0)
    imported = import_plan(session, parsed=accepted.plan, document=document, code=intent.code, today=today)
    plan = _plan(session, imported.code)
    return AcceptedReview(imported, _keep(session, plan, accepted, _rows(session, plan), today))


def near_typed(session: Session, review: Review, plan: ParsedPlan, *, today: date) -> Iterator[NearUnitError]:
    """What is to be said of each name typed in ``review`` that is near to a unit's or to another of ``plan``."""
    read = set(review.names())
    names = dict.fromkeys(mention.name for task in plan.tasks for role in ROLES for mention in task.units(role))
    register = UnitRegister(session, plan.jurisdiction or "", trying=True)
    on = plan.issued or plan.period.start or today
    typed = [name for name in names if name not in read]
    return near_names(register, typed, on=on, others=[name for name in names if name in read])


def _as_meant(accepted: Accepted, naming: Naming) -> Accepted:
    """What was accepted, with the names that were typed as they are meant."""
    if not naming.meant:
        return accepted
    tasks = []
    for task in accepted.plan.tasks:
        mended = {role: tuple(_meant(mention, naming) for mention in task.units(role)) for role in ROLES}
        tasks.append(
            replace(task, lead=mended["lead"], responsible=mended["responsible"], participating=mended["participating"])
        )
    corrections = tuple(
        replace(one, accepted=naming.meant.get(one.accepted, one.accepted)) if one.field in ROLES else one
        for one in accepted.corrections
    )
    return Accepted(replace(accepted.plan, tasks=tuple(tasks)), corrections)


def _meant(mention: UnitMention, naming: Naming) -> UnitMention:
    return replace(mention, name=naming.meant.get(mention.name, mention.name))


def _rows(session: Session, plan: Plan) -> Sequence[Task]:
    return session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.number))).all()


def _amend(
    session: Session, amended: AmendedBy, accepted: Accepted, document: DocumentText, today: date, intent: Intent
) -> AcceptedReview:
    if amended.difference.is_empty:
        return AcceptedReview(PlanAlreadyThere(amended.code, amended.title, amended.source, same_text=False), 0)
    result = amend_plan(
        session, code=amended.code, parsed=accepted.plan, document=document, on=today, today=today, by=intent.by
    )
    plan = _plan(session, result.code)
    by_words = {(row.ref, row.title): row for row in _rows(session, plan)}
    rows = [by_words.get((task.ref, task.title)) for task in accepted.plan.tasks]
    return AcceptedReview(result, _keep(session, plan, accepted, rows, today))


def _plan(session: Session, code: str) -> Plan:
    return session.exec(select(Plan).where(Plan.code == code)).one()


def _take_in_more(
    session: Session, there: PlanAlreadyThere, accepted: Accepted, document: DocumentText, today: date
) -> AcceptedReview:
    """The tasks that the plan in the ledger lacks."""
    plan = _plan(session, there.code)
    source = source_row(session, document)
    places = _missing(session, plan, accepted.plan, source)
    if not places:
        return AcceptedReview(there, 0)
    more = replace(accepted.plan, tasks=tuple(accepted.plan.tasks[place] for place in places))
    rows = _add_tasks(session, plan, more, source, today)
    moved = tuple(
        replace(one, place=places.index(one.place)) for one in accepted.corrections if one.place in set(places)
    )
    kept = _keep(session, plan, Accepted(more, moved), rows, today)
    return AcceptedReview(TasksAdded(plan.code, plan.title, len(rows)), kept)


def _missing(session: Session, plan: Plan, parsed: ParsedPlan, source: SourceDocument) -> list[int]:
    """The places of the tasks that the plan has neither by number and title nor by number and lines."""
    rows = _rows(session, plan)
    titled = {(row.ref, row.title) for row in rows}
    placed = {(row.ref, row.first_line, row.last_line) for row in rows if row.first_line is not None}

    def is_there(task: ParsedTask) -> bool:
        return (task.ref, task.title) in titled or (task.ref, *lines_in(task.lines, source)) in placed

    return [place for place, task in enumerate(parsed.tasks) if not is_there(task)]


def _add_tasks(session: Session, plan: Plan, parsed: ParsedPlan, source: SourceDocument, today: date) -> Sequence[Task]:
    last = session.exec(select(Task.number).where(Task.plan_id == plan.id).order_by(col(Task.number).desc())).first()
    named = units_of_plan(UnitRegister(session, plan.jurisdiction or ""), parsed, today=today)
    rows = [task_row(plan, number, task, source) for number, task in enumerate(named.tasks, start=(last or 0) + 1)]
    session.add_all(rows)
    session.flush()
    duties: list[tuple[Duty, tuple[date, ...]]] = []
    for row, task in zip(rows, parsed.tasks, strict=True):
        session.add_all(task_parts(row_id(row), task, named.by_name))
        duties += duties_of(row_id(row), task, parsed)
    write_duties(session, duties)
    return rows


def _keep(session: Session, plan: Plan, accepted: Accepted, rows: Sequence[Task | None], today: date) -> int:
    """Keep the corrections beside the tasks they are about; misprinted names become names of the right units."""
    for one in accepted.corrections:
        row = None if one.place is None else rows[one.place]
        session.add(
            Correction(
                plan_id=plan.id,
                task_id=None if row is None else row.id,
                field=one.field,
                raw=one.raw,
                accepted=one.accepted,
                line=one.line,
            )
        )
    _keep_misprints(session, plan, accepted, today)
    session.flush()
    return len(accepted.corrections)


def _keep_misprints(session: Session, plan: Plan, accepted: Accepted, today: date) -> None:
    """A name that is no unit's, by the plan and by the register, and looks like the one it became, means that unit."""
    renamed = [one for one in accepted.corrections if one.field in ROLES and one.raw and one.accepted]
    used = {mention.name for task in accepted.plan.tasks for role in ROLES for mention in task.units(role)}
    wrong = [one for one in renamed if one.raw not in used and is_likely_misprint(one.raw, one.accepted)]
    if not wrong:
        return
    register = UnitRegister(session, plan.jurisdiction or "")
    on = accepted.plan.issued or accepted.plan.period.start or today
    for one in wrong:
        _keep_misprint(register, one, on)


def _keep_misprint(register: UnitRegister, one: ReviewCorrection, on: date) -> None:
    unit = register.find(one.accepted, on=on)
    if unit is not None and register.matcher.identity(one.raw, on=on) is None:
        register.add_names(unit, (one.raw,), kind="misprint")
