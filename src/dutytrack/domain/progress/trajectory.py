"""From a task's measured indicators to one progress: series in stages, each with the days it has to keep pace with.

Indicators of one name, unit and kind with different dates are one series (2015: 100, 2016: 300, 2017: 500). Where it
adds up, the stage under way is the first whose target was never reached, and the share is counted within it, from the
target of the stage before. Where it begins anew each year, the year that was measured last counts, from its own
beginning; several dates in one year add up within it. What has to hold on any day is looked at by the time of the
latest value. What was reached stays reached, and what was missed stays missed, with the value of its time. Once a year,
or a time in which something has to hold, is done with, the next one is unknown until it is measured: its date was
marked as met, or it was reached and another year has begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dutytrack.domain.progress.measured import (
    Measured,
    Telling,
    Value,
    as_series,
    begins_anew,
    days_of_year,
    is_outdated,
    not_before,
    of_its_time,
    of_one_year,
    own_share,
    period_of,
    reaches,
    share_from,
    values_of,
)
from dutytrack.domain.progress.series import series_of
from dutytrack.domain.progress.share import STEADY, Kind, Pace, Rests, pace, steps_of

WHOLE = 100
"""The share that is all."""


class Stage(NamedTuple):
    """The stage of a series that is under way."""

    name: str
    unit: str
    kind: Kind
    start: date | None
    end: date | None
    base: float | None
    """Where the stage starts from: the target before, else the baseline; its target where it falls from nobody knows
    where, for then all of it is due on any day."""
    target: float
    value: float
    on: date
    share: float
    pace: Pace | None = None
    """The days that its share has to keep up with, where it has both: without those of suspensions."""
    is_one_of_several: bool = False
    """Whether its series has other stages: then its share is of this stage's target alone."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a task's measured indicators add up to; the days are those the paced share has to keep up with."""

    progress: float | None
    """The worst share; ``None`` where all that was measured is reached, and something was not measured."""
    on: date
    """The day of the measurement that gave the worst share."""
    schedule_from: date | None = None
    schedule_to: date | None = None
    paced: float | None = None
    """The worst share that has to keep pace; ``None`` where there is none with days to keep pace with."""
    paces: tuple[tuple[Pace, float], ...] = ()
    """Where shares have different schedules, days of suspension are left out, or things are due one by one: each share
    with its days."""
    steady: float | None = None
    """The worst share that has to hold on any day."""
    milestone_due: date | None = None
    """The earliest day of an unmet milestone."""
    total: int = 0
    """How many figures there are, the stages of a series as one."""
    stages: tuple[Stage, ...] = ()
    """Of each figure that was measured what is under way."""


def assess(
    indicators: Sequence[Measured],
    start: date | None,
    end: date | None,
    rests: Rests = (),
    *,
    as_of: date = date.min,
) -> Assessment | None:
    """What ``indicators`` add up to for a task from ``start`` to ``end``; ``None`` where nothing is known of any.

    By ``as_of`` it is told which years are over.
    """
    series = series_of(indicators, end)
    found = ((_under_way(as_series(indicators, places), start, end, as_of), len(places) > 1) for places in series)
    stages = [
        _with_pace(stage, rests)._replace(is_one_of_several=several) for stage, several in found if stage is not None
    ]
    if not stages:
        return None
    worst = min(stages, key=lambda stage: (stage.share, stage.on))
    paced = [stage for stage in stages if stage.kind not in STEADY and stage.kind != "milestone"]
    scheduled = sorted((one.share, one.end, one.start) for one in paced if one.start and one.end)
    first = scheduled[0] if scheduled else (None, None, None)
    timed = [(one.pace, one.share) for one in paced if one.pace is not None]
    paces = [(own, share) for own, share in timed if share < 100] or timed  # what was reached holds no other back
    each = len({own for own, _ in paces}) > 1 or any(own.left_out or own.steps for own, _ in paces)
    return Assessment(
        progress=None if worst.share >= 100 and len(stages) < len(series) else worst.share,
        on=worst.on,
        paced=first[0],
        schedule_to=first[1],
        schedule_from=first[2],
        paces=tuple(paces) if each else (),
        steady=min((stage.share for stage in stages if stage.kind in STEADY), default=None),
        milestone_due=min(
            (stage.end for stage in stages if stage.kind == "milestone" and stage.share < 100 and stage.end),
            default=None,
        ),
        total=len(series),
        stages=tuple(stages),
    )


def awaited(indicators: Sequence[Measured], start: date | None, end: date | None, as_of: date) -> dict[int, int]:
    """The places of ``indicators`` that are under way since what came before is done with, and unknown.

    Each with the year that is under way.
    """
    found: dict[int, int] = {}
    for places in series_of(indicators, end):
        series = as_series(indicators, places)
        told = [item.place for item in values_of(series, start)]
        done = [number for number, one in enumerate(series) if one.met is not None] + told[-1:]
        if not done or _under_way(series, start, end, as_of) is not None:
            continue
        if series[0].freq is not None:
            found[places[0]] = as_of.year
        elif max(done) < len(series) - 1:
            due = series[max(done) + 1].due or end
            found[places[max(done) + 1]] = due.year if due else as_of.year
    return found


def is_over(year: int, as_of: date, end: date | None) -> bool:
    """Whether of what comes every year a ``year`` is over, and the task goes on until its ``end`` in another."""
    return year < as_of.year and (end is None or year < end.year)


def _with_pace(stage: Stage, rests: Rests) -> Stage:
    """``stage`` with its days."""
    if stage.start is None or stage.end is None:
        return stage
    steps = steps_of(stage.kind, stage.unit, stage.base, stage.target)
    return stage._replace(pace=pace(stage.start, stage.end, rests)._replace(steps=steps))


def _under_way(series: Sequence[Measured], start: date | None, end: date | None, as_of: date) -> Stage | None:
    values = values_of(series, start)
    if not values:
        return None
    latest = values[-1]
    year = latest.about.year
    if series[0].freq is not None:
        stage = _of_the_period(series[latest.place], values, start)
        is_next = series[0].freq == "yearly" and begins_anew(series) and is_over(year, as_of, end)
        return None if is_next and stage.share >= WHOLE else stage
    if not begins_anew(series):
        return _adding_up(series, values, start, end, as_of)
    stages = of_one_year(series, latest.place)
    found = _of_one_year(series, stages, values, start, end)
    return None if found is None or _is_done_with(series, stages[-1], found, year, as_of) else found


def _of_one_year(
    series: Sequence[Measured], stages: Sequence[int], values: Sequence[Telling], start: date | None, end: date | None
) -> Stage | None:
    """What is under way of the ``stages`` of the year that was measured last, of what begins anew each year."""
    if len(stages) == 1:
        return _of_the_year(series[values[-1].place], values, start, end)
    year = as_series(series, stages)
    own = [item for item in values if item.place in stages]
    return _adding_up(year, own, days_of_year(year[0], start, None)[0], end)


def _adding_up(
    series: Sequence[Measured],
    values: Sequence[Telling],
    start: date | None,
    end: date | None,
    as_of: date = date.min,
) -> Stage | None:
    """The first stage that was never reached; of what has to hold on any day the one of the latest value's time."""
    if series[0].kind in STEADY:
        return _holding(series, values, start, end, as_of)
    left = next((number for number, one in enumerate(series) if not _was_reached(one, values)), None)
    number = len(series) - 1 if left is None else left
    stage, before = series[number], series[number - 1] if number else None
    latest = values[-1].value
    if is_outdated(latest, before):
        return None
    base = stage.baseline if before is None else before.target
    begin = before.until if before is not None and before.until else start
    reached = 100.0 if left is None else share_from(stage, latest.value, base)
    return _as_stage(stage, (begin, stage.until or end), base, latest, reached)


def _holding(
    series: Sequence[Measured], values: Sequence[Telling], start: date | None, end: date | None, as_of: date
) -> Stage | None:
    """The stage in whose time the latest value lies; the last one where that comes after all, as its time left it."""
    latest, number = values[-1].value, len(series) - 1
    for place in range(len(series)):
        own, after = of_its_time(series, place, values)
        if values[-1] in own or values[-1] in after:
            number = place
            break
    one = series[number]
    own, after = of_its_time(series, number, values)
    if after and own:
        latest = own[-1].value
    is_marked = not own and one.met is not None
    reached = 100.0 if is_marked else share_from(one, latest.value, one.baseline)
    found = _as_stage(one, (start, one.until or end), one.baseline, latest, reached)
    year = one.due.year if one.due is not None else as_of.year
    return None if _is_done_with(series, number, found, year, as_of) else found


def _is_done_with(series: Sequence[Measured], number: int, found: Stage, year: int, as_of: date) -> bool:
    """Whether a stage is done with, as ``found``, and another begins anew after it, of which nobody knows yet.

    Its date was marked as met, or it was reached and its ``year`` is over.
    """
    is_reached = found.share >= WHOLE and year < as_of.year
    return (series[number].met is not None or is_reached) and number < len(series) - 1


def _as_stage(
    one: Measured, days: tuple[date | None, date | None], base: float | None, latest: Value, reached: float
) -> Stage:
    counted_from = one.target if one.falls and base is None else base
    return Stage(one.name, one.unit, one.kind, *days, counted_from, one.target, latest.value, latest.on, reached)


def _was_reached(one: Measured, values: Sequence[Telling]) -> bool:
    """Whether its date was marked as met, or any value reached it, which stays so."""
    return one.met is not None or any(reaches(one, item.value) for item in values)


def _of_the_period(one: Measured, values: Sequence[Telling], start: date | None) -> Stage:
    """A target that comes each year, month or week: the period that was measured last counts."""
    latest = values[-1]
    begin, finish = period_of(one.freq or "yearly", latest.about)
    own = [item.value for item in values if begin <= item.about <= finish and item.place == latest.place]
    days = (not_before(start, begin, finish), finish)
    return _as_stage(one, days, one.baseline, latest.value, _best(one, own))


def _of_the_year(one: Measured, values: Sequence[Telling], start: date | None, end: date | None) -> Stage:
    """A stage of a series that begins anew each year: from the first day of its year."""
    own = [item.value for item in values if item.place == values[-1].place]
    return _as_stage(one, days_of_year(one, start, end), one.baseline, values[-1].value, _best(one, own))


def _best(one: Measured, own: Sequence[Value]) -> float:
    """The share of a time of its own: whole once it was reached, else that of the latest value."""
    if one.kind not in STEADY and any(reaches(one, value) for value in own):
        return 100.0
    return own_share(one, own[-1].value)
