"""${message}

Revision ${up_revision}, after ${down_revision | comma,n}.

A migration changes how rows are laid out, not what they say: that would have to be journalled. A change of what is
derived from the rows (facts, search index) needs a migration too, be it an empty one: it works them out again.
A batch migration of a table with ids says ``table_kwargs={"sqlite_autoincrement": True}``.
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
