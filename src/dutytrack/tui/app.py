"""The terminal application: one ledger, its screens, its look, and an eye on what others change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from dutytrack.config import Settings, ledger_today
from dutytrack.i18n import _
from dutytrack.store.connection import open_reader
from dutytrack.store.reading.settings import settings as ledger_settings
from dutytrack.tui import keys
from dutytrack.tui.access import LedgerAccess
from dutytrack.tui.screens.acts import TaskActs
from dutytrack.tui.screens.detail import DetailScreen
from dutytrack.tui.screens.ledger import LedgerScreen
from dutytrack.tui.screens.today import TodayScreen

DARK, LIGHT = "textual-dark", "textual-light"
WATCH_SECONDS = 1.0
"""How often to ask SQLite, by one pragma, whether another program changed the ledger."""


class DutyTrackApp(App[None]):
    """DutyTrack on a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "DutyTrack"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = True

    def __init__(self, access: LedgerAccess) -> None:
        super().__init__()
        self.access = access
        self.theme = DARK
        self._watched: sqlite3.Connection | None = None
        self._seen = 0
        self._day = access.day()

    def on_mount(self) -> None:
        """Open the ledger screen and watch the file."""
        self.push_screen(LedgerScreen())
        self._watched = self.access.watch()
        self._seen = self._version()
        self.set_interval(WATCH_SECONDS, self._look_for_changes)

    def on_unmount(self) -> None:
        """Let go of the file."""
        if self._watched is not None:
            with closing(self._watched):
                self._watched = None

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what this screen's keys do, then Textual's own."""
        for command in keys.commands_of(screen):
            action = command.action
            yield SystemCommand(
                f"{_(command.group)}: {_(command.label)}",
                _(command.help),
                lambda action=action, screen=screen: screen.run_worker(screen.run_action(action)),
            )
        yield from super().get_system_commands(screen)

    def _version(self) -> int:
        if self._watched is None:
            return 0
        (version,) = self._watched.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _look_for_changes(self) -> None:
        version, day = self._version(), self.access.day()
        if (version, day) != (self._seen, self._day):
            self._seen, self._day = version, day
            for screen in self.screen_stack:
                if isinstance(screen, TaskActs):
                    screen.reload()


def run(settings: Settings) -> None:
    """Open the ledger of ``settings`` on the terminal until the user leaves."""
    assert settings.ledger is not None
    with closing(open_reader(settings.ledger)) as connection:
        kept = ledger_settings(connection)
    access = LedgerAccess(
        settings.ledger, today=lambda: ledger_today(settings, kept), actor=settings.actor, as_of=settings.as_of
    )
    DutyTrackApp(access).run()
