"""A task of a collective is handed in with the member that makes up the share, however it says that it is done."""

from __future__ import annotations

import pytest

PLAN = """沧州市2026年人居环境整治方案

一、重点任务
1.改造户厕。2026年5月底前完成。
牵头单位:各县(市、区)政府；责任单位:市农业农村局
"""
KEY = "CZ26-1"
TOWNS = ("东区政府", "西区政府", "南区政府")


@pytest.fixture
def told(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *TOWNS, "--from", "2026-01-01", "--yes", "--new")
    office.day("2026-07-15")
    return office


def report(office, unit, day):
    return office.do("progress", "add", KEY, "--unit", unit, "--percent", 100, "--text", "改造户厕900座", "--on", day)


def state(office):
    task = office.asked("show", KEY)
    return task["status"], task["status_on"], task["days_late"]


def test_the_last_member_reports_that_it_is_done(told):
    for unit in TOWNS[:2]:
        told.do("submit", KEY, "--unit", unit, "--on", "2026-05-25")
    assert state(told) == ("active", "2026-05-25", 45)

    said = report(told, TOWNS[2], "2026-06-08")

    assert "handed in on 2026-06-08" in said
    assert state(told) == ("submitted", "2026-06-08", 8)
    assert told.lamp(KEY)[0] == "yellow"
    assert [row["section"] for row in told.asked("today")] == ["waiting"]
    [late] = told.asked("appraise", "--period", "2026Q2", "--unit", TOWNS[2])
    assert (late["on"], late["points"]) == ("2026-06-08", -2)
    assert "报告完成" in told.do("appraise", "--period", "2026Q2", "--unit", TOWNS[2], "--lang", "zh")
    assert told.asked("appraise", "--period", "2026Q2", "--unit", TOWNS[0]) == []
    assert told.asked("appraise", "--period", "2026Q3", "--unit", "市农业农村局") == [], "the whole is not open"


def test_it_does_not_matter_in_which_order_their_words_come_in(told):
    report(told, TOWNS[2], "2026-06-08")
    for unit in TOWNS[:2]:
        told.do("submit", KEY, "--unit", unit, "--on", "2026-06-09")
    assert state(told) == ("submitted", "2026-06-09", 9)
    late = told.do("appraise", "--period", "2026Q2", "--unit", TOWNS[2], "--lang", "zh")
    assert "2026-06-08 报告完成，较时限 2026-05-31 晚 8 天" in late
    told.do("undo")
    told.do("undo")
    told.do("undo")

    for unit in TOWNS[:2]:
        told.do("submit", KEY, "--unit", unit, "--on", "2026-06-09")
    report(told, TOWNS[2], "2026-06-08")

    assert state(told) == ("submitted", "2026-06-09", 9), "typed in later, said before"


def test_a_member_that_was_sent_back_reports_anew_and_the_task_is_handed_in(told):
    for unit in TOWNS:
        report(told, unit, "2026-05-20")
    assert state(told)[:2] == ("submitted", "2026-05-20")
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "不实", "--on", "2026-05-25")
    told.do("verify", KEY, "--unit", TOWNS[0], *returned)
    assert state(told)[:2] == ("active", "2026-05-25")
    report(told, TOWNS[0], "2026-05-28")
    assert state(told) == ("submitted", "2026-05-28", None)


def test_what_is_less_than_all_hands_nothing_in(told):
    for unit in TOWNS[:2]:
        report(told, unit, "2026-05-20")
    told.do("progress", "add", KEY, "--unit", TOWNS[2], "--percent", 99, "--on", "2026-05-20")
    assert state(told)[0] == "active"


def test_a_member_that_is_done_waits_for_the_check_while_others_are_at_work(told):
    told.do("submit", KEY, "--unit", TOWNS[0], "--on", "2026-05-25")
    report(told, TOWNS[1], "2026-06-08")

    def waiting():
        return {row["unit"]: row for row in told.asked("today", "--lang", "zh") if row["section"] == "waiting"}

    assert {unit: row["what"] for unit, row in waiting().items()} == {
        TOWNS[0]: "2026-05-25 申请办结，待核查 51 天",
        TOWNS[1]: "2026-06-08 报告本单位已完成，待核查 37 天",
    }
    assert {(row["key"], *row["act"], row["due"]) for row in waiting().values()} == {(KEY, "verify", "2026-05-31")}
    others = [row for row in told.asked("today") if row["section"] != "waiting"]
    assert {row["unit"] for row in others} == {TOWNS[2]}, "what the third owes stands where it stood"

    told.do("verify", KEY, "--unit", TOWNS[0], "--result", "accepted", "--how", "site", "--by", "张三")
    assert list(waiting()) == [TOWNS[1]]
    report(told, TOWNS[2], "2026-07-10")
    assert [row["key"] for row in told.asked("today") if row["section"] == "waiting"] == [KEY], "handed in as a whole"
