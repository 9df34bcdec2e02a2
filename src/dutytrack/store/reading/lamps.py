"""How many tasks stand under each lamp: in all, by plan, by first unit, from one scan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.pace import IS_WAIVED
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql.dialect import Reader

_Grouped = Mapping[int | None, Mapping[str, int]]
"""The number of tasks under each lamp, by the id of a plan or unit."""
_Ended = defaultdict[int | None, "Endings"]
"""How the tasks of a plan or unit ended, by its id."""


class Endings(NamedTuple):
    """How many tasks have come to an end, and how."""

    closed: int = 0
    in_time: int = 0
    """Of ``closed``, those that were done by their date, and not closed by a waiver."""
    dropped: int = 0
    unfinished: int = 0
    """Left open by a plan that was concluded."""
    waived: int = 0
    """Of ``closed``, those that were closed by a waiver by their date, which says nothing of their work."""


class LampCounts(NamedTuple):
    """How many tasks stand under each lamp, in all or in one group."""

    counts: Mapping[str, int]
    """Every lamp, in the order of ``LAMPS``."""
    ended: Endings = Endings()
    key: str | None = None
    """The group: a plan's code or a unit's name; ``None`` for all tasks and for those without plan or unit."""
    title: str | None = None
    """The plan's title, where the group is a plan."""

    @property
    def total(self) -> int:
        """All tasks of the group."""
        return sum(self.counts.values())

    @property
    def closed_share(self) -> float | None:
        """The percentage that was closed (办结率) of what was not dropped."""
        return _percent(self.ended.closed, self.total - self.ended.dropped)

    @property
    def in_time_share(self) -> float | None:
        """The percentage of what was closed that was done by its date (按时办结率)."""
        return _percent(self.ended.in_time, self.ended.closed)


def _percent(part: int, whole: int) -> float | None:
    return round(100.0 * part / whole, 1) if whole else None


class LampTable(NamedTuple):
    """Lamp counts in all, by plan (in the order of their codes) and by first unit (most tasks first)."""

    total: LampCounts
    by_plan: tuple[LampCounts, ...]
    by_lead: tuple[LampCounts, ...]


def lamp_counts(look: Look, query: Query | str) -> LampCounts:
    """The lamps of the tasks that ``query`` finds on a day, counted in all."""
    selection = Selection(look, query)
    return _counts(
        dict(selection.run(f"SELECT {selection.lamp}, COUNT(*) {selection.from_where()} GROUP BY 1")), _endings({})
    )


def lamp_table(look: Look, query: Query | str) -> LampTable:
    """The lamps of the tasks that ``query`` finds on a day, counted in all, by plan and by first unit at once."""
    selection = Selection(look, query)
    rows = selection.run(f"SELECT f.plan_id, f.first_unit_id, {selection.lamp} {selection.from_where()}")
    plans, units, lamps = zip(*rows, strict=True) if rows else ((), (), ())
    ended = selection.run(f"SELECT f.plan_id, f.first_unit_id, {_ENDING} {selection.from_where(_HAS_ENDED)}")
    of_plans, of_units, how = zip(*ended, strict=True) if ended else ((), (), ())
    # Counting here takes half of the time of SQLite's GROUP BY, which sorts.
    return LampTable(
        _counts(Counter(lamps), _endings(Counter(how))),
        _by_plan(look.connection, _grouped(plans, lamps), _endings_by(_grouped(of_plans, how))),
        _by_lead(look.connection, _grouped(units, lamps), _endings_by(_grouped(of_units, how))),
    )


_HAS_ENDED = "(f.status IN ('closed', 'dropped') OR f.concluded_on IS NOT NULL)"
_ENDING = (
    "CASE WHEN f.status = 'closed' THEN CASE WHEN f.late THEN 'late' "
    f"WHEN {IS_WAIVED} THEN 'waived' ELSE 'in_time' END "
    "WHEN f.status = 'dropped' THEN 'dropped' ELSE 'unfinished' END"
)


def _endings(found: Mapping[str, int]) -> Endings:
    in_time, late, waived = (found.get(how, 0) for how in ("in_time", "late", "waived"))
    return Endings(in_time + late + waived, in_time, found.get("dropped", 0), found.get("unfinished", 0), waived)


def _endings_by(grouped: _Grouped) -> _Ended:
    return defaultdict(Endings, {group: _endings(found) for group, found in grouped.items()})


def _by_plan(connection: Reader, grouped: _Grouped, ended: _Ended) -> tuple[LampCounts, ...]:
    """A row a plan, by code; tasks without a plan last."""
    plans = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT id, code, title FROM plan")}
    rows = [_counts(counts, ended[plan], *plans.get(plan, (None, None))) for plan, counts in grouped.items()]
    return tuple(sorted(rows, key=lambda row: (row.key is None, row.key or "")))


def _by_lead(connection: Reader, grouped: _Grouped, ended: _Ended) -> tuple[LampCounts, ...]:
    """A row a unit, the one with most tasks first, then as the office names them; those of no unit last."""
    from dutytrack.store.reading.unitorder import office_order

    names, places = unit_labels(connection), office_order(connection, (unit for unit in grouped if unit is not None))
    rows = {unit: _counts(counts, ended[unit], names.get(unit)) for unit, counts in grouped.items()}
    in_order = sorted(rows, key=lambda unit: (unit is None, -rows[unit].total, places.get(unit or 0, ())))
    return tuple(rows[unit] for unit in in_order)


def _grouped(groups: Iterable[int | None], lamps: Iterable[str]) -> _Grouped:
    grouped: dict[int | None, dict[str, int]] = {}
    for (group, lamp), count in Counter(zip(groups, lamps, strict=True)).items():
        grouped.setdefault(group, {})[lamp] = count
    return grouped


def _counts(found: Mapping[str, int], ended: Endings, key: str | None = None, title: str | None = None) -> LampCounts:
    return LampCounts({lamp: found.get(lamp, 0) for lamp in LAMPS}, ended, key, title)
