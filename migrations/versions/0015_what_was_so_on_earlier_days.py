"""What was so of each task on earlier days is kept, a row for each span of days on which nothing about it changed.

Revision 0015, after 0014. All of it is derived from the rows that are there. Reports of a task are found in the order
of their days, so that the latest by any day is at hand.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_span",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_origin", sa.String(), nullable=True),
        sa.Column("last_due", sa.Date(), nullable=True),
        sa.Column("reached", sa.String(), nullable=True),
        sa.Column("to_mark", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("first_unit_id", sa.Integer(), nullable=True),
        sa.Column("next_occurrence", sa.Date(), nullable=True),
        sa.Column("duty_until", sa.Date(), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("progress_on", sa.Date(), nullable=True),
        sa.Column("claimed", sa.Boolean(), nullable=True),
        sa.Column("schedule_from", sa.Date(), nullable=True),
        sa.Column("schedule_to", sa.Date(), nullable=True),
        sa.Column("paced", sa.Float(), nullable=True),
        sa.Column("paces", sa.String(), nullable=True),
        sa.Column("rested", sa.String(), nullable=True),
        sa.Column("rested_late", sa.Integer(), nullable=True),
        sa.Column("steady", sa.Float(), nullable=True),
        sa.Column("milestone_due", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("last_report", sa.Date(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("silent_since", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("order_rung", sa.String(), nullable=True),
        sa.Column("order_position", sa.Integer(), nullable=True),
        sa.Column("members_total", sa.Integer(), nullable=True),
        sa.Column("members_done", sa.Integer(), nullable=True),
        sa.Column("members_said", sa.Integer(), nullable=True),
        sa.Column("figures_total", sa.Integer(), nullable=True),
        sa.Column("figures_measured", sa.Integer(), nullable=True),
        sa.Column("stages", sa.String(), nullable=True),
        sa.Column("undated", sa.Boolean(), nullable=False),
        sa.Column("sent_back", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("task_id", "last_on", name=op.f("pk_task_span")),
        sqlite_with_rowid=False,
    )
    op.add_column("task_fact", sa.Column("silent_since", sa.Date(), nullable=True))
    op.drop_index("ix_progress_report_task_id_unit_id_on", table_name="progress_report")
    op.create_index("ix_progress_report_task_id_on", "progress_report", ["task_id", "on"])


def downgrade() -> None:
    op.drop_index("ix_progress_report_task_id_on", table_name="progress_report")
    op.create_index("ix_progress_report_task_id_unit_id_on", "progress_report", ["task_id", "unit_id", "on"])
    op.drop_column("task_fact", "silent_since")
    op.drop_table("task_span")
