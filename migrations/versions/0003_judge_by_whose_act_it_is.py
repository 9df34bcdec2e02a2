"""Judge by whose act it is: status, receipt and progress follow those who answer for a task.

Revision 0003, after 0002. The tables stay as they are; what is derived from the rows is worked out again.
"""

from __future__ import annotations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is laid out anew."""


def downgrade() -> None:
    """Nothing was laid out anew."""
