"""How many tasks stand under each lamp: one line, each figure a filter."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text
from textual.widgets import Static

from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.i18n import _
from dutytrack.tui.style import lamp_style


class LampBar(Static):
    """The lamp counts of the tasks shown, and of what date they are."""

    def show(self, counts: Mapping[str, int], *, day: str, ledger: str) -> None:
        """Show ``counts`` as of ``day`` for the ledger named."""
        text = Text(no_wrap=True, overflow="crop")
        for lamp in LAMPS:
            text.append(f" {lamp_word(lamp)} ", lamp_style(lamp, dark=self.app.current_theme.dark))
            text.append(f" {counts.get(lamp, 0)}  ")
        total = sum(counts.values())
        text.append(_("{total} tasks").format(total=total), "bold")
        text.append(_(", as of {date}").format(date=day))
        text.append(f"  {ledger}", "dim")
        self.update(text)
