"""Keep where in its document what was read of a task stands.

Revision 0010, after 0009. Of tasks that were read before, nobody knows it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("spans", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("task", "spans")
