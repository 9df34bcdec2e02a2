"""Evidence (佐证材料): files kept beside the ledger by their SHA-256, or left where they lie and only linked.

A kept file lies in ``LEDGER.evidence/ab/abcd…``, named by its whole digest, so the same file is kept once and none is
ever overwritten. Taking a command back forgets who relies on a file, never the file itself.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from dutytrack.errors import DutyTrackError
from dutytrack.files import make_folders
from dutytrack.i18n import _
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.finding import find_task
from dutytrack.store.file.sharing import share_evidence
from dutytrack.store.tables.plans import Task
from dutytrack.store.tables.supervision import Evidence, OrderReply, ProgressReport, Verification

_BLOCK = 2**20
Proven = ProgressReport | Verification | OrderReply | Task
"""What files can prove."""
_COLUMNS: Mapping[type[Proven], str] = {
    ProgressReport: "report_id",
    Verification: "verification_id",
    OrderReply: "reply_id",
    Task: "task_id",
}
"""The column that names what is proven."""


class EvidenceMissingError(DutyTrackError):
    """There is no such file, or it is none that can be kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("evidence {path}: no such file"), path=path)


class EvidenceUnreadableError(DutyTrackError):
    """The file can't be read, or its copy not be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("evidence {path}: {why}"), path=path, why=why)


class EvidenceEmptyError(DutyTrackError):
    """An empty file proves nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("evidence {path}: the file is empty"), path=path)


class NoReportToProveError(DutyTrackError):
    """The task has no report that the evidence could belong to."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key} has no report yet; the evidence belongs to the task as a whole"), key=key)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can prove something, kept or linked."""

    name: str
    path: str
    """Within the evidence folder, with ``/``; where it lies, absolute, when it is linked."""
    linked: bool
    sha256: str
    size: int
    """Bytes."""
    media_type: str
    """Told by the name; empty where it says nothing."""


def store_files(folder: Path, paths: Iterable[Path], *, link: bool = False) -> tuple[StoredFile, ...]:
    """Keep a copy of each file in the evidence ``folder``; with ``link`` it stays where it is.

    Raises:
        EvidenceMissingError: a file is not there; then nothing is kept of any.
        EvidenceEmptyError: a file has no bytes.
        EvidenceUnreadableError: a file can't be read or copied.
    """
    wanted = list(paths)
    for path in wanted:
        _check(path)
    stored = tuple(_linked(path) if link else _kept(folder, path) for path in wanted)
    share_evidence(folder, (file.path for file in stored if not file.linked))
    return stored


def attach(session: Session, files: Sequence[StoredFile], proven: Proven) -> None:
    """Note that ``files`` prove what is ``proven``: a report, a verification, a reply, or a task as a whole."""
    task_id = proven.id if isinstance(proven, Task) else proven.task_id
    for file in files:
        row = Evidence(**asdict(file), task_id=task_id)
        setattr(row, _COLUMNS[type(proven)], proven.id)
        session.add(row)


def add_evidence(desk: Desk, key: str, files: Sequence[StoredFile], *, latest_report: bool = False) -> str:
    """Add evidence to the task, or to its latest report; its key as the ledger writes it.

    Raises:
        NoReportToProveError: ``latest_report`` is asked for and there is none.
    """
    task = find_task(desk, key)
    reports = select(ProgressReport).where(col(ProgressReport.task_id) == task.id)
    newest = reports.order_by(col(ProgressReport.on).desc(), col(ProgressReport.id).desc())
    proven = desk.session.exec(newest).first() if latest_report else desk.session.get_one(Task, task.id)
    if proven is None:
        raise NoReportToProveError(task.key)
    attach(desk.session, files, proven)
    return task.key


def file_digest(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes of the file at ``path``. Raises OSError where it can't be read."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _check(path: Path) -> None:
    if not path.is_file():
        raise EvidenceMissingError(path)
    if path.stat().st_size == 0:
        raise EvidenceEmptyError(path)


def _linked(path: Path) -> StoredFile:
    try:
        sha256, size = file_digest(path)
    except OSError as error:
        raise EvidenceUnreadableError(path, error.strerror or str(error)) from error
    return StoredFile(path.name, str(path.resolve()), True, sha256, size, _media_type(path))


def _kept(folder: Path, path: Path) -> StoredFile:
    """Copy first and look at the copy, so that the digest is of what is kept, whatever happens to the file."""
    try:
        make_folders(folder)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
        os.close(handle)
        draft = Path(name)
        try:
            shutil.copyfile(path, draft)
            sha256, size = file_digest(draft)
            place = folder / sha256[:2] / sha256
            make_folders(place.parent)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise EvidenceUnreadableError(path, error.strerror or str(error)) from error
    return StoredFile(path.name, f"{sha256[:2]}/{sha256}", False, sha256, size, _media_type(path))


def _media_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or ""
