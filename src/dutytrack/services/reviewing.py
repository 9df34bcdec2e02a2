"""From an accepted review to the ledger: the plan is imported as it was accepted, and what was corrected is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from dutytrack.domain.plan import ROLES, ParsedPlan, ParsedTask
from dutytrack.domain.problems import Problem
from dutytrack.domain.review import Correction as ReviewCorrection
from dutytrack.domain.review import Review, begin, is_likely_misprint, likely_offers
from dutytrack.services.amending import amend_plan
from dutytrack.services.decisions import Decisions
from dutytrack.services.desk import Desk
from dutytrack.services.differences import AmendedBy, naming_day
from dutytrack.services.documents import JSON_MEDIA_TYPE, DocumentText, ReadPlan
from dutytrack.services.errors import NothingAcceptedError, PartlyAmendedError
from dutytrack.services.importing import PlanAlreadyThere, TasksAdded, find_same_plan, import_plan
from dutytrack.services.intake import PlanFile
from dutytrack.services.lookup import find_plan
from dutytrack.services.planrows import lines_in, source_row, task_row, write_tasks
from dutytrack.services.planunits import LEDGER_DOUBTS, units_of_plan, with_unit_problems
from dutytrack.services.taking_in import Written, amended_by, concluded
from dutytrack.services.unitregister import UnitRegister
from dutytrack.store.engine import driver_connection
from dutytrack.store.reading.corrections import renamed_units
from dutytrack.store.supervision import Correction
from dutytrack.store.tables import Plan, SourceDocument, Task


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that is accepted, with the document it is of."""

    review: Review
    document: DocumentText
    chosen: Collection[int] | None = None
    """The ids of the drafts that are accepted; all where ``None``."""


def begin_reviews(file: PlanFile, desk: Desk | None = None) -> list[Review]:
    """A review for each plan of ``file``.

    With the ``desk`` of a ledger, names that were corrected in its reviews are corrected again, and the units that
    importing would doubt are doubts of the review; nothing is written.
    """
    source = () if file.document.media_type == JSON_MEDIA_TYPE else file.document.text.split("\n")
    if desk is None:
        return [begin(plan, source) for plan in file.plans]
    ledger = driver_connection(desk.session.connection())
    reviews = []
    for plan in file.plans:
        mended = begin(plan, source, offers=likely_offers(renamed_units(ledger, plan.jurisdiction))).accept().plan
        reviews.append(begin(with_unit_problems(desk.session, mended, today=desk.today), source))
    return reviews


def _without_told(plan: ParsedPlan) -> ParsedPlan:
    """``plan`` without the doubts of units that ``begin_reviews`` had from the ledger; importing tells them anew."""
    return replace(plan, tasks=tuple(replace(task, problems=_own_problems(task)) for task in plan.tasks))


def _own_problems(task: ParsedTask) -> tuple[Problem, ...]:
    names = {mention.name for role in ROLES for mention in task.units(role)}
    return tuple(
        one
        for one in task.problems
        if one.code not in LEDGER_DOUBTS and not (one.code == "mended-misprint" and one.facts.get("raw") in names)
    )


def amended_by_review(desk: Desk, reviewed: Reviewed, decisions: Decisions) -> AmendedBy | None:
    """What accepting the whole of ``reviewed`` would change of a plan of the ledger; ``None`` for a new one.

    Raises:
        PlanNotFoundError: ``decisions.amends`` is no plan's code.
    """
    return amended_by(desk, ReadPlan(reviewed.review.accept().plan, reviewed.document), decisions)


def write_review(desk: Desk, reviewed: Reviewed, decisions: Decisions) -> Written:
    """Write the tasks of ``reviewed`` that are chosen, and what was corrected in them.

    Where the ledger holds the plan from the same text, the tasks that it lacks are added under the next numbers; a
    plan that this is a later text of is amended.

    Raises:
        NothingAcceptedError: no task is left.
        PartlyAmendedError: a later text, of which not all tasks are chosen.
        BadPlanCodeError, PlanCodeTakenError, PlanNotFoundError: a code can't be used.
    """
    accepting = _Accepting(desk, reviewed)
    there = accepting.there()
    if there is not None and there.same_text:
        return accepting.add_missing(there)
    amended = amended_by_review(desk, reviewed, decisions)
    if amended is not None:
        return accepting.amend(amended, decisions)
    if there is not None and not decisions.as_new:
        return Written(there)
    return concluded(desk, accepting.import_new(decisions.code), decisions)


class _Accepting:
    """One accepted review on its way into the ledger."""

    def __init__(self, desk: Desk, reviewed: Reviewed) -> None:
        self.desk, self.session, self.reviewed = desk, desk.session, reviewed
        accepted = reviewed.review.accept(reviewed.chosen)
        self.plan, self.corrections = _without_told(accepted.plan), accepted.corrections
        self.read = ReadPlan(self.plan, reviewed.document)
        if not self.plan.tasks:
            raise NothingAcceptedError(reviewed.document.name)

    def there(self) -> PlanAlreadyThere | None:
        """The ledger's plan that this is, by its reading or as accepted."""
        document = self.reviewed.document
        return find_same_plan(self.session, parsed=self.reviewed.review.read, document=document) or find_same_plan(
            self.session, parsed=self.plan, document=document
        )

    def import_new(self, code: str | None) -> Written:
        """Import it as a new plan."""
        imported = import_plan(
            self.session, parsed=self.plan, document=self.reviewed.document, code=code, today=self.desk.today
        )
        plan = find_plan(self.session, imported.code)
        return Written(imported, self._keep(plan, self.corrections, _rows(self.session, plan)))

    def amend(self, amended: AmendedBy, decisions: Decisions) -> Written:
        """Amend the plan that it is a later text of."""
        if self.reviewed.chosen is not None:
            raise PartlyAmendedError(amended.code)
        if amended.difference.is_empty:
            return Written(PlanAlreadyThere(amended.code, amended.title, amended.source, same_text=False))
        result = amend_plan(self.desk, self.read, code=amended.code, on=decisions.on, leave=decisions.leave)
        plan = find_plan(self.session, result.code)
        by_words = {(row.ref, row.title): row for row in _rows(self.session, plan)}
        rows = [by_words.get((task.ref, task.title)) for task in self.plan.tasks]
        return Written(result, self._keep(plan, self.corrections, rows))

    def add_missing(self, there: PlanAlreadyThere) -> Written:
        """Add the tasks that the plan in the ledger lacks."""
        plan = find_plan(self.session, there.code)
        source = source_row(self.session, self.reviewed.document)
        places = _missing(self.session, plan, self.plan, source)
        if not places:
            return Written(there)
        more = replace(self.plan, tasks=tuple(self.plan.tasks[place] for place in places))
        rows = self._add_tasks(plan, more, source)
        moved = [replace(one, place=places.index(one.place)) for one in self.corrections if one.place in set(places)]
        return Written(TasksAdded(plan.code, plan.title, there.source, len(rows)), self._keep(plan, moved, rows))

    def _add_tasks(self, plan: Plan, more: ParsedPlan, source: SourceDocument) -> Sequence[Task]:
        first = max((row.number for row in _rows(self.session, plan)), default=0) + 1
        named = units_of_plan(UnitRegister(self.session, plan.jurisdiction or ""), more, today=self.desk.today)
        rows = [task_row(plan, number, task, source) for number, task in enumerate(named.tasks, start=first)]
        write_tasks(self.session, rows, named, more)
        return rows

    def _keep(self, plan: Plan, corrections: Sequence[ReviewCorrection], rows: Sequence[Task | None]) -> int:
        """Keep ``corrections`` beside the tasks they are about; misprinted names become names of the right units."""
        for one in corrections:
            row = None if one.place is None else rows[one.place]
            self.session.add(
                Correction(
                    plan_id=plan.id,
                    task_id=None if row is None else row.id,
                    field=one.field,
                    raw=one.raw,
                    accepted=one.accepted,
                    line=one.line,
                )
            )
        self._keep_misprints(plan, corrections)
        self.session.flush()
        return len(corrections)

    def _keep_misprints(self, plan: Plan, corrections: Sequence[ReviewCorrection]) -> None:
        """A name that is no unit's, by plan and register, and looks like the one it became, means that unit."""
        renamed = [one for one in corrections if one.field in ROLES and one.raw and one.accepted]
        used = {mention.name for task in self.plan.tasks for role in ROLES for mention in task.units(role)}
        wrong = [one for one in renamed if one.raw not in used and is_likely_misprint(one.raw, one.accepted)]
        if not wrong:
            return
        register = UnitRegister(self.session, plan.jurisdiction or "")
        on = naming_day(self.plan, self.desk.today)
        for one in wrong:
            unit = register.find(one.accepted, on=on)
            if unit is not None and register.matcher.identity(one.raw, on=on) is None:
                register.add_names(unit, (one.raw,), kind="misprint")


def _rows(session: Session, plan: Plan) -> Sequence[Task]:
    return session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.number))).all()


def _missing(session: Session, plan: Plan, parsed: ParsedPlan, source: SourceDocument) -> list[int]:
    """The places of the tasks that the plan has neither by number and title nor by number and lines."""
    rows = _rows(session, plan)
    titled = {(row.ref, row.title) for row in rows}
    placed = {(row.ref, row.first_line, row.last_line) for row in rows if row.first_line is not None}

    def is_there(task: ParsedTask) -> bool:
        return (task.ref, task.title) in titled or (task.ref, *lines_in(task.lines, source)) in placed

    return [place for place, task in enumerate(parsed.tasks) if not is_there(task)]
