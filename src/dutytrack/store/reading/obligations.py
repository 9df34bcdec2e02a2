"""Who owes what to a task on a day: each assigned unit with its members, what it reported and how far it is."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dutytrack.domain.progress.share import elapsed, lag
from dutytrack.store.facts.claims import stands
from dutytrack.store.facts.entry import entered
from dutytrack.store.facts.members import (
    LAST_OF_MEMBER,
    MEMBER_HAS_SAID,
    MEMBER_IS_DONE,
    MEMBER_IS_REOPENED,
    MEMBER_IS_SENT_BACK,
    MEMBER_IS_UNCHECKED,
    MEMBER_SIGNED_ON,
    OF_MEMBER,
    TABLES,
)
from dutytrack.store.facts.pace import AT_WORK, BEHIND, task_pace
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.facts.supervision import FIRST_DAY
from dutytrack.store.query.selection import ROLE_RANK, Selection
from dutytrack.store.reading.supervision import VERIFIED
from dutytrack.store.reading.unitorder import office_order
from dutytrack.store.sql.dialect import Rows
from dutytrack.store.sql.records import grouped, records

_WITH = f"WITH RECURSIVE {TABLES}"
_LAST_HEIR = (
    "(SELECT n.name FROM heir h JOIN unit n ON n.id = h.heir_id WHERE h.unit_id = {unit} "
    "AND h.heir_id NOT IN (SELECT unit_id FROM heir) ORDER BY h.since DESC, h.heir_id LIMIT 1)"
)
_ASSIGNED = f"""
    {_WITH} SELECT s.unit_id, u.name, COALESCE({_LAST_HEIR.format(unit="s.unit_id")}, u.name) AS answering, s.role,
           u.vague
    FROM assignment s JOIN unit u ON u.id = s.unit_id WHERE s.task_id = :task_id
    ORDER BY {ROLE_RANK}, s.position, s.id
"""
_FIRST = FIRST_UNIT.format(task=":task_id")


def _has_own_part(unit: str, collective: str) -> str:
    """Whether a member ``unit`` of a ``collective`` that is not asked first has a part in the task by its own name.

    What it says and does it says and does for that.
    """
    own = (
        f"SELECT 1 FROM assignment n WHERE n.task_id = :task_id AND n.unit_id <> {collective} AND (n.unit_id = {unit} "
        f"OR EXISTS (SELECT 1 FROM heir h WHERE h.unit_id = n.unit_id AND h.heir_id = {unit}))"
    )
    return f"({collective} IS NOT {_FIRST} AND EXISTS ({own}))"


_PARTIES = f"""
    {_WITH} SELECT p.unit_id, p.part_id, p.since, p.until FROM party p
    WHERE p.unit_id IN (SELECT unit_id FROM assignment WHERE task_id = :task_id)
          AND NOT (p.unit_id IN (SELECT collective_id FROM unit_member) AND {_has_own_part("p.part_id", "p.unit_id")})
"""
_MEMBERS = f"""
    {_WITH}, w AS (SELECT DISTINCT s.task_id, s.unit_id AS first_unit_id FROM assignment s WHERE s.task_id = :task_id)
    SELECT b.collective_id, b.unit_id, COALESCE({_LAST_HEIR.format(unit="b.unit_id")}, u.name) AS unit,
           {OF_MEMBER} AS progress, {LAST_OF_MEMBER} AS last_report,
           {MEMBER_HAS_SAID} AND NOT {MEMBER_IS_UNCHECKED} AS verified,
           {MEMBER_IS_DONE} AS done, {MEMBER_IS_SENT_BACK} AS sent_back,
           {MEMBER_IS_REOPENED} AS reopened, {MEMBER_SIGNED_ON} AS signed_on
    FROM w JOIN member b ON b.collective_id = w.first_unit_id JOIN unit u ON u.id = b.unit_id
    WHERE NOT {_has_own_part("b.unit_id", "b.collective_id")} ORDER BY b.unit_id
"""
_REPORTS = f"""
    SELECT r.unit_id, r."on", r.percent, {stands("report", "r")} AS stands, {VERIFIED} AS accepted
    FROM progress_report r WHERE r.task_id = :task_id AND r."on" <= :as_of ORDER BY r."on", r.id
"""
_CHECKS = f"""
    SELECT v.unit_id, v."on", v.result AS what, {entered("verification", "v")} AS entered
    FROM verification v WHERE v.task_id = :task_id AND v."on" <= :as_of
    ORDER BY v."on", entered
"""
_ACTS = f"""
    SELECT a.unit_id, a."on", a.kind AS what, {entered("action", "a")} AS entered FROM action a
    WHERE a.task_id = :task_id AND a.kind IN ('received', 'done', 'submitted') AND a."on" <= :as_of
    ORDER BY a."on", entered
"""
_FACTS = (
    f"SELECT COALESCE(f.start, NULLIF(f.exists_from, '{FIRST_DAY}')) AS start, f.last_due AS \"end\", f.rested, f.due, "
    "f.progress, f.progress_on, f.claimed, f.status = 'closed' AND NOT EXISTS (SELECT 1 FROM verification v "
    "WHERE v.task_id = f.task_id AND v.result = 'accepted' AND v.\"on\" <= :as_of) AS unchecked, "
    "CASE WHEN f.status = 'submitted' THEN f.status_on END AS submitted_on, "
    f"({BEHIND}) AS behind, "
    f"({AT_WORK} AND f.task_id NOT IN (SELECT task_id FROM exempt_month WHERE month = :month)) AS assessed"
)


_ALL = 100


class _Dated(NamedTuple):
    """What a unit, or nobody named, said on a day, or what was found of it."""

    unit_id: int | None
    on: date
    what: str
    entered: int
    """Its place in the journal."""


class _Said(NamedTuple):
    """A report, what it claims, and what became of that."""

    unit_id: int
    on: date
    percent: float | None
    stands: bool
    accepted: bool


class MemberRow(NamedTuple):
    """A member of a collective in the task."""

    unit: str
    progress: float | None
    last_report: date | None
    verified: bool
    """What it said was accepted."""
    done: bool
    """Reported 100, or said to be done, and not sent back since."""
    sent_back: bool = False
    """What it said last was sent back, and it said nothing since."""
    signed_on: date | None = None
    """The first day on which it, or its collective for all, signed for the task."""
    unit_id: int = 0
    reopened: bool = False
    """It is so because the closed task was opened again."""

    @property
    def has_said(self) -> bool:
        """Whether it is known how far it is."""
        return self.done or self.progress is not None

    @property
    def is_silent(self) -> bool:
        """Whether it neither reported nor said to be done: it has not reported, as whoever asks counts it."""
        return self.last_report is None and not self.done


class Obligation(NamedTuple):
    """What one unit owes to the task in one role."""

    unit: str
    """Who answers for it on the day."""
    role: str
    first: bool
    """The task shows what this one owes."""
    assigned: str
    """The unit as assigned: another where ``unit`` succeeded it."""
    received_on: date | None
    submitted_on: date | None
    """The day it handed its part in, where that waits for a check or was accepted."""
    last_report: date | None
    reports: int
    progress: float | None
    progress_on: date | None
    verified: bool
    """``progress`` was accepted since; else it is only claimed."""
    behind: float | None
    """Points behind schedule; less than 0 where ahead."""
    members: tuple[MemberRow, ...]
    """Of a collective, as the office names them."""
    vague: bool = False
    """It does not say who: nobody is asked."""

    @property
    def has_said(self) -> bool:
        """Whether anything is known of its part: it, or a member of it, signed, reported or handed in."""
        signed = self.received_on or any(member.signed_on for member in self.members)
        return bool(signed or self.submitted_on or self.progress is not None or self.reports)

    @property
    def is_silent(self) -> bool:
        """Whether it is asked by itself, and neither reported nor handed in its part."""
        return not (self.vague or self.members or self.last_report or self.submitted_on)

    @property
    def members_done(self) -> int:
        """How many members are done."""
        return sum(member.done for member in self.members)


class _Assigned(NamedTuple):
    unit_id: int
    name: str
    answering: str
    role: str
    vague: bool


class _Task(NamedTuple):
    start: date | None
    end: date | None
    rested: str | None
    due: date | None
    progress: float | None
    progress_on: date | None
    claimed: bool
    unchecked: bool
    """Closed, and no check ever accepted it."""
    submitted_on: date | None
    behind: float | None
    assessed: bool


class _Party(NamedTuple):
    """A unit with all who speak for it, each on its days."""

    unit: int
    spans: list[tuple[int, str, str]]

    def said(self, row: _Dated | _Said) -> bool:
        """Whether the unit, or who spoke for it on that day, said, did or was told what ``row`` holds."""
        day = row.on.isoformat()
        return row.unit_id == self.unit or any(
            row.unit_id == part and since <= day <= until for part, since, until in self.spans
        )


class _Owing:
    """What was reported, checked and done for a task by a day, by unit."""

    def __init__(self, selection: Selection, task_id: int, as_of: date) -> None:
        def ask(sql: str) -> Rows:
            return selection.connection.execute(sql, {"task_id": task_id, "as_of": as_of.isoformat()})

        self.assigned = records(ask(_ASSIGNED), _Assigned)
        self._as_of = as_of
        (self._task,) = records(selection.execute(f"{_FACTS} {selection.from_where()}"), _Task)
        self._reports = records(ask(_REPORTS), _Said)
        self._checks, self._acts = records(ask(_CHECKS), _Dated), records(ask(_ACTS), _Dated)
        self._parties: dict[int, _Party] = {}
        for unit, *span in ask(_PARTIES):
            self._party(unit).spans.append(tuple(span))
        self._members = grouped(ask(_MEMBERS), MemberRow)
        members = {member.unit_id for own in self._members.values() for member in own}
        self._places = office_order(selection.connection, members) if members else {}

    def obligation(self, one: _Assigned, *, first: bool) -> Obligation:
        """What the unit owes; the ``first`` one owes what the task shows."""
        party = self._party(one.unit_id)
        members = sorted(self._members.get(one.unit_id, ()), key=lambda member: self._places[member.unit_id])
        progress, on, verified = self._progress(party, members)
        has_all = all(member.has_said for member in members) or not any(member.has_said for member in members)
        behind = self._behind(progress) if has_all else None
        submitted = self._submitted_on(party)
        if first:
            task = self._task
            submitted, behind = task.submitted_on, task.behind
            if not task.unchecked:
                progress, on, verified = task.progress, task.progress_on, not task.claimed
        days = self._report_days(party)
        return Obligation(
            unit=one.answering,
            role=one.role,
            first=first,
            assigned=one.name,
            received_on=self._received_on(party, members, of_task=first),
            submitted_on=submitted,
            last_report=max(days, default=None),
            reports=len(days),
            progress=progress,
            progress_on=on,
            verified=verified and progress is not None,
            behind=behind,
            members=tuple(members),
            vague=one.vague,
        )

    def _received_on(self, party: _Party, members: Sequence[MemberRow], *, of_task: bool) -> date | None:
        """The day it was signed for; of a collective that on which the last member did."""
        if members:
            signed = [one.signed_on for one in members if one.signed_on is not None]
            return max(signed) if len(signed) == len(members) else None
        return min(self._act_days("received", party, of_task=of_task), default=None)

    def _party(self, unit: int) -> _Party:
        return self._parties.setdefault(unit, _Party(unit, []))

    def _submitted_on(self, party: _Party) -> date | None:
        """The day the party handed in last, where it was not sent back since."""
        own = [act for act in self._acts if act.what == "submitted" and party.said(act)]
        returned = [check for check in self._checks if check.what == "returned" and party.said(check)]
        if not own or any((check.on, check.entered) > (own[-1].on, own[-1].entered) for check in returned):
            return None
        return own[-1].on

    def _progress(self, party: _Party, members: Sequence[MemberRow]) -> tuple[float | None, date | None, bool]:
        """The percentage that stands, its day, whether it was accepted; the mean of the members that have reported."""
        last = self._last_claim(party)
        said = [member for member in members if member.has_said]
        if said:
            mean = sum(100.0 if member.done else member.progress or 0.0 for member in said) / len(said)
            if mean >= _ALL and len(said) < len(members):
                return None, None, False
            return mean, last.on if last else None, all(member.verified for member in said)
        return (last.percent, last.on, last.accepted) if last else (None, None, False)

    def _behind(self, progress: float | None) -> float | None:
        task = self._task
        own = task_pace(task.start, task.end, task.rested)
        if progress is None or not task.assessed or own is None:
            return None
        if task.due is not None and task.due < self._as_of:
            return lag(100.0, progress) or None
        return lag(elapsed(own, self._as_of), progress)

    def _last_claim(self, party: _Party) -> _Said | None:
        """The party's last report with a percentage that was not sent back."""
        claims = (one for one in reversed(self._reports) if one.percent is not None and one.stands and party.said(one))
        return next(claims, None)

    def _report_days(self, party: _Party) -> list[date]:
        return [report.on for report in self._reports if party.said(report)]

    def _act_days(self, kind: str, party: _Party, *, of_task: bool = False) -> list[date]:
        """The days of the acts of ``kind`` by the party; with ``of_task`` those by nobody named count too."""
        return [
            act.on for act in self._acts if act.what == kind and (party.said(act) or (of_task and act.unit_id is None))
        ]


def obligations(selection: Selection, task_id: int, as_of: date) -> tuple[Obligation, ...]:
    """What each assigned unit owes on ``as_of``, leads first; ``selection`` is that of the task alone."""
    owing = _Owing(selection, task_id, as_of)
    answers = next((one for one in owing.assigned if one.role in {"lead", "responsible"}), None)
    return tuple(owing.obligation(one, first=one is answers) for one in owing.assigned)
