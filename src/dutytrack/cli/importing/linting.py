"""Which plans ``lint`` looks at: those of the ledger by their codes, or documents read on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dutytrack.cli.importing.documents import DocumentReader, documents
from dutytrack.cli.shell.errors import FileNotReadableError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_plan
from dutytrack.domain.lint.baseline import Baseline, read_baseline
from dutytrack.domain.lint.plans import LintResult, lint
from dutytrack.domain.lint.subject import LintPlan, plans_to_lint


def known_findings(path: Path | None) -> Baseline:
    """The findings accepted in the file at ``path``; none without one.

    Raises:
        BaselineError, FileNotReadableError: the file is no baseline, or can't be read.
    """
    if path is None:
        return Baseline()
    try:
        return read_baseline(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        raise FileNotReadableError(error) from error


class Linting:
    """One run of ``lint``."""

    def __init__(self, call: Invocation) -> None:
        self.call = call
        self.reader = DocumentReader()

    def results(self, which: Sequence[str]) -> list[LintResult]:
        """What is wrong with the plans that ``which`` names: files and folders, codes, or nothing for all plans.

        Plans of the ledger are also held against those of it that were not named.
        """
        paths = [word for word in which if _is_path(word)]
        codes = [word.strip().upper() for word in which if not _is_path(word)]
        read = self._read([Path(word) for word in paths])
        if paths and not codes:
            return lint(read)
        from dutytrack.reports.lint import ledger_plans

        ledger = ledger_plans(self.call.reader, as_of=self.call.as_of)
        known = {plan.name for plan in ledger}
        for code in codes:
            if code not in known:
                raise missing_plan(self.call.reader, code)
        chosen = [plan for plan in ledger if not codes or plan.name in codes]
        return lint([*read, *chosen], [plan for plan in ledger if plan not in chosen])

    def _read(self, paths: Sequence[Path]) -> list[LintPlan]:
        """The plans in files; a file that can't be read is reported, and does not stop the others."""
        files = (file for path in documents(paths) for file in self.reader.plan_files(path))
        return [plan for file in files for plan in plans_to_lint(file.plans)]


def _is_path(word: str) -> bool:
    """Whether ``word`` is a file's or folder's name and not a plan's code, which has no dots and slashes."""
    return any(sign in word for sign in "./\\~") or Path(word).exists()
