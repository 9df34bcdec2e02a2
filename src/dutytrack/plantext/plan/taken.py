"""What of a plan's lines was read: the stretches that tasks have taken, and in what words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain
from typing import NamedTuple

from dutytrack.domain.plan.account import MarkKind
from dutytrack.domain.plan.model import (
    ParsedPlan,
    ParsedTask,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    UnitMention,
)
from dutytrack.plantext.text.lines import folded

_AROUND = " ≥≤><"
_NOTHING: tuple[list[int], list[int]] = ([], [])
_Time = PlanDeadline | PlanRecurrence | PlanIndicator


class Cell(NamedTuple):
    """A stretch of a line."""

    line: int
    start: int
    end: int
    text: str


class Stretches:
    """Stretches of lines, as those are looked for that meet another."""

    def __init__(self, facts: Iterable[UnitMention | _Time]) -> None:
        """The stretches that ``facts`` were read from."""
        of_line = defaultdict[int, set[tuple[int, int]]](set)
        for span in (fact.span for fact in facts if fact.span):
            of_line[span.line].add((span.start, span.end))
        self._lines: Mapping[int, tuple[list[int], list[int]]] = {
            line: ([start for start, _ in own], [*accumulate((end for _, end in own), max)])
            for line, own in ((line, sorted(spans)) for line, spans in of_line.items())
        }

    def __contains__(self, line: int) -> bool:
        """Whether one stands on ``line``."""
        return line in self._lines

    def meet(self, line: int, start: int, end: int) -> bool:
        """Whether one of them has a part of the stretch of ``line`` in it."""
        starts, farthest = self._lines.get(line, _NOTHING)
        before = bisect_left(starts, end)
        return before > 0 and farthest[before - 1] > start

    def begins_behind(self, line: int, place: int) -> bool:
        """Whether one begins on ``line`` at ``place`` or behind it."""
        starts, _ends = self._lines.get(line, _NOTHING)
        return bool(starts) and starts[-1] >= place


class Taken:
    """What was read of each line: where it stands, and in what words."""

    def __init__(self, plan: ParsedPlan) -> None:
        self.units = Stretches(chain.from_iterable(task.all_units for task in plan.tasks))
        self.dates = Stretches([*chain.from_iterable(map(dated, plan.tasks)), *plan.indicators])
        self.figures = Stretches([*chain.from_iterable(task.indicators for task in plan.tasks), *plan.indicators])
        self._of: Mapping[MarkKind, Stretches] = {"unit": self.units, "date": self.dates, "figure": self.figures}
        self._said: dict[int, list[str]] = {}
        self._tasks = {line: task for task in plan.tasks for line in lines_of(task)}
        self._titles = {task.span.line: task.span.start for task in plan.tasks if task.span is not None}
        """Where the title of each line's task begins."""
        self._leaders: dict[int, list[str]] = {}
        for task in plan.tasks:
            self._said.setdefault(row_of(task), []).extend(folded(one.text) for one in told(task))
            for line in lines_of(task) if task.leader else ():
                self._leaders.setdefault(line, []).extend(map(folded, task.leader))

    def has(self, kind: MarkKind, cell: Cell) -> bool:
        """Whether something of ``kind`` was read from ``cell``, or a time or figure is said in its words."""
        return self._of[kind].meet(cell.line, cell.start, cell.end) or (
            kind != "unit" and self.says(cell.line, cell.text)
        )

    def has_any(self, cell: Cell) -> bool:
        """Whether anything was read from ``cell``, a person included."""
        led = any(name in cell.text for name in self._leaders.get(cell.line, ()))
        return led or any(self.has(kind, cell) for kind in self._of)

    def tells(self, cell: Cell) -> bool:
        """Whether a task says, or stands under, what the cell says."""
        task = self._tasks.get(cell.line)
        words = (*task.section, task.title, task.text, task.units_raw or "", *task.leader) if task else ()
        return any(cell.text.strip() in folded(one) for one in words)

    def holds_title(self, cell: Cell) -> bool:
        """Whether the title of the cell's line stands in the cell."""
        return cell.start <= self._titles.get(cell.line, -1) <= cell.end

    def follows(self, cell: Cell) -> bool:
        """Whether the title of the cell's line stands behind the cell."""
        return cell.end <= self._titles.get(cell.line, 0)

    def says(self, line: int, text: str) -> bool:
        """Whether what was read of the row as time or figure names ``text``."""
        return any(text.strip(_AROUND) in said for said in self._said.get(line, ()))


def told(task: ParsedTask) -> Iterator[_Time]:
    """The task's times and figures."""
    return chain(task.deadlines, task.recurring, task.indicators)


def dated(task: ParsedTask) -> Iterator[_Time]:
    """The task's times, and its figures that are due at one."""
    return chain(task.deadlines, task.recurring, (one for one in task.indicators if one.due is not None))


def row_of(task: ParsedTask) -> int:
    """The line that its title stands on: a row's, where what stands atop the columns is the task's too."""
    return task.span.line if task.span is not None else task.lines[0]


def lines_of(task: ParsedTask) -> range:
    """The lines from its title on."""
    return range(row_of(task), task.lines[1] + 1)
