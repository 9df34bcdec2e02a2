"""What another rule pack would light otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import RulePack
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.why import figures, first_holding

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
    """The tasks of ``query`` whose lamp ``tried`` would change on a day, by order of entry; and the number of all."""
    used = Selection(look, query)
    before = dict(used.run(f"SELECT f.task_id, {used.lamp} {used.from_where()}"))
    trying = Selection(Look(look.connection, look.as_of, tried), Query())
    after = trying.run(f"SELECT f.task_id, {trying.lamp} {trying.from_where()} ORDER BY f.task_id")
    changed = [task for task, lamp in after if before.get(task, lamp) != lamp]
    found: list[LampChange] = []
    for start in range(0, len(changed), _IN_ONE_QUERY):
        found += _told(trying, changed[start : start + _IN_ONE_QUERY], tried, before)
    return found, len(before)


def _told(trying: Selection, tasks: Collection[int], tried: RulePack, before: dict[int, str]) -> Iterator[LampChange]:
    columns = f"t.id, t.key, t.title, {first_holding(trying.compiler.rule_conditions())}"
    wanted = trying.from_where(f"f.task_id IN ({', '.join(map(str, tasks))})", reads_task=True)
    for task, key, title, place, *seen in trying.run(f"SELECT {columns} {wanted} ORDER BY t.id"):
        rule = tried.rules[place]
        yield LampChange(key, title, before[task], rule.lamp, rule.reason(figures(seen)))
