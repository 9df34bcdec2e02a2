"""Taking a document in: its plans are held against the ledger, shown, decided about, and written as one command.

    read_plan_files ─▶ PlanFile ─ take_in ─▶ Intake ─ (shown, decided) ─ write ─▶ Written

Command line and dry run, review sheet and screen all go this way; a review differs in what it writes only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from dutytrack.domain.plan import ParsedPlan
from dutytrack.services.amending import AmendedPlan, amend_plan
from dutytrack.services.decisions import Decisions
from dutytrack.services.desk import Desk
from dutytrack.services.differences import AmendedBy, find_amended, plan_difference
from dutytrack.services.documents import DocumentText, ReadPlan
from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere, TasksAdded, find_same_plan, import_plan
from dutytrack.services.intake import PlanFile
from dutytrack.services.plans import conclude_plan
from dutytrack.services.planunits import with_unit_problems
from dutytrack.services.summary import is_over


@dataclass(frozen=True, slots=True)
class PlanIntake:
    """A plan on its way into the ledger."""

    read: ParsedPlan
    """As it was read, which is what is written."""
    shown: ParsedPlan
    """The same with what the ledger doubts about its units."""
    known: AmendedBy | PlanAlreadyThere | None
    """The plan of the ledger that it is a later text of, or is; ``None`` where it is new."""
    is_over: bool

    @property
    def amended(self) -> AmendedBy | None:
        """What it changes of the plan that it is a later text of."""
        return self.known if isinstance(self.known, AmendedBy) else None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing in it to write."""
        return self.known is not None and (self.amended is None or self.amended.difference.is_empty)


@dataclass(frozen=True, slots=True)
class Intake:
    """A document on its way into the ledger, held against what is there."""

    document: DocumentText
    plans: tuple[PlanIntake, ...]
    is_held: bool
    """Whether there was a ledger to hold it against."""

    @property
    def command(self) -> str:
        """What the journal calls its writing."""
        return "amend" if all(plan.amended for plan in self.plans) else "import"

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing in it to write."""
        return all(plan.is_idle for plan in self.plans)

    @property
    def is_over(self) -> bool:
        """Whether a new plan's period is over, so that it may be concluded."""
        return any(plan.is_over and plan.known is None for plan in self.plans)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing one plan did."""

    result: ImportedPlan | PlanAlreadyThere | AmendedPlan | TasksAdded
    corrections: int = 0
    """Corrections of a review that were kept."""
    concluded: bool = False


def take_in(file: PlanFile, decisions: Decisions, *, today: date, session: Session | None = None) -> Intake:
    """Hold the plans of ``file`` against the ledger of ``session``, where there is one; nothing is written.

    Raises:
        OnePlanError: ``decisions`` name one plan, and the document holds several.
        PlanNotFoundError: the plan that is to be amended is not there.
    """
    decisions.check_plans(len(file.plans))
    if session is None:
        plans = [PlanIntake(plan, plan, None, is_over(plan, today)) for plan in file.plans]
    else:
        desk = Desk(session, today)
        plans = [_held(desk, ReadPlan(plan, file.document), decisions) for plan in file.plans]
    return Intake(file.document, tuple(plans), is_held=session is not None)


def amended_by(desk: Desk, read: ReadPlan, decisions: Decisions) -> AmendedBy | None:
    """What ``read`` changes of the plan that it is a later text of, by name or by its looks; ``None`` for a new one.

    Raises:
        PlanNotFoundError: ``decisions.amends`` is no plan's code.
    """
    if decisions.as_new:
        return None
    if decisions.amends is not None:
        return plan_difference(desk.session, code=decisions.amends, parsed=read.parsed, today=desk.today)
    return find_amended(desk.session, parsed=read.parsed, document=read.document, today=desk.today)


def write(desk: Desk, intake: Intake, decisions: Decisions) -> Sequence[Written]:
    """Write what is new in ``intake``, plan by plan.

    Raises:
        BadPlanCodeError, PlanCodeTakenError: the code can't be used.
        NothingAmendedError, FutureDateError, BeforeTaskError, BeforeLastActError: a plan can't be amended so.
    """
    return [_write(desk, plan, ReadPlan(plan.read, intake.document), decisions) for plan in intake.plans]


def concluded(desk: Desk, written: Written, decisions: Decisions) -> Written:
    """``written`` with its plan concluded, where it is new, its period is over and that was decided."""
    result = written.result
    if not (decisions.conclude and isinstance(result, ImportedPlan) and result.period_over and result.end):
        return written
    conclude_plan(desk.session, code=result.code, on=result.end, today=desk.today, by=desk.by)
    return replace(written, concluded=True)


def _write(desk: Desk, plan: PlanIntake, read: ReadPlan, decisions: Decisions) -> Written:
    """Amend, or import, unless the plan is there; one of a compilation may be its neighbour's double."""
    amended = plan.amended
    if amended is not None and plan.is_idle:
        return Written(PlanAlreadyThere(amended.code, amended.title, amended.source, same_text=False))
    if amended is not None:
        return Written(amend_plan(desk, read, code=amended.code, on=decisions.on, leave=decisions.leave))
    there = _there(desk.session, read, decisions)
    if there is not None:
        return Written(there)
    imported = import_plan(
        desk.session, parsed=read.parsed, document=read.document, code=decisions.code, today=desk.today
    )
    return concluded(desk, Written(imported), decisions)


def _there(session: Session, read: ReadPlan, decisions: Decisions) -> PlanAlreadyThere | None:
    same = find_same_plan(session, parsed=read.parsed, document=read.document)
    return same if same is not None and (same.same_text or not decisions.as_new) else None


def _held(desk: Desk, read: ReadPlan, decisions: Decisions) -> PlanIntake:
    plan, today = read.parsed, desk.today
    known = amended_by(desk, read, decisions) or _there(desk.session, read, decisions)
    return PlanIntake(plan, with_unit_problems(desk.session, plan, today=today), known, is_over(plan, today))
