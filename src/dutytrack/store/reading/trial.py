"""What another rule pack would light otherwise."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import RulePack
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.why import FIGURES

_IN_ONE_QUERY = 5_000
"""How many tasks are asked about by their ids at once."""


class LampChange(NamedTuple):
    """A task whose lamp would change."""

    key: str
    title: str
    was: str
    would_be: str
    because: str
    """The clause of the rule that would decide."""


def lamp_changes(look: Look, query: Query | str, *, tried: RulePack) -> tuple[list[LampChange], int]:
    """The tasks of ``query`` whose lamp ``tried`` would change on a day, by order of entry; and the number of all.

    Raises:
        QueryError: the query, or a rule, can't be understood.
    """
    used = Selection(look, query)
    before = dict(used.run(f"SELECT f.task_id, {used.lamp} {used.from_where()}"))
    trying = Selection(Look(look.connection, look.as_of, tried), Query())
    after = trying.run(f"SELECT f.task_id, {trying.lamp} {trying.from_where()} ORDER BY f.task_id")
    changed = [task for task, lamp in after if before.get(task, lamp) != lamp]
    found = []
    for start in range(0, len(changed), _IN_ONE_QUERY):
        found += _told(trying, changed[start : start + _IN_ONE_QUERY], tried, before)
    return found, len(before)


def _told(trying: Selection, tasks: Collection[int], tried: RulePack, before: dict[int, str]) -> list[LampChange]:
    """The changes of ``tasks`` with what the deciding rule says."""
    conditions = trying.compiler.rule_conditions()
    which = "CASE " + " ".join(f"WHEN {holds} THEN {place}" for place, holds in enumerate(conditions)) + " END"
    wanted = trying.from_where(f"f.task_id IN ({', '.join(map(str, tasks))})", reads_task=True)
    rows = trying.run(f"SELECT t.id, t.key, t.title, {which}, {', '.join(FIGURES.values())} {wanted} ORDER BY t.id")
    return [_change(row, tried, before) for row in rows]


def _change(row: tuple[Any, ...], tried: RulePack, before: dict[int, str]) -> LampChange:
    task, key, title, place, *seen = row
    rule = tried.rules[place]
    because = rule.reason(dict(zip(FIGURES, seen, strict=True)))
    return LampChange(key, title, before[task], rule.lamp, because)
