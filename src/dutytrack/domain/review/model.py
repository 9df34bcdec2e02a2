"""A plan's reading while a person goes over it: every step gives a new ``Review``, and the old one is still there.

What was corrected is known by comparing each task with its reading; joined, cut, dropped and added tasks are
corrections of the field ``task``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.domain.review.answers import Answer, answered, names_unit, settles
from dutytrack.domain.review.corrections import WHOLE_TASK, Correction, called, task_corrections
from dutytrack.domain.review.cuts import cut_in_two, joined, paragraphs
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import PLAN_FIELDS, ReviewFieldError, edited, edited_plan, shown_of_plan
from dutytrack.domain.review.leftover import left_over_tasks
from dutytrack.domain.words.folding import fold
from dutytrack.i18n import _


@dataclass(frozen=True, slots=True)
class Accepted:
    """What review makes of a plan: the plan to import, and what was corrected in it."""

    plan: ParsedPlan
    corrections: tuple[Correction, ...]
    left: frozenset[str] = frozenset()
    """Keys of the ledger's tasks that a later text is not to change."""


@dataclass(frozen=True, slots=True)
class Review:
    """A plan under review."""

    read: ParsedPlan
    plan: ParsedPlan
    """Its head as it stands; the tasks are in ``drafts``."""
    source: tuple[str, ...]
    """The lines of the document; empty where it is not at hand."""
    drafts: tuple[Draft, ...]
    next_id: int
    cuts: tuple[Correction, ...] = field(default=())
    """What was joined and cut."""
    amends: str = ""
    """The code of the plan that it is a later text of; empty for a new one."""

    # Asking

    def draft(self, draft_id: int) -> Draft:
        """The task of ``draft_id``."""
        return self.drafts[self._place(draft_id)]

    def by_doubt(self) -> tuple[Draft, ...]:
        """What was left over, then what a later text changes, then all tasks; most doubts first, dropped ones last."""

        def rank(one: Draft) -> tuple[bool, bool, bool, int]:
            return not one.is_waiting, one.dropped and not one.is_gone, not one.is_changed, -len(one.doubts)

        return tuple(sorted(self.drafts, key=rank))

    def following(self, draft_id: int) -> Draft | None:
        """The task that comes next in the document and is not dropped."""
        later = self.drafts[self._place(draft_id) + 1 :]
        return next((draft for draft in later if not draft.dropped), None)

    def preceding(self, draft_id: int) -> Draft | None:
        """The task that comes before in the document and is not dropped."""
        earlier = self.drafts[: self._place(draft_id)]
        return next((draft for draft in reversed(earlier) if not draft.dropped), None)

    def names(self) -> Collection[str]:
        """Every name of a unit that the plan has."""
        return {mention.name for one in self.drafts for mention in one.read.all_units}

    def asking(self, answer: Answer) -> tuple[Draft, ...]:
        """The tasks with a doubt that ``answer`` settles, and those that name the unit which it gives another name."""
        there = (draft for draft in self.drafts if not draft.dropped)
        return tuple(draft for draft in there if names_unit(draft.task, answer) or _is_open(draft, answer))

    # Changing

    def edit(self, draft_id: int, field_name: str, text: str) -> Review:
        """The field of a task as ``text`` says; raises ReviewFieldError for what can't be understood, or is gone."""
        draft = self.draft(draft_id)
        _check_in_text(draft)
        task = edited(draft.task, field_name, text, known=self.names())
        return self._with(replace(draft, task=task, dropped=draft.dropped and not draft.left_over, refused=False))

    def edit_plan(self, field_name: str, text: str) -> Review:
        """The field of the plan as ``text`` says. Raises ReviewFieldError where that can't be understood."""
        return replace(self, plan=edited_plan(self.plan, field_name, text))

    def take_answer(self, answer: Answer, draft_id: int) -> Review:
        """The answer of a doubt taken in a task, whose other doubts stay."""
        return self._with(_with_answer(self.draft(draft_id), answer))

    def take_answer_everywhere(self, answer: Answer) -> Review:
        """The answer of a doubt taken in all tasks that ask for it."""
        asking = {draft.id for draft in self.asking(answer)}
        drafts = (_with_answer(one, answer, alike=True) if one.id in asking else one for one in self.drafts)
        return replace(self, drafts=tuple(drafts))

    def mark(self, draft_id: int, marked: bool) -> Review:
        """The task looked at and found right, or not."""
        return self._with(replace(self.draft(draft_id), marked=marked))

    def drop(self, draft_id: int) -> Review:
        """The task left out; it can be taken in again. Raises ReviewFieldError for one that stands in the ledger."""
        if self.draft(draft_id).stands:
            raise ReviewFieldError(WHOLE_TASK, _("it stands in the ledger: its change can be refused"))
        return self._with(replace(self.draft(draft_id), dropped=True, marked=False))

    def refuse(self, draft_id: int, refused: bool) -> Review:
        """What a later text changes of the task refused, or taken; a new task left out, or taken in.

        Raises ReviewFieldError for a task that it does not change.
        """
        draft = self.draft(draft_id)
        if not draft.is_changed:
            raise ReviewFieldError(WHOLE_TASK, _("nothing is changed of it"))
        if not draft.stands:
            return self.drop(draft_id) if refused else self.take(draft_id)
        return self._with(replace(draft, refused=refused, marked=False))

    def turn_field(self, draft_id: int, name: str) -> Review:
        """The field of a task as it stands in the ledger, or as read where it was left so; the others as they are."""
        draft = self.draft(draft_id)
        assert draft.change is not None and draft.change.before is not None  # noqa: PT018 - only such have fields
        before, left = draft.change.before.task, draft.refused_fields
        fields: dict[str, Any] = {field: getattr(before, field) for field in left ^ {name}}
        if name in left:
            fields[name] = getattr(draft.read, name)
        return self._with(replace(draft, task=replace(draft.task, **fields), refused=False))

    def take(self, draft_id: int) -> Review:
        """What was left over or dropped taken in as a task; raises ReviewFieldError for one that is gone."""
        draft = self.draft(draft_id)
        _check_in_text(draft)
        return self._with(replace(draft, dropped=False))

    def restore(self, draft_id: int) -> Review:
        """A dropped task taken in again; any other as it was read, with what a later text changes of it."""
        draft = self.draft(draft_id)
        if draft.dropped and not draft.is_gone:
            return self.take(draft_id)
        return self._with(replace(draft, task=draft.read, answered=None, refused=False))

    def add(self, after: int | None, title: str) -> Review:
        """A task that the reading does not have, behind another one or at the end."""
        place = len(self.drafts) if after is None else self._place(after) + 1
        near = self.drafts[place - 1].task if place else None
        line = near.lines[1] if near else self.plan.lines[0]
        empty = ParsedTask("", "", near.section if near else (), "", "", (line, line))
        fresh = Draft(self.next_id, empty, empty, added=True)
        drafts = (*self.drafts[:place], fresh, *self.drafts[place:])
        return replace(self, drafts=drafts, next_id=self.next_id + 1).edit(fresh.id, "title", title)

    def join(self, draft_id: int) -> Review:
        """The task and the following one as one, under the number and title of the first that was read as a task."""
        first, second = self.draft(draft_id), self.following(draft_id)
        if second is None:
            raise ReviewFieldError(WHOLE_TASK, _("there is no task after this one"))
        return self._joined(first, second, into=second if first.is_left_over else first)

    def join_up(self, draft_id: int) -> Review:
        """The task as a part of the one before it, whose number and title count."""
        first, second = self.preceding(draft_id), self.draft(draft_id)
        if first is None:
            raise ReviewFieldError(WHOLE_TASK, _("there is no task before this one"))
        return self._joined(first, second, into=first)

    def _joined(self, first: Draft, second: Draft, *, into: Draft) -> Review:
        """One of the two, ``first`` standing before ``second``: ``into`` is the one that stays."""
        _check_in_text(first, second)
        gone = second if into is first else first
        read = _one_of(first.read, second.read, into.read)
        task = _one_of(first.task, second.task, into.task)
        taken = None
        if first.answered is not None or second.answered is not None:
            taken = _one_of(first.answered or first.read, second.answered or second.read, into.read)
        if gone.left_over:
            task = replace(task, problems=tuple(one for one in task.problems if one not in gone.read.problems))
        both = f"{called(first.task)} + {called(second.task)}"
        cut = Correction(WHOLE_TASK, both, called(task), task.lines[0])
        held = self._with(replace(into, read=read, task=task, answered=taken, marked=False))
        drafts = tuple(one for one in held.drafts if one.id != gone.id)
        return replace(held, drafts=drafts, cuts=(*self.cuts, cut))

    def split(self, draft_id: int, paragraph: int) -> Review:
        """The task cut before its ``paragraph``, from 0; raises ReviewFieldError for the first or one it has not."""
        draft = self.draft(draft_id)
        _check_in_text(draft)
        if not 0 < paragraph < len(paragraphs(draft.task)):
            raise ReviewFieldError(WHOLE_TASK, _("it can be cut before its second or a later paragraph"))
        first, second = cut_in_two(draft.task, paragraph, self._refs(draft.task.ref), self.source)
        place = self._place(draft_id)
        halves = (
            replace(draft, read=first, task=first, answered=None, marked=False),
            Draft(self.next_id, second, second),
        )
        cut = Correction(WHOLE_TASK, called(draft.task), f"{called(first)} + {called(second)}", first.lines[0])
        drafts = (*self.drafts[:place], *halves, *self.drafts[place + 1 :])
        return replace(self, drafts=drafts, next_id=self.next_id + 1, cuts=(*self.cuts, cut))

    def divide(self, draft_id: int, title: str, *, after: int | None = None) -> Review:
        """The task as two with the same text and the same all else, the second called ``title``, behind ``after``.

        Raises ReviewFieldError where the title is empty or the first one's.
        """
        draft = self.draft(draft_id)
        _check_in_text(draft)
        if fold("".join(title.split())) == fold("".join(draft.task.title.split())):
            raise ReviewFieldError("title", _("the two tasks have one title"))
        first, free = self._refs(draft.read.ref)
        ref = first if draft.task.ref == draft.read.ref else draft.task.ref
        upper = replace(draft, read=replace(draft.read, ref=first), task=replace(draft.task, ref=ref), answered=None)
        part = replace(edited(draft.read, "title", title), ref=free, span=None)
        cut = Correction(WHOLE_TASK, called(draft.task), f"{called(upper.task)} + {called(part)}", part.lines[0])
        held = self._with(replace(upper, marked=False, dropped=draft.dropped and not draft.left_over))
        place = self._place(draft_id if after is None else after) + 1
        drafts = (*held.drafts[:place], Draft(self.next_id, part, part), *held.drafts[place:])
        return replace(held, drafts=drafts, next_id=self.next_id + 1, cuts=(*self.cuts, cut))

    # Accepting

    def accept(self, chosen: Collection[int] | None = None) -> Accepted:
        """The plan with its tasks as they stand, or only those of the ids ``chosen``; dropped ones are left out."""
        kept = [one for one in self.drafts if not one.dropped and (chosen is None or one.id in chosen)]
        tasks = tuple(replace(one.task, problems=one.doubts) for one in kept)
        names = (one.name for one in PLAN_FIELDS)
        heads = (Correction(name, shown_of_plan(self.read, name), shown_of_plan(self.plan, name)) for name in names)
        corrections = [head for head in heads if head.raw != head.accepted]
        corrections += self.cuts
        gone = (one.read for one in self.drafts if one.dropped and not one.added)
        corrections += [Correction(WHOLE_TASK, called(task), "", task.lines[0]) for task in gone]
        for place, draft in enumerate(kept):
            corrections += task_corrections(draft, place)
        left = frozenset(one.change.key for one in self.drafts if one.refused and one.change is not None)
        return Accepted(replace(self.plan, tasks=tasks), tuple(corrections), left)

    def corrections(self) -> tuple[Correction, ...]:
        """All that was corrected so far."""
        return self.accept().corrections

    def _place(self, draft_id: int) -> int:
        return next(place for place, draft in enumerate(self.drafts) if draft.id == draft_id)

    def _with(self, draft: Draft) -> Review:
        return replace(self, drafts=tuple(draft if one.id == draft.id else one for one in self.drafts))

    def _refs(self, ref: str) -> tuple[str, str]:
        """Numbers for the halves of ``ref``: ``/1`` and ``/2``; what has such an end already keeps it."""
        if not ref:
            return "", ""
        base, _slash, number = ref.partition("/")
        taken = {draft.task.ref for draft in self.drafts}
        first = ref if number else f"{base}/1"
        free = next(f"{base}/{n}" for n in range(2, len(taken) + 4) if f"{base}/{n}" not in {*taken, first})
        return first, free


def begin(plan: ParsedPlan, source: Sequence[str]) -> Review:
    """The review of ``plan``, read from ``source``."""
    drafts = [Draft(number, task, task) for number, task in enumerate(plan.tasks, start=1)]
    for task in left_over_tasks(plan, source):
        fresh = Draft(len(drafts) + 1, task, task, dropped=True, added=True, left_over=True)
        drafts.insert(sum(draft.task.lines[0] <= task.lines[0] for draft in drafts), fresh)
    return Review(plan, plan, tuple(source), tuple(drafts), len(drafts) + 1)


def _check_in_text(*drafts: Draft) -> None:
    """Raise ReviewFieldError where the later text has one of ``drafts`` no more."""
    if any(draft.is_gone for draft in drafts):
        raise ReviewFieldError(WHOLE_TASK, _("the text has it no more; refuse leaves it in the ledger"))


def _one_of(first: ParsedTask, second: ParsedTask, head: ParsedTask) -> ParsedTask:
    """The two as one, under the number and title of ``head``."""
    both = joined(first, second)
    return replace(both, ref=head.ref, label=head.label, section=head.section, title=head.title, span=head.span)


def _is_open(draft: Draft, answer: Answer) -> bool:
    """Whether a doubt of ``draft`` has ``answer``."""
    return any(settles(draft.task, problem, answer, alike=True) for problem in draft.doubts)


def _with_answer(draft: Draft, answer: Answer, *, alike: bool = False) -> Draft:
    base = answered(draft.answered or draft.read, answer, alike=alike)
    return replace(draft, task=answered(draft.task, answer, alike=alike), answered=base)
