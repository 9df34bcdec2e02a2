"""What is overdue: deadlines passed and unmet, each task once, grouped by who answers for it first."""

from __future__ import annotations

import sqlite3
from datetime import date

from dutytrack.domain.query import Query
from dutytrack.domain.rules import RulePack
from dutytrack.store.compile import flag_condition
from dutytrack.store.dialect import SQLITE
from dutytrack.store.reading.rows import OverdueRow
from dutytrack.store.reading.selection import Selection, names_of

_COLUMNS = f"f.first_unit_id, t.key, t.title, f.due, {SQLITE.days_between('f.due', ':as_of')}, f.leads, f.due_origin"


def overdue_rows(
    connection: sqlite3.Connection, query: Query | str, *, as_of: date, rules: RulePack
) -> list[OverdueRow]:
    """The tasks of ``query`` whose earliest unmet deadline has passed on a day while they were still at work.

    They are in the order of the unit that answers first (the first lead, else the first responsible unit; none last),
    the longest overdue first. Submitted, suspended, closed and dropped tasks and concluded plans are not at work.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(connection, query, as_of=as_of, rules=rules)
    source = selection.from_where(flag_condition("overdue"), reads_task=True)
    found = selection.run(f"SELECT {_COLUMNS} {source} ORDER BY f.task_id")
    units: dict[int | None, str | None] = dict(connection.execute("SELECT id, name FROM unit"))
    day = date.fromisoformat
    rows = [
        OverdueRow(units.get(unit), key, title, day(due), days_late, names_of(leads), origin)
        for unit, key, title, due, days_late, leads, origin in found
    ]
    # Sorted here, not by SQLite: with as many rows as that it is faster, and equal ones keep the order of entry.
    rows.sort(key=_unit_then_date)
    return rows


def _unit_then_date(row: OverdueRow) -> tuple[bool, str, date]:
    return row.unit is None, row.unit or "", row.due
