"""A ledger that was told again is kept beside the one it was told of: the next question about that moment has it.

Which moment it is of, by which program, and what its bytes are stands in its name, so nothing else is ever taken for
it. It is its maker's alone, and nothing is lost with it: where none can be kept, or one is not as it was made, the
ledger is told again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from dutytrack import __version__
from dutytrack.drafts import workplace
from dutytrack.store.facts.kept import Progress
from dutytrack.store.file.ground import closed_ground
from dutytrack.store.file.location import KNOWN_ENDING, known_files
from dutytrack.store.file.schema import revision_of
from dutytrack.store.journal.replay import let_see, replay_to, tell_again
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader

_WORTH_KEEPING = 2000
"""Rows of the journal: fewer are told again in no time."""
_KEPT = 2
"""How many moments are kept: those asked about last."""
_DIGITS = 16
_FROM = "mode=ro&immutable=1"
"""Nobody writes to it once it has its name."""


def told_again(source: Reader, until: int, progress: Progress | None = None) -> Reader:
    """The ledger as ``source`` tells it up to the row ``until`` of its journal: as it is kept, or told again.

    Closing it is the caller's. ``progress`` is told how far it is where it is told again.
    """
    ledger = dialect.file_of(source)
    if until < _WORTH_KEEPING:
        return replay_to(source, seq=until, progress=progress)
    name = f"{ledger.name}{KNOWN_ENDING}{until}-{_moment(source, until)}-"
    kept = _opened(source, until, (one for one in known_files(ledger) if one.name.startswith(name)))
    if kept is None and closed_ground(ledger) is None:
        with suppress(OSError, sqlite3.Error):  # what is the matter with the ledger itself comes up again below
            kept = _opened(source, until, [_make(source, until, ledger.with_name(name), progress)])
    if kept is None:
        return replay_to(source, seq=until, progress=progress)
    return kept


def _moment(source: Reader, until: int) -> str:
    """What tells a moment of a ledger from all others, and what this program makes of it from what another does."""
    (head,) = source.execute("SELECT hash FROM journal WHERE seq = ?", (until,)).fetchone()
    told = [__version__, sqlite3.sqlite_version, revision_of(source, dialect.file_of(source)), str(until), str(head)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_DIGITS]


def _make(source: Reader, until: int, name: Path, progress: Progress | None) -> Path:
    """Tell it again into a file, whose name is ``name`` and what its bytes are. Raises OSError, sqlite3.Error."""
    with workplace(name.parent) as place:
        draft = place / "draft"
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(dialect.connect(draft, "mode=rw")) as told:
            dialect.make_in_one_go(told)
            tell_again(told, source, until, progress)
        with draft.open("rb") as stream:
            file = name.with_name(name.name + _digest(stream.fileno()))
        draft.replace(file)
    _sweep(dialect.file_of(source))
    return file


def _sweep(ledger: Path) -> None:
    """Take away our own of moments that were not asked about for longest, of other programs too."""
    with suppress(OSError):
        for file in [one for one in known_files(ledger) if _is_ours(one)][_KEPT:]:
            file.unlink(missing_ok=True)


def _opened(source: Reader, until: int, files: Iterable[Path]) -> Reader | None:
    """The first of ``files`` that is as it was made, by ourselves; another goes."""
    for file in files:
        with suppress(OSError):
            if not _is_ours(file):
                continue
            told = _connected(source, until, file)
            if told is not None:
                with suppress(OSError):
                    os.utime(file)
                return told
            file.unlink(missing_ok=True)
    return None


def _is_ours(file: Path) -> bool:
    found = file.lstat()
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()


def _connected(source: Reader, until: int, file: Path) -> Reader | None:
    """The ledger in ``file``, where that is its maker's alone and of the bytes that its name says. Raises OSError."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        found = os.fstat(handle)
        is_alone = stat.S_IMODE(found.st_mode) == 0o600 and found.st_nlink == 1
        if not is_alone or not file.name.endswith(_digest(handle)):
            return None
        told = dialect.connect(file, _FROM)
        with suppress(sqlite3.Error):  # one that can't be read is told again
            told.execute(dialect.STATE).fetchone()
            let_see(told, source, until)
            if os.path.samestat(found, file.lstat()):
                return told
        told.close()
        return None
    finally:
        os.close(handle)


def _digest(handle: int) -> str:
    """What the bytes of a file are."""
    with os.fdopen(handle, "rb", closefd=False) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
