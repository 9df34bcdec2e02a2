"""The queue of writers: who asks first writes first, and nothing that goes wrong with it stops a writer."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from dutytrack.store.file import turns
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.location import own_files, queue_file
from dutytrack.store.file.turns import turn
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Plan


def add(path: Path, code: str) -> None:
    with Ledger.open(path) as ledger, ledger.command("add", actor="李") as session:
        session.add(Plan(code=code))


def child(act: Callable[[], object]) -> int:
    """A process that does ``act`` and leaves with 0, with 1 where that raises."""
    if (number := os.fork()) == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 - told by the exit status
            os._exit(1)
        os._exit(0)
    return number


def holder(path: Path) -> tuple[int, int, int]:
    """A process that has its turn: its number, and the pipes on which it says so and waits."""
    told, tell = os.pipe()
    wait, end = os.pipe()

    def hold() -> None:
        os.close(end)
        with turn(path):
            os.write(tell, b".")
            os.read(wait, 1)

    number = child(hold)
    os.close(wait)
    os.read(told, 1)
    return number, told, end


@pytest.fixture
def made(path: Path) -> Path:
    """A ledger at rest."""
    Ledger.open(path, create=True).close()
    return path


def test_who_asks_first_has_the_first_turn(made: Path, tmp_path: Path) -> None:
    number, _told, end = holder(made)
    told, tell = os.pipe()
    waiting = []

    def wait(place: int) -> None:
        with turn(made) as is_ours:
            os.write(tell, b"%d" % place if is_ours else b"?")

    for place in range(4):
        drawn = int.from_bytes(queue_file(made).read_bytes(), "little")
        waiting.append(child(partial(wait, place)))
        while int.from_bytes(queue_file(made).read_bytes(), "little") == drawn:
            pass
    os.write(end, b".")

    assert [os.waitpid(one, 0)[1] for one in (number, *waiting)] == [0] * 5
    assert os.read(told, 10) == b"0123"


def test_one_that_is_killed_in_its_turn_lets_the_next_one_go_on(made: Path) -> None:
    number, _told, _end = holder(made)
    with turn(made, 0) as is_ours:
        assert not is_ours

    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)

    with turn(made, 0) as is_ours:
        assert is_ours


def test_one_that_stands_still_holds_up_nobody_for_ever(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, _told, end = holder(made)
    monkeypatch.setattr(turns, "PATIENCE", 0.05)

    add(made, "A")

    os.write(end, b".")
    os.waitpid(number, 0)
    with closing(open_reader(made)) as reader:
        assert reader.execute("SELECT code FROM plan").fetchall() == [("A",)]


def test_readers_never_wait(made: Path) -> None:
    number, _told, end = holder(made)

    with closing(open_reader(made)) as reader:
        assert reader.execute("SELECT count(*) FROM plan").fetchone() == (0,)

    os.write(end, b".")
    os.waitpid(number, 0)


def test_threads_of_one_program_take_turns_too(made: Path) -> None:
    order: list[str] = []
    first = threading.Event()

    def second() -> None:
        first.wait()
        with turn(made):
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with turn(made):
        first.set()
        other.join(0.05)
        order.append("first")
    other.join()

    assert order == ["first", "second"]


@pytest.mark.parametrize("what", ["folder", "link", "pipe", "read-only folder"])
def test_where_nobody_can_queue_the_locks_of_sqlite_have_to_do(
    made: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = queue_file(made)
    if what == "folder":
        file.mkdir()
    elif what == "link":
        file.symlink_to(made)
    elif what == "pipe":
        os.mkfifo(file)
    else:
        monkeypatch.setattr(turns, "queue_file", lambda _path: Path("/proc/nowhere.queue"))
    with turn(made) as is_ours:
        assert not is_ours

    add(made, "A")

    with closing(open_reader(made)) as reader:
        assert verify(reader).ok
    assert made.read_bytes()[:6] == b"SQLite"


@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o660, 0o660), (0o644, 0o640)])
def test_the_queue_is_open_to_whom_the_ledger_is(made: Path, mode: int, expected: int) -> None:
    made.chmod(mode)
    with turn(made):
        assert queue_file(made).stat().st_mode & 0o777 == expected


def test_a_counter_that_makes_no_sense_is_none(made: Path) -> None:
    queue_file(made).write_bytes(b"\xff" * 20)
    with turn(made) as is_ours:
        assert not is_ours
    add(made, "A")


def test_the_queue_belongs_to_the_ledger_and_goes_with_one_that_nobody_used(path: Path) -> None:
    assert queue_file(path) in own_files(path)
    with (
        Ledger.open(path, create=True) as ledger,
        pytest.raises(ValueError, match="no"),
        ledger.command("x", actor="李"),
    ):
        raise ValueError("no")

    assert list(path.parent.iterdir()) == []


def test_several_steady_writers_all_get_through(made: Path) -> None:
    """Each of them opens, writes and closes again and again; none is told to try again."""

    def write(one: int) -> None:
        for number in range(6):
            add(made, f"{one}-{number}")

    writers = [child(partial(write, one)) for one in range(4)]

    assert [os.waitpid(one, 0)[1] for one in writers] == [0] * 4
    with closing(open_reader(made)) as reader:
        assert reader.execute("SELECT count(*) FROM plan").fetchone() == (24,)
        assert verify(reader).ok
