"""What happened to one task that its lamp does not tell: its dates, what was sent back, its orders, who reported."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dutytrack.domain.progress.asked import asked_by
from dutytrack.domain.rules.wants import waiver_parts
from dutytrack.store.facts.claims import IS_NO_CHECK
from dutytrack.store.facts.deadlines import MET_ON, days_after, days_reached, held_on, is_laid_down
from dutytrack.store.facts.orders import IS_FOLLOWED, IS_REVOKED, IS_SETTLED, REPLIED, REPLY_WAITS, STANDS
from dutytrack.store.query.look import Look
from dutytrack.store.reading.obligations import Obligation
from dutytrack.store.sql.dialect import Reader, among
from dutytrack.store.sql.records import day_of, records

_DATES = f"""
    SELECT d.text, COALESCE({held_on(":judged_on")}, d.date) AS day,
           {MET_ON.format(task="d.task_id", row="d")} AS met_on,
           (SELECT a.waived FROM action a WHERE a.task_id = d.task_id AND a.deadline_id = d.id AND a.kind = 'met'
            AND a."on" <= :as_of ORDER BY a."on", a.id LIMIT 1) AS waived
    FROM deadline d WHERE d.task_id = :task_id AND {is_laid_down("d", ":judged_on")} ORDER BY day, d.id
"""
_TEXT = "SELECT t.text FROM task t WHERE t.id = :task_id"
_TIMES = """
    SELECT d.text FROM deadline d WHERE d.task_id = :task_id UNION SELECT y.text FROM duty y WHERE y.task_id = :task_id
"""
_RETURNS = f"""
    SELECT u.name AS unit, b.day AS returned_on,
           (SELECT MAX(a."on") FROM action a WHERE a.task_id = :task_id AND a.kind IN ('submitted', 'done')
            AND a."on" <= b.day AND (b.unit_id IS NULL OR a.unit_id IS NULL OR a.unit_id = b.unit_id)) AS handed_in_on,
           b.why
    FROM (SELECT v.unit_id, v."on" AS day, v.text AS why, v.id FROM verification v
          WHERE v.task_id = :task_id AND v.result = 'returned' AND v."on" <= :as_of
          UNION ALL SELECT a.unit_id, a."on", a.note, a.id FROM action a
          WHERE a.task_id = :task_id AND a."on" <= :as_of AND {IS_NO_CHECK}) b
    LEFT JOIN unit u ON u.id = b.unit_id ORDER BY b.day, b.id
"""
_REASON = f"""
    SELECT a.note FROM action a WHERE a.task_id = :task_id AND a.kind {among(":kinds")} AND a."on" <= :as_of
    ORDER BY a."on" DESC, a.id DESC LIMIT 1
"""
_ORDERS = f"""
    SELECT o.mark, o.rung, u.name AS unit, o."on", o.reply_by, {REPLIED} AS replied_on, {IS_SETTLED} AS settled
    FROM supervision_order o JOIN unit u ON u.id = o.unit_id
    WHERE o.task_id = :task_id AND o."on" <= :as_of AND NOT {IS_REVOKED}
          AND NOT {IS_FOLLOWED} AND ({STANDS} OR {REPLY_WAITS})
    ORDER BY o."on", o.id
"""


class DateSeen(NamedTuple):
    """A date of a task, and what became of it."""

    day: date
    """As it holds, after extensions."""
    asks: str
    """What the task's text asks for by then; empty where that says nothing of it."""
    met_on: date | None
    days_late: int | None
    """How many days after it was marked as met; ``None`` where it was in time, or its figures were reached then."""
    wanting: str | None
    """What was wanting when it was marked as met all the same."""
    reason: str | None
    """Why that was waived."""


class SentBack(NamedTuple):
    """What was sent back last."""

    unit: str | None
    """Whose it was, where the check names one."""
    returned_on: date
    handed_in_on: date | None
    """The day on which it had been handed in."""
    why: str | None


class OrderUnderWay(NamedTuple):
    """An order that no other follows."""

    mark: str
    rung: str
    unit: str
    on: date
    reply_by: date
    replied_on: date | None
    settled: bool
    """Whether the reply was checked."""


class Reported(NamedTuple):
    """Which units of a role have reported on a task, members in place of their collective."""

    role: str
    units: tuple[str, ...]
    """As they are named to it."""
    total: int
    left: tuple[str, ...]
    """Those that have not."""
    handed_in: tuple[str, ...]
    """Those, but for the one that answers first, that have handed in their part."""


def dates_seen(look: Look, task_id: int, judged_on: str, reached: str | None) -> list[DateSeen]:
    """The dates that a task is held against, those of the day ``judged_on``; ``reached`` is its fact of that name."""
    connection = look.connection
    asked = {"task_id": task_id, "as_of": look.as_of.isoformat(), "judged_on": judged_on}
    (text,) = connection.execute(_TEXT, asked).fetchone()
    times = [time for (time,) in connection.execute(_TIMES, asked) if time]
    in_time = days_reached(reached)
    found = []
    for printed, stored, met, waived in connection.execute(_DATES, asked):
        day, met_on = day_of(stored), day_of(met)
        if day is not None:
            late = days_after(day, met_on, in_time)
            found.append(DateSeen(day, asked_by(printed, text or "", times), met_on, late, *waiver_parts(waived)))
    return found


def sent_back_last(connection: Reader, task_id: int, as_of: date) -> list[SentBack]:
    """What was sent back last of each unit, as checks name them, and of the whole."""
    rows = records(connection.execute(_RETURNS, {"task_id": task_id, "as_of": as_of.isoformat()}), SentBack)
    return list({row.unit: row for row in rows}.values())


def reason_of(connection: Reader, task_id: int, as_of: date, kinds: Iterable[str]) -> str | None:
    """The reason that was given with the last act of some ``kinds`` on a task."""
    asked = {"task_id": task_id, "kinds": json.dumps(list(kinds)), "as_of": as_of.isoformat()}
    found = connection.execute(_REASON, asked).fetchone()
    return found[0] if found else None


def orders_under_way(connection: Reader, task_id: int, as_of: date) -> list[OrderUnderWay]:
    """The orders about a task that stand, or are still to be answered, on a day."""
    return records(connection.execute(_ORDERS, {"task_id": task_id, "as_of": as_of.isoformat()}), OrderUnderWay)


def reported(owed: Sequence[Obligation]) -> list[Reported]:
    """By role which of the units that share in a task have reported on it, of what each owes.

    Nobody is asked who is not named (有关部门), and a member that has a part of its own is asked for that.
    """
    by_role: dict[str, list[Obligation]] = {}
    for one in owed:
        if not one.vague:
            by_role.setdefault(one.role, []).append(one)
    named = {one.unit for one in owed}
    return [_of_role(role, own, named) for role, own in by_role.items()]


def _of_role(role: str, own: Sequence[Obligation], named: Container[str]) -> Reported:
    said = dict(pair for one in own for pair in _who_said(one, named))
    handed_in = tuple(one.unit for one in own if one.submitted_on and not one.first)
    left = tuple(unit for unit, has_said in said.items() if not has_said)
    return Reported(role, tuple(one.unit for one in own), len(said), left, handed_in)


def _who_said(one: Obligation, named: Container[str]) -> Iterator[tuple[str, bool]]:
    """Whether a unit has reported or handed in, or each of its members has, where those are known."""
    if not one.members:
        yield one.unit, not one.is_silent
    for member in one.members:
        if member.unit not in named:
            yield member.unit, not member.is_silent
