"""The checks on one plan by itself: who answers, by when, how it is known to be done, how it is numbered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz import fuzz

from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.subject import LintPlan, LintTask
from dutytrack.domain.lint.words import (
    AMOUNT,
    DELIVERABLE,
    DONE_BY_A_DAY,
    WITHIN_THE_YEAR,
    empty_verb,
    numbers_in,
    object_of,
    open_ended,
)
from dutytrack.domain.units.names import is_collective, is_vague

_Found = tuple[str, dict[str, str]]
"""A check's code and the facts of its sentence."""

HEAP_SHARE = 0.5
HEAP_LEAST = 6
"""A heap needs this many dated tasks: in a small plan a shared month says nothing."""
SAME_TITLE_TEXT = 60.0
"""Tasks of one title are doubles where their texts are alike by this much, in percent."""
SAME_TEXT = 92.0
LONG_TEXT = 40
"""Tasks of different titles are doubles only where texts of this length are alike by ``SAME_TEXT``."""
NAME_LEAST = 4
"""Characters: a shorter name of a figure (企业, 产值) stands in many titles."""


def own_findings(plan: LintPlan) -> Iterator[Finding]:
    """What is wrong with ``plan`` by itself."""
    for task in plan.tasks:
        for code, facts in (*_ownership(task), *_dating(plan, task), *_measure(plan, task)):
            yield Finding(code, task.key, task.line, facts)
    yield from _collectives(plan)
    yield from _duplicates(plan.tasks)
    yield from _heap(plan)
    for kind, number, line in plan.numbers:
        yield Finding(f"number-{kind}", "", line, {"number": number})


def _ownership(task: LintTask) -> Iterator[_Found]:
    if not task.named:
        yield "no-units", {}
    elif not task.leads:
        # a single unit that is responsible answers, whether or not it is said to lead
        alone = [unit.name for unit in task.task.responsible]
        if len(alone) != 1 or is_collective(alone[0]):
            yield "no-lead", _counted(task.named)
    if len(task.leads) > 1:
        yield "joint-lead", _counted(task.leads)
    if both := [name for name in task.leads if name in task.sharing]:
        yield "lead-sharing", {"names": "、".join(both)}
    if vague := dict.fromkeys(filter(is_vague, task.named)):
        yield "vague-unit", {"names": "、".join(vague)}


def _counted(names: tuple[str, ...]) -> dict[str, str]:
    return {"count": str(len(names)), "names": "、".join(names)}


def _dating(plan: LintPlan, task: LintTask) -> Iterator[_Found]:
    if task.task.recurring and plan.end is None and not any(one.date for one in task.task.deadlines):
        yield "duty-endless", {"text": task.task.recurring[0].text}
    if any(_is_dated(plan, one) for one in (task, *plan.around[task.key])):
        return
    without_year = next((deadline.text for deadline in task.task.deadlines if deadline.date is None), None)
    standing = open_ended(f"{task.task.text}\n{task.task.units_raw or ''}")
    if without_year is not None:
        yield "year-missing", {"text": without_year}
    elif standing is not None:
        yield "open-ended", {"text": standing}
    elif plan.end is not None:
        yield "plan-end-only", {"end": plan.end.isoformat()}
    else:
        yield "no-date", {}


def _is_dated(plan: LintPlan, task: LintTask) -> bool:
    """Whether the task says when: a date, a duty that comes again, a figure with its day, or the plan's own year."""
    read = any(task.dates) or task.task.recurring or any(figure.due for figure in task.task.indicators)
    return bool(read) or (plan.of_one_year and WITHIN_THE_YEAR.search(task.task.text) is not None)


def _measure(plan: LintPlan, task: LintTask) -> Iterator[_Found]:
    text = f"{task.task.title}\n{task.task.text}"
    near = (task, *plan.around[task.key])
    if any(one.task.indicators or AMOUNT.search(one.task.text) for one in near):
        return
    if any(len(goal.name) >= NAME_LEAST and goal.name in task.task.title for goal in plan.goals):
        return
    result = DELIVERABLE.search(text) is not None or (any(task.dates) and DONE_BY_A_DAY.search(text) is not None)
    effort = empty_verb(task.task.title)
    if effort is not None and not result and not task.task.recurring:
        yield "verb-only", {"text": effort}
    elif not (_is_dated(plan, task) and (result or task.task.recurring)):
        yield "no-indicator", {}


def _collectives(plan: LintPlan) -> Iterator[Finding]:
    """Each collective without members once, at the first task that names it: its members are listed once for all."""
    first: dict[str, LintTask] = {}
    count: Counter[str] = Counter()
    for task in plan.tasks:
        for name in dict.fromkeys(task.named):
            if is_collective(name) and not is_vague(name) and name not in plan.membered:
                first.setdefault(name, task)
                count[name] += 1
    for name, task in first.items():
        yield Finding("collective", task.key, task.line, {"names": name, "count": str(count[name])})


@dataclass(slots=True)
class _Known:
    """Tasks met so far, to find doubles among."""

    by_object: defaultdict[str, list[LintTask]] = field(default_factory=lambda: defaultdict(list))
    long: list[LintTask] = field(default_factory=list)

    def double_of(self, task: LintTask) -> LintTask | None:
        text = task.task.text
        alike = ((other, SAME_TITLE_TEXT) for other in self.by_object[object_of(task.task.title)])
        long = ((other, SAME_TEXT) for other in (self.long if len(text) >= LONG_TEXT else ()))
        for other, least in chain(alike, long):
            if fuzz.ratio(text, other.task.text, score_cutoff=least) and _same_numbers(task, other):
                return other
        return None

    def add(self, task: LintTask) -> None:
        self.by_object[object_of(task.task.title)].append(task)
        if len(task.task.text) >= LONG_TEXT:
            self.long.append(task)


def _same_numbers(task: LintTask, other: LintTask) -> bool:
    return numbers_in(task.task.title) == numbers_in(other.task.title)


def _duplicates(tasks: Iterable[LintTask]) -> Iterator[Finding]:
    known = _Known()
    for task in tasks:
        if (double := known.double_of(task)) is not None:
            yield Finding("duplicate", task.key, task.line, {"other": double.key})
        known.add(task)


def _heap(plan: LintPlan) -> Iterator[Finding]:
    months = Counter(f"{day:%Y-%m}" for task in plan.tasks if (day := task.last_date))
    dated = months.total()
    for month, count in months.most_common(1):
        if dated >= HEAP_LEAST and count / dated >= HEAP_SHARE:
            facts = {"share": f"{count / dated:.0%}", "month": month, "count": str(count), "dated": str(dated)}
            yield Finding("date-heap", "", 0, facts)
