"""What reading hands out: rows that can't change, made by the thousand, so named tuples. Dates are ``date``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple


class TaskRow(NamedTuple):
    """A task in a list."""

    key: str
    title: str
    plan: str | None
    """The plan's code."""
    number: int
    ref: str | None
    lead: tuple[str, ...]
    """Lead units' names, in the order printed."""
    responsible: tuple[str, ...]
    participating: tuple[str, ...]
    lamp: str
    status: str
    status_on: date | None
    start: date | None
    due: date | None
    """The earliest unmet deadline as it stands; see ``due_origin``."""
    due_origin: str | None
    """``document``, ``set``, ``extended`` or ``inherited`` (the plan's end)."""
    days_late: int | None
    """Days since ``due`` where it has passed and the task is still at work; else ``None``."""
    flags: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The units that share the task beside its leads."""
        return self.responsible + self.participating


class OverdueRow(NamedTuple):
    """A task whose deadline has passed unmet."""

    unit: str | None
    """The first lead, else the first responsible unit; ``None`` where the task has neither."""
    key: str
    title: str
    due: date
    days_late: int
    lead: tuple[str, ...]
    due_origin: str


class LampCounts(NamedTuple):
    """How many tasks stand under each lamp, in all or in one group."""

    counts: Mapping[str, int]
    """Every lamp, in the order of ``LAMPS``."""
    key: str | None = None
    """The group: a plan's code or a unit's name; ``None`` for all tasks and for those without plan or unit."""
    title: str | None = None
    """The plan's title, where the group is a plan."""

    @property
    def total(self) -> int:
        """All tasks of the group."""
        return sum(self.counts.values())


class LampTable(NamedTuple):
    """Lamp counts in all, by plan (in the order of their codes) and by first unit (most tasks first)."""

    total: LampCounts
    by_plan: tuple[LampCounts, ...]
    by_lead: tuple[LampCounts, ...]


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


class PlanRow(NamedTuple):
    """A plan, with how far it is on a day."""

    code: str
    title: str | None
    issuer: str | None
    doc_no: str | None
    issued: date | None
    jurisdiction: str | None
    start: date | None
    end: date | None
    source: str | None
    """The document's file name."""
    tasks: int
    open: int
    closed: int
    overdue: int
    concluded_on: date | None


class UnitRow(NamedTuple):
    """A unit, with the tasks it has a part in on a day."""

    name: str
    jurisdiction: str
    kind: str
    vague: bool
    aliases: tuple[str, ...]
    lead: int
    """Tasks that it leads, alone or with others."""
    responsible: int
    participating: int
    open: int
    """Open tasks in any role."""
    overdue: int
    """Overdue tasks that it is the first to answer for."""


class JournalRow(NamedTuple):
    """An entry of the journal."""

    seq: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    command: str
    name: str
    entity: str
    entity_id: str
    before: str | None
    after: str | None
    reason: str | None
    undoes: str | None
    hash: str
