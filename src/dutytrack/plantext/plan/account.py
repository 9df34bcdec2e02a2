"""The account of a reading: each mark of a plan held against what was read, what is left over told as doubts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from dutytrack.domain.plan.account import Account, LeftOver, MarkKind
from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.plan.marks import Mark, marks_of, opens_item
from dutytrack.plantext.plan.shapes import odd_tasks
from dutytrack.plantext.plan.taken import Taken, dated, lines_of, row_of, told
from dutytrack.plantext.plan.unread import (
    Aside,
    Unread,
    columns_of,
    set_aside,
    unread_cells,
    unread_columns,
    unread_labels,
    unread_words,
)
from dutytrack.plantext.text.lines import SourceLine, folded
from dutytrack.plantext.words.patterns import regex

_SOFT = frozenset(
    {
        *(
            "year-taken",
            "redacted-year",
            "season-as-date",
            "figure-day",
            "figure-passed",
            "figure-unnamed",
            "units-from-above",
        ),
        *("ambiguous-prefix", "ambiguous-suffix", "mended-misprint", "unbalanced-bracket", "both-roles"),
    }
)
"""Doubts about what was most likely read right: they are told, and say nothing of the plan as a whole."""
_FIELDS: Mapping[MarkKind, str] = {
    "number": "label", "role": "lead", "unit": "responsible", "date": "deadline", "figure": "indicator",
}  # fmt: skip
_MONTH = regex(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])[月/-](?:(?P<day>\d{1,2})|[底末]|$|之?前|$)")
_VALUE_BEHIND = regex(r"\s*:\s*[^\s|]")
"""What stands behind a label on its own line, so that it is not on the next."""
_CUT_SHORT = regex("[个千][一-鿿]$")
"""A figure's mark ends with the first sign of what is counted, or within its measure: 2个产, 30万千."""
_WORD_END = regex("[一-鿿]{0,8}(?![一-鿿])")
_APART = 2
"""Lines from one that was not read to the next which is told of together with it."""
_ROW_OF_CELLS = 3
"""Lines below a row's number in which its task begins."""
_CROWDED_LEAST = 4
"""Lines of a task that something was left over in: they are tasks themselves."""
_GROUPS: Mapping[str, str] = {
    "responsible": "lead",
    "participating": "lead",
    "recurring": "deadline",
    "label": "title",
    "text": "title",
}
"""The fields that are counted together."""


def with_account(
    plan: ParsedPlan,
    lines: Sequence[SourceLine],
    aside: Collection[int],
    opened: Collection[int],
    *,
    beside: bool = False,
    since: int | None = None,
) -> ParsedPlan:
    """``plan`` with its account, held against its ``lines``, and what it leaves over or makes odd as doubts.

    ``aside`` are the lines of what is nobody's task (head, goals, stages, present state), ``opened`` those in which an
    item of the outline begins that holds a task or stands in one; ``beside`` is whether a larger plan that names
    units follows in the document, ``since`` the plan's first year.
    """
    taken = Taken(plan)
    read = _Read(plan, opened, taken)
    columns = columns_of(lines, {line for task in plan.tasks for line in lines_of(task)}, since)
    cells = set_aside(columns, lines)
    end = max(task.lines[1] for task in plan.tasks)
    marks = 0
    left: list[LeftOver] = []
    numbered: set[int] = set()
    for line in (line for line in lines if not line.blank and line.number not in aside):
        for mark in marks_of(line):
            if mark.kind != "number" and line.number > end:
                continue  # who is in a group, gets a copy, or signed when stands below the tasks
            if mark.kind == "number":
                numbered.add(line.number)
            if any(_is_in(mark, one) for one in cells.get(line.number, ())):
                continue
            marks += 1
            if not read.owns(mark, line):
                left.append(LeftOver(mark.kind, line.number, _printed(mark, line)))
    unread = [
        *unread_columns(columns, taken),
        *unread_cells(columns, taken),
        *unread_labels(plan, lines, taken),
    ]
    passed = {*unread_words(columns, taken)}
    odd = [*odd_tasks(plan, lines, numbered, passed, taken, beside=beside)]
    doubted, outside = _with_doubts(plan, left, unread, odd)
    facts = chain.from_iterable(_counted(task) for task in doubted.tasks)
    told_facts, doubted_facts = map(sum, zip(*facts, strict=True))
    account = Account(marks, marks - len(left), outside, doubted_facts, told_facts, tuple(left))
    return replace(doubted, account=account)


def _printed(mark: Mark, line: SourceLine) -> str:
    """What is printed at a mark; a figure's to the end of its word: 2个产教联合体, not 2个产."""
    end = mark.end
    if mark.kind == "figure" and _CUT_SHORT.search(line.text, mark.start, end):
        word = _WORD_END.match(line.text, end)
        end = word.end() if word else end - 1
    return line.raw[mark.start : end].strip()


def _is_in(mark: Mark, aside: Aside) -> bool:
    return aside.cell.start <= mark.start < aside.cell.end and (aside.units or mark.kind != "unit")


class _Read:
    """What was read, as the owner of a mark is looked for."""

    def __init__(self, plan: ParsedPlan, opened: Collection[int], taken: Taken) -> None:
        self._opened = opened
        self._taken = taken
        self._begun = {line for task in plan.tasks for line in (task.lines[0], task.span.line if task.span else 0)}
        self._above = {task.label.partition(".")[0] for task in plan.tasks if "." in task.label}
        """The chapters of decimal numbers: 2 of 2.1."""
        self._tasks = sorted(plan.tasks, key=lambda task: (row_of(task), task.lines))
        self._firsts = [*map(row_of, self._tasks)]
        self._units_raw = cache(lambda place: folded(self._tasks[place].units_raw or ""))
        self._texts = cache(lambda place, said: "\n".join({folded(fact.text) for fact in said(self._tasks[place])}))

    def owns(self, mark: Mark, line: SourceLine) -> bool:
        """Whether something was read from ``mark``."""
        said = line.text[mark.start : mark.end].strip()
        if mark.kind == "number":
            reach = _ROW_OF_CELLS if mark.end == len(line.text) else 1
            begins = any(line.number + below in self._begun for below in range(reach))
            return begins or line.number in self._opened or said in self._above
        if mark.kind == "unit":
            return self._taken.units.meet(line.number, mark.start, mark.end) or self._names_again(said, line)
        if mark.kind == "role":
            own_value = _VALUE_BEHIND.match(line.text, mark.end) is not None
            below = not own_value and any(self._taken.units.begins_behind(line.number + n, 0) for n in (1, 2))
            beside = self._taken.units.begins_behind(line.number, mark.end)
            return below or beside or any(said in self._units_raw(place) for place in self._around(line))
        of_kind = (self._taken.dates, self._taken.figures)[: 1 if mark.kind == "date" else 2]
        if any(one.meet(line.number, mark.start, mark.end) for one in of_kind):
            return True
        facts = dated if mark.kind == "date" else told
        return any(said in self._texts(place, facts) or self._tells_day(place, said) for place in self._around(line))

    def _names_again(self, said: str, line: SourceLine) -> bool:
        """Whether the task is given the unit anyway, or builds it; a line with a number may be a task of its own."""
        own = [self._tasks[place] for place in self._around(line)]
        if opens_item(line.text):
            own = [task for task in own if row_of(task) == line.number]
        return any(said == folded(task.title) or unit.name in said for task in own for unit in task.all_units)

    def _tells_day(self, place: int, said: str) -> bool:
        """Whether a time says once more by when the task at ``place`` is due anyway."""
        parts = _MONTH.search(said)
        days = [one.date for one in self._tasks[place].deadlines if one.date is not None] if parts else []
        return any(
            parts and day.month == int(parts["month"]) and int(parts["day"] or day.day) == day.day for day in days
        )

    def _around(self, line: SourceLine) -> Iterator[int]:
        """The places of the tasks that the line stands in: of the last two that begin before it."""
        end = bisect_right(self._firsts, line.number)
        return (place for place in range(max(end - 2, 0), end) if self._tasks[place].lines[1] >= line.number)


def _counted(task: ParsedTask) -> Iterator[tuple[int, int]]:
    """For each field of a task how many facts it holds, and how many of them are in doubt."""
    hard = {_GROUPS.get(doubt.field, doubt.field) for doubt in task.problems if doubt.code not in _SOFT}
    if "deadline" in hard:
        hard.add("indicator")  # their days
    sizes = {
        "title": 2,
        "lead": len(task.all_units),
        "deadline": len(task.deadlines) + len(task.recurring),
        "indicator": len(task.indicators),
    }
    for field, size in sizes.items():
        yield size, max(size, field != "indicator") if field in hard else 0


def _with_doubts(
    plan: ParsedPlan,
    left: Sequence[LeftOver],
    unread: Sequence[Unread],
    odd: Sequence[tuple[int | None, Problem]],
) -> tuple[ParsedPlan, int]:
    """``plan`` with the doubts, each of the task that it stands in, else of the plan; how many marks are in no task."""
    own: dict[int, list[Problem]] = {}
    outside: list[LeftOver] = []
    holders = _holders(plan.tasks)
    lines_left = Counter(holders[line] for line in {one.line for one in left} if line in holders)
    crowded = {place for place, count in lines_left.items() if count >= _CROWDED_LEAST}
    said: dict[int, list[str]] = {}
    for doubt in (doubt for task in plan.tasks for doubt in task.problems):
        said.setdefault(doubt.line, []).extend(fact for fact in doubt.facts.values() if fact and not fact.isdigit())
    for one in left:
        if (index := holders.get(one.line)) is None or index in crowded:
            outside.append(one)
        elif one.kind != "number" and not one.text.startswith(tuple(said.get(one.line, ()))):
            own.setdefault(index, []).append(_doubt(one.kind, one.line, one.text))
    for one_kind in unread:
        for line in one_kind.lines:
            if line in holders:
                own.setdefault(holders[line], []).append(_doubt(one_kind.kind, line, one_kind.text))
    cut: list[Problem] = []
    for place, doubt in odd:
        (own.setdefault(place, []) if place is not None else cut).append(doubt)
    tasks = (_doubted(task, own.get(n, ())) for n, task in enumerate(plan.tasks))
    return replace(plan, tasks=tuple(tasks), problems=(*plan.problems, *_runs(outside), *cut)), len(outside)


def _holders(tasks: Sequence[ParsedTask]) -> Mapping[int, int]:
    """The place of the task that each line is of: of several the one with the fewest lines, then the first."""
    holders: dict[int, int] = {}
    for place in sorted(range(len(tasks)), key=lambda n: (tasks[n].lines[0] - tasks[n].lines[1], -n)):
        holders |= dict.fromkeys(range(tasks[place].lines[0], tasks[place].lines[1] + 1), place)
    return holders


def _doubt(kind: MarkKind, line: int, text: str) -> Problem:
    code = "clause-without-role" if kind in {"unit", "role"} else "left-over"
    return Problem(code, line, _FIELDS[kind], {"text": text.strip()})


def _doubted(task: ParsedTask, further: Sequence[Problem]) -> ParsedTask:
    """``task`` with further doubts, each once; where it is in doubt by when, its figures' days are too."""
    added = {(doubt.code, doubt.field, *doubt.facts.values()): doubt for doubt in further}
    problems = (*task.problems, *added.values())
    fields = {doubt.field for doubt in problems}
    if (
        "deadline" in {doubt.field for doubt in problems if doubt.code not in _SOFT}
        and "indicator" not in fields
        and task.indicators
    ):
        first = task.indicators[0]
        problems += (
            Problem("figure-day", first.span.line if first.span else task.lines[0], "indicator", {"text": first.text}),
        )
    return replace(task, problems=problems)


def _runs(left_over: Sequence[LeftOver]) -> Iterator[Problem]:
    """The lines that nothing was read from, those that stand together told of together."""
    runs: list[list[LeftOver]] = []
    for one in left_over:
        if runs and one.line - runs[-1][-1].line <= _APART:
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        first, last = run[0].line, run[-1].line
        if last > first:
            name = _("lines {first} to {last}").format(first=first, last=last)
            why = _("they look like tasks, and nothing was read from them")
            yield Problem("left-out", first, "text", {"name": name, "why": why, "last": str(last)})
        else:
            yield Problem("left-over", first, _FIELDS[run[0].kind], {"text": run[0].text})
