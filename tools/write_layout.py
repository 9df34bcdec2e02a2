"""Write ``migrations/layout.sql``, by which new ledgers are laid out, from what the migrations make.

    python tools/write_layout.py

Run it after a migration was added or changed; a test holds the two equal.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dutytrack.store.file.creation import LAYOUT_MARK, layout_file
from dutytrack.store.file.migrate import migrate
from dutytrack.store.file.schema import HEAD_REVISION

SHADOWS = "task\\_text\\_%"
"""Tables that SQLite makes itself with the search index."""


def statements(connection: sqlite3.Connection) -> Iterator[str]:
    """What makes an empty ledger like the one at ``connection``: its tables in the order they were made, its rows."""
    query = (
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        f"AND name NOT LIKE '{SHADOWS}' ESCAPE '\\' ORDER BY rowid"
    )
    for (sql,) in connection.execute(query):
        yield f"{sql};"
    for (revision,) in connection.execute("SELECT version_num FROM alembic_version"):
        yield f"INSERT INTO alembic_version (version_num) VALUES ('{revision}');"


def layout_script() -> str:
    """The script, as it is to be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scratch.db")
        path.touch()
        migrate(path)
        with closing(sqlite3.connect(path)) as connection:
            return "\n".join((f"{LAYOUT_MARK}{HEAD_REVISION}", *statements(connection), ""))


if __name__ == "__main__":
    layout_file().write_text(layout_script(), encoding="utf-8")
