"""The commands of supervision: reports, receipts, figures, checks, sheets, evidence, people, earlier knowledge."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import openpyxl
import pytest

pytestmark = pytest.mark.usefixtures("ledger")


def one(run, key="BH25-1"):
    """The task as JSON."""
    return json.loads(run("show", key, "--format", "json").out)


def records(run, *args):
    return json.loads(run(*args, "--format", "json").out)


def test_a_report_is_told_with_what_it_meets_and_what_makes_it_doubtful(run):
    code, out, _err = run("progress", "add", "BH25-1", "--percent", "40", "--text", "正在推进", "--on", "2026-03-01")

    assert code == 0
    assert out.splitlines() == [
        "BH25-1: 市科技局 reported on 2026-03-01: 40%",
        "  the duty due on 2026-03-31 is met",
        "  hint: the duty due on 2025-03-31 is still to be done; where that was meant: --duty 2025-03-31",
        "  hint: stock phrases: 正在推进",
        "  hint: no figure, date or evidence",
    ]
    [row] = records(run, "progress", "list")
    assert (row["key"], row["percent"], row["hints"]) == ("BH25-1", 40.0, ["stock", "nothing-to-check"])
    assert "套话" in run("progress", "list", "--lang", "zh").out


@pytest.mark.parametrize(
    ("value", "measured"),
    [("50", 50), ("50亿元", 50), ("成交额=1,250.5", 1250.5), ("技术合同成交额＝3亿元", 3)],
)
def test_a_figure_is_read_as_people_write_it(run, value, measured):
    assert run("measure", "BH25-3", "--value", value, "--source", "统计局").code == 0
    assert one(run, "BH25-3")["indicators"][0]["actual"] == measured


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["progress", "add", "BH25-1", "--percent", "140"], "140 is no percentage"),
        (["progress", "add", "BH25-1", "--value", "人数=3"], "no indicator"),
        (["progress", "add", "BH25-1", "--value", "many"], "write INDICATOR=FIGURE"),
        (["progress", "add", "BH25-1", "--percent", "10", "--on", "2026-07-16"], "has not come"),
        (["progress", "add", "BH25-1", "--percent", "10", "--on", "2024-07-16"], "is before that"),
        (["progress", "add", "BH25-1", "--percent", "10", "--evidence", "no.pdf"], "no such file"),
        (["progress", "add", "BH25-1", "--percent", "10", "--unit", "市人社局"], "has no part in BH25-1"),
        (["progress", "add", "BH25-1"], "needs a percentage, a figure or a text"),
        (["measure", "BH25-1"], "--value"),
        (["verify", "BH25-1", "--result", "accepted", "--how", "site"], "nothing was reported"),
        (["verify", "BH25-1", "--result", "fine", "--how", "site"], "one of accepted, returned"),
        (["suspend", "BH25-1"], "--reason"),
        (["drop", "BH25-1"], "--reason"),
        (["return", "BH25-1", "--note", "x"], "returned"),
        (["resume", "BH25-1"], "resumed"),
        (["exempt", "BH25-1", "--month", "2026-07"], "--reason"),
        (["indicator", "BH25-1", "实验室", "--kind", "odd"], "cumulative"),
        (["cadence", "set", "每月5日前"], "plan"),
        (["confidence", "set", "BH25-1"], "--lead, --office"),
        (["confidence", "set", "BH25-1", "--lead", "11"], "0 to 10"),
        (["units", "succeed", "市科技局", "市科技局"], "one unit"),
        (["diff", "--since", "2026-08-01"], "after 2026-07-15"),
        (["list", "--known-at", "soon"], "--known-at 'soon'"),
        (["list", "--known-at", "99999"], "its last one is"),
        (["close", "BH25-1", "--known-at", "5"], "leave it out"),
        (["progress", "import", "no.xlsx"], "no such file"),
        (["evidence", "list", "BH25-9"], "no task BH25-9"),
    ],
)
def test_what_can_not_be_is_one_clear_line_and_changes_nothing(run, args, told):
    before = run("log", "show").out
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert run("log", "show").out == before


def test_a_task_runs_through_its_states(run):
    for args, status in [
        (["receive", "BH25-1", "--by", "李四", "--on", "2026-07-01"], "active"),
        (["suspend", "BH25-1", "--reason", "改革", "--on", "2026-07-02"], "suspended"),
        (["resume", "BH25-1", "--on", "2026-07-03"], "active"),
        (["submit", "BH25-1", "--on", "2026-07-04"], "submitted"),
        (["return", "BH25-1", "--note", "数据不实", "--on", "2026-07-05"], "active"),
        (["submit", "BH25-1", "--on", "2026-07-06"], "submitted"),
        (["verify", "BH25-1", "--result", "退回", "--how", "现场", "--on", "2026-07-07"], "active"),
        (["drop", "BH25-1", "--reason", "并入他项", "--on", "2026-07-08"], "dropped"),
    ]:
        code, out, err = run(*args)
        assert (code, err) == (0, ""), args
        assert "BH25-1" in out
        assert one(run)["status"] == status


def test_a_duty_missed_is_made_up_not_met_in_time(run):
    assert "was made up on" in run("duty", "BH25-1", "--due", "2026-03", "--on", "2026-05-01").out
    assert "was made up on" in run("duty", "BH25-1", "--on", "2026-07-10").out
    assert "was met on" in run("duty", "BH25-1", "--due", "2026-09", "--on", "2026-07-12").out


def test_a_cadence_lays_working_days_and_can_end(run):
    assert (
        "2026-01-05"
        in run("cadence", "set", "每月5日前", "--plan", "BH25", "--from", "2026-01-01", "--working-days").out
    )
    [row] = records(run, "cadence", "list")
    assert (row["owner"], row["next"], row["working_days"]) == ("BH25", "2026-08-05", True)
    assert run("cadence", "end", "--plan", "BH25").code == 0
    assert records(run, "cadence", "list") == []


def test_what_an_indicator_is_can_be_said(run):
    assert (
        "kind cumulative, from 10"
        in run("indicator", "BH25-2", "人才", "--kind", "cumulative", "--baseline", "10", "--reason", "统计口径").out
    )


def test_a_sheet_goes_out_and_comes_back(run, tmp_path):
    path = tmp_path / "s.xlsx"
    assert "units: 3, tasks: 3" in run("progress", "sheet", "--output", path).out
    assert "units: 1, tasks: 1" in run("progress", "sheet", "-lead:市科技局", "--output", tmp_path / "t.xlsx").out

    book = openpyxl.load_workbook(path)
    book["市人社局"]["J3"], book["市人社局"]["M3"] = 70, "引进70名"
    book.save(path)
    assert "reports: 1, units: 1" in run("progress", "import", path, "--by", "王五", "--yes").out
    assert one(run, "BH25-2")["progress"] == 70
    book["市人社局"]["J3"] = -1
    book.save(path)
    code, _out, err = run("progress", "import", path, "--yes")
    assert (code, "市人社局!J3" in err) == (2, True)
    assert "can't be written" in run("progress", "sheet", "--output", tmp_path).err


def test_evidence_is_kept_shown_and_checked(run, tmp_path, ledger):
    (tmp_path / "p.txt").write_text("验收单", encoding="utf-8")
    run("progress", "add", "BH25-1", "--percent", "10", "--evidence", tmp_path / "p.txt")
    [row] = records(run, "evidence", "list", "BH25-1")
    assert (row["name"], row["proves"], row["linked"]) == ("p.txt", "report", False)
    assert run("evidence", "check").code == 0
    assert "noted for BH25-1 already" in run("evidence", "add", "BH25-1", tmp_path / "p.txt", "--link").err
    (tmp_path / "q.txt").write_text("照片", encoding="utf-8")
    assert run("evidence", "add", "BH25-1", tmp_path / "q.txt", "--link").code == 0

    (tmp_path / "q.txt").write_text("另一份", encoding="utf-8")
    code, out, _err = run("evidence", "check")
    assert code == 1
    assert out.startswith("other content")


def test_leaders_and_contacts(run):
    assert "in charge of: 市科技局" in run("leader", "add", "王海", "--post", "副市长", "--unit", "市科技局").out
    assert run("leader", "charge", "王海", "市财政局").code == 0
    assert run("leader", "release", "王海", "市财政局", "--on", "2026-07-15").code == 0
    [leader] = records(run, "leader", "list")
    assert leader["units"] == ["市科技局"]
    assert run("contact", "add", "市科技局", "张三", "--phone", "3022011").code == 0
    assert [row["phone"] for row in records(run, "contact", "list", "科技")] == ["3022011"]
    assert run("contact", "end", "市科技局", "张三").code == 0
    assert records(run, "contact", "list") == []


def test_sides_that_disagree_are_found(run):
    run("confidence", "set", "BH25-1", "--lead", "9", "--office", "4")
    run("confidence", "set", "BH25-2", "--lead", "7", "--office", "7")

    assert [row["key"] for row in records(run, "confidence", "list", "--apart", "3")] == ["BH25-1"]
    assert run("confidence", "list", "--apart", "3", "--exit-code").code == 1


def test_a_unit_is_succeeded(run):
    assert (
        "open tasks that pass: 3"
        in run("units", "succeed", "市科技局", "市科学创新局", "--on", "2026-07-01", "--yes").out
    )
    for name in ("市科技局", "市科学创新局"):
        assert {row["key"] for row in records(run, "list", f"lead:{name}")} == {"BH25-1", "BH25-3"}


def test_what_was_told_later_can_be_left_out_and_set_against(run):
    told = records(run, "log", "show")[-1]["seq"]
    run("close", "BH25-2", "--on", "2026-06-20")
    run("progress", "add", "BH25-1", "--percent", "30", "--on", "2026-05-01")

    assert one(run, "BH25-2")["status"] == "closed"
    assert json.loads(run("show", "BH25-2", "--known-at", told, "--format", "json").out)["status"] == "pending"
    assert run("status", "--known-at", told).out != run("status").out
    assert records(run, "diff", "--since", "2026-07-01") == []
    changed = records(run, "diff", "--since", "2026-07-01", "--told")
    assert {row["key"] for row in changed} == {"BH25-1", "BH25-2", "BH25-3"}
    assert run("diff", "--since", "2026-06-01", "--exit-code").code == 1
    assert run("log", "verify", "--known-at", told).code == 0


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_is_worked_out_before_the_ledger_is_locked(run, ledger, rule):
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, _out, err = run("cadence", "set", rule, "--plan", "BH25")

    assert code == 2
    assert rule.split(";")[-1] in err
    assert len(err.splitlines()) == 1
