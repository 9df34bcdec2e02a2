"""Drafts: whole and durable before they have their name, and swept when their maker is gone."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest

from dutytrack import drafts
from dutytrack.drafts import make_folders, put, sweep, workplace
from dutytrack.files import Writing


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the disk is asked for, in order: ``synced`` and ``named``, each with the name of the file or folder."""
    asked: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        fsync(handle)
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        asked.append(f"synced {kind} {Path(f'/proc/self/fd/{handle}').readlink().name}")

    def named(draft: Path, target: Path) -> Path:
        asked.append(f"named {target.name}")
        return replace(draft, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)
    return asked


def killed_at_work(folder: Path) -> Path:
    """The workplace that a killed process has left in ``folder``."""
    if (child := os.fork()) == 0:
        with workplace(folder) as place:
            (place / "half").write_bytes(b"half")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    [left] = folder.iterdir()
    return left


def test_a_draft_is_on_the_disk_before_it_has_its_name_and_the_name_after(tmp_path: Path, order: list[str]) -> None:
    with workplace(tmp_path) as place:
        (place / "draft").write_bytes(b"whole")
        put(place / "draft", tmp_path / "final")

    assert order == ["synced file draft", "named final", f"synced folder {tmp_path.name}"]
    assert [one.name for one in tmp_path.iterdir()] == ["final"]


def test_an_export_is_on_the_disk_with_its_name_and_its_folder(tmp_path: Path, order: list[str]) -> None:
    Writing().write(tmp_path / "new" / "out.md", b"text")

    assert order == [f"synced folder {tmp_path.name}", "synced file draft", "named out.md", "synced folder new"]


def test_a_new_folder_is_on_the_disk_too(tmp_path: Path, order: list[str]) -> None:
    make_folders(tmp_path / "a" / "b")

    assert order == [f"synced folder {tmp_path.name}", "synced folder a"]


def test_a_disk_that_fails_to_keep_a_name_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)

    with pytest.raises(OSError, match="Input/output"):
        drafts.settle_folder(tmp_path)


def test_what_a_killed_run_left_is_swept_by_the_next_one_there(tmp_path: Path) -> None:
    left = killed_at_work(tmp_path)

    with workplace(tmp_path) as place:
        assert list(tmp_path.iterdir()) == [place]
    assert left != place


def test_a_draft_of_a_run_that_goes_on_stays(tmp_path: Path) -> None:
    with workplace(tmp_path) as place:
        sweep(tmp_path)
        with workplace(tmp_path) as other:
            assert other != place
        assert place.is_dir()


def test_nothing_with_another_name_is_swept(tmp_path: Path) -> None:
    names = {".dutytrack-notes", ".dutytrack-0123456789abcdeg", "dutytrack-0123456789abcdef"}
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / ".dutytrack-0123456789abcdef").write_bytes(b"an earlier program's draft")

    sweep(tmp_path)

    assert {one.name for one in tmp_path.iterdir()} == {*names, ".dutytrack-0123456789abcdef"}


def test_where_no_folder_can_be_locked_drafts_are_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(place: Path) -> int:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(drafts, "_locked", refused)
    with workplace(tmp_path) as place:
        sweep(tmp_path)
        assert place.is_dir()
    assert list(tmp_path.iterdir()) == []
