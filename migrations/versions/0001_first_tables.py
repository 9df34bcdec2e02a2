"""The first tables: plans, tasks, units, what is due, what was done, and the journal of it all.

Revision 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dutytrack.store.file.schema import lay_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "action",
    "occurrence",
    "indicator",
    "duty",
    "deadline",
    "assignment",
    "task",
    "phase",
    "unit_name",
    "plan",
    "unit",
    "task_fact",
    "source_document",
    "setting",
    "journal",
)
"""Each before those it refers to."""

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE task_text USING fts5(key, ref, title, text, tokenize = 'unicode61', columnsize = 0)"
)


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_journal"),
    )
    op.create_index("ix_journal_command", "journal", ["command"])
    op.create_index("ix_journal_entity_entity_id", "journal", ["entity", "entity_id"])
    op.create_index("ix_journal_undoes", "journal", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))

    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )
    op.create_table(
        "source_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_document"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_document_text_sha256", "source_document", ["text_sha256"])

    op.create_table(
        "task_fact",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("exists_from", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_origin", sa.String(), nullable=True),
        sa.Column("last_due", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("first_unit_id", sa.Integer(), nullable=True),
        sa.Column("leads", sa.String(), nullable=True),
        sa.Column("next_occurrence", sa.Date(), nullable=True),
        sa.Column("unowned", sa.Boolean(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("vague", sa.Boolean(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("undated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("task_id", name="pk_task_fact"),
    )
    op.create_index("ix_task_fact_due", "task_fact", ["due"])
    op.create_index("ix_task_fact_first_unit_id", "task_fact", ["first_unit_id"])
    op.create_index("ix_task_fact_last_on", "task_fact", ["last_on"])
    op.create_index("ix_task_fact_plan_id", "task_fact", ["plan_id"])

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("vague", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("jurisdiction", "name", name="uq_unit_jurisdiction_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("doc_no", sa.String(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("jurisdiction", sa.String(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source_document.id"], name="fk_plan_source_id_source_document"),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("code", name="uq_plan_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_source_id", "plan", ["source_id"])

    op.create_table(
        "unit_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("initials", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_unit_name_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_name"),
        sa.UniqueConstraint("unit_id", "name", "valid_from", name="uq_unit_name_unit_id_name_valid_from"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unit_name_initials", "unit_name", ["initials"])
    op.create_index("ix_unit_name_name", "unit_name", ["name"])
    op.create_index("ix_unit_name_unit_id", "unit_name", ["unit_id"])

    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_phase_plan_id_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_phase"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_phase_plan_id", "phase", ["plan_id"])

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("section", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("units_raw", sa.String(), nullable=True),
        sa.Column("leader", sa.String(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.Column("last_line", sa.Integer(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_task_plan_id_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("key", name="uq_task_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_plan_id", "task", ["plan_id"])

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_assignment_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_assignment_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint("task_id", "unit_id", "role", name="uq_assignment_task_id_unit_id_role"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assignment_task_id", "assignment", ["task_id"])
    op.create_index("ix_assignment_unit_id_role", "assignment", ["unit_id", "role", "task_id"])

    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_deadline_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deadline_task_id", "deadline", ["task_id"])

    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("freq", sa.String(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_duty_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_task_id", "duty", ["task_id"])

    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("max", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("freq", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_indicator_plan_id_plan"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_indicator_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_indicator_plan_id", "indicator", ["plan_id"])
    op.create_index("ix_indicator_task_id", "indicator", ["task_id"])

    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_occurrence_duty_id_duty"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_occurrence_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.UniqueConstraint("duty_id", "due", name="uq_occurrence_duty_id_due"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_occurrence_task_id", "occurrence", ["task_id"])

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("deadline_id", sa.Integer(), nullable=True),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name="fk_action_deadline_id_deadline"),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name="fk_action_occurrence_id_occurrence"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_action_plan_id_plan"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_action_task_id_task"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_action_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_deadline_id", "action", ["deadline_id"])
    op.create_index("ix_action_occurrence_id", "action", ["occurrence_id"])
    op.create_index("ix_action_plan_id_kind", "action", ["plan_id", "kind"])
    op.create_index("ix_action_task_id_on", "action", ["task_id", "on"])
    op.execute(SEARCH_INDEX)
    lay_triggers(op.execute)


def downgrade() -> None:
    op.execute("DROP TABLE task_text")
    for table in TABLES:
        op.drop_table(table)
