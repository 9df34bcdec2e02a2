"""A ledger that was told again is kept for the next question about that moment, and nothing else is taken for it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader, tidy
from dutytrack.store.file.location import known_files, own_files
from dutytrack.store.file.placing import replace
from dutytrack.store.file.sharing import share
from dutytrack.store.journal.knowing import ledger_as_known
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Setting, Task

ROWS = 2500
"""Of settings: enough for the journal to be worth keeping what it tells."""
FULL = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (60000, 60000)); from dutytrack.cli.app import app; app()"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose long journal tells of four tasks, one after the other."""
    path = tmp_path_factory.mktemp("large") / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        with ledger.command("setting", actor="a", now=datetime(2026, 6, 1, tzinfo=UTC)) as session:
            session.add_all(Setting(key=f"note{number}", value="x") for number in range(ROWS))
        for number in range(1, 5):
            with ledger.command("add", actor="a", now=datetime(2026, 7, number, tzinfo=UTC)) as session:
                session.add(Task(key=f"QT26-{number}", number=number, title=f"{number}"))
    return path


@pytest.fixture
def ledger(large: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "ledger.db"
    shutil.copy(large, path)
    yield path
    assert [each for each in tmp_path.iterdir() if each.name.startswith(".dutytrack-")] == []


def asked(path: Path, number: int) -> tuple[list[str], bool]:
    """The tasks that were known when the one with this ``number`` had been entered, and whether it was told again."""
    shares: list[float] = []
    with (
        closing(open_reader(path)) as reader,
        closing(ledger_as_known(reader, ROWS + 1 + 2 * number, shares.append)) as known,
    ):
        query = "SELECT t.key FROM task t JOIN task_fact ON task_id = id JOIN task_text x ON x.rowid = id ORDER BY id"
        found = [key for (key,) in known.execute(query)]
        assert known.execute("SELECT max(seq) FROM journal").fetchone() == (ROWS + 1 + 2 * number,)
    return found, bool(shares)


def keys(number: int) -> list[str]:
    return [f"QT26-{each}" for each in range(1, number + 1)]


def test_second_question_is_answered_by_what_is_kept(ledger):
    assert asked(ledger, 2) == (keys(2), True)
    assert asked(ledger, 2) == (keys(2), False)
    assert asked(ledger, 3) == (keys(3), True)
    assert asked(ledger, 2) == (keys(2), False)

    assert [oct(each.stat().st_mode & 0o777) for each in known_files(ledger)] == ["0o600", "0o600"]
    assert set(known_files(ledger)) < set(own_files(ledger))


def test_commands_that_come_after_change_nothing_of_it(ledger):
    asked(ledger, 4)
    with Ledger.open(ledger) as opened, opened.command("add", actor="a") as session:
        session.add(Task(key="QT26-5", number=5, title="5"))

    assert asked(ledger, 4) == (keys(4), False)


def test_moments_that_were_not_asked_about_for_longest_are_swept(ledger):
    for number in (1, 2, 1, 3):
        asked(ledger, number)

    assert len(known_files(ledger)) == 2
    assert [asked(ledger, number)[1] for number in (3, 1, 2)] == [False, False, True]


@pytest.mark.parametrize("change", ["a byte", "its end", "for others", "a link", "of another moment", "a second name"])
def test_one_that_is_not_as_it_was_made_is_not_used(ledger, change, tmp_path):
    asked(ledger, 2)
    (kept,) = known_files(ledger)
    if change == "a byte":
        with kept.open("r+b") as stream:
            stream.seek(5000)
            stream.write(b"\1\2\3")
    elif change == "its end":
        os.truncate(kept, 8192)
    elif change == "for others":
        kept.chmod(0o644)
    elif change == "a link":
        kept.rename(tmp_path / "elsewhere")
        kept.symlink_to(tmp_path / "elsewhere")
    elif change == "a second name":
        os.link(kept, tmp_path / "elsewhere")
    else:
        asked(ledger, 3)
        other = next(one for one in known_files(ledger) if one != kept)
        shutil.copy(kept, other)

    number = 3 if change == "of another moment" else 2
    assert asked(ledger, number) == (keys(number), True)
    assert asked(ledger, number) == (keys(number), False)


def test_another_program_takes_none_of_this_one(ledger, monkeypatch):
    asked(ledger, 2)
    monkeypatch.setattr("dutytrack.store.journal.keeping.__version__", "another")

    assert asked(ledger, 2) == (keys(2), True)


def test_another_ledger_of_the_same_name_takes_none(ledger, large):
    asked(ledger, 2)
    ledger.unlink()
    with Ledger.open(ledger, create=True) as opened:
        with opened.command("setting", actor="a") as session:
            session.add_all(Setting(key=f"note{number}", value="x") for number in range(ROWS))
        for _number in range(2):
            with opened.command("add", actor="a") as session:
                session.add(Task(key=f"QT26-{_number + 7}", number=_number + 7, title="t"))

    assert asked(ledger, 2) == (["QT26-7", "QT26-8"], True)


def test_it_goes_with_the_ledger(ledger, tmp_path):
    draft = tmp_path / "new" / "ledger.db"
    draft.parent.mkdir()
    shutil.copy(ledger, draft)
    asked(ledger, 2)
    replace(draft, ledger, lambda _connection: True)
    assert known_files(ledger) == []

    asked(ledger, 2)
    share(ledger, None)
    assert known_files(ledger) == []

    asked(ledger, 2)
    tidy(ledger)
    assert known_files(ledger) == []


def question(ledger: Path, program: str = "from dutytrack.cli.app import app; app()") -> subprocess.Popen[str]:
    call = ["--ledger", str(ledger), "--known-at", str(ROWS + 5), "--format", "csv", "list", "key:QT26"]
    env = {**os.environ, "DUTYTRACK_TODAY": "2026-07-15"}
    return subprocess.Popen(
        [sys.executable, "-c", program, *call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    )


def test_several_at_once_answer_the_same(ledger):
    answers = [one.communicate() for one in [question(ledger) for _ in range(3)]]

    assert len({out for out, _err in answers}) == 1
    assert "QT26-2" in answers[0][0]
    assert "QT26-3" not in answers[0][0]
    assert 1 <= len(known_files(ledger)) <= 2


def test_full_disk_keeps_none_and_answers(ledger):
    out, err = question(ledger, FULL).communicate()

    assert (err, known_files(ledger)) == ("", [])
    assert out == question(ledger).communicate()[0]


def test_closed_folder_keeps_none_and_answers(large):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        shutil.copy(large, path)
        path.chmod(0o444)
        Path(name).chmod(0o555)

        assert [as_other_user(lambda: asked(path, 2)) for _ in range(2)] == [(keys(2), True)] * 2


def as_other_user(act: Callable[[], object]) -> object:
    """What ``act`` returns to a user who is not root, in a process of its own."""
    there, here = multiprocessing.Pipe()
    if (child := os.fork()) == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            there.send(act())
        except BaseException as error:  # noqa: BLE001 - told to the parent
            there.send(repr(error))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return here.recv()
