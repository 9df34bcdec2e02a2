"""What was done about tasks between two days, and who answers for them instead of another since."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import Rule
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.clauses import first_of
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql.dialect import Reader, among

_TABLES = ("progress_report", "measurement", "supervision_order")
_DONE = f"""
    SELECT t.key, d.what FROM task t JOIN (
        SELECT a.task_id, a.kind AS what, a."on" FROM action a WHERE a.task_id IS NOT NULL
        UNION ALL
        SELECT o.task_id, 'order_reply', y."on" FROM order_reply y JOIN supervision_order o ON o.id = y.order_id
        UNION ALL
        SELECT v.task_id, 'check-' || v.result, v."on" FROM verification v
        {" ".join(f'UNION ALL SELECT x.task_id, {table!r}, x."on" FROM {table} x' for table in _TABLES)}
    ) d ON d.task_id = t.id
    WHERE d."on" > :since AND d."on" <= :as_of GROUP BY t.key, d.what
"""


def done_between(connection: Reader, since: date, as_of: date) -> Mapping[str, set[str]]:
    """What was done about each task after ``since``, by ``as_of``: kinds of acts, tables of what else was told.

    Of checks that is what came of them: ``check-returned``.
    """
    found = defaultdict[str, set[str]](set)
    for key, what in connection.execute(_DONE, {"since": since.isoformat(), "as_of": as_of.isoformat()}):
        found[key].add(what)
    return found


def lit_by(look: Look, keys: Sequence[str]) -> Mapping[str, Rule]:
    """The rules that light the lamps of the tasks called ``keys`` on a day."""
    if not keys:
        return {}
    selection = Selection(look, Query())
    source = selection.from_where(f"t.key {among(':keys')}", reads_task=True)
    first = first_of(selection.compiler.rule_conditions())
    rows = selection.run(f"SELECT t.key, {first} {source}", keys=json.dumps(keys))
    return {key: look.rules.rules[place] for key, place in rows if place is not None}


def succeeded_between(then: Look, now: Look) -> Mapping[str, tuple[str, str]]:
    """The tasks for which a successor answers first that did not on the day of ``then``: who did, and who does now."""
    days = {"since": then.as_of.isoformat(), "as_of": now.as_of.isoformat()}
    between = 'SELECT 1 FROM unit_succession s WHERE s."on" > :since AND s."on" <= :as_of LIMIT 1'
    if now.connection.execute(between, days).fetchone() is None:
        return {}
    before, after = _answering(then), _answering(now)
    names = unit_labels(now.connection)
    pairs = ((key, before[key], unit) for key, unit in after.items() if before.get(key, unit) not in {unit, None})
    return {key: (names[old], names[new]) for key, old, new in pairs if new is not None}


def _answering(look: Look) -> dict[str, int | None]:
    selection = Selection(look, "")
    return dict(selection.run(f"SELECT t.key, f.first_unit_id {selection.from_where(reads_task=True)}"))
