"""Copies of a ledger file, whole even while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dutytrack.store.file.errors import LedgerNotWritableError, is_disk_full, ledger_error
from dutytrack.store.file.location import make_file
from dutytrack.store.file.sharing import take_after
from dutytrack.store.sql import dialect


def back_up(path: Path, label: str) -> Path:
    """Copy the ledger at ``path`` to ``NAME.bak-LABEL-TIMESTAMP`` beside it, for the same people; the copy's path."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = path.with_name(f"{path.name}.bak-{label}-{stamp}")
    copy_ledger(path, target)
    take_after(path, target)
    return target


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
