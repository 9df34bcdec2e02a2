"""The ledger, open for writing: every change goes through a command."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Engine
from sqlmodel import Session

from dutytrack.drafts import sweep
from dutytrack.store.facts.kept import Progress
from dutytrack.store.file.connection import open_checked
from dutytrack.store.file.engine import writing_engine
from dutytrack.store.file.errors import LedgerBehindError, LedgerLinkedError, naming_ledger
from dutytrack.store.file.location import check_location, is_there
from dutytrack.store.file.sharing import settle
from dutytrack.store.file.turns import turn
from dutytrack.store.journal.heads import keep
from dutytrack.store.journal.recorder import CommandSession
from dutytrack.store.journal.rows import CommandHeader, command_header

_TRIES, _MOMENT = 10, 0.02
"""A new ledger has a second name while it is put in its place."""


class Ledger:
    """A ledger file, open for writing."""

    def __init__(
        self, path: Path, engine: Engine, held: sqlite3.Connection, *, is_new: bool = False, durable: bool = True
    ) -> None:
        """``held`` stays open between commands: SQLite empties its log, and waits for it, when the last one closes.

        ``is_new``: it was made for the commands to come, and goes again where none of them is kept. ``durable``: the
        heads of its journal are kept.
        """
        self.path = path
        self.engine = engine
        self._held = held
        self._is_new = is_new
        self._is_durable = durable
        self.written: list[CommandHeader] = []
        """The commands that have been kept."""
        self._has_failed = False
        self.backup: Path | None = None
        """Where it is kept as it was, where opening brought it up to date."""
        self.tell: Callable[[str], None] | None = None
        """Told a sentence where something about a command is to be said beside what it does."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        group: str | None = None,
        durable: bool = True,
        progress: Progress | None = None,
    ) -> Self:
        """The ledger at ``path``, brought up to date (after a backup) where it is behind.

        ``create`` starts a new one where there is none, ``group`` names the system group that shares a new one.
        Commands wait for the disk, unless ``durable`` is off: for a ledger that can be made anew. ``progress`` is told
        how far bringing it up to date is. LedgerError where the file can't be used.
        """
        is_new = create and not is_there(path)
        if is_new:
            from dutytrack.store.file.creation import create_ledger

            create_ledger(path, group)
        held, backup = _brought_up_to_date(path, progress)
        settle(path)
        opened = cls(path, writing_engine(path, durable=durable), held, is_new=is_new, durable=durable)
        opened.backup = backup
        return opened

    @contextmanager
    def command(
        self, name: str, *, actor: str, reason: str | None = None, now: datetime | None = None, rehearsal: bool = False
    ) -> Iterator[Session]:
        """A session for one command of ``actor``: all of it is written and journalled at the end, or nothing.

        ``now`` (aware) is the journal's time stamp; of a ``rehearsal`` nothing is kept. Raises LedgerBusyError where
        another program is writing.
        """
        header = command_header(name, actor=actor, reason=reason, now=now)
        with self.recording(header, rehearsal=rehearsal) as session:
            yield session

    @contextmanager
    def recording(self, header: CommandHeader, *, rehearsal: bool = False) -> Iterator[CommandSession]:
        """Like ``command``, for the journal's own commands.

        Raises HeadNotKeptError where the command is done and its head could not be kept.
        """
        try:
            with naming_ledger(self.path), turn(self.path), CommandSession(self.engine, header) as session:
                yield session
                if not rehearsal:
                    session.finish()
            if session.clock_doubt is not None and self.tell is not None and not rehearsal:
                self.tell(session.clock_doubt)
            self._is_new = self._is_new and rehearsal
            if session.head is not None and not rehearsal:
                self.written.append(session.header)
            if not rehearsal:
                self._keep_head(session)
        finally:
            self._has_failed = self._is_new

    def _keep_head(self, session: CommandSession) -> None:
        """Keep the head of a command that is done, before anybody is told that it is."""
        if self._is_durable and session.head is not None:
            settle(self.path)
            keep(self.path, session.head, f"{session.header.at} {session.header.id}", session.second_place)

    def close(self) -> None:
        """Let go of the file; one that was made for commands of which none is kept is taken away again."""
        self.engine.dispose()
        self._held.close()
        if self._has_failed:
            from dutytrack.store.file.creation import remove_unused

            remove_unused(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


def _check_names(path: Path) -> None:
    """Raise LedgerLinkedError where the file at ``path`` has several names, for longer than it takes to get its own."""
    for _try in range(_TRIES):
        if not path.is_file() or (names := path.stat().st_nlink) == 1:
            return
        time.sleep(_MOMENT)
    raise LedgerLinkedError(path, detail=str(names))


def _brought_up_to_date(path: Path, progress: Progress | None) -> tuple[sqlite3.Connection, Path | None]:
    """A connection to the ledger at ``path``, and where it is kept as it was where it had to be brought up to date."""
    check_location(path)
    sweep(path.parent)  # a run that was killed may have left the name under which it made the ledger
    _check_names(path)
    try:
        return open_checked(path, "mode=rw"), None
    except LedgerBehindError:
        from dutytrack.store.file.migrate import upgrade

        backup = upgrade(path, progress)
        return open_checked(path, "mode=rw"), backup
