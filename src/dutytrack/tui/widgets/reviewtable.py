"""The tasks of a plan under review, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import DataTable

from dutytrack.domain.review import Draft
from dutytrack.i18n import _
from dutytrack.output.cells import cut, printable, width
from dutytrack.tui.reviewtext import signs, state

_WIDEST_REF = 12


class ReviewTable(DataTable[Text]):
    """Drafts with their state, the signs of their doubts, number and title."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]

    class Chosen(Message):
        """Another draft is under the cursor."""

        def __init__(self, draft_id: int | None) -> None:
            super().__init__()
            self.draft_id = draft_id

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=False, cell_padding=1)
        self.drafts: Sequence[Draft] = ()
        self._laid_width = 0

    @property
    def chosen(self) -> int | None:
        """The id of the draft under the cursor."""
        return self.drafts[self.cursor_row].id if 0 <= self.cursor_row < len(self.drafts) else None

    def show(self, drafts: Sequence[Draft], chosen: int | None) -> None:
        """Show ``drafts`` with the cursor on ``chosen``, else on the line where it was."""
        self.drafts = drafts
        self._refill(chosen)

    def choose(self, draft_id: int) -> None:
        """Put the cursor on a draft."""
        place = next((place for place, draft in enumerate(self.drafts) if draft.id == draft_id), 0)
        self.move_cursor(row=place, animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Titles end elsewhere."""
        if event.size.width and event.size.width != self._laid_width:
            self._laid_width = event.size.width
            self._refill(self.chosen)

    def _refill(self, chosen: int | None) -> None:
        row, offset = max(self.cursor_row, 0), self.scroll_offset.y
        marks = [signs(draft) for draft in self.drafts]
        sign_cells = max([width(_("Doubt")), *map(width, marks)])
        ref_cells = min(max([width(_("Number")), *(width(draft.task.ref) for draft in self.drafts)]), _WIDEST_REF)
        title_cells = max(self.size.width - sign_cells - ref_cells - 1 - 8 - 2, 10)
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            for label, cells in (("", 1), (_("Doubt"), sign_cells), (_("Number"), ref_cells), (_("Task"), title_cells)):
                self.add_column(Text(label, "bold"), width=cells)
            for draft, mark in zip(self.drafts, marks, strict=True):
                self.add_row(*_cells(draft, mark, ref_cells, title_cells))
            place = next(
                (n for n, draft in enumerate(self.drafts) if draft.id == chosen), min(row, len(self.drafts) - 1)
            )
            self.scroll_to(y=offset, animate=False)
            self.move_cursor(row=max(place, 0), animate=False)
        self.post_message(self.Chosen(self.chosen))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell which draft the cursor is on."""
        event.stop()
        self.post_message(self.Chosen(self.chosen))


def _cells(draft: Draft, mark: str, ref_cells: int, title_cells: int) -> tuple[Text, Text, Text, Text]:
    look = "dim strike" if draft.dropped else ""
    return (
        Text(state(draft), "bold green" if draft.marked else "bold"),
        Text(mark, "dim" if draft.dropped else "bold red"),
        Text(cut(printable(draft.task.ref), ref_cells), look),
        Text(cut(printable(draft.task.title), title_cells), look),
    )
