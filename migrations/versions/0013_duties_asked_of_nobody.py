"""Times of recurring duties that were asked of nobody are not missed, and progress is what became of the figures.

Revision 0013, after 0012. Nothing is laid out anew: what is derived is worked out again, as with every migration.
"""

from __future__ import annotations

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is laid out anew."""


def downgrade() -> None:
    """Nothing was."""
