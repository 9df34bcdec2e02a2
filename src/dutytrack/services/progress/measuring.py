"""Actual values of indicators, from a unit or from statistics; what kind of figure an indicator is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dutytrack.domain.progress.measured import Measured as Figures
from dutytrack.domain.progress.measured import begins_anew, year_told
from dutytrack.domain.progress.past import Period, counted_for, told
from dutytrack.domain.progress.series import pointers, series_of
from dutytrack.domain.progress.share import Kind
from dutytrack.domain.words.choices import FIGURE_KINDS, chosen
from dutytrack.services.desk import Desk, EmptyFieldError, NothingToChangeError, row_id
from dutytrack.services.progress.errors import FigureError
from dutytrack.services.progress.figures import (
    Figure,
    Meant,
    as_measured,
    goals_in,
    identities,
    indicator_of,
    indicators_of,
    kind_of,
)
from dutytrack.services.tasks.finding import find_plan, find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_day
from dutytrack.store.reading.figures import figures_of
from dutytrack.store.reading.goals import goals_of
from dutytrack.store.tables.plans import Indicator
from dutytrack.store.tables.supervision import Measurement


@dataclass(frozen=True, slots=True)
class Reading:
    """Actual values of a day."""

    figures: Sequence[Figure]
    on: date
    source: str | None = None
    unit: str | None = None
    """Who reported them, if anybody did."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An actual value that was written down."""

    key: str
    indicator: str
    value: float
    unit: str
    """What it is counted in."""
    target: float
    due: date | None
    """The date in force."""
    on: date
    freq: str | None = None
    """How often it comes again."""
    year: int | None = None
    """The year of it that the value is about, where somebody said so."""
    settled: Period | None = None
    """What had become of its stage or year before, and stays: the value changes nothing of it."""
    is_alone: bool = True
    """Whether its name, with a year where need be, tells it from the task's other figures."""


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """What kind of figure an indicator is now."""

    key: str
    indicator: str
    kind: Kind
    guessed: bool
    """Nobody said so: name, operator and unit tell."""
    baseline: float | None
    anew: bool = False
    """Whether it begins anew each year."""


def measure(desk: Desk, key: str, reading: Reading) -> tuple[Measured, ...]:
    """Write the actual value of one or more of the task's indicators on a day.

    Raises:
        UnknownIndicatorError, SeveralIndicatorsError, FigureError: a figure is of no indicator of the task.
        EmptyFieldError: there is no figure.
    """
    task = find_task(desk, key)
    check_day(desk, task, reading.on)
    by_unit = unit_with_part(desk, task, reading.unit, on=reading.on).id if reading.unit else None
    asked = indicators_of(desk.session, task.id, reading.on)
    owner = _Owner(task.key, asked, partial(figures_of, task_id=task.id), task.id)
    return _written(desk, owner, reading, by_unit)


def measure_goals(desk: Desk, code: str, reading: Reading) -> tuple[Measured, ...]:
    """Write the actual value of one or more of the goals of a plan as a whole on a day; they are no unit's.

    Raises:
        PlanNotFoundError: there is no such plan.
        FutureDateError: the day has not come.
        UnknownIndicatorError, SeveralIndicatorsError, FigureError: a figure is of no goal of the plan.
        EmptyFieldError: there is no figure.
    """
    plan = find_plan(desk, code)
    desk.check_has_come(reading.on)
    plan_id = row_id(plan)
    owner = _Owner(plan.code, goals_in(desk.session, plan_id, reading.on), partial(goals_of, plan_id=plan_id))
    return _written(desk, owner, reading, None)


@dataclass(frozen=True, slots=True)
class _Owner:
    """A task, or a plan as a whole, that figures are of."""

    key: str
    indicators: Sequence[Indicator]
    figures: Callable[..., list[Figures]]
    """What is known of them by a day, asked of the ledger."""
    task_id: int | None = None


def _written(desk: Desk, owner: _Owner, reading: Reading, by_unit: int | None) -> tuple[Measured, ...]:
    session, on, indicators = desk.session, reading.on, owner.indicators
    found = [(indicator_of(owner.key, indicators, figure, on), figure.value) for figure in reading.figures]
    if not found:
        raise EmptyFieldError("value")
    rows = [
        Measurement(indicator_id=row_id(one.row), task_id=owner.task_id, on=on, value=value, year=one.year)
        for one, value in found
    ]
    for row in rows:
        row.unit_id, row.source = by_unit, reading.source or None
    session.add_all(rows)
    session.flush()
    figures = owner.figures(desk.rows, as_of=on)
    became, counted = told(figures, None, None, on), counted_for(figures, None, None)
    names = pointers(identities(indicators))
    done = []
    for row, (one, value) in zip(rows, found, strict=True):
        place = counted.get(row_id(row), indicators.index(one.row))
        now, stage = became[place].now, replace(one, row=indicators[place])
        settled = now if now.latest is not None and now.latest == value else None
        told_of = _told(owner.key, stage, value, on, figures[place])
        done.append(replace(told_of, settled=settled, is_alone="#" not in names[place]))
    return tuple(done)


def _told(key: str, one: Meant, value: float, on: date, asked: Figures) -> Measured:
    row = one.row
    year = year_told(on, one.year) if row.freq == "yearly" else one.year
    return Measured(key, row.name, value, row.unit, asked.target, asked.until, on, row.freq, year)


@dataclass(frozen=True, slots=True)
class Counting:
    """How an indicator counts; what is ``None`` stays as it is."""

    kind: str | None = None
    """One of ``dutytrack.domain.progress.share.KINDS``."""
    baseline: float | None = None
    """Where it stood at the start."""
    anew: bool | None = None
    """Whether it begins anew each year, and does not add up."""


def set_indicator(desk: Desk, key: str, indicator: str, counting: Counting) -> IndicatorKind:
    """Say how an indicator counts; all of its series follow.

    Raises:
        UnknownIndicatorError, SeveralIndicatorsError: no single indicator is meant.
        UnknownChoiceError: there is no such kind.
        NothingToChangeError: nothing is said of it.
        FigureError: the baseline is no finite number.
    """
    session, baseline = desk.session, counting.baseline
    kind = None if counting.kind is None else chosen("kind", counting.kind, FIGURE_KINDS)
    task = find_task(desk, key)
    if counting == Counting():
        raise NothingToChangeError(task.key)
    indicators = indicators_of(session, task.id)
    meant = indicator_of(task.key, indicators, Figure(0.0, indicator), desk.today).row
    if baseline is not None and not math.isfinite(baseline):
        raise FigureError(task.key, meant.name, baseline)
    own = next(series for series in series_of(identities(indicators)) if indicators.index(meant) in series)
    stages = [indicators[place] for place in own]
    for one in stages:
        one.kind = kind if kind is not None else one.kind
        one.baseline = baseline if baseline is not None else one.baseline
        one.anew = counting.anew if counting.anew is not None else one.anew
        session.add(one)
    anew = begins_anew([as_measured(one) for one in stages])
    return IndicatorKind(task.key, meant.name, kind_of(meant), meant.kind is None, meant.baseline, anew)
