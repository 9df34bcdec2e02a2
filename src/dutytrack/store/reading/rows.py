"""What reading hands out: rows that can't change, made by the thousand, so named tuples. Dates are ``date``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


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
    progress: float | None = None
    """0 to 100, what the first unit owes; ``None`` where nothing is known."""
    claimed: bool = False
    """``progress`` was not verified since."""
    behind: float | None = None
    """Points behind schedule, less than 0 where ahead; ``None`` where it can't be told or is not assessed."""
    members_done: int | None = None
    members_total: int | None = None
    """Of the collective that answers first; ``None`` where none does."""

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
