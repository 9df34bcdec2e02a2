"""What is overdue: deadlines passed and unmet, each task once, grouped by who answers for it first."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.checks import IS_ACCEPTED
from dutytrack.store.facts.deadlines import DUE_ORIGIN
from dutytrack.store.facts.pace import DAYS_LATE
from dutytrack.store.query.compile import FLAGS
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql.records import records

_COLUMNS = (
    f"f.first_unit_id AS unit, t.key, t.title, f.due, {DAYS_LATE} AS days_late, f.leads AS lead, "
    f"{DUE_ORIGIN} AS due_origin, "
    f"CASE WHEN {IS_ACCEPTED} THEN 'accepted' WHEN f.status = 'submitted' THEN 'handed-in-late' WHEN EXISTS "
    "(SELECT 1 FROM action a WHERE a.task_id = f.task_id AND a.kind = 'reopened' AND a.\"on\" <= :as_of) "
    "THEN 'reopened' END AS state, f.order_rung AS rung"
)


Order = Literal["name", "worst", "office"]
"""By what the units are put in order: their names, their longest overdue task, or as the office names them."""


class OverdueRow(NamedTuple):
    """A task whose deadline has passed unmet."""

    unit: str | None
    """The first lead, else the first responsible unit; ``None`` where the task has neither."""
    key: str
    title: str
    due: date
    days_late: int
    lead: tuple[str, ...]
    due_origin: str
    state: str | None
    """``handed-in-late`` where it was handed in after its date, and waits for a check: its days late stand still.

    ``accepted`` where a check has accepted it since, and it waits to be closed.
    ``reopened`` where it had been closed, and was opened again.
    """
    rung: str | None
    """Of the order that it stands under."""


def overdue_rows(look: Look, query: Query | str, order: Order = "name") -> list[OverdueRow]:
    """The tasks of ``query`` whose earliest unmet deadline has passed on a day while they were still at work.

    They are in the order of the unit that answers first (the first lead, else the first responsible unit; none last),
    the longest overdue first. Suspended, closed and dropped tasks, those handed in in time and concluded plans are not
    among them; one handed in after its date is, its days late standing still.
    """
    selection = Selection(look, query)
    units = unit_labels(look.connection)
    rows = _rows(selection, units)
    worst: dict[str | None, int] = {}
    for row in rows if order == "worst" else ():
        worst[row.unit] = max(worst.get(row.unit, 0), row.days_late)
    return _sorted(rows, _places(look, units, order, worst))


def first_overdue_rows(
    look: Look, query: Query | str, order: Order = "name", *, limit: int
) -> tuple[list[OverdueRow], dict[str | None, int]]:
    """The first ``limit`` of ``overdue_rows``, and how many there are in all by the unit that answers first."""
    selection = Selection(look, query)
    units = unit_labels(look.connection)
    source = selection.from_where(FLAGS["overdue"])
    # The plus keeps SQLite from going through the rows by the unit's index, to and fro over the whole file.
    found = selection.run(f"SELECT f.first_unit_id, count(*), MAX({DAYS_LATE}) {source} GROUP BY +f.first_unit_id")
    counts: Counter[str | None] = Counter()
    worst: dict[str | None, int] = {}
    for unit, count, days in found:
        name = units.get(unit)
        counts[name] += count
        worst[name] = max(worst.get(name, 0), days)
    places = _places(look, units, order, worst)
    names = _first_names(counts, places, limit)
    answering = [unit for unit, *_ in found if units.get(unit) in names]
    return _sorted(_rows(selection, units, _answered_by(answering)), places)[:limit], dict(counts)


def red_otherwise(look: Look, query: Query | str) -> int:
    """How many tasks of ``query`` are red on a day without being overdue."""
    selection = Selection(look, query)
    source = selection.from_where(f"NOT ({FLAGS['overdue']})", f"{selection.lamp} = 'red'")
    ((count,),) = selection.run(f"SELECT count(*) {source}")
    return int(count)


def _places(
    look: Look, units: Mapping[int | None, str], order: Order, worst: Mapping[str | None, int]
) -> dict[str | None, int]:
    """The place of each unit by the name it is shown with; nobody's is the last."""
    weights: dict[str, tuple[int, ...]] = {}
    if order == "worst":
        weights = {name: (-days,) for name, days in worst.items() if name is not None}
    elif order == "office":
        from dutytrack.domain.units.order import order_of_kind

        rows = look.connection.execute("SELECT id, COALESCE(precedence, -1), name, jurisdiction FROM unit").fetchall()
        weights = {units[unit]: (first < 0, first, order_of_kind(name, place)) for unit, first, name, place in rows}
    names = sorted(set(units.values()), key=lambda name: (weights.get(name, ()), name))
    return {name: place for place, name in enumerate(names)}


def _first_names(counts: Mapping[str | None, int], places: Mapping[str | None, int], limit: int) -> set[str | None]:
    """The first of the units that have ``limit`` tasks together."""
    chosen: set[str | None] = set()
    for name in sorted(counts, key=lambda name: places.get(name, len(places))):
        if sum(counts[one] for one in chosen) >= limit:
            break
        chosen.add(name)
    return chosen


def _answered_by(units: Collection[int | None]) -> str:
    known = [unit for unit in units if unit is not None]
    nobody = " OR f.first_unit_id IS NULL" if len(known) < len(units) else ""
    return f"(f.first_unit_id IN ({', '.join(map(str, known))}){nobody})"


def _rows(selection: Selection, units: Mapping[int | None, str], *conditions: str) -> list[OverdueRow]:
    source = selection.from_where(FLAGS["overdue"], *conditions, reads_task=True)
    rows = selection.execute(f"SELECT {_COLUMNS} {source} ORDER BY f.task_id")
    return records(rows, OverdueRow, unit=units.get)


def _sorted(rows: list[OverdueRow], places: Mapping[str | None, int]) -> list[OverdueRow]:
    """``rows`` by unit and date: with as many as that faster than by SQLite, and equal ones keep the order of entry."""
    last = len(places)
    return sorted(rows, key=lambda row: (places.get(row.unit, last), row.due))
