"""Tell figures apart by year and stage: whose year a value is of, whether a figure begins anew each year.

Revision 0004, after 0003. Facts say how many figures were measured, and what is asked for of each.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = (
    ("indicator", "anew", sa.Boolean),
    ("measurement", "year", sa.Integer),
    ("task_fact", "figures_total", sa.Integer),
    ("task_fact", "figures_measured", sa.Integer),
    ("task_fact", "stages", sa.String),
)
"""What is new, table by table; all of it may be empty, so rows of before stay as they are."""


def upgrade() -> None:
    """Add the columns."""
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    for table, name, _ in COLUMNS:
        op.drop_column(table, name)
