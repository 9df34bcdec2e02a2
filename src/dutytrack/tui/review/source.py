"""The source of the task under review, and its reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from dutytrack.domain.review.model import Draft
from dutytrack.tui.review.text import reading_text, source_text

ABOVE = 1
"""Rows of context left above the task."""


class _Pane(VerticalScroll):
    """A text laid out anew whenever the draft or the width is another."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "scroll_down", ""), ("k", "scroll_up", "")]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.draft: Draft | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", markup=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Lines end elsewhere."""
        self.draw()

    @property
    def cells(self) -> int:
        """The width of its text; the scroll bar's cells are kept free, so that no line moves when it comes."""
        return max(self.size.width - self.styles.scrollbar_size_vertical - 2, 20)

    @property
    def dark(self) -> bool:
        """Whether the theme is dark."""
        return self.app.current_theme.dark

    def draw(self) -> None:
        """Lay the text out."""

    def put(self, text: Text) -> None:
        """Show ``text``."""
        self.query_one(Static).update(text)


class SourcePane(_Pane):
    """The lines of the document around a task, scrolled to it whenever another one is shown."""

    def __init__(self, source: Sequence[str], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.source = source

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


class ReadingPane(_Pane):
    """What was read of a task, field by field, and what is doubtful about it."""

    def show(self, draft: Draft | None) -> None:
        """Show the reading of ``draft``, from its head."""
        self.draft = draft
        self.draw()
        self.scroll_home(animate=False)

    def draw(self) -> None:
        """Lay the fields out."""
        self.put(Text("") if self.draft is None else reading_text(self.draft, cells=self.cells))
