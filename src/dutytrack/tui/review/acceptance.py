"""How the review screen's work reaches the ledger, a plan at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dutytrack.domain.review.model import Review
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.services.desk import Desk
    from dutytrack.services.plans.decisions import Decisions
    from dutytrack.services.plans.documents import DocumentText, ReadPlan
    from dutytrack.services.plans.files import PlanFile
    from dutytrack.services.plans.taking_in import Intake
    from dutytrack.tui.shared.access import LedgerAccess


class About(NamedTuple):
    """What is to be said before a review is written."""

    told: str = ""
    """What it would amend, and names typed that are near to units': a sentence each."""
    is_over: bool = False
    """Whether it has to be asked if the plan is concluded: it is new, and its period is over."""


class Waiting(NamedTuple):
    """A plan that is to be reviewed: of a document, or of one of several in an archive."""

    read: ReadPlan
    place: int
    """From 1."""
    total: int
    """How many there are in all."""

    @property
    def label(self) -> str:
        """Which of several it is; empty for a single one."""
        if self.total == 1:
            return ""
        return _("plan {place} of {total}").format(place=self.place, total=self.total)

    def begin(self, desk: Desk, decisions: Decisions) -> Review:
        """Its review, held against the ledger as it is now, with what was corrected before."""
        from dutytrack.services.plans.accepting import begin_review, corrected_again

        return begin_review(desk, corrected_again(desk, self.read), decisions)


def waiting(files: Sequence[PlanFile]) -> list[Waiting]:
    """The plans of ``files``, one by one."""
    reads = [read for file in files for read in file.reads]
    return [Waiting(read, place, len(reads)) for place, read in enumerate(reads, start=1)]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Writes reviews of one document to the ledger, which is made where there is none."""

    access: LedgerAccess
    document: DocumentText
    decisions: Decisions

    def about(self, review: Review) -> About:
        """What accepting the whole of ``review`` would do besides writing a new plan of plain names."""
        from dutytrack.output.written import would_amend_line
        from dutytrack.services.plans.accepting import near_typed

        is_over = self.decisions.conclude is None and review.plan.period.is_over(self.access.today())
        if not self.access.path.exists():
            return About(is_over=is_over)
        template = _("No unit is called {name}; is {nearest} meant? Writing enters it as a new unit.")
        with self.access.desk("import") as desk:
            [plan] = self._intake(desk, review).plans
            amends = [] if plan.amended is None else [would_amend_line(plan.amended, plan.read.left)]
            near = [template.format(name=one.name, nearest=one.nearest) for one in near_typed(desk, plan.read)]
        return About("\n".join(amends + near), is_over and plan.known is None)

    def write(self, review: Review, chosen: Collection[int] | None, *, conclude: bool = False) -> str:
        """Write ``review``, or only the drafts of the ids ``chosen``; a sentence on what was done.

        Near names, and whether a plan that is over is to ``conclude``, were asked about by what ``about`` said.
        """
        from dutytrack.domain.units.naming import Naming
        from dutytrack.output.written import written_line
        from dutytrack.services.plans.taking_in import write

        concluding = self.decisions.conclude or conclude
        decisions = replace(self.decisions, naming=Naming(new=True), conclude=concluding)
        with self.access.desk("import", create=True) as desk:
            [written] = write(desk, self._intake(desk, review, chosen), decisions)
            return written_line(written)

    def _intake(self, desk: Desk, review: Review, chosen: Collection[int] | None = None) -> Intake:
        from dutytrack.services.plans.accepting import reviewed_plan
        from dutytrack.services.plans.taking_in import take_in

        reads = [reviewed_plan(review, self.document, chosen)]
        return take_in(reads, self.decisions, desk)
