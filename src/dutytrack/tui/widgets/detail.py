"""The chosen task in full."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from dutytrack.i18n import _
from dutytrack.store.reading import TaskDetail
from dutytrack.tui.render import detail_text


class DetailPane(VerticalScroll):
    """A task in full, scrolled to its head whenever another one is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "scroll_down", ""), ("k", "scroll_up", "")]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.shown: str | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="detail-text", markup=False)

    def show(self, detail: TaskDetail | None) -> None:
        """Show ``detail``, or that nothing is chosen."""
        text = Text(_("No task"), "dim") if detail is None else detail_text(detail, dark=self.app.current_theme.dark)
        self.query_one("#detail-text", Static).update(text)
        key = detail.row.key if detail else None
        if key != self.shown:
            self.shown = key
            self.scroll_home(animate=False)
