"""Leave days of suspension out of a task's schedule, and count days of rest among its days late.

A collective is judged by its members' mean once all of them have said how far they are.

Revision 0009, after 0008. What is added is derived from the rows that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task_fact", sa.Column("rested", sa.String(), nullable=True))
    op.add_column("task_fact", sa.Column("members_said", sa.Integer(), nullable=True))
    op.add_column("task_fact", sa.Column("rested_late", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("task_fact", "rested_late")
    op.drop_column("task_fact", "rested")
    op.drop_column("task_fact", "members_said")
