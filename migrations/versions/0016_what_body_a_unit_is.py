"""Say of a unit what body it is: of the party, the government, run from above, a county, a zone, a company …

Revision 0016, after 0015. Of units that are there it stays empty: their names tell.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("body", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("unit", "body")
