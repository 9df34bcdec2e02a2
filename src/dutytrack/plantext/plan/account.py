"""The account of a reading: each mark of a plan held against what was read, what is left over told as doubts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, chain, groupby

from dutytrack.domain.plan.account import Account, LeftOver, MarkKind
from dutytrack.domain.plan.model import (
    ROLES,
    ParsedPlan,
    ParsedTask,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    Span,
    UnitMention,
)
from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.plan.marks import Mark, marks_of
from dutytrack.plantext.text.lines import SourceLine, folded
from dutytrack.plantext.words.patterns import regex

_NO_PLAN = regex(r"^\s*(?:附件|附表|索引号|抄送)|^\S{0,6}(?:通知|方案|要点|措施)$|[,。;]$")
_MALFORMED = frozenset(
    {
        "title-doubtful",
        "unlike-unit",
        "row-unread",
        "words-among-units",
        "table-unread",
        "date-without-year",
        "time-unread",
    }
)
"""Doubts of the reading about what it took for a task, a unit or a day, or for none of them."""
_A_HEAD_COUNTS = 5
"""A plan whose title was not found has more wrong with it than a task that has none."""
_WHAT_THERE_IS = regex(
    r"(?:现有|已有|已建|原有|共有|现已|已经|截至|目前|有效期|[以比较](?:19|20)\d\d年|总投资|年产|占地|建筑面积|投资额)[^,;。]{0,16}$"
)
_THRESHOLD = regex(r"以[上下]的|及以上(?:企业|项目|单位|人口)")
_BEFORE, _BEHIND = 24, 4
"""Characters around a figure that say whether it is one to reach."""
_FIELDS: Mapping[MarkKind, str] = {
    "number": "label", "role": "lead", "unit": "responsible", "date": "deadline", "figure": "indicator",
}  # fmt: skip
_APART = 2
"""Lines from one that was not read to the next which is told of together with it."""
_ROW_OF_CELLS = 3
"""Lines below a row's number in which its task begins."""
_Fact = UnitMention | PlanDeadline | PlanRecurrence | PlanIndicator


def account_of(
    plan: ParsedPlan, lines: Sequence[SourceLine], told: Collection[int], opened: Collection[int]
) -> Account:
    """The account of ``plan``, held against its ``lines``.

    ``told`` are the lines of what is nobody's task (head, goals, stages, present state), ``opened`` those in which an
    item of the outline begins that holds a task or stands in one.
    """
    read = _Read(plan, opened)
    end = max(task.lines[1] for task in plan.tasks)
    marks = 0
    left: list[LeftOver] = []
    for line in (line for line in lines if not line.blank and line.number not in told):
        for mark in marks_of(line):
            if mark.kind == "unit" and line.number > end:
                continue  # who is in a group, or gets a copy, is listed below the tasks
            marks += 1
            if not read.owns(mark, line):
                left.append(LeftOver(mark.kind, line.number, line.raw[mark.start : mark.end].strip()))
    texts = {line.number: line.text for line in lines}
    facts = len(plan.tasks) + sum(len(_facts(task)) for task in plan.tasks)
    return Account(marks, marks - len(left), _malformed(plan), _overclaimed(plan, texts), facts, tuple(left))


class _Read:
    """What was read, as the owner of a mark is looked for."""

    def __init__(self, plan: ParsedPlan, opened: Collection[int]) -> None:
        self._opened = opened
        self._begun = {line for task in plan.tasks for line in (task.lines[0], task.span.line if task.span else 0)}
        self._above = {task.label.partition(".")[0] for task in plan.tasks if "." in task.label}
        """The chapters of decimal numbers: 2 of 2.1."""
        units = chain.from_iterable(task.units(role) for task in plan.tasks for role in ROLES)
        self._units = _Taken(units)
        self._said = _Taken([*chain.from_iterable(map(_said, plan.tasks)), *plan.indicators])
        self._tasks = sorted(plan.tasks, key=lambda task: task.lines)
        self._firsts = [task.lines[0] for task in self._tasks]
        self._units_raw = cache(lambda place: folded(self._tasks[place].units_raw or ""))
        self._texts = cache(lambda place: "\n".join({folded(fact.text) for fact in _said(self._tasks[place])}))

    def owns(self, mark: Mark, line: SourceLine) -> bool:
        """Whether something was read from ``mark``."""
        said = line.text[mark.start : mark.end].strip()
        if mark.kind == "number":
            reach = _ROW_OF_CELLS if mark.end == len(line.text) else 1
            begins = any(line.number + below in self._begun for below in range(reach))
            return begins or line.number in self._opened or said in self._above
        if mark.kind == "unit":
            return self._units.meets(mark, line.number)
        if mark.kind == "role":
            below = any(self._units.begins_behind(0, line.number + n) for n in (1, 2))
            beside = self._units.begins_behind(mark.end, line.number)
            return below or beside or any(said in self._units_raw(place) for place in self._around(line))
        return self._said.meets(mark, line.number) or any(said in self._texts(place) for place in self._around(line))

    def _around(self, line: SourceLine) -> Iterator[int]:
        """The places of the tasks that the line stands in: of the last two that begin before it."""
        end = bisect_right(self._firsts, line.number)
        return (place for place in range(max(end - 2, 0), end) if self._tasks[place].lines[1] >= line.number)


_NOTHING: tuple[list[int], list[int]] = ([], [])


class _Taken:
    """The stretches of each line that something was read from, in their order."""

    def __init__(self, facts: Iterable[_Fact]) -> None:
        spans = sorted({fact.span for fact in facts if fact.span}, key=lambda span: (span.line, span.start))
        self._lines: Mapping[int, tuple[list[int], list[int]]] = {
            line: ([span.start for span in own], [*accumulate((span.end for span in own), max)])
            for line, own in ((line, [*own]) for line, own in groupby(spans, key=lambda span: span.line))
        }

    def meets(self, mark: Mark, line: int) -> bool:
        """Whether a stretch of ``line`` has a part of ``mark`` in it."""
        starts, farthest = self._lines.get(line, _NOTHING)
        before = bisect_left(starts, mark.end)
        return before > 0 and farthest[before - 1] > mark.start

    def begins_behind(self, place: int, line: int) -> bool:
        """Whether a stretch of ``line`` begins at ``place`` or behind it."""
        starts, _ends = self._lines.get(line, _NOTHING)
        return bool(starts) and starts[-1] >= place


def _said(task: ParsedTask) -> Iterator[PlanDeadline | PlanRecurrence | PlanIndicator]:
    return chain(task.deadlines, task.recurring, task.indicators)


def _facts(task: ParsedTask) -> list[_Fact]:
    return [*chain.from_iterable(map(task.units, ROLES)), *_said(task)]


def _malformed(plan: ParsedPlan) -> int:
    """How many titles, units and rows look like none."""
    doubts = chain(plan.problems, *(task.problems for task in plan.tasks))
    bad = sum(doubt.code in _MALFORMED or _left_a_column(doubt) for doubt in doubts)
    return bad + (_A_HEAD_COUNTS if plan.title is None or _NO_PLAN.search(folded(plan.title)) else 0)


def _left_a_column(doubt: Problem) -> bool:
    """Whether units or times were left out for the word atop their column is not known."""
    return doubt.code == "column-unread" and doubt.field != "indicator"


def _overclaimed(plan: ParsedPlan, texts: Mapping[int, str]) -> int:
    """How many dates and figures say what there is, from when, or from what size on."""
    dates = [one.span for task in plan.tasks for one in task.deadlines]
    goals = [one.span for one in plan.indicators]
    figures = [one.span for task in plan.tasks for one in task.indicators]
    spans = [span for span in (*dates, *goals, *figures) if span is not None]
    return sum(_tells_what_is(span, texts.get(span.line, "")) for span in spans)


def _tells_what_is(span: Span, text: str) -> bool:
    before, stretch = text[max(span.start - _BEFORE, 0) : span.start], text[span.start : span.end + _BEHIND]
    return _WHAT_THERE_IS.search(before) is not None or _THRESHOLD.search(stretch) is not None


def with_doubts(plan: ParsedPlan) -> ParsedPlan:
    """``plan`` with what was left over as doubts: of the task that it stands in, else of the plan."""
    own: dict[int, list[Problem]] = {}
    outside: list[LeftOver] = []
    from_last = reversed([*enumerate(plan.tasks)])  # a line of several tasks is the first one's
    holders = {line: n for n, task in from_last for line in range(task.lines[0], task.lines[1] + 1)}
    told = {(doubt.line, fact) for task in plan.tasks for doubt in task.problems for fact in doubt.facts.values()}
    for one in plan.account.left_over:
        if (index := holders.get(one.line)) is None:
            outside.append(one)
        elif (one.line, one.text) not in told:
            code = "clause-without-role" if one.kind in {"unit", "role"} else "left-over"
            own.setdefault(index, []).append(Problem(code, one.line, _FIELDS[one.kind], {"text": one.text}))
    tasks = (
        replace(task, problems=(*task.problems, *own[n])) if n in own else task for n, task in enumerate(plan.tasks)
    )
    return replace(plan, tasks=tuple(tasks), problems=(*plan.problems, *_runs(outside)))


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
