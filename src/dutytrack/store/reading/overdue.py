"""What is overdue: deadlines passed and unmet, each task once, grouped by who answers for it first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.dialect import SQLITE
from dutytrack.store.query.compile import flag_condition
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection, names_of
from dutytrack.store.reading.rows import OverdueRow
from dutytrack.store.reading.unitlabels import unit_labels

_COLUMNS = f"f.first_unit_id, t.key, t.title, f.due, {SQLITE.days_between('f.due', ':as_of')}, f.leads, f.due_origin"


def overdue_rows(look: Look, query: Query | str) -> list[OverdueRow]:
    """The tasks of ``query`` whose earliest unmet deadline has passed on a day while they were still at work.

    They are in the order of the unit that answers first (the first lead, else the first responsible unit; none last),
    the longest overdue first. Submitted, suspended, closed and dropped tasks and concluded plans are not at work.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(look, query)
    return _rows(selection, _unit_names(look.connection))


def first_overdue_rows(look: Look, query: Query | str, *, limit: int) -> tuple[list[OverdueRow], dict[str | None, int]]:
    """The first ``limit`` of ``overdue_rows``, and how many there are in all by the unit that answers first.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(look, query)
    units = _unit_names(look.connection)
    source = selection.from_where(flag_condition("overdue"))
    # The plus keeps SQLite from going through the rows by the unit's index, to and fro over the whole file.
    found = dict(selection.run(f"SELECT f.first_unit_id, count(*) {source} GROUP BY +f.first_unit_id"))
    counts: Counter[str | None] = Counter()
    for unit, count in found.items():
        counts[units.get(unit)] += count
    names = _first_names(counts, limit)
    answering = [unit for unit in found if units.get(unit) in names]
    return _rows(selection, units, _answered_by(answering))[:limit], dict(counts)


def _unit_names(connection: sqlite3.Connection) -> dict[int | None, str | None]:
    return dict(unit_labels(connection))


def _first_names(counts: Mapping[str | None, int], limit: int) -> set[str | None]:
    """The first of the units, by name, that have ``limit`` tasks together."""
    chosen: set[str | None] = set()
    for name in sorted(counts, key=lambda name: (name is None, name or "")):
        if sum(counts[one] for one in chosen) >= limit:
            break
        chosen.add(name)
    return chosen


def _answered_by(units: Collection[int | None]) -> str:
    """The condition that one of ``units`` answers first."""
    known = [unit for unit in units if unit is not None]
    nobody = " OR f.first_unit_id IS NULL" if len(known) < len(units) else ""
    return f"(f.first_unit_id IN ({', '.join(map(str, known))}){nobody})"


def _rows(selection: Selection, units: Mapping[int | None, str | None], *conditions: str) -> list[OverdueRow]:
    source = selection.from_where(flag_condition("overdue"), *conditions, reads_task=True)
    found = selection.run(f"SELECT {_COLUMNS} {source} ORDER BY f.task_id")
    # Sorted here, not by SQLite: with as many rows as that it is faster, and equal ones keep the order of entry.
    places = {name: place for place, name in enumerate(sorted({name for name in units.values() if name is not None}))}
    place_of = {unit: places[name] for unit, name in units.items() if name is not None}
    found.sort(key=lambda row: (place_of.get(row[0], len(places)), row[3]))
    # The same days and lists of units come again and again.
    day, names = cache(date.fromisoformat), cache(names_of)
    return [
        OverdueRow._make((units.get(unit), key, title, day(due), days_late, names(leads), origin))
        for unit, key, title, due, days_late, leads, origin in found
    ]
