"""How the review screen's work reaches the ledger."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.domain.review import Review
from dutytrack.tui.screens.review import Accept

if TYPE_CHECKING:
    from dutytrack.services.documents import DocumentText
    from dutytrack.services.intake import PlanFile


def acceptance(path: Path, document: DocumentText, *, actor: str, today: dt.date, code: str | None = None) -> Accept:
    """What writes a review of ``document`` to the ledger at ``path``, which is made where there is none."""

    def accept(review: Review, chosen: Collection[int] | None) -> str:
        from dutytrack.output.accepted import accepted_line
        from dutytrack.services.reviewing import accept_review
        from dutytrack.store.ledger import Ledger

        with Ledger.open(path, create=True) as ledger, ledger.command("import", actor=actor) as session:
            accepted = accept_review(session, review=review, document=document, code=code, today=today, chosen=chosen)
            return accepted_line(accepted)

    return accept


def reviews_of(file: Path, ledger: sqlite3.Connection) -> tuple[PlanFile, list[Review]]:
    """The plans in ``file``, each under review; names that the ledger saw corrected are corrected again."""
    from dutytrack.services.intake import read_plan_file
    from dutytrack.services.reviewing import begin_reviews

    read = read_plan_file(file)
    return read, begin_reviews(read, ledger)
