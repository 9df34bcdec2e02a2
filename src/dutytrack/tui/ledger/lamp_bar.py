"""How many tasks stand under each lamp, and of which day and ledger that is: one line."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual import events
from textual.widgets import Static

from dutytrack.domain.lamps import LAMPS, lamp_style, lamp_word
from dutytrack.i18n import _
from dutytrack.output.cells import width


class LampBar(Static):
    """The lamp counts of the tasks shown; day and ledger at the right as far as there is room."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._counts: Mapping[str, int] = {}
        self._asides: tuple[str, ...] = ("",)

    def show(self, counts: Mapping[str, int], *, day: str, ledger: str) -> None:
        """Show ``counts`` as of ``day`` for the ledger named."""
        dated = _("as of {date}").format(date=day)
        self._counts, self._asides = counts, (f"{ledger}  {dated}", dated, day, "")
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """There is more or less room."""
        self._draw()

    def _draw(self) -> None:
        text = Text(no_wrap=True, overflow="crop")
        for lamp in LAMPS if self._counts else ():
            text.append(f" {lamp_word(lamp)} ", lamp_style(lamp, dark=self.app.current_theme.dark))
            text.append(f" {self._counts.get(lamp, 0)}  ")
        label = Text(no_wrap=True, overflow="crop").append(f" {_('View:')} ", "dim")
        if self._counts and label.cell_len + text.cell_len <= self.size.width:
            text = label.append_text(text)
        room = self.size.width - text.cell_len
        aside = next((aside for aside in self._asides if width(aside) <= room), "")
        text.append(" " * (room - width(aside)) + aside, "dim")
        self.update(text)
