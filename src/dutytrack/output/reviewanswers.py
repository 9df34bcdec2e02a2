"""Reading a review sheet back: every bad cell is named, and with one of them nothing is taken."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack.domain.review.fields import PLAN_FIELDS, ReviewFieldError, shown, shown_of_plan
from dutytrack.domain.review.model import Review
from dutytrack.i18n import _
from dutytrack.output.reviewlayout import (
    DEED,
    DEEDS,
    EMPTIED,
    KEY,
    MARK,
    PLAN_HEAD,
    SHEET_FIELDS,
    TASK_HEAD,
    Key,
    cell_name,
    cell_words,
    reading_column,
)
from dutytrack.output.sheeterrors import BadCellsError, NotAReviewSheetError, OtherTextError
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import damage_told

_MOST_EMPTY = 1_000
"""Empty rows one after the other that end a sheet."""


def read_review_sheet(path: Path, reviews: Sequence[Review], *, digest: str) -> tuple[Review, ...]:
    """``reviews`` with the corrections that the workbook at ``path`` holds; ``digest`` is of the document's text.

    Raises:
        NotAReviewSheetError, OtherTextError: the workbook is something else, or for another text.
        BadCellsError: cells that can't be understood; each is named.
        FileReadError, OSError: it can't be read at all.
    """
    tasks, plans = _sheets(path)
    if _cell(plans, 1, 2) != digest:
        raise OtherTextError(path.name, reviews[0].read.source)
    answers = _Answers(reviews)
    answers.take_plans(plans)
    answers.take_tasks(tasks)
    if answers.bad:
        raise BadCellsError(path.name, answers.bad)
    return tuple(answers.reviews)


def _sheets(path: Path) -> tuple[Worksheet, Worksheet]:
    file = FileData(path.name, path.read_bytes())
    archive = Archive(file, "xlsx")
    with damage_told(path.name, "xlsx"):
        for name in archive.names:
            archive.read(name)
        book = load_workbook(io.BytesIO(file.data), data_only=True)
    sheets = book.worksheets
    if len(sheets) < 2 or _cell(sheets[1], 1, 1) != MARK:
        raise NotAReviewSheetError(path.name)
    return sheets[0], sheets[1]


def _cell(sheet: Worksheet, row: int, column: int) -> str:
    """What stands in the cell as text, as a person would have typed it."""
    value: Any = sheet.cell(row, column).value
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


class _Answers:
    """The reviews as they become, row by row, and the cells that are wrong."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self.asked = tuple(reviews)
        self.reviews = list(reviews)
        self.bad: list[str] = []
        self._sheet = ""
        self._after: dict[int, int] = {}
        """By plan: the task that the last row was about."""

    def take_plans(self, sheet: Worksheet) -> None:
        """The corrections of the plans' own fields."""
        self._sheet = sheet.title
        row = PLAN_HEAD
        for number, review in enumerate(self.asked):
            for field in PLAN_FIELDS:
                row += 1
                self._watch(row, 3, _cell(sheet, row, 3), shown_of_plan(review.plan, field.name))
                text = _cell(sheet, row, 4)
                if text:
                    self._do(row, 4, number, partial(Review.edit_plan, field_name=field.name, text=_meant(text)))

    def take_tasks(self, sheet: Worksheet) -> None:
        """The corrections of the tasks, then what is to be joined and dropped."""
        self._sheet = sheet.title
        seen: dict[Key, int] = {}
        deeds: list[tuple[int, Key, str]] = []
        plan = 0
        for row in self._filled_rows(sheet):
            key = self._key(sheet, row, plan, seen)
            if key is None:
                continue
            plan = key.plan - 1
            self._after[plan] = key.task
            self._take_fields(sheet, row, key)
            deeds += self._deed(sheet, row, key)
        self._name_missing(seen)
        self._do_deeds(deeds)

    @staticmethod
    def _filled_rows(sheet: Worksheet) -> Iterator[int]:
        """The rows with a key or something to take in; sheets may go on empty for a million rows."""
        columns = (KEY, DEED, *(reading_column(place) + 1 for place in range(len(SHEET_FIELDS))))
        empty = 0
        for row in range(TASK_HEAD + 1, sheet.max_row + 1):
            if any(_cell(sheet, row, column) for column in columns):
                empty = 0
                yield row
            elif (empty := empty + 1) > _MOST_EMPTY:
                return

    def _key(self, sheet: Worksheet, row: int, plan: int, seen: dict[Key, int]) -> Key | None:
        """The task that the row is about; a row without a key is a new one."""
        text = _cell(sheet, row, KEY)
        if not text:
            return self._new_task(sheet, row, plan)
        first, _dash, second = text.partition("-")
        key = Key(int(first), int(second)) if first.isdecimal() and second.isdecimal() else Key(0, 0)
        known = 0 < key.plan <= len(self.asked) and any(one.id == key.task for one in self.asked[key.plan - 1].drafts)
        if not known or key in seen:
            self._refuse(row, KEY, _("{text} is no key of a task, or stands twice").format(text=text))
            return None
        seen[key] = row
        return key

    def _new_task(self, sheet: Worksheet, row: int, plan: int) -> Key | None:
        place = next(place for place, field in enumerate(SHEET_FIELDS) if field.name == "title")
        column = reading_column(place) + 1
        title = _cell(sheet, row, column)
        if not title:
            self._refuse(row, column, _("a new task needs a title"))
            return None
        review = self.reviews[plan]
        self.reviews[plan] = review.add(self._after.get(plan), title)
        return Key(plan + 1, review.next_id)

    def _take_fields(self, sheet: Worksheet, row: int, key: Key) -> None:
        asked = {draft.id: draft for draft in self.asked[key.plan - 1].drafts}.get(key.task)
        for place, field in enumerate(SHEET_FIELDS):
            column = reading_column(place)
            if asked is not None:
                self._watch(row, column, _cell(sheet, row, column), shown(asked.task, field.name))
            text = _cell(sheet, row, column + 1)
            if text:
                self._do(
                    row,
                    column + 1,
                    key.plan - 1,
                    partial(Review.edit, draft_id=key.task, field_name=field.name, text=_meant(text)),
                )

    def _deed(self, sheet: Worksheet, row: int, key: Key) -> Iterator[tuple[int, Key, str]]:
        text = _cell(sheet, row, DEED)
        if text and text.lower() not in DEEDS:
            self._refuse(row, DEED, _("{text} is none of: drop, join").format(text=text))
        elif text:
            yield row, key, DEEDS[text.lower()]

    def _do_deeds(self, deeds: Sequence[tuple[int, Key, str]]) -> None:
        """Drop first, so that joining passes over what is dropped; join from the end, so that three become one."""
        for row, key, deed in sorted(deeds, key=lambda one: (one[2] == "join", -one[0])):
            step = Review.drop if deed == "drop" else Review.join
            self._do(row, DEED, key.plan - 1, partial(step, draft_id=key.task))

    def _name_missing(self, seen: dict[Key, int]) -> None:
        for number, review in enumerate(self.asked, start=1):
            for draft in review.drafts:
                if Key(number, draft.id) not in seen:
                    self.bad.append(
                        _("the row of {key} is missing; write drop in it instead").format(key=Key(number, draft.id))
                    )

    def _watch(self, row: int, column: int, found: str, expected: str) -> None:
        if not _same(found, cell_words(expected)):
            self._refuse(row, column, _("this is the reading; write the correction into the next column"))

    def _do(self, row: int, column: int, plan: int, step: Callable[[Review], Review]) -> None:
        try:
            self.reviews[plan] = step(self.reviews[plan])
        except ReviewFieldError as refused:
            self._refuse(row, column, str(refused))

    def _refuse(self, row: int, column: int, why: str) -> None:
        self.bad.append(f"{self._sheet}!{cell_name(row, column)}: {why}")


def _meant(text: str) -> str:
    return "" if text == EMPTIED else text
