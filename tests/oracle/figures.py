"""What the measured figures of a task add up to: series in stages, years, what has to keep pace and what to hold."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Protocol, Self

from tests.oracle.rows import Row

from dutytrack.domain.progress.share import guess_kind

YEARLY = ("产值", "产量", "成交额", "吞吐量", "销售收入", "营业收入", "增加值", "零售额", "进出口", "税收", "利润")
"""Words for what is counted by the year."""


class Measured(Protocol):
    """A value that was measured and stands."""

    value: float
    on: date
    figure: int | None
    year: int | None
    accepted: bool


@dataclass(frozen=True)
class Pace:
    """The days over which a share has to grow from nothing to all."""

    start: date
    end: date


def elapsed(pace: Pace, day: date) -> float:
    """How much of the days has passed, 0 to 100."""
    if day >= pace.end:
        return 100.0
    return 100.0 * max((day - pace.start).days, 0) / max((pace.end - pace.start).days, 1)


@dataclass(frozen=True)
class Stage:
    """What is asked for now of a figure, or of a series of figures, and how much of it is reached."""

    kind: str
    start: date | None
    end: date | None
    share: float
    on: date
    claimed: bool

    @property
    def holds(self) -> bool:
        """Whether it is what has to hold on any day, and does."""
        return self.kind in {"growth", "ceiling"} and self.share >= 100

    def lag(self, day: date) -> float | None:
        """Points behind on ``day``."""
        if self.kind in {"growth", "ceiling"}:
            return 100.0 - self.share
        if self.kind == "milestone":
            return 100.0 if self.share < 100 and self.end is not None and self.end < day else None
        if self.start is None or self.end is None:
            return None
        return elapsed(Pace(self.start, self.end), day) - self.share


@dataclass(frozen=True)
class Figures:
    """The stages under way of all series of a task."""

    stages: tuple[Stage, ...]
    unmeasured: int
    """How many series nobody has measured."""

    @classmethod
    def of(
        cls, indicators: Sequence[Row], values: Sequence[Measured], start: date | None, end: date | None
    ) -> Self | None:
        """Those of ``indicators`` by the ``values`` that stand; ``None`` where there are none."""
        series = list(_series(indicators, end))
        found = [stage for one in series if (stage := _stage(one, values, start, end)) is not None]
        return cls(tuple(found), len(series) - len(found)) if found else None

    @property
    def worst(self) -> Stage:
        return min(self.stages, key=lambda stage: (stage.share, stage.on))

    @property
    def progress(self) -> float | None:
        """The worst share. Where all that was measured is reached, and something was not measured, nobody knows."""
        return None if self.unmeasured and self.worst.share >= 100 else self.worst.share

    @property
    def claimed(self) -> bool:
        return self.worst.claimed

    def lags(self, day: date) -> Iterator[float]:
        """Points behind of each that can be told; what holds, as it has to, says nothing beside what keeps pace."""
        lags = [(stage, lag) for stage in self.stages if (lag := stage.lag(day)) is not None]
        has_pace = any(stage.kind not in {"growth", "ceiling", "milestone"} for stage, _ in lags)
        yield from (lag for stage, lag in lags if not (has_pace and stage.holds))


def _kind(row: Row) -> str:
    return row.kind or guess_kind(row.name, row.op, row.unit)


def _series(indicators: Sequence[Row], end: date | None) -> Iterator[list[Row]]:
    """Figures of one name, unit and kind with a date each are one series; two of one date are two figures."""

    def name(row: Row) -> tuple[str, str, str, str]:
        return row.name, row.unit, row.freq or "", _kind(row)

    def due(row: Row) -> date:
        return row.due or end or date.max

    ordered = sorted(indicators, key=lambda row: (name(row), due(row)))
    for _, grouped in groupby(ordered, key=name):
        series = list(grouped)
        if len({due(row) for row in series}) == len(series):
            yield series
        else:
            yield from ([row] for row in series)


def _stage(series: Sequence[Row], values: Sequence[Measured], start: date | None, end: date | None) -> Stage | None:
    """The first stage that was never reached, else the last one; of what begins anew the one measured last."""
    ids = {row.id for row in series}
    anew = series[0].freq == "yearly" or (series[0].freq is None and _begins_anew(series))
    about = [(_about(one, series, start, anew=anew), one) for one in values if one.figure in ids]
    if anew and series[0].freq is None:
        about = [(day, one) for day, one in about if day.year >= series[0].due.year]
    by_year = anew and series[0].freq is None
    about = [
        (day, old)
        for place, (day, old) in enumerate(about, 1)
        if not any(
            _takes_its_place(new, old)
            for then, new in about[place:]
            if then.year == day.year and (by_year or new.figure == old.figure)
        )
    ]
    about.sort(key=lambda item: item[0])
    if not about:
        return None
    day, latest = about[-1]
    if series[0].freq is not None:
        row = next(row for row in series if row.id == latest.figure)
        begin, finish = _period(row.freq, day)
        own = [one for at, one in about if begin <= at <= finish and one.figure == row.id]
        return _for_itself(row, own, (begin, finish, finish), start)
    if anew:
        row = _row_of(series, day, latest)
        own = [one for at, one in about if _row_of(series, at, one) is row]
        return _for_itself(row, own, (date(row.due.year, 1, 1), row.due, row.until), start)
    return _under_way(series, [one for _, one in about], start, end)


def _under_way(series: Sequence[Row], own: Sequence[Measured], start: date | None, end: date | None) -> Stage | None:
    """Of what adds up the first stage that was never reached, counted from the one before."""
    latest = own[-1]
    left = [place for place, row in enumerate(series) if not _was_reached(row, own)]
    place = left[0] if left else len(series) - 1
    row, kind = series[place], _kind(series[place])
    before = series[place - 1] if place and kind not in {"growth", "ceiling"} else None
    if before is not None and before.met and latest.on < before.met and _share(before, latest.value, None) < 100:
        return None
    base = before.value if before is not None else row.baseline
    reached = 100.0 if not left and kind not in {"growth", "ceiling"} else _share(row, latest.value, base)
    begin = before.until if before is not None and before.until else start
    return Stage(kind, begin, row.until or end, reached, latest.on, not latest.accepted)


def _takes_its_place(new: Measured, old: Measured) -> bool:
    """Whether a later value corrects one of the same figure and year: on its day, or as the figure of that year."""
    return new.on == old.on or new.year is not None


def _row_of(series: Sequence[Row], day: date, one: Measured) -> Row:
    """The stage of a year; where the year has none, the one that the value was entered for."""
    own = [row for row in series if row.due.year == day.year] or [row for row in series if row.id == one.figure]
    return own[-1]


def _about(one: Measured, series: Sequence[Row], start: date | None, *, anew: bool) -> date:
    """The day that a value tells of: that of a year may come out after it, and in January does."""
    year = one.year
    if anew and year is None and one.on.month == 1:
        before = one.on.year - 1
        asked = {row.due.year for row in series} if series[0].freq is None else None
        if before in asked if asked is not None else (start is None or start.year <= before):
            year = before
    return one.on if year is None else min(one.on, date(year, 12, 31))


def _begins_anew(series: Sequence[Row]) -> bool:
    """Whether each year counts for itself: said so, or told by targets that do not grow, by the name, by the years."""
    said = [row.anew for row in series if row.anew is not None]
    if said:
        return bool(said[0])
    kind = _kind(series[0])
    if len(series) == 1 or kind not in {"cumulative", "level"} or any(row.due is None for row in series):
        return False
    steps = [later.value - earlier.value for earlier, later in pairwise(series)]
    if min(steps) <= 0:
        return kind == "cumulative" or max(steps) >= 0
    if any(word in series[0].name for word in YEARLY):
        return True
    return kind == "cumulative" and all(re.match(r"(?:19|20)\d\d年", row.text) for row in series)


def _was_reached(row: Row, values: Sequence[Measured]) -> bool:
    """Whether any value reached it, or its date was marked as met; what has to hold on any day by the latest alone."""
    if _kind(row) in {"growth", "ceiling"}:
        return _share(row, values[-1].value, row.baseline) >= 100
    return bool(row.met) or any(_share(row, one.value, row.baseline) >= 100 for one in values)


def _for_itself(row: Row, own: Sequence[Measured], days: tuple[date, date, date], start: date | None) -> Stage:
    begin, finish, until = days
    latest = own[-1]
    shares = [_share(row, one.value, row.baseline) for one in own]
    reached = 100.0 if max(shares) >= 100 and _kind(row) not in {"growth", "ceiling"} else shares[-1]
    if start is not None and begin < start <= finish:
        begin = start
    return Stage(_kind(row), begin, until, reached, latest.on, not latest.accepted)


def _period(freq: str, day: date) -> tuple[date, date]:
    if freq == "monthly":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if freq == "weekly":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return (day, day) if freq == "daily" else (day.replace(month=1, day=1), day.replace(month=12, day=31))


def _share(row: Row, value: float, base: float | None) -> float:
    """How much of its target a value reaches, counted from ``base`` where it is not for its own sake."""
    kind, target = _kind(row), row.value
    if kind == "milestone":
        return 100.0 if value >= target else 0.0
    if kind == "ceiling":
        return 100.0 if value <= target else _percent(target, value)
    if kind == "growth":
        return 100.0 if value >= target else _percent(value, target)
    if kind == "cumulative" and base == row.baseline:
        base = None
    base = base or 0.0
    if base == target:
        return 100.0 if value >= target else 0.0
    return _percent(value - base, target - base)


def _percent(part: float, whole: float) -> float:
    return min(max(100.0 * part / whole, 0.0), 100.0) if whole else 0.0
