"""The review screen by itself, for ``import --review``: it needs no ledger before the review is accepted."""

from __future__ import annotations

from dutytrack.domain.review.model import Review
from dutytrack.tui.review.acceptance import Acceptance
from dutytrack.tui.review.screen import ReviewScreen
from dutytrack.tui.shared.base import BaseApp


class ReviewApp(BaseApp[str | None]):
    """One review; its value is a sentence on what was written, or ``None``."""

    CSS_PATH = "../app.tcss"
    TITLE = "DutyTrack"

    def __init__(self, review: Review, accept: Acceptance) -> None:
        super().__init__()
        self.review, self.accept = review, accept

    def on_mount(self) -> None:
        """Open the one screen; leaving it leaves the program."""
        self.push_screen(ReviewScreen(self.review, self.accept), self.exit)
