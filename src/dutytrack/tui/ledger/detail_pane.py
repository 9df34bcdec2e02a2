"""The chosen task in full."""

from __future__ import annotations

from rich.text import Text

from dutytrack.store.reading.detail import TaskDetail
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.render import detail_text
from dutytrack.tui.shared.text_pane import TextPane


class DetailPane(TextPane):
    """A task in full, laid out for the pane's width, scrolled to its head whenever another one is shown."""

    detail: TaskDetail | None = None
    instead = ""
    """What is said where no task is chosen."""

    def show(self, detail: TaskDetail | None, *, instead: str = "") -> None:
        """Show ``detail``, or where there is none ``instead``."""
        other = self.key != (detail.row.key if detail else None)
        self.detail, self.instead = detail, instead
        self.draw()
        if other:
            self.scroll_home(animate=False)

    @property
    def key(self) -> str | None:
        """The key of the task shown."""
        return self.detail.row.key if self.detail else None

    def draw(self) -> None:
        """Lay the task out, or what is said instead."""
        if self.detail is None:
            self.put(Text("\n".join(flow(self.instead, self.cells)), "dim"))
        else:
            self.put(detail_text(self.detail, cells=self.cells, dark=self.dark))
