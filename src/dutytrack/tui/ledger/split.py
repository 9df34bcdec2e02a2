"""A screen with a list and, below or beside it, the chosen task in full."""

from __future__ import annotations

from textual import events

from dutytrack.store.reading.detail import TaskDetail
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.ledger.detail import DetailPane, DetailScreen
from dutytrack.tui.shared.gateway import ask

WIDE = 150
"""Cells from which the detail stands beside the list instead of below it."""
NARROW = 100
"""Cells below which a sidebar waits to be asked for."""
LOW, HIGH = 30, 45
"""Lines below, and from, which the detail pane gets fewer or more."""


class SplitScreen(TaskActs):
    """Lays itself out by its size, and shows the chosen task."""

    def on_resize(self, event: events.Resize) -> None:
        """Lay out by the size there is."""
        width, height = event.size
        for name, holds in {
            "-wide": width >= WIDE,
            "-narrow": width < NARROW,
            "-low": height < LOW,
            "-high": height >= HIGH,
        }.items():
            self.set_class(holds, name)

    def show_task(self, key: str | None, instead: str) -> None:
        """Show the task ``key`` in the detail pane, or ``instead`` where there is none."""
        if key is None:
            self.query_one(DetailPane).show(None, instead=instead)
        else:
            ask(self, "detail", lambda: self.access.detail(key), self._show_detail)

    def _show_detail(self, detail: TaskDetail | None) -> None:
        if detail is not None and detail.row.key == self.chosen:
            self.query_one(DetailPane).show(detail)

    def action_open(self) -> None:
        """Show the chosen task on the whole screen."""
        if self.chosen:
            self.app.push_screen(DetailScreen(self.access, self.chosen))

    def action_detail(self) -> None:
        """Show or hide the detail pane."""
        self.toggle_class("-detail-off")

    def action_dark(self) -> None:
        """Switch between dark and light; the lamps' colours go with it."""
        super().action_dark()
        self.reload()
