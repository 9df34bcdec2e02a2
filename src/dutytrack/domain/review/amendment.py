"""What a later text changes: tasks paired with those there are, the likest first; equal numbers alone prove nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask, Period, PlanIndicator
from dutytrack.domain.review.fields import ReviewFieldError, edited, shown
from dutytrack.domain.words.folding import common_start

Kind = Literal["same", "reworded", "units", "deadline", "figures", "added", "dropped", "restored"]
KINDS: tuple[Kind, ...] = ("same", "reworded", "units", "deadline", "figures", "added", "dropped", "restored")
"""What can be said of a task; of a pair several may hold. ``restored``: it was dropped and stands again."""

LEAST_LIKENESS = 60.0
"""Percent of likeness that makes a pair."""
LEAST_WITH_NUMBER = 45.0
"""The same, where both have the same number in the document."""
_NUMBER_BONUS = 2.0
"""Percent: enough to choose between equals, too little to pair tasks of one pattern by numbers that have shifted."""
_FIGURES = re.compile(r"[\d.%〇零一二三四五六七八九十百千万亿两]+")


class Mended(NamedTuple):
    """A field's value as it was read, and what it was mended to, in the words in which review shows it."""

    field: str
    raw: str
    accepted: str


@dataclass(frozen=True, slots=True)
class StandingTask:
    """A task as it stands before the amendment."""

    key: str
    task: ParsedTask
    dropped: bool = False
    set_aside: bool = False
    """It was dropped by the office, not by a text: a text that prints it still does not bring it back."""
    settled: frozenset[str] = frozenset()
    """Printed words of deadlines whose date the office set itself: printed so again, the office's date stays."""
    successors: tuple[tuple[str, str], ...] = ()
    """Units that have handed on what they did, each with the one that answers for it now: it is no other unit."""
    mended: tuple[Mended, ...] = ()
    """What was mended by hand: read so again, the mended value stays, if it still stands."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What becomes of one task."""

    kinds: tuple[Kind, ...]
    before: StandingTask | None
    after: ParsedTask | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        """The key of the task that stands; empty for one that is added."""
        return self.before.key if self.before else ""

    @property
    def ref(self) -> str:
        """Its number in the later text, else in the one before."""
        return self._task.ref if self._task else ""

    @property
    def title(self) -> str:
        """Its title in the later text, else the one before."""
        return self._task.title if self._task else ""

    @property
    def _task(self) -> ParsedTask | None:
        return self.after or (self.before.task if self.before else None)

    @property
    def is_same(self) -> bool:
        """Whether nothing about it changes; its number and place in the document may."""
        return self.kinds == ("same",)

    def is_named(self, names: Collection[str]) -> bool:
        """Whether one of ``names`` is its key or its number."""
        return bool(names) and (self.key in names or self.ref in names)


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What a later text changes, in its order; tasks that it drops stand after the one they followed."""

    changes: tuple[TaskChange, ...]
    own: tuple[FieldChange, ...] = ()
    """What it changes of the plan itself: title, issuer, number, period and goals."""

    def count(self, kind: Kind) -> int:
        """How many tasks ``kind`` holds of."""
        return sum(kind in change.kinds for change in self.changes)

    @property
    def is_empty(self) -> bool:
        """Whether it changes no task, and nothing of the plan itself."""
        return not self.own and all(change.is_same for change in self.changes)

    @property
    def kept_share(self) -> float:
        """The share of the later text's tasks that stand already, 0 to 1: how surely it is the same plan."""
        read = [change for change in self.changes if change.after is not None]
        return sum(change.before is not None for change in read) / len(read) if read else 0.0


def compare(standing: Sequence[StandingTask], later: Sequence[ParsedTask]) -> PlanDifference:
    """What ``later`` changes of ``standing``; unit names have to be those of the ledger on both sides."""
    partner = dict(_pairs([task.task for task in standing], later))
    changes = [_compared(standing[partner[new]] if new in partner else None, task) for new, task in enumerate(later)]
    for old in sorted(set(range(len(standing))) - set(partner.values())):
        if not standing[old].dropped:
            changes.insert(_place_after(changes, standing, old), TaskChange(("dropped",), standing[old], None))
    return PlanDifference(tuple(changes))


def plan_changes(before: ParsedPlan, after: ParsedPlan, on: date) -> Iterator[FieldChange]:
    """What ``after`` changes of the plan itself from a day ``on``; what it does not say stays."""
    for field in ("title", "issuer", "doc_no"):
        one, other = (getattr(plan, field) or "" for plan in (before, after))
        if other and folded(one) != folded(other):
            yield FieldChange(field, one, other)
    was, told = before.period, after.period
    period = Period(told.start or was.start, told.end or was.end)
    if period != was:
        yield FieldChange(
            "period", *(" – ".join(str(day or "") for day in (one.start, one.end)) for one in (was, period))
        )
    goals = [[_figure(one) for one in plan.indicators if one.due is None or one.due >= on] for plan in (before, after)]
    if sorted(goals[0]) != sorted(goals[1]):
        yield FieldChange("goals", *map("、".join, goals))


def _place_after(changes: Sequence[TaskChange], standing: Sequence[StandingTask], old: int) -> int:
    """Where a dropped task is told: after the nearest task that stood before it."""
    places = {change.key: place for place, change in enumerate(changes) if change.before}
    before = (places[task.key] for task in reversed(standing[:old]) if task.key in places)
    return next(before, -1) + 1


_Words = tuple[str, str]
"""A task's title and text, folded."""


def _pairs(standing: Sequence[ParsedTask], later: Sequence[ParsedTask]) -> Iterator[tuple[int, int]]:
    """Indices (in ``later``, in ``standing``) of tasks that are one: unchanged ones first, then the likest."""
    new_words, old_words = (
        [(folded(one.title), folded(_own_text(one))) for one in tasks] for tasks in (later, standing)
    )
    new_left, old_left = dict.fromkeys(range(len(later))), dict.fromkeys(range(len(standing)))

    def same_number(new: int, old: int) -> bool:
        return bool(later[new].ref) and later[new].ref == standing[old].ref

    unchanged = sorted(_unchanged(new_words, old_words), key=lambda pair: (not same_number(*pair), _distance(pair)))
    for pairs in (unchanged, _likest(new_words, old_words, new_left, old_left, same_number)):
        for new, old in pairs:
            if new in new_left and old in old_left:
                del new_left[new], old_left[old]
                yield new, old


def _distance(pair: tuple[int, int]) -> int:
    return abs(pair[0] - pair[1])


def _unchanged(new_words: Sequence[_Words], old_words: Sequence[_Words]) -> Iterator[tuple[int, int]]:
    found: defaultdict[_Words, list[int]] = defaultdict(list)
    for old, words in enumerate(old_words):
        found[words].append(old)
    return ((new, old) for new, words in enumerate(new_words) for old in found.get(words, ()))


def _likest(
    new_words: Sequence[_Words],
    old_words: Sequence[_Words],
    new_left: Iterable[int],
    old_left: Collection[int],
    same_number: Callable[[int, int], bool],
) -> Iterator[tuple[int, int]]:
    """Pairs of what is left when the first is asked for: the likest first, then the nearest in place."""
    pairs = ((new, old) for new in new_left for old in old_left)
    scored = ((-_likeness(new_words[new], old_words[old], same_number(new, old)), (new, old)) for new, old in pairs)
    found = sorted((score, _distance(pair), pair) for score, pair in scored if score)
    yield from (pair for _score, _far, pair in found)


def _likeness(new: _Words, old: _Words, same_number: bool) -> float:
    """Percent, 0 where the two can't be one task; above 100 by the bonus for the same number."""
    least = LEAST_WITH_NUMBER if same_number else LEAST_LIKENESS
    title = fuzz.ratio(new[0], old[0])
    text = fuzz.ratio(new[1], old[1], score_cutoff=max(2 * least - title, 0))
    likeness = (title + text) / 2
    return 0.0 if likeness < least else likeness + (_NUMBER_BONUS if same_number else 0.0)


def _own_text(task: ParsedTask) -> str:
    """The task's text without its printed number, which may shift."""
    text = task.text.lstrip()
    return text.removeprefix(task.label) if task.label else text


def folded(text: str) -> str:
    """``text`` in one form of each character, without spaces and punctuation: rewrapping changes nothing."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def _compared(before: StandingTask | None, after: ParsedTask) -> TaskChange:
    if before is None:
        return TaskChange(("added",), None, after)
    after = _with_mended_fields(before, _with_settled_dates(before, _with_units_of_now(before, after)))
    if before.set_aside:
        return TaskChange(("same",), before, after)
    fields = tuple(_field_changes(before.task, after))
    kinds: list[Kind] = [kind for kind in KINDS if kind in {_KIND_OF[change.field] for change in fields}]
    if "reworded" in kinds and len(kinds) > 1 and _only_figures_differ(before.task, after):
        kinds.remove("reworded")
    if before.dropped:
        kinds.append("restored")
    return TaskChange(tuple(kinds) or ("same",), before, after, fields)


def _with_units_of_now(before: StandingTask, after: ParsedTask) -> ParsedTask:
    """``after`` with the units of ``before`` in place of those that have taken over from them."""
    standing = {mention.name for mention in before.task.all_units}
    known = {new: old for old, new in before.successors if old in standing and new not in standing}
    return after.renamed(lambda mention: known.get(mention.name, mention.name))


def _with_settled_dates(before: StandingTask, after: ParsedTask) -> ParsedTask:
    """``after`` with the office's own dates in place of those that its words were read as before."""
    kept = {deadline.text: deadline for deadline in before.task.deadlines if deadline.text in before.settled}
    told = [(kept.get(one.text, one), one) for one in after.deadlines]
    return replace(after, deadlines=tuple(replace(one, date=it.date, precision=it.precision) for it, one in told))


def _with_mended_fields(before: StandingTask, after: ParsedTask) -> ParsedTask:
    """``after`` with what was mended in place of what was read wrongly before and is read so again."""
    for field, raw, accepted in before.mended:
        stands = shown(before.task, field).strip() == accepted.strip()
        if stands and shown(after, field).strip() == raw.strip():
            try:
                after = edited(after, field, accepted)
            except ReviewFieldError:
                continue
    return after


_KIND_OF: Mapping[str, Kind] = {
    "title": "reworded", "text": "reworded", "lead": "units", "responsible": "units", "participating": "units",
    "leader": "units", "deadlines": "deadline", "recurring": "deadline", "indicators": "figures",
}  # fmt: skip


def _field_changes(before: ParsedTask, after: ParsedTask) -> Iterator[FieldChange]:
    if folded(before.title) != folded(after.title):
        yield FieldChange("title", before.title, after.title)
    texts = _own_text(before), _own_text(after)
    if folded(texts[0]) != folded(texts[1]):
        yield FieldChange("text", *_differing(*texts))
    for role in ROLES:
        names = [list(dict.fromkeys(unit.name for unit in task.units(role))) for task in (before, after)]
        if names[0] != names[1]:
            yield FieldChange(role, *map("、".join, names))
    for field, told in _LISTS:
        one, other = told(before), told(after)
        if sorted(one) != sorted(other):
            yield FieldChange(field, "、".join(one), "、".join(other))


def _figure(figure: PlanIndicator) -> str:
    upper = "" if figure.max is None else f"-{figure.max:g}"
    due = f" ({figure.due.isoformat()})" if figure.due else ""
    return f"{figure.name} {figure.op}{figure.value:g}{upper}{figure.unit}{due}"


_LISTS = (
    ("leader", lambda task: list(task.leader)),
    ("deadlines", lambda task: list(dict.fromkeys(str(one.date or one.text) for one in task.deadlines))),
    ("recurring", lambda task: [duty.text or f"{duty.freq}/{duty.interval}" for duty in task.recurring]),
    ("indicators", lambda task: list(map(_figure, task.indicators))),
)
"""Fields of several values, each as words."""


def _only_figures_differ(before: ParsedTask, after: ParsedTask) -> bool:
    """Whether the words differ by nothing but numbers: then the date or figure has changed, not the wording."""
    return all(
        _FIGURES.sub("", folded(one)) == _FIGURES.sub("", folded(other))
        for one, other in ((before.title, after.title), (_own_text(before), _own_text(after)))
    )


_AROUND = 8
_LONGEST = 80


def _differing(before: str, after: str) -> tuple[str, str]:
    """What differs between two long texts, with a few characters around; cut where it is long."""
    head = common_start(before, after)
    tail = common_start(before[head:][::-1], after[head:][::-1])
    return _excerpt(before, head, tail), _excerpt(after, head, tail)


def _excerpt(text: str, head: int, tail: int) -> str:
    start, end = max(head - _AROUND, 0), min(len(text) - tail + _AROUND, len(text))
    cut = end - start > _LONGEST
    shown = " ".join(text[start : start + _LONGEST if cut else end].split())
    return f"{'…' if start else ''}{shown}{'…' if cut or end < len(text) else ''}"
