"""What is so of a member's own part of a task: how far it is, whether it is done, accepted, sent back.

The expressions read a member ``b`` and a row ``w`` with a ``task_id`` and its ``first_unit_id``, the collective that is
asked; they need the tables of ``TABLES``. What was said and sent back on one day is told apart by its order of entry.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from dutytrack.store.facts.claims import IS_NO_CHECK, IS_OF_CLOSED, stands, was_accepted
from dutytrack.store.facts.entry import moment
from dutytrack.store.facts.parties import FIRST_UNIT, IS_MEMBER, PARTIES, holds

REPORTS = 'FROM progress_report r WHERE r.task_id = w.task_id AND r."on" <= :as_of AND '
WITH_PERCENT = (
    f'{REPORTS} r.percent IS NOT NULL AND {{who}} AND {stands("report", "r")} ORDER BY r."on" DESC, r.id DESC LIMIT 1'
)
_LAST = WITH_PERCENT.format(who=IS_MEMBER.format(row="r"))
OF_MEMBER = f"(SELECT r.percent {_LAST})"
"""The percentage that the member ``b`` reported last for the task of a row ``w``, and was not sent back."""
LAST_OF_MEMBER = f'(SELECT MAX(r."on") {REPORTS} {IS_MEMBER.format(row="r")})'
"""The day of its last report."""
_IS_MEMBERS_OR_ALLS = "({row}.unit_id IS NULL OR {row}.unit_id = w.first_unit_id OR " + IS_MEMBER + ")"
MEMBER_SIGNED_ON = f"""
    (SELECT MIN(a."on") FROM action a WHERE a.task_id = w.task_id AND a."on" <= :as_of AND a.kind = 'received'
     AND {_IS_MEMBERS_OR_ALLS.format(row="a")})
"""
"""The first day on which it, or its collective for all, signed for the task."""
MEMBER_HEARD_ON = f"""
    (SELECT MIN(k.day) FROM (
        SELECT a."on" AS day FROM action a WHERE a.task_id = w.task_id AND a."on" <= :as_of
        AND a.kind IN ('received', 'started', 'submitted', 'done') AND {_IS_MEMBERS_OR_ALLS.format(row="a")}
        UNION ALL SELECT r."on" {REPORTS} {_IS_MEMBERS_OR_ALLS.format(row="r")}) k)
"""
"""The first day on which it, or its collective for all, signed for the task, or said something of it: it is at work."""
_OF_MEMBER_IS_ACCEPTED = f"(SELECT {was_accepted('report', 'r')} {_LAST})"
_SAID_AT = f"(SELECT {moment('progress_report', 'r')} {_LAST})"
_IS_OF_FIRST = (
    "(b.unit_id = w.first_unit_id OR EXISTS (SELECT 1 FROM party "
    "WHERE party.unit_id = w.first_unit_id AND party.part_id = b.unit_id))"
)


def is_about_member(row: str) -> str:
    """Whether a check or a return is one of the member ``b``, alone or with all who answer first.

    A check of the first lead says nothing of the part of a unit that answers beside it.
    """
    of_all = f"({row}.unit_id IS NULL OR {row}.unit_id = w.first_unit_id) AND {_IS_OF_FIRST}"
    return f"({IS_MEMBER.format(row=row)} OR ({of_all}))"


CHECKS_OF_MEMBER = f"""
    SELECT v."on" AS day, {moment("verification", "v")} AS at, v.result FROM verification v
    WHERE v.task_id = w.task_id AND v."on" <= :as_of AND {is_about_member("v")}
    UNION ALL SELECT a."on", {moment("action", "a")}, 'returned' FROM action a
    WHERE a.task_id = w.task_id AND a."on" <= :as_of AND {IS_NO_CHECK} AND {is_about_member("a")}
"""
"""What checks of the member ``b`` came to, alone or with all, and returns without a check: day, moment, result."""
_LAST_CHECK = f"FROM ({CHECKS_OF_MEMBER}) k ORDER BY k.at DESC LIMIT 1"


def _reopened_at(which: str = "TRUE") -> str:
    acts = "FROM action a WHERE a.task_id = w.task_id AND a.kind = 'reopened' AND a.\"on\" <= :as_of"
    return f"COALESCE((SELECT MAX({moment('action', 'a')}) {acts} AND {which}), '')"


_RETURNED_AT = f"COALESCE((SELECT CASE k.result WHEN 'returned' THEN k.at END {_LAST_CHECK}), '')"
MEMBER_SENT_BACK_AT = f"MAX({_RETURNED_AT}, {_reopened_at()})"
"""When the member was sent back, alone or with all, where no check came since; or the task was opened again."""
_SAID_DONE_AT = (
    f"COALESCE((SELECT MAX({moment('action', 'a')}) FROM action a WHERE a.task_id = w.task_id "
    f"AND a.kind IN ('done', 'submitted') AND a.\"on\" <= :as_of AND {IS_MEMBER.format(row='a')}), '')"
)
MEMBER_IS_ACCEPTED = (
    f"COALESCE((SELECT k.result = 'accepted' AND k.at > {_reopened_at()} AND k.at > {_SAID_DONE_AT} {_LAST_CHECK}), "
    "FALSE)"
)
"""Whether the last check of the member ``b``, or of all, accepted its part, and it was not sent back or handed in
since."""
MEMBER_IS_DONE = (
    f"(COALESCE({OF_MEMBER} >= 100 AND {_SAID_AT} > {MEMBER_SENT_BACK_AT}, FALSE) "
    f"OR {_SAID_DONE_AT} > {MEMBER_SENT_BACK_AT})"
)
"""Whether the member ``b`` said that all of its part of the task of ``w`` is done, and was not sent back since."""
TABLES = f"""
    {PARTIES},
    member(collective_id, unit_id) AS MATERIALIZED (
        SELECT DISTINCT b.collective_id, b.unit_id FROM unit_member b WHERE {holds("b")}),
    member_done(task_id, unit_id) AS NOT MATERIALIZED (
        SELECT w.task_id, b.unit_id
        FROM (SELECT t.id AS task_id, {FIRST_UNIT.format(task="t.id")} AS first_unit_id FROM task t) w
             JOIN member b ON b.collective_id = w.first_unit_id WHERE {MEMBER_IS_DONE})
"""
"""Who answers for whom on ``:as_of``: a unit's successors, its parties, a collective's members; and the members that
are done with their part of the tasks which their collective answers for."""
MEMBER_HAS_SAID = f"({OF_MEMBER} IS NOT NULL OR {MEMBER_IS_DONE})"
_SAID_ANEW_AT = f"""
    COALESCE((SELECT MAX(k.at) FROM (
        SELECT {moment("progress_report", "r")} AS at {REPORTS} ({IS_MEMBER.format(row="r")}
               OR r.unit_id = w.first_unit_id)
        UNION ALL SELECT {moment("action", "a")} FROM action a
        WHERE a.task_id = w.task_id AND a."on" <= :as_of AND a.kind = 'submitted'
              AND (a.unit_id IS NULL OR a.unit_id = w.first_unit_id)) k), '')
"""
"""When the member, or who speaks for all, reported last; or all was handed in."""
_SENT_BACK_AT = f"MAX({_RETURNED_AT}, {_reopened_at(IS_OF_CLOSED)})"
MEMBER_IS_SENT_BACK = f"(NOT {MEMBER_IS_DONE} AND {_SENT_BACK_AT} > {_SAID_ANEW_AT})"
"""Whether the member ``b`` was sent back, alone or with all, and has not reported or handed in anew."""
MEMBER_IS_REOPENED = f"({MEMBER_IS_SENT_BACK} AND {_reopened_at(IS_OF_CLOSED)} > {_RETURNED_AT})"
"""Whether that is so because the closed task was opened again: nobody sent it back."""
MEMBER_SENT_BACK_ON = f"CASE WHEN {MEMBER_IS_SENT_BACK} THEN substr({_SENT_BACK_AT}, 1, 10) END"
"""The day on which it was, or on which the closed task was opened again."""
SHARE_OF_MEMBER = f"CASE WHEN {MEMBER_IS_DONE} THEN 100.0 ELSE {OF_MEMBER} END"
"""How far a member is, where that is known: who is done has done all of it, whatever it reported before."""
MEMBER_IS_UNCHECKED = (
    f"CASE WHEN {MEMBER_IS_DONE} THEN NOT ({MEMBER_IS_ACCEPTED} OR COALESCE({OF_MEMBER} >= 100 "
    f"AND {_OF_MEMBER_IS_ACCEPTED}, FALSE)) ELSE {_OF_MEMBER_IS_ACCEPTED} IS FALSE END"
)
"""Whether that was not accepted by a check."""
