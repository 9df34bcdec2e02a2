"""``import --review`` and ``--review-sheet``: a reading is gone over on the screen or in a workbook, then accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.ask import agreed
from dutytrack.cli.emit import check_file, say, write_workbook
from dutytrack.cli.errors import (
    AmendsForSeveralPlansError,
    CodeForSeveralPlansError,
    FileNotReadableError,
    NoScreenForReviewError,
    OneFileForSheetError,
    SheetThereError,
)
from dutytrack.cli.invocation import Invocation, on_terminal
from dutytrack.cli.naming import as_meant
from dutytrack.files import StrangersFileError
from dutytrack.i18n import _

if TYPE_CHECKING:
    from sqlmodel import Session

    from dutytrack.domain.review import Review
    from dutytrack.services.intake import PlanFile
    from dutytrack.services.naming import Naming
    from dutytrack.services.reviewing import AcceptedReview, Intent


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What was said about a review on the command line."""

    call: Invocation
    yes: bool
    code: str | None
    conclude: bool | None
    amends: str | None = None
    as_new: bool = False
    new_units: bool = False
    """Whether a name that was typed in review is a unit of its own, though it is near to another's."""

    @property
    def _intent(self) -> Intent:
        from dutytrack.services.reviewing import Intent

        return Intent(self.code, self.amends, self.as_new, self.call.settings.actor)

    # On the screen

    def on_screen(self, paths: Sequence[Path]) -> None:
        """Open the review screen on one file after the other."""
        if not on_terminal():
            raise NoScreenForReviewError
        from dutytrack.tui.acceptance import Acceptance
        from dutytrack.tui.reviewapp import run_review

        for path in paths:
            file = self._read(path)
            self._refuse_one_code(file)
            for review in self._reviews(file):
                settings, today = self.call.settings, self.call.today
                accept = Acceptance(self.call.path, file.document, settings.actor, today, self._intent)
                said = run_review(review, accept)
                say(said or _("nothing written"))

    # In a workbook

    def in_sheet(self, paths: Sequence[Path], sheet: Path, *, accept: bool) -> None:
        """Write the review sheet of the one file in ``paths``; with ``accept``, take what it says into the ledger."""
        if len(paths) != 1:
            raise OneFileForSheetError(len(paths))
        file = self._read(paths[0])
        self._refuse_one_code(file)
        if accept:
            self._accept_sheet(file, sheet)
        else:
            self._write_sheet(file, paths[0], sheet)

    def _write_sheet(self, file: PlanFile, document: Path, sheet: Path) -> None:
        from dutytrack.output.reviewsheet import review_sheet
        from dutytrack.services.documents import text_digest

        try:
            check_file(self.call, sheet, [document])
        except StrangersFileError as error:
            raise SheetThereError(sheet) from error
        reviews = self._reviews(file, with_offers=False)
        data = review_sheet(reviews, digest=text_digest(file.document.text), offered=self._reviews(file))
        if not write_workbook(self.call, data, sheet):
            return
        tasks, doubtful = _counts(reviews)
        template = _(
            "{file}: {tasks} tasks, {doubtful} of them doubtful; fill in the yellow columns, then add --accept"
        )
        say(template.format(file=sheet, tasks=tasks, doubtful=doubtful))

    def _accept_sheet(self, file: PlanFile, sheet: Path) -> None:
        from dutytrack.output.reviewanswers import read_review_sheet
        from dutytrack.services.documents import text_digest

        reviews = self._reviews(file, with_offers=False)
        try:
            mended = read_review_sheet(sheet, reviews, digest=text_digest(file.document.text))
        except OSError as error:
            raise FileNotReadableError(error) from error
        for review in mended:
            self._tell(review, file)
        if not self.yes and not agreed(_("Write this to the ledger?"), instead="--yes"):
            say(_("nothing written"))
            return
        self._write(file, mended)

    def _tell(self, review: Review, file: PlanFile) -> None:
        from dutytrack.output.cells import printable
        from dutytrack.tui.acceptance import Acceptance

        accepted = review.accept()
        template = _("{title}: {tasks} tasks, {corrections} corrections")
        title = printable(accepted.plan.title or review.read.source)
        say(template.format(title=title, tasks=len(accepted.plan.tasks), corrections=len(accepted.corrections)))
        settings = self.call.settings
        amends = Acceptance(self.call.path, file.document, settings.actor, self.call.today, self._intent).about(review)
        if amends:
            say(amends)

    def _write(self, file: PlanFile, reviews: Sequence[Review]) -> None:
        from dutytrack.output.accepted import accepted_line
        from dutytrack.services.reviewing import accept_review

        def act(naming: Naming) -> list[tuple[AcceptedReview, bool]]:
            results: list[tuple[AcceptedReview, bool]] = []
            with self.call.command("import", create=True) as session:
                for review in reviews:
                    accepted = accept_review(
                        session, review=review, document=file.document, today=self.call.today,
                        intent=self._intent, naming=naming,
                    )  # fmt: skip
                    results.append((accepted, self._conclude(session, accepted)))
            return results

        for accepted, concluded in as_meant(act, new=self.new_units, option="--new-units"):
            say(accepted_line(accepted, concluded=concluded))

    def _conclude(self, session: Session, accepted: AcceptedReview) -> bool:
        """Whether the plan was over, and was concluded as the call asks."""
        from dutytrack.services.importing import ImportedPlan
        from dutytrack.services.plans import conclude_plan

        result = accepted.result
        if not (self.conclude and isinstance(result, ImportedPlan) and result.period_over and result.end):
            return False
        by = self.call.settings.actor
        conclude_plan(session, code=result.code, on=result.end, today=self.call.today, by=by)
        return True

    # Reading

    def _refuse_one_code(self, file: PlanFile) -> None:
        if len(file.plans) > 1 and self.code is not None:
            raise CodeForSeveralPlansError(len(file.plans))
        if len(file.plans) > 1 and self.amends is not None:
            raise AmendsForSeveralPlansError(len(file.plans))

    def _read(self, path: Path) -> PlanFile:
        from dutytrack.services.intake import read_plan_file

        try:
            return read_plan_file(path)
        except OSError as error:
            raise FileNotReadableError(error) from error

    def _reviews(self, file: PlanFile, *, with_offers: bool = True) -> list[Review]:
        """A review a plan, names corrected as in earlier reviews where there is a ledger that knows some."""
        from dutytrack.services.reviewing import begin_reviews

        if not with_offers or not self.call.has_ledger:
            return begin_reviews(file, None)
        with self.call.command("import") as session:
            return begin_reviews(file, self.call.reader, session=session, today=self.call.today)


def _counts(reviews: Sequence[Review]) -> tuple[int, int]:
    drafts = [draft for review in reviews for draft in review.drafts]
    return len(drafts), sum(bool(draft.doubts) for draft in drafts)
