"""What reading hands out about the supervision of one task. Loaded only where one task is read."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


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
    """An accepted check of the unit, or of the whole task, is dated on its day or later."""
    measurements: tuple[MeasurementRow, ...]
    evidence: tuple[EvidenceRow, ...]
    answers_for: date | None = None
    """The day of its cadence that it answers for."""

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


class MemberRow(NamedTuple):
    """A member of a collective in the task."""

    unit: str
    progress: float | None
    last_report: date | None
    verified: bool
    done: bool
    """Reported 100, or accepted by a check, or said to be done."""


class Obligation(NamedTuple):
    """What one unit owes to the task in one role."""

    unit: str
    """Who answers for it on the day."""
    role: str
    first: bool
    """The task shows what this one owes."""
    assigned: str
    """The unit as assigned: another where ``unit`` succeeded it."""
    received_on: date | None
    last_report: date | None
    reports: int
    progress: float | None
    progress_on: date | None
    verified: bool
    """``progress`` was accepted since; else it is only claimed."""
    behind: float | None
    """Points behind schedule; less than 0 where ahead."""
    members: tuple[MemberRow, ...]
    """Of a collective, the worst first."""

    @property
    def members_done(self) -> int:
        """How many members are done."""
        return sum(member.done for member in self.members)
