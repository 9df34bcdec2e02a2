"""How far a task is behind its schedule, how long it has been silent, what it has left unsigned: over its facts ``f``.

The conditions take ``:as_of``, and what ``pace_parameters`` gives.
"""
# ruff: noqa: S608 - the texts are put together from this module's own constants; values are parameters

from __future__ import annotations

from datetime import date

from dutytrack.domain.acts import ENDED, UNDER_WAY
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import quoted

IS_UNDER_WAY = f"f.status IN ({quoted(UNDER_WAY)})"
IS_OPEN = f"f.status NOT IN ({quoted(ENDED)})"
AT_WORK = f"{IS_UNDER_WAY} AND f.concluded_on IS NULL"
"""Whether a task is being worked on: only then is it overdue, behind or silent."""

_LATE_UNTIL = "CASE f.status WHEN 'submitted' THEN f.status_on ELSE :as_of END"
# IS TRUE keeps SQLite off the index on due: where much is overdue, reading all in order is faster.
IS_OVERDUE = (
    f"(f.due < {_LATE_UNTIL}) IS TRUE AND f.status IN ({quoted((*sorted(UNDER_WAY), 'submitted'))}) "
    "AND f.concluded_on IS NULL"
)
"""Whether its date passed while a task was at work: handed in afterwards it stays so until it is closed."""
DAYS_LATE = f"CASE WHEN {IS_OVERDUE} THEN {dialect.days_between('f.due', _LATE_UNTIL)} END"
"""Days since the date of a task that is overdue, until it was handed in."""

_NEVER = -1000.0
"""Less than anything can be behind: stands for what is not asked for."""
_EXEMPT = "f.task_id IN (SELECT x.task_id FROM exempt_month x WHERE x.month = :month)"
_FROM, _TO = dialect.day_number("f.schedule_from"), dialect.day_number("f.schedule_to")
_ONE_PACE = f"100.0 * MIN(MAX((:day - {_FROM}) / MAX({_TO} - {_FROM}, 1.0), :day >= {_TO}, 0.0), 1.0) - f.paced"
_BEGIN, _END, _SHARE = (dialect.element("j.value", place) for place in range(3))
_ALL_PACES = (
    f"(SELECT MAX(100.0 * MIN(MAX((:day - {_BEGIN}) / MAX({_END} - {_BEGIN}, 1.0), :day >= {_END}, 0.0), 1.0) "
    f"- {_SHARE}) FROM {dialect.elements('f.paces')} j)"
)
_PACED = f"CASE WHEN f.paces IS NULL THEN {_ONE_PACE} ELSE {_ALL_PACES} END"
_MILESTONE = f"CASE WHEN f.milestone_due < :as_of THEN 100.0 ELSE {_NEVER} END"
BEHIND = (
    f"CASE WHEN f.progress IS NOT NULL AND {AT_WORK} AND NOT {_EXEMPT} THEN "
    f"NULLIF(MAX(COALESCE({_PACED}, {_NEVER}), COALESCE(100.0 - f.steady, {_NEVER}), {_MILESTONE}), {_NEVER}) END"
)
"""Points behind schedule, less than 0 where it is ahead; ``NULL`` where it can't be told or is not assessed."""

SILENT = (
    f"CASE WHEN f.report_by IS NOT NULL AND {AT_WORK} THEN "
    f"{dialect.days_between('COALESCE(f.last_report, f.start, f.exists_from)', ':as_of')} END"
)
"""Days since the last report of a task that has to report by a cadence."""
IS_SILENT = f"f.report_by < :as_of AND {AT_WORK}"
IS_UNANSWERED = f"f.reply_by < :as_of AND {AT_WORK}"

_RECEIVE_DAYS = "(SELECT CAST(g.value AS INTEGER) FROM setting g WHERE g.key = 'receive_days')"
_HANDED_OUT = "MAX(f.exists_from, COALESCE((SELECT p.issued FROM plan p WHERE p.id = f.plan_id), f.exists_from))"
IS_UNRECEIVED = (
    f"{_RECEIVE_DAYS} > 0 AND f.received_on IS NULL AND f.last_report IS NULL AND f.status = 'pending' "
    f"AND f.concluded_on IS NULL AND {_HANDED_OUT} < date(:as_of, '-' || {_RECEIVE_DAYS} || ' days')"
)
"""Whether nobody has signed for a task within the days that the ledger's setting ``receive_days`` allows."""


def pace_parameters(as_of: date) -> dict[str, object]:
    """What the expressions take beside ``:as_of``: the day as SQLite counts it, and its month."""
    return {"day": dialect.number_of(as_of), "month": as_of.replace(day=1).isoformat()}
