"""The documents that a command line names: found, read, and reported where they can't be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.cli.shell.errors import FileNotReadableError, NotAnswerableError
from dutytrack.cli.shell.progress import Progress
from dutytrack.cli.shell.terminal import warn
from dutytrack.errors import DutyTrackError, LedgerError
from dutytrack.i18n import _, listed

if TYPE_CHECKING:
    from dutytrack.services.plans.files import PlanFile

_NAMED = 5
"""How many of the files that are passed over are named."""


def documents(paths: Sequence[Path]) -> list[Path]:
    """The files that ``paths`` name, with the documents of folders in order of name; what is passed over is reported.

    A path that is not there, and a folder without a document, are among them: each fails when its turn comes, and stops
    no other.
    """
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> tuple[Path, ...]:
    from dutytrack.plantext.files.folders import look_into

    inside = look_into(folder)
    for path in inside.leading_out:
        _report(_("passed over"), path, _("a link that leads out of the folder"))
    if inside.documents and inside.passed_over:
        template = _("passed over in {folder}, no documents by their names: {names}")
        _report_line(template.format(folder=folder, names=_some(inside.passed_over)))
    return inside.documents or (folder,)


def _some(names: Sequence[str]) -> str:
    some, more = listed(names[:_NAMED]), len(names) - _NAMED
    return some if more <= 0 else _("{names} and {count} more").format(names=some, count=more)


class DocumentReader:
    """Reads documents one after the other; one that fails is reported and stops no other."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.failed = False

    def plan_files(self, path: Path) -> Sequence[PlanFile]:
        """The documents at ``path`` that hold plans."""
        from dutytrack.services.plans.files import read_plan_files

        line = _("reading {what}: {percent}%")
        with self.reporting(path), Progress(line, {"": path.name or str(path)}, quiet=self._quiet) as progress:

            def failed(failure: DutyTrackError) -> None:
                progress.clear()
                self._failed(path, failure)

            try:
                return read_plan_files(path, failed, lambda done, total: progress.at("", done / max(total, 1)))
            except OSError as error:
                raise FileNotReadableError(error) from error
        return ()

    @contextmanager
    def reporting(self, path: Path) -> Iterator[None]:
        """Within it, faults of the document at ``path`` are reported; those of the ledger and the call are raised."""
        try:
            yield
        except (LedgerError, NotAnswerableError):
            raise
        except DutyTrackError as error:
            self._failed(path, error)

    def _failed(self, path: Path, error: DutyTrackError) -> None:
        self.failed = True
        _report(_("error"), None if path.name in str(error) else path, str(error))


def _report(kind: str, path: Path | None, message: str) -> None:
    where = "" if path is None else f"{path}: "
    _report_line(f"{kind}: {where}{message}")


def _report_line(line: str) -> None:
    warn(f"dutytrack: {line}")
