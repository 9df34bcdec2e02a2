"""A task's figures with what was measured of them: which value tells of which time, what begins anew each year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from dutytrack.domain.progress.share import Kind, share

_OF_A_YEAR = re.compile(
    r"产值|产量|产出|成交额|交易额|交易量|吞吐量|运输量|周转量|客流量|客运量|货运量|销售额|销售收入|营业收入|经营收入|业务收入"
    r"|收入(?!比)|增加值|生产总值|零售额|进出口|出口额|进口额|税收|利润|接待(?:游客|人次)|发电量|用电量|消费额"
)
"""What is counted by the year: half a year has about half of it."""
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d年")
_SHARED_OUT = re.compile(r"(?!.*[到至](?:19|20)\d\d年).*分别")
"""2025年、2026年分别新增20家、30家: so much in each year, which the first figure of them tells for all."""


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
    falls: bool = False
    """Whether it is reached at its target or under it; ``as_series`` tells."""
    before: tuple[tuple[date, float], ...] = ()
    """The targets that later texts have changed, in order, each with the day until which it held."""

    def asked_on(self, day: date) -> Measured:
        """It with the target that held on ``day``."""
        return self._replace(target=next((target for until, target in self.before if until > day), self.target))

    @property
    def until(self) -> date | None:
        """The date in force."""
        return self.moved or self.due


def as_series(indicators: Sequence[Measured], places: Sequence[int]) -> list[Measured]:
    """The stages of a series, which ``places`` are of, each with whether it has to fall.

    A height has to fall to a target under the one before, or under the baseline, that of another stage where it has
    none. Where nothing says from where, all have to fall whose targets fall from stage to stage.
    """
    series = [indicators[place] for place in places]
    if series[0].kind not in {"level", "ratio"}:
        return [one._replace(falls=one.kind == "cumulative" and one.target < 0) for one in series]
    known = next((one.baseline for one in series if one.baseline is not None), None)
    adds_up = not begins_anew(series) or len({one.due and one.due.year for one in series}) == 1
    declines = adds_up and len(series) > 1 and all(later.target < one.target for one, later in pairwise(series))
    found = []
    for number, one in enumerate(series):
        base = one.baseline if one.baseline is not None else known
        follows = number > 0 and (adds_up or number - 1 in of_one_year(series, number))
        above = series[number - 1].target if follows else base
        falls = one.target < above if above is not None else declines or one.target < 0
        found.append(one._replace(falls=falls, baseline=base if falls and not follows else one.baseline))
    return found


def begins_anew(series: Sequence[Measured]) -> bool:
    """Whether a figure begins anew each year; else it adds up from stage to stage.

    Where nobody said so: what comes every year; stages whose targets do not grow; what is counted by the year (产值,
    吞吐量); and what is done so many times in each year named (2025年新增20家,2026年新增30家; 2025年、2026年分别
    新增20家、30家), not by it (到2026年).
    What has all its dates in one year adds up.
    """
    said = next((one.anew for one in series if one.anew is not None), None)
    if said is not None:
        return said
    if series[0].freq is not None:
        return True
    if len(series) < 2 or series[0].kind not in {"cumulative", "level"} or any(one.due is None for one in series):
        return False
    years = {one.due.year for one in series if one.due is not None}
    if len(years) == 1:
        return False
    targets = [one.target for one in series]
    if any(later <= earlier for earlier, later in pairwise(targets)):
        return series[0].kind == "cumulative" or any(later >= earlier for earlier, later in pairwise(targets))
    is_one_a_year = series[0].kind == "cumulative" and len(years) == len(series)
    by_year = all(_PLAIN_YEAR.match(one.text) for one in series) or _SHARED_OUT.match(series[0].text) is not None
    return (is_one_a_year and by_year) or _OF_A_YEAR.search(series[0].name) is not None


def year_told(on: date, year: int | None) -> int:
    """The year that a value of what begins anew each year tells of: January tells of the year before.

    A year's figures come out after it; who means the year that has just begun has to say so.
    """
    if year is not None:
        return year
    return on.year - 1 if on.month == 1 else on.year


def values_of(series: Sequence[Measured], start: date | None) -> list[Telling]:
    """All that was measured of a series, by the day it tells of."""
    anew = begins_anew(series) and series[0].freq in {None, "yearly"}
    dues = {one.due.year: place for place, one in enumerate(series) if one.due is not None}
    found = []
    for place, one in enumerate(series):
        for value in one.values:
            year = year_told(value.on, value.year) if anew else value.year
            if year is not None and value.year is None and not _has_year(series, dues, year, start):
                year = None
            about = value.on if year is None else min(value.on, _last_day(series, one, year))
            if not anew or one.freq is not None:
                found.append(Telling(place, about, value))
            elif about.year >= min(dues, default=about.year):
                is_own = one.due is not None and one.due.year == about.year
                found.append(Telling(place if is_own else dues.get(about.year, place), about, value))
    standing = _standing(series, found)
    if anew and series[0].freq is None and any(map(_lasts_into_next_year, series)):
        standing = _standing(series, _with_late_ones(series, standing))
    return sorted(standing, key=lambda item: (item.about, item.value.on, item.value.entry))


def _last_day(series: Sequence[Measured], one: Measured, year: int) -> date:
    """The last day that a value of ``year`` can tell of: of one of several dates in that year, the date."""
    last = date(year, 12, 31)
    if one.due is None or one.due.year != year or one.until is None:
        return last
    in_year = sum(other.due is not None and other.due.year == year for other in series)
    return min(last, one.until) if in_year > 1 else last


def _lasts_into_next_year(one: Measured) -> bool:
    """Whether an extension moved a date over the end of its year."""
    return one.due is not None and one.until is not None and one.until.year > one.due.year


def _with_late_ones(series: Sequence[Measured], found: Sequence[Telling]) -> list[Telling]:
    """``found``, where a value without a year, of the time that an extension gave, tells of the stage it was given.

    From the day on which that is reached, or marked as met, values tell of their own year again.
    """
    told = sorted(found, key=lambda item: (item.value.on, item.value.entry))
    for place, one in enumerate(series):
        if one.due is None or one.until is None or not _lasts_into_next_year(one):
            continue
        for number, item in enumerate(told):
            is_late = item.value.year is None and item.about.year > one.due.year and item.value.on <= one.until
            if not is_late or (one.met is not None and item.value.on > one.met):
                continue
            own = (other for other in told if other.place == place and other.value.on < item.value.on)
            if not any(reaches(one, other.value) for other in own):
                told[number] = Telling(place, date(one.due.year, 12, 31), item.value)
    return told


def _standing(series: Sequence[Measured], found: Sequence[Telling]) -> list[Telling]:
    """What was not corrected: by a later entry of the same day, or by one that was said to be of that whole year."""
    return [
        one
        for one in found
        if not any(
            _corrects(other, one) and (other.value.year is None or not _is_of_year_before(series, one))
            for other in found
        )
    ]


def _is_of_year_before(series: Sequence[Measured], item: Telling) -> bool:
    """Whether a value of January counts for a stage of the year just over: no later one of its own year corrects it."""
    on = item.value.on
    is_of_january = on.month == 1 and item.value.year is None and item.about == on
    return is_of_january and any(one.until == date(on.year - 1, 12, 31) for one in series)


def _corrects(later: Telling, earlier: Telling) -> bool:
    """Whether a value was entered after another of the same time, and takes its place."""
    if (later.place, later.about.year) != (earlier.place, earlier.about.year):
        return False
    is_later = (later.value.on, later.value.entry) > (earlier.value.on, earlier.value.entry)
    return is_later and (later.value.on == earlier.value.on or later.value.year is not None)


def _has_year(series: Sequence[Measured], dues: Mapping[int, int], year: int, start: date | None) -> bool:
    """Whether a series has anything to reach in a year."""
    return year in dues if series[0].freq is None else start is None or start.year <= year


def reaches(one: Measured, value: Value) -> bool:
    """Whether a value is all that is asked for."""
    return value.value <= one.target if one.kind == "ceiling" or one.falls else value.value >= one.target


def is_in_time(item: Telling, due: date | None) -> bool:
    """Whether a value tells of the time until ``due``: of one that ends with its year in January still."""
    if due is None:
        return True
    if item.value.year is None and (due.month, due.day) == (12, 31) and item.value.on.month == 1:
        return item.value.on.year <= due.year + 1
    return item.about <= due


def came_out_by(due: date | None) -> date:
    """The last day on which a value of the time until ``due`` may come out: of a whole year that is 31 January."""
    if due is None:
        return date.max
    return date(due.year + 1, 1, 31) if (due.month, due.day) == (12, 31) and due.year < date.max.year else due


def of_its_time(
    series: Sequence[Measured], number: int, values: Sequence[Telling]
) -> tuple[list[Telling], list[Telling]]:
    """Of what has to hold on any day, the values of a stage's own time, and those after the last one's."""
    own, after = [], []
    for item in values:
        place = next((place for place, one in enumerate(series) if is_in_time(item, one.until)), None)
        if place == number:
            own.append(item)
        elif place is None and number == len(series) - 1:
            after.append(item)
    return own, after


def is_outdated(value: Value, before: Measured | None) -> bool:
    """Whether a value tells nothing of a stage: the one ``before`` was marked as met since, with more than that."""
    return before is not None and before.met is not None and value.on < before.met and not reaches(before, value)


def share_from(stage: Measured, value: float, base: float | None) -> float:
    """The share of ``stage`` counted from ``base``; a cumulative stage after another counts from that one's target.

    Of what has to fall from nobody knows where there is as much as of a limit.
    """
    if stage.falls and base is None:
        return share("ceiling", value, stage.target)
    kind: Kind = "level" if stage.kind == "cumulative" and base is not None else stage.kind
    return share(kind, value, stage.target, base)


def own_share(one: Measured, value: float) -> float:
    """The share of what counts for itself: of a year, of what comes again."""
    return share_from(one, value, None if one.kind == "cumulative" else one.baseline)


def of_one_year(series: Sequence[Measured], place: int) -> list[int]:
    """The places of the stages of the year that the one at ``place`` is due in: several add up within their year."""
    due = series[place].due
    if due is None:
        return [place]
    return [number for number, one in enumerate(series) if one.due is not None and one.due.year == due.year]


def days_of_year(one: Measured, start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """The first and last day of a stage that begins anew with its year; without a date those of its task."""
    if one.due is None:
        return start, end
    return not_before(start, one.due.replace(month=1, day=1), one.due), one.until


def not_before(start: date | None, begin: date, finish: date) -> date:
    """The first day of a period that a task has a part of."""
    return max(begin, start) if start is not None and start <= finish else begin


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
