"""A suspension does not wipe out what was handed in before it: resumed, the task waits for the office as before."""

from __future__ import annotations

PLAN = """滨海市优化环境实施方案(2012年)

一、重点任务
1.清理收费项目。2012年6月底前完成。
牵头单位:市财政局
2.建设政务大厅。2012年6月底前完成。
牵头单位:市发改委
"""
IN_TIME, LATE = "SY12-1", "SY12-2"


def test_what_was_handed_in_waits_again_when_it_is_resumed(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.day("2012-09-02")
    office.do("submit", IN_TIME, "--on", "2012-06-20")
    office.do("suspend", IN_TIME, "--on", "2012-06-25", "--reason", "机构调整")
    office.do("submit", LATE, "--on", "2012-07-10")
    office.do("suspend", LATE, "--on", "2012-07-14", "--reason", "机构调整")
    for key in (IN_TIME, LATE):
        assert office.lamp(key)[0] == "grey"
        office.do("resume", key, "--on", "2012-09-01")

        task = office.asked("show", key)
        assert (task["status"], office.lamp(key)[0]) == ("submitted", "yellow")
    (late,) = office.asked("overdue")
    assert (late["key"], late["days_late"]) == (LATE, 10)
    facts = office.asked("appraise", "--period", "2012-Q3", "--unit", "市财政局")
    assert facts == []
    (late,) = office.asked("appraise", "--period", "2012-Q3", "--unit", "市发改委")
    assert (late["on"], late["points"]) == ("2012-07-10", -2)

    office.do("verify", IN_TIME, "--result", "accepted", "--how", "site", "--by", "张三")
    office.do("close", IN_TIME)
    (done,) = office.asked("appraise", "--period", "2012-Q3", "--unit", "市财政局")
    assert (done["on"], done["points"]) == ("2012-09-02", 1)
