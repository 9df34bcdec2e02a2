"""The tasks of a plan under review, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text

from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.later import fate
from dutytrack.i18n import _
from dutytrack.output.amendment import FATES
from dutytrack.output.cells import cut, fill, printable, width
from dutytrack.tui.review.text import signs, state
from dutytrack.tui.shared.row_table import RowTable

NARROW = 46
"""Cells of the table below which numbers are given without those of the headings above them."""
_WIDEST_REF = 14
_PADDING = 3 * 2 + 2
"""Cells round three columns, and the scroll bar's."""


class ReviewTable(RowTable[Draft, int]):
    """Drafts with their state, the signs of their doubts, number and title."""

    keeps_line: ClassVar = True

    def name_of(self, row: Draft) -> int:
        """The draft's id."""
        return row.id

    def show(self, drafts: Sequence[Draft], chosen: int | None) -> None:
        """Show ``drafts`` with the cursor on ``chosen``, else on the line where it was."""
        self.rows_shown = drafts
        self.refill(chosen)

    def fill(self) -> None:
        """Add the three columns, and a line a draft."""
        narrow = self.size.width < NARROW
        is_later = any(draft.change for draft in self.rows_shown)
        lines = [(_marks(draft, is_later=is_later), _number(draft, narrow=narrow), draft) for draft in self.rows_shown]
        doubt, number = "  " + _("Doubt"), _("No.")
        mark_cells = max(width(mark) for mark in (doubt, *(mark for mark, _ref, _draft in lines)))
        ref_cells = max(width(ref) for ref in (number, *(ref for _mark, ref, _draft in lines)))
        title_cells = max(self.size.width - mark_cells - ref_cells - _PADDING, 8)
        for label, cells in ((doubt, mark_cells), (number, ref_cells), (_("Task"), title_cells)):
            self.add_column(Text(label, "bold"), width=cells)
        for mark, ref, draft in lines:
            self.add_row(*_cells(draft, mark, ref, title_cells))


def _marks(draft: Draft, *, is_later: bool) -> str:
    """What was done to the task, what a later text makes of it, and its doubts."""
    word = _(FATES[fate(draft)]) if is_later and not draft.left_over else ""
    widest = max(width(_(word)) for word in FATES.values()) + 1 if is_later else 0
    return f"{state(draft):1} {fill(word, widest)}{signs(draft)}".rstrip()


def _number(draft: Draft, *, narrow: bool) -> str:
    """The task's number; where there is little room without the numbers of the headings above it."""
    ref = printable(draft.task.ref)
    return cut(ref.rpartition(".")[2] if narrow else ref, _WIDEST_REF)


def _cells(draft: Draft, mark: str, ref: str, title_cells: int) -> tuple[Text, Text, Text]:
    look = "dim strike" if state(draft) == "x" or draft.is_left_over else ""
    marks = Text(mark, "dim" if draft.dropped and not draft.is_gone else "bold red")
    if draft.marked:
        marks.stylize("bold green", 0, 1)
    return marks, Text(ref, look), Text(cut(printable(draft.task.title), title_cells), look)
