"""What the accountability checks look at: a plan just read and a plan of the ledger alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby
from typing import NamedTuple

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanIndicator
from dutytrack.domain.plan.numbering import NumberingRun, reconcile


class LintTask(NamedTuple):
    """A task to be checked."""

    key: str
    """What the task is called: its key in the ledger, else its ref; a plan has each once."""
    task: ParsedTask
    dates: tuple[date | None, ...]
    """The date in force for each of its deadlines; ``None`` where the year is not given."""

    @property
    def line(self) -> int:
        """Its first line in the document, 0 where that is not known."""
        return self.task.lines[0]

    @property
    def leads(self) -> tuple[str, ...]:
        """The lead units' names."""
        return tuple(unit.name for unit in self.task.lead)

    @property
    def sharing(self) -> tuple[str, ...]:
        """The names of the units that share in it without leading."""
        return tuple(unit.name for unit in self.task.responsible + self.task.participating)

    @property
    def named(self) -> tuple[str, ...]:
        """The names of all units with a part in it."""
        return self.leads + self.sharing

    @property
    def last_date(self) -> date | None:
        """The day by which all of it is due."""
        return max((day for day in self.dates if day), default=None)


@dataclass(frozen=True)
class LintPlan:
    """A plan to be checked."""

    name: str
    """Its code in the ledger, else its document's name (with its place in it, where that holds several)."""
    title: str | None
    place: str | None
    start: date | None
    end: date | None
    tasks: tuple[LintTask, ...]
    goals: tuple[PlanIndicator, ...] = ()
    """Figures of the plan as a whole."""
    membered: frozenset[str] = frozenset()
    """Collectives whose members are known."""
    successors: Mapping[str, str] = field(default_factory=dict)
    """Who answers now for a unit that is gone."""

    @cached_property
    def around(self) -> Mapping[str, tuple[LintTask, ...]]:
        """By key, the tasks that a task stands in or that stand in it, by their refs: what they say holds for it."""
        by_ref = {task.task.ref: task for task in self.tasks}
        found: dict[str, list[LintTask]] = {task.key: [] for task in self.tasks}
        for task in self.tasks:
            above = accumulate(task.task.ref.split(".")[:-1], "{}.{}".format)
            for outer in filter(None, map(by_ref.get, above)):
                found[task.key].append(outer)
                found[outer.key].append(task)
        return {key: tuple(tasks) for key, tasks in found.items()}

    @cached_property
    def numbers(self) -> tuple[tuple[str, str, int], ...]:
        """What is wrong with the printed numbers: (``gap`` or ``double``, the number or numbers, its line)."""
        runs = reconcile(ParsedPlan("", self.title, tasks=tuple(task.task for task in self.tasks)))
        return tuple(fault for run in runs for fault in self._faults(run))

    def _faults(self, run: NumberingRun) -> Iterator[tuple[str, str, int]]:
        for first, last in _ranges(run.missing):
            missing = str(first) if first == last else f"{first}-{last}"
            yield "gap", missing, next(self._lines(run, last + 1), 0)
        for number in run.doubled:
            lines = list(self._lines(run, number))
            yield "double", str(number), lines[1] if len(lines) > 1 else 0

    def _lines(self, run: NumberingRun, number: int) -> Iterator[int]:
        """The lines of the tasks that print ``number``, from the run's first task on."""
        started = False
        for task in self.tasks:
            started = started or task.task.section == run.section
            if started and task.task.number == number:
                yield task.line

    @property
    def of_one_year(self) -> bool:
        """Whether all of it is to be done within one calendar year."""
        return self.start is not None and self.end is not None and self.start.year == self.end.year

    def answering(self, name: str) -> str:
        """Who answers now for what unit ``name`` owed."""
        seen = {name}
        while (after := self.successors.get(name)) is not None and after not in seen:
            name = after
            seen.add(name)
        return name


def plans_to_lint(plans: Sequence[ParsedPlan]) -> list[LintPlan]:
    """The plans read from one document, ready to be checked without a ledger."""
    return [_plan(plan, number if len(plans) > 1 else None) for number, plan in enumerate(plans, start=1)]


def _plan(plan: ParsedPlan, number: int | None) -> LintPlan:
    refs: Counter[str] = Counter()
    tasks = []
    for task in plan.tasks:
        refs[task.ref] += 1
        again = refs[task.ref]
        key = task.ref if again == 1 else f"{task.ref}#{again}"
        tasks.append(LintTask(key, task, tuple(deadline.date for deadline in task.deadlines)))
    return LintPlan(
        name=plan.source if number is None else f"{plan.source}#{number}",
        title=plan.title,
        place=plan.jurisdiction,
        start=plan.period.start,
        end=plan.period.end,
        tasks=tuple(tasks),
        goals=plan.indicators,
    )


def _ranges(missing: Sequence[int]) -> list[tuple[int, int]]:
    """Missing numbers, neighbours as one range: 4, 5, 6, 9 is (4, 6) and (9, 9)."""
    runs = [list(run) for _gap, run in groupby(enumerate(missing), key=lambda one: one[1] - one[0])]
    return [(run[0][1], run[-1][1]) for run in runs]
