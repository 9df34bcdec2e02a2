"""A ledger of a group: whoever of it writes, root too, all of it can be written by the next one."""

from __future__ import annotations

import grp
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dutytrack.store.file.backup import back_up
from dutytrack.store.file.schema import HEAD_REVISION
from dutytrack.store.file.sharing import GroupUnknownError, settle, share, take_after
from dutytrack.store.ledger import Ledger

GROUP = next((each for each in grp.getgrall() if each.gr_gid not in {0, os.getgid()}), None)
"""A real group of this machine that is not the one of this process."""
FIRST, SECOND = 12345, 12346
"""Two users of the group, whom the system's register need not know."""


@cache
def can_become() -> bool:
    """Whether this test may become others: root in a container, say."""
    return os.getuid() == 0 and GROUP is not None and subprocess.run([*by(FIRST), "true"], check=False).returncode == 0


def by(uid: int) -> list[str]:
    """How a command is run by a user whose own group is another and who is of the group."""
    if uid == 0:
        return []
    assert GROUP is not None
    return [
        *("setpriv", f"--reuid={uid}", f"--regid={uid}", f"--groups={GROUP.gr_gid}"),
        *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),  # the interpreter may lie in a closed home
    ]


def call(uid: int, home: Path, *args: object) -> str:
    """Call the program on the ledger in ``home`` by a user, with the umask that is usual."""
    env = {"PATH": os.environ["PATH"], "DUTYTRACK_LEDGER": str(home / "ledger.db"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*by(uid), sys.executable, "-m", "dutytrack", *map(str, args)],
        capture_output=True, encoding="utf-8", env=env, cwd="/", stdin=subprocess.DEVNULL, umask=0o022, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def found(home: Path) -> dict[str, tuple[str, int]]:
    """Mode and group of all that lies in ``home``, itself among it."""
    paths = [home, *home.rglob("*")]
    return {str(path.relative_to(home)): (oct(stat.S_IMODE(path.stat().st_mode)), path.stat().st_gid) for path in paths}


def check_shared(home: Path, *, folder: bool = True) -> None:
    assert GROUP is not None
    for name, (mode, group) in found(home).items():
        if name == "." and not folder:
            continue
        wanted = "0o2770" if (home / name).is_dir() else "0o660"
        assert (name, mode, group) == (name, wanted, GROUP.gr_gid)


@pytest.fixture
def home() -> Iterator[Path]:
    """The folder of a ledger that the first user has begun and shared; pytest's own folders are closed to others."""
    if not can_become():
        pytest.skip("needs root, setpriv and a second group")
    assert GROUP is not None
    with tempfile.TemporaryDirectory() as desk:
        Path(desk).chmod(0o755)
        shutil.chown(desk, FIRST, FIRST)
        home = Path(desk, "ledger")
        call(FIRST, home, "add", "引进人才", "--lead", "市科技局", "--new")
        call(FIRST, home, "setting", "set", "group", GROUP.gr_name)
        yield home


def test_ledger_is_its_owners_alone_before_it_is_shared(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "own" / "ledger.db", create=True) as ledger, ledger.command("x", actor="李"):
        modes = {mode for mode, _group in found(tmp_path / "own").values()}

    assert modes == {"0o700", "0o600"}


def test_all_that_belongs_to_a_shared_ledger_is_the_groups(home: Path) -> None:
    proof = home.parent / "proof.txt"
    proof.write_text("证", "utf-8")

    for uid in (FIRST, 0, SECOND, FIRST):
        call(uid, home, "progress", "add", "QT26-1", "--percent", "10", "--evidence", proof)
        check_shared(home)
    back_up(home / "ledger.db", HEAD_REVISION)

    check_shared(home)
    assert (home / "ledger.db.heads").read_text("utf-8").count("\n") == 6
    assert (home / "ledger.db").stat().st_uid == FIRST


def test_what_root_leaves_behind_can_be_written_by_the_others(home: Path) -> None:
    script = "import os, sys, pathlib; from dutytrack.store.ledger import Ledger\n"
    script += "ledger = Ledger.open(pathlib.Path(sys.argv[1]))\n"
    script += "with ledger.command('x', actor='r') as session:\n"
    script += "    from dutytrack.store.tables.plans import Setting; session.add(Setting(key='note', value='1'))\n"
    script += "os._exit(0)"
    subprocess.run([sys.executable, "-c", script, home / "ledger.db"], check=True, umask=0o077)
    left = {path.name for path in home.iterdir()}

    assert {"ledger.db-wal", "ledger.db-shm", "ledger.db.heads"} <= left
    check_shared(home)
    for uid in (SECOND, FIRST):
        call(uid, home, "progress", "add", "QT26-1", "--percent", "20")


def test_what_a_member_leaves_in_a_folder_without_the_group_can_be_written_by_the_others(home: Path) -> None:
    home.chmod(0o777)  # a folder of others, in which a new file has its maker's own group
    call(SECOND, home, "progress", "add", "QT26-1", "--percent", "10")
    call(SECOND, home, "list")

    check_shared(home, folder=False)
    call(FIRST, home, "progress", "add", "QT26-1", "--percent", "20")


def test_folder_that_holds_more_is_left_and_what_is_to_be_done_is_said(tmp_path: Path) -> None:
    if not can_become():
        pytest.skip("needs root, setpriv and a second group")
    assert GROUP is not None
    with Ledger.open(tmp_path / "ledger.db", create=True):
        (tmp_path / "letter.txt").touch()
        before = found(tmp_path)["."]

        said = share(tmp_path / "ledger.db", GROUP.gr_name)

    assert found(tmp_path)["."] == before
    assert said is not None
    assert f"chgrp {GROUP.gr_name}" in said


def test_ledger_is_its_owners_alone_again(home: Path) -> None:
    call(FIRST, home, "setting", "set", "group", "")

    assert {mode for name, (mode, _group) in found(home).items() if name != "."} <= {"0o600", "0o700"}


def test_group_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True), pytest.raises(GroupUnknownError, match="make it first"):
        share(tmp_path / "ledger.db", "no-such-group")


def test_no_link_is_followed_and_nothing_of_several_names_is_given(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        ledger.path.chmod(0o660)
        other, beside = tmp_path / "other.txt", tmp_path / "ledger.db.heads"
        other.touch(0o600)
        for link in (beside.symlink_to, beside.hardlink_to):
            link(other)
            take_after(ledger.path, beside)
            beside.unlink()

    assert stat.S_IMODE(other.stat().st_mode) == 0o600


def test_what_lies_beside_a_ledger_that_others_may_only_read_stays_as_it_was_made(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        ledger.path.chmod(0o644)
        beside = tmp_path / "ledger.db.heads"
        beside.touch(0o600)
        take_after(ledger.path, beside)

    assert stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_giving_a_ledgers_files_lets_go_of_no_lock(tmp_path: Path) -> None:
    """SQLite's locks are the process's: they go with the first handle of the file that is closed."""
    asks = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "connection.execute('BEGIN IMMEDIATE')"
    )
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger, ledger.command("look", actor="李"):
        ledger.path.chmod(0o660)
        settle(ledger.path)
        share(ledger.path, None)
        other = subprocess.run([sys.executable, "-c", asks, ledger.path], capture_output=True, check=False, text=True)

    assert "database is locked" in other.stderr


def test_what_a_link_in_its_folder_leads_to_is_not_given_away(tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir(mode=0o700)
    (others / "secret").touch(mode=0o600)
    path = tmp_path / "office" / "ledger.db"
    with Ledger.open(path, create=True):
        pass
    path.with_name("ledger.db.evidence").symlink_to(others)

    share(path, grp.getgrgid(os.getgid()).gr_name)

    assert [stat.S_IMODE(one.stat().st_mode) for one in (others, others / "secret")] == [0o700, 0o600]
