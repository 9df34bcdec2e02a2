"""Whether a recurring duty of a collective was met is judged by member, and who was sent back by the order of entry.

Revision 0012, after 0011. Nothing is laid out anew: what is derived is worked out again, as with every migration.
"""

from __future__ import annotations

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is laid out anew."""


def downgrade() -> None:
    """Nothing was."""
