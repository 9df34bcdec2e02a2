"""The source of the task under review, and its reading."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from dutytrack.domain.review.drafts import Draft
from dutytrack.tui.review.text import reading_text, source_text
from dutytrack.tui.shared.text_pane import TextPane

ABOVE = 1
"""Rows of context left above the task."""


class SourcePane(TextPane):
    """The lines of the document around a task, scrolled to it whenever another one is shown."""

    def __init__(self, source: Sequence[str], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.source = source
        self.draft: Draft | None = None

    def show(self, draft: Draft | None) -> None:
        """Show the source of ``draft``."""
        self.draft = draft
        self.draw()

    def draw(self) -> None:
        """Lay the lines out, the task's first one near the top."""
        if self.draft is None:
            self.put(Text(""))
            return
        laid = source_text(self.source, self.draft.task, cells=self.cells, dark=self.dark)
        self.put(laid.text)
        self.call_after_refresh(self.scroll_to, y=max(laid.row - ABOVE, 0), animate=False)


class ReadingPane(TextPane):
    """What was read of a task, field by field, and what is doubtful about it."""

    draft: Draft | None = None

    def show(self, draft: Draft | None) -> None:
        """Show the reading of ``draft``, from its head."""
        self.draft = draft
        self.draw()
        self.scroll_home(animate=False)

    def draw(self) -> None:
        """Lay the fields out."""
        self.put(Text("") if self.draft is None else reading_text(self.draft, cells=self.cells))
