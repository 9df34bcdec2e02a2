"""A task's dates as they stand on a day: where an extension has moved them, and which were met."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from datetime import date

from dutytrack.store.sql import dialect

AMENDED = (
    'EXISTS (SELECT 1 FROM action m WHERE m.task_id = a.task_id AND m.kind = \'amended\' AND m."on" = a."on") '
    "AND NOT EXISTS (SELECT 1 FROM extension g WHERE g.deadline_id = a.deadline_id AND g.granted_to = a.to_date)"
)
"""Whether an act ``a`` that moved a date is a later text's."""
# Acts are found by their task: most have no deadline, so a planner with statistics keeps off the index on that.
MET = (
    "EXISTS (SELECT 1 FROM action m WHERE m.task_id = {task} AND m.{what}_id = {row}.id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
"""Whether a deadline or occurrence was marked as met by ``:as_of``."""
MET_ON = (
    "(SELECT MIN(m.\"on\") FROM action m WHERE m.task_id = {task} AND m.deadline_id = {row}.id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
"""The day on which a deadline was marked as met by ``:as_of``."""


def moved_to(counts: str) -> str:
    """The date that a deadline row ``d`` was last moved to by an act ``a`` that ``counts``."""
    return (
        "(SELECT a.to_date FROM action a WHERE a.task_id = d.task_id AND a.deadline_id = d.id AND a.kind = 'extended' "
        f'AND {counts} ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
    )


def judged_on(facts: str) -> str:
    """The day whose dates a task with its ``facts`` is held against: on which it was handed in, else ``:as_of``."""
    handed_in = f"CASE {facts}.status WHEN 'submitted' THEN {facts}.status_on WHEN 'closed' THEN {facts}.done_on END"
    return f"COALESCE({handed_in}, :as_of)"


def held_on(day: str) -> str:
    """The date that a deadline row ``d`` was moved to by a ``day``, or by that on which it was marked as met.

    What comes after changes nothing of what was done; but more time that was asked for by then counts, when granted.
    """
    until = f"COALESCE({MET_ON.format(task='d.task_id', row='d')}, {day})"
    asked = (
        "SELECT 1 FROM extension g WHERE g.deadline_id = a.deadline_id AND g.granted_to = a.to_date "
        f'AND g.decided_on = a."on" AND g.asked_on <= {until}'
    )
    return moved_to(f'a."on" <= :as_of AND (a."on" <= {until} OR EXISTS ({asked}))')


WHEN_ASKED = moved_to('a."on" <= e.asked_on AND NOT (a."on" IS e.decided_on AND a.to_date IS e.granted_to)')
"""The date that a deadline row ``d`` had been moved to when more time ``e`` was asked for it."""
MOVED_TO = moved_to('a."on" <= :as_of')
"""The date that a deadline row ``d`` was last moved to by ``:as_of``."""
_PRINTED_LAST = moved_to(f'a."on" <= :as_of AND {AMENDED}')
LAID_DOWN_AS = f"CASE WHEN d.printed IS NULL THEN d.date ELSE COALESCE({_PRINTED_LAST}, d.date) END"
"""The date of a deadline row ``d`` that the plan's text of ``:as_of`` prints."""


def extended_times(deadline: str) -> str:
    """How often more time was granted by ``:as_of`` for the deadline with the id ``deadline``."""
    granted = f"g.deadline_id = {deadline} AND g.decision = 'granted' AND g.decided_on <= :as_of"
    return f"(SELECT COUNT(*) FROM extension g WHERE {granted})"


def plan_end(day: str = ":as_of") -> str:
    """The last day of a plan ``p`` by its text of a ``day``."""
    changed = (
        "FROM action c WHERE c.plan_id = p.id AND c.kind = 'amended' AND c.task_id IS NULL "
        f'AND c."on" > {day} ORDER BY c."on", c.id LIMIT 1'
    )
    return f'CASE WHEN EXISTS (SELECT 1 {changed}) THEN (SELECT c.to_date {changed}) ELSE p."end" END'


def is_laid_down(row: str, day: str = ":as_of") -> str:
    """Whether a deadline or figure ``row`` counts on a ``day``: no later text brought it after, none left it out."""
    return f"({row}.since IS NULL OR {row}.since <= {day}) AND ({row}.until IS NULL OR {row}.until > {day})"


def new_year_after(day: str) -> str:
    """The first day of the year after that of ``day``."""
    return f"(CAST(substr({day}, 1, 4) AS INTEGER) + 1) || '-01-01'"


def january_after(day: str) -> str:
    """The end of January after ``day``, when the figures of its year have come out."""
    return f"(CAST(substr({day}, 1, 4) AS INTEGER) + 1) || '-01-31'"


def waits_until(facts: str, day: str) -> str:
    """The last day on which a ``day`` of a task, with its ``facts``, that is unmet is not late: mostly itself.

    The figures of a year come out in January, and where they reached a stage that ends with its year it was reached in
    time. So one that has figures waits for them; by the last date the unit has to hand in.
    """
    figures = (
        f"SELECT 1 FROM indicator i JOIN deadline d ON d.task_id = i.task_id AND d.date = i.due "
        f"WHERE i.task_id = {facts}.task_id AND i.freq IS NULL "
        f"AND COALESCE({held_on(judged_on(facts))}, d.date) = {day} "
        f"AND {is_laid_down('i')} AND {is_laid_down('d', judged_on(facts))}"
    )
    return (
        f"CASE WHEN substr({day}, 6) = '12-31' AND {day} < {facts}.last_due AND EXISTS ({figures}) "
        f"THEN {january_after(day)} ELSE {day} END"
    )


def was_reached(facts: str, day: str) -> str:
    """Whether the figures of the stage of a task that ``day`` ends were all reached in time, by its ``facts``.

    Only the office can mark such a date as met, so it is the unit's no more: it is neither its due date nor late.
    """
    days = f"SELECT {dialect.element('e.value', 0)} FROM {dialect.elements(f'{facts}.reached')} e"
    return f"({facts}.reached NOT NULL AND {day} IN ({days}))"


def reached_on(facts: str, day: str) -> str:
    """The day on which they were; ``NULL`` where they were not."""
    own = f"{dialect.element('e.value', 0)} = {day}"
    return f"(SELECT {dialect.element('e.value', 1)} FROM {dialect.elements(f'{facts}.reached')} e WHERE {own})"


def days_reached(reached: str | None) -> dict[date, date]:
    """Those dates, each with the day on which its figures had reached it, by the fact ``reached``."""
    return {date.fromisoformat(day): date.fromisoformat(on) for day, on in json.loads(reached or "[]")}


def reached_before(day: date | None, met_on: date | None, in_time: Mapping[date, date]) -> date | None:
    """The day on which the figures of ``day`` had reached it ``in_time``, where it was marked as met after that."""
    on = None if day is None else in_time.get(day)
    return on if on is not None and met_on is not None and on < met_on else None


def days_after(day: date | None, met_on: date | None, in_time: Container[date]) -> int | None:
    """How many days after ``day`` it was marked as met; none where its figures were reached ``in_time``."""
    if day is None or met_on is None or met_on <= day or day in in_time:
        return None
    return (met_on - day).days


def moved_by(task: str, day: str) -> str:
    """What moved a date of ``task`` to ``day``: an extension, the act that took it up again, or an amendment."""
    granted = f"SELECT 1 FROM extension e WHERE e.task_id = {task} AND e.granted_to = {day} AND e.decided_on <= :as_of"
    with_act = (
        'SELECT r.kind FROM action x JOIN action r ON r.task_id = x.task_id AND r."on" = x."on" '
        f"AND r.kind IN ('reopened', 'resumed') WHERE x.task_id = {task} AND x.kind = 'extended' "
        f'AND x.to_date = {day} AND x."on" <= :as_of ORDER BY x."on" DESC, r.id DESC LIMIT 1'
    )
    return f"CASE WHEN EXISTS ({granted}) THEN 'extended' ELSE COALESCE(({with_act}), 'amended') END"


DUE_ORIGIN = f"CASE f.due_origin WHEN 'extended' THEN {moved_by('f.task_id', 'f.due')} ELSE f.due_origin END"
"""Where the due date of a task with facts ``f`` comes from, and what moved it."""
