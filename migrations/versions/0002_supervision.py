"""Supervision: members and successions, leaders, reports, measurements, orders, extensions, checks, amendments.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "measurement",
    "evidence",
    "progress_report",
    "order_reply",
    "extension",
    "verification",
    "supervision_order",
    "reminder_task",
    "exempt_month",
    "correction",
    "confidence",
    "cadence_due",
    "cadence",
    "amendment",
    "unit_succession",
    "unit_member",
    "reminder",
    "portfolio",
    "contact",
    "leader",
)
"""Each before those it refers to."""

COLUMNS = {
    "indicator": ("kind", "baseline"),
    "task": ("source_id",),
    "task_fact": (
        "progress",
        "progress_on",
        "claimed",
        "schedule_from",
        "schedule_to",
        "paced",
        "paces",
        "steady",
        "milestone_due",
        "received_on",
        "last_report",
        "report_by",
        "reply_by",
        "order_rung",
        "order_position",
        "members_total",
        "members_done",
    ),
}
"""The columns that tables of before are given."""


def upgrade() -> None:
    _lay_people()
    _lay_cadences()
    _lay_orders()
    _lay_reports()
    _lay_amendments()
    _add_columns()


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.drop_column(table, column)
    for table in TABLES:
        op.drop_table(table)


def _lay_people() -> None:
    op.create_table(
        "leader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leader"),
        sa.UniqueConstraint("jurisdiction", "name", name="uq_leader_jurisdiction_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_contact_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contact_unit_id", "contact", ["unit_id"])
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["leader_id"], ["leader.id"], name="fk_portfolio_leader_id_leader"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_portfolio_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_portfolio"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_portfolio_leader_id", "portfolio", ["leader_id"])
    op.create_index("ix_portfolio_unit_id", "portfolio", ["unit_id"])
    op.create_table(
        "unit_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collective_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["collective_id"], ["unit.id"], name="fk_unit_member_collective_id_unit"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_member_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_member"),
        sa.UniqueConstraint(
            "collective_id", "unit_id", "valid_from", name="uq_unit_member_collective_id_unit_id_valid_from"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unit_member_unit_id", "unit_member", ["unit_id"])
    op.create_table(
        "unit_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name="fk_unit_succession_successor_id_unit"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_succession_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_succession"),
        sa.UniqueConstraint("unit_id", "successor_id", name="uq_unit_succession_unit_id_successor_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unit_succession_successor_id", "unit_succession", ["successor_id"])


def _lay_cadences() -> None:
    op.create_table(
        "cadence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_cadence_plan_id_plan"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_cadence_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_cadence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cadence_plan_id", "cadence", ["plan_id"])
    op.create_index("ix_cadence_unit_id", "cadence", ["unit_id"])
    op.create_table(
        "cadence_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadence_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cadence_id"], ["cadence.id"], name="fk_cadence_due_cadence_id_cadence"),
        sa.PrimaryKeyConstraint("id", name="pk_cadence_due"),
        sa.UniqueConstraint("cadence_id", "due", name="uq_cadence_due_cadence_id_due"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exempt_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_exempt_month_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_exempt_month"),
        sa.UniqueConstraint("task_id", "month", name="uq_exempt_month_task_id_month"),
        sqlite_autoincrement=True,
    )


def _lay_orders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_reminder_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("unit_id", "period", name="uq_reminder_unit_id_period"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reminder_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name="fk_reminder_task_reminder_id_reminder"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_reminder_task_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_task"),
        sa.UniqueConstraint("reminder_id", "task_id", name="uq_reminder_task_reminder_id_task_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_task_task_id", "reminder_task", ["task_id"])
    op.create_table(
        "supervision_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("ladder", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["supervision_order.id"], name="fk_supervision_order_follows_id_supervision_order"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_supervision_order_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_supervision_order_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_supervision_order"),
        sa.UniqueConstraint("year", "number", name="uq_supervision_order_year_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supervision_order_task_id_on", "supervision_order", ["task_id", "on"])
    op.create_index("ix_supervision_order_unit_id", "supervision_order", ["unit_id"])
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("wished", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("granted_to", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name="fk_extension_deadline_id_deadline"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_extension_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_extension_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_extension_task_id_asked_on", "extension", ["task_id", "asked_on"])
    op.create_table(
        "order_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["supervision_order.id"], name="fk_order_reply_order_id_supervision_order"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_order_reply_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_order_reply"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_reply_order_id", "order_reply", ["order_id"])
    op.create_index("ix_order_reply_task_id", "order_reply", ["task_id"])


def _lay_reports() -> None:
    op.create_table(
        "confidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_confidence_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_confidence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_confidence_task_id_on", "confidence", ["task_id", "on"])
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_verification_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_verification_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verification_task_id_on", "verification", ["task_id", "on"])
    op.create_table(
        "progress_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_progress_report_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_progress_report_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_progress_report_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_progress_report"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_progress_report_occurrence_id", "progress_report", ["occurrence_id"])
    op.create_index("ix_progress_report_task_id_unit_id_on", "progress_report", ["task_id", "unit_id", "on"])
    op.create_index("ix_progress_report_unit_id", "progress_report", ["unit_id"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("verification_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["order_reply.id"], name="fk_evidence_reply_id_order_reply"),
        sa.ForeignKeyConstraint(["report_id"], ["progress_report.id"], name="fk_evidence_report_id_progress_report"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_evidence_task_id_task"),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name="fk_evidence_verification_id_verification"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_report_id", "evidence", ["report_id"])
    op.create_index("ix_evidence_task_id", "evidence", ["task_id"])
    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name="fk_measurement_indicator_id_indicator"),
        sa.ForeignKeyConstraint(["report_id"], ["progress_report.id"], name="fk_measurement_report_id_progress_report"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_measurement_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_measurement_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_measurement"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_measurement_indicator_id_on", "measurement", ["indicator_id", "on"])
    op.create_index("ix_measurement_report_id", "measurement", ["report_id"])
    op.create_index("ix_measurement_task_id", "measurement", ["task_id"])


def _lay_amendments() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("previous_source_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("doc_no", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_amendment_plan_id_plan"),
        sa.ForeignKeyConstraint(
            ["previous_source_id"], ["source_document.id"], name="fk_amendment_previous_source_id_source_document"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source_document.id"], name="fk_amendment_source_id_source_document"),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_amendment_plan_id", "amendment", ["plan_id"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("accepted", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_correction_plan_id_plan"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_correction_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_correction_plan_id", "correction", ["plan_id"])


def _add_columns() -> None:
    op.add_column("indicator", sa.Column("kind", sa.String(), nullable=True))
    op.add_column("indicator", sa.Column("baseline", sa.Float(), nullable=True))
    op.add_column(
        "task",
        sa.Column(
            "source_id",
            sa.Integer(),
            sa.ForeignKey("source_document.id", name="fk_task_source_id_source_document"),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("task_fact", sa.Column("progress", sa.Float(), nullable=True))
    op.add_column("task_fact", sa.Column("progress_on", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("claimed", sa.Boolean(), nullable=True))
    op.add_column("task_fact", sa.Column("schedule_from", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("schedule_to", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("paced", sa.Float(), nullable=True))
    op.add_column("task_fact", sa.Column("paces", sa.String(), nullable=True))
    op.add_column("task_fact", sa.Column("steady", sa.Float(), nullable=True))
    op.add_column("task_fact", sa.Column("milestone_due", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("received_on", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("last_report", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("report_by", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("reply_by", sa.Date(), nullable=True))
    op.add_column("task_fact", sa.Column("order_rung", sa.String(), nullable=True))
    op.add_column("task_fact", sa.Column("order_position", sa.Integer(), nullable=True))
    op.add_column("task_fact", sa.Column("members_total", sa.Integer(), nullable=True))
    op.add_column("task_fact", sa.Column("members_done", sa.Integer(), nullable=True))
