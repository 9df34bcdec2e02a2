"""One member of a collective is sent back: the task is not handed in before it has handed in anew."""

from __future__ import annotations

PLAN = """沧州市2015年大气治理工作方案

一、重点任务
1.拆除燃煤锅炉。2015年12月底前完成。
牵头单位:各县(市、区)政府
"""
KEY = "CZ15-1"
TOWNS = ("东区政府", "西区政府", "南区政府", "北区政府", "中区政府")


def hand_in(office, unit):
    return office.do("submit", KEY, "--unit", unit)


def test_the_others_do_not_hand_the_task_in_for_it(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2015-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ15", "--yes", "--new")
    members = ("units", "members", "各县(市、区)政府", "add", *TOWNS)
    office.do(*members, "--from", "2015-01-01", "--yes", "--new")
    office.do("cadence", "set", "每月5日前", "--plan", "CZ15", "--from", "2015-02-01")

    office.day("2015-10-08")
    hand_in(office, TOWNS[0])
    office.day("2015-10-12")
    office.do(
        *("verify", KEY, "--unit", TOWNS[0], "--result", "returned", "--how", "site", "--by", "张三"),
        *("--text", "两台仍在用"),
    )
    office.day("2015-10-20")
    for unit in TOWNS[1:]:
        said = hand_in(office, unit)
    assert TOWNS[0] in said
    task = office.asked("show", KEY)
    assert (task["status"], task["members_done"], task["members_total"]) == ("pending", 4, 5)
    assert [(act["kind"], act["unit"]) for act in task["history"]][:2] == [("done", TOWNS[0]), ("returned", TOWNS[0])]
    assert f"退回 {TOWNS[0]} 张三 两台仍在用" in office.do("show", KEY, "--lang", "zh")
    reminded = office.do("remind", "plan:CZ15", "--yes")
    assert [unit for unit in TOWNS if unit in reminded] == [TOWNS[0]]

    assert office.do("remind", "--sent").count(KEY) == 1

    office.day("2015-11-02")
    hand_in(office, TOWNS[0])
    task = office.asked("show", KEY)
    assert (task["status"], task["members_done"]) == ("submitted", 5)


def test_each_member_is_reminded_of_its_own_lag(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2015-01-01")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ15", "--yes", "--new")
    members = ("units", "members", "各县(市、区)政府", "add", *TOWNS)
    office.do(*members, "--from", "2015-01-01", "--yes", "--new")
    office.day("2015-07-02")
    for unit, percent in zip(TOWNS, (0, 10, 20, 60, 100), strict=True):
        office.do("progress", "add", KEY, "--unit", unit, "--percent", percent, "--text", "已拆除部分锅炉")
    office.day("2015-07-03")
    asked = {row["unit"]: row["why"] for row in office.asked("remind", "plan:CZ15", "--dry-run")}
    assert asked == {
        TOWNS[0]: "50.3% due by now, 0% there: 50.3 points behind schedule",
        TOWNS[1]: "50.3% due by now, 10% there: 40.3 points behind schedule",
        TOWNS[2]: "50.3% due by now, 20% there: 30.3 points behind schedule",
    }
