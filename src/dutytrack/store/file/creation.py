"""Laying out a new ledger: from the newest layout as one script, without loading Alembic.

The script, ``migrations/layout.sql``, is written by ``tools/write_layout.py``; a test holds it equal to what the
migrations make. Where it is of another revision, the migrations themselves lay out the ledger.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from dutytrack.drafts import settle, workplace
from dutytrack.store.file import schema
from dutytrack.store.file.errors import naming_ledger, writing_error
from dutytrack.store.file.location import check_local, give_file, make_file, make_folder, queue_file
from dutytrack.store.file.placing import put_new
from dutytrack.store.sql import dialect

LAYOUT_MARK = "-- revision "
"""What the layout's first line begins with; the revision follows."""


def layout_file() -> Path:
    """The script that lays out an empty ledger."""
    return schema.migrations_folder() / "layout.sql"


def create_ledger(path: Path, group: str | None = None) -> None:
    """Lay out an empty ledger at ``path``; another that came there meanwhile is left alone."""
    check_local(path)
    make_folder(path, group)
    try:
        with naming_ledger(path), workplace(path.parent) as place:
            draft = place / path.name
            make_file(draft)
            _lay_out(draft)
            give_file(draft, group)
            put_new(draft, path)
    except OSError as error:
        raise writing_error(path, error) from error


def remove_unused(path: Path) -> None:
    """Take away the ledger at ``path`` if nothing was ever written to it and nobody else has it open."""
    with suppress(sqlite3.OperationalError), closing(dialect.connect(path, "mode=rw", timeout=0)) as connection:
        # the log is left only by the last one there, and what is locked then is nobody else's
        connection.execute(dialect.KEEP_NO_LOG)
        connection.execute("BEGIN EXCLUSIVE")
        if connection.execute("SELECT 1 FROM journal").fetchone() is None:
            path.unlink()
            queue_file(path).unlink(missing_ok=True)
        else:
            connection.execute("COMMIT")
            connection.execute(dialect.KEEP_LOG)


def _lay_out(path: Path) -> None:
    """Lay out the empty draft as a ledger of ours; the disk is waited for once, at the end."""
    layout = layout_file()
    script = layout.read_text(encoding="utf-8") if layout.is_file() else ""
    is_current = script.startswith(f"{LAYOUT_MARK}{schema.HEAD_REVISION}\n")
    with closing(dialect.connect(path, "mode=rw")) as connection:
        dialect.wait_for_disk(connection, durable=False)
        dialect.mark(connection, schema.APPLICATION_ID)
        connection.executescript(f"{dialect.BEGIN_WRITING};\n{script if is_current else ''}COMMIT;")
        connection.execute(dialect.KEEP_LOG)
    if not is_current:
        from dutytrack.store.file.migrate import migrate

        migrate(path)
    settle(path)
