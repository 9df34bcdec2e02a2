"""Write the next migration from what has changed in the tables: ``python tools/new_migration.py "Add evidence"``.

Then read it over, name it in ``HEAD_REVISION`` (src/dutytrack/store/file/schema.py) and run ``tools/write_layout.py``:
the tests want all three.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command

from dutytrack.store.file.creation import create_ledger
from dutytrack.store.file.engine import writing_engine
from dutytrack.store.file.migrate import config
from dutytrack.store.file.schema import HEAD_REVISION, migrations_folder


def main() -> None:
    """Compare an empty ledger with the tables, and write what is missing."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder, "scratch.db")
        create_ledger(scratch)
        with writing_engine(scratch, foreign_keys=False).begin() as connection:
            revision = f"{int(HEAD_REVISION) + 1:04d}"
            command.revision(config(connection), sys.argv[1], autogenerate=True, rev_id=revision)
    for mend in (["check", "--fix", "--quiet"], ["format"]):  # the import that only some migrations need goes first
        subprocess.run([sys.executable, "-m", "ruff", *mend, migrations_folder() / "versions"], check=True)


if __name__ == "__main__":
    main()
