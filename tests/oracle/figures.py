"""What the measured figures of a task add up to: series in stages, years, what has to keep pace and what to hold."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise
from typing import Protocol, Self

from tests.oracle.rows import Row

from dutytrack.domain.progress.share import guess_kind

YEARLY = ("产值", "产量", "成交额", "吞吐量", "销售收入", "营业收入", "增加值", "零售额", "进出口", "税收", "利润")
"""Words for what is counted by the year."""


STEADY = {"growth", "ceiling"}
"""What has to hold on any day."""


class Measured(Protocol):
    """A value that was measured and stands."""

    value: float
    on: date
    figure: int | None
    year: int | None
    accepted: bool


Told = tuple[date, Measured]
"""A value behind the day that it tells of."""


@dataclass(frozen=True)
class Pace:
    """The days over which a share has to grow from nothing to all."""

    start: date
    end: date
    rested: frozenset[date] = frozenset()
    things: int = 0
    """Where there are a few things to do, counted one by one: how many."""


def elapsed(pace: Pace, day: date) -> float:
    """How much of the days has passed, 0 to 100.

    Days on which the task was suspended were no days to work: they count neither among those gone nor among all.
    """
    if day >= pace.end:
        return 100.0
    rested = sum(pace.start <= one < pace.end for one in pace.rested)
    gone = (day - pace.start).days - rested
    whole = (pace.end - pace.start).days - rested
    if pace.things:
        return 100.0 * (max(gone, 0) * pace.things // max(whole, 1)) / pace.things
    return 100.0 * max(gone, 0) / max(whole, 1)


def printed(share: float) -> Decimal:
    """A share as people read it, with one decimal."""
    return Decimal(repr(share)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def lag(should: float, actual: float) -> float:
    """Points behind: what is printed as due less what is printed as there."""
    return float(printed(should) - printed(actual))


@dataclass(frozen=True)
class Stage:
    """What is asked for now of a figure, or of a series of figures, and how much of it is reached."""

    kind: str
    start: date | None
    end: date | None
    share: float
    on: date
    claimed: bool
    rested: frozenset[date] = frozenset()
    things: int = 0

    @property
    def holds(self) -> bool:
        """Whether it is what has to hold on any day, and does."""
        return self.kind in STEADY and self.share >= 100

    def lag(self, day: date) -> float | None:
        """Points behind on ``day``."""
        if self.kind in STEADY:
            return lag(100.0, self.share)
        if self.kind == "milestone":
            return 100.0 if self.share < 100 and self.end is not None and self.end < day else None
        if self.start is None or self.end is None:
            return None
        return lag(elapsed(Pace(self.start, self.end, self.rested, self.things), day), self.share)


@dataclass(frozen=True)
class Figures:
    """The stages under way of all series of a task."""

    stages: tuple[Stage, ...]
    unmeasured: int
    """How many series nobody has measured."""

    @classmethod
    def of(
        cls,
        indicators: Sequence[Row],
        values: Sequence[Measured],
        start: date | None,
        end: date | None,
        rested: frozenset[date] = frozenset(),
        day: date = date.min,
    ) -> Self | None:
        """Those of ``indicators`` by the ``values`` that stand on a day; ``None`` where there are none."""
        series = list(_series(indicators, end))
        found = [
            replace(stage, rested=rested)
            for one in series
            if (stage := _known(one, values, start, end, day)) is not None
        ]
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
        paced = [stage for stage, _ in lags if stage.kind not in {*STEADY, "milestone"}]
        is_open = any(stage.share < 100 for stage in paced)
        for stage, lag in lags:
            is_done = stage.holds if stage not in paced else is_open and stage.share >= 100
            if not (paced and is_done):
                yield lag


def kind_of(row: Row) -> str:
    """How a figure counts."""
    return row.kind or guess_kind(row.name, row.op, row.unit)


def _series(indicators: Sequence[Row], end: date | None) -> Iterator[list[Row]]:
    """Figures of one name, unit and kind with a date each are one series; two of one date are two figures."""

    def name(row: Row) -> tuple[str, str, str, str]:
        return row.name, row.unit, row.freq or "", kind_of(row)

    def due(row: Row) -> date:
        return row.due or end or date.max

    ordered = sorted(indicators, key=lambda row: (name(row), due(row)))
    for _, grouped in groupby(ordered, key=name):
        series = list(grouped)
        if len({due(row) for row in series}) == len(series):
            yield series
        else:
            yield from ([row] for row in series)


def _known(
    series: Sequence[Row], values: Sequence[Measured], start: date | None, end: date | None, day: date
) -> Stage | None:
    """The stage under way; none where it was reached, and the year it is of is over: nobody knows of the next."""
    stage = _stage(series, values, start, end)
    if stage is None or stage.share < 100:
        return stage
    anew, about = _told(series, values, start)
    year, latest = about[-1][0].year, about[-1][1]
    if series[0].freq is not None:
        anew = series[0].freq == "yearly" and series[0].anew is not False
        is_last = end is not None and end.year <= year
    elif anew:
        row = _row_of(series, *about[-1])
        is_last = [one for one in series if one.due.year == row.due.year][-1] is series[-1]
    else:
        row = next((one for one in series if _in_time(one, about[-1][0], latest)), series[-1])
        anew, is_last = kind_of(row) in STEADY and row.due is not None, row is series[-1]
        year = row.due.year if row.due is not None else year
    return None if anew and not is_last and year < day.year else stage


def _stage(series: Sequence[Row], values: Sequence[Measured], start: date | None, end: date | None) -> Stage | None:
    """The stage under way of a series; of what begins anew that of the time which was measured last."""
    anew, about = _told(series, values, start)
    if not about:
        return None
    day, latest = about[-1]
    if series[0].freq is not None:
        row = next(row for row in series if row.id == latest.figure)
        begin, finish = _period(row.freq, day)
        own = [one for at, one in about if begin <= at <= finish and one.figure == row.id]
        return _for_itself(row, own, (begin, finish, finish), start, series)
    if anew:
        row = _row_of(series, day, latest)
        its_year = [one for one in series if one.due.year == row.due.year]
        if its_year[-1].met and its_year[-1] is not series[-1]:
            return None  # that year is settled, and nobody has told anything of the next
        if len(its_year) > 1:
            begin = max(date(row.due.year, 1, 1), start or date.min)
            told = _entered_for(its_year, [item for item in about if _row_of(series, *item) in its_year])
            return _under_way(_from_known_base(series, its_year), told, begin, end)
        own = [one for at, one in about if _row_of(series, at, one) is row]
        return _for_itself(row, own, (date(row.due.year, 1, 1), row.due, row.held), start, series)
    return _under_way(series, about, start, end)


def _told(series: Sequence[Row], values: Sequence[Measured], start: date | None) -> tuple[bool, list[Told]]:
    """Whether a series begins anew each year, and what was measured of it, in order of the days that it tells of."""
    ids = {row.id for row in series}
    anew = series[0].freq == "yearly" or (series[0].freq is None and _begins_anew(series))
    about = [(_about(one, series, start, anew=anew), one) for one in values if one.figure in ids]
    by_year = anew and series[0].freq is None
    if by_year:
        about = [(day, one) for day, one in about if day.year >= series[0].due.year]
    about = _uncorrected(about, series, by_year=by_year)
    if by_year:
        about = _uncorrected(_with_what_was_given_time(about, series), series, by_year=True)
    about.sort(key=lambda item: (item[0], item[1].on))
    return anew, about


def dates_reached(
    indicators: Sequence[Row], values: Sequence[Measured], start: date | None, end: date | None
) -> set[date]:
    """The dates, as first laid down, by which all that was to be reached by them was measured as reached."""
    reached: dict[date, bool] = {}
    for series in _series(indicators, end):
        for row in series:
            if row.freq is None and row.due is not None:
                reached[row.due] = reached.get(row.due, True) and _is_reached(series, row, values, start)
    return {due for due, holds in reached.items() if holds}


def _is_reached(series: Sequence[Row], row: Row, values: Sequence[Measured], start: date | None) -> bool:
    """Whether a stage was reached by a value of its time."""
    anew, about = _told(series, values, start)
    stages = [one for one in series if not anew or one.due.year == row.due.year]
    own = [(day, one) for day, one in about if not anew or _row_of(series, day, one) in stages]
    if anew and len(stages) > 1:
        own = _entered_for(stages, own)
    if len(stages) > 1 or not anew:
        earlier = stages[: stages.index(row)]
        own = [(day, one) for day, one in own if _in_time(row, day, one)]
        if kind_of(row) in STEADY:
            own = [(day, one) for day, one in own if not any(_in_time(before, day, one) for before in earlier)]
        elif earlier and earlier[-1].met:
            before = earlier[-1]
            own = [(day, one) for day, one in own if one.on >= before.met or _reaches(series, before, one.value)]
    counts = own[-1:] if kind_of(row) in STEADY else own
    return any(_reaches(series, row, one.value) for _day, one in counts)


def _entered_for(its_year: Sequence[Row], own: Sequence[Told]) -> list[Told]:
    """What was entered for one of several dates of a year is of its time, though it comes out after it."""
    until, year = {one.id: one.held for one in its_year}, its_year[0].due.year
    return [(min(day, until.get(one.figure, day)) if day.year == year else day, one) for day, one in own]


def _uncorrected(about: Sequence[Told], series: Sequence[Row], *, by_year: bool) -> list[Told]:
    """Values that no later one of the same figure and year took the place of."""

    def figure(day: date, one: Measured) -> int | None:
        return _row_of(series, day, one).id if by_year else one.figure

    return [
        (day, old)
        for place, (day, old) in enumerate(about, 1)
        if not any(
            _takes_its_place(new, old) and (new.year is None or not _ends_year_before(series, day, old))
            for then, new in about[place:]
            if then.year == day.year and figure(then, new) == figure(day, old)
        )
    ]


def _with_what_was_given_time(about: Sequence[Told], series: Sequence[Row]) -> list[Told]:
    """Values measured in the time that an extension gave a year beyond its end are that year's, until it is reached."""
    found = list(about)
    for row in series:
        for place, (day, one) in enumerate(found):
            late = row.held.year > row.due.year < day.year and one.year is None and one.on <= row.held
            before = [old for at, old in found if old.on < one.on and _row_of(series, at, old) is row]
            done = any(_reaches(series, row, old.value) for old in before) or (row.met and row.met < one.on)
            if late and not done:
                found[place] = date(row.due.year, 12, 31), one
    return found


def _in_time(row: Row, day: date, one: Measured) -> bool:
    """Whether a value is of the time until a date: the figures of a whole year come out in January."""
    if row.held is None:
        return True
    if one.year is None and one.on.month == 1 and (row.held.month, row.held.day) == (12, 31):
        return one.on.year - 1 <= row.held.year
    return day <= row.held


def _holding(series: Sequence[Row], about: Sequence[Told], start: date | None, end: date | None) -> Stage | None:
    """What has to hold on any day: the stage of the time that the latest value is of, as that time left it."""
    day, latest = about[-1]
    row = next((row for row in series if _in_time(row, day, latest)), series[-1])
    if row.met and row is not series[-1]:
        return None  # its time is settled, and nobody has told anything of the next
    earlier = series[: series.index(row)]
    own = [
        one for at, one in about if _in_time(row, at, one) and not any(_in_time(before, at, one) for before in earlier)
    ]
    counts = own[-1] if own else latest
    reached = 100.0 if not own and row.met else _share(row, counts.value, row.baseline)
    return Stage(kind_of(row), start, row.held or end, reached, counts.on, not counts.accepted)


def _under_way(series: Sequence[Row], about: Sequence[Told], start: date | None, end: date | None) -> Stage | None:
    """Of what adds up the first stage that was never reached, counted from the one before."""
    if kind_of(series[0]) in STEADY:
        return _holding(series, about, start, end)
    own = [one for _, one in about]
    latest = own[-1]
    left = [
        place
        for place, row in enumerate(series)
        if not row.met and not any(_reaches(series, row, one.value) for one in own)
    ]
    place = left[0] if left else len(series) - 1
    row, kind = series[place], kind_of(series[place])
    before = series[place - 1] if place else None
    if before is not None and before.met and latest.on < before.met and not _reaches(series, before, latest.value):
        return None
    base = before.value if before is not None else row.baseline
    if base is None and _falls(series, row):
        base = _known_base(series)
        share = _share(row, latest.value, base) if base is not None else _at_most(latest.value, row.value)
    else:
        share = _share(row, latest.value, base)
    begin = before.held if before is not None and before.held else start
    reached = share if left else 100.0
    return Stage(kind, begin, row.held or end, reached, latest.on, not latest.accepted, things=_few(row, base))


def _known_base(series: Sequence[Row]) -> float | None:
    return next((row.baseline for row in series if row.baseline is not None), None)


def _from_known_base(series: Sequence[Row], its_year: Sequence[Row]) -> list[Row]:
    """The stages of a year, the first of which comes down from where another stage of the series says it was."""
    first, known = copy(its_year[0]), _known_base(series)
    if first.baseline is None and known is not None and first.value < known:
        first.baseline = known
    return [first, *its_year[1:]]


def _falls(series: Sequence[Row], row: Row) -> bool:
    """Whether a height has to come down to its target."""
    if kind_of(row) not in {"level", "ratio"}:
        return kind_of(row) == "cumulative" and row.value < 0
    several_years = len({one.due and one.due.year for one in series}) > 1
    place, anew = series.index(row), row.freq is not None or (_begins_anew(series) and several_years)
    if place and (not anew or (row.due and series[place - 1].due.year == row.due.year)):
        return row.value < series[place - 1].value
    base = row.baseline if row.baseline is not None else _known_base(series)
    if base is not None:
        return row.value < base
    targets = [one.value for one in series]
    return row.value < 0 or (not anew and len(series) > 1 and targets == sorted(set(targets), reverse=True))


def _reaches(series: Sequence[Row], row: Row, value: float) -> bool:
    """Whether a value is at its target, or on the right side of it."""
    if kind_of(row) == "ceiling" or _falls(series, row):
        return value <= row.value
    return value >= row.value


def _takes_its_place(new: Measured, old: Measured) -> bool:
    """Whether a later value corrects one of the same figure and year: on its day, or as the figure of that year."""
    return new.on == old.on or new.year is not None


def _ends_year_before(series: Sequence[Row], day: date, one: Measured) -> bool:
    """Whether a value of January is of a stage up to the end of the year before: none of its own year replaces it."""
    before = date(one.on.year - 1, 12, 31)
    told_of_itself = one.year is None and day == one.on and one.on.month == 1
    return told_of_itself and any(row.held == before for row in series)


def _row_of(series: Sequence[Row], day: date, one: Measured) -> Row:
    """The stage of a year; of several, or where the year has none, the one that the value was entered for."""
    entered = [row for row in series if row.id == one.figure]
    own = [row for row in series if row.due.year == day.year]
    return entered[-1] if not own or entered[-1] in own else own[-1]


def _about(one: Measured, series: Sequence[Row], start: date | None, *, anew: bool) -> date:
    """The day that a value tells of: that of a year may come out after it, and in January does."""
    year = one.year
    if anew and year is None and one.on.month == 1:
        before = one.on.year - 1
        asked = {row.due.year for row in series} if series[0].freq is None else None
        if before in asked if asked is not None else (start is None or start.year <= before):
            year = before
    if year is None:
        return one.on
    last = date(year, 12, 31)
    dated = [row for row in series if row.due is not None and row.due.year == year]
    if len(dated) > 1:
        last = min([last, *(row.held for row in dated if row.id == one.figure)])
    return min(one.on, last)


def _begins_anew(series: Sequence[Row]) -> bool:
    """Whether each year counts for itself: said so, or told by targets that do not grow, by the name, by the years."""
    said = [row.anew for row in series if row.anew is not None]
    if said:
        return bool(said[0])
    kind = kind_of(series[0])
    if len(series) == 1 or kind not in {"cumulative", "level"} or any(row.due is None for row in series):
        return False
    if len({row.due.year for row in series}) == 1:
        return False
    steps = [later.value - earlier.value for earlier, later in pairwise(series)]
    if min(steps) <= 0:
        return kind == "cumulative" or max(steps) >= 0
    if any(word in series[0].name for word in YEARLY):
        return True
    years = [row.due.year for row in series]
    once = len(set(years)) == len(years)
    shared_out = "分别" in series[0].text and not re.search(r"[到至](?:19|20)\d\d年", series[0].text)
    by_year = shared_out or all(re.match(r"(?:19|20)\d\d年", row.text) for row in series)
    return kind == "cumulative" and once and by_year


def _for_itself(
    row: Row, own: Sequence[Measured], days: tuple[date, date, date], start: date | None, series: Sequence[Row]
) -> Stage:
    begin, finish, until = days
    latest = own[-1]
    base = _known_base(series) if row.baseline is None and _falls(series, row) else row.baseline
    reached = _share(row, latest.value, base)
    if kind_of(row) not in STEADY and any(_reaches(series, row, one.value) for one in own):
        reached = 100.0
    elif base is None and _falls(series, row):
        reached = _at_most(latest.value, row.value)
    if start is not None and begin < start <= finish:
        begin = start
    things = _few(row, None if kind_of(row) == "cumulative" else base)
    return Stage(kind_of(row), begin, until, reached, latest.on, not latest.accepted, things=things)


def _few(row: Row, base: float | None) -> int:
    """How many things there are to do, where they are so few that only whole ones can be asked for by the day."""
    left = row.value - (base or 0)
    counted = (
        kind_of(row) in {"cumulative", "level"}
        and row.unit in "个家项人名位户台套件座处所条艘辆架次场期篇部种只头株宗起批支队届"
    )
    return int(left) if counted and left in range(1, 10) else 0


def _period(freq: str, day: date) -> tuple[date, date]:
    if freq == "monthly":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if freq == "weekly":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return (day, day) if freq == "daily" else (day.replace(month=1, day=1), day.replace(month=12, day=31))


def _share(row: Row, value: float, base: float | None) -> float:
    """How much of its target a value reaches, counted from ``base`` where it is not for its own sake."""
    kind, target = kind_of(row), row.value
    if kind == "milestone":
        return 100.0 if value >= target else 0.0
    if kind == "ceiling":
        return _at_most(value, target)
    if kind == "growth":
        return _at_most(-value, -target)
    if kind == "cumulative" and base == row.baseline:
        base = None
    base = base or 0.0
    if base == target:
        return 100.0 if value >= target else 0.0
    return _percent(value - base, target - base)


def share_of(row: Row, value: float) -> float:
    """How much of a figure that stands for itself a value reaches."""
    return 100.0 if _reaches([row], row, value) else min(_share(row, value, row.baseline), 99.0)


def _at_most(value: float, limit: float) -> float:
    """How well a limit is kept; of a limit below nothing, such as a fall by 5 %, how far it is on the way there."""
    if value <= limit:
        return 100.0
    return 100.0 * limit / value if limit > 0 else max(100.0 * value / limit, 0.0) if limit else 0.0


def _percent(part: float, whole: float) -> float:
    return min(max(100.0 * part / whole, 0.0), 100.0) if whole else 0.0
