"""Which claims count: what ``domain.progress.claims`` says of each, kept beside the ledger's rows and made anew.

Most tasks were never checked, so only the claims of those that were have a row. The days make it hold on any day.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names; values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dutytrack.domain.acts import STATUS_GIVING
from dutytrack.store.facts.entry import entered
from dutytrack.store.facts.parties import FIRST_UNIT, PARTIES, holds, speaks
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import quoted
from dutytrack.store.sql.records import iso

if TYPE_CHECKING:
    from dutytrack.domain.progress.claims import Event, TakenBack
    from dutytrack.store.sql.dialect import Reader

TABLES = ("report", "measurement")
"""What can be claimed: each has its table of fates."""


def stands(what: str, row: str) -> str:
    """Whether the claim ``row`` had not been sent back by ``:as_of``."""
    return f"NOT EXISTS (SELECT 1 FROM {what}_fate z WHERE z.id = {row}.id AND z.sent_back_on <= :as_of)"


def was_accepted(what: str, row: str) -> str:
    """Whether the claim ``row`` had been accepted by ``:as_of``."""
    return f"EXISTS (SELECT 1 FROM {what}_fate z WHERE z.id = {row}.id AND z.accepted_on <= :as_of)"


_BEFORE = (
    f"(SELECT b.kind FROM action b WHERE b.task_id = a.task_id AND b.kind IN ({quoted(STATUS_GIVING)}) "
    'AND (b."on", b.id) < (a."on", a.id) ORDER BY b."on" DESC, b.id DESC LIMIT 1)'
)
_CHECK = (
    'SELECT 1 FROM verification v WHERE v.task_id = a.task_id AND v."on" = a."on" AND v.result = \'returned\' '
    "AND v.unit_id IS a.unit_id"
)
IS_NO_CHECK = f"a.kind = 'returned' AND NOT EXISTS ({_CHECK})"
"""Whether an act ``a`` sends back what was claimed, and no check says so already."""
IS_OF_CLOSED = f"{_BEFORE} = 'closed'"
"""Whether an act ``a`` opens again what was closed."""
_SENDS_BACK = f"(({IS_NO_CHECK}) OR (a.kind = 'reopened' AND {IS_OF_CLOSED}))"
"""Whether an act ``a`` takes back what was claimed, and no check says so already."""


def _after(table: str, row: str, condition: str) -> str:
    """Whether a ``row`` of the first unit's came by ``:as_of``, after the sending back ``b``."""
    return (
        f'EXISTS (SELECT 1 FROM {table} {row} WHERE {row}.task_id = t.id AND {row}."on" <= :as_of AND {condition} '
        f'AND {speaks(row, "t.first_unit_id")} AND ({row}."on", {entered(table, row)}) > (b."on", b.entered))'
    )


IS_SENT_BACK = f"""
    EXISTS (SELECT 1 FROM
            (SELECT v."on", {entered("verification", "v")} AS entered FROM verification v
             WHERE v.task_id = t.id AND v."on" <= :as_of AND v.result = 'returned' AND {speaks("v", "t.first_unit_id")}
             UNION ALL SELECT a."on", {entered("action", "a")} FROM action a
             WHERE a.task_id = t.id AND a."on" <= :as_of AND {_SENDS_BACK} AND {speaks("a", "t.first_unit_id")}) b
            WHERE NOT {_after("progress_report", "r", "TRUE")}
            AND NOT {_after("action", "m", "m.kind = 'submitted'")})
"""
"""Whether the task ``t`` was sent back by ``:as_of``, and was neither reported on nor handed in since."""

TAKING_BACK = ("returned", "reopened")
"""The acts that may take back what was claimed, as a check may."""
_WAS_CHECKED = (
    "(EXISTS (SELECT 1 FROM verification v WHERE v.task_id = t.id) "
    f"OR EXISTS (SELECT 1 FROM action a WHERE a.task_id = t.id AND a.kind IN ({quoted(TAKING_BACK)})))"
)


def _line(row: str) -> str:
    """Whose part a ``row`` is about: the first unit's (0 where there is none), a member's, another's; of all none."""
    day = f'{row}."on"'

    def its(unit: str) -> str:
        heirs = f"SELECT 1 FROM heir h WHERE h.unit_id = {unit} AND h.heir_id = {row}.unit_id AND h.since <= {day}"
        return f"({unit} = {row}.unit_id OR EXISTS ({heirs}))"

    member = f"b.collective_id = q.first AND {holds('b', day)} AND {its('b.unit_id')}"
    return (
        f"CASE WHEN {row}.unit_id IS NULL THEN NULL WHEN q.first IS NULL THEN 0 WHEN {its('q.first')} THEN q.first "
        f"ELSE COALESCE((SELECT b.unit_id FROM unit_member b WHERE {member} LIMIT 1), "
        f"(SELECT s.unit_id FROM assignment s WHERE s.task_id = q.id AND {its('s.unit_id')} LIMIT 1), "
        f"{row}.unit_id) END"
    )


def _told(what: str, table: str, row: str, figure: str = "NULL", where: str = "TRUE") -> str:
    """Events of one table: the task, the event's columns, and their order of entry."""
    of_first = speaks(row, "q.first")
    return (
        f'SELECT q.id, {what}, {row}.id, {row}."on", {_line(row)} AS line, {of_first}, q.first, {figure}, '
        f"{entered(table, row)} AS entered FROM asked q JOIN {table} {row} ON {row}.task_id = q.id WHERE {where}"
    )


def _story(condition: str) -> str:
    parts = (
        _told("CASE WHEN r.percent IS NULL THEN 'text' ELSE 'percent' END", "progress_report", "r"),
        _told("'measurement'", "measurement", "x", "x.indicator_id"),
        _told("v.result", "verification", "v"),
        _told("a.kind", "action", "a", where=f"(a.kind = 'submitted' OR {_SENDS_BACK}) AND {speaks('a', 'q.first')}"),
    )
    asked = f"SELECT t.id, {FIRST_UNIT.format(task='t.id')} AS first FROM task t WHERE {condition} AND {_WAS_CHECKED}"
    return (
        f"WITH RECURSIVE {PARTIES}, asked AS MATERIALIZED ({asked}) {' UNION ALL '.join(parts)} ORDER BY 1, 4, entered"
    )


_STORY, _STORY_OF_ALL = _story(f"t.id {dialect.among(':task_ids')}"), _story("TRUE")


def refresh_fates(connection: sqlite3.Connection, tasks: dict[str, str] | None = None) -> None:
    """Make what became of the claims of ``tasks`` anew, or of all."""
    from dutytrack.domain.progress.claims import fates

    only = f"WHERE task_id {dialect.among(':task_ids')}" if tasks else ""
    for what in TABLES:
        connection.execute(f"DELETE FROM {what}_fate {only}", tasks or {})
    story = connection.execute(_STORY if tasks else _STORY_OF_ALL, {**(tasks or {}), "as_of": date.max.isoformat()})
    for task_id, rows in groupby(story, key=lambda row: row[0]):
        for claim in fates(map(_event, rows)):
            if claim.made.what != "submitted" and (claim.accepted_on or claim.sent_back_on):
                table = "measurement" if claim.made.what == "measurement" else "report"
                connection.execute(
                    f"INSERT INTO {table}_fate (id, task_id, accepted_on, sent_back_on) VALUES (?, ?, ?, ?)",
                    (claim.made.row, task_id, iso(claim.accepted_on), iso(claim.sent_back_on)),
                )


def taken_back(connection: Reader, task_ids: Iterable[int], as_of: date) -> dict[int, TakenBack]:
    """What is said of each report of ``task_ids`` that counts no more by ``as_of``.

    Returned is the one that a check looked at; the older ones that count no more with it were never checked.
    """
    from dutytrack.domain.progress.claims import REPORTS, fates

    asked = {"task_ids": dialect.listed(task_ids), "as_of": date.max.isoformat()}
    found: dict[int, TakenBack] = {}
    for _task, rows in groupby(connection.execute(_STORY, asked), key=lambda row: row[0]):
        for claim in fates(map(_event, rows)):
            if claim.made.what in REPORTS and (claim.sent_back_on or date.max) <= as_of:
                found[claim.made.row] = claim.told
    return found


def _event(row: tuple[Any, ...]) -> Event:
    from dutytrack.domain.progress.claims import Event

    _task, what, row_id, on, line, of_first, first, figure, entered_at = row
    is_whole = line is not None and line == (first or 0)
    return Event(what, row_id, date.fromisoformat(on), entered_at, line, bool(of_first), is_whole, figure)
