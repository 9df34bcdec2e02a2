"""A table of rows of which one is under the cursor, or none: the only place that turns the cursor into a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import DataTable

Row = TypeVar("Row")
Name = TypeVar("Name", str, int)


class RowTable(DataTable[Text], Generic[Row, Name]):
    """Rows, one a line; says when another one is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]

    keeps_line: ClassVar = False
    """Whether the cursor stays on its line where its row is gone, and is scrolled to."""

    class Chosen(Message):
        """Another row is under the cursor, or none."""

    def __init__(self, *, id: str, zebra_stripes: bool = False) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=zebra_stripes, cell_padding=1)
        self.rows_shown: Sequence[Row] = ()
        self._laid_width = 0

    def name_of(self, row: Row) -> Name:
        """What tells ``row`` from others, however they are ordered."""
        raise NotImplementedError

    def fill(self) -> None:
        """Add the columns, for the width there is, and a line a row."""
        raise NotImplementedError

    @property
    def row(self) -> Row | None:
        """The row under the cursor; ``None`` where there is none (an empty table's cursor is anywhere)."""
        there = 0 <= self.cursor_row < min(len(self.rows_shown), self.row_count)
        return self.rows_shown[self.cursor_row] if there else None

    @property
    def chosen(self) -> Name | None:
        """The name of the row under the cursor."""
        row = self.row
        return None if row is None else self.name_of(row)

    def go_to(self, place: int) -> None:
        """Put the cursor on the row at ``place``, negative from the end, if there is one."""
        if self.row_count:
            self.move_cursor(row=range(self.row_count)[place], animate=False)

    def choose(self, name: Name) -> None:
        """Put the cursor on the row ``name``, if it is shown."""
        place = self._place_of(name)
        if place is not None:
            self.go_to(place)

    def _place_of(self, name: Name | None) -> int | None:
        return next((place for place, row in enumerate(self.rows_shown) if self.name_of(row) == name), None)

    def refill(self, chosen: Name | None) -> None:
        """Fill the table anew, with the cursor on the row ``chosen`` where that is still there."""
        before, offset = max(self.cursor_row, 0) if self.keeps_line else 0, self.scroll_offset.y
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            self.fill()
            self.scroll_to(y=offset, animate=False)
            place = self._place_of(chosen)
            line = max(min(before if place is None else place, self.row_count - 1), 0)
            self.move_cursor(row=line, animate=False, scroll=self.keeps_line)
        self.post_message(self.Chosen())

    def on_resize(self, event: events.Resize) -> None:
        """Share the new width out among the columns."""
        if event.size.width and event.size.width != self._laid_width:
            self._laid_width = event.size.width
            self.refill(self.chosen)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say that the cursor moved. The event's own row is ``None`` on an empty table."""
        event.stop()
        self.post_message(self.Chosen())
