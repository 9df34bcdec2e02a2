"""How the review screen's work reaches the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
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
    """Writes reviews of one document to the ledger at ``path``, which is made where there is none."""

    path: Path
    document: DocumentText
    actor: str
    today: dt.date
    decisions: Decisions

    def about(self, review: Review) -> str:
        """What accepting the whole of ``review`` would amend, and a name typed that is near to a unit's.

        A sentence each; empty for a plan that is new and whose names are plain.
        """
        from dutytrack.output.written import would_amend_line
        from dutytrack.services.plans.accepting import near_typed

        if not self.path.exists():
            return ""
        template = _("No unit is called {name}; is {nearest} meant? Writing enters it as a new unit.")
        with self._desk() as desk:
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
        with self._desk(create=True) as desk:
            [written] = write(desk, self._intake(desk, review, chosen), decisions)
            return written_line(written)

    def _intake(self, desk: Desk, review: Review, chosen: Collection[int] | None = None) -> Intake:
        from dutytrack.services.plans.accepting import reviewed_plan
        from dutytrack.services.plans.taking_in import take_in

        reads = [reviewed_plan(review, self.document, chosen)]
        return take_in(reads, self.decisions, desk)

    @contextmanager
    def _desk(self, *, create: bool = False) -> Iterator[Desk]:
        from dutytrack.services.desk import Desk
        from dutytrack.store.ledger import Ledger

        with (
            Ledger.open(self.path, create=create) as ledger,
            ledger.command("import", actor=self.actor) as session,
        ):
            yield Desk(session, self.today, self.actor)


def reviews_of(file: Path, access: LedgerAccess) -> tuple[list[Review], Acceptance]:
    """The plans in ``file``, each under review, and what writes them."""
    from dutytrack.services.desk import Desk
    from dutytrack.services.plans.accepting import begin_reviews
    from dutytrack.services.plans.decisions import Decisions
    from dutytrack.services.plans.files import read_plan_file

    read, today = read_plan_file(file), access.today()
    accept = Acceptance(access.path, read.document, access.actor, today, Decisions())
    with access.command("import") as session:
        return begin_reviews(read, Desk(session, today)), accept
