"""The table of tasks: a window of the ledger, cut to the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import DataTable

from dutytrack.domain.lamps import lamp_word
from dutytrack.i18n import N_, _
from dutytrack.output.cells import cut, printable
from dutytrack.store.reading import TaskRow
from dutytrack.tui.style import lamp_style


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    sort: str
    label: str
    width: int
    """In cells; 0 shares what is left over."""
    value: Callable[[TaskRow], str]
    least: int = 0
    """The table's width from which on the column is shown."""


COLUMNS = (
    Column("key", N_("Key"), 9, lambda row: row.key),
    Column("lamp", N_("Lamp"), 8, lambda row: lamp_word(row.lamp)),
    Column("due", N_("Due"), 10, lambda row: row.due.isoformat() if row.due else "-"),
    Column("title", N_("Task"), 0, lambda row: row.title),
    Column("lead", N_("Lead"), 16, lambda row: "、".join(row.lead), 60),
    Column("shared", N_("Sharing"), 24, lambda row: "、".join(row.shared), 96),
)


class TaskTable(DataTable[Text]):
    """Tasks, one a line; says which one is under the cursor and which is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]

    class Chosen(Message):
        """Another task is under the cursor."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    class SortAsked(Message):
        """A column's heading was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, cell_padding=1)
        self.rows_shown: Sequence[TaskRow] = ()
        self.order: tuple[str, bool] = ("due", False)
        self._laid_width = 0

    def show(self, rows: Sequence[TaskRow], order: tuple[str, bool]) -> None:
        """Show ``rows``; the cursor stays on its task where that is still there."""
        chosen = self.chosen
        self.rows_shown, self.order = rows, order
        self._refill(chosen)

    @property
    def chosen(self) -> str | None:
        """The key of the task under the cursor."""
        if 0 <= self.cursor_row < len(self.rows_shown) and self.row_count:
            return self.rows_shown[self.cursor_row].key
        return None

    def choose(self, key: str) -> None:
        """Put the cursor on the task ``key``, if it is shown."""
        for number, row in enumerate(self.rows_shown):
            if row.key == key:
                self.move_cursor(row=number, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Share the new width out among the columns."""
        if event.size.width != self._laid_width and event.size.width:
            self._laid_width = event.size.width
            self._refill(self.chosen)

    def _layout(self) -> list[tuple[Column, int]]:
        width = self.size.width or 80
        shown = [column for column in COLUMNS if width >= column.least]
        # A cell is padded on both sides; the scroll bar takes two cells.
        spare = width - 2 - sum(column.width + 2 for column in shown)
        return [(column, column.width or max(spare, 12)) for column in shown]

    def _refill(self, chosen: str | None) -> None:
        layout, dark = self._layout(), self.app.current_theme.dark
        offset = self.scroll_offset.y
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for column, width in layout:
                self.add_column(self._heading(column), width=width, key=column.sort)
            for row in self.rows_shown:
                self.add_row(*(self._cell(row, column, width, dark=dark) for column, width in layout), key=row.key)
            number = next((n for n, row in enumerate(self.rows_shown) if row.key == chosen), 0)
            self.move_cursor(row=number, animate=False, scroll=False)
        self.scroll_to(y=offset, animate=False)
        self.post_message(self.Chosen(self.chosen))

    def _heading(self, column: Column) -> Text:
        name, backwards = self.order
        mark = "" if column.sort != name else (" v" if backwards else " ^")
        return Text(_(column.label) + mark, "bold")

    def _cell(self, row: TaskRow, column: Column, width: int, *, dark: bool) -> Text:
        value = column.value(row)
        if column.sort == "lamp":
            return Text(f" {value} ", lamp_style(row.lamp, dark=dark))
        return Text(cut(printable(value), width), "dim" if row.lamp in {"closed", "grey"} else "")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell which task the cursor is on."""
        event.stop()
        self.post_message(self.Chosen(event.row_key.value))

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """A click on a heading sorts."""
        event.stop()
        self.post_message(self.SortAsked(str(event.column_key.value)))
