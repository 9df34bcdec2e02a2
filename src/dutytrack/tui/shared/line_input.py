"""A line to type into."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from dutytrack.output.cells import printable


class LineInput(Input):
    """Takes all that is pasted: several lines become one, where Textual would keep the first."""

    def on_paste(self, event: events.Paste) -> None:
        """What a terminal pastes."""
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def action_paste(self) -> None:
        """What was copied on these screens."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        line = " ".join(printable(part) for part in text.splitlines() if part.strip())
        self.replace(printable(line), *sorted(self.selection))
