"""Actual values of indicators, from a unit or from statistics; what kind of figure an indicator is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutytrack.domain.progress.share import KINDS, Kind, guess_kind
from dutytrack.services.desk import Desk, EmptyFieldError, NothingToChangeError, row_id
from dutytrack.services.progress.errors import FigureError, UnknownChoiceError
from dutytrack.services.progress.figures import Figure, indicator_of, indicators_of
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_day
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
    on: date


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """What kind of figure an indicator is now."""

    key: str
    indicator: str
    kind: Kind
    guessed: bool
    """Nobody said so: name, operator and unit tell."""
    baseline: float | None


def measure(desk: Desk, key: str, reading: Reading) -> tuple[Measured, ...]:
    """Write the actual value of one or more of the task's indicators on a day.

    Raises:
        UnknownIndicatorError, SeveralIndicatorsError, FigureError: a figure is of no indicator of the task.
        EmptyFieldError: there is no figure.
    """
    session, on = desk.session, reading.on
    task = find_task(desk, key)
    check_day(desk, task, on)
    by_unit = unit_with_part(desk, task, reading.unit, on=on).id if reading.unit else None
    indicators = indicators_of(session, task.id)
    found = [(indicator_of(task.key, indicators, figure, on), figure.value) for figure in reading.figures]
    if not found:
        raise EmptyFieldError("value")
    source = reading.source or None
    for one, value in found:
        session.add(
            Measurement(indicator_id=row_id(one), task_id=task.id, unit_id=by_unit, on=on, value=value, source=source)
        )
    return tuple(Measured(task.key, one.name, value, one.unit, one.value, one.due, on) for one, value in found)


def set_indicator(
    desk: Desk, key: str, indicator: str, *, kind: str | None = None, baseline: float | None = None
) -> IndicatorKind:
    """Say what kind of figure an indicator is, or where it stood at the start; all of its series follow.

    ``kind`` is one of ``dutytrack.domain.progress.share.KINDS``; where targets differ, today's stage is meant.

    Raises:
        UnknownIndicatorError, SeveralIndicatorsError: no single indicator is meant.
        UnknownChoiceError: there is no such kind.
        NothingToChangeError: neither kind nor baseline is given.
        FigureError: the baseline is no finite number.
    """
    session = desk.session
    task = find_task(desk, key)
    if kind is None and baseline is None:
        raise NothingToChangeError(task.key)
    if kind is not None and kind not in KINDS:
        raise UnknownChoiceError("kind", kind, KINDS)
    indicators = indicators_of(session, task.id)
    meant = indicator_of(task.key, indicators, Figure(0.0, indicator), desk.today)
    if baseline is not None and not math.isfinite(baseline):
        raise FigureError(task.key, meant.name, baseline)
    for one in indicators:
        if (one.name, one.unit) == (meant.name, meant.unit):
            one.kind = kind if kind is not None else one.kind
            one.baseline = baseline if baseline is not None else one.baseline
            session.add(one)
    told = next((known for known in KINDS if known == meant.kind), None)
    guess = guess_kind(meant.name, meant.op, meant.unit)
    return IndicatorKind(task.key, meant.name, told or guess, told is None, meant.baseline)
