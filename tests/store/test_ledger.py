"""The ledger file: made, refused, written by one command at a time."""

from __future__ import annotations

import grp
import multiprocessing
import os
import resource
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, text, update
from sqlmodel import select

from dutytrack.errors import LedgerError
from dutytrack.store.file import location
from dutytrack.store.file.connection import open_checked, open_reader
from dutytrack.store.file.engine import writing_engine
from dutytrack.store.file.errors import (
    LedgerBehindError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerNewerError,
    LedgerNotFoundError,
    LedgerNotReadableError,
    LedgerNotWritableError,
    NetworkFileSystemError,
    NotALedgerError,
    UnjournalledWriteError,
)
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Plan, Task


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def fill_disk(ledger: Ledger) -> None:
    """Write more than the quota lets through."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    with ledger.command("import", actor="李") as session:
        session.add_all([Task(key=f"A-{number}", number=number, title="任务" * 100) for number in range(2000)])


def add_plan(ledger: Ledger, code: str) -> None:
    with ledger.command("import", actor="李") as session:
        session.add(Plan(code=code, title=f"方案{code}"))


def codes(path: Path) -> list[str]:
    reader = open_reader(path)
    found = [row[0] for row in reader.execute("SELECT code FROM plan ORDER BY id")]
    reader.close()
    return found


class TestMaking:
    def test_file_and_folder_are_their_owners_alone(self, path: Path) -> None:
        Ledger.open(path, create=True).close()

        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700

    def test_folder_that_was_there_is_left_as_it_is(self, path: Path) -> None:
        path.parent.mkdir()
        path.parent.chmod(0o755)

        Ledger.open(path, create=True).close()

        assert mode(path.parent) == 0o755
        assert [entry.name for entry in path.parent.iterdir()] == ["ledger.db"]

    def test_group_shares_file_and_folder(self, path: Path) -> None:
        group = grp.getgrgid(os.getgid()).gr_name

        Ledger.open(path, create=True, group=group).close()

        assert mode(path) == 0o660
        assert mode(path.parent) == 0o2770

    def test_log_beside_it_is_no_wider_than_the_file(self, path: Path, ledger: Ledger) -> None:
        reader = open_reader(path)
        add_plan(ledger, "A")

        assert mode(path.with_name("ledger.db-wal")) == 0o600
        reader.close()

    def test_create_opens_a_ledger_that_is_there(self, path: Path, ledger: Ledger) -> None:
        add_plan(ledger, "A")

        Ledger.open(path, create=True).close()

        assert codes(path) == ["A"]

    def test_disk_keeps_its_promises(self, ledger: Ledger) -> None:
        with ledger.command("look", actor="李") as session:
            answers = {
                pragma: session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
            }

        assert answers == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}


def nothing(path: Path) -> None:
    """No file."""


def folder(path: Path) -> None:
    path.mkdir()


def text_file(path: Path) -> None:
    path.write_text("一、加强组织领导\n" * 200)


def empty_file(path: Path) -> None:
    path.touch()


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")


def newer(path: Path) -> None:
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def behind(path: Path) -> None:
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")


def damaged(path: Path) -> None:
    Ledger.open(path, create=True).close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))


def without_revision(path: Path) -> None:
    Ledger.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE alembic_version")


Call = Callable[..., object]
UNUSABLE = [
    (nothing, LedgerNotFoundError, "--ledger"),
    (folder, NotALedgerError, "not a DutyTrack ledger"),
    (text_file, NotALedgerError, "not a DutyTrack ledger"),
    (empty_file, NotALedgerError, "not a DutyTrack ledger"),
    (other_database, NotALedgerError, "not a DutyTrack ledger"),
    (newer, LedgerNewerError, "9999"),
    (damaged, LedgerDamagedError, "backup"),
    (without_revision, LedgerDamagedError, "backup"),
]


class TestRefusing:
    @pytest.mark.parametrize("opened", [Ledger.open, open_reader], ids=["write", "read"])
    @pytest.mark.parametrize(("make", "error", "says"), UNUSABLE, ids=[case[0].__name__ for case in UNUSABLE])
    def test_file_that_is_no_ledger_is_named_with_the_way_out(
        self,
        path: Path,
        make: Callable[[Path], None],
        error: type[LedgerError],
        says: str,
        opened: Call,
    ) -> None:
        path.parent.mkdir()
        make(path)

        with pytest.raises(error, match=says) as caught:
            opened(path)

        assert str(path) in str(caught.value)
        assert caught.value.exit_code == 3
        assert "\n" not in str(caught.value)

    def test_reader_says_that_a_migration_is_due(self, path: Path) -> None:
        behind(path)

        with pytest.raises(LedgerBehindError, match="0000"):
            open_reader(path)

    @pytest.mark.parametrize("create", [True, False])
    def test_network_file_system_is_refused(
        self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, create: bool
    ) -> None:
        if not create:
            Ledger.open(path, create=True).close()
        mounts = tmp_path / "mounts"
        mounts.write_text(f"/dev/sda / ext4 rw 0 0\nfiles:/office {tmp_path} nfs4 rw 0 0\n")
        monkeypatch.setattr(location, "MOUNTS", mounts)

        with pytest.raises(NetworkFileSystemError, match=r"nfs4.*local disk"):
            Ledger.open(path, create=create)

        assert path.parent.exists() is not create


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everyone may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_other_user(act: Callable[[], object]) -> str:
    """What ``in_child`` says of ``act``, for a user who is not root."""

    def act_as_other() -> object:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        return act()

    return in_child(act_as_other)


def in_child(act: Callable[[], object]) -> str:
    """The answer of ``act``, or the name of what it raises, in a process of its own."""
    there, here = multiprocessing.Pipe()
    if (child := os.fork()) == 0:
        try:
            there.send(str(act()))
        except BaseException as error:  # noqa: BLE001 - told to the parent
            there.send(type(error).__name__)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return here.recv()


class TestPermissions:
    def read_only(self, folder: Path) -> Path:
        path = folder / "ledger.db"
        with Ledger.open(path, create=True) as ledger:
            add_plan(ledger, "A")
        path.chmod(0o444)
        folder.chmod(0o555)
        return path

    def test_reader_needs_no_right_to_write(self, open_folder: Path) -> None:
        path = self.read_only(open_folder)

        assert as_other_user(lambda: codes(path)) == "['A']"

    def test_writer_is_told_that_it_may_not(self, open_folder: Path) -> None:
        path = self.read_only(open_folder)

        def write() -> None:
            add_plan(Ledger.open(path), "B")

        assert as_other_user(write) == LedgerNotWritableError.__name__

    def test_unreadable_file_is_said_to_be(self, open_folder: Path) -> None:
        path = self.read_only(open_folder)
        path.chmod(0o000)

        assert as_other_user(lambda: open_reader(path)) == LedgerNotReadableError.__name__

    def test_folder_that_may_not_be_entered_is_said_to_be(self, open_folder: Path) -> None:
        path = self.read_only(open_folder)
        open_folder.chmod(0o700)

        assert as_other_user(lambda: Ledger.open(path, create=True)) == LedgerNotReadableError.__name__

    def test_closed_folder_is_said_to_be(self, open_folder: Path) -> None:
        path = open_folder / "new" / "ledger.db"
        open_folder.chmod(0o555)

        assert as_other_user(lambda: Ledger.open(path, create=True)) == LedgerNotWritableError.__name__


class TestCommands:
    def test_full_disk_is_said_to_be_and_changes_nothing(self, path: Path, ledger: Ledger) -> None:
        add_plan(ledger, "A")

        assert in_child(lambda: fill_disk(Ledger.open(path))) in {"DiskFailedError", "DiskFullError"}

        assert codes(path) == ["A"]
        with closing(open_reader(path)) as reader:
            assert verify(reader).ok

    def test_what_fails_writes_nothing(self, path: Path, ledger: Ledger) -> None:
        def fail_half_way() -> None:
            with ledger.command("import", actor="李") as session:
                session.add(Plan(code="A"))
                session.flush()
                raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"):
            fail_half_way()

        reader = open_reader(path)
        assert reader.execute("SELECT count(*) FROM plan").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM journal").fetchone() == (0,)
        reader.close()

    def test_savepoint_taken_back_leaves_no_trace(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("import", actor="李") as session:
            session.add(Plan(code="A"))
            session.flush()
            savepoint = session.begin_nested()
            session.add(Plan(code="B"))
            session.flush()
            savepoint.rollback()
            session.add(Plan(code="C"))

        reader = open_reader(path)
        assert [row[0] for row in reader.execute("SELECT code FROM plan")] == ["A", "C"]
        assert verify(reader).ok
        assert verify(reader).rows == 3
        reader.close()

    def test_who_gave_a_command_stays_where_its_first_change_was_taken_back(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("import", actor="李") as session:
            savepoint = session.begin_nested()
            session.add(Plan(code="B"))
            session.flush()
            savepoint.rollback()
            session.add(Plan(code="C"))

        with closing(open_reader(path)) as reader:
            found = reader.execute("SELECT entity FROM journal ORDER BY seq").fetchall()

        assert found == [("command",), ("plan",)]

    def test_broken_rule_of_the_tables_is_told_as_such(self, ledger: Ledger) -> None:
        from sqlalchemy.exc import IntegrityError

        add_plan(ledger, "A")

        with pytest.raises(IntegrityError, match="UNIQUE"):
            add_plan(ledger, "A")
        with pytest.raises(IntegrityError, match="FOREIGN KEY"), ledger.command("add", actor="李") as session:
            session.add(Task(key="A-1", number=1, title="t", plan_id=99))

    @pytest.mark.parametrize(
        "write",
        [
            lambda session: session.execute(update(Plan).values(title="x")),
            lambda session: session.execute(insert(Plan).values(code="B")),
            lambda session: session.execute(text("DELETE FROM plan")),
            lambda session: session.connection().exec_driver_sql("UPDATE plan SET title = 'x'"),
            lambda session: session.execute(text("WITH x AS (SELECT 1) UPDATE plan SET title = 'x'")),
            lambda session: session.bulk_save_objects([Plan(code="B")]),
            lambda session: session.bulk_insert_mappings(Plan, [{"code": "B"}]),
            lambda session: session.execute(text("DROP TRIGGER journal_refuses_update")),
            lambda session: session.commit(),
        ],
        ids=["update", "insert", "raw", "driver", "with", "bulk-save", "bulk-insert", "drop", "commit"],
    )
    def test_writes_round_the_journal_are_refused(self, path: Path, ledger: Ledger, write: Call) -> None:
        add_plan(ledger, "A")

        def be_sly() -> None:
            with ledger.command("sly", actor="李") as session:
                session.add(Plan(code="C"))
                session.flush()
                write(session)

        with pytest.raises(UnjournalledWriteError, match="journal"):
            be_sly()

        assert codes(path) == ["A"]

    def test_facts_and_search_follow_a_command(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("add", actor="李") as session:
            task = Task(key="T-1", number=1, title="引进人才")
            session.add(task)
        with ledger.command("rename", actor="李") as session:
            found = session.exec(select(Task)).one()
            found.title = "培养人才"

        reader = open_reader(path)
        assert reader.execute("SELECT task_id, status FROM task_fact").fetchall() == [(1, "pending")]
        assert reader.execute("SELECT rowid FROM task_text WHERE task_text MATCH '\"培 养\"'").fetchall() == [(1,)]
        reader.close()
        with ledger.command("remove", actor="李") as session:
            session.delete(session.exec(select(Task)).one())
        reader = open_reader(path)
        assert reader.execute("SELECT count(*) FROM task_fact").fetchone() == (0,)
        reader.close()

    def test_plan_wide_change_reaches_its_tasks(self, path: Path, ledger: Ledger) -> None:
        import datetime as dt

        with ledger.command("import", actor="李") as session:
            plan = Plan(code="A", end=dt.date(2017, 12, 31))
            session.add(plan)
            session.flush()
            session.add(Task(key="A-1", number=1, title="t", plan_id=plan.id))
        with ledger.command("set", actor="李") as session:
            session.exec(select(Plan)).one().end = dt.date(2018, 12, 31)

        reader = open_reader(path)
        assert reader.execute("SELECT due FROM task_fact").fetchall() == [("2018-12-31",)]
        reader.close()


class TestTwoWriters:
    def test_second_one_is_told_to_try_again(self, path: Path, ledger: Ledger) -> None:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        impatient = Ledger(path, writing_engine(path, timeout=0.05), open_checked(path, "mode=rw"))

        with pytest.raises(LedgerBusyError, match="try again"), impatient.command("add", actor="王"):
            pass

        holder.execute("COMMIT")
        holder.close()
        add_plan(impatient, "B")
        assert codes(path) == ["B"]

    def test_nothing_is_lost_between_two_processes(self, path: Path, ledger: Ledger) -> None:
        children = [write_in_child(path, letter) for letter in "XY"]

        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        assert sorted(codes(path)) == sorted(f"{letter}{number}" for letter in "XY" for number in range(15))
        reader = open_reader(path)
        assert verify(reader).ok
        reader.close()

    def test_both_may_start_the_same_ledger(self, path: Path) -> None:
        children = [write_in_child(path, letter, create=True) for letter in "XY"]

        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        assert len(codes(path)) == 30
        assert [entry.name for entry in path.parent.iterdir() if ".new-" in entry.name] == []

    def test_killed_writer_leaves_a_whole_ledger(self, path: Path, ledger: Ledger) -> None:
        add_plan(ledger, "A")
        if (child := os.fork()) == 0:
            with Ledger.open(path).command("import", actor="王") as session:
                session.add(Plan(code="B"))
                session.flush()
                os._exit(9)
        os.waitpid(child, 0)

        assert codes(path) == ["A"]
        add_plan(ledger, "C")
        assert codes(path) == ["A", "C"]


def write_in_child(path: Path, letter: str, *, create: bool = False) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            ledger = Ledger.open(path, create=create)
            for number in range(15):
                add_plan(ledger, f"{letter}{number}")
            status = 0
        finally:
            os._exit(status)
    return child
