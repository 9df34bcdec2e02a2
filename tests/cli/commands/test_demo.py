"""demo opens and deletes what carries the demo's mark, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A demo ledger, made once."""
    from dutytrack.services.demo.building import build_demo
    from dutytrack.store.ledger import Ledger

    path = tmp_path_factory.mktemp("made") / "ledger.db"
    with Ledger.open(path, create=True, durable=False) as ledger:
        build_demo(ledger)
    return path


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """A folder with a demo."""
    shutil.copytree(made.parent, tmp_path / "demo")
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
    assert not list(folder.glob(".demo-*"))


def test_what_is_no_ledger_is_not_deleted(run, tmp_path):
    (tmp_path / "ledger.db").write_text("my notes")

    assert run("demo", tmp_path, "--fresh").code == 3
    assert (tmp_path / "ledger.db").read_text() == "my notes"


def test_a_log_without_its_ledger_is_left_alone(run, tmp_path):
    (tmp_path / "ledger.db-wal").write_text("three reports")

    assert run("demo", tmp_path).code == 2
    assert (tmp_path / "ledger.db-wal").read_text() == "three reports"


def test_the_mark_is_journalled_and_given_by_nobody(run, folder, ledger):
    assert run("setting", "set", "demo", "yes").code == 2
    assert '"demo"' in run("--ledger", folder / "ledger.db", "setting", "list", "--format", "json").out
    assert "setting" in run("--ledger", folder / "ledger.db", "log", "show", "--format", "csv").out
