"""The command line as people call it: on real ledgers, with a fixed today, stdout and stderr apart."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest
from typer.testing import CliRunner

from dutytrack.cli.app import app
from dutytrack.store.file.schema import TRIGGERS, lay_triggers

PLAN = """滨海市科技创新行动计划(2025-2026年)

一、重点任务
(一)建设创新平台。到2025年底前,新建市级重点实验室3家。每季度报送进展。
牵头单位:市科技局;责任单位:市财政局、市教育局
(二)引进高层次人才。2026年6月底前,引进高层次人才100名。
牵头单位:市人社局;配合单位:市科技局
(三)推动成果转化。到2026年底,技术合同成交额达到50亿元。
牵头单位:市科技局、市工信局;责任单位:各县(市、区)政府
"""
SECOND_PLAN = """滨海市营商环境工作方案(2026年)

一、工作任务
(一)精简审批事项。2026年3月底前,公布审批事项清单。
牵头单位:市审批局;责任单位:市司法局
"""
OVER_PLAN = """滨海市2015年绿化工作方案

一、工作任务
(一)植树造林。2015年底前,完成造林10万亩。
牵头单位:市林业局
"""


def tamper(path: Path, *statements: str, values: Sequence[object] = ()) -> None:
    """What somebody does with the file and a SQLite shell; the journal's triggers are laid again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, values)
        lay_triggers(connection.execute)


class Outcome(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program within this process."""
    monkeypatch.setenv("DUTYTRACK_TODAY", "2026-07-15")
    monkeypatch.setenv("DUTYTRACK_ACTOR", "tester")
    monkeypatch.setenv("DUTYTRACK_CONFIG", "")

    def call(*args: object, typed: str | None = None) -> Outcome:
        result = CliRunner().invoke(app, [str(arg) for arg in args], input=typed, catch_exceptions=False)
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def process() -> Run:
    """Call the program as a process of its own, with its output to a pipe."""

    def call(*args: object, env: dict[str, str] | None = None) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "dutytrack", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={**os.environ, "DUTYTRACK_TODAY": "2026-07-15", "DUTYTRACK_ACTOR": "tester", **(env or {})},
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program as a person at a terminal, who answers its questions in turn; all output is in ``out``."""
    monkeypatch.setenv("DUTYTRACK_TODAY", "2026-07-15")
    monkeypatch.setenv("DUTYTRACK_ACTOR", "tester")
    monkeypatch.setenv("DUTYTRACK_CONFIG", "")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*args: object, answers: Sequence[str] = ()) -> Outcome:
        command = ["-m", "dutytrack", *map(str, args)]
        child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60, dimensions=(24, 200))
        said = ""
        for answer in answers:
            child.expect_exact("[y/N] ")
            said += child.before + child.after
            child.sendline(answer)
        child.expect_exact(pexpect.EOF)
        said += child.before
        child.close()
        return Outcome(child.exitstatus, said.replace("\r\n", "\n"), "")

    return call


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the first plan, made once."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    env = {**os.environ, "DUTYTRACK_TODAY": "2026-07-15", "DUTYTRACK_ACTOR": "tester", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "dutytrack", "--ledger", "ledger.db", "import", "plan.txt", "--yes"]
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    return folder / "ledger.db"


@pytest.fixture
def ledger(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of the test's own with one plan (BH25-1 … BH25-3), which every call uses."""
    path = tmp_path / "ledger.db"
    shutil.copy(written, path)
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(path))
    return path


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """The first plan as a document."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path
