"""demo opens and deletes what carries the demo's mark, and nothing else."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(demo_ledger, tmp_path) -> Path:
    """A folder with a demo."""
    (tmp_path / "demo").mkdir()
    shutil.copy(demo_ledger, tmp_path / "demo")
    return tmp_path / "demo"


@pytest.mark.parametrize("fresh", [[], ["--fresh"]], ids=["", "fresh"])
def test_demo_neither_opens_nor_deletes_a_real_ledger(process, ledger, fresh):
    before = ledger.read_bytes()

    code, out, err = process("demo", ledger.parent, *fresh)

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "Name another folder" in err
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("fresh", [[], ["--fresh"]], ids=["", "fresh"])
def test_a_demo_of_before_the_mark_is_refused_with_the_way_out(run, folder, fresh):
    assert run("--ledger", folder / "ledger.db", "setting", "set", "demo", "").code == 0

    code, _out, err = run("demo", folder, *fresh)

    assert (code, "demo of an older version" in err, "delete it yourself" in err) == (2, True, True)


def test_a_fresh_demo_takes_away_files_of_its_own_alone(process, folder):
    others = ("ledger.draft", "ledger.db.bak-1", "notes.txt", "ledger.db.evidence/ab/abcd")
    for name in others:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    process("--ledger", folder / "ledger.db", "add", "a task of my own", "--lead", "市科技局")

    assert process("demo", folder, "--fresh").code == 0

    assert [name for name in others if (folder / name).read_text() != name] == []
    assert "a task of my own" not in process("--ledger", folder / "ledger.db", "list").out
    assert process("--ledger", folder / "ledger.db", "log", "verify").code == 0
    assert not list(folder.glob(".dutytrack-*"))


def test_what_is_no_ledger_is_not_deleted(run, tmp_path):
    (tmp_path / "ledger.db").write_text("my notes")

    assert run("demo", tmp_path, "--fresh").code == 3
    assert (tmp_path / "ledger.db").read_text() == "my notes"


def test_a_log_without_its_ledger_is_left_alone(run, tmp_path):
    (tmp_path / "ledger.db-wal").write_text("three reports")

    code, _out, err = run("demo", tmp_path)

    assert (code, "ledger.db-wal belongs to a ledger" in err) == (2, True)
    assert (tmp_path / "ledger.db-wal").read_text() == "three reports"


@pytest.fixture
def while_building(monkeypatch, demo_ledger) -> Callable[[Callable[[], object]], None]:
    """Let something happen while the demo is being made, which is then made at once."""

    def during(happens: Callable[[], object]) -> None:
        def build(ledger: Any) -> None:
            from sqlalchemy import text

            happens()
            with ledger.engine.begin() as connection:
                connection.execute(text("INSERT INTO setting (key, value) VALUES ('demo', 'yes')"))

        monkeypatch.setattr("dutytrack.services.demo.building.build_demo", build)

    return during


def test_a_ledger_that_appears_while_the_demo_is_made_stays(run, ledger, tmp_path, while_building):
    place, real = tmp_path / "new", ledger.read_bytes()
    while_building(lambda: shutil.copy(ledger, place / "ledger.db"))

    code, _out, err = run("demo", place)

    assert (code, "is not marked as a demo" in err) == (2, True)
    assert (place / "ledger.db").read_bytes() == real
    assert not list(place.glob(".dutytrack-*"))


@pytest.mark.parametrize("way", ["copied", "moved"])
def test_a_ledger_that_takes_the_old_demos_place_meanwhile_stays(run, ledger, folder, while_building, way):
    real = ledger.read_bytes()
    while_building(lambda: (shutil.copy if way == "copied" else shutil.move)(ledger, folder / "ledger.db"))

    code, _out, err = run("demo", folder, "--fresh")

    assert (code, "is not marked as a demo" in err) == (2, True)
    assert (folder / "ledger.db").read_bytes() == real


def test_a_ledger_that_comes_at_the_last_moment_is_put_back(ledger, folder, tmp_path):
    """Between the question whether the old one may go and its going."""
    from dutytrack.store.file.placing import replace

    draft, place, real = tmp_path / "draft.db", folder / "ledger.db", ledger.read_bytes()
    draft.write_bytes(b"")

    assert not replace(draft, place, lambda _connection: bool(ledger.replace(place)))
    assert place.read_bytes() == real


def test_no_mark_but_yes_is_one(run, folder):
    path = folder / "ledger.db"
    assert run("--ledger", path, "setting", "set", "demo", "no").code == 0
    before = path.read_bytes()

    code, _out, err = run("demo", folder, "--fresh")

    assert (code, "is not marked as a demo" in err) == (2, True)
    assert path.read_bytes() == before


def test_what_a_killed_call_left_is_swept_and_what_is_in_use_is_not(run, tmp_path, while_building):
    left, used = tmp_path / f".dutytrack-{1:016x}", tmp_path / f".dutytrack-{2:016x}"
    for each in (left, used):
        each.mkdir()
        (each / "ledger.db").touch()
    while_building(lambda: None)
    handle = os.open(used, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        assert run("demo", tmp_path).code == 0
    finally:
        os.close(handle)

    assert list(tmp_path.glob(".dutytrack-*")) == [used]


def test_a_full_disk_is_told_of_the_demo_and_leaves_no_folder(ledger, tmp_path):
    full = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (90000, 90000)); from dutytrack.cli.app import app; app()"
    command = [sys.executable, "-c", full, "demo", str(tmp_path / "a" / "dm")]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")

    assert (done.returncode, str(tmp_path / "a" / "dm") in done.stderr) == (3, True)
    assert str(ledger) not in done.stderr
    assert not (tmp_path / "a").exists()


def test_the_demo_takes_a_folder_and_no_ledger(run, ledger, tmp_path):
    (tmp_path / "plan.docx").touch()

    assert "is a file; demo takes the folder" in run("demo", tmp_path / "plan.docx").err
    assert "leave --ledger out" in run("--ledger", ledger, "demo", tmp_path / "new").err
    assert not (tmp_path / "new").exists()


def test_a_folder_of_evidence_takes_no_demo(run, ledger, tmp_path):
    assert "belongs to one" in run("demo", tmp_path / "ledger.db.evidence").err
    assert not (tmp_path / "ledger.db.evidence").exists()


def test_the_mark_is_journalled_and_given_by_nobody(run, folder, ledger):
    assert run("setting", "set", "demo", "yes").code == 2
    assert '"demo"' in run("--ledger", folder / "ledger.db", "setting", "list", "--format", "json").out
    assert "setting" in run("--ledger", folder / "ledger.db", "log", "show", "--format", "csv").out
