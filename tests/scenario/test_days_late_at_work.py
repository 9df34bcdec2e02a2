"""Days late go on from the date; of those on which nobody had to work on the task it is said how many they are."""

from __future__ import annotations

import pytest

PLAN = """滨海市城市更新行动计划（2026年）

一、重点任务
1.整治积水点。2026年5月31日前完成。
牵头单位：市科技局
"""


@pytest.fixture
def task(office, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", document, "--code", "GX26", "--yes", "--new")
    office.do("progress", "add", "GX26-1", "--unit", "市科技局", "--percent", "60")
    return office


def late(office):
    (one,) = office.asked("list", "GX26-1")
    return one["days_late"]


def test_a_task_that_was_closed_in_time_says_how_late_it_is_since_it_is_open_again(task):
    task.day("2026-05-28")
    task.do("close", "GX26-1", "--waive", "已完成")
    task.day("2026-07-06")
    task.do("reopen", "GX26-1", "--reason", "复查发现积水")
    task.day("2026-07-15")
    assert late(task) == 45
    assert "自 2026-07-06 重新办理起逾期 9 天（原时限 2026-05-31，已过 45 天）" in task.do(
        "why", "GX26-1", "--lang", "zh"
    )
    assert "已逾期 45 天（扣除办结期间 36 天，实际逾期 9 天）" in task.do("show", "GX26-1", "--lang", "zh")


def test_a_suspension_in_the_midst_of_a_delay_is_told(task):
    task.day("2026-06-10")
    task.do("suspend", "GX26-1", "--reason", "汛期停工")
    assert late(task) is None
    task.day("2026-07-10")
    task.do("resume", "GX26-1")
    task.day("2026-07-15")
    assert late(task) == 45
    told = task.do("why", "GX26-1", "--lang", "zh")
    assert "时限 2026-05-31 已过 45 天（扣除暂停期间 30 天，实际逾期 15 天）" in told


def test_what_is_handed_in_late_says_by_how_much_and_no_other_rule_is_worse(task):
    task.day("2026-06-03")
    task.do("submit", "GX26-1")
    task.day("2026-07-15")
    said = task.do("why", "GX26-1", "--lang", "zh")
    assert "黄灯：2026-06-03 申请办结（较时限 2026-05-31 晚 3 天），待核查" in said
    assert "同时符合" not in said
    task.do("return", "GX26-1", "--note", "现场不符")
    assert "已过 45 天（扣除报核期间 42 天，实际逾期 3 天）" in task.do("why", "GX26-1", "--lang", "zh")


def test_a_worse_rule_that_does_not_decide_says_which_one_does(task, tmp_path):
    pack = tmp_path / "pack.toml"
    pack.write_text(
        'name = "own"\n'
        '[[rule]]\nname = "known"\ntitle = { zh = "已知晓" }\nlamp = "yellow"\n'
        'when = "flag:overdue"\nbecause = "已知"\n'
        '[[rule]]\nname = "late"\nlamp = "red"\nwhen = "flag:overdue"\nbecause = "逾期"\n'
        '[[rule]]\nname = "rest"\nlamp = "green"\nwhen = ""\nbecause = "其他"\n',
        encoding="utf-8",
    )
    task.day("2026-07-15")
    task.do("rules", "use", pack)
    said = task.do("why", "GX26-1", "--lang", "zh")
    assert "同时符合：红灯，逾期（“已知晓”规则排序在前，以其为准）" in said


def charged(office, period):
    return [
        (row["fact"], row["points"], row["because"])
        for row in office.asked("appraise", "--period", period, "--unit", "市科技局", "--lang", "zh")
        if row["fact"] == "late"
    ]


NINE_DAYS = "2026-07-15 申请办结，较时限 2026-05-31 晚 9 天（已扣除{}期间 36 天）"


def test_the_days_on_which_it_was_closed_are_not_charged(task):
    task.day("2026-05-28")
    task.do("submit", "GX26-1")
    task.do("close", "GX26-1", "--waive", "已完成")
    task.day("2026-07-06")
    task.do("reopen", "GX26-1", "--reason", "复查发现积水")
    assert "逾期" not in task.do("why", "GX26-1", "--lang", "zh")
    task.day("2026-07-10")
    [order] = task.asked("orders", "suggest", "GX26-1")
    assert order["why"] == (
        "4 days late since it was taken up again on 2026-07-06; its deadline 2026-05-31 passed 40 days ago"
    )
    [today] = task.asked("today")
    assert today["what"].count("taken up again") == 1
    task.day("2026-07-15")
    task.do("submit", "GX26-1")
    task.day("2026-10-08")
    assert charged(task, "2026Q3") == [("late", -2, NINE_DAYS.format("办结"))]
    assert "扣除办结期间 36 天" in task.do("why", "GX26-1", "--lang", "zh")


def test_the_days_on_which_the_office_had_what_was_handed_in_are_not_charged(task):
    task.day("2026-05-28")
    task.do("submit", "GX26-1")
    task.day("2026-07-06")
    task.do("return", "GX26-1", "--note", "不实")
    task.day("2026-07-15")
    task.do("submit", "GX26-1")
    task.day("2026-10-08")
    assert charged(task, "2026Q3") == [("late", -2, NINE_DAYS.format("报核"))]


def test_the_days_that_were_left_out_are_still_told_when_it_is_closed(task):
    task.day("2026-05-28")
    task.do("submit", "GX26-1")
    task.day("2026-06-03")
    task.do("return", "GX26-1", "--note", "不实")
    task.day("2026-06-06")
    task.do("submit", "GX26-1")
    task.do("close", "GX26-1", "--waive", "已核实")
    said = task.do("why", "GX26-1", "--lang", "zh")
    assert "完成，较时限 2026-05-31 晚 6 天（扣除报核期间 3 天，实际逾期 3 天），" in said
    assert "逾期天数 6、扣除报核期间 3 天、实际逾期天数 3" in said
    assert "已办结：" in said


def test_the_days_at_work_are_told_of_all_that_is_overdue(task):
    task.day("2026-07-15")
    [row] = task.asked("overdue")
    assert (row["days_late"], row["days_at_work"]) == (45, 45)


@pytest.mark.parametrize("pack", ["default", "13710", "points-behind", "three-colour"])
def test_what_was_handed_in_late_says_the_days_at_work_wherever_it_is_told(task, pack):
    task.do("rules", "use", pack)
    task.day("2026-06-04")
    task.do("submit", "GX26-1")
    task.day("2026-07-01")
    task.do("return", "GX26-1", "--note", "不实")
    task.day("2026-07-03")
    task.do("submit", "GX26-1")
    [today] = task.asked("today", "--lang", "zh")
    assert "2026-07-03 申请办结（晚于时限 33 天，扣除后实际逾期 6 天）" in today["what"]
    assert "实际逾期 6 天" in task.asked("why", "GX26-1", "--lang", "zh")["decided_by"]["because"]
