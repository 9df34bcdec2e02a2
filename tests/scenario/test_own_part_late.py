"""A part that was done late counts by its own day, whatever the task as a whole came to."""

from __future__ import annotations

import pytest

PLAN = """滨海市优化环境实施方案(2012年)

一、重点任务
1.建设产业园区。2012年6月30日前建成园区。
牵头单位:市工信局、市商务局
2.培育科技型企业。2012年6月30日前完成。
牵头单位:各县(市、区)政府
"""
SHARED, OF_ALL = "SY12-1", "SY12-2"
SECOND = "市商务局"
TOWNS = ("东区政府", "西区政府", "南区政府")
ACCEPTED = ("--result", "accepted", "--how", "site", "--by", "张三")
RETURNED = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "不实")


@pytest.fixture
def told(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *TOWNS, "--from", "2012-01-01", "--yes", "--new")
    office.day("2012-09-30")
    return office


def facts(office, period, unit):
    rows = office.asked("appraise", "--period", period, "--unit", unit)
    return [(row["on"], row["points"]) for row in rows]


def test_a_second_lead_that_was_late_earns_nothing_by_the_first(told):
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-06-20")
    told.do("verify", SHARED, "--unit", "市工信局", *ACCEPTED, "--on", "2012-06-25")
    told.do("submit", SHARED, "--unit", SECOND, "--on", "2012-07-20")
    assert facts(told, "2012-Q3", SECOND) == [("2012-07-20", -2)]

    told.do("close", SHARED, "--on", "2012-08-26")

    assert facts(told, "2012-Q2", SECOND) == []
    assert facts(told, "2012-Q3", SECOND) == [("2012-07-20", -2)]
    assert facts(told, "2012-Q2", "市工信局") == []
    assert facts(told, "2012-Q3", "市工信局") == [("2012-08-26", 1)], "in the period of the closing"


def test_a_check_of_all_leaves_a_members_lateness_and_lets_the_task_be_closed(told):
    late, *others = TOWNS
    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-05-01")
    told.do("verify", OF_ALL, "--unit", late, *RETURNED, "--on", "2012-05-10")
    for unit in others:
        told.do("submit", OF_ALL, "--unit", unit, "--on", "2012-06-20")
    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-07-10")
    assert facts(told, "2012-Q3", late) == [("2012-07-10", -2)]

    told.do("verify", OF_ALL, *ACCEPTED, "--on", "2012-07-15")

    assert facts(told, "2012-Q3", late) == [("2012-07-10", -2)]
    assert facts(told, "2012-Q3", others[0]) == []
    told.do("close", OF_ALL, "--on", "2012-07-16")
    assert facts(told, "2012-Q3", late) == [("2012-07-10", -2)]


def test_a_check_of_the_first_lead_sends_back_nothing_of_who_answers_beside_it(told):
    told.do("submit", SHARED, "--unit", SECOND, "--on", "2012-06-20")
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-06-25")

    told.do("verify", SHARED, "--unit", "市工信局", *RETURNED, "--on", "2012-06-28")

    assert facts(told, "2012-Q2", SECOND) == []
    assert facts(told, "2012-Q2", "市工信局") == [("2012-06-28", -3), ("2012-06-30", -5)]
    told.do("verify", SHARED, "--unit", SECOND, *RETURNED, "--on", "2012-06-29")
    assert ("2012-06-30", -5) in facts(told, "2012-Q2", SECOND), "its own part was sent back"


def test_what_is_sent_back_without_a_name_is_the_first_leads(told):
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-07-02")
    told.do("submit", SHARED, "--unit", SECOND, "--on", "2012-07-04")

    told.do("verify", SHARED, *RETURNED, "--on", "2012-07-06")

    assert facts(told, "2012-Q3", SECOND) == [("2012-07-04", -2)], "late by its own day, once"
    assert ("2012-07-01", -5) in facts(told, "2012-Q3", "市工信局")


def test_a_member_is_charged_for_no_day_on_which_its_part_lay_with_the_office(told):
    late, *others = TOWNS
    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-06-26")
    told.do("verify", OF_ALL, "--unit", late, *RETURNED, "--on", "2012-07-03")
    assert facts(told, "2012-06", late) == []
    assert facts(told, "2012-07", late) == [("2012-07-03", -5), ("2012-07-03", -3)]
    said = told.do("appraise", "--period", "2012-07", "--unit", late, "--lang", "zh")
    assert "退回后自退回之日起计" in said
    assert facts(told, "2012-08", late) == [("2012-08-01", -5)]

    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-08-01")

    [row] = told.asked("appraise", "--period", "2012-08", "--unit", late)
    assert (row["on"], row["points"]) == ("2012-08-01", -2), "29 days, not 32"
    assert facts(told, "2012-07", late) == [("2012-07-03", -5), ("2012-07-03", -3)]
    assert facts(told, "2012-08", others[0]) == [("2012-08-01", -5)]


def test_what_is_said_of_a_member_after_a_period_is_its_own(told):
    soon, late, last = TOWNS
    told.do("submit", OF_ALL, "--unit", soon, "--on", "2012-07-08")
    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-07-20")
    told.do("verify", OF_ALL, "--unit", late, *RETURNED, "--on", "2012-07-25")
    told.do("submit", OF_ALL, "--unit", late, "--on", "2012-08-20")
    told.do("submit", OF_ALL, "--unit", last, "--on", "2012-09-20")

    def because(unit):
        [row] = told.asked("appraise", "--period", "2012-Q2", "--unit", unit, "--lang", "zh")
        return row["because"]

    assert because(soon) == "时限 2012-06-30 到期未完成（2012-07-08 申请办结，晚 8 天）"
    assert because(late) == "时限 2012-06-30 到期未完成（2012-07-20 申请办结，晚 20 天；2012-07-25 退回）"
    assert because(last) == "时限 2012-06-30 到期未完成（2012-09-20 申请办结，晚 82 天）"


def test_days_late_are_charged_in_the_period_in_which_they_lie_and_never_again(told):
    first, *others = TOWNS
    for unit in TOWNS:
        told.do("submit", OF_ALL, "--unit", unit, "--on", "2012-07-08")
    told.do("submit", SHARED, "--unit", SECOND, "--on", "2012-07-08")
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-07-08")
    told.do("verify", OF_ALL, "--unit", first, *RETURNED, "--on", "2012-08-10")
    told.do("submit", OF_ALL, "--unit", first, "--on", "2012-08-10")
    told.do("verify", SHARED, *RETURNED, "--on", "2012-08-10")
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-08-10")
    for unit in (first, "市工信局"):
        assert facts(told, "2012-07", unit) == [("2012-07-08", -2)], unit
        assert facts(told, "2012-08", unit) == [("2012-08-10", -3)], f"{unit} was not late by one day more"
    assert facts(told, "2012-08", others[0]) == facts(told, "2012-08", SECOND) == []

    told.do("verify", SHARED, *RETURNED, "--on", "2012-09-03")
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-09-05")

    rows = told.asked("appraise", "--period", "2012-09", "--unit", "市工信局", "--lang", "zh")
    [because] = [row["because"] for row in rows if row["fact"] == "late"]
    told = "2012-09-05 申请办结，较时限 2012-06-30 晚 67 天（扣除报核期间 57 天，实际逾期 10 天；其中本期 2 天）"
    assert because == told


def test_of_what_was_overdue_before_a_period_its_own_days_are_charged_as_late(told):
    told.do("submit", SHARED, "--unit", "市工信局", "--on", "2012-08-20")
    [_overdue] = facts(told, "2012-07", "市工信局")
    assert facts(told, "2012-08", "市工信局") == [("2012-08-20", -2)], "20 days, not 51"
    assert facts(told, "2012-Q3", "市工信局") == [("2012-08-20", -4)], "51 days"


def test_a_part_handed_in_anew_on_the_day_all_was_sent_back_counts_from_its_own_return(told):
    anew, *others = TOWNS
    for unit in TOWNS:
        told.do("submit", OF_ALL, "--unit", unit, "--on", "2012-06-25")
    told.do("return", OF_ALL, "--on", "2012-07-30", "--reason", "材料不全")
    told.do("submit", OF_ALL, "--unit", anew, "--on", "2012-07-30")
    told.do("verify", OF_ALL, "--unit", anew, *RETURNED, "--on", "2012-08-03")
    for period, days in (("2012-Q3", ["2012-08-03"]), ("2012-08", ["2012-08-03"]), ("2012-07", [])):
        assert [on for on, points in facts(told, period, anew) if points == -5] == days, period
    assert ("2012-07-30", -5) in facts(told, "2012-Q3", others[0])


@pytest.mark.parametrize("pack", ["default", "13710", "points-behind"])
def test_days_late_that_differ_say_whose_they_are(told, pack):
    member = TOWNS[0]
    told.do("rules", "use", pack)
    told.do("submit", OF_ALL, "--unit", member, "--on", "2012-07-05")
    told.do("verify", OF_ALL, "--unit", member, *RETURNED, "--on", "2012-07-15")
    told.day("2012-07-20")
    own = "时限 2012-06-30 已过 20 天（扣除报核期间 10 天，实际逾期 10 天）"
    ordered = {row["unit"]: row["why"] for row in told.asked("orders", "suggest", OF_ALL, "--lang", "zh")}
    assert ordered == {member: own, TOWNS[1]: "时限 2012-06-30 已过 20 天", TOWNS[2]: "时限 2012-06-30 已过 20 天"}
    reminded = {row["unit"]: row["why"] for row in told.asked("remind", OF_ALL, "--dry-run", "--lang", "zh")}
    assert reminded == ordered | {member: f"{own}；2012-07-15 退回，尚未重新报送"}
