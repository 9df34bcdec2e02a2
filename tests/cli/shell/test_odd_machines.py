"""Streams that are closed, paths that lead nowhere, days at the ends of time, disks that are full: one clear line."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from itertools import repeat
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader

CLOSED = ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"]
COMMANDS = ["", "status", "remind", "undo", "close BH25-1", "import plan.txt"]


def shell(call, cwd):
    environment = {
        **os.environ,
        "DUTYTRACK_TODAY": "2026-07-15",
        "DUTYTRACK_ACTOR": "tester",
        "PROGRAM": sys.executable,
    }
    command = ["sh", "-c", f'"$PROGRAM" -m dutytrack {call}']
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, stdin=subprocess.DEVNULL)


def is_clear(done):
    return done.returncode in {0, 1, 2, 3} and "Traceback" not in done.stderr and done.stderr.count("\n") <= 2


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_stream_is_no_fault_of_the_program(ledger, plan_file, tmp_path, command, closed):
    done = shell(f"{command} {closed}", tmp_path)

    assert is_clear(done), done
    if closed == "<&-" and command == "remind":
        assert "nobody is here to answer" in done.stderr


FULL = Path("/dev/full").exists()
ANSWERS = ["list", "list -f json", "log verify", "close BH25-1 --waive x", "--help", ""]


@pytest.mark.parametrize("lost", [">&-", ">/dev/full"])
@pytest.mark.parametrize("command", ANSWERS)
def test_an_answer_that_is_not_delivered_is_exit_code_2(ledger, tmp_path, command, lost):
    if "full" in lost and not FULL:
        pytest.skip("no device that is always full")

    done = shell(f"{command} {lost}", tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith("dutytrack: error: standard output can't be written: ")
    assert done.stderr.count("\n") == 1
    assert ("stands" in done.stderr) == command.startswith("close")


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full", ">&- 2>&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("show none", 2), ("note-a-thing", 2), ("status --ledger none.db --debug", 3), ("close BH25-1 --waive x -q", 0)],
)
def test_what_a_command_came_to_is_the_same_where_nothing_can_be_said_beside_it(ledger, tmp_path, command, code, lost):
    if "full" in lost and not FULL:
        pytest.skip("no device that is always full")

    assert shell(f"{command} {lost}", tmp_path).returncode == code


def test_remarks_that_nobody_can_hear_stop_no_answer(ledger, tmp_path):
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("CREATE TABLE strange (id)")
    heard, unheard = (shell(f"list {where}", tmp_path) for where in ("", "2>&-"))

    assert "strange" in heard.stderr
    assert (unheard.returncode, unheard.stdout) == (0, heard.stdout)
    if FULL:
        assert shell("list 2>/dev/full", tmp_path).stdout == heard.stdout


def test_reader_that_goes_away_is_no_fault(ledger, tmp_path):
    for command in ("list", "--help"):
        script = f'"$PROGRAM" -m dutytrack {command} | true; exit ${{PIPESTATUS[0]}}'
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env={**os.environ, "PROGRAM": sys.executable})

        assert done.returncode == 0, command


@pytest.fixture
def odd(tmp_path):
    """A folder with paths of every odd kind."""
    (tmp_path / "loop").symlink_to("pool")
    (tmp_path / "pool").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("not/there")
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "big.toml").write_bytes(b"#" * 3_000_000)
    return tmp_path


PATHS = [
    "~nouser/x", "loop", "loop/x", "nowhere", "folder", "binary", "empty", "big.toml", "/dev/zero", "/dev/null",
    "not/there",
    "x" * 300, "binary/x", "/dev/full", ".", "..",
]  # fmt: skip
USES = [
    ["--ledger", "{}", "status"], ["--ledger", "{}", "add", "a task"], ["import", "{}", "--dry-run"],
    ["lint", "--baseline", "{}"], ["lint", "--write-baseline", "{}"], ["lint", "./{}"], ["rules", "use", "./{}"],
    ["rules", "show", "{}.toml"], ["progress", "import", "{}", "--yes"], ["progress", "sheet", "-o", "{}"],
    ["list", "-o", "{}"], ["evidence", "add", "BH25-1", "{}"], ["demo", "{}"],
    ["import", "plan.txt", "--review-sheet", "{}"], ["import", "plan.txt", "--review-sheet", "{}", "--accept"],
]  # fmt: skip


@pytest.mark.parametrize("use", USES, ids=" ".join)
def test_an_odd_path_is_told_in_one_line(run, ledger, plan_file, odd, monkeypatch, use):
    monkeypatch.chdir(odd)
    for path in PATHS:
        if use[0] == "demo" and path in {"folder", "not/there", "nowhere", ".", ".."}:
            continue  # a demonstration is made there
        code, _out, err = run(*(word.format(path) for word in use))

        assert code in {0, 1, 2, 3}, (path, code, err)
        assert path in {".", ".."} or err.count("\n") <= 2, (path, err)


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/dev/null"])
def test_settings_that_can_not_be_read_are_told_with_their_file(process, ledger, odd, monkeypatch, path):
    monkeypatch.chdir(odd)
    code, _out, err = process("status", env={"DUTYTRACK_CONFIG": path})

    assert code == (0 if path == "empty" else 2)
    assert err.count("\n") == (0 if path == "empty" else 1)


@pytest.mark.parametrize("text", ['ledger = "a\\u0000b"', 'ledger = "~nouser/x"', "ledger = 1", 'actor = "\\u202e"'])
def test_settings_of_odd_values_are_refused(process, ledger, tmp_path, monkeypatch, text):
    monkeypatch.delenv("DUTYTRACK_LEDGER")
    monkeypatch.delenv("DUTYTRACK_ACTOR", raising=False)
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    environment = {"DUTYTRACK_CONFIG": str(tmp_path / "config.toml"), "DUTYTRACK_ACTOR": ""}
    code, _out, err = process("add", "a task", env=environment)

    assert code == 2
    assert err.count("\n") == 1


DAYS = ["9999-12-31", "0001-01-01", "1900-01-01", "2099-12-31", "+99999d", "-99999w", "99999999999", "12/31/9999", "٣"]
DATED = [
    ["--as-of", "{}", "status"], ["--as-of", "{}", "list", "due<+30d"], ["--known-at", "{}", "status"],
    ["list", "due:{}"], ["list", "due<{}"], ["list", "start>={}", "silent>0"], ["diff", "--since", "{}"],
    ["--as-of", "{}", "today"], ["--as-of", "{}", "appraise"], ["--as-of", "{}", "overdue"],
    ["--as-of", "{}", "why", "BH25-1"], ["--as-of", "{}", "show", "BH25-1"],
    ["close", "BH25-1", "--on", "{}"], ["add", "task", "--due", "{}"], ["set", "BH25-1", "--due", "{}"],
    ["extend", "BH25-1", "{}"], ["order", "BH25-1", "--on", "{}"], ["progress", "add", "BH25-1", "--on", "{}"],
    ["remind", "--on", "{}", "--yes"], ["plan", "conclude", "BH25", "--on", "{}", "--yes"],
    ["setting", "set", "today", "{}"], ["receive", "BH25-1", "--on", "{}"], ["summon", "BH25-1", "--on", "{}"],
    ["units", "succeed", "市科技局", "市财政局", "--on", "{}", "--yes"],
]  # fmt: skip


@pytest.mark.parametrize("words", DATED, ids=" ".join)
def test_days_at_the_ends_of_time_are_taken_or_refused(run, ledger, words):
    for day in DAYS:
        code, _out, err = run(*(word.format(day) for word in words))

        assert code in {0, 1, 2}, (day, err)
        assert err.count("\n") <= 2, (day, err)
        after, _out, err = run("status")
        assert after == 0, (day, err)


def test_a_ledger_in_a_folder_that_may_not_be_written_is_read(process, ledger, tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir()
    shutil.copy(ledger, folder / "ledger.db")
    (folder / "ledger.db").chmod(stat.S_IRUSR)
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("who runs this may write anywhere")
        read, written = (process("--ledger", folder / "ledger.db", *words) for words in (["status"], ["add", "a task"]))
    finally:
        folder.chmod(stat.S_IRWXU)

    assert read.code == 0, read.err
    assert written.code == 3
    assert written.err.count("\n") == 1


@pytest.fixture
def mounted(tmp_path):
    """A small file system of the test's own; the test is skipped where none may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_ledger_on_a_read_only_mount_is_read_and_says_so(process, ledger, mounted):
    shutil.copy(ledger, mounted / "ledger.db")
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)

    assert process("--ledger", mounted / "ledger.db", "status").code == 0
    code, _out, err = process("--ledger", mounted / "ledger.db", "add", "a task")
    assert (code, err.count("\n")) == (3, 1)
    assert "Read-only file system" in err


def test_reading_goes_on_when_the_disk_fills_up(process, ledger, mounted):
    path = mounted / "ledger.db"
    shutil.copy(ledger, path)
    assert process("--ledger", path, "add", "a task").code == 0
    with closing(open_reader(path)):  # as the screens have it open
        _read_on_a_full_disk(process, path, mounted / "filler")


def test_a_ledger_at_rest_is_read_on_a_full_disk(process, ledger, mounted):
    path = mounted / "ledger.db"
    shutil.copy(ledger, path)
    assert process("--ledger", path, "add", "a task").code == 0
    _read_on_a_full_disk(process, path, mounted / "filler")


@pytest.mark.parametrize("left", [0, 100_000, 400_000])
def test_full_disk_below_a_ledger_made_anew_is_told_by_its_name(process, ledger, mounted, left):
    _fill(mounted / "filler")
    if left:
        os.truncate(mounted / "filler", (mounted / "filler").stat().st_size - left)
    new = mounted / "new.db"

    code, _out, err = process("log", "rebuild", "--output", new)

    assert (code, err.count("\n")) == (3, 1), err
    assert err.startswith(f"dutytrack: error: {new}: the disk is full")
    assert not new.exists()


def _fill(rest):
    with rest.open("wb", buffering=0) as filler, pytest.raises(OSError, match="No space left"):
        filler.writelines(repeat(b"\0" * 4096))


def _read_on_a_full_disk(process, path, rest):
    _fill(rest)

    assert process("--ledger", path, "list").code == 0
    assert process("--ledger", path, "status").code == 0
    code, _out, err = process("--ledger", path, "add", "another")
    assert (code, err.count("\n")) == (3, 1), err
    assert "full" in err
    rest.unlink()
    assert process("--ledger", path, "add", "another").code == 0
