"""What stands where in a review sheet, for writing and for reading it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dutytrack.domain.review.fields import TASK_FIELDS, ReviewField
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable_lines

SHEET_FIELDS: tuple[ReviewField, ...] = tuple(field for field in TASK_FIELDS if field.name not in {"section", "text"})
"""The fields with a column for corrections."""
MARK: Final = "dutytrack-review"
EMPTIED: Final = "-"
"""In a column for corrections: the field is to hold nothing."""
KEY, DEED, FIRST_FIELD = 1, 2, 3
DOUBTS = FIRST_FIELD + 2 * len(SHEET_FIELDS)
LINES, SOURCE = DOUBTS + 1, DOUBTS + 2
TASK_HEAD = 1
"""The heading's row on the sheet of tasks."""
PLAN_HEAD = 2
"""The heading's row on the sheet of plans; above it stands what text the workbook is for."""
DEEDS: Mapping[str, str] = {
    **dict.fromkeys(("drop", "删除", "去掉", "不是任务"), "drop"),
    **dict.fromkeys(("join", "合并", "与下一项合并"), "join"),
    **dict.fromkeys(("join up", "并入上一项"), "join up"),
    **dict.fromkeys(("take", "收入", "收为任务"), "take"),
    **dict.fromkeys(("pass", "放过", "无须处理"), "pass"),
    **dict.fromkeys(("adopt", "采纳"), "adopt"),
    **dict.fromkeys(("adopt everywhere", "处处采纳", "全部采纳"), "adopt everywhere"),
    **dict.fromkeys(("refuse", "不采用", "不改"), "refuse"),
}
"""What may stand in the column of deeds."""
DEED_WORDS = (
    N_("drop"), N_("join"), N_("join up"), N_("take"), N_("pass"), N_("adopt"), N_("adopt everywhere"), N_("refuse"),
)  # fmt: skip
"""The words that are offered there."""
MOST_CHARACTERS = 32_000
"""Excel takes 32,767 characters a cell."""


class Key(NamedTuple):
    """Which task of which plan of the document a row is about, both counted from 1."""

    plan: int
    task: int

    def __str__(self) -> str:
        return f"{self.plan}-{self.task}"


def reading_column(place: int) -> int:
    """The column of the reading of the field at ``place``; its corrections stand one to the right."""
    return FIRST_FIELD + 2 * place


def cell_words(text: str) -> str:
    """``text`` as a cell can hold it: no control characters, not too long."""
    clean = printable_lines(text)
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - 1] + "…"


def task_headings() -> list[str]:
    """The heading of each column of the sheet of tasks, in the language in use."""
    headings = [_("Key"), _("To do")]
    for field in SHEET_FIELDS:
        headings += [_(field.label), _("{field}: correction").format(field=_(field.label))]
    return [*headings, _("Changes and doubts"), _("Lines"), _("Source text")]
