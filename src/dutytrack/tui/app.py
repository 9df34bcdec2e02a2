"""The terminal application: one ledger, its screens, its look, and an eye on what others change."""

from __future__ import annotations

from contextlib import closing
from typing import ClassVar

from dutytrack.config import Settings, ledger_today
from dutytrack.errors import LedgerError
from dutytrack.store.file.connection import open_reader
from dutytrack.store.reading.settings import settings as ledger_settings
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.ledger.detail_screen import DetailScreen
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.ledger.today import TodayScreen
from dutytrack.tui.shared.access import LedgerAccess, Watch
from dutytrack.tui.shared.base import BaseApp

DARK, LIGHT = "textual-dark", "textual-light"
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
        self.theme = DARK
        self._watch: Watch | None = None
        self._seen = (0, access.day())
        self._complaint = ""

    def on_mount(self) -> None:
        """Open the ledger screen and watch the file."""
        self.push_screen(LedgerScreen())
        self._watch = self.access.watch()
        self._seen = (self._watch.version(), self.access.day())
        self.set_interval(WATCH_SECONDS, self._look_for_changes)

    def on_unmount(self) -> None:
        """Let go of the file."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def show_ledger(self) -> None:
        """Go to the ledger screen."""
        while not isinstance(self.screen, LedgerScreen):
            self.pop_screen()

    def show_today(self) -> None:
        """Go to what there is to do."""
        if not isinstance(self.screen, TodayScreen):
            self.push_screen(TodayScreen())

    def open_task(self, key: str) -> None:
        """Show the task ``key`` on the whole screen."""
        self.push_screen(DetailScreen(key))

    def switch_theme(self) -> None:
        """Dark to light, light to dark."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    def _look_for_changes(self) -> None:
        if self._watch is None:
            return
        try:
            seen = (self._watch.version(), self.access.day())
        except LedgerError as error:
            self.heard("watch", error)
            self._complain(str(error))
            return
        self.heard("watch", None)
        if seen != self._seen:
            self._seen = seen
            for screen in self.screen_stack:
                if isinstance(screen, TaskActs):
                    screen.reload()

    def _complain(self, sentence: str) -> None:
        """Say once what is wrong with the file; the screens stay, and F5 tries again."""
        if sentence != self._complaint:
            self._complaint = sentence
            self.notify(sentence, severity="error", markup=False, timeout=8)


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
