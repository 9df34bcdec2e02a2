"""From a task's measured indicators to one progress: series in stages, each with the days it has to keep pace with.

Indicators of one name, unit and kind with different dates are one series (2015: 100, 2016: 300, 2017: 500). Where it
adds up, the stage under way is the first whose target was never reached, and the share is counted within it, from the
target of the stage before. Where it begins anew each year, the year that was measured last counts, from its own
beginning. What was reached stays reached, and what was missed stays missed, with the value of its time.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from dutytrack.domain.progress.series import series_of
from dutytrack.domain.progress.share import STEADY, Kind, share

State = Literal["reached", "late", "missed"]
"""What became of a stage or year: reached in its time, reached after it, not reached when its time was over."""
_OF_A_YEAR = re.compile(
    r"产值|产量|产出|成交额|交易额|交易量|吞吐量|运输量|周转量|客流量|客运量|货运量|销售额|销售收入|营业收入|经营收入|业务收入"
    r"|收入(?!比)|增加值|生产总值|零售额|进出口|出口额|进口额|税收|利润|接待(?:游客|人次)|发电量|用电量|消费额"
)
"""What is counted by the year: half a year has about half of it."""
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d年")


class Value(NamedTuple):
    """An actual value."""

    on: date
    value: float
    entry: int = 0
    """Its place in the order of entry."""
    year: int | None = None
    """The year that it is about, where that was said."""


class Telling(NamedTuple):
    """A value of a series with what it tells of."""

    place: int
    """Of its stage in the series."""
    about: date
    """The day that it tells of."""
    value: Value


class Measured(NamedTuple):
    """An indicator and what was measured of it."""

    name: str
    unit: str
    kind: Kind
    target: float
    due: date | None = None
    freq: str | None = None
    baseline: float | None = None
    values: tuple[Value, ...] = ()
    anew: bool | None = None
    """Whether it begins anew each year, as the office said; ``None``: its stages tell."""
    moved: date | None = None
    """The date in force, where an extension has moved the task's date that is the same as ``due``."""
    met: date | None = None
    """The day on which that date was marked as met."""
    text: str = ""
    """As printed."""

    @property
    def until(self) -> date | None:
        """The date in force."""
        return self.moved or self.due


class Stage(NamedTuple):
    """The stage of a series that is under way."""

    name: str
    unit: str
    kind: Kind
    start: date | None
    end: date | None
    base: float | None
    """Where the stage starts from: the target before, else the baseline."""
    target: float
    value: float
    on: date
    share: float


class Period(NamedTuple):
    """A stage, or a year of what comes every year: what was asked for, and what became of it."""

    start: date | None
    end: date | None
    target: float
    value: float | None = None
    """Of its time; ``None`` where nothing was measured then."""
    on: date | None = None
    share: float | None = None
    state: State | None = None
    """``None`` while it is under way, and where nobody knows."""


class Told(NamedTuple):
    """What was measured of an indicator: of its stage, else of the year measured last."""

    now: Period
    years: tuple[Period, ...] = ()
    """Of what comes again each time that was measured, in order."""
    anew: bool = False


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
    paces: tuple[tuple[date, date, float], ...] = ()
    """Where shares have different schedules: each with its first and last day."""
    steady: float | None = None
    """The worst share that has to hold on any day."""
    milestone_due: date | None = None
    """The earliest day of an unmet milestone."""
    total: int = 0
    """How many figures there are, the stages of a series as one."""
    stages: tuple[Stage, ...] = ()
    """Of each figure that was measured what is under way."""


def assess(indicators: Sequence[Measured], start: date | None, end: date | None) -> Assessment | None:
    """What ``indicators`` add up to for a task from ``start`` to ``end``; ``None`` where nothing was measured."""
    series = series_of(indicators, end)
    stages = _all_under_way(indicators, series, start, end)
    if not stages:
        return None
    worst = min(stages, key=lambda stage: (stage.share, stage.on))
    paced = [stage for stage in stages if stage.kind not in STEADY and stage.kind != "milestone"]
    scheduled = sorted((one.share, one.end, one.start) for one in paced if one.start and one.end)
    first = scheduled[0] if scheduled else (None, None, None)
    schedules = {(begin, finish) for _, finish, begin in scheduled}
    return Assessment(
        progress=None if worst.share >= 100 and len(stages) < len(series) else worst.share,
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
        total=len(series),
        stages=tuple(stages),
    )


def stages_under_way(indicators: Sequence[Measured], start: date | None, end: date | None) -> list[Stage]:
    """The stage under way of each series that something was measured of."""
    return _all_under_way(indicators, series_of(indicators, end), start, end)


def _all_under_way(
    indicators: Sequence[Measured], series: Sequence[Sequence[int]], start: date | None, end: date | None
) -> list[Stage]:
    found = (_under_way([indicators[place] for place in places], start, end) for places in series)
    return [stage for stage in found if stage is not None]


def begins_anew(series: Sequence[Measured]) -> bool:
    """Whether a figure begins anew each year; else it adds up from stage to stage.

    Where nobody said so: what comes every year; stages whose targets do not grow; what is counted by the year (产值,
    吞吐量); and what is done so many times in each year named (2025年新增20家,2026年新增30家), not by it (到2026年).
    """
    said = next((one.anew for one in series if one.anew is not None), None)
    if said is not None:
        return said
    if series[0].freq is not None:
        return True
    if len(series) < 2 or series[0].kind not in {"cumulative", "level"} or any(one.due is None for one in series):
        return False
    targets = [one.target for one in series]
    if any(later <= earlier for earlier, later in pairwise(targets)):
        return series[0].kind == "cumulative" or any(later >= earlier for earlier, later in pairwise(targets))
    by_year = series[0].kind == "cumulative" and all(_PLAIN_YEAR.match(one.text) for one in series)
    return by_year or _OF_A_YEAR.search(series[0].name) is not None


def told(indicators: Sequence[Measured], start: date | None, end: date | None, as_of: date) -> list[Told]:
    """For each of ``indicators``, in their order, what became of it by ``as_of``."""
    found: dict[int, Told] = {}
    for places in series_of(indicators, end):
        series = [indicators[place] for place in places]
        anew = begins_anew(series)
        if series[0].freq is not None:
            periods = [_years(one, start, as_of) for one in series]
        else:
            told_of = _own_year if anew else _stage
            periods = [(told_of(series, number, start, as_of),) for number in range(len(series))]
        for place, own in zip(places, periods, strict=True):
            found[place] = Told(own[-1], own if series[0].freq is not None else (), anew)
    return [found[place] for place in range(len(indicators))]


def missed(
    indicators: Sequence[Measured], start: date | None, end: date | None, as_of: date
) -> Iterator[tuple[Measured, Period]]:
    """The stages and years that were over by ``as_of`` and not reached in their time, as far as they were measured."""
    for one, found in zip(indicators, told(indicators, start, end, as_of), strict=True):
        for period in found.years or (found.now,):
            if period.state in {"missed", "late"}:
                yield one, period


def year_told(on: date, year: int | None) -> int:
    """The year that a value of what begins anew each year tells of: January tells of the year before.

    A year's figures come out after it; who means the year that has just begun has to say so.
    """
    if year is not None:
        return year
    return on.year - 1 if on.month == 1 else on.year


def _under_way(series: Sequence[Measured], start: date | None, end: date | None) -> Stage | None:
    values = _values(series, start)
    if not values:
        return None
    latest = values[-1]
    if series[0].freq is not None:
        return _of_the_period(series[latest.place], values, start)
    if begins_anew(series):
        return _of_the_year(series[latest.place], values, start, end)
    left = next((number for number, one in enumerate(series) if not _was_reached(one, values)), None)
    number = len(series) - 1 if left is None else left
    stage, before = series[number], series[number - 1] if number and series[number].kind not in STEADY else None
    base = stage.baseline if before is None else before.target
    begin = before.until if before is not None and before.until else start
    reached = 100.0 if left is None and stage.kind not in STEADY else _share_from(stage, latest.value.value, base)
    return _as_stage(stage, (begin, stage.until or end), base, latest.value, reached)


def _as_stage(
    one: Measured, days: tuple[date | None, date | None], base: float | None, latest: Value, reached: float
) -> Stage:
    return Stage(one.name, one.unit, one.kind, *days, base, one.target, latest.value, latest.on, reached)


def _values(series: Sequence[Measured], start: date | None) -> list[Telling]:
    """All that was measured of a series, by the day it tells of."""
    anew = begins_anew(series) and series[0].freq in {None, "yearly"}
    dues = {one.due.year: place for place, one in enumerate(series) if one.due is not None}
    found = []
    for place, one in enumerate(series):
        for value in one.values:
            year = year_told(value.on, value.year) if anew else value.year
            if year is not None and value.year is None and not _has_year(series, dues, year, start):
                year = None
            about = value.on if year is None else min(value.on, date(year, 12, 31))
            if not anew or one.freq is not None:
                found.append(Telling(place, about, value))
            elif about.year >= min(dues, default=about.year):
                found.append(Telling(dues.get(about.year, place), about, value))
    return sorted(found, key=lambda item: (item.about, item.value.on, item.value.entry))


def _has_year(series: Sequence[Measured], dues: Mapping[int, int], year: int, start: date | None) -> bool:
    """Whether a series has anything to reach in a year."""
    return year in dues if series[0].freq is None else start is None or start.year <= year


def _reaches(one: Measured, value: Value) -> bool:
    return share(one.kind, value.value, one.target, one.baseline) >= 100


def _was_reached(one: Measured, values: Sequence[Telling]) -> bool:
    """Whether any value reached it, which stays so; what has to hold on any day by the latest value alone."""
    counted = values[-1:] if one.kind in STEADY else values
    return (one.met and one.kind not in STEADY) or any(_reaches(one, item.value) for item in counted)


def _share_from(stage: Measured, value: float, base: float | None) -> float:
    """The share of ``stage`` counted from ``base``; a cumulative stage after another counts from that one's target."""
    kind: Kind = "level" if stage.kind == "cumulative" and base is not None else stage.kind
    return share(kind, value, stage.target, base)


def _of_the_period(one: Measured, values: Sequence[Telling], start: date | None) -> Stage:
    """A target that comes each year, month or week: the period that was measured last counts."""
    latest = values[-1]
    begin, finish = period_of(one.freq or "yearly", latest.about)
    own = [item.value for item in values if begin <= item.about <= finish and item.place == latest.place]
    days = (_not_before(start, begin, finish), finish)
    return _as_stage(one, days, one.baseline, latest.value, _best(one, own))


def _of_the_year(one: Measured, values: Sequence[Telling], start: date | None, end: date | None) -> Stage:
    """A stage of a series that begins anew each year: from the first day of its year."""
    own = [item.value for item in values if item.place == values[-1].place]
    return _as_stage(one, _days_of_year(one, start, end), one.baseline, values[-1].value, _best(one, own))


def _days_of_year(one: Measured, start: date | None, end: date | None) -> tuple[date | None, date | None]:
    if one.due is None:
        return start, end
    return _not_before(start, one.due.replace(month=1, day=1), one.due), one.until


def _best(one: Measured, own: Sequence[Value]) -> float:
    """The share of a time of its own: whole once it was reached, else that of the latest value."""
    if one.kind not in STEADY and any(_reaches(one, value) for value in own):
        return 100.0
    return share(one.kind, own[-1].value, one.target, one.baseline)


def _not_before(start: date | None, begin: date, finish: date) -> date:
    """The first day of a period that a task has a part of."""
    return max(begin, start) if start is not None and start <= finish else begin


def _stage(series: Sequence[Measured], number: int, start: date | None, as_of: date) -> Period:
    """A stage of a series that adds up, with the value of its time."""
    one = series[number]
    before = series[number - 1] if number and one.kind not in STEADY else None
    base = one.baseline if before is None else before.target
    begin = before.until if before is not None and before.until else start
    values = _values(series, start)
    due = one.until or date.max
    own = [item.value for item in values if _is_in_time(item, due)]
    period = Period(begin, one.until, one.target)
    reaching = [value for value in (own[-1:] if one.kind in STEADY else own) if _reaches(one, value)]
    later = [item.value for item in values if not _is_in_time(item, due) and _reaches(one, item.value)]
    if reaching:
        return _filled(period, reaching[-1], 100.0, "reached")
    if one.met and one.kind not in STEADY:
        return _marked(period, one.met)
    if later and one.kind not in STEADY:
        return _filled(period, later[0], 100.0, "late")
    if not values or (due < as_of and not own):
        return period
    latest = own[-1] if due < as_of else values[-1].value
    return _filled(period, latest, _share_from(one, latest.value, base), "missed" if due < as_of else None)


def _is_in_time(item: Telling, due: date) -> bool:
    """Whether a value tells of a stage's own time: of one that ends with its year in January still."""
    if item.value.year is None and (due.month, due.day) == (12, 31) and item.value.on.month == 1:
        return item.value.on.year <= due.year + 1
    return item.about <= due


def _marked(period: Period, met: date) -> Period:
    """``period`` as its date was marked as met on a day."""
    return period._replace(share=100.0, state="late" if period.end is not None and met > period.end else "reached")


def _own_year(series: Sequence[Measured], number: int, start: date | None, as_of: date) -> Period:
    """A stage of a series that begins anew each year: what was measured of that year alone."""
    one = series[number]
    begin, finish = _days_of_year(one, start, None)
    period = Period(begin, finish, one.target)
    own = [item.value for item in _values(series, start) if item.place == number]
    if one.met and not any(_reaches(one, value) for value in own):
        return _marked(period, one.met)
    return _of_time(one, period, own, as_of)


def _years(one: Measured, start: date | None, as_of: date) -> tuple[Period, ...]:
    """Each time of what comes again that was measured; one of today where none was."""
    values = _values([one], start)
    spans = dict.fromkeys(period_of(one.freq or "yearly", item.about) for item in values)
    found = []
    for begin, finish in spans or [period_of(one.freq or "yearly", as_of)]:
        own = [item.value for item in values if begin <= item.about <= finish]
        found.append(_of_time(one, Period(_not_before(start, begin, finish), finish, one.target), own, as_of))
    return tuple(found)


def _of_time(one: Measured, period: Period, own: Sequence[Value], as_of: date) -> Period:
    """``period`` with what was measured in it, and about it."""
    if not own:
        return period
    reaching = [value for value in (own[-1:] if one.kind in STEADY else own) if _reaches(one, value)]
    if reaching:
        return _filled(period, reaching[-1], 100.0, "reached")
    over = period.end is not None and period.end < as_of
    reached = share(one.kind, own[-1].value, one.target, one.baseline)
    return _filled(period, own[-1], reached, "missed" if over else None)


def _filled(period: Period, value: Value, reached: float, state: State | None) -> Period:
    return period._replace(value=value.value, on=value.on, share=reached, state=state)


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
