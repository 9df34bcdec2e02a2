"""``import --review`` and ``--review-sheet``: a reading is gone over on the screen or in a workbook, then accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.importing.intake import Importing, report
from dutytrack.cli.shell import errors
from dutytrack.cli.shell.anchors import head_line
from dutytrack.cli.shell.emit import check_workbook, say, write_workbook
from dutytrack.cli.shell.invocation import on_terminal
from dutytrack.files import StrangersFileError
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.domain.review.model import Review
    from dutytrack.services.plans.files import PlanFile


@dataclass(frozen=True, slots=True)
class Reviewing:
    """A run of ``import`` whose readings are reviewed before they are taken in."""

    importing: Importing

    def on_screen(self, paths: Sequence[Path]) -> None:
        """Open the review screen on one file after the other."""
        if not on_terminal():
            raise errors.NoScreenForReviewError
        from dutytrack.tui.review.acceptance import Acceptance
        from dutytrack.tui.review.screen import ReviewApp
        from dutytrack.tui.shared.access import LedgerAccess

        call, decisions = self.importing.call, self.importing.decisions
        for path in paths:
            file = self._read(path)
            access = LedgerAccess(call.path, today=lambda: call.today, actor=call.settings.actor)
            accept = Acceptance(access, file.document, decisions)
            for review in self._reviews(file):
                report(call, ReviewApp(review, accept).run_to_end() or _("nothing written"))

    def in_sheet(self, paths: Sequence[Path], sheet: Path, *, accept: bool) -> None:
        """Write the review sheet of the one file in ``paths``; with ``accept``, take what it says into the ledger."""
        if len(paths) != 1:
            raise errors.OneFileForSheetError(len(paths))
        file = self._read(paths[0])
        if accept:
            self._accept_sheet(file, sheet)
        else:
            self._write_sheet(file, paths[0], sheet)

    def _write_sheet(self, file: PlanFile, document: Path, sheet: Path) -> None:
        from dutytrack.output.reviewsheet import review_sheet
        from dutytrack.services.plans.accepting import begin_reviews
        from dutytrack.services.plans.documents import text_digest

        call = self.importing.call
        try:
            check_workbook(call, sheet, [document])
        except StrangersFileError as error:
            raise errors.SheetThereError(sheet) from error
        reviews = begin_reviews(file)
        offered, digest = self._reviews(file), text_digest(file.document.text)
        data = review_sheet(reviews, digest=digest, offered=offered, head=head_line(call))
        if not write_workbook(call, data, sheet):
            return
        template = _(
            "{file}: {tasks} tasks, {doubtful} of them doubtful; fill in the yellow columns, then add --accept"
        )
        drafts = [draft for review in reviews for draft in review.drafts]
        say(call, template.format(file=sheet, tasks=len(drafts), doubtful=sum(bool(draft.doubts) for draft in drafts)))

    def _accept_sheet(self, file: PlanFile, sheet: Path) -> None:
        from dutytrack.output.reviewanswers import read_review_sheet
        from dutytrack.services.plans.accepting import begin_reviews, reviewed_plan
        from dutytrack.services.plans.documents import text_digest

        try:
            with self.importing.desk() as desk:
                reviews = begin_reviews(file, desk, mending=False)
            mended = read_review_sheet(sheet, reviews, digest=text_digest(file.document.text))
        except OSError as error:
            raise errors.FileNotReadableError(error) from error
        self.importing.take_in_plans([reviewed_plan(review, file.document) for review in mended])

    def _read(self, path: Path) -> PlanFile:
        from dutytrack.services.plans.files import read_plan_file

        try:
            file = read_plan_file(path)
        except OSError as error:
            raise errors.FileNotReadableError(error) from error
        self.importing.decisions.check_plans(len(file.plans))
        return file

    def _reviews(self, file: PlanFile) -> list[Review]:
        """A review a plan, names corrected as in earlier reviews where there is a ledger that knows some."""
        from dutytrack.services.plans.accepting import begin_reviews

        with self.importing.desk() as desk:
            return begin_reviews(file, desk)
