"""What all screens do alike that have a table of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from textual.screen import ModalScreen, Screen

from dutytrack.tui.shared.base import DARK, LIGHT
from dutytrack.tui.shared.help import HelpScreen
from dutytrack.tui.shared.keys import Command
from dutytrack.tui.shared.row_table import RowTable

Result = TypeVar("Result")
Answer = TypeVar("Answer")


class CommandScreen(Screen[Result]):
    """A screen whose keys, footer, palette and help come from its table of commands."""

    COMMAND_TABLE: ClassVar[Sequence[Command]] = ()

    def ask_for(self, dialog: ModalScreen[Answer], go_on: Callable[[Answer], Any]) -> None:
        """Open ``dialog`` and ``go_on`` with what it gives, unless the user thinks better of it."""
        self.app.push_screen(dialog, lambda answer: None if answer is None else go_on(answer))

    def warn(self, sentence: str) -> None:
        """Say why something is not done."""
        self.notify(sentence, severity="warning", markup=False)

    def action_top(self) -> None:
        """Go to the first row."""
        self.query_one(RowTable).go_to(0)

    def action_bottom(self) -> None:
        """Go to the last row."""
        self.query_one(RowTable).go_to(-1)

    def action_dark(self) -> None:
        """Switch between dark and light."""
        self.app.theme = LIGHT if self.app.current_theme.dark else DARK

    def action_help(self) -> None:
        """Show what the keys do."""
        self.app.push_screen(HelpScreen(self.COMMAND_TABLE))
