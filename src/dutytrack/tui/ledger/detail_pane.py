"""The chosen task in full."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from dutytrack.store.reading.detail import TaskDetail
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.render import detail_text


class DetailPane(VerticalScroll):
    """A task in full, laid out for the pane's width, scrolled to its head whenever another one is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "scroll_down", ""), ("k", "scroll_up", "")]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.detail: TaskDetail | None = None
        self.instead = ""
        """What is said where no task is chosen."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="detail-text", markup=False)

    def show(self, detail: TaskDetail | None, *, instead: str = "") -> None:
        """Show ``detail``, or where there is none ``instead``."""
        other = self.key != (detail.row.key if detail else None)
        self.detail, self.instead = detail, instead
        self._draw()
        if other:
            self.scroll_home(animate=False)

    @property
    def key(self) -> str | None:
        """The key of the task shown."""
        return self.detail.row.key if self.detail else None

    def on_resize(self, _event: events.Resize) -> None:
        """Lines end elsewhere."""
        self._draw()

    def _draw(self) -> None:
        # The scroll bar's cells are kept free whether it is there or not, so that no line moves when it comes.
        cells = max(self.size.width - self.styles.scrollbar_size_vertical - 2, 20)
        if self.detail is None:
            text = Text("\n".join(flow(self.instead, cells)), "dim")
        else:
            text = detail_text(self.detail, cells=cells, dark=self.app.current_theme.dark)
        self.query_one("#detail-text", Static).update(text)
