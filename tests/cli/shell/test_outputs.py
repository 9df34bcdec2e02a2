"""Outputs destroy no ledger, nothing of one, no input and no stranger's file; they are whole or not there."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

WRITING = [
    ("overdue", "--output"),
    ("list", "--output"),
    ("units", "--output"),
    ("show", "BH25-1", "--output"),
    ("why", "BH25-1", "--output"),
    ("plan", "show", "BH25", "--output"),
    ("log", "show", "--output"),
    ("remind", "--output"),
    ("progress", "sheet", "--output"),
    ("lint", "--output"),
    ("lint", "--write-baseline"),
]


def rows(path: Path) -> int:
    """How many rows the journal of the ledger at ``path`` has."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0]


@pytest.mark.parametrize("args", WRITING, ids=" ".join)
@pytest.mark.parametrize("way", ["itself", "symlink", "hard link", "other spelling"])
def test_outputs_destroy_no_ledger(run, ledger, tmp_path, args, way):
    target = {"itself": ledger, "other spelling": tmp_path / "x" / ".." / "ledger.db"}.get(way, tmp_path / "today.txt")
    (tmp_path / "x").mkdir()
    if way == "symlink":
        target.symlink_to(ledger)
    if way == "hard link":
        target.hardlink_to(ledger)
    before = ledger.read_bytes()

    code, out, err = run(*args, target, "--force")

    assert (code, out) == (2, "")
    assert "is a ledger or belongs to one" in err
    assert ledger.read_bytes() == before


def test_a_process_that_is_to_write_over_its_ledger_leaves_it_whole(process, ledger):
    before = ledger.read_bytes()

    code, out, err = process("--ledger", ledger, "overdue", "--output", ledger)

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert ledger.read_bytes() == before
    assert process("log", "verify").code == 0


@pytest.mark.parametrize(
    "name",
    [
        "ledger.db-wal",
        "ledger.db-shm",
        "ledger.db-journal",
        "ledger.db.heads",
        "heads",
        "ledger.db.bak-0001-20260101T000000Z",
        "ledger.db.evidence/ab/abcd",
    ],
)
def test_outputs_destroy_nothing_that_belongs_to_the_ledger(process, run, ledger, name):
    file = ledger.parent / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"kept")
    linked = ledger.with_name("today.txt")
    linked.hardlink_to(file)

    for target in (file, linked):
        refused = run("lint", "--output", target, "--force", "--ledger", ledger, "nothing.txt")
        assert (refused.code, "belongs to one" in refused.err) == (2, True)
        if "-" not in name.removeprefix("ledger.db.bak-"):
            assert process("overdue", "--output", target, "--force").code == 2
    assert file.read_bytes() == b"kept"


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_no_output_becomes_a_side_file_of_the_ledger(run, ledger, ending):
    side = ledger.with_name(ledger.name + ending)

    assert run("overdue", "--output", side).code == 2
    assert not side.exists() or not side.stat().st_size


def test_reports_in_the_write_ahead_log_survive(process, ledger):
    """With a reader at work the log is not emptied: what was committed last is in it alone."""
    import sqlite3

    reader = sqlite3.connect(ledger)
    reader.execute("SELECT COUNT(*) FROM task").fetchone()
    assert process("progress", "add", "BH25-1", "--percent", 30).code == 0
    before = rows(ledger)

    refused = process("overdue", "--output", f"{ledger}-wal", "--force")

    reader.close()
    assert refused.code == 2
    assert rows(ledger) == before


def test_another_ledger_is_no_place_for_an_output_either(run, ledger, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(ledger.read_bytes())

    assert run("overdue", "--output", other, "--force").code == 2
    assert other.read_bytes() == ledger.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "-wal", "-shm", "-journal", ".heads", ".bak-0001-20260101T000000Z", ".backup.csv", ".evidence/74/743dc",
        ".outputs/ab",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_there", [True, False], ids=["there", "new"])
def test_nothing_of_another_ledger_is_a_place_for_an_output(process, ledger, tmp_path, name, is_there):
    other = tmp_path / "elsewhere" / "other.db"
    other.parent.mkdir()
    other.write_bytes(ledger.read_bytes())
    target = other.parent / f"other.db{name}"
    if is_there:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"kept")

    code, _out, err = process("list", "--output", target, "--force")

    assert (code, "belongs to one" in err) == (2, True)
    assert (target.read_bytes() == b"kept") if is_there else not target.exists()


@pytest.mark.parametrize("begins", ["377f0682", "377f0683", "d9d505f920a163d7"])
def test_a_log_of_sqlites_is_kept_whatever_its_name(run, ledger, tmp_path, begins):
    log = tmp_path / "today.txt"
    log.write_bytes(bytes.fromhex(begins) + b"three commits")

    assert run("list", "--output", log, "--force").code == 2
    assert log.read_bytes().endswith(b"three commits")


def test_commits_that_wait_in_another_ledgers_log_survive(process, ledger, tmp_path):
    import shutil
    import sqlite3

    other = tmp_path / "other.db"
    shutil.copy(ledger, other)
    with sqlite3.connect(other) as reader:
        reader.execute("SELECT COUNT(*) FROM task").fetchone()
        assert process("--ledger", other, "close", "BH25-1").code == 0
        before = rows(other)

        assert process("list", "--output", f"{other}-wal", "--force").code == 2
    assert rows(other) == before


@pytest.mark.parametrize("name", ["ledger.db.evidence/new.csv", "ledger.db.outputs/ab/new.csv"])
def test_the_ledgers_folders_take_no_new_output(run, ledger, name):
    assert run("list", "--output", ledger.parent / name).code == 2
    assert not (ledger.parent / name).parent.exists()


def test_evidence_that_is_linked_is_kept(run, ledger, tmp_path):
    proof = tmp_path / "minutes.txt"
    proof.write_text("minutes")
    run("evidence", "add", "BH25-1", proof, "--link")

    assert run("list", "--output", proof, "--force").code == 2
    assert proof.read_text() == "minutes"


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_lint_does_not_eat_the_plan_it_reads(process, plan_file, option):
    before = plan_file.read_bytes()
    for named in (plan_file, plan_file.parent):
        code, _out, err = process("lint", named, option, plan_file, "--force")
        assert (code, "read or written otherwise" in err) == (2, True)
    assert plan_file.read_bytes() == before


def test_a_baseline_and_a_report_are_two_files(run, plan_file, tmp_path):
    known = tmp_path / "known.json"

    assert run("lint", plan_file, "--write-baseline", known, "--output", known, "--format", "json").code == 2
    assert not known.exists()
    assert run("lint", plan_file, "--write-baseline", known).code == 0
    assert run("lint", plan_file, "--baseline", known, "--output", known, "--force").code == 2
    assert run("lint", plan_file, "--baseline", known, "--write-baseline", known).code == 0


def test_a_review_sheet_is_not_the_document(run, plan_file):
    before = plan_file.read_bytes()

    assert run("import", plan_file, "--review-sheet", plan_file, "--force").code == 2
    assert plan_file.read_bytes() == before


def test_a_strangers_file_is_written_over_by_force_alone(run, ledger, tmp_path):
    file = tmp_path / "speech.md"
    file.write_text("dear colleagues")

    code, out, err = run("overdue", "--output", file)

    assert (code, out, "--force writes over it" in err) == (2, "", True)
    assert file.read_text() == "dear colleagues"
    assert run("overdue", "--output", file, "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("## ")


def test_what_acts_is_refused_before_it_acts(run, ledger, tmp_path):
    file, before = tmp_path / "speech.md", rows(ledger)
    file.write_text("dear colleagues")

    assert run("remind", "--output", file).code == 2
    assert run("remind", "--output", file / "no" / "folder.txt").code == 2
    assert run("remind", "--output", tmp_path / "list.csv", "--format", "json").code == 2
    assert rows(ledger) == before


def test_yesterdays_report_is_written_over_by_todays_without_a_question(process, ledger, tmp_path):
    for form in ("txt", "csv", "json", "md"):
        file = tmp_path / f"today.{form}"
        assert process("overdue", "--output", file).code == 0
        yesterdays = file.read_bytes()
        assert process("overdue", "--output", file, "--as-of", "2026-12-31") == (0, "", f"written: {file}\n")
        assert file.read_bytes() != yesterdays


def test_an_output_that_somebody_changed_since_is_kept(run, ledger, tmp_path):
    sheet = tmp_path / "sheet.xlsx"
    run("progress", "sheet", "--output", sheet)
    assert run("progress", "sheet", "--output", sheet).code == 0
    book = load_workbook(sheet)
    book.worksheets[0]["M3"] = "filled in by the unit"
    book.save(sheet)
    filled_in = sheet.read_bytes()

    assert run("progress", "sheet", "--output", sheet).code == 2
    assert sheet.read_bytes() == filled_in
    assert run("progress", "sheet", "--output", sheet, "--force").code == 0


def test_an_output_is_known_without_a_folder_of_ones_own(process, ledger, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "/proc/nothing")
    file = tmp_path / "today.txt"

    assert process("overdue", "--output", file).code == 0
    assert process("overdue", "--output", file, "--as-of", "2026-12-31").code == 0


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf", "html", "XLS", "wps"])
@pytest.mark.parametrize("command", ["overdue", "list", "show BH25-1", "units", "lint"])
def test_a_report_is_not_written_under_the_ending_of_another_kind_of_file(run, ledger, tmp_path, ending, command):
    code, out, err = run(*command.split(), "--output", tmp_path / f"今日.{ending}")

    assert (code, out, ".csv, .md, .json or .txt" in err) == (2, "", True)
    assert not list(tmp_path.glob("今日*"))


@pytest.mark.parametrize("name", ["反馈2", "sheet.csv", "sheet.xls", "sheet.docx"])
def test_a_workbook_is_written_under_a_workbooks_name_alone(run, ledger, plan_file, tmp_path, name):
    for call in (("progress", "sheet", "--output"), ("import", plan_file, "--review-sheet")):
        code, _out, err = run(*call, tmp_path / name)

        assert (code, "ends in .xlsx" in err) == (2, True)
        assert not (tmp_path / name).exists()
    assert run("progress", "sheet", "--output", "/dev/null").code == 0


def test_a_sheet_about_nothing_is_not_written(run, ledger, tmp_path):
    code, _out, err = run("progress", "sheet", "没有这样的任务", "--output", tmp_path / "sheet.xlsx")

    assert (code, "no workbook was written" in err) == (2, True)
    assert not (tmp_path / "sheet.xlsx").exists()


def test_what_was_written_is_said_beside_the_answer_and_the_folder_made_for_it(run, ledger, tmp_path):
    folder = tmp_path / "nodir" / "below"

    assert run("list", "--output", folder / "a.csv") == (
        0,
        "",
        f"folder made: {folder.parent}\nwritten: {folder / 'a.csv'}\n",
    )
    assert run("overdue", "--output", folder / "b.csv") == (0, "", f"written: {folder / 'b.csv'}\n")
    assert run("overdue", "--output", folder / "c" / "b.csv", "-q") == (0, "", "")
    assert "folder made" in run("progress", "sheet", "--output", tmp_path / "x" / "a.xlsx").err
    assert run("list", "--output", "/dev/null").err == ""


def test_an_empty_name_is_no_file(run, ledger):
    assert "no file is named" in run("list", "--output", "").err


def test_an_empty_file_is_no_loss(run, ledger, tmp_path):
    file = tmp_path / "made-by-mktemp"
    file.touch(mode=0o640)

    assert run("overdue", "--output", file).code == 0
    assert (file.stat().st_size > 0, stat.S_IMODE(file.stat().st_mode)) == (True, 0o640)


def test_a_link_stays_and_leads_to_the_new_report(run, ledger, tmp_path):
    place, link = tmp_path / "reports" / "today.txt", tmp_path / "latest.txt"
    link.symlink_to(place)

    assert run("overdue", "--output", link).code == 0
    assert run("overdue", "--output", link, "--as-of", "2026-12-31").code == 0
    assert link.is_symlink()
    assert place.read_text(encoding="utf-8")


def test_an_output_has_the_ledgers_mode_and_the_folders_made_for_it_are_private(run, ledger, tmp_path):
    ledger.chmod(0o600)
    before = os.umask(0o022)
    try:
        run("overdue", "--output", tmp_path / "a" / "b" / "today.txt")
        ledger.chmod(0o660)
        run("overdue", "--output", tmp_path / "a" / "shared.txt")
    finally:
        os.umask(before)

    modes = [stat.S_IMODE((tmp_path / "a" / name).stat().st_mode) for name in ("b/today.txt", "b", ".", "shared.txt")]
    assert [oct(mode) for mode in modes] == ["0o600", "0o700", "0o700", "0o644"]


def test_on_a_full_disk_yesterdays_report_stays_whole(process, ledger, tmp_path):
    """Full for the report, that is, and not for the file that SQLite keeps beside the ledger."""
    file = tmp_path / "out" / "reports.json"
    call = ("progress", "list", "--output", str(file))
    process("progress", "add", "BH25-1", "--text", "实验室" * 5000)
    assert process(*call).code == 0
    before = file.read_bytes()
    process("progress", "add", "BH25-1", "--percent", 30)
    full = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (40000, 40000)); from dutytrack.cli.app import app; app()"

    done = subprocess.run([sys.executable, "-c", full, *call], capture_output=True, text=True, encoding="utf-8")

    assert (done.returncode, "can't be written" in done.stderr) == (2, True)
    assert file.read_bytes() == before
    assert {each.name for each in file.parent.iterdir()} == {file.name, f"{file.name}.meta.json"}
    assert process(*call).code == 0
    assert file.read_bytes() != before


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_has_other_names(process, ledger, name):
    assert process("overdue", "--output", name) == process("overdue")
    assert process("show", "BH25-1", "--output", name) == process("show", "BH25-1")


def test_devices_and_pipes_are_written_into_and_not_replaced(process, ledger, tmp_path):
    assert process("overdue", "--output", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert process("list", "--output", pipe).code == 0
        assert len(json.loads(reader.communicate()[0])) == 3
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_workbook_goes_into_a_pipe(ledger, tmp_path):
    sheet = tmp_path / "sheet.xlsx"
    with sheet.open("wb") as stream:
        command = [sys.executable, "-m", "dutytrack", "progress", "sheet", "--output", "-"]
        subprocess.run(command, stdout=stream, check=True)

    assert load_workbook(sheet).worksheets


@pytest.mark.parametrize(
    ("name", "begins"), [("a.json", "["), ("a.CSV", "\ufeffkey,"), ("a.md", "## "), ("a.txt", "BH25-1\t"), ("a", "[")]
)
def test_the_ending_says_the_format_where_the_call_does_not(run, ledger, tmp_path, monkeypatch, name, begins):
    monkeypatch.setenv("DUTYTRACK_FORMAT", "json")

    run("list", "--output", tmp_path / name, "--sort", "key")

    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    "command", ["list", "why BH25-1", "show BH25-1", "units show 市科技局", "plan show BH25", "lint"]
)
def test_the_ending_counts_in_every_command(run, ledger, tmp_path, command):
    assert run(*command.split(), "--output", tmp_path / "a.json").code == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


def test_an_ending_that_contradicts_the_format_is_an_error(run, ledger, tmp_path):
    code, _out, err = run("list", "--format", "json", "--output", tmp_path / "a.csv")

    assert (code, "another format than json" in err) == (2, True)
    assert run("progress", "sheet", "--output", tmp_path / "sheet.csv").code == 2
    assert run("list", "--format", "json", "--output", tmp_path / "a.txt").code == 0
    made = {each.name for each in tmp_path.iterdir() if each.name.startswith(("a", "sheet"))}
    assert made == {"a.txt", "a.txt.meta.json"}
