"""The tasks of a plan under review, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import DataTable

from dutytrack.domain.review.model import Draft
from dutytrack.i18n import _
from dutytrack.output.cells import cut, printable, width
from dutytrack.tui.review.text import signs, state
from dutytrack.tui.shared.row_table import RowTable

NARROW = 46
"""Cells of the table below which numbers are given without those of the headings above them."""
_WIDEST_REF = 14
_PADDING = 3 * 2 + 2
"""Cells round three columns, and the scroll bar's."""


class ReviewTable(RowTable[Draft]):
    """Drafts with their state, the signs of their doubts, number and title."""

    @property
    def chosen(self) -> int | None:
        """The id of the draft under the cursor."""
        return self.row.id if self.row else None

    def show(self, drafts: Sequence[Draft], chosen: int | None) -> None:
        """Show ``drafts`` with the cursor on ``chosen``, else on the line where it was."""
        self.rows_shown = drafts
        self._refill(chosen)

    def choose(self, draft_id: int) -> None:
        """Put the cursor on a draft."""
        self.go_to(next((place for place, draft in enumerate(self.rows_shown) if draft.id == draft_id), 0))

    def lay_out(self) -> None:
        """Fill the table anew; the cursor stays on its draft."""
        self._refill(self.chosen)

    def _refill(self, chosen: int | None) -> None:
        row, offset = max(self.cursor_row, 0), self.scroll_offset.y
        narrow = self.size.width < NARROW
        lines = [
            (f"{state(draft):1} {signs(draft)}", _number(draft, narrow=narrow), draft) for draft in self.rows_shown
        ]
        mark_cells = max(width(mark) for mark, _ref, _draft in [("  " + _("Doubt"), "", None), *lines])
        ref_cells = max(width(ref) for _mark, ref, _draft in [("", _("No."), None), *lines])
        title_cells = max(self.size.width - mark_cells - ref_cells - _PADDING, 8)
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            columns = (("  " + _("Doubt"), mark_cells), (_("No."), ref_cells), (_("Task"), title_cells))
            for label, cells in columns:
                self.add_column(Text(label, "bold"), width=cells)
            for mark, ref, draft in lines:
                self.add_row(*_cells(draft, mark, ref, title_cells))
            place = next((n for n, draft in enumerate(self.rows_shown) if draft.id == chosen), row)
            self.scroll_to(y=offset, animate=False)
            self.go_to(min(place, self.row_count - 1))
        self.post_message(self.Chosen())


def _number(draft: Draft, *, narrow: bool) -> str:
    """The task's number; where there is little room without the numbers of the headings above it."""
    ref = printable(draft.task.ref)
    return cut(ref.rpartition(".")[2] if narrow else ref, _WIDEST_REF)


def _cells(draft: Draft, mark: str, ref: str, title_cells: int) -> tuple[Text, Text, Text]:
    look = "dim strike" if draft.dropped else ""
    marks = Text(mark, "dim" if draft.dropped else "bold red")
    if draft.marked:
        marks.stylize("bold green", 0, 1)
    return marks, Text(ref, look), Text(cut(printable(draft.task.title), title_cells), look)
