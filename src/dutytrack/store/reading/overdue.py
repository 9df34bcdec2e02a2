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

_UNIT = "LEFT JOIN unit u ON u.id = f.first_unit_id"
_COLUMNS = f"u.name, t.key, t.title, f.due, {SQLITE.days_between('f.due', ':as_of')}, f.leads, f.due_origin"


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
    source = selection.from_where(flag_condition("overdue"), reads_task=True, join=_UNIT)
    rows = selection.run(f"SELECT {_COLUMNS} {source} ORDER BY u.name NULLS LAST, f.due, f.task_id")
    day = date.fromisoformat
    return [OverdueRow(row[0], row[1], row[2], day(row[3]), row[4], names_of(row[5]), row[6]) for row in rows]
