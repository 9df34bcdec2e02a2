"""How the review screen's work reaches the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.domain.review import Review
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.services.documents import DocumentText
    from dutytrack.services.intake import PlanFile
    from dutytrack.services.reviewing import Intent
    from dutytrack.tui.access import LedgerAccess


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Writes reviews of one document to the ledger at ``path``, which is made where there is none."""

    path: Path
    document: DocumentText
    actor: str
    today: dt.date
    intent: Intent | None = None

    @property
    def _intent(self) -> Intent:
        from dutytrack.services.reviewing import Intent

        return self.intent or Intent(by=self.actor)

    def about(self, review: Review) -> str:
        """What accepting the whole of ``review`` would amend, and a name typed that is near to a unit's.

        A sentence each; empty for a plan that is new and whose names are plain.
        """
        from dutytrack.output.accepted import would_amend_line
        from dutytrack.services.reviewing import amended_by, near_typed
        from dutytrack.store.ledger import Ledger

        if not self.path.exists():
            return ""
        told = []
        with Ledger.open(self.path) as ledger, ledger.command("import", actor=self.actor) as session:
            amended = amended_by(session, review=review, document=self.document, today=self.today, intent=self._intent)
            if amended is not None:
                told.append(would_amend_line(amended))
            template = _("No unit is called {name}; is {nearest} meant? Writing enters it as a new unit.")
            near = near_typed(session, review, review.accept().plan, today=self.today)
            told += [template.format(name=one.name, nearest=one.nearest) for one in near]
        return "\n".join(told)

    def write(self, review: Review, chosen: Collection[int] | None) -> str:
        """Write ``review``, or only the drafts of the ids ``chosen``; a sentence on what was done.

        Near names were asked about by what ``about`` said.
        """
        from dutytrack.output.accepted import accepted_line
        from dutytrack.services.naming import Naming
        from dutytrack.services.reviewing import accept_review
        from dutytrack.store.ledger import Ledger

        with Ledger.open(self.path, create=True) as ledger, ledger.command("import", actor=self.actor) as session:
            accepted = accept_review(
                session, review=review, document=self.document, today=self.today, intent=self._intent, chosen=chosen,
                naming=Naming(new=True),
            )  # fmt: skip
            return accepted_line(accepted)


def reviews_of(file: Path, access: LedgerAccess) -> tuple[PlanFile, list[Review]]:
    """The plans in ``file``, each under review, with what the ledger corrected before and what it doubts."""
    from dutytrack.services.intake import read_plan_file
    from dutytrack.services.reviewing import begin_reviews

    read = read_plan_file(file)
    with access.reading() as reader, access.command("import") as session:
        return read, begin_reviews(read, reader, session=session, today=access.today())
