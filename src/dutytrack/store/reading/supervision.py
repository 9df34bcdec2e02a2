"""The supervision of one task on a day: what was reported, measured, checked, asked, ordered and extended by then."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from dutytrack.store.facts.claims import stands, taken_back, was_accepted
from dutytrack.store.facts.duties import lend_duties, met_on
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.orders import IS_REVOKED
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.reading.extensions import DECIDED
from dutytrack.store.reading.instructions import instructions_of
from dutytrack.store.reading.orders import GROUND, ground_told
from dutytrack.store.reading.people import persons_of
from dutytrack.store.reading.reminders import WHY, said
from dutytrack.store.sql.dialect import Reader, Rows, days_between
from dutytrack.store.sql.records import grouped, records

_EVIDENCE = """
    SELECT e.{owner}_id, e.id, e.name, e.path, e.linked, e.sha256, e.size, e.media_type
    FROM evidence e WHERE e.task_id = :task_id
        OR e.report_id IN (SELECT r.id FROM progress_report r WHERE r.task_id = :task_id)
    ORDER BY e.id
"""
_MEASUREMENTS = """
    SELECT x.id, i.name AS indicator, x.value, i.unit, x."on", x.source, u.name AS by_unit, x.report_id
    FROM indicator i JOIN measurement x ON x.indicator_id = i.id LEFT JOIN unit u ON u.id = x.unit_id
    WHERE i.task_id = :task_id AND x."on" <= :as_of ORDER BY x."on", x.id
"""
VERIFIED = f"({was_accepted('report', 'r')} AND {stands('report', 'r')})"
"""Whether a check accepted a report ``r``, and it was not sent back."""
_OF_PLAN = "FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id WHERE c.plan_id = t.plan_id"
_REPORTS = f"""
    SELECT r.id, u.name AS unit, r."on", r.percent, r.text, r.problem, r.next_step, r.by, o.due AS occurrence,
           (SELECT n.due FROM (SELECT d.due, ABS({days_between('r."on"', "d.due")}) AS apart {_OF_PLAN}
                               OR (c.unit_id = r.unit_id AND NOT EXISTS (SELECT 1 {_OF_PLAN}))) n
            ORDER BY n.apart, n.due LIMIT 1) AS answers_for,
           r.id AS measurements, r.id AS evidence,
           {VERIFIED} AS verified, r.id AS sent_back, r.id AS reopened
    FROM progress_report r JOIN task t ON t.id = r.task_id JOIN unit u ON u.id = r.unit_id
         LEFT JOIN occurrence o ON o.id = r.occurrence_id
    WHERE r.task_id = :task_id AND r."on" <= :as_of ORDER BY r."on", r.id
"""
_VERIFICATIONS = """
    SELECT v.id, v."on", u.name AS unit, v.result, v.how, v.text, v.by, v.id AS evidence
    FROM verification v LEFT JOIN unit u ON u.id = v.unit_id
    WHERE v.task_id = :task_id AND v."on" <= :as_of ORDER BY v."on", v.id
"""
_ORDERS = f"""
    SELECT o.id, o.mark, u.name AS unit, o.ladder, o.rung, o.position, {GROUND} AS ground, o."on", o.reply_by, o.by,
           (SELECT b.mark FROM supervision_order b WHERE b.id = o.follows_id) AS follows, o.id AS replies,
           {IS_REVOKED} AS revoked
    FROM supervision_order o JOIN unit u ON u.id = o.unit_id
    WHERE o.task_id = :task_id AND o."on" <= :as_of ORDER BY o."on", o.id
"""
_REPLIES = """
    SELECT y.order_id, y.id, y."on", y.text, y.by, y.id AS evidence FROM order_reply y
    WHERE y.task_id = :task_id AND y."on" <= :as_of ORDER BY y."on", y.id
"""
_REMINDERS = f"""
    SELECT m.id, m.period, m."on", u.name AS unit, {WHY} AS why, m.text
    FROM reminder_task k JOIN reminder m ON m.id = k.reminder_id JOIN unit u ON u.id = m.unit_id
    WHERE k.task_id = :task_id AND m."on" <= :as_of ORDER BY m."on", m.id
"""
_EXTENSIONS = f"""
    SELECT e.id, d.date AS deadline, u.name AS unit, e.asked_on, e.wished, e.reason, e.progress, e.late,
           {DECIDED}
    FROM extension e JOIN deadline d ON d.id = e.deadline_id LEFT JOIN unit u ON u.id = e.unit_id
    WHERE e.task_id = :task_id AND e.asked_on <= :as_of ORDER BY e.asked_on, e.id
"""
_CONFIDENCE = """
    SELECT c.side, c."on", c.value, c.by FROM confidence c WHERE c.task_id = :task_id AND c."on" <= :as_of
    ORDER BY c."on", c.id
"""
OCCURRENCE_MET_ON = met_on(FIRST_UNIT.format(task=":task_id"))
"""The day an occurrence ``o`` of the task was met; see ``met_on``."""
_OCCURRENCES = f"""
    WITH RECURSIVE {TABLES}
    SELECT o.id, o.due, {OCCURRENCE_MET_ON} AS met_on, y.text
    FROM occurrence o JOIN duty y ON y.id = o.duty_id WHERE o.task_id = :task_id ORDER BY o.due, o.id
"""
_EXEMPT = "SELECT x.month, x.reason FROM exempt_month x WHERE x.task_id = :task_id ORDER BY x.month"


class EvidenceRow(NamedTuple):
    """A file kept as proof."""

    id: int
    name: str
    path: str
    """Within the ledger's evidence folder, or where it lies when only linked."""
    linked: bool
    sha256: str
    size: int
    media_type: str


class MeasurementRow(NamedTuple):
    """An actual value of an indicator."""

    id: int
    indicator: str
    value: float
    unit: str
    """What it is counted in."""
    on: date
    source: str | None
    by_unit: str | None
    """The unit that reported it."""
    report_id: int | None


class ReportRow(NamedTuple):
    """A progress report."""

    id: int
    unit: str
    on: date
    percent: float | None
    text: str
    problem: str | None
    next_step: str | None
    by: str | None
    occurrence: date | None
    """The occurrence of a recurring duty that it meets."""
    verified: bool
    """A check accepted it."""
    sent_back: bool
    """A check returned it: what it claims counts no more, nor what older reports claim that no check accepted."""
    reopened: bool
    """The task that was closed by it was opened again: what it claims counts no more."""
    measurements: tuple[MeasurementRow, ...]
    evidence: tuple[EvidenceRow, ...]
    answers_for: date | None
    """The day of its cadence that it answers for, as the first of its unit; what comes beside it answers for none."""

    @property
    def late(self) -> bool:
        """Whether the report came late, which says nothing of the work."""
        return self.answers_for is not None and self.on > self.answers_for


class VerificationRow(NamedTuple):
    """A check of what was claimed."""

    id: int
    on: date
    unit: str | None
    """The unit checked; ``None``: the task as a whole."""
    result: str
    """``accepted`` or ``returned``."""
    how: str
    """``documents``, ``phone`` or ``site``."""
    text: str
    by: str
    evidence: tuple[EvidenceRow, ...]


class ReplyRow(NamedTuple):
    """A reply to an order."""

    id: int
    on: date
    text: str
    by: str | None
    evidence: tuple[EvidenceRow, ...]


class TaskOrder(NamedTuple):
    """An order about the task."""

    id: int
    mark: str
    unit: str
    ladder: str
    rung: str
    position: int
    """The rung's place on its ladder, from 1."""
    ground: str
    on: date
    reply_by: date
    by: str | None
    follows: str | None
    """The mark of the order that it escalates."""
    replies: tuple[ReplyRow, ...]
    revoked: bool = False
    """The task was closed or dropped since."""

    @property
    def replied_on(self) -> date | None:
        """The day of the first reply."""
        return self.replies[0].on if self.replies else None


class TaskReminder(NamedTuple):
    """A reminder that asked for the task."""

    id: int
    period: str
    on: date
    unit: str
    why: str
    text: str


class TaskExtension(NamedTuple):
    """An extension asked for, and what had become of it by the day."""

    id: int
    deadline: date | None
    """The date as first laid down."""
    unit: str | None
    asked_on: date
    wished: date
    reason: str
    progress: str
    late: bool
    """Asked after the date had passed."""
    decided_on: date | None
    decision: str | None
    """``granted`` or ``refused``; ``None``: still to be decided."""
    granted_to: date | None
    by: str | None
    """Who decided."""
    note: str | None


class ConfidenceRow(NamedTuple):
    """How sure a side is, 0 to 10."""

    side: str
    """``lead`` or ``office``."""
    on: date
    value: int
    by: str | None


class OccurrenceRow(NamedTuple):
    """One time that a recurring duty falls due."""

    id: int
    due: date
    met_on: date | None
    text: str
    """The duty as printed."""

    @property
    def made_up(self) -> bool:
        """Whether it was met, but after its day: never the same as on time."""
        return self.met_on is not None and self.met_on > self.due


class ExemptRow(NamedTuple):
    """A month in which the task is not assessed."""

    month: date
    reason: str


def _first_for_their_day(reports: Iterable[ReportRow]) -> tuple[ReportRow, ...]:
    """``reports``, which are in order, each with the day that it answers for where its unit had not by then."""
    answered: set[tuple[str, date | None]] = set()
    found = []
    for one in reports:
        is_extra = (one.unit, one.answers_for) in answered
        answered.add((one.unit, one.answers_for))
        found.append(one._replace(answers_for=None) if is_extra else one)
    return tuple(found)


def read_supervision(connection: Reader, task_id: int, as_of: date) -> dict[str, tuple[Any, ...]]:
    """The supervision of the task up to ``as_of``: each kind by its field of ``TaskDetail``."""
    lend_duties(connection)

    def ask(sql: str) -> Rows:
        return connection.execute(sql, {"task_id": task_id, "as_of": as_of.isoformat()})

    def files_of(owner: str) -> Callable[[int], tuple[EvidenceRow, ...]]:
        return grouped(ask(_EVIDENCE.format(owner=owner)), EvidenceRow).__getitem__

    def measured_by(report: int) -> tuple[MeasurementRow, ...]:
        return tuple(one for one in measurements if one.report_id == report)

    measurements = tuple(records(ask(_MEASUREMENTS), MeasurementRow))
    replies = grouped(ask(_REPLIES), ReplyRow, evidence=files_of("reply"))
    gone = taken_back(connection, [task_id], as_of)
    return {
        "reports": _first_for_their_day(
            records(
                ask(_REPORTS),
                ReportRow,
                measurements=measured_by,
                evidence=files_of("report"),
                sent_back=lambda report: gone.get(report) == "returned",
                reopened=lambda report: gone.get(report) == "reopened",
            )
        ),
        "measurements": measurements,
        "verifications": tuple(records(ask(_VERIFICATIONS), VerificationRow, evidence=files_of("verification"))),
        "orders": tuple(records(ask(_ORDERS), TaskOrder, replies=replies.__getitem__, ground=ground_told)),
        "reminders": tuple(records(ask(_REMINDERS), TaskReminder, why=said)),
        "extensions": tuple(records(ask(_EXTENSIONS), TaskExtension)),
        "confidence": tuple(records(ask(_CONFIDENCE), ConfidenceRow)),
        "occurrences": tuple(records(ask(_OCCURRENCES), OccurrenceRow)),
        "persons": persons_of(connection, task_id, as_of),
        "instructions": instructions_of(connection, task_id, as_of),
        "exempt_months": tuple(records(ask(_EXEMPT), ExemptRow)),
    }
