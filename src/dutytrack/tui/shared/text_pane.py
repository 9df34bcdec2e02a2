"""A scrolling text, laid out for the width there is."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static


class TextPane(VerticalScroll):
    """A text that is laid out anew whenever it or the width is another."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "scroll_down", ""), ("k", "scroll_up", "")]

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id=f"{self.id}-text", markup=False)

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
        raise NotImplementedError

    def put(self, text: Text) -> None:
        """Show ``text``."""
        self.query_one(Static).update(text)
