"""Machines that know little: locales that can't write Chinese, people without a name or a home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from dutytrack.cli.app import COMMANDS

NOBODY = 12345
"""A user whom the system's register does not know."""
POOR = [
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "zh_CN.GBK", "LANG": "zh_CN.GBK", "PYTHONUTF8": "0"},
]
DATA = [
    "list --format json",
    "overdue --format csv",
    "status --format md",
    "show BH25-1 --format json",
    "why BH25-1 --format json",
    "plan show BH25 --format json",
    "log show --format json",
    "lint --format json",
    "lint --format markdown",
    "seed list --format csv",
    "rules --format md",
    "setting list --format json",
    "import plan.txt --dry-run --format json",
]


BECOME = [
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),  # the interpreter may lie in a closed home
]
UNKNOWN = "import pwd; pwd.getpwuid = {}.__getitem__; from dutytrack.__main__ import main; main()"
"""The program where the system's register knows nobody."""


@cache
def can_become() -> bool:
    """Whether this test may become another user: root in a container, say."""
    return bool(os.getuid() == 0 and shutil.which("setpriv")) and subprocess.run([*BECOME, "true"]).returncode == 0


def raw(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program and give its bytes."""
    return _run([sys.executable, "-m", "dutytrack", *args], cwd, {**os.environ, **env})


def by_nobody(*args: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the program for somebody without a name, a home or anything in the environment."""
    start = [*BECOME, sys.executable, "-m", "dutytrack"] if can_become() else [sys.executable, "-c", UNKNOWN]
    return _run([*start, *args], cwd, {"PATH": os.environ["PATH"]})


def _run(command: list[object], cwd: Path | None, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True, stdin=subprocess.DEVNULL, cwd=cwd, env={**env, "DUTYTRACK_TODAY": "2026-07-15"},
    )  # fmt: skip


@pytest.mark.parametrize("command", DATA)
def test_data_is_utf8_whatever_the_locale(ledger, plan_file, tmp_path, command):
    env = {"DUTYTRACK_LANG": "zh", "DUTYTRACK_ACTOR": "王五"}
    expected = raw(*command.split(), cwd=tmp_path, **env).stdout.decode()

    assert any("\u4e00" <= sign <= "\u9fff" for sign in expected)
    for poor in POOR:
        assert raw(*command.split(), cwd=tmp_path, **env, **poor).stdout.decode() == expected, poor


@pytest.mark.parametrize("poor", POOR, ids=str)
@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.md", "a.txt"])
def test_files_are_utf8_whatever_the_locale(ledger, tmp_path, poor, name):
    assert raw("list", "--output", tmp_path / name, **poor).returncode == 0
    assert "引进高层次人才" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_table_that_can_not_be_shown_has_question_marks(ledger):
    done = raw("list", PYTHONIOENCODING="ascii")

    assert (done.returncode, b"BH25-1\t" in done.stdout, b"??" in done.stdout) == (0, True, True)
    assert raw("list", "--help", PYTHONIOENCODING="ascii", DUTYTRACK_LANG="zh").returncode == 0


@pytest.fixture
def room(written, tmp_path, plan_file) -> Path:
    """A folder of the user that nobody knows, with a ledger and a plan."""
    shutil.copy(written, tmp_path / "ledger.db")
    for path in (tmp_path, *tmp_path.iterdir()):
        if can_become():
            os.chown(path, NOBODY, NOBODY)
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    return tmp_path


CALLS = {
    "import": "import plan.txt --new --code NEW --yes",
    "add": "add 新任务 --lead 市科技局",
    "show": "show BH25-1",
    "why": "why BH25-1",
    "diff": "diff 2026-06-30 2026-07-15",
    "plan": "plan list",
    "units": "units list",
    "rules": "rules show",
    "order": "order BH25-2 --rung blue --ground 逾期",
    "orders": "orders list",
    "extend": "extend list",
    "appraise": "appraise --period 2026",
    "receive": "receive BH25-1",
    "progress": "progress sheet --output sheet.xlsx",
    "measure": "measure BH25-2 人才=20",
    "indicator": "indicator BH25-2 人才 --kind cumulative --reason 口径",
    "cadence": "cadence list",
    "duty": "duty BH25-1 2025-12-31",
    "exempt": "exempt 市科技局 2026-07 --reason 抗洪",
    "submit": "submit BH25-1",
    "verify": "verify BH25-1",
    "return": "return BH25-1 --reason 不实",
    "suspend": "suspend BH25-1 --note 等待",
    "resume": "resume BH25-1",
    "drop": "drop BH25-3 --note 并入",
    "done": "done BH25-1",
    "close": "close BH25-1",
    "reopen": "reopen BH25-1 --note 未完",
    "set": "set BH25-1 --title 新题",
    "evidence": "evidence add BH25-1 plan.txt",
    "confidence": "confidence list",
    "leader": "leader list",
    "contact": "contact list",
    "undo": "undo",
    "log": "log verify",
    "seed": "seed list",
    "setting": "setting list",
    "demo": "demo demo",
}
"""What is called of each command; one that is not here is called by its name alone."""


@pytest.mark.slow
def test_without_a_home_and_a_name_every_command_works_when_told_where_the_ledger_is(room):
    for name in COMMANDS:
        done = by_nobody("--ledger", "ledger.db", *CALLS.get(name, name).split(), cwd=room)
        told = done.stderr.decode()
        assert done.returncode in {0, 1, 2}, (name, told)
        assert not any(fault in told for fault in ("fault of the program", "home", "Traceback", "no ledger")), (
            name,
            told,
        )


def test_without_a_home_reports_are_written_over_day_by_day(room):
    for day in ("2026-07-15", "2026-12-31"):
        call = ("--ledger", "ledger.db", "overdue", "--output", "today.txt", "--as-of", day)
        assert by_nobody(*call, cwd=room).stderr == b"written: today.txt\n"


def test_without_a_home_one_line_asks_where_the_ledger_is(room):
    for name in ("status", "list", "show BH25-1", "add 新任务", "log verify", "progress list", "undo", "setting list"):
        done = by_nobody(*name.split(), cwd=room)
        told = done.stderr.decode()
        if name == "setting list":
            assert done.returncode == 0
            continue
        assert (done.returncode, told.count("\n"), "--ledger FILE" in told) == (2, 1, True), (name, told)


@pytest.mark.parametrize(
    "call", ["--help", "seed list", "lint plan.txt", "import plan.txt --dry-run", "rules list", ""]
)
def test_what_needs_no_ledger_needs_no_home(room, call):
    done = by_nobody(*call.split(), cwd=room)

    assert done.returncode == (0 if call else 2), done.stderr.decode()


def test_a_tilde_that_nobody_can_read_is_a_name(room):
    done = by_nobody("--ledger=~/ledger.db", "status", cwd=room)

    assert (done.returncode, b"~/ledger.db" in done.stderr) == (2, True)
