"""Where plans of one place ask for the same thing with another figure, another date or another lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.subject import LintPlan, LintTask
from dutytrack.domain.lint.words import numbers_in, object_of
from dutytrack.domain.plan.model import PlanIndicator
from dutytrack.domain.units.names import is_collective

NAME_LEAST = 4
"""Characters: a figure with a shorter name (企业, 产值) may be of anything."""
SAME_FIGURE_NAME = 80.0
"""Figures of the same value, unit and day are one figure where their names are alike by this much, in percent."""


class _Place(NamedTuple):
    """A task in its plan."""

    plan: LintPlan
    task: LintTask

    @property
    def units(self) -> frozenset[str]:
        """Who leads or is responsible today, collectives left out: everyone shares those."""
        mentions = self.task.task.lead + self.task.task.responsible
        return frozenset(self.plan.answering(unit.name) for unit in mentions if not is_collective(unit.name))

    @property
    def lead(self) -> str | None:
        return self.plan.answering(self.task.leads[0]) if self.task.leads else None


class Conflicts:
    """All tasks of some plans, by what they are about."""

    def __init__(self, plans: Sequence[LintPlan]) -> None:
        self._titles: defaultdict[str, list[_Place]] = defaultdict(list)
        self._figures: defaultdict[tuple[object, ...], list[_Place]] = defaultdict(list)
        self._amounts: defaultdict[tuple[object, ...], list[tuple[_Place, PlanIndicator]]] = defaultdict(list)
        for place in (_Place(plan, task) for plan in plans for task in plan.tasks):
            self._titles[object_of(place.task.task.title)].append(place)
            for kind in _kinds(place.task):
                self._figures[kind].append(place)
            for figure in place.task.task.indicators:
                self._amounts[_amount(figure)].append((place, figure))

    def of(self, plan: LintPlan) -> Iterator[Finding]:
        """Where ``plan`` and another of its place and time disagree."""
        for task in plan.tasks:
            here = _Place(plan, task)
            told: set[tuple[str, str, str]] = set()
            for code, there, facts in self._disagreements(here):
                about = (code, there.plan.name, there.task.key)
                if about not in told or code == "conflict-figure":
                    told.add(about)
                    named = {**facts, "other": there.task.key, "plan": there.plan.name}
                    yield Finding(code, task.key, task.line, named)

    def _disagreements(self, here: _Place) -> Iterator[tuple[str, _Place, dict[str, str]]]:
        for kind, values in _kinds(here.task).items():
            for there in _comparable(here, self._figures[kind]):
                yield from _figures_differ(kind, values, _kinds(there.task)[kind], there)
                yield from _leads_differ(str(kind[0]), here, there)
        for figure in here.task.task.indicators:
            for there in _comparable(here, self._alike(figure)):
                yield from _leads_differ(figure.name, here, there)
        title = here.task.task.title
        for there in _comparable(here, self._titles[object_of(title)]):
            if numbers_in(title) == numbers_in(there.task.task.title):
                yield from _dates_differ(title, here, there)
                yield from _leads_differ(title, here, there)

    def _alike(self, figure: PlanIndicator) -> Iterator[_Place]:
        if len(figure.name) >= NAME_LEAST:
            for there, other in self._amounts[_amount(figure)]:
                if fuzz.ratio(figure.name, other.name) >= SAME_FIGURE_NAME:
                    yield there


def _comparable(here: _Place, found: Iterable[_Place]) -> Iterator[_Place]:
    """Those in other plans of the same place and time that share a unit with ``here``."""
    for there in found:
        if there.plan.name != here.plan.name and _same_ground(here.plan, there.plan) and here.units & there.units:
            yield there


def _same_ground(one: LintPlan, other: LintPlan) -> bool:
    """Whether both are for one place and their times overlap; a plan without dates may be of any time."""
    if one.place is None or one.place != other.place:
        return False
    starts, ends = (one.start or date.min, other.start or date.min), (one.end or date.max, other.end or date.max)
    return max(starts) <= min(ends)


_Values = Mapping[date | None, set[float]]


def _kinds(task: LintTask) -> Mapping[tuple[object, ...], _Values]:
    """The task's amounts by what they are of and the day they are due."""
    found: defaultdict[tuple[object, ...], defaultdict[date | None, set[float]]] = defaultdict(lambda: defaultdict(set))
    for figure in task.task.indicators:
        if len(figure.name) >= NAME_LEAST:
            found[object_of(figure.name), figure.unit, figure.op, figure.freq][figure.due].add(figure.value)
    return found


def _amount(figure: PlanIndicator) -> tuple[object, ...]:
    return figure.value, figure.unit, figure.due, figure.freq


def _figures_differ(
    kind: tuple[object, ...], here: _Values, there: _Values, other: _Place
) -> Iterator[tuple[str, _Place, dict[str, str]]]:
    """Another amount by the same day; or the same amount by another day, where each has just one."""
    name, unit = str(kind[0]), str(kind[1])
    for due in here.keys() & there.keys():
        if not here[due] & there[due]:
            facts = {"name": name, "here": _amounts(here[due], unit), "there": _amounts(there[due], unit)}
            yield "conflict-figure", other, facts
    if len(here) == len(there) == 1 and here.keys() != there.keys():
        [(due, values), (other_due, other_values)] = [*here.items(), *there.items()]
        if due and other_due and values & other_values:
            yield "conflict-date", other, {"name": name, "here": due.isoformat(), "there": other_due.isoformat()}


def _amounts(values: set[float], unit: str) -> str:
    return "、".join(f"{value:g}{unit}" for value in sorted(values))


def _dates_differ(name: str, here: _Place, there: _Place) -> Iterator[tuple[str, _Place, dict[str, str]]]:
    """Another last date for what is titled alike; where both have figures, those say what is due when."""
    own, other = here.task.last_date, there.task.last_date
    if here.task.task.indicators and there.task.task.indicators:
        return
    if own and other and own != other and _within(own, there.plan) and _within(other, here.plan):
        yield "conflict-date", there, {"name": name, "here": own.isoformat(), "there": other.isoformat()}


def _within(day: date, plan: LintPlan) -> bool:
    return (plan.start or date.min) <= day <= (plan.end or date.max)


def _leads_differ(name: str, here: _Place, there: _Place) -> Iterator[tuple[str, _Place, dict[str, str]]]:
    if here.lead and there.lead and here.lead != there.lead:
        yield "conflict-lead", there, {"name": name, "here": here.lead, "there": there.lead}
