"""Only the unit that answers first, and the office, move a task: what others do is shown beside it."""

from __future__ import annotations

import pytest

PLAN = """滨海市优化环境实施方案(2012年)

一、重点任务
1.建设政务大厅。2012年12月底前完成。
牵头单位:市发改委;配合单位:市教育局
2.清理收费项目。2012年10月底前完成。
牵头单位:市财政局;配合单位:市教育局、市司法局
"""
KEY, LATE = "SY12-1", "SY12-2"


@pytest.fixture
def sharing(office, tmp_path):
    """Nobody who leads has said anything."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.do("setting", "set", "receive_days", "7")
    return office


def keys(office, query):
    return {task["key"] for task in office.asked("list", query)}


def obligation(office, key, unit):
    return next(one for one in office.asked("show", key)["obligations"] if one["unit"] == unit)


def test_a_participating_unit_hands_nothing_in_for_the_lead(sharing):
    sharing.day("2012-12-30")
    sharing.do("submit", KEY, "--unit", "市教育局")
    assert sharing.asked("show", KEY)["status"] == "pending"
    assert obligation(sharing, KEY, "市教育局")["submitted_on"] == "2012-12-30"
    assert obligation(sharing, KEY, "市发改委")["submitted_on"] is None
    assert "handed in on 2012-12-30" in sharing.do("show", KEY)

    sharing.day("2013-01-05")
    assert KEY in keys(sharing, "flag:overdue")
    assert sharing.lamp(KEY) == ("red", "overdue")


def test_what_is_overdue_stays_so_until_the_lead_hands_it_in(sharing):
    sharing.day("2012-12-30")
    assert LATE in keys(sharing, "flag:overdue")
    sharing.do("submit", LATE, "--unit", "市司法局")
    assert LATE in keys(sharing, "flag:overdue")

    sharing.do("submit", LATE)
    assert sharing.asked("show", LATE)["status"] == "submitted"
    sharing.do("submit", LATE, "--unit", "市教育局")
    sharing.day("2013-01-06")
    said = sharing.do("verify", LATE, "--unit", "市教育局", "--result", "returned", "--how", "site", "--text", "缺")
    assert "goes back" not in said
    assert sharing.asked("show", LATE)["status"] == "submitted"
    assert obligation(sharing, LATE, "市教育局")["submitted_on"] is None
    assert obligation(sharing, LATE, "市司法局")["submitted_on"] == "2012-12-30"

    sharing.do("verify", LATE, "--result", "returned", "--how", "site", "--text", "不实")
    assert sharing.asked("show", LATE)["status"] == "active"


def test_a_participating_unit_signs_for_itself_alone(sharing):
    sharing.day("2012-03-20")
    sharing.do("receive", KEY, "--unit", "市教育局")
    sharing.do("progress", "add", KEY, "--unit", "市教育局", "--percent", 90, "--text", "已配合")
    assert sharing.asked("show", KEY)["status"] == "pending"
    assert sharing.asked("show", KEY)["progress"] is None
    assert KEY in keys(sharing, "flag:unreceived")
    own = obligation(sharing, KEY, "市教育局")
    assert (own["received_on"], own["progress"], own["reports"]) == ("2012-03-20", 90, 1)

    sharing.do("receive", KEY)
    assert KEY not in keys(sharing, "flag:unreceived")
    assert sharing.asked("show", KEY)["status"] == "active"


def test_a_check_of_the_whole_wants_something_that_who_answers_has_said(sharing):
    sharing.day("2012-06-10")
    sharing.do("progress", "add", KEY, "--unit", "市教育局", "--percent", "100")
    check = ("verify", KEY, "--result", "returned", "--how", "site", "--by", "张三")
    assert "nothing was reported yet" in sharing.refused(*check)
    sharing.do(*check, "--unit", "市教育局")
    assert "sent-back" not in sharing.asked("show", KEY)["flags"]


def test_it_is_under_way_from_the_first_report_of_who_answers_now(sharing):
    sharing.day("2012-06-10")
    sharing.do("progress", "add", KEY, "--unit", "市教育局", "--percent", "40")
    assert sharing.asked("show", KEY)["status"] == "pending"
    sharing.do("set", KEY, "--lead", "市教育局", "--reason", "分工调整")
    task = sharing.asked("show", KEY)
    assert (task["status"], task["status_on"]) == ("active", "2012-06-10")


def test_undoing_a_handing_in_leaves_what_was_reported_since(sharing):
    sharing.day("2012-06-10")
    sharing.do("submit", KEY)
    sharing.day("2012-06-12")
    sharing.do("progress", "add", KEY, "--percent", "60")
    command = next(one["command"] for one in sharing.asked("log", "show") if one["name"] == "submit")
    sharing.do("undo", command, "--yes")
    task = sharing.asked("show", KEY)
    assert (task["status"], task["status_on"], task["progress"]) == ("active", "2012-06-12", 60)
