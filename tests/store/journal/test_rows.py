"""The journal: every change leaves a row that nobody can alter unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from dutytrack.store.file.connection import open_reader, open_suspect
from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, TRIGGERS
from dutytrack.store.journal.heads import heads_of, missing
from dutytrack.store.journal.rows import GENESIS, JournalRow, read_head, read_rows
from dutytrack.store.journal.verify import Verification, verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Action, Assignment, Plan, Setting, Task, TaskSpan, Unit
from dutytrack.store.tables.supervision import METADATA

NINE = dt.datetime(2026, 7, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def journal(path: Path) -> list[JournalRow]:
    with closing(open_reader(path)) as reader:
        return list(read_rows(reader))


def changes(path: Path) -> list[JournalRow]:
    """The journal without the rows that say who gave a command."""
    return [row for row in journal(path) if row.entity != "command"]


def verified(path: Path) -> Verification:
    with closing(open_suspect(path)) as reader:
        return verify(reader)


def lost(path: Path, printed: str) -> list[str]:
    """The heads of those ``printed`` that the journal does not hold."""
    with closing(open_suspect(path)) as reader:
        return [str(fault.head) for fault in missing(reader, heads_of(printed))]


def add_task(ledger: Ledger, key: str = "A-1", title: str = "任务") -> None:
    with ledger.command("add", actor="李", now=NINE) as session:
        session.add(Task(key=key, number=1, title=title))


def retitle(ledger: Ledger, title: str) -> None:
    with ledger.command("set", actor="王", reason="笔误", now=NINE + dt.timedelta(days=1)) as session:
        session.exec(select(Task)).one().title = title


class TestRows:
    def test_every_table_is_journalled_or_derived(self) -> None:
        assert {*JOURNALLED_TABLES, *DERIVED_TABLES, "journal"} == METADATA.tables.keys() | {"task_text"}

    def test_tables_are_listed_after_those_they_refer_to(self) -> None:
        place = {name: index for index, name in enumerate(JOURNALLED_TABLES)}

        for name in JOURNALLED_TABLES:
            for key in METADATA.tables[name].foreign_keys:
                parent = key.column.table.name
                assert place[parent] < place[name] or parent == name

    def test_new_row_says_who_when_what(self, path: Path, ledger: Ledger) -> None:
        add_task(ledger)

        opening, row = journal(path)

        assert (row.seq, row.actor, row.name, row.entity, row.entity_id) == (2, "李", "add", "task", "1")
        assert row.at == "2026-07-15T01:00:00.000000+00:00"
        assert row.before is None
        assert json.loads(row.after or "")["title"] == "任务"
        assert list(json.loads(row.after or "")) == sorted(json.loads(row.after or ""))
        assert (opening.prev_hash, row.prev_hash) == (GENESIS, opening.hash)

    def test_changed_row_is_kept_whole_before_and_after(self, path: Path, ledger: Ledger) -> None:
        add_task(ledger)
        retitle(ledger, "新任务")

        first, second = changes(path)

        assert second.before == first.after
        assert json.loads(second.after or "") == {**json.loads(first.after or ""), "title": "新任务"}
        assert second.reason == "笔误"

    def test_images_of_a_row_changed_twice_in_a_command_are_chained(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("add", actor="李") as session:
            task = Task(key="A-1", number=1, title="一")
            session.add(task)
            session.flush()
            for title in ("二", "三"):
                task.title = title
                session.flush()

        rows = changes(path)

        assert [json.loads(row.after or "")["title"] for row in rows] == ["一", "二", "三"]
        assert [row.before for row in rows] == [None, rows[0].after, rows[1].after]
        assert len({row.command for row in rows}) == 1

    def test_row_removed_is_kept_as_it_was(self, path: Path, ledger: Ledger) -> None:
        add_task(ledger)
        with ledger.command("remove", actor="李") as session:
            session.delete(session.exec(select(Task)).one())

        first, second = changes(path)

        assert (second.before, second.after) == (first.after, None)

    def test_row_given_another_key_goes_and_comes(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("setting", actor="李") as session:
            session.add(Setting(key="a", value="1"))
        with ledger.command("setting", actor="李") as session:
            session.get_one(Setting, "a").key = "b"

        _, came, went = changes(path)

        assert (came.entity_id, came.before, went.entity_id, went.after) == ("b", None, "a", None)
        assert verified(path).ok

    def test_nothing_changed_leaves_no_row(self, path: Path, ledger: Ledger) -> None:
        add_task(ledger)
        retitle(ledger, "任务")

        assert len(journal(path)) == 2

    def test_unjournalled_reading_leaves_no_row(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("look", actor="李") as session:
            assert session.exec(select(Task)).all() == []

        assert journal(path) == []

    def test_stamp_without_zone_is_refused(self, ledger: Ledger) -> None:
        with (
            pytest.raises(ValueError, match="time zone"),
            ledger.command("add", actor="李", now=NINE.replace(tzinfo=None)),
        ):
            pass

    def test_hash_covers_every_field_as_stored(self, path: Path, ledger: Ledger) -> None:
        add_task(ledger)

        with sqlite3.connect(path) as connection:
            *fields, found = connection.execute(
                "SELECT seq, at, actor, command, name, entity, entity_id, before, after, reason, undoes, prev_hash, "
                "hash FROM journal"
            ).fetchone()

        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == found

    def test_head_is_the_last_row(self, path: Path, ledger: Ledger) -> None:
        with closing(open_reader(path)) as reader:
            assert read_head(reader).hash == GENESIS
            add_task(ledger)
            assert read_head(reader).hash == journal(path)[-1].hash

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE journal SET actor = '张'",
            "DELETE FROM journal",
            "DELETE FROM journal WHERE seq = 1",
            "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        ],
    )
    def test_sqlite_itself_refuses_to_alter_it(self, path: Path, ledger: Ledger, statement: str) -> None:
        add_task(ledger)

        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)


def office(ledger: Ledger) -> None:
    """A ledger with a little of everything that tampering may touch."""
    with ledger.command("import", actor="李", now=NINE) as session:
        plan, unit = Plan(code="A"), Unit(name="市科技局", jurisdiction="沧州市")
        session.add_all([plan, unit])
        session.flush()
        session.add_all([Task(key=f"A-{number}", number=number, title="任务", plan_id=plan.id) for number in (1, 2, 3)])
        session.flush()
        session.add(Assignment(task_id=1, unit_id=unit.id, role="lead", position=0))
    with ledger.command("close", actor="王", now=NINE) as session:
        session.add(Action(task_id=1, kind="closed", on=dt.date(2026, 7, 1)))


def tamper(path: Path, *statements: str) -> None:
    """What somebody with the file and a SQLite shell would do, covering tracks."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for statement in TRIGGERS.values():
        connection.execute(statement)
    connection.close()


def rehash(path: Path) -> None:
    """Compute the altered rows' own hashes again, but not the chain after them."""
    from dutytrack.store.journal.rows import row_hash

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER journal_refuses_update")
    for seq, *fields in connection.execute("SELECT seq, * FROM journal").fetchall():
        connection.execute("UPDATE journal SET hash = ? WHERE seq = ?", (row_hash(tuple(fields[:-1])), seq))
    connection.execute(TRIGGERS["journal_refuses_update"])
    connection.close()


TAMPERINGS: list[tuple[str, tuple[str, int | None, str, str]]] = [
    ("UPDATE task SET title = '别的' WHERE id = 2", ("row-altered", 5, "task", "2")),
    ("DELETE FROM task WHERE id = 3", ("row-missing", 6, "task", "3")),
    ('DELETE FROM "action"', ("row-missing", 9, "action", "1")),
    ("INSERT INTO setting VALUES ('language', 'zh')", ("row-extra", None, "setting", "language")),
    ("UPDATE journal SET actor = '张' WHERE seq = 5", ("altered", 5, "task", "2")),
    ("UPDATE journal SET reason = '' WHERE seq = 3", ("altered", 3, "unit", "1")),
    ("UPDATE journal SET hash = 'x' WHERE seq = 3", ("altered", 3, "unit", "1")),
    ("UPDATE journal SET prev_hash = 'x' WHERE seq = 4", ("link", 4, "", "")),
    ("DELETE FROM journal WHERE seq = 5", ("gap", 6, "", "")),
    ("DELETE FROM journal WHERE seq = 2", ("gap", 3, "", "")),
    ("UPDATE journal SET seq = 70 WHERE seq = 9", ("gap", 70, "", "")),
    ("UPDATE task_fact SET status = 'pending' WHERE task_id = 1", ("derived", None, "task_fact", "1")),
    ("DELETE FROM task_fact WHERE task_id = 2", ("derived", None, "task_fact", "2")),
    ("DELETE FROM task_text WHERE rowid = 2", ("derived", None, "task_text", "2")),
    ("UPDATE task_span SET status = 'closed'", ("derived", None, "task_span", "1 0001-01-01")),
    ("UPDATE task_span SET last_on = '2026-01-01'", ("derived", None, "task_span", "1 2026-01-01")),
    ("UPDATE task_span SET last_on = '2030-01-01'", ("derived", None, "task_span", "1 2030-01-01")),
    ("UPDATE task_span SET last_on = 'x'", ("derived", None, "task_span", "1 x")),
    ("UPDATE task_span SET task_id = 2", ("derived", None, "task_span", "1 2026-07-01")),
    ("UPDATE task_span SET task_id = 9", ("derived", None, "task_span", "1 2026-07-01")),
    ("DELETE FROM task_span", ("derived", None, "task_span", "1 2026-07-01")),
    (
        "INSERT INTO task_span SELECT task_id, '2026-01-01', {rest} FROM task_span".format(
            rest=", ".join(name for name in TaskSpan.model_fields if name not in {"task_id", "last_on"})
        ),
        ("derived", None, "task_span", "1 2026-01-01"),
    ),
]


class TestVerify:
    def test_untouched_ledger_is_right(self, path: Path, ledger: Ledger) -> None:
        office(ledger)

        outcome = verified(path)

        assert outcome.ok
        assert (outcome.rows, outcome.head, outcome.faults) == (9, journal(path)[-1].hash, ())

    @pytest.mark.usefixtures("ledger")
    def test_empty_ledger_is_right(self, path: Path) -> None:
        assert verified(path) == Verification(0, 0, GENESIS, ())

    @pytest.mark.parametrize(("statement", "fault"), TAMPERINGS, ids=[case[0][:40] for case in TAMPERINGS])
    def test_each_tampering_is_found_and_named(
        self, path: Path, ledger: Ledger, statement: str, fault: tuple[str, int | None, str, str]
    ) -> None:
        office(ledger)

        tamper(path, statement)

        first = verified(path).faults[0]
        assert (first.code, first.seq, first.entity, first.entity_id) == fault
        assert "{" not in first.message

    def test_days_of_each_task_are_looked_at(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("add", actor="李", now=NINE) as session:
            session.add_all(
                [Task(id=number, key=f"{number}", number=1, title="任务") for number in (1, 30_000, 90_000)]
            )
        for task, day in ((1, 3), (30_000, 2), (90_000, 1), (30_000, 5)):
            with ledger.command("receive", actor="王", now=NINE) as session:
                session.add(Action(task_id=task, kind="received", on=dt.date(2026, 7, day)))
        assert verified(path).ok

        tamper(path, "UPDATE task_span SET status_on = '2026-07-04' WHERE status_on NOT NULL")

        found = [(fault.entity, fault.entity_id) for fault in verified(path).faults]
        assert found == [("task_span", "30000 2026-07-02")]

    def test_row_put_into_the_journal_is_found(self, path: Path, ledger: Ledger) -> None:
        office(ledger)

        tamper(
            path,
            "INSERT INTO journal SELECT seq + 1, at, actor, command, name, entity, '9', NULL, after, reason, undoes, "
            "hash, 'x' FROM journal WHERE seq = 9",
        )

        assert [fault.code for fault in verified(path).faults] == ["altered", "sequence", "row-missing"]

    def test_altered_row_with_its_hash_made_anew_breaks_the_chain(self, path: Path, ledger: Ledger) -> None:
        office(ledger)

        tamper(path, "UPDATE journal SET actor = '张' WHERE seq = 5")
        rehash(path)

        assert [(fault.code, fault.seq) for fault in verified(path).faults] == [("link", 6)]

    def test_journal_cut_short_with_its_rows_is_found_by_a_printed_head(self, path: Path, ledger: Ledger) -> None:
        office(ledger)
        printed = verified(path).head

        tamper(
            path,
            'DELETE FROM "action"',
            "DELETE FROM sqlite_sequence WHERE name = 'action'",
            "DELETE FROM journal WHERE seq >= 8",
            "UPDATE task_fact SET status = 'pending', status_on = NULL, done_on = NULL, exists_from = '0001-01-01', "
            "progress = NULL, progress_on = NULL, claimed = NULL, paced = NULL, last_on = '0001-01-01' "
            "WHERE task_id = 1",
            "DELETE FROM task_span",
        )

        assert verified(path).ok
        assert lost(path, printed) == [printed]

    def test_printed_head_stays_good_when_the_ledger_goes_on(self, path: Path, ledger: Ledger) -> None:
        office(ledger)
        printed = verified(path).head
        add_task(ledger, "B-1")

        assert verified(path).ok
        assert lost(path, printed) == []

    @pytest.mark.usefixtures("ledger")
    def test_missing_trigger_is_found(self, path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TRIGGER journal_refuses_delete")

        assert [fault.entity_id for fault in verified(path).faults] == ["journal_refuses_delete"]

    def test_damaged_page_is_named_and_the_rest_looked_through(self, path: Path, ledger: Ledger) -> None:
        with ledger.command("add", actor="李") as session:
            session.add_all([Task(key=f"A-{number}", number=number, title="任务" * 200) for number in range(99)])
        ledger.close()
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) // 2))

        codes = {fault.code for fault in verified(path).faults}

        assert codes & {"page", "unread"}

    def test_rows_and_names_of_the_reader_do_not_matter(self, path: Path, ledger: Ledger) -> None:
        office(ledger)

        with closing(open_reader(path)) as reader:
            reader.row_factory = sqlite3.Row
            assert verify(reader).ok

    def test_writer_meanwhile_does_not_matter(self, path: Path, ledger: Ledger) -> None:
        office(ledger)
        steps: list[Callable[[], None]] = [lambda: add_task(ledger, "B-1")]

        with closing(open_reader(path)) as reader:
            reader.set_progress_handler(lambda: steps.pop()() if steps else None, 50)
            outcome = verify(reader)

        assert outcome.ok
        assert steps == []
