"""Keep what a closing waived as rules and figures, and the order in which an office names its units.

Revision 0007, after 0006. Sentences that are kept already stay as they were told.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action", sa.Column("waived", sa.JSON(), nullable=True))
    op.add_column("unit", sa.Column("precedence", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("unit", "precedence")
    op.drop_column("action", "waived")
