"""``import --review`` and ``--review-sheet``: a reading is gone over on the screen or in a workbook, then accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.ask import agreed
from dutytrack.cli.emit import say
from dutytrack.cli.errors import (
    FileNotReadableError,
    FileNotWritableError,
    NoScreenForReviewError,
    OneFileForSheetError,
    SheetThereError,
)
from dutytrack.cli.intake import rehearsed
from dutytrack.cli.invocation import Invocation, on_terminal
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.domain.review import Review
    from dutytrack.services.decisions import Decisions
    from dutytrack.services.desk import Desk
    from dutytrack.services.differences import AmendedBy
    from dutytrack.services.intake import PlanFile
    from dutytrack.services.reviewing import Reviewed


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What was said about a review on the command line."""

    call: Invocation
    decisions: Decisions
    yes: bool

    # On the screen

    def on_screen(self, paths: Sequence[Path]) -> None:
        """Open the review screen on one file after the other."""
        if not on_terminal():
            raise NoScreenForReviewError
        from dutytrack.tui.acceptance import Acceptance
        from dutytrack.tui.reviewapp import run_review

        for path in paths:
            file = self._read(path)
            for review in self._reviews(file):
                accept = Acceptance(
                    self.call.path, file.document, self.call.settings.actor, self.call.today, self.decisions
                )
                self._say(run_review(review, accept) or _("nothing written"))

    # In a workbook

    def in_sheet(self, paths: Sequence[Path], sheet: Path, *, accept: bool) -> None:
        """Write the review sheet of the one file in ``paths``; with ``accept``, take what it says into the ledger."""
        if len(paths) != 1:
            raise OneFileForSheetError(len(paths))
        file = self._read(paths[0])
        if accept:
            self._accept_sheet(file, sheet)
        else:
            self._write_sheet(file, sheet)

    def _write_sheet(self, file: PlanFile, sheet: Path) -> None:
        from dutytrack.output.reviewsheet import review_sheet
        from dutytrack.services.documents import text_digest
        from dutytrack.services.reviewing import begin_reviews

        if sheet.exists() and not self.yes:
            raise SheetThereError(sheet)
        reviews = begin_reviews(file)
        data = review_sheet(reviews, digest=text_digest(file.document.text), offered=self._reviews(file))
        try:
            sheet.write_bytes(data)
        except OSError as error:
            raise FileNotWritableError(sheet, error) from error
        tasks, doubtful = _counts(reviews)
        template = _(
            "{file}: {tasks} tasks, {doubtful} of them doubtful; fill in the yellow columns, then add --accept"
        )
        say(template.format(file=sheet, tasks=tasks, doubtful=doubtful))

    def _accept_sheet(self, file: PlanFile, sheet: Path) -> None:
        from dutytrack.output.reviewanswers import read_review_sheet
        from dutytrack.output.written import written_line
        from dutytrack.services.documents import text_digest
        from dutytrack.services.reviewing import Reviewed, begin_reviews, write_review

        try:
            mended = read_review_sheet(sheet, begin_reviews(file), digest=text_digest(file.document.text))
        except OSError as error:
            raise FileNotReadableError(error) from error
        reviewed = [Reviewed(review, file.document) for review in mended]
        self._show(reviewed)
        if not (self.yes or self.call.is_rehearsal or agreed(_("Write this to the ledger?"), instead="--yes")):
            say(_("nothing written"))
            return
        with self._desk(create=True) as desk:
            written = [write_review(desk, one, self.decisions) for one in reviewed]
        for done in written:
            self._say(written_line(done))

    def _show(self, reviewed: Sequence[Reviewed]) -> None:
        """Say what is accepted, and what of it would amend a plan that is there."""
        from dutytrack.output.cells import printable
        from dutytrack.output.written import would_amend_line
        from dutytrack.services.reviewing import amended_by_review

        amended: list[AmendedBy | None] = [None] * len(reviewed)
        if self.call.path.exists():
            with self._desk() as desk:
                amended = [amended_by_review(desk, one, self.decisions) for one in reviewed]
        template = _("{title}: {tasks} tasks, {corrections} corrections")
        for one, changes in zip(reviewed, amended, strict=True):
            accepted = one.review.accept()
            title = printable(accepted.plan.title or one.review.read.source)
            say(template.format(title=title, tasks=len(accepted.plan.tasks), corrections=len(accepted.corrections)))
            if changes is not None:
                say(would_amend_line(changes))

    # Reading and writing

    @contextmanager
    def _desk(self, *, create: bool = False) -> Iterator[Desk]:
        from dutytrack.services.desk import Desk

        with self.call.command("import", create=create) as session:
            yield Desk(session, self.call.today, self.call.settings.actor)

    def _say(self, sentence: str) -> None:
        say(rehearsed(self.call, sentence))

    def _read(self, path: Path) -> PlanFile:
        from dutytrack.services.intake import read_plan_file

        try:
            file = read_plan_file(path)
        except OSError as error:
            raise FileNotReadableError(error) from error
        self.decisions.check_plans(len(file.plans))
        return file

    def _reviews(self, file: PlanFile) -> list[Review]:
        """A review a plan, names corrected as in earlier reviews where there is a ledger that knows some."""
        from dutytrack.services.reviewing import begin_reviews

        if not self.call.path.exists():
            return begin_reviews(file)
        with self._desk() as desk:
            return begin_reviews(file, desk)


def _counts(reviews: Sequence[Review]) -> tuple[int, int]:
    drafts = [draft for review in reviews for draft in review.drafts]
    return len(drafts), sum(bool(draft.doubts) for draft in drafts)
