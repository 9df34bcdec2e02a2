"""The table of tasks: a window of the ledger, cut to the width there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.message import Message
from textual.widgets import DataTable

from dutytrack.domain.lamps import LAMPS, lamp_style, lamp_word
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import N_, _
from dutytrack.output.cells import cut, in_print, width
from dutytrack.output.figures import percent
from dutytrack.store.reading.tasks import TaskRow
from dutytrack.tui.shared.row_table import RowTable


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    name: str
    """Stable; what the ledger sorts by where it is ``sortable``."""
    label: str
    value: Callable[[TaskRow], str]
    cells: int = 0
    """Its width; 0: as wide as its widest value or heading."""
    share: int = 0
    """Its part of the width that is left over; 0: none."""
    least: int = 0
    """The table's width from which on the column is shown."""
    sortable: bool = True
    always: bool = True
    """Whether it is shown where no task has a value for it."""


NOTHING = "-"
"""What stands where a task has no value."""


def _progress(row: TaskRow) -> str:
    """How far it is; ``?`` where that is only claimed; members done of all where a collective answers."""
    if row.members_total:
        return f"{row.members_done or 0}/{row.members_total}"
    return NOTHING if row.progress is None else percent(row.progress) + ("?" if row.claimed else "")


def _pace(row: TaskRow) -> str:
    """Points ahead of schedule (+) or behind it (-)."""
    return NOTHING if row.behind is None else f"{-row.behind:+.0f}"


COLUMNS = (
    Column("key", N_("Key"), lambda row: row.key),
    Column("lamp", N_("Lamp"), lambda row: f" {lamp_word(row.lamp)} "),
    Column("due", N_("Due"), lambda row: row.due.isoformat() if row.due else NOTHING, cells=10),
    Column("title", N_("Task"), lambda row: row.title, share=5),
    Column("progress", N_("Progress"), _progress, least=84, always=False),
    Column("behind", N_("Pace"), _pace, least=100, always=False),
    Column("lead", N_("Lead"), lambda row: BETWEEN_NAMES.join(row.lead) or NOTHING, cells=16, least=60),
    Column(
        "shared",
        N_("Sharing"),
        lambda row: BETWEEN_NAMES.join(row.shared) or NOTHING,
        share=3,
        least=112,
        sortable=False,
    ),
)
SORTS = tuple(column.name for column in COLUMNS if column.sortable)
_WIDEST_KEY = 20


class TaskTable(RowTable[TaskRow, str]):
    """Tasks, one a line; says which one is under the cursor and which is opened."""

    class SortAsked(Message):
        """The heading of a column that can be sorted by was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    order: tuple[str, bool] = ("due", False)
    """The column that orders it, and whether backwards."""

    def name_of(self, row: TaskRow) -> str:
        """The task's key."""
        return row.key

    def show(self, rows: Sequence[TaskRow], order: tuple[str, bool]) -> None:
        """Show ``rows``; the cursor stays on its task where that is still there."""
        chosen = self.chosen
        self.rows_shown, self.order = rows, order
        self.refill(chosen)

    def fill(self) -> None:
        """Add the columns that there is room for, and a line a task."""
        layout, dark = self._layout(), self.app.current_theme.dark
        for column, cells in layout:
            self.add_column(self._heading(column), width=cells, key=column.name)
        for row in self.rows_shown:
            self.add_row(*(_cell(row, column, cells, dark=dark) for column, cells in layout), key=row.key)

    def _layout(self) -> list[tuple[Column, int]]:
        room = self.size.width or 80
        shown = [
            (column, self._own_width(column))
            for column in COLUMNS
            if room >= column.least and (column.always or any(column.value(row) != NOTHING for row in self.rows_shown))
        ]
        # A cell is padded on both sides; the scroll bar takes two cells.
        spare = max(room - 2 - sum(cells + 2 for _column, cells in shown), 12)
        shares = sum(column.share for column, _cells in shown)
        return [(column, cells or spare * column.share // shares) for column, cells in shown]

    def _own_width(self, column: Column) -> int:
        if column.share or column.cells:
            return column.cells
        heading = width(self._heading(column).plain)
        if column.name == "lamp":
            return max([heading, *(width(lamp_word(lamp)) + 2 for lamp in LAMPS)])
        least = 8 if column.name == "key" else 4
        return min(max([heading, least, *(width(column.value(row)) for row in self.rows_shown)]), _WIDEST_KEY)

    def _heading(self, column: Column) -> Text:
        name, backwards = self.order
        mark = "" if column.name != name else (" v" if backwards else " ^")
        inset = " " if column.name == "lamp" else ""
        return Text(inset + _(column.label) + mark, "bold")

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """A click on a heading sorts."""
        event.stop()
        if event.column_key.value in SORTS:
            self.post_message(self.SortAsked(event.column_key.value))


def _cell(row: TaskRow, column: Column, cells: int, *, dark: bool) -> Text:
    if column.name == "lamp":
        return Text(column.value(row), lamp_style(row.lamp, dark=dark))
    return Text(cut(in_print(column.value(row)), cells), "dim" if LAMPS[row.lamp].faint else "")
