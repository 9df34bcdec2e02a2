"""New ledgers: laid out by a script that is what the migrations make."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from dutytrack.store.file.creation import create_ledger
from dutytrack.store.file.migrate import migrate
from dutytrack.store.file.schema import DERIVED_TABLES, HEAD_REVISION, JOURNALLED_TABLES


def content(path: Path) -> tuple[list[tuple[str, ...]], dict[str, list[tuple[object, ...]]]]:
    """Everything in the file: its layout in order, and the rows of its tables."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [row[1] for row in made if row[0] == "table"]
        return made, {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def test_a_new_ledger_is_what_the_migrations_make(tmp_path: Path) -> None:
    """Run ``tools/write_layout.py`` where this fails."""
    new, migrated = tmp_path / "new.db", tmp_path / "migrated.db"
    migrated.touch()

    create_ledger(new)
    migrate(migrated)

    assert content(new) == content(migrated)


def test_it_holds_every_table_and_its_revision(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"

    create_ledger(path)

    made, rows = content(path)
    assert {*JOURNALLED_TABLES, *DERIVED_TABLES, "journal"} <= {row[1] for row in made}
    assert rows["alembic_version"] == [(HEAD_REVISION,)]


def test_it_is_made_without_alembic(tmp_path: Path) -> None:
    """Loading Alembic takes longer than reading a plan."""
    code = (
        "import sys; from pathlib import Path; from dutytrack.store.ledger import Ledger; "
        "Ledger.open(Path(sys.argv[1]), create=True).close(); print('alembic' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "ledger.db"], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
