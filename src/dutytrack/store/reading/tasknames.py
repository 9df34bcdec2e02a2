"""Tasks by their ids, as lists of other things name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from dutytrack.domain.query import Query
from dutytrack.domain.rules import RulePack
from dutytrack.store.reading.selection import Selection, day_of


class TaskName(NamedTuple):
    """What a task is called, and when it is due."""

    key: str
    title: str
    due: date | None


def task_names(
    connection: sqlite3.Connection, query: Query | str, ids: Collection[int], *, as_of: date, rules: RulePack
) -> dict[int, TaskName]:
    """Those of the tasks ``ids`` that ``query`` finds on a day and that are at work then, by id.

    Submitted, suspended, closed and dropped tasks and those of concluded plans are not at work.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(connection, query, as_of=as_of, rules=rules)
    wanted = selection.from_where(
        f"f.task_id IN ({', '.join(map(str, ids)) or 'NULL'})",
        "f.status IN ('pending', 'active')",
        "f.concluded_on IS NULL",
        reads_task=True,
    )
    rows = selection.run(f"SELECT t.id, t.key, t.title, f.due {wanted}")
    return {task: TaskName(key, title, day_of(due)) for task, key, title, due in rows}
