"""How much of a figure is reached, by what kind of figure it is, and what it takes to catch up.

Shares are percentages from 0 to 100. A kind is *paced* where the share has to keep up with the days that pass,
*steady* where it has to hold on any day, and a *milestone* where nothing counts before its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, get_args

from dutytrack.domain.words.things import COUNTED
from dutytrack.i18n import N_, _

Kind = Literal["cumulative", "level", "growth", "ratio", "milestone", "ceiling"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STEADY: frozenset[Kind] = frozenset({"growth", "ceiling"})
FEW = 10
"""Fewer things than that are due one by one."""
PACED: frozenset[Kind] = frozenset({"cumulative", "level", "ratio"})

KIND_WORDS: Mapping[Kind, str] = {
    "cumulative": N_("cumulative"),
    "level": N_("level"),
    "growth": N_("growth rate"),
    "ratio": N_("ratio"),
    "milestone": N_("milestone"),
    "ceiling": N_("not more than"),
}

_GROWTH_WORDS = ("增长", "增速", "增幅", "递增")
_FLOW_WORDS = (
    *("新增", "新建", "引进", "培育", "培养", "完成", "推广", "申报", "申请", "授权", "认定", "转化", "实施", "举办"),
    *("组织", "开展", "投资", "融资", "发行", "改造", "治理", "建设", "整治", "增粮", "累计", "培训", "签约", "到位"),
)
_RATIO_UNITS = frozenset({"%", "％", "‰", "个百分点", "百分点"})
DAYS_IN_A_MONTH = 365.2425 / 12


def kind_word(kind: Kind) -> str:
    """What ``kind`` is called, in the language in use."""
    return _(KIND_WORDS[kind])


def guess_kind(name: str, op: str, unit: str) -> Kind:
    """What kind of figure a target is, told by its operator, its unit and the words of its name.

    A limit is a ceiling; a percentage that speaks of growing is a growth rate, any other a ratio; what a year's work
    adds up to is cumulative; what stands at a height is a level. Milestones are never guessed.
    """
    if op == "<=":
        return "ceiling"
    if unit in _RATIO_UNITS:
        return "growth" if any(word in name for word in _GROWTH_WORDS) else "ratio"
    return "cumulative" if any(word in name for word in _FLOW_WORDS) else "level"


def share(kind: Kind, value: float, target: float, baseline: float | None = None) -> float:
    """How much of ``target`` the ``value`` reaches.

    Levels and ratios count from ``baseline`` (0 where it is not known), which may lie above the target; a ceiling is
    kept whole or by as much as the value goes past it; a milestone is reached or not. A rate may be below nothing: of a
    fall to -5 % one to -2 % is two fifths, and of a growth of at least -3 % one of -6 % a half.
    """
    if kind == "milestone":
        return 100.0 if value >= target else 0.0
    if kind == "ceiling":
        return _as_far_as(-value, -target)
    if kind == "growth":
        return _as_far_as(value, target)
    base = baseline if kind != "cumulative" and baseline is not None else 0.0
    if base == target:
        return 100.0 if value >= target else 0.0
    return _percentage(value - base, target - base)


class Pace(NamedTuple):
    """The days over which a share has to grow from nothing to all, those left out on which its task was suspended."""

    begin: date
    """The first day, later by the days left out."""
    end: date
    left_out: int = 0
    steps: int = 0
    """Of how few things counted one by one the share is: only whole ones are due; 0 where any part counts."""


Rests = Iterable[tuple[date, date]]
"""The suspensions of a task that are over, each from a day to another."""


def pace(start: date, end: date, rests: Rests = ()) -> Pace:
    """The pace from ``start`` to ``end`` without the days of ``rests``: these have neither passed nor are to come."""
    left_out = sum(max((min(last, end) - max(first, start)).days, 0) for first, last in rests)
    return Pace(start + timedelta(days=left_out), end, left_out)


def elapsed(of: Pace, as_of: date) -> float:
    """How much of a pace has passed on ``as_of``, 0 to 100; all where it is one day."""
    if as_of >= of.end:
        return 100.0
    gone, whole = max((as_of - of.begin).days, 0), max((of.end - of.begin).days, 1)
    return 100.0 * (gone * of.steps // whole) / of.steps if of.steps else 100.0 * gone / whole


def steps_of(kind: Kind, unit: str, base: float | None, target: float) -> int:
    """How many things there are to do, where they are counted one by one and so few that each takes a long time.

    Half a year after the first of two was begun nobody has done half of it: it is done, or it is not.
    """
    left = target - (base or 0.0)
    is_few = kind in {"cumulative", "level"} and unit in COUNTED and 0 < left < FEW and left == int(left)
    return int(left) if is_few else 0


def lag(should: float, actual: float) -> float:
    """Points behind, less than 0 ahead: the difference of the shares as they are printed, with one decimal each."""
    return tenth(tenth(should) - tenth(actual))


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What is left of a figure and what it takes, a month, to get there in time."""

    left: float
    """In the figure's own unit, at least 0."""
    months: float
    """Until the target's day."""
    rate: float | None
    """A month; ``None`` where the day has passed with something left."""


def catch_up(value: float, target: float, due: date, as_of: date) -> CatchUp:
    """What it takes from ``as_of`` on to bring ``value`` to ``target`` by ``due``."""
    left = max(target - value, 0.0)
    months = max((due - as_of).days, 0) / DAYS_IN_A_MONTH
    if left == 0:
        return CatchUp(0.0, months, 0.0)
    return CatchUp(left, months, left / months if months else None)


def tenth(value: float) -> float:
    """``value`` with one decimal, a half of one up, as SQL rounds: 56.25 is 56.3."""
    return float(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _as_far_as(value: float, target: float) -> float:
    """The share of what has to be ``target`` at least, which may be negative."""
    if value >= target:
        return 100.0
    return _percentage(value, target) if target > 0 else _percentage(target, value)


def _percentage(part: float, whole: float) -> float:
    return min(max(100.0 * part / whole, 0.0), 100.0) if whole else 0.0
