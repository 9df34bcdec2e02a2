"""Which stages of a task were reached in time, by its figures: they are due no more, and wait for the office's mark.

Revision 0011, after 0010. What is added is derived from the rows that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task_fact", sa.Column("reached", sa.String(), nullable=True))
    op.add_column("task_fact", sa.Column("to_mark", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("task_fact", "to_mark")
    op.drop_column("task_fact", "reached")
