"""The supervision of one task on a day: what was reported, measured, checked, asked, ordered and extended by then."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from dutytrack.store.reading.supervisionrows import (
    ConfidenceRow,
    EvidenceRow,
    ExemptRow,
    MeasurementRow,
    OccurrenceRow,
    ReplyRow,
    ReportRow,
    TaskExtension,
    TaskOrder,
    TaskReminder,
    VerificationRow,
)
from dutytrack.store.records import day_of

_EVIDENCE = """
    SELECT e.report_id, e.verification_id, e.reply_id, e.id, e.name, e.path, e.linked, e.sha256, e.size, e.media_type
    FROM evidence e WHERE e.task_id = :task_id
        OR e.report_id IN (SELECT r.id FROM progress_report r WHERE r.task_id = :task_id)
    ORDER BY e.id
"""
_MEASUREMENTS = """
    SELECT x.id, i.name, x.value, i.unit, x."on", x.source, u.name, x.report_id
    FROM indicator i JOIN measurement x ON x.indicator_id = i.id LEFT JOIN unit u ON u.id = x.unit_id
    WHERE i.task_id = :task_id AND x."on" <= :as_of ORDER BY x."on", x.id
"""
_REPORTS = """
    SELECT r.id, u.name, r."on", r.percent, r.text, r.problem, r.next_step, r.by, o.due, r.unit_id,
           EXISTS (SELECT 1 FROM verification v WHERE v.task_id = r.task_id AND v.result = 'accepted'
                   AND (v.unit_id IS NULL OR v.unit_id = r.unit_id) AND v."on" >= r."on" AND v."on" <= :as_of)
    FROM progress_report r JOIN unit u ON u.id = r.unit_id LEFT JOIN occurrence o ON o.id = r.occurrence_id
    WHERE r.task_id = :task_id AND r."on" <= :as_of ORDER BY r."on", r.id
"""
_DUE_DAYS = """
    SELECT c.unit_id, d.due FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id
    WHERE c.plan_id = (SELECT t.plan_id FROM task t WHERE t.id = :task_id)
       OR c.unit_id IN (SELECT r.unit_id FROM progress_report r WHERE r.task_id = :task_id)
    ORDER BY d.due
"""
_VERIFICATIONS = """
    SELECT v.id, v."on", u.name, v.result, v.how, v.text, v.by FROM verification v LEFT JOIN unit u ON u.id = v.unit_id
    WHERE v.task_id = :task_id AND v."on" <= :as_of ORDER BY v."on", v.id
"""
_ORDERS = """
    SELECT o.id, o.mark, u.name, o.ladder, o.rung, o.position, o.ground, o."on", o.reply_by, o.by,
           (SELECT b.mark FROM supervision_order b WHERE b.id = o.follows_id)
    FROM supervision_order o JOIN unit u ON u.id = o.unit_id
    WHERE o.task_id = :task_id AND o."on" <= :as_of ORDER BY o."on", o.id
"""
_REPLIES = """
    SELECT y.order_id, y.id, y."on", y.text, y.by FROM order_reply y
    WHERE y.task_id = :task_id AND y."on" <= :as_of ORDER BY y."on", y.id
"""
_REMINDERS = """
    SELECT m.id, m.period, m."on", u.name, k.why, m.text
    FROM reminder_task k JOIN reminder m ON m.id = k.reminder_id JOIN unit u ON u.id = m.unit_id
    WHERE k.task_id = :task_id AND m."on" <= :as_of ORDER BY m."on", m.id
"""
_EXTENSIONS = """
    SELECT e.id, d.date, u.name, e.asked_on, e.wished, e.reason, e.progress, e.late, e.decided_on, e.decision,
           e.granted_to, e.by, e.note
    FROM extension e JOIN deadline d ON d.id = e.deadline_id LEFT JOIN unit u ON u.id = e.unit_id
    WHERE e.task_id = :task_id AND e.asked_on <= :as_of ORDER BY e.asked_on, e.id
"""
_CONFIDENCE = """
    SELECT c.side, c."on", c.value, c.by FROM confidence c WHERE c.task_id = :task_id AND c."on" <= :as_of
    ORDER BY c."on", c.id
"""
OCCURRENCE_MET_ON = """
    (SELECT MIN(k."on") FROM
     (SELECT m."on" FROM action m WHERE m.task_id = :task_id AND m.occurrence_id = o.id AND m.kind = 'met'
      UNION ALL SELECT r."on" FROM progress_report r WHERE r.occurrence_id = o.id) k WHERE k."on" <= :as_of)
"""
"""The day an occurrence ``o`` was met by, through an act or a report."""
_OCCURRENCES = f"""
    SELECT o.id, o.due, {OCCURRENCE_MET_ON}, y.text
    FROM occurrence o JOIN duty y ON y.id = o.duty_id WHERE o.task_id = :task_id ORDER BY o.due, o.id
"""
_EXEMPT = "SELECT x.month, x.reason FROM exempt_month x WHERE x.task_id = :task_id ORDER BY x.month"

Kept = TypeVar("Kept")


class Supervised(NamedTuple):
    """All of it, each kind in the order of its days."""

    reports: tuple[ReportRow, ...]
    measurements: tuple[MeasurementRow, ...]
    verifications: tuple[VerificationRow, ...]
    orders: tuple[TaskOrder, ...]
    reminders: tuple[TaskReminder, ...]
    extensions: tuple[TaskExtension, ...]
    confidence: tuple[ConfidenceRow, ...]
    occurrences: tuple[OccurrenceRow, ...]
    exempt_months: tuple[ExemptRow, ...]


def read_supervision(connection: sqlite3.Connection, task_id: int, as_of: date) -> Supervised:
    """The supervision of the task up to ``as_of``."""
    parameters = {"task_id": task_id, "as_of": as_of.isoformat()}

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql, parameters).fetchall()

    evidence = _Evidence(rows(_EVIDENCE))
    due_days = [(unit, _day(due)) for unit, due in rows(_DUE_DAYS)]
    measurements = [MeasurementRow._make((*row[:4], _day(row[4]), *row[5:])) for row in rows(_MEASUREMENTS)]
    by_report = _grouped(measurements, lambda one: one.report_id)
    replies = _grouped([(row[0], _reply(row[1:], evidence)) for row in rows(_REPLIES)], lambda one: one[0])
    return Supervised(
        reports=tuple(_report(row, by_report.get(row[0], ()), evidence, due_days) for row in rows(_REPORTS)),
        measurements=tuple(measurements),
        verifications=tuple(
            VerificationRow._make((row[0], _day(row[1]), *row[2:], evidence.of_verification(row[0])))
            for row in rows(_VERIFICATIONS)
        ),
        orders=tuple(_order(row, tuple(reply for _, reply in replies.get(row[0], ()))) for row in rows(_ORDERS)),
        reminders=tuple(TaskReminder._make((*row[:2], _day(row[2]), *row[3:])) for row in rows(_REMINDERS)),
        extensions=tuple(_extension(row, as_of) for row in rows(_EXTENSIONS)),
        confidence=tuple(ConfidenceRow._make((row[0], _day(row[1]), *row[2:])) for row in rows(_CONFIDENCE)),
        occurrences=tuple(OccurrenceRow(row[0], _day(row[1]), day_of(row[2]), row[3]) for row in rows(_OCCURRENCES)),
        exempt_months=tuple(ExemptRow(_day(row[0]), row[1]) for row in rows(_EXEMPT)),
    )


class _Evidence:
    """A task's files, by what each belongs to."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = [(row[:3], EvidenceRow._make((*row[3:6], bool(row[6]), *row[7:]))) for row in rows]

    def of_report(self, row_id: int) -> tuple[EvidenceRow, ...]:
        return self._of(0, row_id)

    def of_verification(self, row_id: int) -> tuple[EvidenceRow, ...]:
        return self._of(1, row_id)

    def of_reply(self, row_id: int) -> tuple[EvidenceRow, ...]:
        return self._of(2, row_id)

    def _of(self, place: int, row_id: int) -> tuple[EvidenceRow, ...]:
        return tuple(file for owners, file in self._rows if owners[place] == row_id)


def _report(
    row: tuple[Any, ...],
    measurements: tuple[MeasurementRow, ...],
    evidence: _Evidence,
    due_days: list[tuple[int | None, date]],
) -> ReportRow:
    on, unit_id = _day(row[2]), row[9]
    days = [day for unit, day in due_days if unit is None] or [day for unit, day in due_days if unit == unit_id]
    nearest = min(days, key=lambda day: (abs((day - on).days), day), default=None)
    known = (day_of(row[8]), bool(row[10]), measurements, evidence.of_report(row[0]), nearest)
    return ReportRow._make((*row[:2], on, *row[3:8], *known))


def _reply(row: tuple[Any, ...], evidence: _Evidence) -> ReplyRow:
    return ReplyRow(row[0], _day(row[1]), row[2], row[3], evidence.of_reply(row[0]))


def _order(row: tuple[Any, ...], replies: tuple[ReplyRow, ...]) -> TaskOrder:
    return TaskOrder._make((*row[:7], _day(row[7]), _day(row[8]), *row[9:], replies))


def _extension(row: tuple[Any, ...], as_of: date) -> TaskExtension:
    """The extension as it was known on ``as_of``: a later decision had not come."""
    head = (row[0], day_of(row[1]), row[2], _day(row[3]), _day(row[4]), row[5], row[6], bool(row[7]))
    decided = day_of(row[8])
    if decided is None or decided > as_of:
        return TaskExtension(*head, None, None, None, None, None)
    return TaskExtension(*head, decided, row[9], day_of(row[10]), row[11], row[12])


def _grouped(found: list[Kept], key: Callable[[Kept], int | None]) -> Mapping[int | None, tuple[Kept, ...]]:
    groups: dict[int | None, list[Kept]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return {owner: tuple(ones) for owner, ones in groups.items()}


def _day(text: str) -> date:
    return date.fromisoformat(text)
