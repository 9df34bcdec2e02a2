"""lint: plans of the ledger by code, documents without a ledger, baselines and exit codes."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

SECOND = """滨海市创新人才行动计划(2025-2026年)

一、重点任务
(一)引进高层次人才。2026年6月底前,引进高层次人才80名。
牵头单位:市人社局;责任单位:市科技局
"""
SOUND = """滨海市营商环境工作方案(2026年)

一、工作任务
(一)精简审批事项。2026年3月底前,公布审批事项清单。
牵头单位:市审批局;责任单位:市司法局
"""


@pytest.fixture
def sound_file(tmp_path) -> Path:
    path = tmp_path / "sound.txt"
    path.write_text(SOUND, encoding="utf-8")
    return path


def plans(out: str) -> dict[str, dict[str, Any]]:
    return {plan["plan"]: plan for plan in json.loads(out)}


def test_a_file_is_checked_without_a_ledger(run, plan_file, monkeypatch, tmp_path):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "none.db"))

    code, out, _err = run("lint", plan_file, "--format", "json")

    [plan] = json.loads(out)
    assert code == 0
    assert (plan["plan"], plan["tasks"], plan["score"]) == ("plan.txt", 3, 95)
    assert [(finding["task"], finding["line"], finding["check"]) for finding in plan["findings"]] == [
        ("一.(三)", 8, "joint-lead"),
        ("一.(三)", 8, "collective"),
    ]
    assert set(plan["findings"][0]) == {"task", "line", "title", "check", "finding", "advice", "points", "facts"}
    assert not (tmp_path / "none.db").exists()


def test_plans_of_the_ledger_are_checked_by_code_or_all_together(run, ledger, sound_file):
    run("import", sound_file, "--yes")

    assert list(plans(run("lint", "--format", "json").out)) == ["BH25", "BH26"]
    assert list(plans(run("lint", "bh25", "--format", "json").out)) == ["BH25"]
    assert plans(run("lint", "--format", "json").out)["BH26"]["findings"] == []


def test_findings_name_tasks_by_their_keys(run, ledger):
    out = run("lint", "BH25").out

    assert out.splitlines()[0].split("\t")[:4] == ["BH25", "BH25-3", "8", "joint-lead"]


def test_plans_of_the_ledger_are_held_against_each_other(run, ledger, tmp_path):
    other = tmp_path / "second.txt"
    other.write_text(SECOND.replace("滨海市创新", "滨海市"), encoding="utf-8")
    run("import", other, "--yes")

    findings = plans(run("lint", "BH25B", "--format", "json").out)["BH25B"]["findings"]

    assert [finding["finding"] for finding in findings] == ["引进高层次人才: 80名 here, 100名 in BH25-2 of BH25"]


def test_what_the_office_mended_counts_and_a_dropped_task_does_not(run, ledger, plan_file, tmp_path):
    later = tmp_path / "later.txt"
    text = plan_file.read_text(encoding="utf-8")
    later.write_text(text.replace("市人社局;", "市人社局、市教育局;").split("(三)")[0], encoding="utf-8")
    run("import", later, "--yes")
    found = plans(run("lint", "--format", "json").out)["BH25"]

    assert (found["tasks"], [finding["task"] for finding in found["findings"]]) == (2, ["BH25-2"])
    run("set", "BH25-2", "--lead", "市人社局", "--reason", "列第一位的牵头")
    assert plans(run("lint", "--format", "json").out)["BH25"]["findings"] == []


def test_known_members_settle_a_collective(run, ledger):
    assert run("units", "members", "各县(市、区)政府", "add", "青礁县政府", "沙湾区政府", "--new").code == 0
    checks = [finding["check"] for finding in plans(run("lint", "--format", "json").out)["BH25"]["findings"]]

    assert checks == ["joint-lead"]


def test_exit_code_tells_whether_something_was_found(run, plan_file, sound_file):
    assert run("lint", plan_file, "--exit-code").code == 1
    assert run("lint", plan_file).code == 0
    assert run("lint", sound_file, "--exit-code").code == 0


def test_a_baseline_accepts_what_is_known(run, plan_file, tmp_path):
    known = tmp_path / "known.json"
    code, out, _err = run("lint", plan_file, "--write-baseline", known)
    assert (code, out) == (0, f"2 findings accepted in {known}\n")

    code, out, _err = run("lint", plan_file, "--baseline", known, "--exit-code", "--format", "json")
    [plan] = json.loads(out)

    assert code == 0
    assert (plan["findings"], plan["accepted"], plan["score"]) == ([], 2, 95)
    plan_file.write_text(
        plan_file.read_text(encoding="utf-8").replace("市人社局", "市人社局、市教育局"), encoding="utf-8"
    )
    code, out, _err = run("lint", plan_file, "--baseline", known, "--exit-code", "--format", "md")
    assert code == 1
    assert "市人社局、市教育局" in out
    assert "Findings accepted before and left out: 2" in out


def test_a_file_that_is_no_baseline_is_told(run, plan_file):
    code, _out, err = run("lint", plan_file, "--baseline", plan_file)

    assert code == 2
    assert "plan.txt: no baseline" in err


def test_a_plan_that_is_not_there_is_told_with_the_nearest(run, ledger):
    code, _out, err = run("lint", "BH26")

    assert code == 2
    assert "no plan BH26; did you mean BH25?" in err


def test_a_file_that_is_no_plan_does_not_stop_the_others(run, plan_file, tmp_path):
    (tmp_path / "a-note.txt").write_text("今天天气很好。\n", encoding="utf-8")

    code, out, err = run("lint", tmp_path, "--format", "json")

    assert code == 2
    assert "a-note.txt" in err
    assert [plan["plan"] for plan in json.loads(out)] == ["plan.txt"]


def test_the_table_says_each_plan_s_score(run, plan_file):
    out = run("lint", plan_file, "--format", "md").out

    assert "plan.txt 滨海市科技创新行动计划(2025-2026年): 95 of 100 points, findings: 2" in out
    assert "- findings: 2" in out
    assert run("lint", plan_file, "--format", "csv").out.startswith(
        "plan,task,line,check,finding,advice,points,title,score"
    )


def test_the_real_plans_give_no_false_alarm_of_the_kinds_seen(run, shared):
    found = plans(run("lint", shared / "plans", "--format", "json").out)
    assert len(found) == 8
    checks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, plan in found.items():
        assert 0 < plan["score"] < 100
        for finding in plan["findings"]:
            checks[name, finding["task"]].add(finding["check"])
    first = next(name for name in found if name.startswith("000"))
    recurring = checks.get((first, "三.(三)"), set())
    assert not {"no-date", "plan-end-only", "no-indicator"} & recurring
    assert {"conflict-lead"} <= checks[first, "二.(二).7"]
    assert not any(finding["check"].startswith("number") for plan in found.values() for finding in plan["findings"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name": "a"}', "plan is missing"),
        ('{"plan": {}, "tasks": []}', "title is missing"),
        ("[1]", "its fields are other ones"),
        ("{", "Expecting property name"),
    ],
)
def test_json_that_is_no_reading_is_told_without_words_of_the_machine(run, tmp_path, text, told):
    (tmp_path / "a.json").write_text(text, encoding="utf-8")

    code, _out, err = run("lint", tmp_path / "a.json")

    assert (code, told in err, "Error" in err) == (2, True, False), err
