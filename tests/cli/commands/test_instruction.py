"""instruction: what leaders wrote, from the words to the last line; limits in working days; undone as it was done."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("ledger")
WROTE = ("--leader", "许怀瑾", "--text", "请人社局说明进展")


def rows(run, *asked):
    return json.loads(run("instruction", "list", *asked, "--format", "json").out)


def state(run, as_of):
    return [row["instruction_state"] for row in rows(run, "--as-of", as_of)]


def keys(run, *query):
    return [row["key"] for row in json.loads(run("list", *query, "--format", "json").out)]


def today(run, as_of):
    found = json.loads(run("today", "--as-of", as_of, "--format", "json").out)
    return [
        (row["key"], row["unit"], row["what"].partition("; ")[0], row["act"][0])
        for row in found
        if row["section"] == "instructions"
    ]


def test_an_instruction_is_numbered_has_its_limit_by_its_class_and_is_put_to_who_answers_first(run):
    code, out, err = run("instruction", "add", "BH25-2", *WROTE, "--class", "急件", "--on", "2026-07-10")
    [row] = rows(run)

    assert (code, err) == (0, "")
    assert out == "批〔2026〕1号: 许怀瑾 on BH25-2, 市人社局 answers by 2026-07-17 Fri: 引进高层次人才\n"
    assert (row["mark"], row["urgency"], row["on"], row["due"]) == (
        "批〔2026〕1号",
        "pressing",
        "2026-07-10",
        "2026-07-17",
    )
    assert (row["unit"], row["text"], row["by"]) == ("市人社局", "请人社局说明进展", "tester")


@pytest.mark.parametrize(
    ("given", "due"),
    [
        (("--class", "特急"), "2026-09-28"),
        ((), "2026-10-10"),
        (("--within", "5wd"), "2026-10-09"),
        (("--within", "15个工作日"), "2026-10-22"),
        (("--due", "2026-09-30"), "2026-09-30"),
    ],
)
def test_working_days_leave_out_the_holidays_and_count_the_saturdays_worked_for_them(run, monkeypatch, given, due):
    monkeypatch.setenv("DUTYTRACK_TODAY", "2026-09-25")
    run("instruction", "add", "BH25-2", *WROTE, *given, "--on", "2026-09-25")

    assert [row["due"] for row in rows(run)] == [due]


def test_a_limit_that_ends_on_a_day_off_moves_where_the_ledger_says_so(run):
    run("setting", "set", "days_off", "next")
    run("instruction", "add", "BH25-2", *WROTE, "--within", "3d", "--on", "2026-07-15")
    run("order", "BH25-2", "--rung", "blue", "--ground", "进度迟缓", "--within", "4d")
    run("add", "整改渡口", "--lead", "市交通局", "--start", "2026-07-10", "--within", "8d")

    assert [row["due"] for row in rows(run)] == ["2026-07-20"], "the 18th is a Saturday"
    [order] = json.loads(run("orders", "list", "--format", "json").out)
    assert order["reply_by"] == "2026-07-20"
    [task] = json.loads(run("list", "整改渡口", "--format", "json").out)
    assert task["due"] == "2026-07-20"


def test_the_holidays_of_years_to_come_are_not_known_and_that_is_said(run):
    noted = run("instruction", "add", "BH25-2", *WROTE, "--within", "400wd").out
    ordered = run("order", "BH25-2", "--rung", "blue", "--ground", "进度迟缓", "--within", "400wd").out

    assert "plain weeks count there" in noted
    assert "plain weeks count there" in ordered


def test_its_life_on_each_day_from_the_words_to_the_last_line(run):
    run("instruction", "add", "BH25-2", *WROTE, "--class", "特急", "--on", "2026-07-06")
    run("instruction", "answer", "1", "--text", "已签约87名", "--by", "李明", "--on", "2026-07-09", "--percent", "87")
    run("instruction", "close", "批〔2026〕1号", "--note", "同意", "--on", "2026-07-13")

    assert [state(run, f"2026-07-{day:02}") for day in (5, 6, 7, 8, 9, 12, 13)] == [
        [], ["waiting"], ["waiting"], ["overdue"], ["answered"], ["answered"], ["closed"]
    ]  # fmt: skip
    [[one], [late], [read], gone] = [today(run, f"2026-07-{day:02}") for day in (7, 8, 9, 13)]
    assert one == ("BH25-2", "市人社局", "许怀瑾, 批〔2026〕1号 (urgent): to be answered today", "answer")
    assert late[2].startswith("许怀瑾, 批〔2026〕1号 (urgent): was to be answered by 2026-07-07, 1 days ago")
    assert read[2:] == ("许怀瑾, 批〔2026〕1号: answered on 2026-07-09, to be read by the leader", "settle")
    assert gone == []
    assert keys(run, "leader:许怀瑾") == ["BH25-2"]
    flagged = [
        keys(run, flag, "--as-of", f"2026-07-{day:02}")
        for flag in ("flag:批示待报", "flag:批示逾期")
        for day in (7, 8, 9)
    ]
    assert flagged == [["BH25-2"], ["BH25-2"], [], [], ["BH25-2"], []]
    assert run("progress", "list", "BH25-2").out.count("已签约87名") == 1, "the answer is a report on the task"
    assert run("log", "verify").code == 0


def test_show_tells_each_step_and_the_unit_what_it_has_to_answer(run):
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-06", "--due", "2026-07-08")
    told = run("units", "show", "市人社局").out
    run("instruction", "answer", "1", "--text", "已签约87名", "--on", "2026-07-09")
    shown = json.loads(run("show", "BH25-2", "--format", "json").out)["instructions"]

    assert "2026-07-08 (overdue)  批〔2026〕1号  许怀瑾 on BH25-2: 请人社局说明进展" in told
    assert "批〔2026〕1号" not in run("units", "show", "市人社局").out
    assert [(step["kind"], step["on"], step["text"]) for step in shown[0]["steps"]] == [
        ("answered", "2026-07-09", "已签约87名")
    ]
    assert "sent up on 2026-07-09  已签约87名" in run("show", "BH25-2").out


def test_a_leader_who_writes_again_settles_what_was_written_before(run):
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-06")
    run("instruction", "answer", "1", "--text", "已签约87名", "--on", "2026-07-08")
    out = run("instruction", "add", "BH25-2", "--leader", "许怀瑾", "--text", "不够具体", "--follows", "1").out

    assert "批〔2026〕1号 is settled by it" in out
    assert [(row["mark"], row["instruction_state"], row["follows"]) for row in rows(run)] == [
        ("批〔2026〕2号", "waiting", "批〔2026〕1号"), ("批〔2026〕1号", "closed", None)
    ]  # fmt: skip


def test_one_written_on_an_order_or_on_a_report_says_so(run):
    run("order", "BH25-2", "--rung", "blue", "--ground", "进度迟缓", "--on", "2026-07-06")
    run("progress", "add", "BH25-2", "--text", "已签约80名", "--on", "2026-07-07")
    run("instruction", "add", "BH25-2", *WROTE, "--order", "1")
    run("instruction", "add", "BH25-2", *WROTE, "--report", "2026-07-07")

    assert [row["written_on"] for row in rows(run)] == ["2026-07-07", "督〔2026〕1号"]


def test_it_is_the_source_of_a_task_that_no_plan_has(run):
    out = run(
        "instruction",
        "new",
        "整改东屿码头渡船超员",
        *WROTE,
        "--class",
        "急件",
        "--lead",
        "市交通局",
        "--on",
        "2026-07-13",
    ).out
    [task] = json.loads(run("list", "整改东屿码头", "--format", "json").out)
    shown = json.loads(run("show", "LD26-1", "--format", "json").out)

    assert out.startswith("批〔2026〕1号: 许怀瑾 on LD26-1, 市交通局 answers by 2026-07-20 Mon")
    assert (task["key"], task["due"], task["start"]) == ("LD26-1", "2026-07-20", "2026-07-13")
    assert (shown["source"], shown["instructions"][0]["new_task"]) == ("instruction of 许怀瑾, 2026-07-13", True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "BH25-2", "--leader", " ", "--text", "x"), "leader"),
        (("add", "BH25-2", "--leader", "许怀瑾", "--text", " "), "text"),
        (("add", "BH25-2", *WROTE, "--class", "最急"), "urgent, pressing, ordinary"),
        (("add", "BH25-2", *WROTE, "--due", "2026-07-20", "--within", "5wd"), "not both"),
        (("add", "BH25-2", *WROTE, "--within", "-5wd"), "number of days ahead"),
        (("add", "BH25-2", *WROTE, "--within", "soon"), "5wd, 30d"),
        (("add", "BH25-2", *WROTE, "--on", "2026-07-10", "--due", "2026-07-09"), "before it"),
        (("add", "BH25-2", *WROTE, "--on", "2026-07-16"), "has not come yet"),
        (("add", "BH25-2", *WROTE, "--unit", "市科技协会"), "has no part"),
        (("add", "BH25-2", *WROTE, "--order", "9"), "orders list"),
        (("add", "BH25-2", *WROTE, "--report", "2026-07-01"), "no report of 2026-07-01"),
        (
            ("add", "BH25-2", *WROTE, "--on", "2026-07-10", "--report", "2026-07-11"),
            "the report: that is of 2026-07-11",
        ),
        (("add", "BH25-1", *WROTE, "--follows", "1"), "about BH25-2, not about BH25-1"),
        (("answer", "7", "--text", "x"), "instruction list"),
        (("answer", "1", "--text", " "), "text"),
        (("answer", "1", "--text", "x", "--on", "2026-07-05"), "before that"),
        (("close", "1"), "no answer yet"),
        (("withdraw", "1", "--reason", " "), "reason"),
    ],
)
def test_what_can_t_be_is_refused_in_one_line_and_changes_nothing(run, args, said):
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-06", "--due", "2026-07-31")
    before = rows(run)
    code, out, err = run("instruction", *args)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert rows(run) == before


def test_what_is_settled_or_withdrawn_is_over(run):
    run("instruction", "add", "BH25-2", *WROTE)
    run("instruction", "withdraw", "1", "--reason", "重复登记")

    assert run("instruction", "answer", "1", "--text", "x").err.count("withdrawn") == 1
    assert rows(run, "--open") == []
    assert keys(run, "leader:许怀瑾") == []


def test_each_step_is_undone_as_it_was_done(run):
    run("instruction", "add", "BH25-2", *WROTE)
    before = run("show", "BH25-2", "-f", "json").out
    run("instruction", "answer", "1", "--text", "已签约87名", "--percent", "87")
    run("undo", "--yes")

    assert run("show", "BH25-2", "-f", "json").out == before
    run("undo", "--yes")
    assert rows(run) == []
    assert run("log", "verify").code == 0


def test_an_answer_about_a_closed_task_stands_with_the_instruction_alone(run):
    run("close", "BH25-2", "--waive", "并入其他任务", "--on", "2026-07-08")
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-09")
    code, out, _err = run("instruction", "answer", "1", "--text", "已并入")

    assert code == 0
    assert "takes no report now" in out
    assert state(run, "2026-07-15") == ["answered"]


def test_a_successor_answers_for_the_unit_it_has_succeeded(run):
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-06")
    run("units", "succeed", "市人社局", "市人才局", "--on", "2026-07-10", "--yes", "--new")

    assert [row["unit"] for row in rows(run)] == ["市人才局"]
    assert [row["unit"] for row in rows(run, "--as-of", "2026-07-09")] == ["市人社局"]
    assert "批〔2026〕1号" in run("units", "show", "市人才局").out


def test_one_to_a_collective_is_answered_by_it_as_a_whole(run):
    run("add", "清运垃圾", "--lead", "各县(市、区)政府", "--start", "2026-07-01")
    run("units", "members", "各县(市、区)政府", "add", "东县政府", "西县政府", "--new", "--from", "2026-01-01", "--yes")
    run("instruction", "add", "QT26-1", *WROTE, "--on", "2026-07-06")

    assert [row["unit"] for row in rows(run)] == ["各县(市、区)政府"]
    assert "批〔2026〕1号" in run("units", "show", "各县(市、区)政府").out
    told = run("instruction", "answer", "1", "--text", "办了5件", "--percent", "40", "--on", "2026-07-08")
    assert (told.code, "takes no report" in told.out) == (0, False)
    assert "办了5件" in run("progress", "list", "QT26-1").out


def test_while_nobody_answers_for_a_task_its_answer_holds_no_percentage(run):
    run("instruction", "new", "整改渡口", *WROTE)

    refused = run("instruction", "answer", "1", "--text", "查明", "--percent", "40")
    assert (refused.code, "no unit answers for LD26-1 yet" in refused.err) == (2, True)
    assert "no unit answers for LD26-1 yet" in run("instruction", "answer", "1", "--text", "查明").out


def test_what_was_answered_stays_the_answer_of_the_unit_of_its_day(run):
    run("instruction", "add", "BH25-2", *WROTE, "--on", "2026-07-06")
    run("instruction", "answer", "1", "--text", "已签约87名", "--on", "2026-07-08")
    run("units", "succeed", "市人社局", "市人才局", "--on", "2026-07-10", "--yes", "--new")

    assert [row["unit"] for row in rows(run)] == ["市人社局"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("instruction_limits", "5wd 1wd 15d"), ("instruction_limits", "1wd 5wd 9999d"), ("instruction_limits", "1wd 5wd"),
     ("instruction_mark", "坏〔号"), ("days_off", "never")],
)  # fmt: skip
def test_settings_that_would_make_no_sense_are_refused(run, name, value):
    code, out, err = run("setting", "set", name, value)

    assert (code, out, err.count("\n")) == (2, "", 1)


def test_it_passes_to_the_unit_that_another_turns_out_to_be(run):
    run("instruction", "add", "BH25-2", *WROTE)

    assert run("units", "merge", "市人社局", "市科技局", "--yes", "--reason", "同一单位").code == 0
    assert [row["unit"] for row in rows(run)] == ["市科技局"]
    assert run("log", "verify").code == 0
