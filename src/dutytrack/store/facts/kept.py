"""The facts of tasks that are kept: ``task_fact`` for all days from the last change on, ``task_span`` for those before.

A row holds from its ``last_on`` until the next one's: between them nothing is dated. So a change dated on some day
leaves the spans before it as they are, and what were the last facts become a span. A ledger that is asked once and laid
away keeps no spans: its facts on an earlier day are worked out when asked for, by the same expressions.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names; values are parameters

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from dutytrack.store.facts.claims import refresh_fates
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.supervision import FIRST_DAY, lend_functions
from dutytrack.store.facts.tasks import COLUMNS, DATED, UNDATED, worked_out
from dutytrack.store.sql import dialect

LAST_DAY = "9999-12-31"
SPANS = "task_span"

_OF_TASKS = f"t.id {dialect.among(':task_ids')}"
_LAST_ONES = f"SELECT task_id, last_on FROM task_fact WHERE task_id {dialect.among(':task_ids')}"
_FORGET = f"DELETE FROM task_fact WHERE task_id {dialect.among(':task_ids')}"
_WITHOUT_PLAN = f"SELECT t.id FROM task t WHERE t.plan_id IS NULL AND {_OF_TASKS}"
_CHANGED = (
    f"(SELECT {dialect.element('j.value', 0)} AS task_id, {dialect.element('j.value', 1)} AS since "
    f"FROM {dialect.elements(':changed')} j)"
)
_LAY_LAST = (
    f"INSERT OR REPLACE INTO {SPANS} ({', '.join(DATED)}) SELECT {', '.join(f'e.{name}' for name in DATED)} "
    f"FROM {_CHANGED} c JOIN task_fact e ON e.task_id = c.task_id WHERE e.last_on < c.since"
)
"""What were the last facts hold until the day of the change."""
_FORGET_FROM = (
    f"DELETE FROM {SPANS} WHERE (task_id, last_on) IN (SELECT x.task_id, x.last_on FROM {_CHANGED} c "
    f"JOIN {SPANS} x ON x.task_id = c.task_id WHERE x.last_on >= c.since)"
)
_FORGET_OVERTAKEN = (
    f"DELETE FROM {SPANS} WHERE task_id {dialect.among(':task_ids')} AND last_on >= COALESCE("
    f"(SELECT f.last_on FROM task_fact f WHERE f.task_id = {SPANS}.task_id), '')"
)
"""Those that the last facts hold for as well, and those of tasks that are gone."""

Progress = Callable[[float], object]
"""What is handed the share of a long work that is done."""
_AT_A_TIME = 5000
"""Tasks of which what is read is kept at hand, from one day to the next."""


@cache
def _refreshing(condition: str) -> str:
    tables, select = worked_out(condition)
    return f"WITH RECURSIVE {tables} INSERT INTO task_fact ({', '.join(COLUMNS)}) {select}"


@cache
def _spanning() -> str:
    tables, select = worked_out(_OF_TASKS, DATED)
    laid = f"INSERT OR REPLACE INTO {SPANS} ({', '.join(DATED)}) {select}"
    return f"WITH RECURSIVE {tables} {laid} RETURNING task_id, last_on"


def refresh_facts(connection: sqlite3.Connection, changed: Mapping[int, str]) -> None:
    """Make the facts of tasks anew, each from the day on from which something about it has ``changed`` (ISO).

    What is kept of tasks that are gone goes.
    """
    lend_functions(connection)
    tasks = {"task_ids": dialect.listed(changed), "as_of": LAST_DAY}
    refresh_fates(connection, tasks)
    has_spans = dialect.has_table(connection, SPANS)
    if has_spans:
        # a task without a plan is there from its first act on, whatever its day
        changed = {**changed, **{task: FIRST_DAY for (task,) in connection.execute(_WITHOUT_PLAN, tasks)}}
        pairs = {"changed": dialect.listed(f'[{task},"{since}"]' for task, since in changed.items())}
        connection.execute(_LAY_LAST, pairs)
        connection.execute(_FORGET_FROM, pairs)
    connection.execute(_FORGET, tasks)
    connection.execute(_refreshing(_OF_TASKS), tasks)
    if has_spans:
        found = connection.execute(_LAST_ONES, tasks).fetchall()
        _lay_spans(connection, found, changed)
        connection.execute(_FORGET_OVERTAKEN, tasks)


def refresh_last_facts(connection: sqlite3.Connection) -> None:
    """Make the facts of the whole ledger anew, but for those of earlier days."""
    _forget_all(connection)
    connection.execute(_refreshing("TRUE"), {"as_of": LAST_DAY})


def refresh_all_facts(connection: sqlite3.Connection) -> None:
    """Make the facts of the whole ledger anew."""
    for _task_ids in _refreshed_by_parts(connection):
        pass


def derive_anew(connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Make all that is derived from the ledger's rows anew: facts, and the search index.

    ``progress`` is told how far that is.
    """
    total = connection.execute("SELECT COUNT(*) FROM task").fetchone()[0]
    done = 0
    for task_ids in _refreshed_by_parts(connection):
        dialect.refresh_search(connection, task_ids)
        done += len(task_ids)
        if progress is not None:
            progress(done / total)


def refresh_whole_search(connection: sqlite3.Connection) -> None:
    """Make the search index anew for the whole ledger."""
    dialect.refresh_search(connection, [row[0] for row in connection.execute("SELECT id FROM task")])


def _forget_all(connection: sqlite3.Connection) -> None:
    lend_functions(connection)
    refresh_fates(connection)
    connection.execute("DELETE FROM task_fact")


def _refreshed_by_parts(connection: sqlite3.Connection) -> Iterator[list[int]]:
    """Make the facts of the whole ledger anew; the ids of so many tasks at a time whose facts are there."""
    _forget_all(connection)
    has_spans = dialect.has_table(connection, SPANS)
    if has_spans:
        connection.execute(f"DELETE FROM {SPANS}")
    task_ids = [row[0] for row in connection.execute("SELECT id FROM task ORDER BY id")]
    for part in range(0, len(task_ids), _AT_A_TIME):
        ids = task_ids[part : part + _AT_A_TIME]
        tasks = {"task_ids": dialect.listed(ids), "as_of": LAST_DAY}
        connection.execute(_refreshing(_OF_TASKS), tasks)
        if has_spans:
            _lay_spans(connection, connection.execute(_LAST_ONES, tasks).fetchall(), {})
        yield ids


def _lay_spans(connection: sqlite3.Connection, found: Iterable[tuple[int, str]], changed: Mapping[int, str]) -> None:
    """Lay the spans before the facts that were ``found``, back to the day from which something has ``changed``."""
    before: dict[str, list[int]] = defaultdict(list)
    while True:
        for task, last_on in found:
            if last_on > changed.get(task, FIRST_DAY):
                before[last_on].append(task)
        if not before:
            return
        day = max(before)
        last = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        asked = {"task_ids": dialect.listed(before.pop(day)), "as_of": last}
        found = connection.execute(_spanning(), asked).fetchall()


def facts_of(connection: dialect.Reader, task_id: int, as_of: date) -> dict[str, Any]:
    """All facts of one task on a day, worked out from its rows as ``connection`` sees them now."""
    lend_functions(connection)
    tables, select = worked_out("t.id = :task_id")
    asked = {"task_id": task_id, "as_of": as_of.isoformat()}
    cursor = connection.execute(f"WITH RECURSIVE {tables} {select}", asked)
    return dict(zip(COLUMNS, cursor.fetchone(), strict=True))


def facts_source(connection: dialect.Reader, as_of: str, *, one: bool = False) -> tuple[str, str]:
    """Where to read each task's facts on ``as_of`` (ISO) from: a WITH clause, or nothing, and a table's name.

    The clause takes ``:as_of`` and has the tables of ``members.TABLES`` as well; with ``one`` it holds the facts of the
    task ``:task_id`` alone.
    """
    later = connection.execute("SELECT 1 FROM task_fact WHERE last_on > ? LIMIT 1", (as_of,)).fetchone()
    if later is None:
        return "", "task_fact"
    only = " AND e.task_id = :task_id" if one else ""
    if dialect.has_table(connection, SPANS):
        return _earlier_days(only), "fact"
    lend_functions(connection)
    return _worked_out_earlier(only), "fact"


@cache
def _earlier_days(only: str) -> str:
    """A WITH clause with the facts on ``:as_of``: the last ones where nothing is dated later, else the span's.

    All tasks are gone through in the order of their rows, beside which their spans lie; by an index of the last facts
    it would be out of order.
    """
    spanned = ", ".join(_on_day(name) for name in COLUMNS)
    within = f"{SPANS} x WHERE x.task_id = e.task_id AND x.last_on <= :as_of"
    latest = f"(SELECT x.last_on FROM {within} ORDER BY x.last_on DESC LIMIT 1)"
    spanned_by = f"CASE WHEN e.last_on > :as_of THEN {latest} END"
    spans = f"LEFT JOIN {SPANS} s ON s.task_id = e.task_id AND s.last_on = {spanned_by}"
    facts = f"SELECT {spanned} FROM task_fact e NOT INDEXED {spans} WHERE TRUE{only}"
    return f"WITH RECURSIVE {TABLES}, fact AS NOT MATERIALIZED ({facts}) "


def _on_day(name: str) -> str:
    if name in {*UNDATED, "task_id"}:
        return f"e.{name}"
    return f"CASE WHEN s.task_id IS NULL THEN e.{name} ELSE s.{name} END AS {name}"


@cache
def _worked_out_earlier(only: str) -> str:
    """The same where no spans are kept."""
    later = f"t.id IN (SELECT e.task_id FROM task_fact e WHERE e.last_on > :as_of{only})"
    tables, select = worked_out(later)
    last = f"SELECT {', '.join(COLUMNS)} FROM task_fact e WHERE +e.last_on <= :as_of{only}"
    return f"WITH RECURSIVE {tables}, fact AS MATERIALIZED ({last} UNION ALL {select}) "
