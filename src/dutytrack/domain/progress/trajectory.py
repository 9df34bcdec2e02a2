"""From a task's measured indicators to one progress: series in stages, each with the days it has to keep pace with.

Indicators of one name and unit with different dates are one series (2015: 100, 2016: 300, 2017: 500). The stage under
way is the first whose target is not reached; the share is counted within it, from the target of the stage before.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from dutytrack.domain.progress.share import STEADY, Kind, share

_FAR = date.max


class Measured(NamedTuple):
    """An indicator and what was measured of it last."""

    name: str
    unit: str
    kind: Kind
    target: float
    due: date | None
    freq: str | None
    baseline: float | None
    value: float | None = None
    on: date | None = None
    """The day of ``value``; both ``None`` where nothing was measured."""


class Stage(NamedTuple):
    """The stage of a series that is under way."""

    kind: Kind
    start: date | None
    end: date | None
    on: date
    share: float


class Reached(NamedTuple):
    """What was measured of an indicator's series last, and its share; ``None`` where nothing was."""

    value: float | None
    on: date | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a task's measured indicators add up to; the days are those the paced share has to keep up with."""

    progress: float
    """The worst share."""
    on: date
    """The day of the measurement that gave it."""
    schedule_from: date | None = None
    schedule_to: date | None = None
    paced: float | None = None
    """The worst share that has to keep pace; ``None`` where there is none with days to keep pace with."""
    paces: tuple[tuple[date, date, float], ...] = ()
    """Where shares have different schedules: each with its first and last day."""
    steady: float | None = None
    """The worst share that has to hold on any day."""
    milestone_due: date | None = None
    """The earliest day of an unmet milestone."""


def assess(indicators: Iterable[Measured], start: date | None, end: date | None) -> Assessment | None:
    """What ``indicators`` add up to for a task from ``start`` to ``end``; ``None`` where nothing was measured."""
    stages = stages_under_way(indicators, start, end)
    if not stages:
        return None
    worst = min(stages, key=lambda stage: (stage.share, stage.on))
    paced = [stage for stage in stages if stage.kind not in STEADY and stage.kind != "milestone"]
    scheduled = sorted((one.share, one.end, one.start) for one in paced if one.start and one.end)
    first = scheduled[0] if scheduled else (None, None, None)
    schedules = {(begin, finish) for _, finish, begin in scheduled}
    return Assessment(
        progress=worst.share,
        on=worst.on,
        paced=first[0],
        schedule_to=first[1],
        schedule_from=first[2],
        paces=tuple((begin, finish, one) for one, finish, begin in scheduled) if len(schedules) > 1 else (),
        steady=min((stage.share for stage in stages if stage.kind in STEADY), default=None),
        milestone_due=min(
            (stage.end for stage in stages if stage.kind == "milestone" and stage.share < 100 and stage.end),
            default=None,
        ),
    )


def stages_under_way(indicators: Iterable[Measured], start: date | None, end: date | None) -> list[Stage]:
    """The stage under way of each series that something was measured of."""
    ordered = sorted(indicators, key=lambda one: (_series(one), one.due or end or _FAR))
    grouped = (list(series) for _, series in groupby(ordered, key=_series))
    return [stage for series in grouped if (stage := _under_way(series, start, end)) is not None]


def reached(indicators: Sequence[Measured]) -> list[Reached]:
    """For each of ``indicators``, in their order, what was measured of its series last and how much of it that is."""
    found: dict[int, Reached] = {}
    ordered = sorted(enumerate(indicators), key=lambda item: (_series(item[1]), item[1].due or _FAR))
    for _, grouped in groupby(ordered, key=lambda item: _series(item[1])):
        series = list(grouped)
        latest = _latest([one for _, one in series])
        before: Measured | None = None
        for place, one in series:
            base = before.target if before is not None else one.baseline
            if latest is None or latest.value is None:
                found[place] = Reached(None, None, None)
            else:
                found[place] = Reached(latest.value, latest.on, _share_from(one, latest.value, base))
            before = one
    return [found[place] for place in range(len(indicators))]


def _latest(series: Iterable[Measured]) -> Measured | None:
    measured = (one for one in series if one.on is not None and one.value is not None)
    return max(measured, key=lambda one: one.on or date.min, default=None)


def _series(one: Measured) -> tuple[str, str, str]:
    return one.name, one.unit, one.freq or ""


def _under_way(series: Sequence[Measured], start: date | None, end: date | None) -> Stage | None:
    latest = _latest(series)
    if latest is None or latest.on is None or latest.value is None:
        return None
    if latest.freq is not None:
        return _periodic(latest, latest.freq, latest.value, latest.on, start)
    place = next((i for i, one in enumerate(series) if _lacking(one, latest.value)), len(series) - 1)
    stage, before = series[place], series[place - 1] if place else None
    base = before.target if before is not None else stage.baseline
    begin = before.due if before is not None and stage.kind not in STEADY and before.due else start
    return Stage(stage.kind, begin, stage.due or end, latest.on, _share_from(stage, latest.value, base))


def _lacking(one: Measured, value: float) -> bool:
    return share(one.kind, value, one.target, one.baseline) < 100


def _share_from(stage: Measured, value: float, base: float | None) -> float:
    """The share of ``stage`` counted from ``base``; a cumulative stage after another counts from that one's target."""
    kind: Kind = "level" if stage.kind == "cumulative" and base is not None else stage.kind
    return share(kind, value, stage.target, base)


def _periodic(one: Measured, freq: str, value: float, on: date, start: date | None) -> Stage:
    """A target that comes each year, month or week: the period that was measured last counts."""
    begin, finish = period_of(freq, on)
    begin = max(begin, start) if start is not None and start <= finish else begin
    return Stage(one.kind, begin, finish, on, share(one.kind, value, one.target, one.baseline))


def period_of(freq: str, day: date) -> tuple[date, date]:
    """The first and last day of the year, month or week (or day) that ``day`` lies in."""
    if freq == "monthly":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if freq == "weekly":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if freq == "daily":
        return day, day
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
