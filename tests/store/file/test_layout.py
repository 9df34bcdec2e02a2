"""What a ledger lays out is what its revision says: a table, index, view or trigger of another is never passed over."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file import migrate
from dutytrack.store.file.connection import open_reader, open_suspect
from dutytrack.store.file.errors import LedgerAlteredError, LedgerForeignError
from dutytrack.store.file.layout import expected_text, layout_text
from dutytrack.store.file.schema import HEAD_REVISION
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.sql import dialect
from dutytrack.store.tables.plans import Assignment, Task, Unit

FORGING = (
    "CREATE TRIGGER forge AFTER INSERT ON task BEGIN "
    "INSERT INTO \"action\" (task_id, kind, \"on\") VALUES (NEW.id, 'closed', '2026-01-01'); END"
)
DOCTORED = (
    "DROP INDEX ix_assignment_unit_id_role; CREATE INDEX ix_assignment_unit_id_role "
    "ON assignment (unit_id, role, task_id) WHERE role <> 'lead'"
)
REWRITE = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, {}) WHERE name = 'task'"
GRAVE = {
    "a planted trigger": (FORGING, "trigger forge added"),
    "a trigger of the journal gone": ("DROP TRIGGER journal_refuses_delete", "trigger journal_refuses_delete missing"),
    "a view": ("CREATE VIEW late AS SELECT * FROM task", "view late added"),
    "a view in a table's place": (
        "ALTER TABLE confidence RENAME TO hidden; CREATE VIEW confidence AS SELECT * FROM hidden",
        "table confidence missing, view confidence added",
    ),
    "a column more": ("ALTER TABLE task ADD COLUMN forged TEXT", "table task altered"),
    "a column that may be empty": (
        REWRITE.format("'title VARCHAR NOT NULL', 'title VARCHAR'"),
        "table task altered",
    ),
    "a type that reads like a rule": (
        REWRITE.format("'title VARCHAR NOT NULL', 'title VARCHAR \"NOT\" \"NULL\"'"),
        "table task altered",
    ),
    "an index of some rows only": (
        DOCTORED,
        "index ix_assignment_unit_id_role altered",
    ),
}
HARMLESS = {
    "a foreign table": ("CREATE TABLE notes (text TEXT PRIMARY KEY)", "table notes added"),
    "a foreign index": ("CREATE INDEX mine ON task (title)", "index mine added"),
    "an index gone": ("DROP INDEX ix_task_plan_id", "index ix_task_plan_id missing"),
}
NOTHING = {
    "what SQLite counts for itself": "ANALYZE",
    "pages put in order": "VACUUM",
    "blanks": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, char(10), '  ')",
    "a name in quotation marks": (
        "PRAGMA writable_schema = ON; "
        "UPDATE sqlite_master SET sql = replace(sql, 'CREATE TABLE task (', 'CREATE TABLE \"task\" (')"
    ),
}


@pytest.fixture
def filled(path: Path, ledger: Ledger) -> Path:
    with ledger.command("add", actor="李") as session:
        session.add_all([Task(key="A-1", number=1, title="任务"), Unit(name="市科技局", jurisdiction="沧州市")])
        session.flush()
        session.add(Assignment(task_id=1, unit_id=1, role="lead", position=0))
    ledger.close()
    return path


def tamper(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def named(path: Path) -> list[str]:
    with closing(open_suspect(path)) as reader:
        return [fault.message for fault in verify(reader).faults]


@pytest.mark.parametrize(("script", "what"), GRAVE.values(), ids=GRAVE)
def test_what_could_make_answers_wrong_is_neither_read_nor_written(filled: Path, script: str, what: str) -> None:
    tamper(filled, script)

    for opened in (open_reader, Ledger.open):
        with pytest.raises(LedgerAlteredError, match="log verify") as caught:
            opened(filled)
        assert what in str(caught.value)
        assert caught.value.exit_code == 3
    assert any(part in message for part in what.split(", ") for message in named(filled)) or "journal_" in what


@pytest.mark.parametrize(("script", "what"), HARMLESS.values(), ids=HARMLESS)
def test_what_makes_no_answer_wrong_is_told_and_not_written_beside(filled: Path, script: str, what: str) -> None:
    tamper(filled, script)
    notices: list[str] = []

    with closing(open_reader(filled, notices.append)) as reader:
        assert reader.execute("SELECT count(*) FROM task").fetchone() == (1,)

    assert len(notices) == 1
    assert what in notices[0]
    with pytest.raises(LedgerForeignError, match=what):
        Ledger.open(filled)
    assert any(what in message for message in named(filled))


@pytest.mark.parametrize("script", NOTHING.values(), ids=NOTHING)
def test_what_means_nothing_is_left_alone(filled: Path, script: str) -> None:
    tamper(filled, script)

    Ledger.open(filled).close()

    assert named(filled) == []


def test_trigger_planted_while_the_ledger_is_open_is_never_set_off(filled: Path) -> None:
    with Ledger.open(filled) as ledger:
        tamper(filled, FORGING)

        with (
            pytest.raises(LedgerAlteredError, match="trigger forge added"),
            ledger.command("add", actor="李") as session,
        ):
            session.add(Task(key="A-2", number=2, title="任务"))

    tamper(filled, "DROP TRIGGER forge")
    with closing(open_reader(filled)) as reader:
        assert reader.execute('SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM "action")').fetchone() == (
            1,
            0,
        )


@pytest.fixture
def old(path: Path, ledger: Ledger) -> Path:
    """A ledger of the first revision."""
    ledger.close()
    migrate.migrate(path, "0001")
    return path


def test_trigger_planted_in_an_old_ledger_is_not_set_off_by_its_migration(old: Path) -> None:
    tamper(old, "CREATE TRIGGER forge AFTER UPDATE ON alembic_version BEGIN DELETE FROM task; END")
    before = old.read_bytes()

    with pytest.raises(LedgerAlteredError, match="trigger forge added"):
        Ledger.open(old)

    assert old.read_bytes() == before
    assert list(old.parent.glob("*.bak-*")) == []


def test_old_ledger_is_laid_out_as_a_new_one_once_it_is_up_to_date(old: Path) -> None:
    Ledger.open(old).close()

    with closing(sqlite3.connect(old)) as connection:
        assert layout_text(connection) == expected_text(HEAD_REVISION)


def test_every_revision_is_known_as_its_migration_lays_it_out(path: Path, ledger: Ledger) -> None:
    """Where it is not: ``tools/write_layout.py`` writes ``migrations/layouts`` anew."""
    ledger.close()
    migrate.migrate(path, "base")
    for number in range(1, int(HEAD_REVISION) + 1):
        revision = f"{number:04d}"
        migrate.migrate(path, revision)
        with closing(sqlite3.connect(path)) as connection:
            assert layout_text(connection) == expected_text(revision), revision


def test_file_may_call_no_function_and_damaged_cells_are_noticed(filled: Path) -> None:
    with closing(dialect.connect(filled, "mode=ro")) as connection:
        answers = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("trusted_schema", "cell_size_check")]

    assert answers == [(0,), (1,)]
