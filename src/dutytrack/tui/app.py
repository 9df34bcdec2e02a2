"""The terminal application: one ledger, its screens, its look, and an eye on what others change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import ClassVar

from dutytrack.config import Settings, ledger_today
from dutytrack.errors import LedgerError
from dutytrack.store.file.connection import data_version, open_reader
from dutytrack.store.file.sharing import settle
from dutytrack.store.reading.settings import settings as ledger_settings
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.base import BaseApp

WATCH_SECONDS = 1.0
"""How often to ask SQLite, by one pragma, whether another program changed the ledger."""


class DutyTrackApp(BaseApp[None]):
    """DutyTrack on a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "DutyTrack"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(self, access: LedgerAccess) -> None:
        super().__init__()
        self.access = access
        self._watched: sqlite3.Connection | None = None
        """Kept open, so that another program's changes are noticed."""
        self._seen = (0, access.day())
        self._complaint = ""

    def on_mount(self) -> None:
        """Open the ledger screen and watch the file."""
        self.push_screen(LedgerScreen(self.access))
        self._watched = open_reader(self.access.path, self._warn)
        settle(self.access.path)
        ledger_settings(self._watched, self._warn)
        self._seen = (data_version(self._watched, self.access.path), self.access.day())
        self.set_interval(WATCH_SECONDS, self._look_for_changes)

    def on_unmount(self) -> None:
        """Let go of the file."""
        if self._watched is not None:
            self._watched.close()
            self._watched = None

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False, timeout=8)

    def _look_for_changes(self) -> None:
        if self._watched is None:
            return
        try:
            seen = (data_version(self._watched, self.access.path), self.access.day())
        except LedgerError as error:
            self.heard("watch", error)
            if str(error) != self._complaint:  # said once; the screens stay, and F5 tries again
                self._complaint = str(error)
                self.notify(self._complaint, severity="error", markup=False, timeout=8)
            return
        self.heard("watch", None)
        if seen != self._seen:
            self._seen = seen
            for screen in self.screen_stack:
                if isinstance(screen, TaskActs):
                    screen.reload()


def run(settings: Settings) -> None:
    """Open the ledger of ``settings`` on the terminal until the user leaves; LedgerError where it is gone by then."""
    assert settings.ledger is not None
    with closing(open_reader(settings.ledger)) as connection:
        kept = ledger_settings(connection)
    access = LedgerAccess(
        settings.ledger, today=lambda: ledger_today(settings, kept), actor=settings.actor, as_of=settings.as_of
    )
    DutyTrackApp(access).run_to_end()
    with access.reading():
        """Opening it again is the last look."""
