"""What a later text of a plan changes holds from its day on; what was asked before it stays beside that.

Revision 0014, after 0013. What is added is empty: an amendment written before changed its plan for all days.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_DAYS = (
    ("task", "since"),
    ("deadline", "printed"),
    ("deadline", "since"),
    ("deadline", "until"),
    ("duty", "until"),
    ("indicator", "since"),
    ("indicator", "until"),
)


def upgrade() -> None:
    for table, column in _DAYS:
        op.add_column(table, sa.Column(column, sa.Date(), nullable=True))
    op.add_column("indicator", sa.Column("former", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("indicator", "former")
    for table, column in reversed(_DAYS):
        op.drop_column(table, column)
