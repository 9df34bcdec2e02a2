"""What became of a task's figures: of each stage and year with the value of its time, whatever was measured since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dutytrack.domain.progress.measured import (
    Measured,
    Telling,
    Value,
    as_series,
    begins_anew,
    came_out_by,
    days_of_year,
    is_in_time,
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
from dutytrack.domain.progress.share import PACED, STEADY

NotAssessed = Literal["closed", "suspended", "dropped", "concluded", "exempt"]
State = Literal["reached", "late", "missed"] | NotAssessed
"""What became of a stage or year: reached in its time, reached after it, not reached when its time was over.

Where nobody assessed its task when its time was over, what kept it from that stands in place of ``missed``.
"""


class Assessing(NamedTuple):
    """Until when a task was assessed, and which months it was let off."""

    status: str = ""
    since: date | None = None
    """The day on which it got its status; of a closed one that on which it was done."""
    concluded_on: date | None = None
    exempt: frozenset[date] = frozenset()
    """The first days of months."""

    def stopped(self, end: date | None) -> NotAssessed | None:
        """What kept a time that was over on ``end`` from being assessed."""
        if end is None:
            return None
        if self.concluded_on is not None and self.concluded_on <= end:
            return "concluded"
        if self.since is not None and self.since < end:
            for over in _OVER:
                if over == self.status:
                    return over
        return "exempt" if end.replace(day=1) in self.exempt else None


_OVER: tuple[NotAssessed, ...] = ("closed", "suspended", "dropped")
_ASSESSED = Assessing()


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
    base: float | None = None
    """Where the share is counted from, where that is not from nothing."""
    in_time: float | None = None
    """The last value of its time, where one after it reached the target."""
    in_time_on: date | None = None
    """The day that it tells of."""
    latest: float | None = None
    """The last value of it, where another settled it."""
    latest_on: date | None = None
    marked_on: date | None = None
    """The day on which its date was marked as met, where no value settled it."""
    reached_on: date | None = None
    """The day of the first value of its time that reached it."""


class Told(NamedTuple):
    """What was measured of an indicator: of its stage, else of the year measured last."""

    now: Period
    years: tuple[Period, ...] = ()
    """Of what comes again each time that was measured, in order."""
    anew: bool = False


def told(
    indicators: Sequence[Measured],
    start: date | None,
    end: date | None,
    as_of: date,
    assessing: Assessing = _ASSESSED,
) -> list[Told]:
    """For each of ``indicators``, in their order, what became of it by ``as_of``."""
    found: dict[int, Told] = {}
    for places in series_of(indicators, end):
        series = as_series(indicators, places)
        anew = begins_anew(series)
        if series[0].freq is not None:
            periods = [_years(one, start, as_of) for one in series]
        else:
            told_of = _own_year if anew else _stage
            values = values_of(series, start)
            periods = [(told_of(series, number, values, start, as_of),) for number in range(len(series))]
        for place, one, each in zip(places, series, periods, strict=True):
            own = tuple(_assessed(_settled(period, one), assessing) for period in each)
            found[place] = Told(own[-1], own if series[0].freq is not None else (), anew)
    return [found[place] for place in range(len(indicators))]


def _settled(period: Period, one: Measured) -> Period:
    """``period``, late from the day on which its date was marked as met, whenever its value was reported."""
    is_marked_late = period.state == "late" and period.marked_on is None and one.met is not None
    return period._replace(on=one.met) if is_marked_late else period


def _assessed(period: Period, assessing: Assessing) -> Period:
    stopped = assessing.stopped(period.end) if period.state == "missed" else None
    return period if stopped is None else period._replace(state=stopped)


def counted_for(indicators: Sequence[Measured], start: date | None, end: date | None) -> dict[int, int]:
    """The place among ``indicators`` of the stage that each value counts for, by its place in the order of entry."""
    found: dict[int, int] = {}
    for places in series_of(indicators, end):
        values = values_of(as_series(indicators, places), start)
        found |= {item.value.entry: places[item.place] for item in values}
    return found


def dates_reached(indicators: Sequence[Measured], start: date | None, end: date | None) -> dict[date, date]:
    """The dates, as first laid down, whose figures were all measured as reached in time, each with the day they were.

    Whether and when such a date was marked as met changes nothing of that.
    """
    found: dict[date, list[Period]] = {}
    for one, became in zip(indicators, told(indicators, start, end, date.max), strict=True):
        if one.freq is None and one.due is not None:
            found.setdefault(one.due, []).append(became.now)
    return {
        due: max(min(time.reached_on, time.end or date.max) for time in times if time.reached_on)
        for due, times in found.items()
        if all(time.state == "reached" and time.reached_on for time in times)
    }


def reached_in_year(figures: Sequence[Measured], year: int, start: date | None) -> date | None:
    """The day on which the last of ``figures``, which come every year, was reached in a year; all have to be.

    A value of January, when a year's figures come out, counts from the year's last day; one that is told later from its
    own. What has to hold on any day is reached by the year's last value, once that tells of the whole year.
    """
    days = []
    for one in figures:
        (figure,) = as_series([one.asked_on(date(year, 12, 31))], [0])
        own = [item for item in values_of([figure], start) if item.about.year == year]
        if one.kind in STEADY:
            own = [item for item in own[-1:] if item.value.year is not None or item.value.on.year > year]
        came_out = came_out_by(date(year, 12, 31))
        days_of = ((item.about if item.value.on <= came_out else item.value.on, item) for item in own)
        reaching = [day for day, item in days_of if reaches(figure, item.value)]
        if not reaching:
            return None
        days.append(min(reaching))
    return max(days, default=None)


def times(
    indicators: Sequence[Measured], start: date | None, end: date | None, as_of: date
) -> Iterator[tuple[Measured, Period]]:
    """The stages and years of ``indicators`` by ``as_of``, as far as they were measured."""
    for one, found in zip(indicators, told(indicators, start, end, as_of), strict=True):
        yield from ((one, period) for period in found.years or (found.now,))


def _stage(
    series: Sequence[Measured], number: int, values: Sequence[Telling], start: date | None, as_of: date
) -> Period:
    """A stage of a series that adds up, with the value of its time."""
    one = series[number]
    if one.kind in STEADY:
        return _held(series, number, values, start, as_of)
    before = series[number - 1] if number else None
    base = one.baseline if before is None else before.target
    begin = before.until if before is not None and before.until else start
    period = Period(begin, one.until, one.target)
    found = _become(one, base, period, [item for item in values if not is_outdated(item.value, before)], as_of)
    return _with_latest(found, _last([item for item in values if item.place == number]))


def _become(one: Measured, base: float | None, period: Period, values: Sequence[Telling], as_of: date) -> Period:
    """``period`` with what the values of its time and those after it come to."""
    in_time = [item for item in values if is_in_time(item, one.until)]
    own = [item.value for item in in_time]
    after = [item.value for item in values if not is_in_time(item, one.until)]
    reaching = [value for value in own if reaches(one, value)]
    if reaching:
        return _reached(period, reaching)
    if one.met:
        return _marked(period, one.met)
    later = [value for value in after if reaches(one, value)]
    if later:
        late = _filled(period, later[0], 100.0, "late")
        return late._replace(in_time=own[-1].value, in_time_on=in_time[-1].about) if own else late
    if not values:
        return period
    is_over = came_out_by(one.until) < as_of
    latest = own[-1] if is_over and own else values[-1].value
    found = _filled(period, latest, share_from(one, latest.value, base), "missed" if is_over else None)
    return found._replace(base=base or None) if one.kind in PACED else found


def _held(
    series: Sequence[Measured], number: int, values: Sequence[Telling], start: date | None, as_of: date
) -> Period:
    """A stage of what has to hold on any day: its own time's last value decides, and nothing after it."""
    one = series[number]
    period = Period(start, one.until, one.target)
    own, after = of_its_time(series, number, values)
    last = _last([*own, *after])
    if own and reaches(one, own[-1].value):
        found = _reached(period, [own[-1].value])
    elif one.met and not own:
        found = _marked(period, one.met)
    elif last is None:
        found = period
    else:
        is_over = came_out_by(one.until) < as_of
        latest = own[-1].value if is_over and own else last
        state: State | None = "missed" if is_over and own else None
        found = _filled(period, latest, share_from(one, latest.value, one.baseline), state)
    return _with_latest(found, last)


def _last(told_of: Sequence[Telling]) -> Value | None:
    return max((item.value for item in told_of), key=lambda value: (value.on, value.entry), default=None)


def _with_latest(found: Period, latest: Value | None) -> Period:
    """``found`` with the last value of it, where that is another than the one which settled it."""
    if latest is None or found.state is None or latest.value == found.in_time:
        return found
    if (latest.on, latest.value) == (found.on, found.value):
        return found
    return found._replace(latest=latest.value, latest_on=latest.on)


def _marked(period: Period, met: date) -> Period:
    """``period`` as its date was marked as met on a day."""
    state: State = "late" if period.end is not None and met > period.end else "reached"
    return period._replace(share=100.0, state=state, marked_on=met)


def _own_year(
    series: Sequence[Measured], number: int, values: Sequence[Telling], start: date | None, as_of: date
) -> Period:
    """A stage of a series that begins anew each year: what was measured of that year alone."""
    one = series[number]
    stages = of_one_year(series, number)
    if len(stages) > 1:
        year = as_series(series, stages)
        own_values = [item._replace(place=stages.index(item.place)) for item in values if item.place in stages]
        begin = days_of_year(year[0], start, None)[0]
        return _stage(year, stages.index(number), own_values, begin, as_of)
    begin, finish = days_of_year(one, start, None)
    period = Period(begin, finish, one.target)
    own = [item.value for item in values if item.place == number]
    if one.met and not any(reaches(one, value) for value in own):
        return _with_latest(_marked(period, one.met), own[-1] if own else None)
    return _of_time(one, period, own, as_of)


def _years(one: Measured, start: date | None, as_of: date) -> tuple[Period, ...]:
    """Each time of what comes again that was measured; one of today where none was."""
    values = values_of([one], start)
    spans = dict.fromkeys(period_of(one.freq or "yearly", item.about) for item in values)
    found = []
    for begin, finish in spans or [period_of(one.freq or "yearly", as_of)]:
        own = [item.value for item in values if begin <= item.about <= finish]
        asked = one.asked_on(finish)
        found.append(_of_time(asked, Period(not_before(start, begin, finish), finish, asked.target), own, as_of))
    return tuple(found)


def _of_time(one: Measured, period: Period, own: Sequence[Value], as_of: date) -> Period:
    """``period`` with what was measured in it, and about it."""
    if not own:
        return period
    reaching = [value for value in (own[-1:] if one.kind in STEADY else own) if reaches(one, value)]
    if reaching:
        return _with_latest(_reached(period, reaching), own[-1])
    over = came_out_by(period.end) < as_of
    reached = own_share(one, own[-1].value)
    found = _filled(period, own[-1], reached, "missed" if over else None)
    counts_from = one.baseline if one.kind in PACED and one.kind != "cumulative" else None
    return found._replace(base=counts_from or None)


def _reached(period: Period, reaching: Sequence[Value]) -> Period:
    """``period`` as it was reached by values of its time."""
    found = _filled(period, reaching[-1], 100.0, "reached")
    return found._replace(reached_on=min(value.on for value in reaching))


def _filled(period: Period, value: Value, reached: float, state: State | None) -> Period:
    return period._replace(value=value.value, on=value.on, share=reached, state=state)
