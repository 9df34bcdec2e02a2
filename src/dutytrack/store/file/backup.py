"""Copies of a ledger file, whole even while others write; a backup is checked and durable before it has its name."""

from __future__ import annotations

import glob
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dutytrack.drafts import put, workplace
from dutytrack.store.file.errors import (
    BackupFailedError,
    LedgerNotWritableError,
    is_disk_full,
    ledger_error,
    naming_ledger,
    writing_error,
)
from dutytrack.store.file.location import make_file
from dutytrack.store.file.sharing import take_after
from dutytrack.store.sql import dialect

_AT_REST = "mode=ro&immutable=1"
"""How a copy that nobody writes to is opened: nothing is left beside it."""


def back_up(path: Path, label: str) -> Path:
    """Copy the ledger at ``path``, of the revision ``label``, to ``NAME.bak-LABEL-TIMESTAMP`` beside it; its path.

    One of that revision that is there already, whole and with the same journal, is enough. Raises BackupFailedError
    (the copy is no whole ledger), another LedgerError (the ledger can't be read, or the copy not be written).
    """
    with naming_ledger(path), closing(dialect.connect(path, "mode=ro")) as source:
        head = _head(source)
    there = sorted(path.parent.glob(f"{glob.escape(path.name)}.bak-{label}-*Z"), reverse=True)
    kept = next((one for one in there if _holds(one, label, head)), None)
    return kept or _copied(path, label)


def copy_ledger(path: Path, target: Path) -> None:
    """Copy the ledger at ``path`` to the new file ``target``, its owner's alone.

    Raises LedgerError (the one can't be read, or the other not written).
    """
    make_file(target)
    try:
        with closing(dialect.connect(path, "mode=ro")) as source, closing(dialect.connect(target, "mode=rw")) as copy:
            dialect.copy(source, copy)
    except sqlite3.Error as error:
        target.unlink()
        at_fault = target if is_disk_full(error) else path
        raise ledger_error(at_fault, error) or LedgerNotWritableError(target, detail=str(error)) from error


def revision_in(connection: dialect.Reader) -> str:
    """The revision that the ledger of ``connection`` is laid out by; ``0`` where it is not laid out."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        row = None
    return str(row[0]) if row else "0"


def _copied(path: Path, label: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = path.with_name(f"{path.name}.bak-{label}-{stamp}")
    try:
        with workplace(path.parent) as place:
            draft = place / target.name
            copy_ledger(path, draft)
            fault = _fault(draft, label)
            if fault:
                raise BackupFailedError(path, fault)
            put(draft, target)
    except OSError as error:
        raise writing_error(target, error) from error
    take_after(path, target)
    return target


def _holds(backup: Path, label: str, head: Any) -> bool:
    """Whether ``backup`` is a whole ledger of the revision ``label`` whose journal ends with ``head``."""
    try:
        with closing(dialect.connect(backup, _AT_REST)) as connection:
            is_same = _head(connection) == head
    except sqlite3.Error:
        return False
    return is_same and not _fault(backup, label)


def _fault(file: Path, label: str) -> str:
    """What is the matter with the copy ``file``, which should be of the revision ``label``; empty for nothing."""
    try:
        with closing(dialect.connect(file, _AT_REST)) as connection:
            [said] = connection.execute(dialect.FIRST_FAULT).fetchone()
            found = revision_in(connection)
    except sqlite3.Error as error:
        return str(error)
    if said != dialect.NO_FAULT:
        return str(said).splitlines()[0]
    return "" if found == label else f"revision {found}"


def _head(connection: dialect.Reader) -> Any:
    """The last row of the journal; ``None`` where there is no journal yet."""
    try:
        return connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        return None
