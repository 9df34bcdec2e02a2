"""``log``: what the journal says of who gave a command, and what else bears witness to it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.cli.conftest import tamper

from dutytrack.cli.shell import anchors, emit
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Setting


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key to seal with."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no ssh-keygen here")
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "office", "-f", path], check=True)
    return path


def signers(key: Path, name: str = "office@binhai") -> Path:
    path = key.with_name(f"signers-{name}")
    path.write_text(f"{name} {key.with_name(key.name + '.pub').read_text('ascii')}", "ascii")
    return path


def cut_last(ledger: Path) -> None:
    """Take the last command away, so that nothing in the ledger tells."""
    last = "SELECT command FROM journal ORDER BY seq DESC LIMIT 1"
    tamper(ledger, "DELETE FROM setting", f"DELETE FROM journal WHERE command = ({last})")


def head_of(run) -> str:
    return run("log", "verify").out.splitlines()[0].rpartition(":")[2]


def test_login_stands_beside_a_name_that_is_another(run, ledger):
    login = subprocess.run(["id", "-un"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    run("--actor", "李四", "setting", "set", "language", "en")
    run("--actor", login, "setting", "set", "language", "zh")

    entries = json.loads(run("log", "show", "-f", "json").out)

    assert [(one["actor"], one["login"]) for one in entries[-4:]] == [("李四", login)] * 2 + [(login, None)] * 2
    told = json.loads(_image(ledger, entries[-2]["seq"]))
    assert told == {"login": login, "uid": os.getuid(), "host": os.uname().nodename, "version": told["version"]}


def test_no_variable_says_who_gave_a_command(process, ledger):
    process("setting", "set", "language", "en", env={"LOGNAME": "wang", "USER": "wang", "DUTYTRACK_ACTOR": ""})

    entry = json.loads(process("log", "show", "-f", "json").out)[-1]

    assert (entry["actor"], entry["login"]) == ("wang", _login())


def test_undo_takes_back_what_the_login_did_under_another_name_and_asks_first(run, terminal, ledger):
    run("--actor", "李四", "setting", "set", "language", "en")

    assert run("undo").code == 2
    told = terminal("undo", answers=["y"])

    assert f"李四 ({_login()})" in told.out
    assert json.loads(run("setting", "list", "-f", "json").out)[1]["value"] == ""


def test_kept_head_tells_what_was_cut(run, ledger):
    run("setting", "set", "language", "en")
    assert "heads that were kept are in it: 1" in run("log", "verify").out
    cut_last(ledger)

    found = run("log", "verify")

    assert found.code == 1
    assert f"{ledger}.heads: the journal does not hold the head" in found.out


def test_every_paper_tells_what_was_cut(run, terminal, ledger, tmp_path):
    run("setting", "set", "language", "en")
    papers = [tmp_path / name for name in ("a.md", "b.json", "c.csv", "d.tsv", "e.txt")]
    for paper in papers:
        assert run("list", "-o", paper).code == 0
    sheet = tmp_path / "sheet.xlsx"
    assert run("progress", "sheet", "-o", sheet).code == 0
    page = tmp_path / "page.txt"
    assert run("show", "BH25-1", "-o", page).code == 0
    drawn = tmp_path / "screen"
    drawn.write_text(terminal("list").out, "utf-8")
    metas = [paper.with_name(f"{paper.name}.meta.json") for paper in papers[1:]]
    witnesses = [papers[0], sheet, page, drawn, *metas]
    given = [word for witness in witnesses for word in ("--head", witness)]
    assert run("log", "verify", *given).code == 0
    Path(f"{ledger}.heads").unlink()
    cut_last(ledger)
    assert run("log", "verify").code == 0

    found = run("log", "verify", *given)

    assert found.code == 1
    assert [line.partition(": ")[0] for line in found.out.splitlines()] == list(map(str, witnesses))


def test_printed_paper_tells_what_was_cut_by_the_foot_of_its_pages(run, ledger, tmp_path):
    run("setting", "set", "language", "en")
    head = Path(f"{ledger}.heads").read_text("ascii").split()[0]
    paper, other = tmp_path / "通报.pdf", tmp_path / "scan.pdf"
    for file, foot in ((paper, head[:40]), (other, "page")):
        canvas = Canvas(str(file))
        for number in range(1, 4):
            canvas.drawString(72, 700, f"Overdue, part {number}")
            canvas.drawString(72, 40, f"journal head {foot} of 2026-07-15")
            canvas.showPage()
        canvas.save()
    assert run("log", "verify", "--head", paper).code == 0
    assert "neither a head" in run("log", "verify", "--head", other).err
    Path(f"{ledger}.heads").unlink()
    cut_last(ledger)

    found = run("log", "verify", "--head", paper)

    assert (found.code, found.out.count(f"{paper}: the journal does not hold the head {head[:40]}")) == (1, 1)


def test_broken_pdf_is_told(run, ledger, tmp_path):
    paper = tmp_path / "broken.pdf"
    paper.write_bytes(b"%PDF-1.7\nrubbish")

    said = run("log", "verify", "--head", paper)

    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "broken.pdf" in said.err


@pytest.mark.parametrize("name", ["a.json", "b.csv", "c.tsv"])
def test_data_stay_pure_and_what_they_leave_out_lies_beside_them(run, ledger, tmp_path, name):
    file = tmp_path / name
    form = {"c.tsv": "table"}.get(name, file.suffix[1:])
    plain = run("list", "-f", form).out

    assert run("list", "-o", file).code == 0
    assert run("list", "-o", file).code == 0  # it is an earlier output, as the particulars are

    assert file.read_text("utf-8-sig") == plain
    meta = json.loads(Path(f"{file}.meta.json").read_text("utf-8"))
    digest = subprocess.run(["sha256sum", file], capture_output=True, encoding="utf-8", check=True).stdout.split()[0]
    assert (meta["sha256"], meta["as_of"], meta["report"]) == (digest, "2026-07-15", "tasks")
    assert meta["head"].partition(":")[2] == head_of(run)
    assert json.loads(run("list", "-f", form, "--meta").err)["head"] == meta["head"]


def test_particulars_are_never_written_over_a_strangers_file(run, ledger, tmp_path):
    other = tmp_path / "a.json.meta.json"
    other.write_text("mine", "utf-8")

    said = run("list", "-o", tmp_path / "a.json")

    assert said.code == 2
    assert other.read_text("utf-8") == "mine"
    assert not (tmp_path / "a.json").exists()


def test_paper_of_an_earlier_knowledge_has_the_head_of_then(run, ledger, tmp_path):
    before = head_of(run)
    seq = json.loads(run("log", "show", "-f", "json").out)[-1]["seq"]
    run("setting", "set", "language", "en")

    run("--known-at", seq, "list", "-o", tmp_path / "a.md")

    assert f"journal head {seq}:{before}" in (tmp_path / "a.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["list", "show BH25-1", "log show"])
def test_head_on_a_paper_is_that_of_its_rows_whatever_is_written_meanwhile(run, ledger, tmp_path, monkeypatch, command):
    before, head_line = head_of(run), anchors.head_line

    def late(*args, **how):
        with Ledger.open(ledger) as other, other.command("note", actor="李") as session:
            session.add(Setting(key="note", value="1"))
        return head_line(*args, **how)

    monkeypatch.setattr(emit, "head_line", late)

    assert run(*command.split(), "-o", tmp_path / "a.md").code == 0

    assert before in (tmp_path / "a.md").read_text("utf-8")


def test_head_that_can_not_be_kept_is_said_when_the_change_stands(run, process, ledger):
    Path(f"{ledger}.heads").mkdir()

    said = process("setting", "set", "language", "en")

    assert (said.code, said.out) == (3, "")
    assert "the change stands" in said.err
    assert json.loads(run("setting", "list", "-f", "json").out)[1]["value"] == "en"


@pytest.mark.parametrize("place", ["away/heads.txt", "folder", "link", "ledger.db", "plan.txt", "/dev/null"])
def test_second_place_where_no_head_can_be_kept_is_not_set(run, ledger, tmp_path, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "plan.txt").write_text("mine", "utf-8")
    wanted = tmp_path / place

    said = run("setting", "set", "heads", wanted)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"dutytrack: error: {wanted}: no heads can be kept there (")
    assert said.err.count("\n") == 1
    assert (tmp_path / "plan.txt").read_text("utf-8") == "mine"
    assert run("setting", "set", "language", "en").code == 0


def test_second_place_that_is_a_new_file_is_set_and_keeps_that_head(run, ledger, tmp_path):
    place = tmp_path / "heads.txt"

    assert run("setting", "set", "heads", place).code == 0

    assert place.read_text("utf-8") == Path(f"{ledger}.heads").read_text("utf-8")


def test_seal_tells_what_was_cut_and_whose_it_is(run, ledger, key):
    run("setting", "set", "language", "en")
    assert run("log", "seal", "--key", key).code == 0
    mine, others = signers(key), key.with_name("others")
    assert "SHA256:" in run("log", "verify").out
    assert "by office@binhai" in run("log", "verify", "--signers", mine).out
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", others], check=True)
    assert "none of those who may seal" in run("log", "verify", "--signers", signers(others, "x")).out
    Path(f"{ledger}.heads").unlink()
    cut_last(ledger)

    found = run("log", "verify", "--signers", mine)

    assert found.code == 1
    assert "does not hold the head that was sealed" in found.out


def test_seal_of_minisign_tells_what_was_cut_and_whose_it_is(run, ledger, tmp_path):
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not there")
    secret, public = tmp_path / "office.key", tmp_path / "office.pub"
    subprocess.run(["minisign", "-G", "-W", "-p", public, "-s", secret], check=True, capture_output=True)

    run("setting", "set", "language", "en")
    assert run("log", "seal", "--key", secret).code == 0
    good = run("log", "verify", "--signers", public)
    assert (good.code, "sealed: " in good.out) == (0, True)
    Path(f"{ledger}.heads").unlink()
    cut_last(ledger)
    cut = run("log", "verify", "--signers", public)
    assert cut.code == 1
    assert "does not hold the head that was sealed" in cut.out


def test_file_that_does_not_say_who_may_seal_is_named_and_nobody_is_called_a_stranger(run, ledger, key, tmp_path):
    assert run("log", "seal", "--key", key).code == 0
    broken = {"away": None, "empty": b"# nobody\n", "prose": "谁都可以\n".encode(), "bytes": bytes(range(256))}
    broken["a public key"] = key.with_name("key.pub").read_bytes()
    broken["a line of two"] = signers(key).read_bytes() + b"office@binhai\n"
    files = {name: tmp_path / name for name in (*broken, "a folder")}
    files["a folder"].mkdir()
    for name, data in broken.items():
        if data is not None:
            files[name].write_bytes(data)

    said = {name: run("log", "verify", "--signers", file) for name, file in files.items()}

    assert {name: (one.code, one.out) for name, one in said.items()} == dict.fromkeys(files, (2, ""))
    for name, one in said.items():
        assert one.err.startswith(f"dutytrack: error: {files[name]}: does not say who may seal ("), name
    assert "(line 2)" in said["a line of two"].err


@pytest.mark.parametrize(
    "line", ['"a@b,c@d" namespaces="dutytrack" {key}', "*@binhai {key}", "# who may\n\na,b cert-authority {key}"]
)
def test_lists_of_who_may_seal_are_read_as_openssh_writes_them(run, ledger, key, tmp_path, line):
    assert run("log", "seal", "--key", key).code == 0
    listed = tmp_path / "listed"
    listed.write_text(line.format(key=key.with_name("key.pub").read_text("ascii")), "ascii")

    assert "does not say who may seal" not in run("log", "verify", "--signers", listed).err


def test_seal_that_was_altered_is_found(run, ledger, key, tmp_path):
    run("log", "seal", "--key", key)
    (statement,) = Path(f"{ledger}.seals").glob("*.txt")
    statement.write_text(statement.read_text("ascii") + "\n", "ascii")
    found = run("log", "verify", "--signers", signers(key))

    assert found.code == 1
    assert "the signature is not good" in found.out
    statement.with_name(f"{statement.name}.sig").unlink()
    assert "has no signature" in run("log", "verify").out


def test_output_is_sealed_where_that_is_asked_for(run, ledger, key, tmp_path, monkeypatch):
    assert run("list", "-o", tmp_path / "a.md", "--seal").code == 2
    monkeypatch.setenv("DUTYTRACK_SEAL_KEY", str(key))

    assert run("list", "-o", tmp_path / "b.md", "--seal").code == 0

    assert run("log", "verify", "--head", tmp_path / "b.md").out.count("sealed: ") == 1


def test_key_that_is_none_is_one_clear_line(run, ledger, tmp_path):
    (tmp_path / "key").write_text("no key", "utf-8")

    for given in ("key", "missing"):
        said = run("log", "seal", "--key", tmp_path / given)
        assert (said.code, said.out) == (2, "")
        assert "the head can't be sealed" in said.err
    assert run("log", "verify").code == 0


def test_seal_that_is_there_stays_when_the_head_is_sealed_again(run, ledger, key, tmp_path):
    (tmp_path / "no-key").write_text("no key", "utf-8")
    for given in (key, tmp_path / "no-key", key):
        run("log", "seal", "--key", given)

    found = run("log", "verify", "--signers", signers(key))

    assert found.code == 0
    assert found.out.count("sealed: ") == 2


def test_ledger_is_made_anew_from_its_journal_alone(run, ledger, tmp_path):
    run("progress", "add", "BH25-1", "--percent", "20")
    shown, new = run("list").out, tmp_path / "anew" / "ledger.db"

    assert run("log", "rebuild", "--output", new).code == 0

    assert run("--ledger", new, "list").out == shown
    assert head_of(lambda *args: run("--ledger", new, *args)) == head_of(run)
    assert run("--ledger", new, "progress", "add", "BH25-1", "--percent", "30").code == 0
    assert "name another file" in run("log", "rebuild", "--output", new).err


def test_what_was_altered_behind_the_journals_back_is_named_when_it_is_made_anew(run, ledger, tmp_path):
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("UPDATE task SET title = '别的' WHERE id < 3")

    found = run("log", "rebuild", "--output", tmp_path / "anew.db")

    assert found.code == 1
    named = [line.partition(",")[0] for line in found.out.splitlines() if line.startswith("task ")]
    assert named == ["task 1: altered behind the journal's back", "task 2: altered behind the journal's back"]
    assert run("--ledger", tmp_path / "anew.db", "log", "verify").code == 0


def put_back(ledger: Path, backup: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{ledger}{ending}").unlink(missing_ok=True)
    shutil.copy(backup, ledger)


@pytest.fixture
def restored(run, ledger, key, tmp_path):
    """A ledger with a second place for heads and a seal, of which a backup was put back on purpose."""
    second, backup = tmp_path / "away" / "heads.txt", tmp_path / "backup.db"
    second.parent.mkdir()
    run("setting", "set", "heads", second)
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    run("set", "BH25-1", "--title", "改坏了", "--reason", "x")
    run("set", "BH25-2", "--title", "也改坏了", "--reason", "x")
    run("log", "seal", "--key", key)
    put_back(ledger, backup)
    return second


def test_backup_that_was_put_back_is_noted_once_and_told_ever_after(run, ledger, restored):
    found = run("log", "verify")
    assert found.code == 1
    assert f"{restored}: the journal does not hold" in found.out
    assert "dutytrack log restored --reason TEXT" in found.out

    said = run("log", "restored", "--reason", "误导入，换回备份")

    assert (said.code, said.err) == (0, "")
    assert said.out == "noted that a backup was put back: 2 heads that were kept are not in it\n"
    for title in ("改对了", "又改了"):
        run("set", "BH25-1", "--title", title, "--reason", "x")
        told = run("log", "verify")
        assert told.code == 0, told.out
        assert "2 heads that were kept are not in it: on 20" in told.out
        assert "noted that a backup was put back (误导入，换回备份)" in told.out
    assert "backup put back" in run("log", "show").out
    assert run("log", "restored", "--reason", "再来").err == (
        "dutytrack: error: the journal holds every head that was kept of it; nothing was noted\n"
    )


def test_note_of_a_backup_excuses_neither_what_is_given_by_hand_nor_what_is_cut_later(run, ledger, restored, tmp_path):
    elsewhere = tmp_path / "copy of the heads"
    shutil.copy(restored, elsewhere)
    run("log", "restored", "--reason", "换回备份")
    assert run("log", "verify").code == 0

    assert run("log", "verify", "--head", elsewhere).code == 1
    run("setting", "set", "language", "en")
    cut_last(ledger)

    found = run("log", "verify")
    assert found.code == 1
    assert f"{ledger}.heads: the journal does not hold" in found.out


def test_nothing_is_noted_without_a_reason_or_where_nothing_is_missing(run, ledger):
    run("setting", "set", "language", "en")

    assert run("log", "restored").code == 2
    assert run("log", "restored", "--reason", " ").code == 2
    assert run("log", "restored", "--reason", "x").code == 2
    assert run("log", "verify").code == 0


def test_many_rows_that_differ_are_named_in_part_and_counted(run, ledger, tmp_path):
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.executemany(
            "INSERT INTO unit (id, name, jurisdiction, kind, vague) VALUES (?, ?, '滨海市', '', 0)",
            [(number, f"局{number}") for number in range(100, 150)],
        )

    found = run("log", "rebuild", "--output", tmp_path / "anew.db")

    units = [line for line in found.out.splitlines() if line.startswith("unit")]
    assert units[0] == "unit 100: added behind the journal's back"
    assert (len(units), units[-1]) == (21, "unit: and 30 more rows")


def test_journal_that_can_not_be_told_is_no_fault_of_the_program(run, ledger, tmp_path):
    for image in ("rubbish", '{"id": 1}', "[]"):
        tamper(ledger, f"UPDATE journal SET after = '{image}' WHERE entity = 'task'")

        said = run("log", "rebuild", "--output", tmp_path / "anew.db")

        assert (said.code, said.out, said.err.count("\n")) == (3, "", 1), image
        assert "dutytrack log verify" in said.err
        assert not (tmp_path / "anew.db").exists()


def test_what_was_entered_under_a_wrong_clock_counts_from_the_corrected_day(run, ledger, monkeypatch):
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    last_year, year_before, earlier = (now - timedelta(days=365 * years) for years in (1, 2, 3))
    monkeypatch.delenv("DUTYTRACK_TODAY")
    assert run("add", "巡河", "--lead", "市水利局", "--due", f"{now.year + 1}-12-31").code == 0
    assert run("progress", "add", "BH25-3", "--percent", "20").code == 0
    assert run("close", "BH25-3", "--on", "2026-01-05", "--waive", "x").code == 0
    entries = json.loads(run("log", "show", "-f", "json").out)
    first = {entry["name"]: entry["seq"] for entry in reversed(entries)}
    monkeypatch.setenv("DUTYTRACK_TODAY", f"{last_year:%Y-%m-%d}")
    assert "巡河" not in run("list").out

    for seq in sorted(first.values())[: sorted(first.values()).index(first["add"])]:
        assert run("log", "clock", seq, "--was", f"{earlier:%Y-%m-%d}").code == 0

    said = run("log", "clock", first["add"], "--was", f"{year_before:%Y-%m-%d %H:%M}")

    assert said.out.endswith("; 2 rows count from that day now\n")
    assert "巡河" in run("list").out
    assert run("log", "clock", first["progress add"], "--was", f"{last_year:%Y-%m-%d} 09:30").code == 0
    (report,) = json.loads(run("progress", "list", "BH25-3", "-f", "json").out)
    assert report["on"] == f"{last_year:%Y-%m-%d}"
    assert "count" not in run("log", "clock", first["close"], "--was", f"{last_year:%Y-%m-%d} 09:30").out
    assert run("log", "verify").code == 0
    assert run("log", "clock", first["add"], "--was", f"{last_year:%Y-%m-%d} 09:30").out.count("2 rows") == 1
    added = next(entry["command"] for entry in entries if entry["name"] == "add")
    assert run("undo", added, "--yes").out.startswith("undone: add")
    assert run("log", "verify").code == 0


def test_corrected_clock_is_said_and_counts(run, ledger):
    first = json.loads(run("log", "show", "-f", "json").out)[0]
    assert run("--known-at", "2026-01-02", "list").out == ""

    said = run("log", "clock", first["seq"], "--was", "2026-01-01 09:30", "--reason", "断电")

    assert "import was told at 2026-01-01 09:30+08:00; the clock said" in said.out
    assert "BH25-1" in run("--known-at", "2026-01-02", "list").out
    assert json.loads(run("log", "show", "-f", "json").out)[0] == first
    assert json.loads(run("log", "show", "-f", "json").out)[-1]["reason"] == "断电"
    assert run("log", "verify").code == 0


def _login() -> str:
    return subprocess.run(["id", "-un"], capture_output=True, encoding="utf-8", check=True).stdout.strip()


def _image(ledger: Path, seq: int) -> str:
    with closing(sqlite3.connect(ledger)) as connection:
        return str(connection.execute("SELECT after FROM journal WHERE seq = ?", (seq,)).fetchone()[0])


def test_heads_that_are_given_are_said_with_their_rows_and_those_kept_counted_once(run, ledger, tmp_path):
    run("setting", "set", "heads", tmp_path / "heads.txt")
    head = Path(f"{ledger}.heads").read_text("ascii").split()[0]

    told = run("log", "verify", "--head", head[:30]).out

    assert f"its head is {head}" in told
    assert f"{head[:30]}: found at row {head.partition(':')[0]}" in told
    assert "heads that were kept are in it: 1" in told


def test_second_place_that_is_gone_is_told(run, ledger, tmp_path):
    run("setting", "set", "heads", tmp_path / "heads.txt")
    (tmp_path / "heads.txt").unlink()

    found = run("log", "verify")

    assert found.code == 1
    assert f"{tmp_path / 'heads.txt'}: the heads that are kept there can't be read" in found.out


def test_data_that_were_edited_are_told_by_the_file_beside_them(run, ledger, tmp_path):
    data, meta = tmp_path / "q.json", tmp_path / "q.json.meta.json"
    run("list", "-o", data)
    assert run("log", "verify", "--head", meta).code == 0
    data.write_text(data.read_text("utf-8") + " ", "utf-8")

    found = run("log", "verify", "--head", meta)

    assert (found.code, f"{data}: is not as it was put out" in found.out) == (1, True)


def test_seal_of_a_head_that_a_note_excuses_is_told_as_such(run, ledger, restored):
    run("log", "restored", "--reason", "换回备份")

    found = run("log", "verify")

    assert found.code == 0
    (line,) = (line for line in found.out.splitlines() if line.startswith("sealed: "))
    assert "this head is not in the journal, and excused by the note of 20" in line
