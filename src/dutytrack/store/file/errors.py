"""Why a ledger file can't be used, one class a case: file, reason and way out in one line."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar

from dutytrack.errors import LedgerError
from dutytrack.i18n import N_, _, listed
from dutytrack.store.file.ground import closed_ground
from dutytrack.store.sql import dialect

_NO_JSON = "malformed JSON"
"""What SQLite says of a list in a derived row that is none; no JSON of people's reaches it unread."""
_NO_TEXT = "Could not decode to UTF-8"
"""How Python's own complaint begins about a text that is none; it has no code."""
_NO_SEARCH = ("invalid fts5 file format", "vtable constructor failed", "fts5: ")
"""How the search complains about its index; its codes say nothing."""
_NEAR_THE_END = 2**62
"""An id that no ledger gets to by use; the last there is: 2 ** 63 - 1."""
_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes carry the primary one in their low byte."""


class _FileError(LedgerError):
    """What is the matter with a file, said by its class's ``sentence`` with some facts."""

    sentence: ClassVar[str]

    def __init__(self, path: Path, **facts: str) -> None:
        self.facts = facts
        super().__init__(_(self.sentence).format(path=path, **facts))


class LedgerNotFoundError(_FileError):
    """There is no file at the ledger's path."""

    sentence = N_("{path}: no ledger there; give another by --ledger, or start one with: dutytrack import")


class NotALedgerError(_FileError):
    """The file is something else: another program's database, or no database at all."""

    sentence = N_("{path}: not a DutyTrack ledger; give another file by --ledger")


class LedgerDamagedError(_FileError):
    """SQLite can't make sense of the file."""

    sentence = N_("{path}: the ledger is damaged ({detail}); put a backup in its place")


class LedgerNewerError(_FileError):
    """A newer program has laid out the ledger."""

    sentence = N_("{path}: written by a newer DutyTrack (layout {revision}); update this program to open it")


class LedgerBehindError(_FileError):
    """The ledger has an older layout; opening it for writing brings it up to date."""

    sentence = N_("{path}: laid out by an older DutyTrack ({revision}); a command that writes will update it")


class LedgerAlteredError(_FileError):
    """The file lays out something otherwise than this program does, so that no answer of it can be relied on."""

    sentence = N_(
        "{path}: the ledger is laid out otherwise than it should be ({what}), so it is neither read nor written; "
        "dutytrack log verify names what differs, a backup in its place is the way out"
    )


class LedgerForeignError(_FileError):
    """The file holds, or lacks, something that makes no answer wrong; but nothing is written beside it."""

    sentence = N_(
        "{path}: the ledger is laid out otherwise than it should be ({what}), so nothing is written; "
        "dutytrack log verify names what differs"
    )


class LedgerLinkedError(_FileError):
    """The file has several names: what is written by one is in another's log, and one of them is lost."""

    sentence = N_(
        "{path}: the file has {detail} names (hard links), so nothing is written; put a copy in the place of each: cp"
    )


class LedgerNotReadableError(_FileError):
    """The file can't be opened."""

    sentence = N_("{path}: can't be read ({detail}); check the permissions of the file and its folder")


class LedgerNotWritableError(_FileError):
    """The file or its folder can't be written."""

    sentence = N_("{path}: can't be written ({detail}); check the permissions of the file and its folder")


class DiskFullError(_FileError):
    """There is no room for what was to be written; nothing was."""

    sentence = N_("{path}: the disk is full; nothing was changed, make room and try again")


class IdsUsedUpError(_FileError):
    """Somebody has set the numbers of a table's rows to the last there is: SQLite calls that a full disk."""

    sentence = N_(
        "{path}: the ledger's numbering of {detail} is at its end, so nothing was written; it was set there by another "
        "program, see dutytrack log verify; a backup in its place is the way out"
    )


class DiskFailedError(_FileError):
    """The disk did not do what was asked; nothing was changed."""

    sentence = N_("{path}: the disk fails ({detail}); nothing was changed, check the disk and its quota")


class LedgerBusyError(_FileError):
    """Another program is writing; nothing was changed."""

    sentence = N_("{path}: another program is writing to the ledger; nothing was changed, try again")


class NetworkFileSystemError(_FileError):
    """The file lies where SQLite's locks can't be trusted."""

    sentence = N_(
        "{path}: on a network file system ({kind}), where two writers can destroy a ledger; "
        "keep it on a local disk and run dutytrack on that machine, by ssh for instance"
    )


class MigrationFailedError(LedgerError):
    """Bringing the ledger up to date went wrong; it is as it was."""

    def __init__(self, path: Path, detail: str, backup: Path | None) -> None:
        kept = _("; a backup is in {backup}").format(backup=backup) if backup else ""
        template = _("{path}: could not be brought up to date ({detail}); it was left as it was")
        super().__init__(template.format(path=path, detail=detail) + kept)


class BackupFailedError(LedgerError):
    """What was copied is not a whole ledger: it is not kept, and what it was to be made for is not done."""

    def __init__(self, path: Path, detail: str) -> None:
        template = _("{path}: no backup could be made that is whole ({detail}); nothing was changed")
        super().__init__(template, path=path, detail=detail)


class RowAlteredError(LedgerError):
    """A row is not what the journal says: someone has changed the file by other means."""

    def __init__(self, entity: str, entity_id: str) -> None:
        template = _("{entity} {id} is not as the journal says, nothing was undone; run: dutytrack log verify")
        super().__init__(template, entity=entity, id=entity_id)


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
    kind = _KINDS.get(_code(error))
    if kind is None and str(error).startswith((_NO_TEXT, _NO_JSON, *_NO_SEARCH)):
        kind = LedgerDamagedError
    detail = str(error)
    is_vague = kind in {LedgerNotReadableError, DiskFailedError}
    if is_vague and os.access(path, os.R_OK) and (cause := closed_ground(path)):
        kind, detail = _CAUSES.get(cause, LedgerNotWritableError), os.strerror(cause)
    elif kind is DiskFullError and (tables := _used_up(path)):
        kind, detail = IdsUsedUpError, listed(tables)
    return kind(path, detail=detail) if kind else None


def _used_up(path: Path) -> list[str]:
    """The tables of the ledger at ``path`` whose ids are nearer to the last there is than any use brings them."""
    from dutytrack.domain.words.journal import ENTITY_WORDS, entity_word

    query = f"{dialect.LAST_IDS} WHERE typeof(seq) = 'integer' AND seq >= ?"
    try:
        with closing(dialect.connect(path, "mode=ro")) as connection:
            return [
                entity_word(name) for name, _last in connection.execute(query, (_NEAR_THE_END,)) if name in ENTITY_WORDS
            ]
    except sqlite3.Error:
        return []


def writing_error(path: Path, error: OSError) -> LedgerError:
    """What ``error`` says about writing the file or folder at ``path``, which is a ledger's."""
    return _CAUSES.get(error.errno or 0, LedgerNotWritableError)(path, detail=error.strerror or str(error))


def is_disk_full(error: sqlite3.Error) -> bool:
    """Whether there was no room for what was written."""
    return _code(error) == sqlite3.SQLITE_FULL


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY_CODE


_CAUSES: Mapping[int, type[_FileError]] = {
    errno.ENOSPC: DiskFullError,
    errno.EDQUOT: DiskFullError,
    errno.EIO: DiskFailedError,
}
_KINDS: Mapping[int, type[_FileError]] = {
    sqlite3.SQLITE_BUSY: LedgerBusyError,
    sqlite3.SQLITE_LOCKED: LedgerBusyError,
    sqlite3.SQLITE_NOTADB: NotALedgerError,
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_CORRUPT: LedgerDamagedError,
    sqlite3.SQLITE_READONLY: LedgerNotWritableError,
    sqlite3.SQLITE_PERM: LedgerNotWritableError,
    sqlite3.SQLITE_CANTOPEN: LedgerNotReadableError,
    sqlite3.SQLITE_IOERR: DiskFailedError,
}
