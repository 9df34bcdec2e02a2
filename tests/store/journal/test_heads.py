"""Heads that are kept outside of the ledger: each command leaves one, and the journal must hold them all."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal import heads
from dutytrack.store.journal.heads import (
    HeadNotKeptError,
    KnownHead,
    NoHeadError,
    NoPlaceForHeadsError,
    heads_of,
    kept_heads,
    missing,
    try_place,
)
from dutytrack.store.journal.rows import GENESIS, Head, read_head
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Setting, Task


def add(ledger: Ledger, number: int = 1) -> Head:
    with ledger.command("add", actor="李") as session:
        session.add(Task(key=f"A-{number}", number=number, title="任务"))
    with closing(open_reader(ledger.path)) as reader:
        return read_head(reader)


def beside(path: Path) -> Path:
    return path.with_name("ledger.db.heads")


def put_second(ledger: Ledger, place: object) -> None:
    with ledger.command("setting", actor="李") as session:
        session.add(Setting(key="heads", value=str(place)))


def test_each_command_leaves_its_head_beside_the_ledger(path: Path, ledger: Ledger) -> None:
    left = [add(ledger, number) for number in range(1, 4)]

    assert list(kept_heads(path, "")) == [KnownHead(head.seq, head.hash, str(beside(path))) for head in left]
    assert beside(path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [1, 4, 30, 90])
def test_line_that_a_killed_command_left_unfinished_spoils_no_other(path: Path, ledger: Ledger, cut: int) -> None:
    add(ledger)
    file = beside(path)
    file.write_bytes(file.read_bytes()[:cut])
    left = [add(ledger, number) for number in (2, 3)]

    assert [head.hash for head in kept_heads(path, "")][-2:] == [head.hash for head in left]
    with closing(open_reader(path)) as reader:
        assert missing(reader, kept_heads(path, "")) == []


def test_nothing_is_kept_of_what_was_not_written(path: Path, ledger: Ledger) -> None:
    with ledger.command("look", actor="李"):
        pass
    with ledger.command("add", actor="李", rehearsal=True) as session:
        session.add(Task(key="A-1", number=1, title="任务"))

    assert not beside(path).exists()


def test_head_is_on_the_disk_before_success_is_told(path: Path, ledger: Ledger, tmp_path: Path) -> None:
    """The disk is waited for behind the last write to the file of heads, and before anything is said."""
    ledger.close()
    trace = tmp_path / "trace"
    if subprocess.run(["strace", "-V"], capture_output=True, check=False).returncode if _has("strace") else True:
        pytest.skip("no strace here")
    command = [sys.executable, "-m", "dutytrack", "--ledger", path, "setting", "set", "language", "en"]
    subprocess.run(["strace", "-f", "-y", "-e", "trace=write,fsync", "-o", trace, *map(str, command)], check=True)

    lines = trace.read_text("utf-8").splitlines()
    calls = [line for line in lines if ".heads>" in line or "write(1<" in line]
    assert ["fsync" in call for call in calls[:2]] == [False, True]


@pytest.mark.parametrize("place", ["beside", "second"])
def test_head_that_can_not_be_kept_is_told_and_the_change_stands(
    path: Path, ledger: Ledger, tmp_path: Path, place: str
) -> None:
    second = tmp_path / "away" / "heads.txt"
    second.parent.mkdir()
    put_second(ledger, second)
    broken = beside(path) if place == "beside" else second
    broken.unlink()
    broken.mkdir()

    with pytest.raises(HeadNotKeptError, match="the change stands") as caught:
        add(ledger)

    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(str(broken))
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT key FROM task").fetchall() == [("A-1",)]


def test_second_place_is_a_file_that_ledgers_may_share(path: Path, ledger: Ledger, tmp_path: Path) -> None:
    second = tmp_path / "heads.txt"
    put_second(ledger, second)
    head = add(ledger)
    with Ledger.open(tmp_path / "other" / "ledger.db", create=True) as other:
        put_second(other, second)
    beside(path).unlink()

    found = list(kept_heads(path, str(second)))

    assert found[-1] == KnownHead(head.seq, head.hash, str(second))
    assert len(found) == 2
    assert len(second.read_text("utf-8").splitlines()) == 3


def test_second_place_is_the_systems_log(
    path: Path, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "log"
    monkeypatch.setattr(heads, "_SYSLOG_SOCKET", place)
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as log:
        log.bind(str(place))
        put_second(ledger, "syslog")
        head = add(ledger)
        said = [log.recv(4096).decode() for _ in range(2)]
    assert f"dutytrack: {head.seq}:{head.hash} " in said[1]
    assert said[1].endswith(f" {path}")

    place.unlink()
    with pytest.raises(HeadNotKeptError, match=r"syslog: .*the change stands"):
        add(ledger, 2)


def test_missing_heads_of_a_file_are_one_fault(path: Path, ledger: Ledger) -> None:
    known = [KnownHead(number, "f" * 64, source) for source in ("a", "", "b", "") for number in (1, 2, 3)]
    with closing(open_reader(path)) as reader:
        faults = missing(reader, known)

    assert [(fault.head.source, fault.others) for fault in faults] == [("a", 2), ("", 0), ("", 0), ("", 0), ("b", 2)]
    assert faults[0].message.endswith("(2 more beside it)")
    assert ledger.path == path


def test_heads_are_short_or_whole_with_or_without_their_row(path: Path, ledger: Ledger) -> None:
    first, last = add(ledger), add(ledger, 2)
    held = [last.hash, last.hash[:8], last.hash.upper(), f"{first.seq}:{first.hash[:16]}", f"0:{GENESIS}"]
    strange = [f"{first.seq}:{last.hash}", f"{last.seq + 1}:{last.hash[:8]}", "f" * 64]

    with closing(open_reader(path)) as reader:
        assert missing(reader, [one for text in held for one in heads_of(text)]) == []
        faults = missing(reader, [one for text in strange for one in heads_of(text)])

    assert [str(fault.head) for fault in faults] == strange
    assert strange[0] in faults[0].message


@pytest.mark.parametrize(
    "kind", ["report.xlsx", "report.docx", "report.html", "report.md", "report.json.meta.json", "r.txt"]
)
def test_head_is_read_out_of_a_paper(tmp_path: Path, kind: str) -> None:
    head = f"12:{'0123456789abcdef' * 4}"
    paper, text = tmp_path / kind, f"第 3:20260101 行 a1:{'b' * 20}\n留痕首部 {head}\n"
    if paper.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(paper, "w") as archive:
            archive.writestr("docProps/core.xml", f"<dc:identifier>{text}</dc:identifier>")
    else:
        paper.write_text(text, "utf-8")

    assert list(map(str, heads_of(str(paper)))) == [head]


@pytest.mark.parametrize("text", ["nix", "", "12:", "abc", "/", "."])
def test_what_is_neither_a_head_nor_a_paper_is_told(text: str) -> None:
    with pytest.raises(NoHeadError, match="neither a head"):
        heads_of(text)


def test_paper_without_a_head_is_told(tmp_path: Path) -> None:
    paper = tmp_path / "empty.md"
    paper.write_text("## 0\n", "utf-8")

    with pytest.raises(NoHeadError, match=r"empty\.md"):
        heads_of(str(paper))


def _has(program: str) -> bool:
    return any(os.access(Path(folder, program), os.X_OK) for folder in os.environ["PATH"].split(os.pathsep))


@pytest.mark.parametrize("what", ["a link", "another's file"])
def test_nothing_but_a_file_of_heads_is_written_to(path: Path, ledger: Ledger, tmp_path: Path, what: str) -> None:
    other = tmp_path / "conf"
    other.write_text("mine = 1\n", "utf-8")
    second = tmp_path / "heads.txt" if what == "a link" else other
    if what == "a link":
        second.symlink_to(other)

    with pytest.raises(HeadNotKeptError, match="the change stands"):
        put_second(ledger, second)

    assert other.read_text("utf-8") == "mine = 1\n"


@pytest.mark.parametrize("how", ["gone", "emptied"])
def test_second_place_that_was_taken_away_is_no_place_without_heads(
    path: Path, ledger: Ledger, tmp_path: Path, how: str
) -> None:
    second = tmp_path / "heads.txt"
    put_second(ledger, second)
    second.unlink()
    if how == "emptied":
        second.touch()

    found = kept_heads(path, str(second))

    assert next(found).source == str(beside(path))
    with pytest.raises(OSError, match=r"heads\.txt"):
        next(found)


@pytest.mark.parametrize("name", ["ledger.db.heads", "folder/../ledger.db.heads", "hard link"])
def test_first_place_is_no_second_one(path: Path, ledger: Ledger, tmp_path: Path, name: str) -> None:
    add(ledger)
    (tmp_path / "folder").mkdir()
    (tmp_path / "hard link").hardlink_to(beside(path))

    with pytest.raises(NoPlaceForHeadsError, match="as it is"):
        try_place(path, str(path.parent / name if name != "hard link" else tmp_path / name))


@pytest.mark.parametrize("text", ["{head}…", "journal head {head}...", "留痕首部：{head}", "{head}…357a…"])
def test_head_is_taken_as_pages_print_it(text: str) -> None:
    assert [str(one) for one in heads_of(text.format(head="12:0123456789abcdef"))] == ["12:0123456789abcdef"]


@pytest.mark.parametrize(("text", "why"), [("12:abcdef1", "8 or more"), ("nofile.txt", "no such file")])
def test_why_it_is_no_head_is_said(text: str, why: str) -> None:
    with pytest.raises(NoHeadError, match=why):
        heads_of(text)


def test_data_without_a_head_name_the_file_that_has_it(tmp_path: Path) -> None:
    data = tmp_path / "list.json"
    for file in (data, tmp_path / "list.json.meta.json"):
        file.write_text("[]", "utf-8")

    with pytest.raises(NoHeadError, match=r"--head .*list\.json\.meta\.json"):
        heads_of(str(data))
