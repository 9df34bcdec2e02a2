"""close, reopen, done, set, add, undo, plan conclude, log: every change is told and leaves a trace."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

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
    assert out == "BH25-1: 2025-12-31 met on 2025-12-20; no date is left; `dutytrack close BH25-1` closes it\n"
    assert one(run, "BH25-1")["status"] == "pending"


def test_set_mends_with_a_reason(run):
    code, out, _err = run("set", "BH25-2", "--due", "2026-09", "--lead", "市教育局", "--reason", "原文有误")

    assert code == 0
    assert out == "BH25-2 changed: due, lead\n"
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
    assert run("close", "BH25-3", "--on", "2026-06").code == 2


def test_undo_takes_back_the_last_command_of_the_same_person(run):
    run("close", "BH25-3")
    run("--actor", "other", "close", "BH25-2")

    code, out, _err = run("undo")

    assert code == 0
    assert out.startswith("undone: close of ")
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


def test_undo_with_nothing_to_undo_is_refused(run):
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
