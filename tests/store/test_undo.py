"""Undo: a further command that puts rows back, unless later facts build on them."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from dutytrack import i18n
from dutytrack.domain.words.journal import ENTITY_WORDS
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.errors import RowAlteredError
from dutytrack.store.file.schema import DERIVED_TABLES, JOURNALLED_TABLES, TRIGGERS, lay_triggers
from dutytrack.store.journal.rows import GENESIS, INSERT, command_header, read_rows, row_hash
from dutytrack.store.journal.verify import verify
from dutytrack.store.journal.who import Who, process_who
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Action, Assignment, Deadline, Plan, Setting, Task, Unit
from dutytrack.store.undo import (
    AlreadyUndoneError,
    CommandUnknownError,
    NothingChangedError,
    NothingToUndoError,
    ReasonWantedError,
    UndoRefusedError,
    command_sentence,
    undo,
)

EVENING = dt.datetime(2026, 7, 14, 20, 0, tzinfo=dt.UTC)
"""In China it is the 15th already."""
DAY = dt.date(2026, 7, 1)
WANG = Who("wang", 1001, "desk-3", "0.2.0")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the journal's."""
    with closing(open_reader(path)) as reader:
        return {
            name: reader.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in (*JOURNALLED_TABLES, *DERIVED_TABLES)
        }


def commands(path: Path) -> list[tuple[str, str | None]]:
    """Id and what it undoes of each command."""
    with closing(open_reader(path)) as reader:
        return reader.execute("SELECT command, undoes FROM journal GROUP BY command ORDER BY min(seq)").fetchall()


def as_of_an_earlier_version(path: Path) -> None:
    """Chain the journal without the rows that say who gave a command, as earlier versions did."""
    with closing(open_reader(path)) as reader:
        kept = [row for row in read_rows(reader) if row.entity != "command"]
    before, chain = GENESIS, []
    for seq, row in enumerate(kept, start=1):
        linked = row._replace(seq=seq, prev_hash=before)
        before = row_hash(linked[:-1])
        chain.append(linked._replace(hash=before))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM journal")
        connection.executemany(INSERT, chain)
        lay_triggers(connection.execute)
    assert is_right(path)


def last(path: Path) -> str:
    return commands(path)[-1][0]


def is_right(path: Path) -> bool:
    with closing(open_reader(path)) as reader:
        return verify(reader).ok


def add(ledger: Ledger, *entities: object, actor: str = "李", name: str = "add", who: Who | None = None) -> None:
    with ledger.recording(command_header(name, actor=actor, now=EVENING, who=who)) as session:
        session.add_all(entities)


def task(number: int = 1) -> Task:
    return Task(key=f"A-{number}", number=number, title=f"任务{number}")


def retitle(ledger: Ledger, title: str, *, actor: str = "李") -> None:
    with ledger.command("set", actor=actor, now=EVENING) as session:
        session.exec(select(Task)).first().title = title


class TestTakingBack:
    def test_new_rows_go(self, path: Path, ledger: Ledger) -> None:
        before = rows(path)
        add(ledger, task())

        undone = undo(ledger, actor="李", reason="重复")

        assert rows(path) == before
        assert (undone.undone.name, undone.rows) == ("add", 1)
        assert commands(path)[1] == (undone.command, undone.undone.id)
        assert is_right(path)

    def test_removed_rows_come_back_with_those_that_refer_to_them(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task())
        add(ledger, Deadline(task_id=1, position=0, date=DAY))
        before = rows(path)
        with ledger.command("remove", actor="李") as session:
            session.delete(session.exec(select(Deadline)).one())
            session.delete(session.exec(select(Task)).one())

        undo(ledger, actor="李")

        assert rows(path) == before
        assert is_right(path)

    def test_names_swapped_are_swapped_back(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), task(2))
        before = rows(path)
        with ledger.command("swap", actor="李") as session:
            one, two = session.exec(select(Task)).all()
            for entity, key in ((one, "B"), (two, "A-1"), (one, "A-2")):
                entity.key = key
                session.flush()

        undo(ledger, actor="李")

        assert rows(path) == before

    def test_own_last_command_is_meant(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), actor="李")
        add(ledger, task(2), actor="李", who=WANG)

        undo(ledger, actor="李")

        assert [row[1] for row in rows(path)["task"]] == ["A-2"]

    def test_whose_command_it_is_says_the_login_and_no_name_that_is_given(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), actor="李")

        assert undo(ledger, actor="王").is_callers

    def test_anothers_command_wants_a_reason(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), actor="李", who=WANG)

        with pytest.raises(NothingToUndoError):
            undo(ledger, actor="李")
        for reason in (None, " "):
            with pytest.raises(ReasonWantedError, match=r"add of 2026-07-15 is of wang; .*--reason"):
                undo(ledger, actor="李", command_id=last(path), reason=reason)
        done = undo(ledger, actor="李", command_id=last(path), reason="王某托付")

        assert not done.is_callers
        assert command_sentence(done.undone, done.subject) == "add of 2026-07-15 by 李 (wang): A-1"

    def test_command_that_does_not_say_its_login_is_told_by_the_name(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), actor="李")
        add(ledger, task(2), actor="王")
        as_of_an_earlier_version(path)

        assert undo(ledger, actor="李").subject.names == ("A-1",)
        with pytest.raises(ReasonWantedError):
            undo(ledger, actor="李", command_id=commands(path)[1][0])

    def test_what_is_taken_back_is_named(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        add(ledger, *(task(number) for number in range(2, 7)))
        add(ledger, Deadline(task_id=1, position=0, date=DAY))

        said = [undo(ledger, actor="李", rehearsal=False) for _ in range(3)]

        sentences = [command_sentence(done.undone, done.subject) for done in said]
        assert [sentence.split(": ")[1] for sentence in sentences] == ["A-1", "A-2, A-3, A-4 and 2 more", "A-1"]
        assert all(f" by 李 ({process_who().login}): " in sentence for sentence in sentences)

    def test_again_takes_back_the_one_before(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        retitle(ledger, "甲")
        retitle(ledger, "乙")

        undo(ledger, actor="李")
        undo(ledger, actor="李")

        with ledger.command("look", actor="李") as session:
            assert session.exec(select(Task)).one().title == "任务1"

    def test_named_command_of_somebody_else(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), actor="李")
        retitle(ledger, "甲", actor="王")

        undo(ledger, actor="李", command_id=last(path), reason="王某托付")

        assert rows(path)["task"][0][7] == "任务1"

    def test_undo_named_is_taken_back_too(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        done = rows(path)
        undone = undo(ledger, actor="李")

        undo(ledger, actor="李", command_id=undone.command)

        assert rows(path) == done
        assert is_right(path)
        undo(ledger, actor="李")
        assert rows(path)["task"] == []

    def test_what_comes_next_is_not_taken_for_what_was_undone(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        undo(ledger, actor="李")

        add(ledger, task(2))

        assert rows(path)["task"][0][0] == 2

    def test_facts_follow(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        before = rows(path)
        add(ledger, Action(task_id=1, kind="closed", on=DAY), name="close")

        undo(ledger, actor="李")

        assert rows(path)["task_fact"] == before["task_fact"]

    def test_program_that_has_done_nothing_else(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        code = (
            "import sys, pathlib; from dutytrack.store.ledger import Ledger; from dutytrack.store.undo import undo;"
            "undo(Ledger.open(pathlib.Path(sys.argv[1])), actor='李')"
        )

        subprocess.run([sys.executable, "-c", code, path], check=True)

        assert rows(path)["task"] == []

    def test_many_rows_in_good_time(self, path: Path, ledger: Ledger) -> None:
        add(ledger, *(task(number) for number in range(1, 1200)))

        assert undo(ledger, actor="李").rows == 1199


class TestRefusing:
    def refused(self, ledger: Ledger, command_id: str, path: Path) -> str:
        """What the refusal says; nothing has changed then."""
        before = rows(path)
        with pytest.raises(UndoRefusedError) as caught:
            undo(ledger, actor="李", command_id=command_id)
        assert rows(path) == before
        assert caught.value.exit_code == 2
        return str(caught.value)

    def test_same_row_was_changed_later(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        retitle(ledger, "甲")
        retitle(ledger, "乙", actor="王")

        says = self.refused(ledger, commands(path)[1][0], path)

        assert "set of 2026-07-15 (task A-1)" in says
        assert says.endswith(f"dutytrack undo {last(path)}")

    def test_same_row_was_changed_later_and_back_again(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        for title in ("甲", "乙", "甲"):
            retitle(ledger, title)

        assert "(task A-1); set of" in self.refused(ledger, commands(path)[1][0], path)

    def test_each_later_command_is_named_once_with_its_facts_and_the_last_one_to_begin_with(
        self, path: Path, ledger: Ledger
    ) -> None:
        add(ledger, task(1), name="import")
        add(ledger, *(Deadline(task_id=1, position=number, date=DAY) for number in range(2)), name="set")
        add(ledger, Action(task_id=1, kind="received", on=DAY), name="receive")

        says = self.refused(ledger, commands(path)[0][0], path)

        assert "build on it: set of 2026-07-15 (deadline A-1); receive of 2026-07-15 (act A-1); undo" in says
        assert says.endswith(f": dutytrack undo {last(path)}")

    def test_facts_are_named_in_chinese_too(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), name="import")
        add(ledger, Deadline(task_id=1, position=0, date=DAY), name="set")
        i18n.use_language("zh")

        says = self.refused(ledger, commands(path)[0][0], path)

        assert "2026-07-15 的 更正任务（时限 A-1）" in says
        assert says.endswith(f"从最后一项开始：dutytrack undo {last(path)}")

    def test_every_fact_has_a_word(self) -> None:
        assert set(ENTITY_WORDS) >= set(JOURNALLED_TABLES)

    def test_later_row_refers_to_one_that_would_vanish(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), name="import")
        add(ledger, Action(task_id=1, kind="closed", on=DAY), name="close")

        says = self.refused(ledger, commands(path)[0][0], path)

        assert says.startswith("import of 2026-07-15 can't be undone")
        assert "close of 2026-07-15 (act A-1)" in says

    def test_unit_is_used_by_a_later_plan(self, path: Path, ledger: Ledger) -> None:
        add(ledger, Unit(name="市科技局"), name="import")
        add(ledger, task(1))
        add(ledger, Assignment(task_id=1, unit_id=1, role="lead", position=0), name="assign")

        assert "assign of" in self.refused(ledger, commands(path)[0][0], path)

    def test_row_to_be_put_back_refers_to_one_that_is_gone(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1), Unit(name="市科技局"))
        add(ledger, Assignment(task_id=1, unit_id=1, role="lead", position=0))
        with ledger.command("unassign", actor="李", now=EVENING) as session:
            session.delete(session.exec(select(Assignment)).one())
        with ledger.command("remove", actor="李", now=EVENING) as session:
            session.delete(session.exec(select(Unit)).one())

        assert "remove of 2026-07-15 (unit 1)" in self.refused(ledger, commands(path)[2][0], path)

    def test_name_to_be_put_back_is_taken(self, path: Path, ledger: Ledger) -> None:
        add(ledger, Plan(code="A"))
        with ledger.command("rename", actor="李") as session:
            session.exec(select(Plan)).one().code = "B"
        add(ledger, Plan(code="A"), name="import")

        assert "import of 2026-07-15 (plan A)" in self.refused(ledger, commands(path)[1][0], path)

    def test_long_list_is_cut(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        for _ in range(5):
            add(ledger, Action(task_id=1, kind="reported", on=DAY), name="report")

        assert "and 2 more" in self.refused(ledger, commands(path)[0][0], path)

    def test_later_command_undone_does_not_stand_in_the_way(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        add(ledger, Action(task_id=1, kind="closed", on=DAY), actor="王", name="close")
        undo(ledger, actor="王")

        undo(ledger, actor="李")

        assert rows(path)["task"] == []

    def test_later_command_that_left_the_row_as_it_was_does_not_either(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        with ledger.command("muddle", actor="李") as session:
            session.delete(session.exec(select(Task)).one())
            session.flush()
            session.add(Task(id=1, key="A-1", number=1, title="任务1"))

        undo(ledger, actor="李")

        assert rows(path)["task"] == []

    def test_redoing_what_builds_on_something_taken_back_since(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        retitle(ledger, "甲")
        retitle(ledger, "乙")
        second = undo(ledger, actor="李")
        undo(ledger, actor="李")

        assert "undo of" in self.refused(ledger, second.command, path)

    def test_undone_command_says_so(self, path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        add(ledger, task(1))
        monkeypatch.setattr("dutytrack.store.undo.command_header", partial(command_header, now=EVENING))
        undo(ledger, actor="李")

        with pytest.raises(AlreadyUndoneError, match="add of 2026-07-15 was undone on 2026-07-15 by 李"):
            undo(ledger, actor="王", command_id=commands(path)[0][0])

    def test_nothing_left(self, ledger: Ledger) -> None:
        add(ledger, task(1))
        undo(ledger, actor="李")

        with pytest.raises(NothingToUndoError, match="李"):
            undo(ledger, actor="李")

    def test_command_that_left_nothing_changed_is_passed_over(self, path: Path, ledger: Ledger) -> None:
        add(ledger, task(1))
        with ledger.command("muddle", actor="李") as session:
            setting = Setting(key="a", value="1")
            session.add(setting)
            session.flush()
            session.delete(setting)

        with pytest.raises(NothingChangedError, match="muddle"):
            undo(ledger, actor="李", command_id=last(path))
        assert undo(ledger, actor="李").undone.name == "add"

    def test_unknown_command(self, ledger: Ledger) -> None:
        with pytest.raises(CommandUnknownError, match="nix"):
            undo(ledger, actor="李", command_id="nix")

    def test_row_altered_behind_the_journal(self, path: Path, ledger: Ledger) -> None:
        import sqlite3

        add(ledger, task(1))
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE task SET title = 'x'")

        with pytest.raises(RowAlteredError, match="log verify"):
            undo(ledger, actor="李")


STEPS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["task", "retitle", "remove", "deadline", "close", "unit", "assign", "setting", "move"]),
            st.integers(0, 3),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=5,
)


def take(session, kind: str, number: int) -> None:
    """One change to the rows, or none where it does not apply."""
    tasks = session.exec(select(Task).order_by(Task.id)).all()
    chosen = tasks[number % len(tasks)] if tasks else None
    match kind:
        case "task":
            taken = {found.key for found in tasks}
            key = next(f"K-{place}" for place in range(99) if f"K-{place}" not in taken)
            session.add(Task(key=key, number=number, title="新"))
        case "unit":
            session.add(Unit(name=f"单位{len(session.exec(select(Unit)).all())}-{number}"))
        case "setting":
            session.merge(Setting(key=f"k{number}", value=str(number)))
    if chosen is not None:
        take_on(session, chosen, kind, number)
    session.flush()


def take_on(session, chosen: Task, kind: str, number: int) -> None:
    match kind:
        case "retitle":
            chosen.title += str(number)
        case "deadline":
            session.add(Deadline(task_id=chosen.id, position=0, date=DAY + dt.timedelta(days=number)))
        case "close":
            session.add(Action(task_id=chosen.id, kind="closed", on=DAY))
        case "move":
            for deadline in session.exec(select(Deadline)).all():
                deadline.task_id = chosen.id
        case "assign":
            assign(session, chosen, number)
        case "remove":
            remove(session, chosen)


def assign(session, chosen: Task, number: int) -> None:
    unit = session.exec(select(Unit)).first()
    if unit and not session.exec(select(Assignment).where(Assignment.task_id == chosen.id)).first():
        session.add(Assignment(task_id=chosen.id, unit_id=unit.id, role="lead", position=number))


def remove(session, chosen: Task) -> None:
    for model in (Deadline, Action, Assignment):
        for entity in session.exec(select(model).where(model.task_id == chosen.id)).all():
            session.delete(entity)
    session.flush()
    session.delete(chosen)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to be copied, so that each example starts quickly."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path, create=True).close()
    return path


@settings(max_examples=25)
@given(steps=STEPS)
def test_undoing_all_commands_in_reverse_gives_the_first_state(empty: Path, steps: list[list[tuple[str, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.db")
        shutil.copy(empty, path)
        with Ledger.open(path) as ledger:
            states = [rows(path)]
            for step in steps:
                with ledger.command("step", actor="李") as session:
                    for kind, number in step:
                        take(session, kind, number)
                states.append(rows(path))
            distinct = [state for state, following in pairwise(states) if state != following]
            for expected in reversed(distinct):
                undo(ledger, actor="李")
                assert rows(path) == expected
            with pytest.raises(NothingToUndoError):
                undo(ledger, actor="李")
            assert is_right(path)
