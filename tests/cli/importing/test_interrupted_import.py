"""An import that comes to nothing leaves no ledger behind."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path

import pexpect
import pytest


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a ledger would be."""
    path = tmp_path / "home" / "ledger.db"
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(path))
    return path


def left(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir()) if path.parent.exists() else []


@pytest.mark.parametrize("options", [("--code", "no code"), ("--code", "HY26"), ("--leave", "BH25-1", "--code", "a-b")])
def test_a_plan_that_can_not_be_written(run, path, plan_file, options):
    assert run("import", plan_file, "--yes", *options).code == 2
    assert left(path) == []


def test_a_document_that_can_not_be_read(run, path, tmp_path):
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)

    assert run("import", picture, tmp_path / "none.txt", "--yes").code == 2
    assert left(path) == []


def test_an_answer_that_is_no(terminal, path, plan_file):
    assert terminal("import", plan_file, answers=["n"]).out.endswith("nothing written\n")
    assert left(path) == []


def test_a_seed_that_there_is_not(run, path):
    assert run("seed", "load", "nowhere").code == 2
    assert left(path) == []


def test_a_task_that_is_refused(run, path):
    assert run("add", "a task", "--lead", "市科技局", "--code", "no code").code == 2
    assert left(path) == []


def test_what_was_written_before_stays(run, path, plan_file, tmp_path):
    novel = tmp_path / "novel.txt"
    novel.write_text("很久以前,有一座山,山上有座庙。\n" * 20, encoding="utf-8")

    assert run("import", novel, plan_file, "--yes").code == 2
    assert left(path) == ["ledger.db", "ledger.db.heads", "ledger.db.queue"]
    assert len(run("list").out.splitlines()) == 3


def test_ctrl_c_at_the_question(path, plan_file):
    asked = pexpect.spawn(
        sys.executable,
        ["-m", "dutytrack", "import", str(plan_file)],
        timeout=60,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    asked.expect_exact("[y/N]")

    asked.sendintr()

    asked.expect_exact(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == 130
    assert asked.before.endswith(b"\r\n"), "the prompt would be glued on the question's line"
    assert left(path) == []
