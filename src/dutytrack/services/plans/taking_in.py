"""Taking a document in: its plans are held against the ledger, shown, decided about, and written as one command.

    read_plan_files ─▶ PlanFile ─ take_in ─▶ Intake ─ (shown, decided) ─ write ─▶ Written

Command line and dry run, review sheet and screen all go this way; a review differs in what it writes only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.services.desk import Desk
from dutytrack.services.plans.accepting import add_missing, as_meant, keep_corrections, near_typed
from dutytrack.services.plans.amending import AmendedPlan, amend_plan
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.plans.decisions import Decisions
from dutytrack.services.plans.differences import AmendedBy, amended_by
from dutytrack.services.plans.documents import ReadPlan
from dutytrack.services.plans.errors import NothingAcceptedError, PartlyAmendedError
from dutytrack.services.plans.importing import ImportedPlan, PlanAlreadyThere, TasksAdded, find_same_plan, import_plan
from dutytrack.services.plans.units import with_unit_problems
from dutytrack.services.units.naming import refuse_first

Outcome = ImportedPlan | PlanAlreadyThere | AmendedPlan | TasksAdded
"""What became of a plan."""


@dataclass(frozen=True, slots=True)
class PlanIntake:
    """A plan on its way into the ledger."""

    read: ReadPlan
    """What is written."""
    shown: ParsedPlan
    """The plan with what the ledger doubts about its units."""
    known: AmendedBy | PlanAlreadyThere | None
    """The plan of the ledger that it is a later text of, or is; ``None`` where it is new."""

    @property
    def amended(self) -> AmendedBy | None:
        """What it changes of the plan that it is a later text of."""
        return self.known if isinstance(self.known, AmendedBy) else None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing in it to write; a review may have tasks that the plan lacks."""
        if self.amended is not None:
            return self.amended.difference.is_empty
        return self.known is not None and self.read.reviewed is None


@dataclass(frozen=True, slots=True)
class Intake:
    """A document on its way into the ledger, held against what is there."""

    plans: tuple[PlanIntake, ...]
    is_held: bool
    """Whether there was a ledger to hold it against."""

    @property
    def command(self) -> str:
        """What the journal calls its writing."""
        return "amend" if all(plan.amended and plan.read.reviewed is None for plan in self.plans) else "import"

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing in it to write."""
        return all(plan.is_idle for plan in self.plans)

    @property
    def doubtful(self) -> ParsedPlan | None:
        """The first plan that nobody has gone over, and that may be read wrongly in much."""
        read = (plan.read for plan in self.plans if not plan.is_idle and plan.read.reviewed is None)
        return next((one.parsed for one in read if one.parsed.account.doubtful), None)

    def is_over(self, day: date) -> bool:
        """Whether a new plan's period is over on ``day``, so that it may be concluded."""
        return any(plan.known is None and plan.read.parsed.period.is_over(day) for plan in self.plans)


@dataclass(frozen=True, slots=True)
class Written:
    """What writing one plan did."""

    result: Outcome
    corrections: int = 0
    """Corrections of a review that were kept."""
    concluded: bool = False


def take_in(reads: Sequence[ReadPlan], decisions: Decisions, desk: Desk | None = None) -> Intake:
    """Hold the plans of a document against the ledger of ``desk``, where there is one; nothing is written.

    Raises OnePlanError (``decisions`` name one plan, and the document holds several).
    """
    decisions.check_plans(len(reads))
    if desk is None:
        return Intake(tuple(PlanIntake(read, read.parsed, None) for read in reads), is_held=False)
    return Intake(tuple(_held(desk, read, decisions) for read in reads), is_held=True)


def write(desk: Desk, intake: Intake, decisions: Decisions) -> list[Written]:
    """Write what is new in ``intake``, plan by plan.

    Raises BadPlanCodeError, PlanCodeTakenError (the code can't be used), NothingAmendedError (a plan can't be amended
    so), NothingAcceptedError, PartlyAmendedError (a review can't be accepted so).
    """
    meant = (replace(plan, read=as_meant(plan.read, decisions.naming)) for plan in intake.plans)
    return [_concluded(desk, _written(desk, plan, decisions), decisions) for plan in meant]


def _held(desk: Desk, read: ReadPlan, decisions: Decisions) -> PlanIntake:
    known = amended_by(desk, read, decisions) or _there(desk.session, read, decisions)
    if read.reviewed is not None:
        return PlanIntake(read, read.parsed, known)
    return PlanIntake(read, with_unit_problems(desk, read.parsed), known)


def _there(session: Session, read: ReadPlan, decisions: Decisions) -> PlanAlreadyThere | None:
    """The plan of the ledger that ``read`` is, as it was read first or as it is now."""
    looks = (read.parsed,) if read.reviewed is None else (read.reviewed.read, read.parsed)
    found = (find_same_plan(session, parsed=parsed, document=read.document) for parsed in looks)
    same = next((one for one in found if one is not None), None)
    return same if same is not None and (same.same_text or not decisions.as_new) else None


def _written(desk: Desk, plan: PlanIntake, decisions: Decisions) -> Written:
    """Write ``plan``; of a review also what was corrected, and what it adds to the plan that was taken in before."""
    read, reviewed, done = plan.read, plan.read.reviewed, None
    if reviewed is None:
        return Written(_outcome(desk, plan, decisions))
    if not read.parsed.tasks:
        raise NothingAcceptedError(read.document.name)
    if not decisions.naming.new:
        refuse_first(near_typed(desk, read))
    there = _there(desk.session, read, decisions)
    if there is not None and there.same_text:
        read, done = add_missing(desk, read, there)
    elif plan.amended is not None and reviewed.is_part:
        raise PartlyAmendedError(plan.amended.code)
    outcome = done or _outcome(desk, plan, decisions)
    corrections = 0 if isinstance(outcome, PlanAlreadyThere) else keep_corrections(desk, outcome.code, read)
    return Written(outcome, corrections)


def _outcome(desk: Desk, plan: PlanIntake, decisions: Decisions) -> Outcome:
    """Amend, or import, unless the plan is there; one of a compilation may be its neighbour's double."""
    read, amended = plan.read, plan.amended
    if amended is not None and amended.difference.is_empty:
        return PlanAlreadyThere(amended.code, amended.title, amended.source, same_text=False)
    if amended is not None:
        return amend_plan(desk, read, code=amended.code, on=decisions.on, leave=decisions.leave | read.left)
    return _there(desk.session, read, decisions) or import_plan(desk, read.parsed, read.document, code=decisions.code)


def _concluded(desk: Desk, written: Written, decisions: Decisions) -> Written:
    """``written`` with its plan concluded, where it is new, its period is over and that was decided."""
    result = written.result
    if not (decisions.conclude and isinstance(result, ImportedPlan) and result.period_over and result.end):
        return written
    conclude_plan(desk, result.code, result.end)
    return replace(written, concluded=True)
