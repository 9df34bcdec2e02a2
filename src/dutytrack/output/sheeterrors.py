"""What can be wrong with a review sheet that comes back."""

from __future__ import annotations

from collections.abc import Sequence

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

MOST_NAMED = 10
"""Bad cells named one by one; the others are counted."""


class BadCellsError(DutyTrackError):
    """Cells of a review sheet can't be understood; nothing is written."""

    def __init__(self, name: str, cells: Sequence[str]) -> None:
        told = "; ".join(cells[:MOST_NAMED])
        if len(cells) > MOST_NAMED:
            told += "; " + _("and {count} more").format(count=len(cells) - MOST_NAMED)
        super().__init__(_("{name}: {cells}").format(name=name, cells=told))


class NotAReviewSheetError(DutyTrackError):
    """A workbook is no review sheet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is no review sheet; `dutytrack import FILE --review-sheet` writes one").format(name=name)
        )


class OtherTextError(DutyTrackError):
    """A review sheet was written for another text."""

    def __init__(self, name: str, document: str) -> None:
        super().__init__(
            _("{name} was written for another text than {document} holds now; write it anew").format(
                name=name, document=document
            )
        )
