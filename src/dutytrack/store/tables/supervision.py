"""The tables of supervision: who is who, what was reported, asked, ordered, extended, verified and amended.

Every row is a dated fact (``on``), written inside a command like all others; what they add up to is worked out in
``facts``, never stored here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from dutytrack.store.tables.plans import IDS_ONCE, Row


class UnitMember(Row, table=True):
    """A unit as a member of a collective, for as long as it is one."""

    __table_args__ = (UniqueConstraint("collective_id", "unit_id", "valid_from"), IDS_ONCE)

    collective_id: int = Field(foreign_key="unit.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class UnitSuccession(Row, table=True):
    """From ``on`` the successor answers for what the unit owed."""

    __table_args__ = (UniqueConstraint("unit_id", "successor_id"), IDS_ONCE)

    unit_id: int = Field(foreign_key="unit.id")
    successor_id: int = Field(foreign_key="unit.id", index=True)
    on: dt.date


class Leader(Row, table=True):
    """A leader of the city (分管领导)."""

    __table_args__ = (UniqueConstraint("jurisdiction", "name"), IDS_ONCE)

    jurisdiction: str = ""
    name: str
    post: str = ""


class Portfolio(Row, table=True):
    """A unit in a leader's charge."""

    leader_id: int = Field(foreign_key="leader.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class Contact(Row, table=True):
    """Who stands for a unit: whom to ring, or who answers for it or for one task (责任人, 分管领导)."""

    unit_id: int = Field(foreign_key="unit.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    """The task that it is about; empty: the unit as a whole."""
    role: str | None = None
    """``responsible`` (责任人), ``in-charge`` (分管领导); empty: whom to ring (联络员)."""
    name: str
    post: str = ""
    phone: str = ""
    email: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class Cadence(Row, table=True):
    """How often a plan's tasks, or a unit, have to report: an RFC 5545 rule, from a day on."""

    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    rule: str
    """Such as ``FREQ=MONTHLY;BYMONTHDAY=5``."""
    text: str = ""
    start: dt.date
    """From this day on it counts, until another of the same plan or unit starts."""
    working_days: bool = False
    """A report day that falls on a day off moves to the next working day."""


class CadenceDue(Row, table=True):
    """A day by which a cadence asks for a report."""

    __table_args__ = (UniqueConstraint("cadence_id", "due"), IDS_ONCE)

    cadence_id: int = Field(foreign_key="cadence.id")
    due: dt.date


class ProgressReport(Row, table=True):
    """What a unit says of its part in a task (进展反馈)."""

    __table_args__ = (Index("ix_progress_report_task_id_on", "task_id", "on"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", index=True)
    """The occurrence of a recurring duty that it meets."""
    on: dt.date
    percent: float | None = None
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    problem: str | None = None
    next_step: str | None = None
    by: str | None = None


class Measurement(Row, table=True):
    """The actual value of an indicator on a day."""

    __table_args__ = (Index("ix_measurement_indicator_id_on", "indicator_id", "on"), IDS_ONCE)

    indicator_id: int = Field(foreign_key="indicator.id")
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    report_id: int | None = Field(default=None, foreign_key="progress_report.id", index=True)
    on: dt.date
    value: float
    source: str | None = None
    year: int | None = None
    """The year that it is about, where that was said; else the day tells."""


class ExemptMonth(Row, table=True):
    """A month in which a task is not assessed, and why."""

    __table_args__ = (UniqueConstraint("task_id", "month"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id")
    month: dt.date
    """Its first day."""
    reason: str


class Verification(Row, table=True):
    """The office's check of what a unit claims (核查)."""

    __table_args__ = (Index("ix_verification_task_id_on", "task_id", "on"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    """The unit checked; empty: the task as a whole."""
    on: dt.date
    result: str
    """``accepted`` or ``returned``."""
    how: str
    """``documents`` (查阅资料), ``phone`` (电话核查) or ``site`` (现场核实)."""
    text: str = ""
    by: str


class Evidence(Row, table=True):
    """A file that proves something (佐证材料), kept by its SHA-256."""

    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="progress_report.id", index=True)
    verification_id: int | None = Field(default=None, foreign_key="verification.id")
    reply_id: int | None = Field(default=None, foreign_key="order_reply.id")
    name: str
    path: str
    """Within the ledger's evidence folder, or where it lies when only linked."""
    linked: bool = False
    sha256: str
    size: int
    media_type: str = ""


class Reminder(Row, table=True):
    """One consolidated reminder to a unit (催办): never two for the same period."""

    __table_args__ = (UniqueConstraint("unit_id", "period"), IDS_ONCE)

    unit_id: int = Field(foreign_key="unit.id")
    period: str
    """Such as ``2026-07``."""
    on: dt.date
    text: str = ""


class ReminderTask(Row, table=True):
    """A task that a reminder asks for."""

    __table_args__ = (UniqueConstraint("reminder_id", "task_id"), IDS_ONCE)

    reminder_id: int = Field(foreign_key="reminder.id")
    task_id: int = Field(foreign_key="task.id", index=True)
    why: str = ""
    """As somebody put it; with ``reason`` empty."""
    reason: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """The rule that asked for it: its name, its clause in each language, the figures that the clause names."""


class SupervisionOrder(Row, table=True):
    """An order (督办单) of one rung of a ladder, to one unit for one task."""

    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_supervision_order_task_id_on", "task_id", "on"),
        IDS_ONCE,
    )

    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int
    number: int
    """Runs by year."""
    mark: str
    """As printed: ``临督〔2026〕12号``."""
    ladder: str
    rung: str
    position: int
    """The rung's place on its ladder, from 1."""
    follows_id: int | None = Field(default=None, foreign_key="supervision_order.id")
    """The order below that it escalates; empty where it was issued directly."""
    ground: str
    """As somebody put it; empty where the ladder found it."""
    found: list[Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """What the ladder found, or the ground on which the rung was reached directly: reasons, said before ``ground``."""
    on: dt.date
    reply_by: dt.date
    by: str | None = None


class OrderReply(Row, table=True):
    """What a unit answered to an order."""

    order_id: int = Field(foreign_key="supervision_order.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    """The order's, so that the task's journal holds the reply."""
    on: dt.date
    text: str = ""
    by: str | None = None


class Instruction(Row, table=True):
    """What a leader wrote on a task, a report or an order (领导批示), to be answered by a unit by a day."""

    __table_args__ = (UniqueConstraint("year", "number"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    """Who answers it; empty where nobody answers for the task yet."""
    year: int
    number: int
    """Runs by year."""
    mark: str
    """As printed: ``临批〔2026〕3号``."""
    leader: str
    on: dt.date
    text: str = Field(sa_column=Column(Text, nullable=False))
    urgency: str
    """``urgent``, ``pressing`` or ``ordinary`` (特急, 急件, 平件)."""
    due: dt.date
    within: str | None = None
    """The limit that ``due`` was counted by, such as ``5wd``; empty where the day itself was set."""
    new_task: bool = False
    """Whether the task was entered because of it."""
    order_id: int | None = Field(default=None, foreign_key="supervision_order.id")
    """The order that it was written on."""
    report_id: int | None = Field(default=None, foreign_key="progress_report.id")
    """The report that it was written on."""
    follows_id: int | None = Field(default=None, foreign_key="instruction.id")
    """The instruction to whose answer it was written."""
    by: str | None = None


class InstructionStep(Row, table=True):
    """What became of an instruction: answered by its unit, settled or withdrawn."""

    instruction_id: int = Field(foreign_key="instruction.id", index=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    """The instruction's, so that the task's journal holds the step."""
    kind: str
    """``answered`` (报批), ``closed`` (阅结) or ``withdrawn``."""
    on: dt.date
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    report_id: int | None = Field(default=None, foreign_key="progress_report.id")
    """The report that the answer is."""
    by: str | None = None


class Extension(Row, table=True):
    """An extension asked for, and what became of it; a grant moves the deadline by an action ``extended``."""

    __table_args__ = (Index("ix_extension_task_id_asked_on", "task_id", "asked_on"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id")
    deadline_id: int = Field(foreign_key="deadline.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    asked_on: dt.date
    wished: dt.date
    reason: str
    progress: str = ""
    late: bool = False
    """Asked after the date had passed."""
    decided_on: dt.date | None = None
    decision: str | None = None
    """``granted`` or ``refused``."""
    granted_to: dt.date | None = None
    by: str | None = None
    """Who decided."""
    note: str | None = None


class Confidence(Row, table=True):
    """How sure a side is that the task will be done (0 to 10)."""

    __table_args__ = (Index("ix_confidence_task_id_on", "task_id", "on"), IDS_ONCE)

    task_id: int = Field(foreign_key="task.id")
    side: str
    """``lead`` or ``office``."""
    on: dt.date
    value: int
    by: str | None = None


class Amendment(Row, table=True):
    """A later document that changed a plan; from then on the plan's ``source_id`` is that document."""

    plan_id: int = Field(foreign_key="plan.id", index=True)
    source_id: int | None = Field(default=None, foreign_key="source_document.id")
    """The amending document."""
    previous_source_id: int | None = Field(default=None, foreign_key="source_document.id")
    """The document that the plan was read from until then."""
    on: dt.date
    doc_no: str | None = None
    note: str | None = None


class Correction(Row, table=True):
    """What review corrected: a field as read and as accepted, offered again when the same is read."""

    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id")
    """Empty: about the plan as a whole."""
    field: str
    raw: str
    accepted: str
    line: int | None = None


METADATA = Row.metadata
"""Every table of the ledger: the other module that declares some is loaded with this one."""
