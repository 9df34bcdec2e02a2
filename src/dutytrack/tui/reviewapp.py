"""The review screen by itself, for ``import --review``: it needs no ledger before the review is accepted."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App, SystemCommand
from textual.screen import Screen

from dutytrack.domain.review import Review
from dutytrack.i18n import _
from dutytrack.tui import keys
from dutytrack.tui.acceptance import Acceptance
from dutytrack.tui.screens.review import DARK, ReviewScreen


class ReviewApp(App[str | None]):
    """One review; its value is a sentence on what was written, or ``None``."""

    CSS_PATH = "app.tcss"
    TITLE = "DutyTrack"

    def __init__(self, review: Review, accept: Acceptance) -> None:
        super().__init__()
        self.review, self.accept = review, accept
        self.theme = DARK

    def on_mount(self) -> None:
        """Open the one screen; leaving it leaves the program."""
        self.push_screen(ReviewScreen(self.review, self.accept), self.exit)

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


def run_review(review: Review, accept: Acceptance) -> str | None:
    """Open ``review`` on the terminal; a sentence on what was written, or ``None``."""
    return ReviewApp(review, accept).run()
