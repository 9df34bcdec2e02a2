"""``import --review`` and ``--review-sheet``: a reading is gone over on the screen or in a workbook, then accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
    from dutytrack.services.desk import Desk
    from dutytrack.services.plans.documents import ReadPlan
    from dutytrack.services.plans.files import PlanFile


@dataclass(frozen=True, slots=True)
class Reviewing:
    """A run of ``import`` whose readings are reviewed before they are taken in."""

    importing: Importing

    def on_screen(self, paths: Sequence[Path]) -> bool:
        """Open the review screen on one plan after the other; whether a document has failed."""
        if not on_terminal():
            raise errors.NoScreenForReviewError
        from dutytrack.tui.review.acceptance import Acceptance, waiting
        from dutytrack.tui.review.screen import ReviewApp
        from dutytrack.tui.shared.access import LedgerAccess

        call, decisions = self.importing.call, self.importing.decisions
        for path in paths:
            access = LedgerAccess(call.path, today=lambda: call.today, actor=call.settings.actor)
            for plan in waiting(self._read(path)):
                with self._desk() as desk:
                    review = plan.begin(desk, decisions)
                accept = Acceptance(access, plan.read.document, decisions)
                report(call, ReviewApp(review, accept, plan.label).run_to_end() or _("nothing written"))
        return self.importing.reader.failed

    def in_sheet(self, paths: Sequence[Path], sheet: Path, *, accept: bool) -> bool:
        """Write the review sheet of the one file in ``paths``; with ``accept``, take what it says into the ledger.

        Returns whether a document of an archive has failed.
        """
        if len(paths) != 1:
            raise errors.OneFileForSheetError(len(paths))
        files = self._read(paths[0])
        if files and accept:
            self._accept_sheet(files, sheet)
        elif files:
            self._write_sheet(files, paths[0], sheet)
        return self.importing.reader.failed

    def _write_sheet(self, files: Sequence[PlanFile], document: Path, sheet: Path) -> None:
        from dutytrack.output.reviewsheet import review_sheet
        from dutytrack.services.plans.accepting import begin_review, corrected_again

        call = self.importing.call
        try:
            check_workbook(call, sheet, [document])
        except StrangersFileError as error:
            raise errors.SheetThereError(sheet) from error
        reads, decisions = _reads(files), self.importing.decisions
        with self._desk() as desk:
            reviews = [begin_review(desk, read, decisions) for read in reads]
            again = [corrected_again(desk, read) for read in reads]
            offered = [
                review if other is read else begin_review(desk, other, decisions)
                for review, read, other in zip(reviews, reads, again, strict=True)
            ]
        data = review_sheet(reviews, digest=_digest(files), offered=offered, head=head_line(call))
        if not write_workbook(call, data, sheet):
            return
        template = _(
            "{file}: {tasks} tasks, {doubtful} of them doubtful; fill in the yellow columns, then add --accept"
        )
        tasks = [draft for review in offered for draft in review.drafts if not draft.dropped]
        say(call, template.format(file=sheet, tasks=len(tasks), doubtful=sum(bool(draft.doubts) for draft in tasks)))

    def _accept_sheet(self, files: Sequence[PlanFile], sheet: Path) -> None:
        from dutytrack.output.reviewanswers import read_review_sheet
        from dutytrack.services.plans.accepting import begin_review, reviewed_plan

        reads = _reads(files)
        with self._desk() as desk:
            reviews = [begin_review(desk, read, self.importing.decisions) for read in reads]
        try:
            mended = read_review_sheet(sheet, reviews, digest=_digest(files))
        except OSError as error:
            raise errors.FileNotReadableError(error) from error
        self.importing.take_in_plans(
            [reviewed_plan(review, read.document) for review, read in zip(mended, reads, strict=True)]
        )

    def _read(self, path: Path) -> Sequence[PlanFile]:
        """The documents at ``path`` that hold plans; what fails is reported."""
        files = self.importing.reader.plan_files(path)
        self.importing.decisions.check_plans(sum(len(file.plans) for file in files))
        return files

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        """Where readings are held against the ledger; where there is none yet, against the one that there will be."""
        call = self.importing.call
        if call.has_ledger:
            with call.desk("import") as desk:
                yield desk
        else:
            with call.rehearsal() as empty, empty.desk("import", create=True) as desk:
                yield desk


def _reads(files: Sequence[PlanFile]) -> list[ReadPlan]:
    return [read for file in files for read in file.reads]


def _digest(files: Sequence[PlanFile]) -> str:
    """Of the text that a review sheet is for."""
    from dutytrack.services.plans.documents import text_digest

    return text_digest("\n".join(file.document.text for file in files))
