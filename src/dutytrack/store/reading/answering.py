"""Who answers for what on a day: the members of collectives, successors, and the members whose part is done."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from dutytrack.store.facts.cadence import MEMBER_JOINED_ON, MEMBER_REPORTED_ON, asked_from, report_by, times_unreported
from dutytrack.store.facts.claims import IS_NO_CHECK
from dutytrack.store.facts.duties import DUTY_OF, WAITS_UNTIL, left_to_members, lend_duties
from dutytrack.store.facts.entry import moment
from dutytrack.store.facts.kept import facts_source
from dutytrack.store.facts.members import (
    CHECKS_OF_MEMBER,
    LAST_OF_MEMBER,
    MEMBER_HEARD_ON,
    MEMBER_IS_ACCEPTED,
    MEMBER_IS_DONE,
    MEMBER_SENT_BACK_AT,
    MEMBER_SENT_BACK_ON,
    OF_MEMBER,
    TABLES,
    is_about_member,
)
from dutytrack.store.facts.pace import TAKEN_UP_ON
from dutytrack.store.facts.parties import FIRST_UNIT, IS_MEMBER, holds
from dutytrack.store.reading.keys import unit_names
from dutytrack.store.reading.unitorder import office_order
from dutytrack.store.sql.dialect import Reader, among, listed
from dutytrack.store.sql.records import day_of, records


class Answering(NamedTuple):
    """Who answers for what on a day: the members of collectives, and successors."""

    names: Mapping[int, str]
    members: Mapping[int, tuple[int, ...]]
    """The members of each collective whose members are known, as the office names them."""
    successors: Mapping[int, int]

    def successor(self, unit_id: int) -> int:
        """Who answers for ``unit_id``: its successor's successor and so on, or itself."""
        seen = {unit_id}
        while (following := self.successors.get(unit_id)) is not None and following not in seen:
            unit_id = following
            seen.add(unit_id)
        return unit_id

    def units(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself or its successor, or the members it answers through."""
        successor = self.successor(unit_id)
        members = self.members.get(successor)
        return tuple(map(self.successor, members)) if members else (successor,)


def answering(connection: Reader, *, as_of: date) -> Answering:
    """Who answers for whom on a day."""
    day = {"as_of": as_of.isoformat()}
    members: dict[int, list[int]] = {}
    pairs = connection.execute(
        f"SELECT m.collective_id, m.unit_id FROM unit_member m WHERE {holds('m')} ORDER BY m.id", day
    ).fetchall()
    places = office_order(connection, {unit for _collective, unit in pairs}) if pairs else {}
    for collective, unit in sorted(pairs, key=lambda pair: places[pair[1]]):
        members.setdefault(collective, []).append(unit)
    successions = connection.execute(
        'SELECT unit_id, successor_id FROM unit_succession WHERE "on" <= :as_of ORDER BY "on", id', day
    )
    return Answering(
        unit_names(connection), {unit: tuple(dict.fromkeys(own)) for unit, own in members.items()}, dict(successions)
    )


class MemberPart(NamedTuple):
    """How far a member of the collective that answers first for a task is with its part."""

    task_id: int
    unit_id: int
    done: bool
    accepted: bool
    """Its last check accepted it, alone or with all."""
    percent: float | None
    """What it reported last, and was not sent back."""
    last_report: date | None
    sent_back_on: date | None
    """The day on which it was sent back, alone or with all, where it has not reported or handed in anew."""
    signed: bool
    """It signed for the task, or said something of it."""

    @property
    def states(self) -> tuple[str, ...]:
        """How it stands, in words of ``MEMBER_STATES``: who was sent back is not done, as is who never said so."""
        if self.done:
            return ("accepted",) if self.accepted else ("done",)
        return ("left",) if self.sent_back_on is None else ("left", "returned")


MEMBER_STATES = ("left", "returned", "done", "accepted")
"""How the part of a member stands: not done; of these sent back and not reported anew; done; accepted by a check."""


class PartDone(NamedTuple):
    """How a unit's own part was done."""

    on: date
    reported: bool
    """It was reported to be done, and not handed in."""


_ASKED = f"""
    WITH RECURSIVE {TABLES}, w AS (SELECT t.id AS task_id, {FIRST_UNIT.format(task="t.id")} AS first_unit_id
                                   FROM task t WHERE t.id {among(":ids")})
"""
_PARTS = f"""
    {_ASKED}
    SELECT w.task_id, b.unit_id, {MEMBER_IS_DONE} AS done,
           {MEMBER_IS_ACCEPTED} AS accepted, {OF_MEMBER} AS percent, {LAST_OF_MEMBER} AS last_report,
           {MEMBER_SENT_BACK_ON} AS sent_back_on, {MEMBER_HEARD_ON} IS NOT NULL AS signed
    FROM w JOIN member b ON b.collective_id = w.first_unit_id
"""
_DUTIES_LEFT = f"""
    WITH RECURSIVE {TABLES}
    SELECT DISTINCT o.task_id, b.unit_id, {WAITS_UNTIL} AS until, o.due, o.id, {DUTY_OF}
    {left_to_members(FIRST_UNIT.format(task="o.task_id"))} AND o.task_id {among(":ids")}
    ORDER BY until, o.due, o.id
"""
_ASKED_SINCE = f"MAX({asked_from('e')}, e.joined_on)"
_REPORTS_OWED = f"""
    {{tables}}, w AS MATERIALIZED (
        SELECT f.task_id, {FIRST_UNIT.format(task="f.task_id")} AS first_unit_id, f.first_unit_id AS answering_id,
               f.plan_id, f.start, f.exists_from, {TAKEN_UP_ON} AS taken_up_on
        FROM {{facts}} f WHERE f.task_id {among(":ids")} AND f.report_by NOT NULL),
    e AS MATERIALIZED (
        SELECT w.*, b.unit_id, {MEMBER_REPORTED_ON} AS last_report, {MEMBER_JOINED_ON} AS joined_on
        FROM w JOIN member b ON b.collective_id = w.first_unit_id WHERE NOT {MEMBER_IS_DONE})
    SELECT o.task_id, o.unit_id, o.by, o.since, {times_unreported("o", "o.answering_id", "o.by")}
    FROM (SELECT e.*, {report_by("e", "e.last_report", _ASKED_SINCE)} AS by,
                 COALESCE(e.last_report, {_ASKED_SINCE}) AS since FROM e) o
"""
_SAID_DONE = f"""
    (SELECT a."on" AS day, {moment("action", "a")} AS at FROM action a
     WHERE a.task_id = w.task_id AND a.kind IN ('done', 'submitted')
     AND a."on" <= :as_of AND {IS_MEMBER.format(row="a")}
     UNION ALL SELECT r."on", {moment("progress_report", "r")} FROM progress_report r
     WHERE r.task_id = w.task_id AND r.percent >= 100 AND r."on" <= :as_of AND {IS_MEMBER.format(row="r")})
"""
_SAID_ANEW = (
    f"EXISTS (SELECT 1 FROM ({CHECKS_OF_MEMBER}) c WHERE c.result = 'returned' AND c.at > k.at "
    f"AND c.at < (SELECT MAX(l.at) FROM {_SAID_DONE} l))"
)
_DONE_ON = f"(SELECT MIN(k.day) FROM {_SAID_DONE} k WHERE k.at > {MEMBER_SENT_BACK_AT} AND NOT {_SAID_ANEW})"
"""The first day on which it said so, but of what it said anew after it was sent back."""
_OWN = f"""
    {_ASKED}, b AS (
        SELECT a.task_id, a.unit_id FROM action a
        WHERE a.task_id {among(":ids")} AND a.kind IN ('done', 'submitted') AND a.unit_id IS NOT NULL
        UNION SELECT r.task_id, r.unit_id FROM progress_report r WHERE r.task_id {among(":ids")} AND r.percent >= 100)
"""
_OWN_PARTS = f"""
    {_OWN}, done AS (
        SELECT b.task_id, b.unit_id, {_DONE_ON} AS day FROM w JOIN b ON b.task_id = w.task_id WHERE {MEMBER_IS_DONE})
    SELECT b.task_id, b.unit_id, b.day, NOT EXISTS (
        SELECT 1 FROM action a WHERE a.task_id = b.task_id AND a.kind IN ('done', 'submitted') AND a."on" = b.day
        AND {IS_MEMBER.format(row="a")})
    FROM done b WHERE b.day NOT NULL
"""
_OF_PART = "SELECT b.task_id, b.unit_id, {day} AS day, {at} AS at, {ends} FROM w JOIN b ON b.task_id = w.task_id"
_ACT_OF_PART = _OF_PART.format(day='a."on"', at=moment("action", "a"), ends="a.kind = 'reopened' AS ends")
_REPORT_OF_PART = _OF_PART.format(day='r."on"', at=moment("progress_report", "r"), ends="FALSE")
_CHECK_OF_PART = _OF_PART.format(day='v."on"', at=moment("verification", "v"), ends="TRUE")
_RETURN_OF_PART = _OF_PART.format(day='a."on"', at=moment("action", "a"), ends="TRUE")
_TURNS_OF_PARTS = f"""
    {_OWN}
    {_ACT_OF_PART} JOIN action a ON a.task_id = w.task_id
    WHERE a."on" <= :as_of
          AND (a.kind = 'reopened' OR (a.kind IN ('done', 'submitted') AND {IS_MEMBER.format(row="a")}))
    UNION {_REPORT_OF_PART} JOIN progress_report r ON r.task_id = w.task_id
    WHERE r."on" <= :as_of AND r.percent >= 100 AND {IS_MEMBER.format(row="r")}
    UNION {_CHECK_OF_PART} JOIN verification v ON v.task_id = w.task_id
    WHERE v."on" <= :as_of AND v.result = 'returned' AND {is_about_member("v")}
    UNION {_RETURN_OF_PART} JOIN action a ON a.task_id = w.task_id
    WHERE a."on" <= :as_of AND {IS_NO_CHECK} AND {is_about_member("a")}
    ORDER BY 1, 2, at, ends
"""
"""The days on which units said that their own part was done, and those on which it was sent back."""


def member_parts(connection: Reader, task_ids: Iterable[int], *, as_of: date) -> list[MemberPart]:
    """The part of each member of the collectives that answer first for ``task_ids`` on a day."""
    return records(connection.execute(_PARTS, {"ids": listed(task_ids), "as_of": as_of.isoformat()}), MemberPart)


class DutyLeft(NamedTuple):
    """A time of a recurring duty that a member of a collective has to do, and has not."""

    until: date
    """The last day on which it is not missed."""
    due: date
    duty: str
    """As ``duty_told`` reads it."""


def duties_left(connection: Reader, task_ids: Iterable[int], *, as_of: date) -> dict[tuple[int, int], list[DutyLeft]]:
    """By task and member of the collective that answers first what it has not done of unmet duties; first missed first.

    Of the tasks ``task_ids``, on a day.
    """
    lend_duties(connection)
    found: dict[tuple[int, int], list[DutyLeft]] = {}
    asked = {"ids": listed(task_ids), "as_of": as_of.isoformat()}
    for task, member, until, due, _id, duty in connection.execute(_DUTIES_LEFT, asked):
        left = DutyLeft(date.fromisoformat(until), date.fromisoformat(due), duty)
        found.setdefault((task, member), []).append(left)
    return found


class ReportOwed(NamedTuple):
    """The next report of a member of a collective that is asked for by a cadence."""

    by: date | None
    """The day by which it is; ``None`` where no more is."""
    since: date | None
    """The day of its last report, or that from which it is asked for one."""
    missed: int | None = None
    """How many it has missed, where they are several."""


def reports_owed(connection: Reader, task_ids: Iterable[int], *, as_of: date) -> dict[tuple[int, int], ReportOwed]:
    """By task and member of the collective that answers first, the next report of those not done with their part."""
    with_clause, facts = facts_source(connection, as_of.isoformat())
    sql = _REPORTS_OWED.format(tables=with_clause or f"WITH RECURSIVE {TABLES}", facts=facts)
    rows = connection.execute(sql, {"ids": listed(task_ids), "as_of": as_of.isoformat()})
    return {(task, one): ReportOwed(day_of(by), day_of(since), missed) for task, one, by, since, missed in rows}


def members_done(connection: Reader, task_id: int, *, as_of: date) -> set[int]:
    """The members of the collective that answers first for a task who have done their part by a day."""
    return {part.unit_id for part in member_parts(connection, [task_id], as_of=as_of) if part.done}


def parts_done(connection: Reader, task_ids: Iterable[int], *, as_of: date) -> dict[tuple[int, int], PartDone]:
    """The tasks and units whose own part, as of a member, is done on a day and not sent back, with how it was done.

    A unit is the one that did it; who has succeeded it since answers for it.
    """
    asked = {"ids": listed(task_ids), "as_of": as_of.isoformat()}
    return {
        (task, unit): PartDone(date.fromisoformat(on), bool(reported))
        for task, unit, on, reported in connection.execute(_OWN_PARTS, asked)
    }


def parts_returned(
    connection: Reader, task_ids: Iterable[int], *, as_of: date
) -> dict[tuple[int, int], list[tuple[date, date]]]:
    """By task and unit the times for which its own part lay with the office: handed in on a day, sent back on another.

    Those that are over by ``as_of``; a unit as ``parts_done`` has it.
    """
    found: dict[tuple[int, int], list[tuple[date, date]]] = {}
    since: dict[tuple[int, int], date] = {}
    asked = {"ids": listed(task_ids), "as_of": as_of.isoformat()}
    for task, unit, day, _at, ends in connection.execute(_TURNS_OF_PARTS, asked):
        on = date.fromisoformat(day)
        if not ends:
            since.setdefault((task, unit), on)
        elif (task, unit) in since:
            found.setdefault((task, unit), []).append((since.pop((task, unit)), on))
    return found
