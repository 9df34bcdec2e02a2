"""Evidence (佐证材料): files kept beside the ledger by their SHA-256, or left where they lie and only linked.

A kept file lies in ``LEDGER.evidence/ab/abcd…``, named by its whole digest, so the same file is kept once and none is
ever overwritten. Taking a command back forgets who relies on a file, never the file itself.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session, col, select

from dutytrack.drafts import make_folders, put, workplace
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.finding import find_task
from dutytrack.store.file.errors import writing_error
from dutytrack.store.file.location import belongs_to_a_ledger, own_files
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


class EvidenceOfLedgerError(DutyTrackError):
    """The file is a ledger, or one that is kept beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("evidence {path}: a ledger, or what belongs to one, proves nothing"), path=path)


class EvidenceTwiceError(DutyTrackError):
    """The same file is given twice, be it under two names."""

    def __init__(self, path: Path, other: Path) -> None:
        super().__init__(_("evidence {path}: the same file as {other}; give it once"), path=path, other=other)


class EvidenceNotedError(DutyTrackError):
    """The file is noted for the same thing already."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__(_("evidence {name}: noted for {key} already; nothing was added"), key=key, name=name)


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

    The disk has each copy, and its name, when this returns: rows can rely on it.

    Raises:
        EvidenceMissingError: a file is not there; then nothing is kept of any.
        EvidenceEmptyError: a file has no bytes.
        EvidenceOfLedgerError: a file is a ledger, or belongs to one.
        EvidenceTwiceError: a file is given twice.
        EvidenceUnreadableError: a file can't be read.
        LedgerError: a copy can't be written.
    """
    wanted = list(paths)
    ledger = folder.with_name(folder.name.removesuffix(".evidence"))
    own = [one for one in own_files(ledger) if one.is_file()]
    for path in wanted:
        _check(path, own)
    stored: dict[str, tuple[Path, StoredFile]] = {}
    for path in wanted:
        file = _linked(path) if link else _kept(folder, path)
        if file.sha256 in stored:
            raise EvidenceTwiceError(path, stored[file.sha256][0])
        stored[file.sha256] = path, file
    files = tuple(file for _path, file in stored.values())
    share_evidence(folder, (file.path for file in files if not file.linked))
    return files


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
        EvidenceNotedError: a file is noted for the same thing already.
    """
    task = find_task(desk, key)
    reports = select(ProgressReport).where(col(ProgressReport.task_id) == task.id)
    newest = reports.order_by(col(ProgressReport.on).desc(), col(ProgressReport.id).desc())
    proven = desk.session.exec(newest).first() if latest_report else desk.session.get_one(Task, task.id)
    if proven is None:
        raise NoReportToProveError(task.key)
    of_same = select(Evidence.sha256).where(getattr(Evidence, _COLUMNS[type(proven)]) == proven.id)
    noted = set(desk.session.exec(of_same))
    for file in files:
        if file.sha256 in noted:
            raise EvidenceNotedError(task.key, file.name)
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


def _check(path: Path, own: Iterable[Path]) -> None:
    """Refuse what proves nothing; our ``own`` files are not opened: closing one would free SQLite's locks."""
    if not path.is_file():
        raise EvidenceMissingError(path)
    if any(path.samefile(one) for one in own) or belongs_to_a_ledger(path):
        raise EvidenceOfLedgerError(path)
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
        source = path.open("rb")
    except OSError as error:
        raise EvidenceUnreadableError(path, error.strerror or str(error)) from error
    with source:
        try:
            make_folders(folder)
            with workplace(folder) as place:
                draft = place / "copy"
                _copy(source, draft, path)
                sha256, size = file_digest(draft)
                target = folder / sha256[:2] / sha256
                make_folders(target.parent)
                put(draft, target)
        except OSError as error:
            raise writing_error(folder, error) from error
    return StoredFile(path.name, f"{sha256[:2]}/{sha256}", False, sha256, size, _media_type(path))


def _copy(source: BinaryIO, draft: Path, path: Path) -> None:
    """Copy ``source``, the file at ``path``, to ``draft``. Raises EvidenceUnreadableError, OSError of the draft."""

    def block() -> bytes:
        try:
            return source.read(_BLOCK)
        except OSError as error:
            raise EvidenceUnreadableError(path, error.strerror or str(error)) from error

    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy:
        while data := block():
            copy.write(data)


def _media_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or ""
