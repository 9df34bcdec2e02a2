"""import, seed, demo: documents become ledgers."""

from __future__ import annotations

import json
import math
import os
import shutil
import zipfile
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "plantext" / "corpus" / "files"
OVER = """滨海市2015年绿化工作方案

一、工作任务
(一)植树造林。2015年底前,完成造林10万亩。
牵头单位:市林业局
"""


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a ledger will be."""
    path = tmp_path / "home" / "ledger.db"
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(path))
    return path


def test_import_shows_a_summary_asks_and_writes(terminal, ledger, plan_file):
    code, out, _err = terminal("import", plan_file, answers=["y"])

    assert code == 0
    assert "3 tasks (0 without a lead unit)" in out
    assert "numbering 1 to 3: 3 read, none missing" in out
    assert "BH25 written: 3 tasks" in out
    assert "Write this to the ledger?" in out
    assert ledger.exists()


@pytest.mark.parametrize("answer", ["n", ""])
def test_without_a_yes_nothing_is_written(terminal, ledger, plan_file, answer):
    code, out, _err = terminal("import", plan_file, answers=[answer])

    assert code == 0
    assert out.endswith("nothing written\n")
    assert not ledger.exists()


def test_with_nobody_to_answer_it_says_how_to_go_on(run, ledger, plan_file):
    code, _out, err = run("import", plan_file, typed="y\n")

    assert code == 2
    assert "--yes" in err
    assert not ledger.exists()


def test_an_archive_gives_every_plan_in_it_and_one_bad_document_does_not_stop_the_others(
    run, ledger, plan_file, tmp_path
):
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(plan_file, "a.txt")
        packed.writestr("b/over.txt", OVER)
        packed.writestr("novel.txt", "那天晚上,他走在街上。雨下得很大。\n")

    assert run("import", archive, "--code", "X1", "--yes").code == 2
    code, out, err = run("import", archive, "--yes", "--no-conclude")

    assert code == 2
    assert err.count("\n") == 1
    assert "plans.zip/novel.txt: not a plan" in err
    assert "BH25 written: 3 tasks" in out
    assert "BH15 written: 1 tasks" in out
    assert "over.txt" in run("plan", "list").out


def test_units_of_two_places_that_share_a_name_are_told_apart(run, ledger, plan_file, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(OVER.replace("滨海市", "临江市").replace("市林业局", "市科技局"), encoding="utf-8")

    run("import", plan_file, other, "--yes", "--no-conclude")

    assert "市科技局（临江市）\tLJ15-1" in run("overdue").out
    counted = run("status").out
    assert "\t市科技局（滨海市）\t\t2" in counted
    assert "\t市人社局\t\t1" in counted


def test_a_file_name_in_gb_18030_is_read_and_kept_as_text(run, ledger, plan_file, tmp_path):
    named = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "沙建.txt".encode("gb18030")))
    shutil.copy(plan_file, named)

    assert run("import", named, "--yes").code == 0
    assert "沙建.txt" in run("plan", "list").out


def test_dry_run_json_is_one_flat_list_and_needs_no_ledger(run, ledger, plan_file, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(OVER, encoding="utf-8")

    code, out, _err = run("import", plan_file, other, "--dry-run", "--format", "json")

    plans = json.loads(out)
    assert code == 0
    assert [plan["source"] for plan in plans] == ["plan.txt", "other.txt"]
    assert [task["ref"] for task in plans[0]["tasks"]] == ["一.(一)", "一.(二)", "一.(三)"]
    assert {"problems", "leader", "lead", "units_raw", "lines"} <= set(plans[0]["tasks"][0])
    assert not ledger.exists()


def test_what_a_dry_run_prints_can_be_imported(run, plan_file, tmp_path):
    reading = tmp_path / "reading.json"
    reading.write_text(run("import", plan_file, "--dry-run", "--format", "json").out, encoding="utf-8")

    assert run("import", reading, "--yes").code == 0
    assert len(run("list").out.splitlines()) == 3


def test_a_reading_beyond_all_bounds_is_refused(run, plan_file, tmp_path):
    reading = json.loads(run("import", plan_file, "--dry-run", "--format", "json").out)
    reading[0]["tasks"][0]["lines"] = [math.inf, 1]
    (tmp_path / "reading.json").write_text(json.dumps(reading), encoding="utf-8")

    code, _out, err = run("import", tmp_path / "reading.json", "--yes")

    assert code == 2
    assert "reading.json" in err


def test_the_same_plan_again_says_so_and_changes_nothing(run, plan_file):
    run("import", plan_file, "--yes")

    code, out, _err = run("import", plan_file, "--yes")

    assert code == 0
    assert "BH25 is this text already (plan.txt); nothing changed" in out
    assert len(run("list").out.splitlines()) == 3


def test_a_bad_file_does_not_stop_the_others_and_the_exit_code_tells(run, plan_file, tmp_path):
    novel = tmp_path / "a_novel.txt"
    novel.write_text("很久以前,有一座山,山上有座庙。\n" * 20, encoding="utf-8")
    picture = tmp_path / "b_picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "c_empty.txt").write_bytes(b"")

    code, out, err = run("import", tmp_path, "--yes")

    assert code == 2
    assert "BH25 written" in out
    assert [line.partition("error: ")[2].partition(":")[0].split()[0] for line in err.splitlines()] == [
        "a_novel.txt",
        "b_picture.txt",
        "c_empty.txt",
    ]


def test_what_is_no_document_in_a_folder_is_passed_over_and_named(run, plan_file, tmp_path):
    folder = tmp_path / "plans"
    (folder / ".git").mkdir(parents=True)
    for name in ("README.md", "a.toml", "b.png", "c.py", "d.toml", "e.log", ".gitkeep", "~$plan.docx", ".git/HEAD"):
        (folder / name).write_text("[x]\ny = 1\n", encoding="utf-8")
    (folder / "over.txt").write_text(OVER, encoding="utf-8")
    code, out, err = run("import", folder, "--yes")

    assert (code, out.count("written")) == (0, 1)
    named = "README.md, a.toml, b.png, c.py, d.toml and 1 more"
    assert err == f"dutytrack: passed over in {folder}, no documents by their names: {named}\n"
    code, _out, err = run("lint", folder)
    assert code in (0, 1)
    assert err.count("\n") == 1


def test_a_file_that_is_named_and_a_folder_without_a_document_stay_errors(run, tmp_path):
    (tmp_path / "setup.toml").write_text("x = 1\n", encoding="utf-8")

    for path in (tmp_path / "setup.toml", tmp_path):
        code, _out, err = run("import", path, "--yes")
        assert code == 2
        assert "dutytrack: error: " in err


def test_files_and_folders_are_taken_together_once_each(run, plan_file, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    (folder / "over.txt").write_text(OVER, encoding="utf-8")

    code, out, _err = run("import", plan_file, folder, plan_file, "--yes")

    assert code == 0
    assert out.count(" written: ") == 2


def test_a_path_that_is_not_there_fails_alone(run, plan_file, tmp_path):
    code, out, err = run("import", tmp_path / "none.txt", plan_file, "--yes")

    assert code == 2
    assert "none.txt" in err
    assert out.count(" written: ") == 1


def test_utf16_without_a_mark_is_read(run, plan_file, tmp_path):
    unmarked = tmp_path / "unmarked.txt"
    unmarked.write_bytes(plan_file.read_text(encoding="utf-8").encode("utf-16-le"))

    assert " written: " in run("import", unmarked, "--yes").out


def test_code_names_the_plan(run, plan_file):
    assert "KJ1 written" in run("import", plan_file, "--yes", "--code", "KJ1").out
    assert run("list").out.startswith("KJ1-1\t")


def test_code_for_two_files_is_refused_before_anything_is_written(run, ledger, plan_file, tmp_path):
    (tmp_path / "over.txt").write_text(OVER, encoding="utf-8")

    code, _out, err = run("import", plan_file, tmp_path / "over.txt", "--yes", "--code", "X1")

    assert code == 2
    assert "--code names one plan, but 2 were read" in err
    assert not ledger.exists()


def test_a_plan_whose_period_is_over_is_offered_to_be_concluded(run, terminal, tmp_path):
    over = tmp_path / "over.txt"
    over.write_text(OVER, encoding="utf-8")

    _code, out, _err = terminal("import", over, answers=["y", "y"])

    assert "Its period is over" in out
    assert "BH15 concluded on 2015-12-31" in out
    assert "N grey" in run("list").out


def test_yes_leaves_an_ended_plan_open_and_says_how_to_conclude_it(run, tmp_path):
    over = tmp_path / "over.txt"
    over.write_text(OVER, encoding="utf-8")

    assert "`dutytrack plan conclude BH15`" in run("import", over, "--yes").out
    assert "R red" in run("list").out


def test_conclude_can_be_said_beforehand(run, tmp_path):
    over = tmp_path / "over.txt"
    over.write_text(OVER, encoding="utf-8")

    assert "concluded on 2015-12-31" in run("import", over, "--yes", "--conclude").out


def test_a_file_is_one_command_of_the_journal(run, plan_file):
    run("import", plan_file, "--yes")

    entries = json.loads(run("log", "show", "--format", "json").out)
    assert len({entry["command"] for entry in entries if entry["name"] == "import"}) == 1
    assert run("undo", "--yes").code == 0
    assert run("list").out == ""


def test_seed_plans_are_listed_and_loaded(run):
    names = [row["name"] for row in json.loads(run("seed", "list", "--format", "json").out)]

    assert "shenyang-2012" in names
    assert "13 tasks" in run("seed", "load", "shenyang-2012", "--yes").out
    assert "nothing changed" in run("seed", "load", "shenyang-2012", "--yes").out
    assert len(json.loads(run("list", "--format", "json").out)) == 13
    assert run("seed", "load", "nowhere").code == 2


def test_demo_without_a_terminal_prints_status_and_overdue(run, tmp_path):
    folder = tmp_path / "demo"

    code, out, err = run("demo", folder)

    assert code == 0
    assert err.startswith("only on a terminal and in Markdown: Red for other reasons")
    assert out.startswith("In all\t")
    assert out.splitlines()[0].split("\t")[3].isdigit()
    assert any(line.startswith("市") for line in out.splitlines())
    assert not (folder / "ledger.draft").exists()
    shutil.copy(folder / "ledger.db", tmp_path / "copy.db")
    assert run("--ledger", tmp_path / "copy.db", "log", "verify").code == 0


def test_how_far_a_long_document_is_read_shows_on_a_terminal_alone(terminal, process, ledger):
    pages = CORPUS / "160-managers-soffice.pdf"
    shown = terminal("import", pages, "--dry-run").out

    assert "reading 160-managers-soffice.pdf: 100%\r" in shown
    assert "100%" not in terminal("import", pages, "--dry-run", "--quiet").out
    assert process("import", pages, "--dry-run").err == ""
