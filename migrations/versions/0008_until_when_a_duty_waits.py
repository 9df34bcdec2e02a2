"""Tell until when a recurring duty waits for the figures that answer it, and judge figures by their own time.

Revision 0008, after 0007. What is added is derived from the rows that are there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task_fact", sa.Column("duty_until", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("task_fact", "duty_until")
