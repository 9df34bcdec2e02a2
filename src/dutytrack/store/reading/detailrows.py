"""What reading hands out about one task: its parts, and why its lamp is lit. Loaded only where one task is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.progress.share import Kind
from dutytrack.store.reading.rows import TaskRow
from dutytrack.store.reading.supervisionrows import (
    ConfidenceRow,
    ExemptRow,
    MeasurementRow,
    Obligation,
    OccurrenceRow,
    ReportRow,
    TaskExtension,
    TaskOrder,
    TaskReminder,
    VerificationRow,
)


class UnitInTask(NamedTuple):
    """A unit's part in a task."""

    name: str
    role: str
    raw: str
    """As printed."""
    collective: bool
    vague: bool


class DeadlineRow(NamedTuple):
    """One deadline of a task."""

    id: int
    position: int
    original: date | None
    """As first laid down; ``None`` where the document does not give the year."""
    current: date | None
    """After extensions."""
    met_on: date | None
    precision: str
    text: str
    origin: str
    """``document``, ``set`` or ``extended``."""


class DutyRow(NamedTuple):
    """A duty that comes again."""

    freq: str
    interval: int
    text: str
    next_due: date | None
    """Its earliest unmet occurrence."""
    occurrences: int
    met: int
    made_up: int = 0
    """How many of ``met`` were met after their day."""


class IndicatorRow(NamedTuple):
    """A quantified target."""

    name: str
    op: str
    value: float
    max: float | None
    unit: str
    due: date | None
    freq: str | None
    text: str
    kind: Kind = "level"
    """As the office said, else as its name, operator and unit tell."""
    baseline: float | None = None
    actual: float | None = None
    """The latest measurement."""
    measured_on: date | None = None
    share: float | None = None
    """How much of it is reached, 0 to 100; of the stage under way where it is one of a series."""


class ActionRow(NamedTuple):
    """One dated act, up to the day asked about."""

    kind: str
    on: date
    by: str | None
    note: str | None
    to_date: date | None
    deadline: date | None
    """The deadline it is about, by its original date."""
    plan: bool
    """About the whole plan (concluded), not this task alone."""


class SourceLines(NamedTuple):
    """Where a task stands in its document."""

    document: str
    first_line: int
    """1-based."""
    lines: tuple[str, ...]
    sha256: str
    """Of the document's file, in hexadecimal."""


class TaskDetail(NamedTuple):
    """Everything about one task on a day."""

    row: TaskRow
    plan_title: str | None
    jurisdiction: str | None
    section: tuple[str, ...]
    label: str | None
    text: str
    units: tuple[UnitInTask, ...]
    """By role and order printed."""
    units_raw: str | None
    leader: str | None
    kind: str
    """``plan``, ``instruction``, ``meeting`` or ``other``."""
    source: str | None
    deadlines: tuple[DeadlineRow, ...]
    duties: tuple[DutyRow, ...]
    indicators: tuple[IndicatorRow, ...]
    history: tuple[ActionRow, ...]
    problems: tuple[Mapping[str, Any], ...]
    """Doubts of its reading, as the plan's reader wrote them: code, line, field, facts."""
    source_lines: SourceLines | None
    cadence: str | None = None
    """How often it has to be reported on, as the plan's or the unit's cadence says."""
    report_by: date | None = None
    """The next day by which it has to be."""
    obligations: tuple[Obligation, ...] = ()
    """By role and order printed."""
    reports: tuple[ReportRow, ...] = ()
    measurements: tuple[MeasurementRow, ...] = ()
    verifications: tuple[VerificationRow, ...] = ()
    orders: tuple[TaskOrder, ...] = ()
    reminders: tuple[TaskReminder, ...] = ()
    extensions: tuple[TaskExtension, ...] = ()
    confidence: tuple[ConfidenceRow, ...] = ()
    occurrences: tuple[OccurrenceRow, ...] = ()
    exempt_months: tuple[ExemptRow, ...] = ()

    @property
    def undecided(self) -> tuple[TaskExtension, ...]:
        """The extensions asked for that nobody has decided."""
        return tuple(extension for extension in self.extensions if extension.decision is None)


class RuleSeen(NamedTuple):
    """A rule that holds for a task, with its figures filled in."""

    rule: str
    lamp: str
    because: str
    when: str
    """Its query."""


class Why(NamedTuple):
    """Why a task's lamp is what it is."""

    key: str
    title: str
    lamp: str
    decided_by: RuleSeen
    also: tuple[RuleSeen, ...]
    """The later rules that hold too, the last one that holds for all left out."""
    figures: Mapping[str, str | int | None]
    """What the rules saw: dates as ISO text."""
    rule_pack: str
    as_of: date
