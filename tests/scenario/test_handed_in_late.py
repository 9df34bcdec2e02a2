"""What is handed in after its date stays among what is overdue, with the days late of the day it was handed in."""

from __future__ import annotations

PLAN = """滨海市优化环境实施方案(2012年)

一、重点任务
1.清理收费项目。2012年10月底前完成。
牵头单位:市财政局;配合单位:市司法局
2.建设政务大厅。2012年12月底前完成。
牵头单位:市发改委
"""
KEY, IN_TIME = "SY12-1", "SY12-2"


def test_days_late_stand_still_from_the_day_it_is_handed_in(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.day("2012-12-30")
    office.do("submit", KEY)
    office.do("submit", IN_TIME)

    for today in ("2012-12-31", "2013-06-30"):
        office.day(today)
        (late,) = office.asked("overdue")
        assert (late["key"], late["days_late"], late["late_state"]) == (KEY, 60, ["handed-in-late"])
        assert office.lamp(KEY) == ("yellow", "submitted")
        assert [task["key"] for task in office.asked("list", "late:60")] == [KEY]
    assert "逾期申请办结，待核查" in office.do("overdue", "--lang", "zh")
    assert office.asked("overdue", "--as-of", "2012-12-29")[0]["late_state"] == ["pending"]
    assert {item["section"] for item in office.asked("today") if item["key"] == KEY} == {"waiting"}

    office.do("verify", KEY, "--result", "returned", "--how", "site", "--text", "不实")
    (late,) = office.asked("overdue")
    assert (late["days_late"], late["late_state"]) == (242, ["returned"])
    office.do("close", KEY, "--waive", "特批")
    assert office.asked("overdue") == []


def test_what_a_check_accepted_is_said_to_wait_for_its_closing(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.day("2012-11-03")
    office.do("submit", KEY)

    assert "2012-11-03 申请办结（较时限 2012-10-31 晚 3 天），待核查" in office.do("why", KEY, "--lang", "zh")

    office.do("verify", KEY, "--result", "accepted", "--how", "site")

    assert office.lamp(KEY) == ("yellow", "accepted")
    assert "2012-11-03 申请办结（较时限 2012-10-31 晚 3 天），核查通过，待办结销号" in office.do(
        "why", KEY, "--lang", "zh"
    )
    assert "核查通过待办结" in office.do("show", KEY, "--lang", "zh")
    assert "待核查" not in office.do("show", KEY, "--lang", "zh")
    assert office.asked("overdue")[0]["late_state"] == ["accepted"]
