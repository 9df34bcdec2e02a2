"""Are the spans that a ledger keeps those that follow from its rows, where its last facts and fates of claims are?

Each is worked out on the last day that it holds for. Where that gives the row as it is, nothing is dated in between. So
they are right if each is, the first of a task holds from the first day there is, and its last facts come after them.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names; values are parameters

from __future__ import annotations

import json
from functools import cache

from dutytrack.store.facts.kept import SPANS
from dutytrack.store.facts.supervision import FIRST_DAY, lend_functions
from dutytrack.store.facts.tasks import DATED, worked_out
from dutytrack.store.sql import dialect

_TASKS_AT_A_TIME = 20_000
"""So many that what is read of them is kept at hand, from one day to the next."""
_LAST_DAYS = "span_day"
_LAY = (
    f"CREATE TABLE temp.{_LAST_DAYS} (part INTEGER NOT NULL, day TEXT NOT NULL, "
    "task_id INTEGER NOT NULL, since TEXT NOT NULL, PRIMARY KEY (part, day, task_id, since)) WITHOUT ROWID"
)
_FILL = f"""
    INSERT INTO temp.{_LAST_DAYS}
    SELECT k.task_id / {_TASKS_AT_A_TIME},
           COALESCE(CASE WHEN k.before NOT NULL OR k.since = '{FIRST_DAY}' THEN date(COALESCE(k.next,
                    (SELECT e.last_on FROM task_fact e WHERE e.task_id = k.task_id)), '-1 day') END, ''),
           k.task_id, k.since
    FROM (SELECT x.task_id, x.last_on AS since, LAG(x.last_on) OVER along AS before, LEAD(x.last_on) OVER along AS next
          FROM {SPANS} x WINDOW along AS (PARTITION BY x.task_id ORDER BY x.last_on)) k
    UNION ALL SELECT 0, '', e.task_id, e.last_on FROM task_fact e
    WHERE e.last_on <> '{FIRST_DAY}' AND NOT EXISTS (SELECT 1 FROM {SPANS} x WHERE x.task_id = e.task_id)
"""
"""The last day of each span; none of one that does not begin where it should, and of last facts without any."""
_DAYS = (
    f"SELECT {dialect.gathered('d.part, d.day')} "
    f"FROM (SELECT DISTINCT part, day FROM temp.{_LAST_DAYS} WHERE day <> '') d"
)
_NAMES = dialect.all_of_them("{row}.task_id || ' ' || {row}.{day}")
_OUT_OF_PLACE = f"SELECT {_NAMES.format(row='k', day='since')} FROM temp.{_LAST_DAYS} k WHERE k.day = ''"


@cache
def _unlike_on() -> str:
    """The rows whose last day is ``:as_of`` and that are not what is worked out then, as one row: few steps of SQLite.

    For whatever else the program does meanwhile each step may have to wait.
    """
    ending = f"FROM temp.{_LAST_DAYS} k WHERE k.part = :part AND k.day = :as_of"
    tables, select = worked_out(f"t.id IN (SELECT k.task_id {ending})", DATED)
    worked, kept = (", ".join(f"{row}.{name}" for name in DATED) for row in "wx")
    return (
        f"WITH RECURSIVE {tables} SELECT {_NAMES.format(row='x', day='last_on')} FROM ({select}) w "
        f"CROSS JOIN {SPANS} x ON x.task_id = w.task_id "
        f"AND x.last_on = (SELECT k.since {ending} AND k.task_id = w.task_id) WHERE ({worked}) IS NOT ({kept})"
    )


def unlike_spans(connection: dialect.Reader) -> list[str]:
    """The spans, by task and first day, that are not what follows from the rows there are."""
    lend_functions(connection)
    connection.execute(_LAY)
    connection.execute(_FILL)
    (days,) = connection.execute(_DAYS).fetchone()
    found = [connection.execute(_OUT_OF_PLACE).fetchone()]
    found += [
        connection.execute(_unlike_on(), {"part": part, "as_of": day}).fetchone() for part, day in json.loads(days)
    ]
    return sorted({name for (names,) in found for name in json.loads(names)})
