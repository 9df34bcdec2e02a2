"""Why a ledger file can't be used, one class a case: file, reason and way out in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dutytrack.errors import LedgerError
from dutytrack.i18n import _

_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes carry the primary one in their low byte."""


class LedgerNotFoundError(LedgerError):
    """There is no file at the ledger's path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path}: no ledger there; give another by --ledger, or start one with: dutytrack import").format(
                path=path
            )
        )


class NotALedgerError(LedgerError):
    """The file is something else: another program's database, or no database at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path}: not a DutyTrack ledger; give another file by --ledger").format(path=path))


class LedgerDamagedError(LedgerError):
    """SQLite can't make sense of the file."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            _("{path}: the ledger is damaged ({detail}); put a backup in its place").format(path=path, detail=detail)
        )


class LedgerNewerError(LedgerError):
    """A newer program has laid out the ledger."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(
            _("{path}: written by a newer DutyTrack (layout {revision}); update this program to open it").format(
                path=path, revision=revision
            )
        )


class LedgerBehindError(LedgerError):
    """The ledger has an older layout; opening it for writing brings it up to date."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(
            _("{path}: laid out by an older DutyTrack ({revision}); a command that writes will update it").format(
                path=path, revision=revision
            )
        )


class LedgerNotReadableError(LedgerError):
    """The file can't be opened."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            _("{path}: can't be read ({detail}); check the permissions of the file and its folder").format(
                path=path, detail=detail
            )
        )


class LedgerNotWritableError(LedgerError):
    """The file or its folder can't be written."""

    def __init__(self, path: Path, detail: str) -> None:
        self.detail = detail
        super().__init__(
            _("{path}: can't be written ({detail}); check the permissions of the file and its folder").format(
                path=path, detail=detail
            )
        )


class DiskFullError(LedgerError):
    """There is no room for what was to be written; nothing was."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path}: the disk is full; nothing was changed, make room and try again").format(path=path))


class DiskFailedError(LedgerError):
    """The disk did not do what was asked; nothing was changed."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            _("{path}: the disk fails ({detail}); nothing was changed, check the disk and its quota").format(
                path=path, detail=detail
            )
        )


class LedgerBusyError(LedgerError):
    """Another program is writing; nothing was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path}: another program is writing to the ledger; nothing was changed, try again").format(path=path)
        )


class NetworkFileSystemError(LedgerError):
    """The file lies where SQLite's locks can't be trusted."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            _(
                "{path}: on a network file system ({kind}), where two writers can destroy a ledger; "
                "keep it on a local disk and run dutytrack on that machine, by ssh for instance"
            ).format(path=path, kind=kind)
        )


class MigrationFailedError(LedgerError):
    """Bringing the ledger up to date went wrong; it is as it was."""

    def __init__(self, path: Path, detail: str, backup: Path | None) -> None:
        kept = _("; a backup is in {backup}").format(backup=backup) if backup else ""
        super().__init__(
            _("{path}: could not be brought up to date ({detail}); it was left as it was").format(
                path=path, detail=detail
            )
            + kept
        )


class RowAlteredError(LedgerError):
    """A row is not what the journal says: someone has changed the file by other means."""

    def __init__(self, entity: str, entity_id: str) -> None:
        super().__init__(
            _("{entity} {id} is not as the journal says, nothing was undone; run: dutytrack log verify").format(
                entity=entity, id=entity_id
            )
        )


class UnjournalledWriteError(RuntimeError):
    """A programming fault: a write that goes round the journal (bulk statement, raw SQL, an own commit)."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} goes round the journal: add, change or delete ORM objects inside a command instead")


@contextmanager
def naming_ledger(path: Path) -> Iterator[None]:
    """Within it, what SQLite says of the file at ``path`` is raised as the LedgerError it stands for."""
    try:
        yield
    except sqlite3.Error as error:
        fault = ledger_error(path, error)
        if fault is None:
            raise
        raise fault from error


def ledger_error(path: Path, error: sqlite3.Error) -> LedgerError | None:
    """What ``error`` says about the ledger at ``path``; ``None`` where it is not about the file."""
    code = _code(error)
    if code in _PLAIN:
        return _PLAIN[code](path)
    if code in _DETAILED:
        return _DETAILED[code](path, str(error))
    return None


def is_disk_full(error: sqlite3.Error) -> bool:
    """Whether there was no room for what was written."""
    return _code(error) == sqlite3.SQLITE_FULL


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY_CODE


_PLAIN: Mapping[int, Callable[[Path], LedgerError]] = {
    sqlite3.SQLITE_BUSY: LedgerBusyError,
    sqlite3.SQLITE_LOCKED: LedgerBusyError,
    sqlite3.SQLITE_NOTADB: NotALedgerError,
    sqlite3.SQLITE_FULL: DiskFullError,
}
_DETAILED: Mapping[int, Callable[[Path, str], LedgerError]] = {
    sqlite3.SQLITE_CORRUPT: LedgerDamagedError,
    sqlite3.SQLITE_READONLY: LedgerNotWritableError,
    sqlite3.SQLITE_PERM: LedgerNotWritableError,
    sqlite3.SQLITE_CANTOPEN: LedgerNotReadableError,
    sqlite3.SQLITE_IOERR: DiskFailedError,
}
