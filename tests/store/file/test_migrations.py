"""Migrations: they make the tables that the program knows, lose no row, and leave a backup."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlmodel import select

from dutytrack.errors import LedgerError
from dutytrack.store.file import migrate, schema
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.engine import writing_engine
from dutytrack.store.file.errors import LedgerBehindError, MigrationFailedError
from dutytrack.store.file.schema import HEAD_REVISION, JOURNALLED_TABLES, TRIGGERS, migrations_folder
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.sql.dialect import SEARCH_DDL
from dutytrack.store.tables.plans import Plan, Task

BATCH = '''
"""A migration that remakes tables with rows in them."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{down}"


def upgrade() -> None:
    for name in ("plan", "task", "journal"):
        with op.batch_alter_table(name, recreate="always", table_kwargs={{"sqlite_autoincrement": True}}) as table:
            table.add_column(sa.Column("added", sa.String(), nullable=True))
    {more}


def downgrade() -> None:
    for name in ("plan", "task", "journal"):
        with op.batch_alter_table(name, recreate="always") as table:
            table.drop_column("added")
'''
NEXT = f"{int(HEAD_REVISION) + 1:04d}"


def triggers(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def layout(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def fill(ledger: Ledger) -> None:
    with ledger.command("import", actor="李") as session:
        plan = Plan(code="A", title="方案")
        session.add(plan)
        session.flush()
        session.add_all([Task(key=f"A-{number}", number=number, title="任务", plan_id=plan.id) for number in (1, 2)])


def is_right(path: Path) -> bool:
    with closing(open_reader(path)) as reader:
        return verify(reader).ok


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program of a later day: its migrations are one further on and remake tables."""
    folder = tmp_path / "later"
    shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_migration(folder)
    monkeypatch.setattr(migrate, "migrations_folder", lambda: folder)
    monkeypatch.setattr(schema, "HEAD_REVISION", NEXT)
    return folder


def write_migration(folder: Path, more: str = "") -> None:
    text = BATCH.format(revision=NEXT, down=HEAD_REVISION, more=more)
    (folder / "versions" / f"{NEXT}_later.py").write_text(text)


class TestScripts:
    def test_head_is_the_one_that_the_reading_path_knows(self) -> None:
        assert ScriptDirectory.from_config(migrate.config()).get_heads() == [HEAD_REVISION]

    def test_revisions_are_numbers_in_order(self) -> None:
        found = [script.revision for script in ScriptDirectory.from_config(migrate.config()).walk_revisions()]

        assert sorted(found, reverse=True) == found
        assert all(re.fullmatch(r"\d{4}", revision) for revision in found)

    def test_they_make_the_tables_that_the_program_knows(self, path: Path, ledger: Ledger) -> None:
        engine = writing_engine(path)
        with engine.begin() as connection:
            command.check(migrate.config(connection))

    def test_they_make_the_search_index_that_the_program_knows(self, path: Path, ledger: Ledger) -> None:
        assert {("task_text", statement) for statement in SEARCH_DDL} <= layout(path)

    def test_ids_are_never_given_again(self, path: Path, ledger: Ledger) -> None:
        """Batch migrations lose this silently unless ``table_kwargs`` say it again."""
        tables = dict(layout(path))

        for name in set(JOURNALLED_TABLES) - {"setting"}:
            assert "AUTOINCREMENT" in tables[name], name

    def test_down_and_up_again_gives_the_same_layout(self, path: Path, ledger: Ledger) -> None:
        before = layout(path)

        migrate.migrate(path, "base")
        assert {name for name, _ in layout(path)} == {"alembic_version", "sqlite_sequence"}
        migrate.migrate(path)

        assert layout(path) == before

    def test_every_step_leaves_the_triggers(self, path: Path, ledger: Ledger) -> None:
        steps = [script.revision for script in ScriptDirectory.from_config(migrate.config()).walk_revisions()][::-1]
        migrate.migrate(path, "base")

        for revision in steps:
            migrate.migrate(path, revision)
            assert triggers(path) == TRIGGERS

    def test_new_script_names_what_it_needs(self, later: Path, path: Path) -> None:
        Ledger.open(path, create=True).close()
        engine = writing_engine(path)
        with engine.begin() as connection:
            command.revision(migrate.config(connection), "try it", rev_id="9000")

        compile((later / "versions" / "9000_try_it.py").read_text(), "9000", "exec")
        assert "import sqlmodel" in (later / "versions" / "9000_try_it.py").read_text()


class TestUpgrade:
    @pytest.fixture
    def old(self, path: Path) -> Path:
        """A ledger of today with rows in it."""
        with Ledger.open(path, create=True) as ledger:
            fill(ledger)
        return path

    def test_reader_says_so_and_writer_does_it(self, old: Path, later: Path) -> None:
        with pytest.raises(LedgerBehindError):
            open_reader(old)

        Ledger.open(old).close()

        with closing(open_reader(old)) as reader:
            assert reader.execute("SELECT count(*) FROM task WHERE added IS NULL").fetchone() == (2,)

    def test_no_row_is_lost_and_the_journal_still_fits(self, old: Path, later: Path) -> None:
        with closing(sqlite3.connect(old)) as connection:
            before = connection.execute("SELECT seq, entity, entity_id, after, hash FROM journal").fetchall()

        Ledger.open(old).close()

        with closing(open_reader(old)) as reader:
            assert reader.execute("SELECT seq, entity, entity_id, after, hash FROM journal").fetchall() == before
            assert reader.execute("SELECT count(*) FROM plan").fetchone() == (1,)
            assert reader.execute("SELECT count(*) FROM task").fetchone() == (2,)
            assert verify(reader).ok
        assert triggers(old) == TRIGGERS

    def test_what_is_derived_is_worked_out_again(self, old: Path, later: Path) -> None:
        with closing(sqlite3.connect(old)) as connection, connection:
            connection.execute("DELETE FROM task_fact")
            connection.execute("DELETE FROM task_text")

        Ledger.open(old).close()

        assert is_right(old)

    def test_backup_is_the_ledger_as_it_was(self, old: Path, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        Ledger.open(old).close()

        (backup,) = old.parent.glob("*.bak-*")
        assert re.fullmatch(rf"ledger\.db\.bak-{HEAD_REVISION}-\d{{8}}T\d+Z", backup.name)
        assert backup.stat().st_mode & 0o777 == 0o600
        monkeypatch.setattr(schema, "HEAD_REVISION", HEAD_REVISION)
        assert is_right(backup)

    def test_ledger_that_is_up_to_date_is_left_alone(self, old: Path) -> None:
        Ledger.open(old).close()

        assert list(old.parent.glob("*.bak-*")) == []

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ("op.execute('DELETE FROM plan')", "foreign key task"),
            ("op.execute('SELECT * FROM nowhere')", "nowhere"),
        ],
    )
    def test_one_that_fails_leaves_all_as_it_was(self, old: Path, later: Path, more: str, why: str) -> None:
        write_migration(later, more)
        before = layout(old)

        with pytest.raises(MigrationFailedError, match=why) as caught:
            Ledger.open(old)

        assert layout(old) == before
        assert ".bak-" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_one_that_fails_again_and_again_leaves_one_backup_and_names_it(self, old: Path, later: Path) -> None:
        write_migration(later, "raise KeyError('nowhere')")
        said = set()
        for _ in range(5):
            with pytest.raises(MigrationFailedError, match="KeyError") as caught:
                Ledger.open(old)
            said.add(str(caught.value))

        [backup] = old.parent.glob("*.bak-*")
        assert [str(backup) in one for one in said] == [True]

    def test_what_was_written_since_the_backup_gets_one_of_its_own(self, old: Path, later: Path) -> None:
        write_migration(later, "op.execute('SELECT * FROM nowhere')")
        with pytest.raises(MigrationFailedError):
            Ledger.open(old)
        with pytest.MonkeyPatch.context() as then:
            then.setattr(schema, "HEAD_REVISION", HEAD_REVISION)
            with Ledger.open(old) as ledger, ledger.command("add", actor="李") as session:
                session.add(Plan(code="B", title="方案"))
        with pytest.raises(MigrationFailedError):
            Ledger.open(old)

        assert len(list(old.parent.glob("*.bak-*"))) == 2

    def test_half_a_backup_of_an_earlier_program_is_not_taken_for_one(self, old: Path, later: Path) -> None:
        half = old.with_name(f"ledger.db.bak-{HEAD_REVISION}-20260101T000000000000Z")
        half.write_bytes(old.read_bytes()[:8192])

        Ledger.open(old).close()

        assert len(list(old.parent.glob("*.bak-*"))) == 2

    def test_a_damaged_ledger_is_not_migrated(self, old: Path, later: Path) -> None:
        with closing(sqlite3.connect(old)) as connection, connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_master SET rootpage = 5 WHERE name = 'ix_task_plan_id'")
        before = old.read_bytes()

        with pytest.raises(LedgerError, match="no backup could be made that is whole"):
            Ledger.open(old)

        assert old.read_bytes() == before
        assert list(old.parent.glob("*.bak-*")) == []

    def test_a_disk_too_full_for_the_backup_leaves_all_as_it_was(
        self, old: Path, later: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = layout(old)

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(LedgerError, match="disk is full"):
            Ledger.open(old)

        assert layout(old) == before
        assert [one.name for one in old.parent.iterdir() if "bak" in one.name or "dutytrack" in one.name] == []

    def test_undo_reaches_back_over_a_migration(self, old: Path, later: Path) -> None:
        from dutytrack.store.undo import undo

        with Ledger.open(old) as ledger:
            undo(ledger, actor="李")

            with ledger.command("look", actor="李") as session:
                assert session.exec(select(Task)).all() == []
        with closing(open_reader(old)) as reader:
            assert verify(reader).ok

    def test_two_at_once_are_both_content(self, old: Path, later: Path) -> None:
        from os import _exit, fork, waitpid

        children = []
        for _ in range(2):
            if (child := fork()) == 0:
                try:
                    Ledger.open(old).close()
                except BaseException:  # noqa: BLE001 - told by the exit status
                    _exit(1)
                _exit(0)
            children.append(child)

        assert [waitpid(child, 0)[1] for child in children] == [0, 0]
        assert is_right(old)


def test_new_ledger_costs_little(path: Path, ledger: Ledger) -> None:
    """A page or so a table: an empty ledger is a small file, and no draft of it stays behind."""
    ledger.close()

    assert path.stat().st_size < 600_000
    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.db"]


def test_chinese_is_kept_as_it_is(path: Path, ledger: Ledger) -> None:
    with ledger.command("add", actor="李") as session:
        session.add(Task(key="A-1", number=1, title="任务", section=["一、加强领导"]))

    with closing(open_reader(path)) as reader:
        (section,) = reader.execute("SELECT section FROM task").fetchone()
        (after,) = reader.execute("SELECT after FROM journal WHERE entity = 'task'").fetchone()
    assert section == '["一、加强领导"]'
    assert json.loads(after)["section"] == section
