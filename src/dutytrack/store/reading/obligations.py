"""Who owes what to a task on a day: each assigned unit with its members, what it reported and how far it is."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.progress.share import elapsed
from dutytrack.store.facts.pace import AT_WORK, BEHIND
from dutytrack.store.facts.supervision import FIRST_DAY, TABLES
from dutytrack.store.query.selection import ROLE_RANK, Selection
from dutytrack.store.reading.supervisionrows import MemberRow, Obligation
from dutytrack.store.records import day_of

_WITH = f"WITH RECURSIVE {TABLES}"
_LAST_HEIR = (
    "(SELECT n.name FROM heir h JOIN unit n ON n.id = h.heir_id WHERE h.unit_id = {unit} "
    "AND h.heir_id NOT IN (SELECT unit_id FROM heir) ORDER BY h.since DESC, h.heir_id LIMIT 1)"
)
_ASSIGNED = f"""
    {_WITH} SELECT s.unit_id, u.name, COALESCE({_LAST_HEIR.format(unit="s.unit_id")}, u.name), s.role
    FROM assignment s JOIN unit u ON u.id = s.unit_id WHERE s.task_id = :task_id
    ORDER BY {ROLE_RANK}, s.position, s.id
"""
_PARTIES = f"""
    {_WITH} SELECT p.unit_id, p.part_id FROM party p
    WHERE p.unit_id IN (SELECT unit_id FROM assignment WHERE task_id = :task_id)
       OR p.unit_id IN (SELECT b.unit_id FROM member b JOIN assignment s ON s.unit_id = b.collective_id
                        WHERE s.task_id = :task_id)
"""
_MEMBERS = f"""
    {_WITH} SELECT b.collective_id, b.unit_id, COALESCE({_LAST_HEIR.format(unit="b.unit_id")}, u.name)
    FROM member b JOIN unit u ON u.id = b.unit_id
    WHERE b.collective_id IN (SELECT unit_id FROM assignment WHERE task_id = :task_id) ORDER BY b.unit_id
"""
_REPORTS = """
    SELECT r.unit_id, r."on", r.percent FROM progress_report r WHERE r.task_id = :task_id AND r."on" <= :as_of
    ORDER BY r."on", r.id
"""
_CHECKS = """
    SELECT v.unit_id, v."on", v.result FROM verification v WHERE v.task_id = :task_id AND v."on" <= :as_of
    ORDER BY v."on", v.id
"""
_ACTS = """
    SELECT a.unit_id, a."on", a.kind FROM action a
    WHERE a.task_id = :task_id AND a.kind IN ('received', 'done') AND a."on" <= :as_of ORDER BY a."on", a.id
"""
_FACTS = (
    f"SELECT COALESCE(f.start, NULLIF(f.exists_from, '{FIRST_DAY}')), f.last_due, f.progress, f.progress_on, "
    f"f.claimed, ({BEHIND}), ({AT_WORK} AND f.task_id NOT IN (SELECT task_id FROM exempt_month WHERE month = :month))"
)

Dated = tuple[int | None, str, Any]
"""A unit, a day and what was said or found."""


class _Assigned(NamedTuple):
    unit_id: int
    name: str
    answering: str
    role: str


class _Task(NamedTuple):
    start: date | None
    end: date | None
    progress: float | None
    progress_on: date | None
    claimed: bool
    behind: float | None
    assessed: bool


class _Said:
    """What was reported, checked and done for a task, by unit."""

    def __init__(self, connection: sqlite3.Connection, parameters: dict[str, object]) -> None:
        def rows(sql: str) -> list[Dated]:
            return connection.execute(sql, parameters).fetchall()

        self.reports, self.checks, self.acts = rows(_REPORTS), rows(_CHECKS), rows(_ACTS)

    def latest_percent(self, units: Collection[int]) -> tuple[float | None, date | None]:
        """The percent reported last, with its day."""
        found = [(percent, on) for unit, on, percent in self.reports if unit in units and percent is not None]
        return (found[-1][0], day_of(found[-1][1])) if found else (None, None)

    def report_days(self, units: Collection[int]) -> list[date]:
        """The days of all reports, in order."""
        return [date.fromisoformat(on) for unit, on, _ in self.reports if unit in units]

    def accepted_since(self, units: Collection[int], on: date | None) -> bool:
        """Whether a check accepted the units, or the task as a whole, on ``on`` or later."""
        return on is not None and any(
            result == "accepted" and date.fromisoformat(day) >= on and (unit is None or unit in units)
            for unit, day, result in self.checks
        )

    def last_check(self, units: Collection[int]) -> tuple[str | None, date]:
        """What the last check of the units came to, and its day; ``None`` and the first of days where there is none."""
        found = [(result, date.fromisoformat(on)) for unit, on, result in self.checks if unit in units]
        return found[-1] if found else (None, date.min)

    def act_days(self, kind: str, units: Collection[int], *, of_task: bool = False) -> list[date]:
        """The days of the acts of ``kind`` by the units, in order; with ``of_task`` those by nobody named count too."""
        found = [on for unit, on, one in self.acts if one == kind and (unit in units or (of_task and unit is None))]
        return [date.fromisoformat(on) for on in found]


def obligations(selection: Selection, task_id: int, as_of: date) -> tuple[Obligation, ...]:
    """What each assigned unit owes on ``as_of``, leads first; ``selection`` is that of the task alone."""
    parameters: dict[str, object] = {"task_id": task_id, "as_of": as_of.isoformat()}
    connection = selection.connection
    assigned = [_Assigned._make(row) for row in connection.execute(_ASSIGNED, parameters)]
    parties: dict[int, set[int]] = {}
    for unit, part in connection.execute(_PARTIES, parameters):
        parties.setdefault(unit, {unit}).add(part)
    said = _Said(connection, parameters)
    members: dict[int, list[MemberRow]] = {}
    for collective, unit, name in connection.execute(_MEMBERS, parameters):
        members.setdefault(collective, []).append(_member(name, parties.get(unit, {unit}), said))
    answers = next((one for one in assigned if one.role in {"lead", "responsible"}), None)
    task = _task(selection)
    return tuple(
        _obligation(one, one is answers, parties.get(one.unit_id, {one.unit_id}), members, said, task, as_of)
        for one in assigned
    )


def _obligation(
    one: _Assigned,
    first: bool,
    party: Collection[int],
    members: Mapping[int, list[MemberRow]],
    said: _Said,
    task: _Task,
    as_of: date,
) -> Obligation:
    of_members = sorted(members.get(one.unit_id, ()), key=_worst_first)
    progress, on = _progress(party, of_members, said)
    speaking = party if all(member.verified for member in of_members) else {one.unit_id}
    verified, behind = said.accepted_since(speaking, on), _behind(progress, task, as_of)
    if first:
        progress, on, verified, behind = task.progress, task.progress_on, not task.claimed, task.behind
    days = said.report_days(party)
    return Obligation(
        unit=one.answering,
        role=one.role,
        first=first,
        assigned=one.name,
        received_on=min(said.act_days("received", party, of_task=first), default=None),
        last_report=max(days, default=None),
        reports=len(days),
        progress=progress,
        progress_on=on,
        verified=verified and progress is not None,
        behind=behind,
        members=tuple(of_members),
    )


def _progress(party: Collection[int], members: Sequence[MemberRow], said: _Said) -> tuple[float | None, date | None]:
    """The percentage reported last; of a collective the mean of its members, once any of them has reported."""
    percent, on = said.latest_percent(party)
    if any(member.progress is not None for member in members):
        return sum(member.progress or 0.0 for member in members) / len(members), on
    return percent, on


def _behind(progress: float | None, task: _Task, as_of: date) -> float | None:
    if progress is None or not task.assessed or task.start is None or task.end is None:
        return None
    return elapsed(task.start, task.end, as_of) - progress


def _member(name: str, party: Collection[int], said: _Said) -> MemberRow:
    """A member is done when it says so, or reports 100, and was not sent back since; or when it was accepted last."""
    progress, on = said.latest_percent(party)
    result, checked_on = said.last_check(party)
    sent_back = checked_on if result == "returned" else date.min
    claims = [*([on] if on and progress is not None and progress >= 100 else []), *said.act_days("done", party)]
    is_done = result == "accepted" or any(day > sent_back for day in claims)
    return MemberRow(name, progress, max(said.report_days(party), default=None), result == "accepted", is_done)


def _worst_first(member: MemberRow) -> tuple[bool, float, str]:
    return member.done, -1.0 if member.progress is None else member.progress, member.unit


def _task(selection: Selection) -> _Task:
    start, end, progress, on, claimed, behind, assessed = selection.run(f"{_FACTS} {selection.from_where()}")[0]
    return _Task(day_of(start), day_of(end), progress, day_of(on), bool(claimed), behind, bool(assessed))
