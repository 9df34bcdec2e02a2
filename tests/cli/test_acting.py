"""close, reopen, done, set, add, undo, plan conclude, log: every change is told and leaves a trace."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dutytrack.store.journal.who import Who

pytestmark = pytest.mark.usefixtures("ledger")


def one(run, key):
    """The task as JSON."""
    return json.loads(run("show", key, "--format", "json").out)


def test_close_strikes_a_task_off_and_says_that_it_was_late(run):
    code, out, err = run("close", "BH25-2", "--on", "2026-07-10", "--note", "已验收")

    assert (code, err) == (0, "")
    assert out == "BH25-2 closed on 2026-07-10, after its deadline 2026-06-30: 引进高层次人才\n"
    assert one(run, "BH25-2")["status"] == "closed"
    assert one(run, "BH25-2")["history"][-1]["note"] == "已验收"


def test_close_without_a_day_means_today(run):
    assert "BH25-3 closed on 2026-07-15" in run("close", "BH25-3").out


def test_a_day_that_has_not_come_is_refused_and_changes_nothing(run):
    code, _out, err = run("close", "BH25-3", "--on", "2027-01-01")

    assert code == 2
    assert "2027-01-01" in err
    assert one(run, "BH25-3")["status"] == "pending"


def test_reopen_takes_a_closed_task_up_again(run):
    run("close", "BH25-3")

    assert run("reopen", "BH25-3", "--note", "抽查不实").code == 0
    assert one(run, "BH25-3")["status"] == "active"
    assert run("reopen", "BH25-3").code == 2


def test_done_meets_one_date_and_says_what_is_left(run):
    code, out, _err = run("done", "BH25-1", "--date", "2025", "--on", "2025-12-20")

    assert code == 0
    assert out == "BH25-1: 2025-12-31 Wed met on 2025-12-20; no date is left; close it when it is done\n"
    assert one(run, "BH25-1")["status"] == "pending"


def test_set_mends_with_a_reason(run):
    code, out, _err = run("set", "BH25-2", "--due", "2026-09", "--lead", "市教育局", "--reason", "原文有误")

    assert code == 0
    assert out == "BH25-2 changed: due, lead; 2026-09 is 2026-09-30 Wed\n"
    assert one(run, "BH25-2")["due"] == "2026-09-30"
    assert one(run, "BH25-2")["lead"] == ["市教育局"]


def test_set_without_a_reason_is_refused(run):
    code, _out, err = run("set", "BH25-2", "--due", "2026-09-30")

    assert code == 2
    assert "--reason" in err


def test_add_enters_a_task_without_a_plan(run):
    code, out, _err = run(
        "add", "整改督查反馈问题", "--lead", "市科技局", "--participating", "市财政局", "--due", "2026-08-31",
        "--kind", "instruction", "--source", "张市长批示",
    )  # fmt: skip

    assert code == 0
    assert out == "LD26-1 entered: 整改督查反馈问题\n"
    task = one(run, "LD26-1")
    assert (task["lead"], task["due"], task["source"]) == (["市科技局"], "2026-08-31", "张市长批示")


def test_add_makes_a_ledger_where_there_is_none(run, tmp_path):
    path = tmp_path / "new" / "ledger.db"

    assert run("--ledger", path, "add", "起草年度报告", "--due", "2026-12").code == 0
    assert run("list", "--ledger", path).out.startswith("QT26-1\t")


def test_a_text_that_is_no_day_is_refused(run):
    code, _out, err = run("close", "BH25-3", "--on", "gestern")

    assert code == 2
    assert err.startswith("dutytrack: error: 'gestern' is no date")


def test_a_month_is_no_day_for_an_act(run):
    code, _out, err = run("close", "BH25-3", "--on", "2026-06")

    assert code == 2
    assert "a full day is needed here" in err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("6/30", "2026-06-30 Tue"),
        ("0630", "2026-06-30 Tue"),
        ("30", "2026-06-30 Tue"),
        ("６月３０日", "2026-06-30 Tue"),
        ("-2w", "2026-07-01 Wed"),
        ("今天", "2026-07-15 Wed"),
        ("2026/6/30", "2026-06-30"),
        ("20260630", "2026-06-30"),
    ],
)
def test_a_day_not_typed_in_full_is_said_as_it_was_understood(run, typed, said):
    assert run("close", "BH25-1", "--on", typed).out.startswith(
        f"BH25-1 closed on {said}, after its deadline 2025-12-31:"
    )


def test_a_day_is_said_in_chinese_and_only_in_the_answer_to_its_own_command(run):
    assert "2026-06-30（周二）" in run("suspend", "BH25-3", "--on", "6/30", "--reason", "等待", "--lang", "zh").out
    assert run("resume", "BH25-3", "--on", "13月").code == 2
    assert run("resume", "BH25-3", "--on", "2026-07-01").out.startswith("BH25-3")
    assert "Wed" not in run("suspend", "BH25-3", "--on", "2026-07-01", "--reason", "等待").out


def test_a_day_in_the_name_of_a_file_is_left_alone(run, tmp_path):
    sheet = tmp_path / "2026-07-15.csv"
    sheet.write_text("key,percent\nBH25-3,30\n", encoding="utf-8")

    out = run("progress", "import", sheet, "--on", "今天", "--yes").out
    assert out.startswith("2026-07-15.csv taken in")
    assert out.endswith("; 今天 is 2026-07-15 Wed\n")


def test_the_foot_of_a_report_says_the_day_it_is_about(run):
    assert "\n6/30 is 2026-06-30 Tue\n" in run("list", "--as-of", "6/30", "--format", "markdown").out
    assert json.loads(run("list", "--as-of", "6/30", "--format", "json").out)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("2026-09", "2026-09-30"),
        ("年底", "2026-12-31"),
        ("6/30", "2027-06-30"),
        ("30wd", "2026-08-26"),
        ("四季度", "2026-12-31"),
    ],
)
def test_what_is_due_takes_the_last_day_and_the_next_one(run, typed, due):
    code, out, _err = run("add", "整改", "--due", typed, "--lead", "市科技局")

    assert code == 0
    assert f"; {typed} is {due} " in out
    assert one(run, "QT26-1")["due"] == due


@pytest.mark.parametrize(
    "args",
    [
        ["close", "BH25-1"],
        ["progress", "add", "BH25-1", "--percent", "30"],
        ["remind", "-n"],
        ["undo"],
        ["setting", "set", "language", "zh"],
        ["order", "BH25-1", "--rung", "blue"],
        ["plan", "conclude", "BH25", "--yes"],
        ["add", "巡河", "--lead", "市科技局"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("option", ["--as-of", "--known-at"])
def test_what_only_looks_at_a_day_changes_nothing(run, ledger, args, option):
    run("close", "BH25-3")
    before = run("log", "show", "-f", "json").out

    code, out, err = run(option, "2026-07-15", *args)

    assert (code, out, option in err, "leave it out to change anything" in err) == (2, "", True, True)
    assert run("log", "show", "-f", "json").out == before


@pytest.mark.parametrize("typed", ["2026-02-30", "13月", "+99999999d", "+99999d", "9999-12-31", "0000"])
def test_an_impossible_day_is_refused_in_one_line(run, typed):
    for args in (["close", "BH25-1", f"--on={typed}"], ["list", f"--as-of={typed}"], ["list", f"due<{typed}"]):
        code, out, err = run(*args)

        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "write 2026-06-30, 6月30日" in err


def test_a_month_that_is_not_assessed_is_a_month(run):
    assert run("exempt", "BH25-1", "--month", "8", "--reason", "台风").out.startswith(
        "BH25-1 is not assessed in 2026-08"
    )
    assert "one month is needed" in run("exempt", "BH25-1", "--month", "2026", "--reason", "台风").err


def test_undo_takes_back_the_last_command_of_the_same_person(run, monkeypatch):
    run("close", "BH25-3")
    with monkeypatch.context() as other:
        other.setattr("dutytrack.store.journal.rows.process_who", lambda: Who("other", 1001, "desk", "0"))
        run("close", "BH25-2")

    code, out, _err = run("undo")

    assert code == 0
    assert out.startswith("undone: close of ")
    assert ": BH25-3, " in out
    assert one(run, "BH25-3")["status"] == "pending"
    assert one(run, "BH25-2")["status"] == "closed"


def test_a_closing_that_was_reopened_since_is_not_undone_by_itself(run):
    """The reopening would be left without anything to reopen."""
    run("close", "BH25-3", "--on", "2026-07-01")
    closing = json.loads(run("log", "show", "BH25-3", "--format", "json").out)[-1]["command"]
    run("reopen", "BH25-3", "--on", "2026-07-02", "--reason", "数据不实")

    code, _out, err = run("undo", closing)

    assert code == 2
    assert "reopen" in err
    assert one(run, "BH25-3")["status"] == "active"


def test_undo_with_nothing_to_undo_is_refused(run, monkeypatch):
    monkeypatch.setattr("dutytrack.store.journal.rows.process_who", lambda: Who("nobody", 65534, "desk", "0"))
    code, _out, err = run("--actor", "nobody", "undo")

    assert code == 2
    assert err == "dutytrack: error: nobody has no command left to undo\n"


def test_conclude_tells_what_is_open(run):
    code, out, _err = run("plan", "conclude", "BH25", "--on", "2026-07-01", "--yes")

    assert code == 0
    assert out == "BH25 concluded on 2026-07-01: 3 of 3 tasks are open and count as not done\n"
    assert {task["lamp"] for task in json.loads(run("list", "--format", "json").out)} == {"grey"}


def test_the_journal_names_actor_command_and_reason(run):
    run("set", "BH25-3", "--title", "推动科技成果转化", "--reason", "标题漏字")

    entries = json.loads(run("log", "show", "BH25-3", "--format", "json").out)

    assert (entries[-1]["actor"], entries[-1]["name"], entries[-1]["reason"]) == ("tester", "set", "标题漏字")
    assert len(json.loads(run("log", "show", "--format", "json").out)) > len(entries)


def test_verify_finds_the_ledger_sound_and_a_change_behind_its_back(run, ledger):
    import sqlite3

    sound = run("log", "verify")
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE task SET title = '改了' WHERE key = 'BH25-1'")
    altered = run("log", "verify")

    assert sound.code == 0
    assert altered.code == 1
    assert "task 1: altered behind the journal's back" in altered.out


def test_settings_are_the_ledgers_own(run):
    assert run("setting", "set", "time_zone", "Asia/Urumqi").code == 0
    rows = {row["name"]: row["value"] for row in json.loads(run("setting", "list", "--format", "json").out)}
    assert rows["time_zone"] == "Asia/Urumqi"
    assert run("setting", "set", "time_zone", "Mars/Base").code == 2
    assert run("setting", "set", "format", "pdf").code == 2
    assert "nearest: language" in run("setting", "set", "langauge", "zh").err


def test_the_ledgers_language_and_format_hold_where_nobody_asks_for_others(run):
    run("setting", "set", "language", "zh")
    run("setting", "set", "format", "json")

    assert json.loads(run("list").out)[0]["key"] == "BH25-1"
    assert "红" in run("list", "--format", "table").out
    assert "red" in run("list", "--format", "table", "--lang", "en").out
    assert "台账" in run("list", "--help").out
    assert run("setting", "set", "language", "").code == 0
    assert "red" in run("list", "--format", "table").out


def test_a_fixed_today_of_the_ledger_counts(run, monkeypatch):
    monkeypatch.delenv("DUTYTRACK_TODAY")
    run("setting", "set", "today", "2026-01-05")

    assert [row.split("\t")[:3] for row in run("overdue").out.splitlines()] == [["市科技局", "BH25-1", "5"]]


def test_two_writers_at_once_both_succeed_and_nothing_is_lost(run):
    commands = [[sys.executable, "-m", "dutytrack", "close", key, "--actor", key] for key in ("BH25-1", "BH25-2")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for command in commands]

    assert [writer.wait(timeout=60) for writer in both] == [0, 0]
    for writer in both:
        writer.communicate()
    assert {one(run, key)["status"] for key in ("BH25-1", "BH25-2")} == {"closed"}
    assert run("log", "verify").code == 0
