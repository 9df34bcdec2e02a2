"""Keep the rules and their figures by which a unit was reminded or ordered: a sentence is one language's.

Revision 0006, after 0005. Sentences that are kept already stay as they were told.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reminder_task", sa.Column("reason", sa.JSON(), nullable=True))
    op.add_column("supervision_order", sa.Column("found", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("supervision_order", "found")
    op.drop_column("reminder_task", "reason")
