"""Putting a ledger that was made aside in its place: nothing that came there meanwhile is lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from dutytrack.drafts import settle_folder
from dutytrack.store.file.errors import naming_ledger
from dutytrack.store.file.location import HEADS_ENDING, forget_known
from dutytrack.store.sql.dialect import BEGIN_WRITING, SIDE_ENDINGS, connect


def put_new(draft: Path, path: Path) -> bool:
    """Give ``draft``, which the disk has, the name ``path`` for good, unless something has that name: whether it was.

    Nobody ever sees half a ledger. Raises OSError.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # disks that know no hard links
        if os.path.lexists(path):
            return False
        draft.rename(path)
    settle_folder(path.parent)
    return True


def replace(draft: Path, path: Path, may_go: Callable[[sqlite3.Connection], bool]) -> bool:
    """Put ``draft`` in the place of the ledger at ``path``, if ``may_go`` says so of that: whether it was put there.

    Raises LedgerError (the one at ``path`` can't be used, or another program is writing to it), OSError (the files
    can't be moved).
    """
    aside = draft.parent / "old"
    aside.mkdir()
    return _take_away(path, aside, may_go) and put_new(draft, path)


def _take_away(path: Path, aside: Path, may_go: Callable[[sqlite3.Connection], bool]) -> bool:
    """Move the ledger at ``path`` into ``aside`` with its side files; nobody can write to it from the question on."""
    moved, seen = aside / path.name, path.stat()
    with naming_ledger(path), closing(connect(path, "mode=rw")) as connection:
        connection.execute(BEGIN_WRITING)
        if not may_go(connection):
            return False
        path.rename(moved)
        if not os.path.samestat(moved.stat(), seen):
            _put_back(moved, path)
            return False
        for ending in (*SIDE_ENDINGS, HEADS_ENDING):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside / (path.name + ending))
        forget_known(path)
    return True


def _put_back(moved: Path, path: Path) -> None:
    """Give what was moved by mistake its name again, or that of a backup where the name is taken."""
    if not put_new(moved, path):
        moved.rename(path.with_name(f"{path.name}.bak-{os.urandom(4).hex()}"))
