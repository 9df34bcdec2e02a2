"""How the review screen's work reaches the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.domain.review.model import Review
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.services.desk import Desk
    from dutytrack.services.plans.decisions import Decisions
    from dutytrack.services.plans.documents import DocumentText
    from dutytrack.services.plans.taking_in import Intake
    from dutytrack.tui.shared.access import LedgerAccess


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Writes reviews of one document to the ledger, which is made where there is none."""

    access: LedgerAccess
    document: DocumentText
    decisions: Decisions

    def about(self, review: Review) -> str:
        """What accepting the whole of ``review`` would amend, and a name typed that is near to a unit's.

        A sentence each; empty for a plan that is new and whose names are plain.
        """
        from dutytrack.output.written import would_amend_line
        from dutytrack.services.plans.accepting import near_typed

        if not self.access.path.exists():
            return ""
        template = _("No unit is called {name}; is {nearest} meant? Writing enters it as a new unit.")
        with self.access.desk("import") as desk:
            [plan] = self._intake(desk, review).plans
            amends = [] if plan.amended is None else [would_amend_line(plan.amended)]
            near = [template.format(name=one.name, nearest=one.nearest) for one in near_typed(desk, plan.read)]
        return "\n".join(amends + near)

    def write(self, review: Review, chosen: Collection[int] | None) -> str:
        """Write ``review``, or only the drafts of the ids ``chosen``; a sentence on what was done.

        Near names were asked about by what ``about`` said.
        """
        from dutytrack.domain.units.naming import Naming
        from dutytrack.output.written import written_line
        from dutytrack.services.plans.taking_in import write

        decisions = replace(self.decisions, naming=Naming(new=True))
        with self.access.desk("import", create=True) as desk:
            [written] = write(desk, self._intake(desk, review, chosen), decisions)
            return written_line(written)

    def _intake(self, desk: Desk, review: Review, chosen: Collection[int] | None = None) -> Intake:
        from dutytrack.services.plans.accepting import reviewed_plan
        from dutytrack.services.plans.taking_in import take_in

        reads = [reviewed_plan(review, self.document, chosen)]
        return take_in(reads, self.decisions, desk)


def reviews_of(file: Path, access: LedgerAccess) -> tuple[list[Review], Acceptance]:
    """The plans in ``file``, each under review, and what writes them."""
    from dutytrack.services.plans.accepting import begin_reviews
    from dutytrack.services.plans.decisions import Decisions
    from dutytrack.services.plans.files import read_plan_file

    read = read_plan_file(file)
    with access.desk("import") as desk:
        return begin_reviews(read, desk), Acceptance(access, read.document, Decisions())
