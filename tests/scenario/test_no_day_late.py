"""What is late has days after its date on which somebody had to work on it; without any it is in time everywhere."""

from __future__ import annotations

import pytest

PLAN = """滨海市城市更新行动计划（2026年）

一、重点任务
1.整治积水点。2026年5月31日前完成。
牵头单位：市科技局
2.整治背街小巷。2026年5月31日前完成。
牵头单位：各县（市、区）政府
"""
TASK, OF_ALL = "GX26-1", "GX26-2"
TOWNS = ("东区政府", "西区政府")
CHECKED = ("--how", "site", "--by", "张三")


@pytest.fixture
def handed_in(office, tmp_path):
    """A task handed in before its date, sent back after it, and handed in anew on that day."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", tmp_path / "plan.txt", "--code", "GX26", "--yes", "--new")
    office.do("units", "members", "各县（市、区）政府", "add", *TOWNS, "--from", "2026-01-01", "--yes", "--new")
    office.day("2026-06-10")
    office.do("submit", TASK, "--on", "2026-05-28")
    for town in TOWNS:
        office.do("submit", OF_ALL, "--unit", town, "--on", "2026-05-28")
    office.do("verify", TASK, "--result", "returned", *CHECKED, "--text", "数据未对接")
    office.do("verify", OF_ALL, "--unit", TOWNS[0], "--result", "returned", *CHECKED, "--text", "数据未对接")
    return office


def again(office):
    office.do("submit", TASK)
    office.do("submit", OF_ALL, "--unit", TOWNS[0])


@pytest.mark.parametrize("key", [TASK, OF_ALL])
def test_handed_in_anew_on_the_day_it_was_sent_back_it_is_not_overdue(handed_in, key):
    again(handed_in)
    handed_in.day("2026-06-20")
    assert handed_in.asked("list", key, "flag:overdue") == handed_in.asked("list", key, "flag:late") == []
    assert key not in [row["key"] for row in handed_in.asked("overdue")]
    assert handed_in.asked("list", key)[0]["days_late"] is None
    assert "逾期" not in handed_in.do("why", key, "--lang", "zh")
    [today] = [row for row in handed_in.asked("today", "--lang", "zh") if row["key"] == key]
    assert today["what"] == "2026-06-10 申请办结，待核查 10 天"


def test_closed_it_was_done_in_time_in_every_count(handed_in):
    again(handed_in)
    handed_in.day("2026-07-02")
    handed_in.do("verify", TASK, "--result", "accepted", *CHECKED)
    assert "after its deadline" not in handed_in.do("close", TASK)
    assert handed_in.lamp(TASK) == ("closed", "closed")
    assert handed_in.asked("list", TASK, "flag:late") == []
    assert handed_in.asked("status", TASK)[0]["in_time_share"] == 100.0
    rows = handed_in.asked("appraise", "--period", "2026Q3", "--unit", "市科技局", "--lang", "zh")
    assert [(row["fact"], row["points"], row["because"]) for row in rows] == [
        ("on-time", 1, "2026-06-10 完成，在时限 2026-05-31 以内（已扣除报核期间 10 天；2026-07-02 办结）")
    ]


def test_it_is_overdue_from_the_day_after_it_was_sent_back(handed_in):
    def charged():
        rows = handed_in.asked("appraise", "--period", "2026Q2", "--unit", "市科技局")
        return [row["fact"] for row in rows if row["key"] == TASK]

    assert handed_in.asked("list", "flag:overdue") == []
    assert charged() == ["returned"]
    handed_in.day("2026-06-11")
    assert [row["key"] for row in handed_in.asked("list", "flag:overdue")] == [TASK, OF_ALL]
    assert charged() == ["overdue", "returned"]
