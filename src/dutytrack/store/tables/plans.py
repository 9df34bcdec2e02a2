"""The ledger's tables, all of them: one class a table, one row a fact.

Dates are the days facts are about; stamps are UTC. Rows change only inside a command (see ``journal``), so every
change leaves a trace. ``task_fact`` and ``task_text`` are derived from the others and are no facts of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.model_config["defer_build"] = True
"""Rows are not validated by pydantic, so its validators need not be built for every table at start."""


IDS_ONCE = {"sqlite_autoincrement": True}
"""For a table's arguments: the id of a row that is gone is never given again, or the journal would mix up the two."""


def _none() -> list[Any]:
    """An empty list; SQLModel looks into the factory for each row, which takes long with ``list`` itself."""
    return []


class Row(SQLModel):
    """What all tables have whose rows are known by an id."""

    __table_args__: ClassVar[Any] = IDS_ONCE

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        """The class's name in small letters, its words joined by ``_``."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    id: int | None = Field(default=None, primary_key=True)


class Setting(SQLModel, table=True):
    """A setting of the ledger: time zone, language, rule pack and others."""

    key: str = Field(primary_key=True)
    value: str


class SourceDocument(Row, table=True):
    """A document as it was read: the text stays here when the file is gone."""

    name: str
    media_type: str = "text/plain"
    text: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str
    """Of the file's bytes."""
    text_sha256: str = Field(index=True)
    """Of the normalised text, by which the same plan in another file is recognised."""


class Plan(Row, table=True):
    """A plan of the ledger."""

    code: str = Field(unique=True)
    title: str | None = None
    issuer: str | None = None
    doc_no: str | None = None
    issued: dt.date | None = None
    jurisdiction: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    source_id: int | None = Field(default=None, foreign_key="source_document.id", index=True)
    first_line: int | None = None
    last_line: int | None = None


class Phase(Row, table=True):
    """A stage of a plan's timetable."""

    plan_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    title: str
    start: dt.date | None = None
    end: dt.date | None = None


class Task(Row, table=True):
    """A task: of a plan, or entered by itself (领导批示, 会议议定事项)."""

    key: str = Field(unique=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    number: int
    """Within the plan, by order of first reading; never used again."""
    ref: str | None = None
    label: str | None = None
    section: list[str] = Field(default_factory=_none, sa_column=Column(JSON, nullable=False))
    title: str
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    units_raw: str | None = None
    leader: str | None = None
    """Persons named, joined by 、."""
    start: dt.date | None = None
    """Its own start, where it has one; else the plan's counts."""
    since: dt.date | None = None
    """The day from which it is there, where a later text of its plan brought it."""
    kind: str = "plan"
    """``plan``, ``instruction`` (领导批示), ``meeting`` (会议议定事项) or ``other``."""
    source: str | None = None
    """Where a task without a plan comes from."""
    source_id: int | None = Field(default=None, foreign_key="source_document.id")
    """The document that its lines count in, where that is not the plan's (any more)."""
    first_line: int | None = None
    last_line: int | None = None
    problems: list[dict[str, object]] = Field(default_factory=_none, sa_column=Column(JSON, nullable=False))
    spans: dict[str, list[list[int]]] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """Where what was read of it stands: by kind (title, unit, date, figure) line, first column, and column after."""


class Unit(Row, table=True):
    """A unit within a jurisdiction; the 市科技局 of two cities are two units."""

    __table_args__ = (UniqueConstraint("jurisdiction", "name"), IDS_ONCE)

    jurisdiction: str = ""
    name: str
    kind: str = "unit"
    """``unit`` or ``collective`` (各县(市、区)政府)."""
    vague: bool = False
    """A name that does not say who: 相关部门."""
    precedence: int | None = None
    """Its place in the order that the office names units in; ``None``: by what body it is."""
    body: str | None = None
    """What body it is: one of ``dutytrack.domain.units.order.BODIES``; ``None``: as its name tells."""


class UnitName(Row, table=True):
    """A name a unit goes by, for as long as it did."""

    __table_args__ = (UniqueConstraint("unit_id", "name", "valid_from"), IDS_ONCE)

    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str = Field(index=True)
    kind: str = "full"
    """``full``, ``short``, ``alias`` or ``former``."""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    initials: str = Field(default="", index=True)
    """Pinyin initials, lower case: 科技局 is ``kjj``."""


class Assignment(Row, table=True):
    """A unit's part in a task."""

    __table_args__ = (
        UniqueConstraint("task_id", "unit_id", "role"),
        Index("ix_assignment_unit_id_role", "unit_id", "role", "task_id"),
        IDS_ONCE,
    )

    task_id: int = Field(foreign_key="task.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    role: str
    position: int
    """Order as printed within the role, from 0."""
    raw: str = ""


class Deadline(Row, table=True):
    """A date a task has to keep, as first laid down; extensions and later texts are actions that move it."""

    task_id: int = Field(foreign_key="task.id", index=True)
    position: int
    date: dt.date | None = None
    """``None`` where the document does not give the year."""
    precision: str = "day"
    text: str = ""
    origin: str = "document"
    """``document`` or ``set`` (by the office). Inherited dates are derived; where a task is opened again with a further
    date, what held before is kept as ``inherited``."""
    printed: dt.date | None = None
    """The date that the plan's text prints, where a later one moved it."""
    since: dt.date | None = None
    """The day from which it counts, where a later text brought it."""
    until: dt.date | None = None
    """The day from which it counts no more, where a later text has it no more."""


class Duty(Row, table=True):
    """A duty that comes again."""

    task_id: int = Field(foreign_key="task.id", index=True)
    freq: str
    interval: int = 1
    text: str = ""
    until: dt.date | None = None
    """The day from which it comes no more, where a later text has it no more."""


class Occurrence(Row, table=True):
    """One time a recurring duty falls due."""

    __table_args__ = (UniqueConstraint("duty_id", "due"), IDS_ONCE)

    duty_id: int = Field(foreign_key="duty.id")
    task_id: int = Field(foreign_key="task.id", index=True)
    due: dt.date


class Indicator(Row, table=True):
    """A quantified target, of a task or of a plan as a whole (``task_id`` empty)."""

    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    position: int
    name: str
    op: str
    value: float
    max: float | None = None
    unit: str = ""
    due: dt.date | None = None
    freq: str | None = None
    text: str = ""
    kind: str | None = None
    """One of ``domain.progress.share.KINDS`` where the office said so; else it is told by name, operator and unit."""
    baseline: float | None = None
    """Where it stood at the start."""
    anew: bool | None = None
    """Whether it begins anew each year, where the office said so; else its stages tell (``domain.progress``)."""
    since: dt.date | None = None
    """The day from which it is asked for, where a later text brought it."""
    until: dt.date | None = None
    """The day from which it is asked for no more, where a later text has it no more."""
    former: list[dict[str, Any]] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """What it was before later texts changed it, by column, each with the day ``until`` which it held."""


class Action(Row, table=True):
    """A dated act on a task or a plan; a task's status is what its acts add up to."""

    __table_args__ = (
        Index("ix_action_task_id_on", "task_id", "on"),
        Index("ix_action_plan_id_kind", "plan_id", "kind"),
        IDS_ONCE,
    )

    task_id: int | None = Field(default=None, foreign_key="task.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    deadline_id: int | None = Field(default=None, foreign_key="deadline.id", index=True)
    occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", index=True)
    kind: str
    """``received`` ``submitted`` ``returned`` ``verified`` ``closed`` ``reopened`` ``suspended`` ``resumed``
    ``dropped`` ``omitted`` ``restored`` (by later texts) ``met`` (a deadline or occurrence)
    ``extended`` (a deadline, to ``to_date``) ``amended`` (by a later text of its plan) ``concluded`` (a plan)."""
    on: dt.date
    """The day it is about."""
    by: str | None = None
    note: str | None = None
    to_date: dt.date | None = None
    """Of a deadline where to it was moved; of a plan that was amended on which day it had ended until then."""
    waived: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """What a closing, or a date that was marked as met, did without: its ``wants``, and the ``reason`` that was given.

    Older ones tell it in ``note``.
    """


class Journal(SQLModel, table=True):
    """A row for every changed row of the other tables, chained by SHA-256."""

    seq: int | None = Field(default=None, primary_key=True)
    at: str
    """UTC, ISO 8601 with microseconds."""
    actor: str
    command: str = Field(index=True)
    """The command's id; its rows share it."""
    name: str
    """The command's name: ``import``, ``close``, ``undo`` …"""
    entity: str
    entity_id: str
    before: str | None = None
    """The whole row as JSON with sorted keys; ``None`` for a new row."""
    after: str | None = None
    reason: str | None = None
    undoes: str | None = None
    """The id of the command this one takes back."""
    prev_hash: str
    hash: str

    __table_args__ = (
        Index("ix_journal_entity_entity_id", "entity", "entity_id"),
        Index("ix_journal_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
    )


class DatedFacts(SQLModel):
    """What a task's rows add up to on a day, as far as it depends on the day: derived, refreshed with each command."""

    status: str
    """``pending`` ``active`` ``submitted`` ``closed`` ``suspended`` ``dropped``."""
    status_on: dt.date | None = None
    """The day of the act that gave the status."""
    done_on: dt.date | None = None
    """The day the work was handed in: the submission that stood when it was closed, else the closing."""
    due: dt.date | None = None
    """The earliest deadline that is neither marked as met nor among ``reached``, else the plan's end."""
    due_origin: str | None = None
    """``document``, ``set``, ``extended``, ``inherited``; ``None`` with ``due``."""
    last_due: dt.date | None = None
    """The latest deadline."""
    reached: str | None = None
    """The deadlines but for the last whose figures were all reached in time, each with the day they were, as JSON."""
    to_mark: dt.date | None = None
    """The earliest of these that nobody marked as met."""
    late: bool = False
    """Closed, or a deadline met, after its date."""
    concluded_on: dt.date | None = None
    first_unit_id: int | None = None
    """The first lead, else the first responsible unit."""
    next_occurrence: dt.date | None = None
    """The unmet occurrence of a recurring duty that is missed first."""
    duty_until: dt.date | None = None
    """The last day on which it is not missed: one that figures answer waits until they come out."""
    progress: float | None = None
    """What the first unit owes, 0 to 100: the worst indicator's share, else its latest report; ``None``: unknown."""
    progress_on: dt.date | None = None
    """The day of the report or measurement that gave it."""
    claimed: bool | None = None
    """Not verified since that day."""
    schedule_from: dt.date | None = None
    """First and last day of what ``paced`` is the share of: the stage under way, else start and last deadline."""
    schedule_to: dt.date | None = None
    paced: float | None = None
    """The share that has to keep pace with the days between; ``None`` where nothing has to, or it is not known."""
    paces: str | None = None
    """Where indicators have different schedules, days are left out, or a few things are due one by one, each as JSON
    ``[from, to, share, things]``: days as Julian numbers."""
    rested: str | None = None
    """Where days of suspension are left out of its time: ``[from, to, days left out]``, as JSON too."""
    rested_late: int | None = None
    """The days after ``due`` on which nobody had to work on it, before it was done."""
    steady: float | None = None
    """The worst share of what has to hold on any day (growth, ceilings)."""
    milestone_due: dt.date | None = None
    """The earliest day of an unmet milestone."""
    received_on: dt.date | None = None
    """The day the first unit signed for the task."""
    last_report: dt.date | None = None
    """The day of the first unit's latest report."""
    report_by: dt.date | None = None
    """The day by which its cadence asks for the next report, of a collective for that of any member; silent after."""
    silent_since: dt.date | None = None
    """The day of the last report of who has to report then, or that from which it is asked for."""
    reply_by: dt.date | None = None
    """The earliest reply date of an order without a reply."""
    order_rung: str | None = None
    """The rung of the latest order that still stands: none since an extension, or a date met."""
    order_position: int | None = None
    """That rung's place on its ladder, from 1."""
    members_total: int | None = None
    """Of the collective that answers first; ``None`` where none does or its members are not known."""
    members_done: int | None = None
    members_said: int | None = None
    """How many of them have said how far they are: until all have, nobody knows how far behind the task is."""
    figures_total: int | None = None
    """How many figures it has to reach, the stages of a series as one; ``None`` where none was measured."""
    figures_measured: int | None = None
    """Of how many of them something was measured."""
    stages: str | None = None
    """What is asked of each, as JSON: name, unit, from, to, days left out, base, target, value, share, when,
    whether it is one of several, and of how few things it is."""
    undated: bool = False
    sent_back: bool = False
    """Sent back, by a check or by opening it again, and neither reported on nor handed in since."""


class TaskFact(DatedFacts, table=True):
    """What they add up to once every dated fact is counted: right for any day from ``last_on`` on."""

    __tablename__ = "task_fact"

    task_id: int = Field(primary_key=True)
    """No foreign key here or below: a derived row never stands in the way of a change, it is made anew after it."""
    plan_id: int | None = Field(default=None, index=True)
    last_on: dt.date = Field(index=True)
    """The day of the latest dated fact about the task or its plan; 0001-01-01 where there is none."""
    exists_from: dt.date
    """The earlier of the plan's start and issue; without a plan the task's own start or first act, else 0001-01-01."""
    start: dt.date | None = None
    leads: str | None = None
    """The lead units' names in the order printed, joined by U+001F."""
    unowned: bool = False
    joint: bool = False
    vague: bool = False
    collective: bool = False

    __table_args__ = (Index("ix_task_fact_due", "due"), Index("ix_task_fact_first_unit_id", "first_unit_id"))


class TaskSpan(DatedFacts, table=True):
    """What they added up to from ``last_on`` on, until the day before that of the task's next row, here or there."""

    __tablename__ = "task_span"

    task_id: int = Field(primary_key=True)
    last_on: dt.date = Field(primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}


class ReportFate(SQLModel, table=True):
    """What became of the percentage of a progress report that was checked: derived, as ``task_fact`` is."""

    __tablename__ = "report_fate"

    id: int = Field(primary_key=True)
    """The report's."""
    task_id: int = Field(index=True)
    accepted_on: dt.date | None = None
    sent_back_on: dt.date | None = None
    """From this day on it counts no more, accepted or not."""


class MeasurementFate(SQLModel, table=True):
    """What became of a measured figure that was checked: derived, as ``task_fact`` is."""

    __tablename__ = "measurement_fate"

    id: int = Field(primary_key=True)
    """The measurement's."""
    task_id: int = Field(index=True)
    accepted_on: dt.date | None = None
    sent_back_on: dt.date | None = None
    """From this day on it counts no more, accepted or not."""
