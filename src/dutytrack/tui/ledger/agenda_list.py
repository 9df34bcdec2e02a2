"""What the office has to do, one line a thing under the heading of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events, on
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dutytrack.i18n import _
from dutytrack.output.cells import fill, in_print, width, wrap
from dutytrack.reports.agenda import AgendaItem, AgendaSection
from dutytrack.tui.shared.dialogs import ChoiceList

_UNIT = 16
_LEAST_FOR_TITLE = 100
"""Cells from which the task's title stands in the line; below that the detail pane says it."""
_LEAST_TITLE = 20


class _Columns(NamedTuple):
    """The widths of a line's parts, in cells."""

    key: int
    what: int
    title: int
    """0: left out."""
    also: int
    """What else there is, in lines of its own."""

    @classmethod
    def of(cls, items: Sequence[AgendaItem], cells: int) -> _Columns:
        """The widths for ``items`` in lines of ``cells`` cells: what there is goes before the title."""
        key = max([8, *(width(item.key) for item in items)])
        rest = cells - key - _UNIT - 6
        if cells < _LEAST_FOR_TITLE:
            return cls(key, rest, 0, rest)
        widest = max([0, *(width(item.what) for item in items)])
        what = min(widest, rest - 2 - _LEAST_TITLE)
        return cls(key, what, rest - 2 - what, rest)


class AgendaList(ChoiceList):
    """The things to do; says which one is under the cursor and which is opened."""

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

        def distance(n: int) -> tuple[bool, int, int]:
            """How far the thing at ``n`` is from what was under the cursor: the same thing first, then the nearest."""
            item = self._items[n]
            is_other = not (item and before and (item.key, item.act) == (before.key, before.act))
            return is_other, 0 if not is_other else abs(n - place), n

        things = [n for n, item in enumerate(self._items) if item is not None]
        self.highlighted = min(things, key=distance, default=None)
        self.post_message(self.Chosen())

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
        columns = _Columns.of([item for section in self._sections for item in section.items], cells)
        for section in self._sections:
            self._items.append(None)
            options.append(Option(_heading(section), disabled=True))
            for item in section.items:
                self._items.append(item)
                options.append(Option(_line(item, columns)))
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
    count = None if whole else _("first {shown} of {total}").format(shown=shown, total=section.counted)
    return Text(f"{section.title}  {section.told(count)}", "underline")


def _line(item: AgendaItem, columns: _Columns) -> Text:
    text = Text(no_wrap=True, overflow="crop")
    text.append("  " + fill(item.key, columns.key) + "  ", "bold")
    text.append(fill(in_print(item.unit or "-"), _UNIT) + "  ")
    text.append(fill(in_print(item.what), columns.what))
    if columns.title:
        text.append("  " + fill(in_print(item.title), columns.title))
    indent = " " * (columns.key + _UNIT + 6)
    for also in item.also:
        for line in wrap(in_print(_("besides: {also}").format(also=also)), columns.also):
            text.append(f"\n{indent}{line}")
    return text
