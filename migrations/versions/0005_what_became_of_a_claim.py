"""Tell what became of a claim: accepted, or sent back, and then it counts no more.

Revision 0005, after 0004. All that is added is derived from the rows that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FATES = ("report_fate", "measurement_fate")


def upgrade() -> None:
    for table in FATES:
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("task_id", sa.Integer(), nullable=False),
            sa.Column("accepted_on", sa.Date(), nullable=True),
            sa.Column("sent_back_on", sa.Date(), nullable=True),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_task_id", table, ["task_id"])
    op.add_column("task_fact", sa.Column("sent_back", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("task_fact", "sent_back")
    for table in FATES:
        op.drop_table(table)
