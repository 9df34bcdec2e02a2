"""How tasks stand on a day, and what units owe about them: a date that passed, a duty, a report, a receipt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.deadlines import DUE_ORIGIN
from dutytrack.store.facts.duties import duty_told
from dutytrack.store.facts.pace import (
    CONTRADICTED_ON,
    DAYS_LATE,
    DAYS_RESTED,
    DUE,
    DUE_FROM,
    IS_OPEN,
    IS_UNKNOWN,
    LATE_AGAIN,
    MEMBERS_LEFT,
    UNRECEIVED,
)
from dutytrack.store.query.compile import FLAGS
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.clauses import (
    CAME_BACK_ON,
    DAYS_MISSED,
    DUTY_MISSED,
    HANDED_IN_ON,
    SENT_BACK_ON,
    TIMES_MISSED,
    TIMES_UNREPORTED,
)
from dutytrack.store.sql.dialect import among, days_between
from dutytrack.store.sql.records import records

_OF_OFFICE = f"f.plan_id IS NULL AND {IS_OPEN}"
_COLUMNS = (
    f"t.key, {DUE} AS due, {DUE_FROM} AS due_origin, {{lamp}} AS lamp, {DAYS_LATE} AS days_late, "
    f"f.due AS own_due, {DUE_ORIGIN} AS own_origin, "
    f"CASE WHEN {FLAGS['duty-missed']} THEN f.next_occurrence END AS duty_on, "
    f"CASE WHEN {FLAGS['duty-missed']} THEN {DUTY_MISSED} END AS duty, "
    f"CASE WHEN {FLAGS['duty-missed']} THEN {DAYS_MISSED} END AS days_missed, "
    f"CASE WHEN {FLAGS['duty-missed']} THEN {TIMES_MISSED} END AS duties_missed, "
    f"CASE WHEN {FLAGS['silent']} THEN f.report_by END AS report_by, "
    f"CASE WHEN {FLAGS['silent']} THEN {days_between('f.report_by', ':as_of')} END AS report_late, "
    f"CASE WHEN {FLAGS['silent']} THEN {TIMES_UNREPORTED} END AS reports_missed, {UNRECEIVED} AS unreceived, "
    f"CASE WHEN {FLAGS['to-mark']} THEN f.to_mark END AS to_mark, {MEMBERS_LEFT} AS members_left, "
    f"CASE WHEN {FLAGS['sent-back']} THEN {SENT_BACK_ON} END AS sent_back_on, {CAME_BACK_ON} AS reopened_on, "
    f"CASE WHEN {FLAGS['sent-back']} THEN {HANDED_IN_ON} END AS handed_in_on, "
    f"{CONTRADICTED_ON} AS contradicted_on, f.status_on, f.progress, "
    f"{LATE_AGAIN} AS late_again, {DAYS_LATE} - {DAYS_RESTED} AS days_at_work, "
    f"({FLAGS['unowned']} AND (f.first_unit_id IS NULL OR f.plan_id IS NULL) AND {IS_OPEN}) IS TRUE AS unowned, "
    f"(f.undated AND ({FLAGS['unowned']} OR {IS_UNKNOWN}) AND {_OF_OFFICE}) IS TRUE AS undated, f.leads AS lead"
)


class Owing(NamedTuple):
    """How a task stands, and what is owed about it: ``None`` and ``False`` for what is not."""

    key: str
    due: date | None
    """Its date or, where that has not passed, the time of a recurring duty that has."""
    own_due: date | None
    """Its date, whatever duties it has."""
    own_origin: str | None
    """Where that comes from, or what moved it."""
    due_origin: str | None
    """Where its date comes from, or what moved it; ``duty`` of the time of a duty."""
    lamp: str
    days_late: int | None
    """Days since its date passed, until it was handed in."""
    duty_on: date | None
    """The time of the recurring duty that was missed first."""
    duty: str | None
    """What that duty is, in its own words."""
    days_missed: int | None
    """Days since that time."""
    duties_missed: int | None
    """How many times of its recurring duties were missed, where several were."""
    report_by: date | None
    """The day by which it was to be reported on."""
    report_late: int | None
    """Days since that."""
    reports_missed: int | None
    """How many reports were missed, where several were."""
    unreceived: int | None
    """Days since it was handed out, where nobody has signed for it in time."""
    to_mark: date | None
    """The stage that its figures reached in time, and that the office has not marked as met."""
    sent_back_on: date | None
    """The day on which what was claimed was sent back, or it was opened again, where nobody has reported anew."""
    reopened_on: date | None
    """The day on which it was opened again."""
    handed_in_on: date | None
    """The day on which what was sent back then had been handed in."""
    contradicted_on: date | None
    """The day of what was reported after it was handed in and says that not all of it is done."""
    status_on: date | None
    progress: float | None
    members_left: int | None
    """How many members of the collective that answers first have not done their part."""
    late_again: date | None
    """The day on which it was taken up again after its date."""
    days_at_work: int | None
    """Those of the days late on which it was at work, where it was not on all."""
    unowned: bool
    """No unit answers for it; or the office gave it out itself, and named none to lead."""
    undated: bool
    """It set no date either, or none of what nothing was reported about."""
    lead: tuple[str, ...]


def owing(look: Look, keys: Iterable[str]) -> dict[str, Owing]:
    """What is owed about each of the tasks called ``keys``."""
    selection = Selection(look, Query())
    source = selection.from_where(f"t.key {among(':keys')}", reads_task=True)
    rows = records(
        selection.execute(f"SELECT {_COLUMNS.format(lamp=selection.lamp)} {source}", keys=json.dumps(list(keys))),
        Owing,
        duty=duty_told,
    )
    return {row.key: row for row in rows}
