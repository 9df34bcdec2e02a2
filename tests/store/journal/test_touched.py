"""From which day on a change counts: what is kept of the days before it stays as it is."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import Any

from dutytrack.store.facts.supervision import FIRST_DAY
from dutytrack.store.facts.tasks import DATED, worked_out
from dutytrack.store.journal.rows import Change
from dutytrack.store.journal.touched import DATED_TABLES, UNCOUNTED_TABLES, Touched


def days_touched(entity: str, *rows: dict[str, Any]) -> dict[int, str]:
    touched = Touched()
    touched.add([Change(entity, row["id"], None, row) for row in rows])
    with closing(sqlite3.connect(":memory:")) as connection:
        return touched.tasks(connection)


def test_what_is_dated_counts_from_its_day_and_what_is_not_from_the_first() -> None:
    later, earlier = ({"id": day, "task_id": 7, "on": f"2026-0{day}-01"} for day in (3, 2))

    assert days_touched("progress_report", later) == {7: "2026-03-01"}
    assert days_touched("action", later, earlier) == {7: "2026-02-01"}
    assert days_touched("deadline", {"id": 1, "task_id": 7, "date": "2026-03-01"}) == {7: FIRST_DAY}


def test_tables_said_to_change_no_earlier_day_are_in_no_fact_that_depends_on_it() -> None:
    read = set(re.findall(r"(?:FROM|JOIN) ([a-z_]+)", " ".join(worked_out("TRUE", DATED))))

    assert not read & UNCOUNTED_TABLES
    assert read >= DATED_TABLES
