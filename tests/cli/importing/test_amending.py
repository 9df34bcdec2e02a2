"""import of a later text: shown task by task, asked, written; by name or recognised."""

from __future__ import annotations

import json

import pytest

CHANGED = (
    ("新建市级重点实验室3家", "新建市级重点实验室5家"),
    ("牵头单位:市人社局;", "牵头单位:市教育局;"),
    ("2026年6月底前", "2026年9月底前"),
)


@pytest.fixture
def later(ledger, plan_file, tmp_path):
    """The first plan's text with another figure, unit and date, its third item replaced by another."""
    text = plan_file.read_text(encoding="utf-8")
    for before, after in CHANGED:
        text = text.replace(before, after)
    head, _third = text.split("(三)")
    path = tmp_path / "later.txt"
    path.write_text(head + "(三)清理岸线养殖。2026年10月底前,清退网箱2000口。\n牵头单位:市海洋局\n", encoding="utf-8")
    return path


def test_a_later_text_is_shown_asked_about_and_written(run, terminal, later):
    code, out, _err = terminal("import", later, answers=["y"])

    assert code == 0
    assert "a later text of BH25 (plan.txt)" in out
    assert "0 same, 0 reworded, 1 with other units, 1 with other dates, 2 with other figures, 1 added, 1 dropped" in out
    assert "Write this to the ledger?" in out
    assert "BH25 amended: 2 changed, 1 added, 1 dropped" in out
    assert "new: BH25-4" in out
    assert "dropped: BH25-3" in out
    listed = run("list", "--all").out.splitlines()
    assert sorted(line.split("\t")[0] for line in listed) == [f"BH25-{n}" for n in (1, 2, 3, 4)]


def test_without_a_yes_nothing_is_amended(run, terminal, later):
    assert terminal("import", later, answers=["n"]).out.endswith("nothing written\n")
    assert run("log", "verify").code == 0
    assert "BH25-4" not in run("list").out


def test_the_difference_is_data_where_that_is_asked_for(run, later):
    code, out, _err = run("import", later, "--amends", "bh25", "--dry-run", "--format", "json")

    rows = json.loads(out)
    assert code == 0
    assert {row["key"]: row["changes"] for row in rows} == {
        "BH25-1": ["figures"],
        "BH25-2": ["units", "deadline", "figures"],
        "BH25-3": ["dropped"],
        None: ["added"],
    }
    lead = next(row for row in rows if row["field"] == "lead")
    assert (lead["before"], lead["after"]) == ("市人社局", "市教育局")
    assert "BH25-4" not in run("list").out


def test_single_tasks_are_left_as_they_are(run, later):
    out = run("import", later, "--yes", "--leave", "bh25-3", "--leave", "BH25-1").out

    assert "left as they were: BH25-1、BH25-3" in out
    rows = {line.split("\t")[0]: line for line in run("list").out.splitlines()}
    assert "dropped" not in rows["BH25-3"]
    assert "plan.txt" in run("show", "BH25-3").out
    assert "later.txt" in run("show", "BH25-2").out


def test_an_amendment_is_undone_in_one_go(run, later):
    before = run("list").out
    run("import", later, "--yes")
    undone = run("undo", "--yes")

    assert "undone: amend" in undone.out
    assert run("list").out == before
    assert run("log", "verify").code == 0


def test_the_text_before_imported_again_does_not_turn_the_plan_back(run, later, plan_file):
    run("import", later, "--yes")
    amended = run("list").out

    code, out, _err = run("import", plan_file, later, "--yes")

    assert code == 0
    assert out.count("nothing changed") == 2
    assert run("list").out == amended


def test_a_text_with_nothing_new_says_so(run, ledger, plan_file, tmp_path):
    reprint = tmp_path / "reprint.txt"
    reprint.write_text(plan_file.read_text(encoding="utf-8") + "\n(此件公开发布)\n", encoding="utf-8")

    out = run("import", reprint, "--yes").out

    assert "BH25 is this plan already (plan.txt); nothing changed" in out


def test_a_plan_of_its_own_is_written_beside_the_one_it_is_like(run, later):
    out = run("import", later, "--yes", "--new").out

    assert "BH25B written: 3 tasks" in out


def test_a_plan_that_is_not_there_is_told(run, later):
    code, _out, err = run("import", later, "--amends", "BH26", "--yes")

    assert code == 2
    assert "did you mean BH25?" in err


def test_the_day_of_the_amendment_is_the_day_of_the_drop(run, later):
    run("import", later, "--yes", "--on", "2026-07-01")

    assert "2026-07-01 no more in the plan's text" in " ".join(run("show", "BH25-3").out.split())
