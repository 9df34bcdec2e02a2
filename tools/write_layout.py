"""Write ``migrations/layout.sql``, by which new ledgers are laid out, from what the migrations make.

What each revision lays out goes into ``migrations/layouts``, by which the program knows whether a ledger was tampered
with.

    python tools/write_layout.py

Run it after a migration was added or changed; a test holds the two equal.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory

from dutytrack.store.file.creation import LAYOUT_MARK, layout_file
from dutytrack.store.file.layout import layout_text, write_expected
from dutytrack.store.file.migrate import config, migrate
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


def layouts() -> Iterator[tuple[str, str]]:
    """Each revision, with what it lays out as text."""
    revisions = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scratch.db")
        path.touch()
        for revision in reversed(revisions):
            migrate(path, revision)
            with closing(sqlite3.connect(path)) as connection:
                yield revision, layout_text(connection)


if __name__ == "__main__":
    layout_file().write_text(layout_script(), encoding="utf-8")
    for revision, text in layouts():
        write_expected(revision, text)
