"""How far a task is behind its schedule, how long it has been silent, what it has left unsigned: over its facts ``f``.

The conditions take ``:as_of``, and what ``pace_parameters`` gives.
"""
# ruff: noqa: S608 - the texts are put together from this module's own constants; values are parameters

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dutytrack.domain.acts import ENDED, TAKING_UP_AGAIN, UNDER_WAY
from dutytrack.domain.words.things import COUNTED
from dutytrack.store.facts.acted import closing_waiver, taken_up_on
from dutytrack.store.facts.deadlines import DUE_ORIGIN
from dutytrack.store.facts.supervision import at_work_until
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import quoted

if TYPE_CHECKING:
    from dutytrack.domain.progress.share import Pace

IS_UNDER_WAY = f"f.status IN ({quoted(UNDER_WAY)})"
IS_OPEN = f"f.status NOT IN ({quoted(ENDED)})"
IS_WAIVED = f"f.status = 'closed' AND {closing_waiver('f')} NOT NULL"
"""Whether a task is closed by a waiver: it is done with, and not all of it was done."""
AT_WORK = f"{IS_UNDER_WAY} AND f.concluded_on IS NULL"
"""Whether a task is being worked on: only then is it overdue, behind or silent."""

_LATE_UNTIL = "CASE f.status WHEN 'submitted' THEN f.status_on ELSE :as_of END"
# IS TRUE keeps SQLite off the index on due: where much is overdue, reading all in order is faster.
IS_OVERDUE = (
    f"(f.due < {_LATE_UNTIL}) IS TRUE AND f.status IN ({quoted((*sorted(UNDER_WAY), 'submitted'))}) "
    f"AND f.concluded_on IS NULL AND {at_work_until('f')} < {_LATE_UNTIL}"
)
"""Whether its date passed while a task was at work: handed in afterwards it stays so until it is closed.

It is not where nobody had to work on it on any day since.
"""
DAYS_LATE = f"CASE WHEN {IS_OVERDUE} THEN {dialect.days_between('f.due', _LATE_UNTIL)} END"
"""Days since the date of a task that is overdue, until it was handed in."""
DAYS_RESTED = f"CASE WHEN {IS_OVERDUE} THEN NULLIF(f.rested_late, 0) END"
"""Of these the days on which nobody had to work on it."""
_BACK_AT_WORK = at_work_until("f")
_TAKEN_UP_LATE = (
    f"SELECT {_BACK_AT_WORK} WHERE {_BACK_AT_WORK} < {_LATE_UNTIL} AND (EXISTS (SELECT 1 FROM action a "
    f'WHERE a.task_id = f.task_id AND a.kind IN ({quoted(TAKING_UP_AGAIN)}) AND a."on" = {_BACK_AT_WORK}) '
    "OR EXISTS (SELECT 1 FROM verification v WHERE v.task_id = f.task_id AND v.result = 'returned' "
    f'AND v."on" = {_BACK_AT_WORK}))'
)
"""That day, by an act on the whole, or by a check that sent back a member's part."""
LATE_AGAIN = f"CASE WHEN {IS_OVERDUE} AND f.rested_late > 0 THEN ({_TAKEN_UP_LATE}) END"
"""The day before this on which it was taken up again, where nobody had to work on it from its date to that day."""

CONTRADICTED_ON = (
    "CASE WHEN f.status = 'submitted' AND f.progress < 100 AND f.progress_on > f.status_on THEN f.progress_on END"
)
"""The day of what was reported after a task was handed in and says that not all of it is done."""

_IS_OF_DUTY = "f.duty_until < :as_of AND COALESCE(f.due >= :as_of, TRUE)"
DUE = f"CASE WHEN {_IS_OF_DUTY} THEN f.next_occurrence ELSE f.due END"
"""The date of a task or, where that has not passed, the time of a recurring duty that has."""
DUE_FROM = f"CASE WHEN {_IS_OF_DUTY} THEN 'duty' ELSE {DUE_ORIGIN} END"
"""Where that date comes from, or what moved it."""


class Due(NamedTuple):
    """A date with where it comes from, or what moved it; ``duty`` of the time of a recurring duty."""

    day: date | None
    origin: str | None

    def or_duty(self, missed: date | None, as_of: date) -> Due:
        """What ``DUE`` and ``DUE_FROM`` tell, of this date and the time of a recurring duty that was ``missed``."""
        return Due(missed, "duty") if missed is not None and (self.day is None or self.day >= as_of) else self


MEMBERS_LEFT = f"CASE WHEN {AT_WORK} THEN NULLIF(f.members_total - f.members_done, 0) END"
"""How many members of the collective that answers first for a task have not done their part."""

_NEVER = "CASE WHEN f.due < :as_of THEN 0.0 ELSE -1000.0 END"
"""Less than anything can be behind, and nothing once a date has passed: stands for what is not asked for."""
IS_EXEMPT = "f.task_id IN (SELECT x.task_id FROM exempt_month x WHERE x.month = :month)"


def _elapsed(start: str, end: str, steps: str = "") -> str:
    """How much of the time from one day's number to another's has passed, 0 to 100, with one decimal.

    Where there are ``steps``, so much of them as is whole by then.
    """
    if steps:
        gone = f"CAST((:day - {start}) * {steps} / MAX({end} - {start}, 1.0) AS INTEGER) * 1.0 / {steps}"
        return f"CASE {steps} WHEN 0 THEN {_elapsed(start, end)} ELSE {_rounded(gone, end)} END"
    return _rounded(f"(:day - {start}) / MAX({end} - {start}, 1.0)", end)


def _rounded(gone: str, end: str) -> str:
    return f"ROUND(100.0 * MIN(MAX({gone}, :day >= {end}, 0.0), 1.0), 1)"


_OF_PERCENT = "f.stages IS NULL"
"""Whether progress is a percentage that was reported, and not worked out of figures."""
_FIRST, _LAST = dialect.day_number("f.schedule_from"), dialect.day_number("f.schedule_to")
_RESTED = _elapsed(*(dialect.element("f.rested", place) for place in range(2)))
_ONE_ELAPSED = (
    f"CASE WHEN f.due < :as_of AND {_OF_PERCENT} THEN 100.0 WHEN f.rested NOT NULL AND {_OF_PERCENT} THEN {_RESTED} "
    f"ELSE {_elapsed(_FIRST, _LAST)} END"
)
"""What is due by now of the schedule: all of it once a date has passed, whatever later dates there are."""
_BEGIN, _END, _SHARE, _STEPS = (dialect.element("j.value", place) for place in range(4))
_ALL_PACES = f"(SELECT MAX({_elapsed(_BEGIN, _END, _STEPS)} - ROUND({_SHARE}, 1)) FROM {dialect.elements('f.paces')} j)"
_PACED = f"CASE WHEN f.paces IS NULL THEN ({_ONE_ELAPSED}) - ROUND(f.paced, 1) ELSE {_ALL_PACES} END"
_MILESTONE = f"CASE WHEN f.milestone_due < :as_of THEN 100.0 ELSE {_NEVER} END"
_STEADY = "CASE WHEN f.steady < 100 OR f.paced IS NULL THEN 100.0 - ROUND(f.steady, 1) END"
"""What has to hold on any day and does is neither behind nor ahead: it says nothing where something keeps pace."""
BEHIND = (
    f"CASE WHEN f.progress IS NOT NULL AND {AT_WORK} AND NOT {IS_EXEMPT} THEN "
    f"NULLIF(ROUND(MAX(COALESCE({_PACED}, {_NEVER}), COALESCE({_STEADY}, {_NEVER}), {_MILESTONE}, {_NEVER}), 1), "
    f"{_NEVER}) END"
)
"""Points behind schedule, less than 0 where it is ahead; ``NULL`` where it can't be told or is not assessed.

They are what lies between the share that is due and the one that is there as both are printed, with one decimal each:
whoever takes one from the other finds what the rules judge by.

A task whose date has passed is never ahead: by a percentage all of it was due then; by figures that have time left
it is behind or nothing can be told.
"""

_NAME, _UNIT, _FROM, _TO, _LEFT_OUT, _BASE, _TARGET, _VALUE, _REACHED, _WAY, _SEVERAL, _IN_STEPS = (
    dialect.element("j.value", place) for place in range(12)
)
_STAGE_ELAPSED = (
    f"CASE {_WAY} WHEN 'paced' THEN {_elapsed(_FROM, _TO, _IN_STEPS)} WHEN 'steady' THEN 100.0 "
    f"ELSE 100.0 * COALESCE({_TO} < :day, 0) END"
)
"""What is due by now of a stage: of what has no pace all on any day, of a milestone all after its own."""


def _of_furthest(told: str) -> str:
    """What is ``told`` of the figure that is furthest behind; of one that was reached, where all were."""
    lag = (
        f"CASE WHEN {_REACHED} < 100 AND {_WAY} <> 'untold' THEN ({_STAGE_ELAPSED}) - ROUND({_REACHED}, 1) "
        f"WHEN {_WAY} = 'paced' THEN ({_STAGE_ELAPSED}) - 600.0 ELSE -1000.0 END"
    )
    return f"(SELECT {told} FROM {dialect.elements('f.stages')} j ORDER BY {lag} DESC LIMIT 1)"


def _share(reached: str) -> str:
    """A share, with one decimal where it has any."""
    return f"printf('%.15g%%', ROUND({reached}, 1))"


def _value(figure: str, condition: str = "TRUE") -> str:
    return _of_furthest(f"CASE WHEN {condition} THEN printf('%.15g', {figure}) || {_UNIT} END")


def _should(told: str) -> str:
    return f"CASE WHEN {_OF_PERCENT} THEN {_share(_ONE_ELAPSED)} ELSE {_of_furthest(told)} END"


SHARE_DUE = _should(_share(_STAGE_ELAPSED))
"""The share that a task should have reached by now: of its figures that of the one furthest behind."""
SHOULD = _should(f"{_NAME} || ' ' || {_share(_STAGE_ELAPSED)}")
"""The same with the name of that figure."""
ACTUAL = f"CASE WHEN {_OF_PERCENT} THEN {_share('f.paced')} ELSE {_of_furthest(_share(_REACHED))} END"
"""The share it has reached of that."""
BEHIND_OF = f"CASE WHEN {BEHIND} NOT NULL AND NOT {_OF_PERCENT} THEN {_of_furthest(_NAME)} END"
"""The figure that those points are of."""
_STAGE = f"CASE WHEN {_SEVERAL} THEN printf('%.15g', {_TARGET}) || {_UNIT} END"
BEHIND_STAGE = f"CASE WHEN {BEHIND} NOT NULL AND NOT {_OF_PERCENT} THEN {_of_furthest(_STAGE)} END"
"""What the stage of that figure is to come to, where it has several."""


_LAST_PACED = _of_furthest(f"CASE WHEN {_WAY} = 'paced' THEN date({_TO}) END")
PACED_TO = f"CASE WHEN NOT {_OF_PERCENT} THEN {_LAST_PACED} WHEN f.due < :as_of THEN f.due ELSE f.last_due END"
"""The last day of the time that those points are counted by."""


def _of_least(told: str) -> str:
    """What is ``told`` of the figure of the least share, which progress is of."""
    source = f"(SELECT {told} FROM {dialect.elements('f.stages')} j ORDER BY {_REACHED} LIMIT 1)"
    return f"CASE WHEN f.progress NOT NULL AND NOT {_OF_PERCENT} THEN {source} END"


PROGRESS_OF = _of_least(_NAME)
"""The figure that progress is of."""
PROGRESS_STAGE = _of_least(_STAGE)
"""What its stage is to come to, where it has several."""
MEASURED = _value(_VALUE)
"""The value of the figure that is furthest behind."""
TARGET = _value(_TARGET)
"""What that figure is to come to."""
_DUE_VALUE = f"COALESCE({_BASE}, 0) + ({_TARGET} - COALESCE({_BASE}, 0)) * ({_STAGE_ELAPSED}) / 100"
_DECIMALS = (
    f"CASE WHEN {_IN_STEPS} > 0 THEN 0 WHEN ABS({_DUE_VALUE}) < 10 AND {_UNIT} NOT IN ({quoted(sorted(COUNTED))}) "
    "THEN 2 ELSE 1 END"
)
SHOULD_VALUE = _value(f"ROUND({_DUE_VALUE}, {_DECIMALS})")
"""How much of that is due by now: what ``SHARE_DUE`` is the share of, whole things where only whole ones are due."""
_LEFT_OUT_NOW = f"CASE WHEN {_TO} > :day THEN NULLIF({_LEFT_OUT}, 0) END"
LEFT_OUT = (
    f"CASE WHEN NOT {_OF_PERCENT} THEN {_of_furthest(_LEFT_OUT_NOW)} "
    f"WHEN (f.due < :as_of) IS NOT TRUE AND f.last_due > :as_of THEN {dialect.element('f.rested', 2)} END"
)
"""The days of suspension that are left out of its time, until all is due."""
COUNTED_FROM = _value(_BASE, f"{_BASE} <> 0")
"""What its share is counted from, where that is not from nothing."""

TAKEN_UP_ON = taken_up_on("f")
"""The day on which a task was taken up again last."""
_SPOKEN = f"MAX(f.silent_since, COALESCE({TAKEN_UP_ON}, ''))"
_SINCE_SPOKEN = dialect.days_between(_SPOKEN, ":as_of")
SILENT = f"CASE WHEN f.report_by IS NOT NULL AND {AT_WORK} AND {_SPOKEN} <= :as_of THEN {_SINCE_SPOKEN} END"
"""Days since the last report, or since it was taken up again, of a task that has to report by a cadence; of a
collective those of the member that has to report first."""
SILENT_FROM = (
    f"CASE WHEN f.report_by IS NOT NULL AND {AT_WORK} AND {TAKEN_UP_ON} > f.silent_since THEN {TAKEN_UP_ON} END"
)
"""The day on which it was taken up again, where those days are counted from that."""
IS_SILENT = f"f.report_by < :as_of AND {AT_WORK}"
IS_UNANSWERED = f"f.reply_by < :as_of AND {AT_WORK}"

_RECEIVE_DAYS = "(SELECT CAST(g.value AS INTEGER) FROM setting g WHERE g.key = 'receive_days')"
IS_UNKNOWN = f"f.last_due IS NULL AND f.last_report IS NULL AND f.progress IS NULL AND {AT_WORK}"
"""Whether nobody knows how a task is: it has no date, and nothing was reported or measured."""

_FIRST_SIGNED_ON = (
    'CASE WHEN f.members_total > 0 THEN (SELECT MIN(a."on") FROM action a WHERE a.task_id = f.task_id '
    "AND a.kind = 'received' AND a.\"on\" <= :as_of AND COALESCE(a.unit_id = f.first_unit_id OR a.unit_id NOT IN "
    "(SELECT s.unit_id FROM assignment s WHERE s.task_id = f.task_id), TRUE)) ELSE f.received_on END"
)
"""The day on which it was signed for; of a collective by the first of its members."""
HANDED_OUT = (
    "MAX(f.exists_from, COALESCE((SELECT p.issued FROM plan p WHERE p.id = f.plan_id), "
    f"{_FIRST_SIGNED_ON}, f.exists_from))"
)
"""The day a task was handed out (交办): its plan's issue; where nothing tells that, the day it was signed for."""
IS_UNRECEIVED = (
    f"{_RECEIVE_DAYS} > 0 AND f.received_on IS NULL AND {AT_WORK} "
    "AND (f.members_total > 0 OR f.last_report IS NULL AND f.status = 'pending') "
    f"AND {HANDED_OUT} < date(:as_of, '-' || {_RECEIVE_DAYS} || ' days')"
)
"""Whether nobody has signed for a task within the days that the ledger's setting ``receive_days`` allows.

Of a collective each member has to.
"""
UNRECEIVED = f"CASE WHEN {IS_UNRECEIVED} THEN {dialect.days_between(HANDED_OUT, ':as_of')} END"
"""Days since a task was handed out that nobody has signed for in time."""


def task_pace(start: date | None, end: date | None, rested: str | None) -> Pace | None:
    """The days that a percentage of a task has to keep up with, of its facts ``start``, ``last_due`` and ``rested``."""
    from dutytrack.domain.progress.share import Pace, pace

    if rested is not None:
        begin, finish, left_out = json.loads(rested)
        return Pace(dialect.day_of_number(begin), dialect.day_of_number(finish), left_out)
    return pace(start, end) if start and end else None


def pace_parameters(as_of: date) -> dict[str, object]:
    """What the expressions take beside ``:as_of``: the day as SQLite counts it, and its month."""
    return {"day": dialect.number_of(as_of), "month": as_of.replace(day=1).isoformat()}
