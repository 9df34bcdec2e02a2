"""Reading a review sheet back: every bad cell is named, and with one of them nothing is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from dutytrack.domain.review.corrections import WHOLE_TASK
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import PLAN_FIELDS, ReviewFieldError, shown, shown_of_plan
from dutytrack.domain.review.model import Review
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed
from dutytrack.output import reviewlayout as at
from dutytrack.plantext.files.excel.filled_in import CellFault, FilledCell, filled_tables, named
from dutytrack.plantext.files.reading import file_bytes

_MOST_EMPTY = 1_000
"""Empty rows one after the other that end a sheet; sheets may go on empty for a million rows."""
_MOST_NAMED = 10


class BadCellsError(DutyTrackError):
    """Cells of a review sheet can't be understood; nothing is written."""

    def __init__(self, name: str, faults: Sequence[object]) -> None:
        super().__init__(_("{name}: {cells}"), name=name, cells="".join(named(faults, _MOST_NAMED)))


class NotAReviewSheetError(DutyTrackError):
    """A workbook is no review sheet."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is no review sheet; `dutytrack import FILE --review-sheet` writes one"), name=name)


class OtherTextError(DutyTrackError):
    """A review sheet was written for another text."""

    def __init__(self, name: str, document: str) -> None:
        template = _("{name} was written for another text than {document} holds now; write it anew")
        super().__init__(template.format(name=name, document=document))


def read_review_sheet(path: Path, reviews: Sequence[Review], *, digest: str) -> tuple[Review, ...]:
    """``reviews`` with the corrections that the workbook at ``path`` holds; ``digest`` is of the document's text.

    Raises NotAReviewSheetError, OtherTextError where the workbook is something else or for another text, BadCellsError
    for cells that can't be understood, each of them named, FileReadError and OSError where it can't be read at all.
    """
    sheets = [_Sheet(name, rows) for name, rows in islice(filled_tables(path.name, file_bytes(path)), 2)]
    if len(sheets) < 2 or sheets[1].text(1, 1) != at.MARK:
        raise NotAReviewSheetError(path.name)
    tasks, plans = sheets
    if plans.text(1, 2) != digest:
        raise OtherTextError(path.name, reviews[0].read.source)
    answers = _Answers(reviews)
    answers.bad += [*tasks.faults, *plans.faults]
    answers.take_plans(plans)
    answers.take_tasks(tasks)
    if answers.bad:
        raise BadCellsError(path.name, answers.bad)
    return tuple(answers.reviews.values())


class _Sheet:
    """A sheet's texts, rows and columns counted from 1."""

    def __init__(self, name: str, rows: Iterator[Sequence[FilledCell]]) -> None:
        self.name = name
        self.faults: list[CellFault] = []
        """Cells whose value the file does not hold."""
        self._rows: list[list[str]] = []
        last = 0
        for number, row in enumerate(rows, start=1):
            self._rows.append([cell.text for cell in row])
            self.faults += [
                CellFault(name, number, place, cell.fault) for place, cell in enumerate(row, 1) if cell.fault
            ]
            if any(self._rows[-1]):
                last = number
            elif number - last > _MOST_EMPTY:
                break

    def __len__(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell, as a person would have typed it."""
        cells = self._rows[row - 1] if row <= len(self._rows) else []
        return cells[column - 1] if column <= len(cells) else ""


class _Deed(NamedTuple):
    """What is to be done to a task besides its corrections."""

    row: int
    key: at.Key
    word: str


class _Answers:
    """The reviews as they become, row by row, and the cells that are wrong."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self.reviews = dict(enumerate(reviews, start=1))
        """By the number of the plan."""
        self._asked = {at.Key(plan, draft.id): draft for plan, one in self.reviews.items() for draft in one.drafts}
        """The tasks that have a row."""
        self.bad: list[CellFault | str] = []
        self._sheet = ""
        self._after: dict[int, int] = {}
        """By the number of the plan: the task that the last row was about."""
        self._parts: dict[at.Key, list[at.Key]] = {}
        """By task that stands in several rows: what it is cut into."""
        self._named: dict[at.Key, list[tuple[int, int]]] = {}
        """By task: where its number and title are corrected."""

    def take_plans(self, sheet: _Sheet) -> None:
        """The corrections of the plans' own fields."""
        self._sheet = sheet.name
        row = at.PLAN_HEAD
        for plan, review in tuple(self.reviews.items()):
            for field in PLAN_FIELDS:
                row += 1
                self._watch(row, 3, sheet.text(row, 3), shown_of_plan(review.plan, field.name))
                if text := sheet.text(row, 4):
                    self._do(row, 4, plan, partial(Review.edit_plan, field_name=field.name, text=_meant(text)))

    def take_tasks(self, sheet: _Sheet) -> None:
        """The corrections of the tasks, what they are cut into, then what is to be joined and dropped."""
        self._sheet = sheet.name
        seen: set[at.Key] = set()
        deeds: list[_Deed] = []
        plan = 1
        filled_in = (at.KEY, at.DEED, *(at.reading_column(place) + 1 for place in range(len(at.SHEET_FIELDS))))
        for row in range(at.TASK_HEAD + 1, len(sheet) + 1):
            if not any(sheet.text(row, column) for column in filled_in):
                continue
            key = self._key(sheet, row, plan, seen)
            if key is None:
                continue
            plan = key.plan
            self._after[plan] = key.task
            deed = sheet.text(row, at.DEED)
            if deed and deed.lower() not in at.DEEDS:
                self._refuse(row, at.DEED, _none_of(deed))
            elif deed:
                deeds.append(_Deed(row, key, at.DEEDS[deed.lower()]))
        self._name_missing(seen)
        self._do_deeds(deeds)

    def _key(self, sheet: _Sheet, row: int, plan: int, seen: set[at.Key]) -> at.Key | None:
        """The task that the row is about, with its corrections taken.

        A row without a key is a new one, a further row of a key a part of that one's.
        """
        text = sheet.text(row, at.KEY)
        if not text:
            return self._new_task(sheet, row, plan)
        first, _dash, second = text.partition("-")
        key = at.Key(int(first), int(second)) if first.isdecimal() and second.isdecimal() else at.Key(0, 0)
        if key not in self._asked:
            self._refuse(row, at.KEY, _("{text} is no key of a task").format(text=text))
            return None
        if key in seen:
            return self._part(sheet, row, key)
        seen.add(key)
        self._take_fields(sheet, row, key, key)
        return key

    def _new_task(self, sheet: _Sheet, row: int, plan: int) -> at.Key | None:
        title = sheet.text(row, _TITLE)
        if not title:
            self._refuse(row, _TITLE, _("a new task needs a title"))
            return None
        review = self.reviews[plan]
        self.reviews[plan] = review.add(self._after.get(plan), title)
        key = at.Key(plan, review.next_id)
        self._take_fields(sheet, row, key, key)
        return key

    def _part(self, sheet: _Sheet, row: int, key: at.Key) -> at.Key | None:
        """What a further row cuts off the task of ``key``: as that one was read, but for what the row corrects."""
        title = sheet.text(row, _TITLE)
        if not title:
            template = _("{key} stands twice; to cut the task in two, give this row a title of its own")
            self._refuse(row, _TITLE, template.format(key=key))
            return None
        parts = self._parts.setdefault(key, [key])
        review = self.reviews[key.plan]
        cut = partial(Review.divide, draft_id=key.task, title=_meant(title), after=parts[-1].task)
        if not self._do(row, _TITLE, key.plan, cut):
            return None
        parts.append(at.Key(key.plan, review.next_id))
        self._take_fields(sheet, row, parts[-1], key)
        return parts[-1]

    def _take_fields(self, sheet: _Sheet, row: int, key: at.Key, whole: at.Key) -> None:
        """The corrections of a row; ``whole`` is the task that was read, of which it may be a part."""
        asked = self._asked.get(whole)
        for place, field in enumerate(at.SHEET_FIELDS):
            column = at.reading_column(place)
            found = sheet.text(row, column)
            if asked is not None and (found or key == whole):
                self._watch(row, column, found, shown(asked.task, field.name))
            if text := sheet.text(row, column + 1):
                edit = partial(Review.edit, draft_id=key.task, field_name=field.name, text=_meant(text))
                self._do(row, column + 1, key.plan, edit)
                if field.name in {"ref", "title"}:
                    self._named.setdefault(key, []).append((row, column + 1))

    def _do_deeds(self, deeds: Sequence[_Deed]) -> None:
        """Drop first, so that answers and joining pass over what is dropped; join last."""
        cut = {part for parts in self._parts.values() for part in parts}
        for deed in sorted(deeds, key=lambda one: one.word in _ADOPTING):
            if deed.word in _UNCUT and deed.key in cut:
                self._refuse(deed.row, at.DEED, _("the task is cut in several rows"))
            elif deed.word in _STEPS:
                self._do(deed.row, at.DEED, deed.key.plan, partial(_STEPS[deed.word], draft_id=deed.key.task))
        self._do_joins([deed for deed in deeds if deed.word in _JOINING], cut)

    def _do_joins(self, deeds: Sequence[_Deed], cut: Collection[at.Key]) -> None:
        """Join up in the document's order, then join from its end, so that three become one; nothing twice."""
        ids = (at.Key(plan, draft.id) for plan, review in self.reviews.items() for draft in review.drafts)
        places = {key: place for place, key in enumerate(ids)}
        up = sorted((one for one in deeds if one.word == "join up"), key=lambda one: places[one.key])
        down = sorted((one for one in deeds if one.word == "join"), key=lambda one: -places[one.key])
        joined_up = {one.key for one in up}
        for deed in [*up, *(one for one in down if self._beside(one) not in joined_up)]:
            other = self._beside(deed)
            gone = other if deed.word == "join" and not self._draft(deed.key).is_left_over else deed.key
            if deed.key in cut or other in cut:
                self._refuse(deed.row, at.DEED, _("it would be joined to a task that is cut in several rows"))
            for row, column in self._named.get(gone, ()) if gone else ():
                self._refuse(row, column, _("the task is joined to another, whose number and title count"))
            step = Review.join if deed.word == "join" else Review.join_up
            self._do(deed.row, at.DEED, deed.key.plan, partial(step, draft_id=deed.key.task))

    def _draft(self, key: at.Key) -> Draft:
        return self.reviews[key.plan].draft(key.task)

    def _beside(self, deed: _Deed) -> at.Key | None:
        """The task to which that of ``deed`` is to be joined."""
        review = self.reviews[deed.key.plan]
        other = review.following(deed.key.task) if deed.word == "join" else review.preceding(deed.key.task)
        return None if other is None else at.Key(deed.key.plan, other.id)

    def _name_missing(self, seen: set[at.Key]) -> None:
        template = _("the row of {key} is missing; write drop in it instead")
        self.bad += [template.format(key=key) for key in self._asked if key not in seen]

    def _watch(self, row: int, column: int, found: str, expected: str) -> None:
        """Refuse a reading that was written over."""
        if "".join(found.split()) != "".join(at.cell_words(expected).split()):
            self._refuse(row, column, _("this is the reading; write the correction into the next column"))

    def _do(self, row: int, column: int, plan: int, step: Callable[[Review], Review]) -> bool:
        """Whether ``step`` could be done."""
        try:
            self.reviews[plan] = step(self.reviews[plan])
        except ReviewFieldError as refused:
            self._refuse(row, column, str(refused))
            return False
        return True

    def _refuse(self, row: int, column: int, why: str) -> None:
        self.bad.append(CellFault(self._sheet, row, column, why))


def _answered(review: Review, draft_id: int, *, everywhere: bool = False) -> Review:
    """The answers of all doubts of a task that name one taken, in it or wherever they are answers."""
    told = review.draft(draft_id).answers
    if not told:
        raise ReviewFieldError(WHOLE_TASK, _("no doubt of this row names its answer"))
    while told:
        if len(told) > 1:
            names = listed(one.value for one in told)
            raise ReviewFieldError(WHOLE_TASK, _("its doubt names several, so write one: {names}").format(names=names))
        [answer] = told
        review = review.take_answer_everywhere(answer) if everywhere else review.take_answer(answer, draft_id)
        told = review.draft(draft_id).answers
    return review


def _passed(review: Review, draft_id: int) -> Review:
    """What was left over waved through."""
    if not review.draft(draft_id).is_left_over:
        raise ReviewFieldError(WHOLE_TASK, _("pass is for lines that nothing was read from; write drop"))
    return review.mark(draft_id, marked=True)


_STEPS: Mapping[str, Callable[..., Review]] = {
    "drop": Review.drop,
    "take": Review.take,
    "refuse": partial(Review.refuse, refused=True),
    "pass": _passed,
    "adopt": _answered,
    "adopt everywhere": partial(_answered, everywhere=True),
}
_ADOPTING = frozenset({"adopt", "adopt everywhere"})
_JOINING = frozenset({"join", "join up"})
_UNCUT = frozenset({"drop", "pass", "refuse", *_JOINING})
"""What can't be done to a task that stands in several rows."""
_TITLE = next(at.reading_column(place) + 1 for place, field in enumerate(at.SHEET_FIELDS) if field.name == "title")
"""Where a title is corrected."""


def _none_of(deed: str) -> str:
    words = listed(map(_, at.DEED_WORDS))
    return _("{text} is none of: {words}").format(text=deed, words=words)


def _meant(text: str) -> str:
    return "" if text == at.EMPTIED else text
