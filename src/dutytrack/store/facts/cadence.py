"""By when a cadence asks for the next report on a task: of a collective of each member by itself.

The expressions read a row with the ``first_unit_id`` of a task, who answers for it now (``answering_id``), and the days
from which it counts. Members are those of the tables of ``TABLES``.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from dutytrack.store.facts.members import REPORTS
from dutytrack.store.facts.parties import IS_MEMBER, holds
from dutytrack.store.sql import dialect

IS_OF_ALL = (
    "(r.unit_id = w.first_unit_id OR EXISTS (SELECT 1 FROM heir h WHERE h.unit_id = w.first_unit_id "
    'AND h.heir_id = r.unit_id AND r."on" >= h.since))'
)
"""Whether a report ``r`` is one of the collective that answers first, for all its members."""
ANSWERS_FOR_MEMBER = f"({IS_MEMBER.format(row='r')} OR {IS_OF_ALL})"
"""Whether a report ``r`` is one of the member ``b``, or one for all."""
MEMBER_REPORTED_ON = f'(SELECT MAX(r."on") {REPORTS} {ANSWERS_FOR_MEMBER})'
"""The day of the last report that counts for the member ``b``."""
MEMBER_JOINED_ON = (
    "COALESCE((SELECT MIN(COALESCE(m.valid_from, '')) FROM unit_member m WHERE m.collective_id = b.collective_id "
    f"AND m.unit_id = b.unit_id AND {holds('m')}), '')"
)
"""The day from which it has been one."""

_DUES = "FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id WHERE"
_BY_PLAN, _BY_UNIT = f"{_DUES} c.plan_id = {{row}}.plan_id", f"{_DUES} c.unit_id = {{row}}.answering_id"


def asked_from(row: str) -> str:
    """The day from which reports on a task are asked for: it has begun, and its plan has been issued."""
    issued = f"(SELECT p.issued FROM plan p WHERE p.id = {row}.plan_id)"
    return f"MAX(COALESCE({row}.start, ''), {row}.exists_from, COALESCE({issued}, ''))"


_TELLS_OF_BEFORE = (
    "(c.rule GLOB 'FREQ=MONTHLY;*BYMONTHDAY=[1-9]' OR c.rule GLOB 'FREQ=MONTHLY;*BYMONTHDAY=1[0-5]') "
    "AND (c.rule NOT LIKE '%BYMONTH=%' OR c.rule GLOB '*BYMONTH=1[,;]*')"
)
"""Whether the days of a cadence ``c`` are early in the month after each period (每季度10日前) and tell of that."""


def is_asked(since: str) -> str:
    """Whether a report is asked for by a day ``d`` of a cadence ``c``: it and the period that it tells of end later.

    ``since`` is the day from which reports are asked for.
    """
    told = f"CASE WHEN {_TELLS_OF_BEFORE} THEN date(d.due, 'start of month', '-1 day') ELSE d.due END"
    return f"(d.due > {since} AND {told} >= {since})"


def report_by(row: str, last: str, since: str) -> str:
    """The day by which the next report on the task of ``row`` is asked for, of who reported ``last`` on a day.

    Who has never reported has to from the day ``since`` on, and where the task was taken up again after the last report
    (``taken_up_on`` of the row) from then on.
    """
    by_plan, by_unit = (_next(dues.format(row=row), row, last, since) for dues in (_BY_PLAN, _BY_UNIT))
    return (
        f"CASE WHEN {row}.plan_id IN (SELECT c.plan_id FROM cadence c WHERE c.plan_id IS NOT NULL) THEN {by_plan} "
        f"WHEN {row}.answering_id IN (SELECT c.unit_id FROM cadence c WHERE c.unit_id IS NOT NULL) THEN {by_unit} END"
    )


def _next(dues: str, row: str, last: str, since: str) -> str:
    """The first day of ``dues`` after the one nearest to the last report; without a report the first one there is."""
    before = f"(SELECT MAX(d.due) {dues} AND d.due < {last})"
    after = f"(SELECT MIN(d.due) {dues} AND d.due >= {last})"
    reported, first, second = map(dialect.day_number, (last, before, after))
    is_late = f"{reported} - {first} <= {second} - {reported}"
    return (
        f"CASE WHEN {row}.taken_up_on > COALESCE({last}, '') "
        f"THEN (SELECT MIN(d.due) {dues} AND d.due > MAX({row}.taken_up_on, {since})) WHEN {last} IS NULL "
        f"THEN (SELECT MIN(d.due) {dues} AND {is_asked(since)}) "
        f"WHEN {is_late} THEN {after} "
        f"ELSE (SELECT MIN(d.due) {dues} AND d.due > {after}) END"
    )


def next_report(row: str) -> str:
    """The day by which the members ``row`` has as ``reporting`` have to report next, and since when they have not.

    As JSON: of those of them that have to first, the one that has been silent for longest.
    """
    last, joined = (dialect.element("e.value", place) for place in range(2))
    since = f"MAX({asked_from(row)}, {joined})"
    told = f"SELECT {report_by(row, last, since)} AS by, COALESCE({last}, {since}) AS since"
    return (
        f"(SELECT {dialect.row('k.by, k.since')} FROM ({told} FROM {dialect.elements(f'{row}.reporting')} e) k "
        "WHERE k.by NOT NULL ORDER BY k.by, k.since LIMIT 1)"
    )


def times_unreported(row: str, unit_id: str, by: str) -> str:
    """How many reports on the task of ``row`` were missed from the day ``by`` on, where several were.

    ``unit_id`` is who answers for it.
    """
    return (
        f"(SELECT NULLIF(COUNT(DISTINCT d.due), 1) {_DUES} "
        f"d.due >= {by} AND d.due < :as_of AND (c.plan_id = {row}.plan_id OR (c.unit_id = {unit_id} "
        f"AND NOT EXISTS (SELECT 1 FROM cadence p WHERE p.plan_id = {row}.plan_id))))"
    )
