"""How many tasks stand under each lamp: in all, by plan, by first unit, from one scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.query.parsing import Query
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql.dialect import Reader

_Grouped = Mapping[int | None, Mapping[str, int]]
"""The number of tasks under each lamp, by the id of a plan or unit."""


class LampCounts(NamedTuple):
    """How many tasks stand under each lamp, in all or in one group."""

    counts: Mapping[str, int]
    """Every lamp, in the order of ``LAMPS``."""
    key: str | None = None
    """The group: a plan's code or a unit's name; ``None`` for all tasks and for those without plan or unit."""
    title: str | None = None
    """The plan's title, where the group is a plan."""

    @property
    def total(self) -> int:
        """All tasks of the group."""
        return sum(self.counts.values())


class LampTable(NamedTuple):
    """Lamp counts in all, by plan (in the order of their codes) and by first unit (most tasks first)."""

    total: LampCounts
    by_plan: tuple[LampCounts, ...]
    by_lead: tuple[LampCounts, ...]


def lamp_counts(look: Look, query: Query | str) -> LampCounts:
    """The lamps of the tasks that ``query`` finds on a day, counted in all."""
    selection = Selection(look, query)
    return _counts(dict(selection.run(f"SELECT {selection.lamp}, COUNT(*) {selection.from_where()} GROUP BY 1")))


def lamp_table(look: Look, query: Query | str) -> LampTable:
    """The lamps of the tasks that ``query`` finds on a day, counted in all, by plan and by first unit at once."""
    selection = Selection(look, query)
    rows = selection.run(f"SELECT f.plan_id, f.first_unit_id, {selection.lamp} {selection.from_where()}")
    plans, units, lamps = zip(*rows, strict=True) if rows else ((), (), ())
    # Counting here takes half of the time of SQLite's GROUP BY, which sorts.
    return LampTable(
        _counts(Counter(lamps)),
        _by_plan(look.connection, _grouped(plans, lamps)),
        _by_lead(look.connection, _grouped(units, lamps)),
    )


def _by_plan(connection: Reader, grouped: _Grouped) -> tuple[LampCounts, ...]:
    """A row a plan, by code; tasks without a plan last."""
    plans = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT id, code, title FROM plan")}
    rows = [_counts(counts, *plans.get(plan, (None, None))) for plan, counts in grouped.items()]
    return tuple(sorted(rows, key=lambda row: (row.key is None, row.key or "")))


def _by_lead(connection: Reader, grouped: _Grouped) -> tuple[LampCounts, ...]:
    """A row a unit, the one with most tasks first, then by name; tasks that no unit answers for last."""
    names = unit_labels(connection)
    rows = [_counts(counts, names.get(unit)) for unit, counts in grouped.items()]
    return tuple(sorted(rows, key=lambda row: (row.key is None, -row.total, row.key or "")))


def _grouped(groups: Iterable[int | None], lamps: Iterable[str]) -> _Grouped:
    grouped: dict[int | None, dict[str, int]] = {}
    for (group, lamp), count in Counter(zip(groups, lamps, strict=True)).items():
        grouped.setdefault(group, {})[lamp] = count
    return grouped


def _counts(found: Mapping[str, int], key: str | None = None, title: str | None = None) -> LampCounts:
    return LampCounts({lamp: found.get(lamp, 0) for lamp in LAMPS}, key, title)
