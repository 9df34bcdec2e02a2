"""A folder of documents is what lies in it: links are not followed out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import OVER_PLAN, PLAN, SECOND_PLAN

from dutytrack.plantext.files import read_document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document, links that lead out, in circles and nowhere, and one that stays inside."""
    outside = tmp_path / "outside"
    folder = tmp_path / "plans"
    (folder / "deeper").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text(OVER_PLAN, encoding="utf-8")
    (folder / "deeper" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND_PLAN, encoding="utf-8")
    (folder / "same.txt").symlink_to(folder / "second.txt")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "deeper" / "up").symlink_to("..", target_is_directory=True)
    for name, target in OUTWARD.items():
        (folder / name).symlink_to(tmp_path / target)
    return folder


OUTWARD = {
    "file.txt": "outside/secret.txt",
    "deeper/folder": "outside",
    "gone.txt": "plans/nothing.txt",
    "round.txt": "plans/round.txt",
}


@pytest.mark.parametrize("command", [("import", "--dry-run"), ("import", "--yes"), ("lint",)])
def test_what_leads_out_is_passed_over_and_named(run, tmp_path, folder, monkeypatch, command):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "ledger.db"))

    code, out, err = run(*command, folder)

    assert code == 0
    assert "绿化" not in out
    told = [line.partition("passed over: ")[2].partition(": a link that leads out of the folder")[0] for line in
            err.splitlines()]  # fmt: skip
    assert sorted(told) == sorted(str(folder / name) for name in OUTWARD)


def test_each_document_inside_is_taken_once_by_each_of_its_names(run, tmp_path, folder, monkeypatch):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "ledger.db"))

    out = run("import", folder, "--yes").out

    assert out.count(" written: ") == 2
    assert out.count("is this text already") == 1


def test_a_link_that_is_named_itself_is_read(run, tmp_path, folder, monkeypatch):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "ledger.db"))

    assert "BH15 written" in run("import", folder / "file.txt", "--yes").out


def test_the_reader_of_folders_names_them_as_left_out(folder):
    documents = read_document(folder)

    assert [document.name for document in documents] == ["deeper/plan.txt", "same.txt", "second.txt"]
    left_out = [problem.facts["name"] for problem in documents[0].problems if problem.code == "left-out"]
    assert left_out == sorted(OUTWARD)
