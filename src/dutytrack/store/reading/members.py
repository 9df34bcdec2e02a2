"""The members of a collective that have not done their part, each judged by the same rules as a task of its own."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.store.facts.duties import duty_told
from dutytrack.store.facts.pace import AT_WORK
from dutytrack.store.facts.supervision import reply_by
from dutytrack.store.facts.tasks import COLUMNS
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import (
    MEMBER_STATES,
    Answering,
    DutyLeft,
    answering,
    duties_left,
    member_parts,
    parts_done,
    parts_returned,
    reports_owed,
)
from dutytrack.store.reading.clauses import LOOKED_AT, figures
from dutytrack.store.reading.unitorder import office_order
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader

_TASK, _MEMBER, _ANSWERS, _PERCENT, _LAST_REPORT, _SENT_BACK, _NEXT_DUTY, _DUTY_UNTIL, _LAY, _REPORT_BY, _SILENT = (
    dialect.element("e.value", place) for place in range(11)
)
_SINCE, _UNTIL = (dialect.element("l.value", place) for place in range(2))
_LAY_LATE = (
    f"(SELECT CAST(SUM({dialect.days_between(f'MAX({_SINCE}, f.due)', _UNTIL)}) AS INTEGER) "
    f"FROM {dialect.elements(_LAY)} l WHERE {_UNTIL} > f.due)"
)
"""The days after the date on which the office had the member's part, before it was sent back."""
_OWN: Mapping[str, str] = {
    "progress": f"CASE WHEN f.stages IS NULL THEN {_PERCENT} ELSE f.progress END",
    "paced": f"CASE WHEN f.stages IS NULL AND f.paced NOT NULL THEN {_PERCENT} ELSE f.paced END",
    "last_report": _LAST_REPORT,
    "report_by": _REPORT_BY,
    "silent_since": _SILENT,
    "sent_back": _SENT_BACK,
    "next_occurrence": _NEXT_DUTY,
    "duty_until": _DUTY_UNTIL,
    "rested_late": f"NULLIF(MAX(COALESCE(f.rested_late, 0), COALESCE({_LAY_LATE}, 0)), 0)",
    "reply_by": reply_by("f", f"o.unit_id IN ({_MEMBER}, {_ANSWERS})"),
}
"""The facts of a task that are a member's own; how far behind it is nobody says before all have told how far they
are."""
_COLUMNS = ", ".join(f"{_OWN.get(name, 'f.' + name)} AS {name}" for name in COLUMNS)
_OF_MEMBERS = (
    f"(WITH own AS MATERIALIZED (SELECT {_COLUMNS}, "
    f"{_MEMBER} AS member_id, f.rested_late AS rested_of_whole "
    f"FROM {{facts}} f JOIN {dialect.elements(':parts')} e ON f.task_id = {_TASK}) "
    "SELECT * FROM own)"
)


class MemberLeft(NamedTuple):
    """A member of the collective that answers first for a task, which has not done its part."""

    name: str
    sent_back_on: date | None
    """The day on which what it claimed was sent back, where it has not reported anew."""
    missed: tuple[DutyLeft, ...] = ()
    """The times of recurring duties that it has not done and whose day has passed."""
    unsigned: bool = False
    """It has not signed for the task, nor said anything of it."""
    report_by: date | None = None
    """The day by which it was to report, and has not."""
    reports_missed: int | None = None
    """How many reports it has missed, where they are several."""


def members_left(connection: Reader, keys: Iterable[str], *, as_of: date) -> dict[str, tuple[MemberLeft, ...]]:
    """Of the tasks called ``keys`` the members that have not done their part, as the office names them."""
    wanted = list(keys)
    if not wanted:
        return {}
    tasks = dict(connection.execute(f"SELECT id, key FROM task WHERE key {dialect.among('?')}", [json.dumps(wanted)]))
    who, duties = answering(connection, as_of=as_of), duties_left(connection, tasks, as_of=as_of)
    reports = reports_owed(connection, tasks, as_of=as_of)
    found: dict[str, dict[int, MemberLeft]] = {}
    for part in member_parts(connection, tasks, as_of=as_of):
        if "left" in part.states:
            unit = who.successor(part.unit_id)
            own = duties.get((part.task_id, part.unit_id), ())
            missed = tuple(one for one in own if one.until < as_of)
            owed = reports.get((part.task_id, part.unit_id))
            silent = owed.by if owed is not None and owed.by is not None and owed.by < as_of else None
            times = None if silent is None or owed is None else owed.missed
            member = MemberLeft(who.names[unit], part.sent_back_on, missed, not part.signed, silent, times)
            found.setdefault(tasks[part.task_id], {})[unit] = member
    places = office_order(connection, set().union(*found.values()))
    return {key: tuple(left[unit] for unit in sorted(left, key=places.__getitem__)) for key, left in found.items()}


class MemberDone(NamedTuple):
    """A member of a collective that has done its part, which waits for a check while others are at work."""

    key: str
    title: str
    name: str
    on: date | None
    """The day on which it said so."""
    reported: bool
    """It reported so, and did not hand it in."""


def members_to_check(look: Look) -> list[MemberDone]:
    """The members whose part waits for a check, of tasks that are at work, those that said so first at the top."""
    selection = Selection(look, Query())
    source = selection.from_where("f.members_done > 0", AT_WORK, reads_task=True)
    tasks = {task: (key, title) for task, key, title in selection.run(f"SELECT f.task_id, t.key, t.title {source}")}
    if not tasks:
        return []
    who, done = answering(look.connection, as_of=look.as_of), parts_done(look.connection, tasks, as_of=look.as_of)
    found = []
    for part in member_parts(look.connection, tasks, as_of=look.as_of):
        if part.done and not part.accepted:
            answers = who.successor(part.unit_id)
            said = done.get((part.task_id, part.unit_id)) or done.get((part.task_id, answers))
            how = (None, True) if said is None else (said.on, said.reported)
            found.append(MemberDone(*tasks[part.task_id], who.names[answers], *how))
    return sorted(found, key=lambda one: (one.on or date.max, one.key, one.name))


def members_by_state(connection: Reader, task_id: int, *, as_of: date) -> dict[str, tuple[str, ...]]:
    """The members of the collective that answers first for a task, by the state of their part, as ``MEMBER_STATES``."""
    who = answering(connection, as_of=as_of)
    found: dict[str, set[int]] = {state: set() for state in MEMBER_STATES}
    for part in member_parts(connection, [task_id], as_of=as_of):
        for state in part.states:
            found[state].add(who.successor(part.unit_id))
    places = office_order(connection, set().union(*found.values()))
    return {
        state: tuple(who.names[unit] for unit in sorted(units, key=places.__getitem__))
        for state, units in found.items()
        if units
    }


def who_missed(connection: Reader, keys: Iterable[str], *, as_of: date) -> dict[str, str]:
    """Of the tasks called ``keys`` the members of a collective that have missed a recurring duty, by name."""
    left = members_left(connection, keys, as_of=as_of)
    named = {key: BETWEEN_NAMES.join(one.name for one in own if one.missed) for key, own in left.items()}
    return {key: names for key, names in named.items() if names}


class Judged(NamedTuple):
    """What holds for a member's own part of a task."""

    holds: Any
    """What was asked of it."""
    known: Mapping[str, Any]
    """The figures that its clause may tell."""


def members_judged(
    look: Look, selection: Selection, holds: str, task_ids: Iterable[int], who: Answering
) -> dict[int, dict[int, Judged]]:
    """By task the members, of the collectives that answer first for ``task_ids``, that have not done their part.

    Each with what the expression ``holds``, of conditions that ``selection`` made, comes to by its own figures.
    """
    asked = list(task_ids)
    parts = member_parts(look.connection, asked, as_of=look.as_of) if asked else []
    left = [one for one in parts if not one.done]
    returned = parts_returned(look.connection, {one.task_id for one in left}, as_of=look.as_of) if left else {}
    lay = {(task, who.successor(unit)): times for (task, unit), times in returned.items()}
    duties = duties_left(look.connection, {one.task_id for one in left}, as_of=look.as_of) if left else {}
    reports = reports_owed(look.connection, {one.task_id for one in left}, as_of=look.as_of) if left else {}
    sent_back = {(one.task_id, one.unit_id): one.sent_back_on and one.sent_back_on.isoformat() for one in left}
    told = []
    for one in left:
        answers = who.successor(one.unit_id)
        first = next(iter(duties.get((one.task_id, one.unit_id), ())), None)
        duty = (None, None) if first is None else (first.due, first.until)
        own = (one.percent, one.last_report, one.sent_back_on is not None, *duty, lay.get((one.task_id, answers), ()))
        report = reports.get((one.task_id, one.unit_id), (None, None))
        told.append((one.task_id, one.unit_id, answers, *own, *report))
    found: dict[int, dict[int, Judged]] = {one.task_id: {} for one in parts}
    if told:
        source = f"{_OF_MEMBERS.format(facts=selection.facts)} f JOIN task t ON t.id = f.task_id"
        sql = f"SELECT f.task_id, f.member_id, f.rested_of_whole, {holds}, {LOOKED_AT} FROM {source}"
        for task, member, rested, own, *seen in selection.run(sql, parts=json.dumps(told, default=str)):
            known = figures(seen)
            if known["duty"] is not None:
                known |= _missed(duties[task, member], look.as_of)
            known |= _late(known, who.names[who.successor(member)], rested or 0)
            known["sent_back_on"] = sent_back.get((task, member))
            found[task][member] = Judged(own, known)
    return found


def _late(known: Mapping[str, Any], member: str, rested: int) -> dict[str, str | int]:
    """What a member's clauses tell where its days late at work are not those of the whole, which ``rested`` so long.

    Where that has not rested its days late are those since the date, which are told in any case.
    """
    own, late = known["days_at_work"], known["days_late"]
    if None in {own, late} or own == late - rested:
        return {}
    whole = {"member": member, "days_of_whole": late - rested} if rested else {}
    return {**whole, "rested_as": "submitted"}


def _missed(duties: Sequence[DutyLeft], as_of: date) -> dict[str, str | int | None]:
    """What a member's clauses tell of the recurring duties that it missed: the first, and how many where several."""
    count = sum(one.until < as_of for one in duties)
    return {"duty": duty_told(duties[0].duty), "duties_missed": count if count > 1 else None}
