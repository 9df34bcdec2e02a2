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


class RowTable(DataTable[Text], Generic[Row]):
    """Rows, one a line; says when another one is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]

    class Chosen(Message):
        """Another row is under the cursor, or none."""

    def __init__(self, *, id: str, zebra_stripes: bool = False) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=zebra_stripes, cell_padding=1)
        self.rows_shown: Sequence[Row] = ()
        self._laid_width = 0

    @property
    def row(self) -> Row | None:
        """The row under the cursor; ``None`` where there is none (an empty table's cursor is anywhere)."""
        there = 0 <= self.cursor_row < min(len(self.rows_shown), self.row_count)
        return self.rows_shown[self.cursor_row] if there else None

    def go_to(self, place: int) -> None:
        """Put the cursor on the row at ``place``, negative from the end, if there is one."""
        if self.row_count:
            self.move_cursor(row=range(self.row_count)[place], animate=False)

    def lay_out(self) -> None:
        """Fill the table anew, for the width there is; the cursor stays on its row."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Share the new width out among the columns."""
        if event.size.width and event.size.width != self._laid_width:
            self._laid_width = event.size.width
            self.lay_out()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say that the cursor moved. The event's own row is ``None`` on an empty table."""
        event.stop()
        self.post_message(self.Chosen())
