"""What the office has to do, one line a thing under the heading of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dutytrack.i18n import _
from dutytrack.output.cells import fill, printable, width
from dutytrack.reports.agenda import AgendaItem, AgendaSection

_UNIT_CELLS = 16
_LEAST_FOR_TITLE = 100
"""Cells from which the task's title stands in the line; below that the detail pane says it."""


class AgendaList(OptionList):
    """The things to do; says which one is under the cursor and which is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]

    class Chosen(Message):
        """Another thing is under the cursor."""

    class Opened(Message):
        """The thing under the cursor was opened."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, compact=True)
        self._sections: Sequence[AgendaSection] = ()
        self._items: list[AgendaItem | None] = []
        self._laid_width = 0

    @property
    def item(self) -> AgendaItem | None:
        """The thing under the cursor."""
        place = self.highlighted
        return self._items[place] if place is not None and place < len(self._items) else None

    def show(self, sections: Sequence[AgendaSection]) -> None:
        """Show ``sections``; the cursor stays on its thing where that is still there, else near its place."""
        before, place = self.item, self.highlighted or 0
        self._sections = sections
        self._fill()
        same = next(
            (
                n
                for n, item in enumerate(self._items)
                if item and before and item.key == before.key and item.act == before.act
            ),
            None,
        )
        self.highlighted = same if same is not None else self._nearest(place)
        self.post_message(self.Chosen())

    def _nearest(self, place: int) -> int | None:
        there = [n for n, item in enumerate(self._items) if item is not None]
        return min(there, key=lambda n: (abs(n - place), n)) if there else None

    def on_resize(self, event: events.Resize) -> None:
        """Share the new width out."""
        if event.size.width != self._laid_width and event.size.width:
            self._laid_width = event.size.width
            highlighted = self.highlighted
            self._fill()
            self.highlighted = highlighted

    def _fill(self) -> None:
        self._items, options = [], []
        cells = max(self.scrollable_content_region.width, 40)
        keys = max([8, *(width(item.key) for section in self._sections for item in section.items)])
        for section in self._sections:
            self._items.append(None)
            options.append(Option(_heading(section), disabled=True))
            for item in section.items:
                self._items.append(item)
                options.append(Option(_line(item, keys, cells)))
        self.clear_options()
        self.add_options(options)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen())

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened())


def _heading(section: AgendaSection) -> Text:
    shown = len(section.items)
    whole = shown == section.total and not section.uncounted
    count = section.count if whole else _("first {shown} of {total}").format(shown=shown, total=section.count)
    return Text(f"{section.title}  {count}", "bold underline")


def _line(item: AgendaItem, keys: int, cells: int) -> Text:
    rest = cells - keys - _UNIT_CELLS - 6
    title = rest // 2 if cells >= _LEAST_FOR_TITLE else 0
    text = Text(no_wrap=True, overflow="crop")
    text.append("  " + fill(item.key, keys) + "  ", "bold")
    text.append(fill(printable(item.unit or "-"), _UNIT_CELLS) + "  ")
    text.append(fill(printable(item.what), rest - title - (2 if title else 0)))
    if title:
        text.append("  " + fill(printable(item.title), title))
    return text
