"""What rules look at of a task, by the names that their clauses use."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dutytrack.store.facts.cadence import times_unreported
from dutytrack.store.facts.checks import handed_in_by, sent_back_on
from dutytrack.store.facts.deadlines import DUE_ORIGIN, MET_ON, is_laid_down
from dutytrack.store.facts.duties import WAITS_UNTIL, duty_missed, duty_told, is_unmet
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.pace import (
    ACTUAL,
    AT_WORK,
    BEHIND,
    BEHIND_OF,
    BEHIND_STAGE,
    CONTRADICTED_ON,
    COUNTED_FROM,
    DAYS_LATE,
    DAYS_RESTED,
    HANDED_OUT,
    IS_EXEMPT,
    IS_OPEN,
    IS_UNANSWERED,
    IS_WAIVED,
    LATE_AGAIN,
    LEFT_OUT,
    MEASURED,
    PACED_TO,
    PROGRESS_OF,
    PROGRESS_STAGE,
    SHARE_DUE,
    SHOULD_VALUE,
    SILENT,
    SILENT_FROM,
    TARGET,
    UNRECEIVED,
)
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.facts.supervision import FIRST_DAY, at_work_until, rested_as
from dutytrack.store.query.compile import FLAGS, all_of
from dutytrack.store.sql import dialect

_OPEN_UNTIL_DUE = all_of(["f.due >= :as_of", IS_OPEN])
_AGAIN = 'SELECT a."on" FROM action a WHERE a.task_id = f.task_id AND a.kind = \'{kind}\' AND a."on" <= :as_of'
_LATEST = 'ORDER BY a."on" DESC, a.id DESC LIMIT 1'
_CLOSED_ON = f"({_AGAIN.format(kind='closed')} {_LATEST})"
CAME_BACK_ON = f"CASE WHEN {AT_WORK} AND {_CLOSED_ON} IS NOT NULL THEN ({_AGAIN.format(kind='reopened')} {_LATEST}) END"
"""The day on which a task at work that had been closed was opened again."""


SENT_BACK_ON = sent_back_on("returned", "reopened")
"""The day on which something of a task was sent back last, or it was opened again."""
HANDED_IN_ON = handed_in_by("f.task_id", SENT_BACK_ON)
"""The day on which what was sent back last had been handed in."""
_IS_DONE_LATE = f"f.status = 'closed' AND f.done_on > {at_work_until('f')}"
_DAYS_OVER = f"CASE WHEN {_IS_DONE_LATE} THEN {dialect.days_between('f.due', 'f.done_on')} END"
_RESTED_OVER = f"CASE WHEN {_IS_DONE_LATE} THEN NULLIF(f.rested_late, 0) END"
RESTED_AS = (
    f"CASE WHEN f.rested_late > 0 THEN (WITH RECURSIVE {TABLES} "
    f"SELECT {rested_as('f', FIRST_UNIT.format(task='f.task_id'))}) END"
)
"""Why nobody had to work on a task on days after its date, as ``rest_told`` reads it."""
_IS_SHORT = f"{BEHIND} NOT NULL AND {ACTUAL} <> '100%'"
"""Whether there is less than all of what it is furthest behind with: what is due is told beside that."""
_RETURNED_SINCE = (
    "EXISTS (SELECT 1 FROM action r WHERE r.task_id = f.task_id AND r.kind = 'returned' AND r.\"on\" <= :as_of "
    f'AND r."on" >= {CAME_BACK_ON}) OR EXISTS (SELECT 1 FROM verification v WHERE v.task_id = f.task_id '
    f'AND v.result = \'returned\' AND v."on" <= :as_of AND v."on" >= {CAME_BACK_ON})'
)
_REOPENING_ON = f"CASE WHEN f.sent_back AND NOT ({_RETURNED_SINCE}) THEN {CAME_BACK_ON} END"
_CONFIRMED = (
    "CASE WHEN f.figures_measured < f.figures_total THEN (SELECT COUNT(*) FROM indicator i WHERE i.task_id = f.task_id "
    f"AND {is_laid_down('i')} AND EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = f.task_id AND d.date = i.due "
    f"AND {MET_ON.format(task='f.task_id', row='d')} NOT NULL) "
    'AND NOT EXISTS (SELECT 1 FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of)) END'
)
"""How many of a task's figures, where not all were measured, were not, but had their date marked as met."""
_DATES_WAIVED = (
    "NULLIF((SELECT COUNT(DISTINCT m.deadline_id) FROM action m WHERE m.task_id = f.task_id AND m.kind = 'met' "
    'AND m.waived NOT NULL AND m."on" <= :as_of), 0)'
)
"""How many of a task's dates were marked as met by a waiver."""
_REPLY_MARK = (
    "(SELECT o.mark FROM supervision_order o WHERE o.task_id = f.task_id AND o.reply_by = f.reply_by "
    'AND o."on" <= :as_of ORDER BY o."on" DESC, o.id DESC LIMIT 1)'
)
_MISSED = (
    f"FROM occurrence o WHERE o.task_id = f.task_id AND {WAITS_UNTIL} < :as_of "
    f"AND {is_unmet(FIRST_UNIT.format(task='o.task_id'))}"
)
MISSED_ON = f"(WITH RECURSIVE {TABLES} SELECT json_group_array(DISTINCT o.due) {_MISSED})"
"""The times of its recurring duties that were missed, as a JSON list."""
TIMES_MISSED = f"(WITH RECURSIVE {TABLES} SELECT NULLIF(COUNT(*), 1) {_MISSED})"
"""How many times of its recurring duties were missed, where several were."""
DUTY_MISSED = duty_missed(FIRST_UNIT.format(task="f.task_id"))
"""The duty whose next time was not done, as ``duty_told`` reads it."""
DAYS_MISSED = dialect.days_between("f.next_occurrence", ":as_of")
"""Days since that time."""
TIMES_UNREPORTED = times_unreported("f", "f.first_unit_id", "f.report_by")
FIGURES: Mapping[str, str] = {
    "status": "f.status",
    "status_on": "f.status_on",
    "start": "f.start",
    "unreceived": UNRECEIVED,
    "handed_out": f"NULLIF({HANDED_OUT}, '{FIRST_DAY}')",
    "due": "f.due",
    "due_origin": DUE_ORIGIN,
    "last_due": "f.last_due",
    "days_left": f"CASE WHEN {_OPEN_UNTIL_DUE} THEN {dialect.days_between(':as_of', 'f.due')} END",
    "due_today": f"CASE WHEN f.due = :as_of AND {IS_OPEN} THEN f.due END",
    "dates_met": f"CASE WHEN f.due IS NULL AND NOT f.undated AND {AT_WORK} THEN f.last_due END",
    "dates_waived": f"CASE WHEN f.due IS NULL AND {AT_WORK} THEN {_DATES_WAIVED} END",
    "to_mark": f"CASE WHEN {FLAGS['to-mark']} THEN f.to_mark END",
    "days_late": DAYS_LATE,
    "handed_in_late": f"CASE WHEN f.status = 'submitted' THEN {DAYS_LATE} END",
    "days_over": _DAYS_OVER,
    "days_rested": f"COALESCE({DAYS_RESTED}, {_RESTED_OVER})",
    "rested_as": RESTED_AS,
    "member": "NULL",  # told of a member's own part alone, and so is the next
    "days_of_whole": "NULL",
    "days_at_work": f"COALESCE({DAYS_LATE} - {DAYS_RESTED}, {_DAYS_OVER} - {_RESTED_OVER})",
    "late_again": LATE_AGAIN,
    "done_on": "f.done_on",
    "waived_on": f"CASE WHEN {IS_WAIVED} THEN f.status_on END",
    "handed_in_on": f"CASE WHEN {IS_WAIVED} AND f.done_on < f.status_on THEN f.done_on END",
    "concluded_on": "f.concluded_on",
    "closed_on": f"CASE WHEN {AT_WORK} THEN {_CLOSED_ON} END",
    "reopened_on": CAME_BACK_ON,
    "reopening_on": _REOPENING_ON,
    "sent_back_on": f"CASE WHEN {FLAGS['sent-back']} AND ({_REOPENING_ON}) IS NULL THEN {SENT_BACK_ON} END",
    "late": "CASE WHEN f.late THEN CASE f.status WHEN 'closed' THEN 'closed-late' WHEN 'submitted' "
    "THEN 'handed-in-late' ELSE 'met-late' END END",
    "exempt_month": f"CASE WHEN {AT_WORK} AND {IS_EXEMPT} THEN substr(:month, 1, 7) END",
    "progress": "ROUND(f.progress, 1)",
    "progress_of": PROGRESS_OF,
    "progress_stage": PROGRESS_STAGE,
    "next_progress": f"CASE WHEN {PACED_TO} > f.to_mark THEN ROUND(f.progress, 1) END",
    "paced": f"CASE WHEN {BEHIND} NOT NULL THEN ROUND(f.progress, 1) END",
    "behind": BEHIND,
    "behind_of": BEHIND_OF,
    "behind_stage": BEHIND_STAGE,
    **{
        name: f"CASE WHEN {_IS_SHORT} THEN {told} END"
        for name, told in {
            "ahead": f"NULLIF(MAX(-{BEHIND}, 0), 0)",
            "should": SHARE_DUE,
            "should_value": SHOULD_VALUE,
            "actual": ACTUAL,
            "measured": MEASURED,
            "target": TARGET,
            "counted_from": COUNTED_FROM,
        }.items()
    },
    "days_suspended": f"CASE WHEN {BEHIND} NOT NULL THEN {LEFT_OUT} END",
    "contradicted_on": CONTRADICTED_ON,
    "silent": SILENT,
    "silent_from": SILENT_FROM,
    "last_report": "f.last_report",
    "report_by": f"CASE WHEN {AT_WORK} THEN f.report_by END",
    "reports_missed": f"CASE WHEN {FLAGS['silent']} THEN {TIMES_UNREPORTED} END",
    "reply_by": f"CASE WHEN {AT_WORK} THEN f.reply_by END",
    "reply_mark": f"CASE WHEN {AT_WORK} AND f.reply_by NOT NULL THEN {_REPLY_MARK} END",
    "days_unanswered": f"CASE WHEN {IS_UNANSWERED} THEN {dialect.days_between('f.reply_by', ':as_of')} END",
    "rung": "f.order_rung",
    "next_occurrence": f"CASE WHEN {AT_WORK} THEN f.next_occurrence END",
    "duty": f"CASE WHEN f.duty_until < :as_of AND {AT_WORK} THEN {DUTY_MISSED} END",
    "days_missed": f"CASE WHEN f.duty_until < :as_of AND {AT_WORK} THEN {DAYS_MISSED} END",
    "duties_missed": f"CASE WHEN f.duty_until < :as_of AND {AT_WORK} THEN {TIMES_MISSED} END",
    "awaits_figures": f"CASE WHEN {AT_WORK} AND f.next_occurrence < :as_of AND f.duty_until >= :as_of "
    "THEN f.next_occurrence END",
    "members_done": "f.members_done",
    "members_said": "f.members_said",
    "members_total": "f.members_total",
    "figures_measured": "f.figures_measured",
    "figures_total": "f.figures_total",
    "figures_confirmed": f"NULLIF({_CONFIRMED}, 0)",
    "figures_unknown": f"NULLIF(f.figures_total - f.figures_measured - {_CONFIRMED}, 0)",
}
"""What rules look at, by the name their clauses use."""


LOOKED_AT = ", ".join(FIGURES.values())
"""The columns of what rules look at."""


def first_of(conditions: Iterable[str]) -> str:
    """Which of ``conditions`` holds first, by its place."""
    return f"CASE {' '.join(f'WHEN {holds} THEN {place}' for place, holds in enumerate(conditions))} END"


def first_holding(conditions: Iterable[str]) -> str:
    """The columns that say which of ``conditions`` holds first, and then what is looked at."""
    return f"{first_of(conditions)}, {LOOKED_AT}"


def figures(seen: Iterable[object]) -> dict[str, Any]:
    """What was looked at, by the names that clauses use."""
    known: dict[str, Any] = dict(zip(FIGURES, seen, strict=True))
    return {**known, "duty": duty_told(known["duty"])}
