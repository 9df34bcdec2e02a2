"""An appraisal charges each unit for what was its own to do, once, and by the words that the other lists use."""

from __future__ import annotations

import pytest

LEADS = "市科技局"


def facts(office, unit, period, key=None, **more):
    """What a unit is charged with, or earns, in a period: fact, points and clause, in Chinese."""
    options = [one for name, value in more.items() for one in (f"--{name.replace('_', '-')}", value)]
    rows = office.asked("appraise", "--period", period, "--unit", unit, "--lang", "zh", *options)
    return [(one["fact"], one["points"], one["because"]) for one in rows if key in {None, one["key"]}]


def kinds(office, unit, period, key=None, **more):
    return [(fact, points) for fact, points, _because in facts(office, unit, period, key, **more)]


@pytest.mark.parametrize("ending", ["drop", "close"])
def test_an_order_withdrawn_after_its_reply_day_costs_nothing(real, ending):
    key, unit = "CZ15-18", "市公管办"
    real.day("2016-04-20")
    real.do("order", key, "--rung", "blue", "--ground", "滞后", "--reply-by", "2016-05-02")
    real.day("2016-06-01")
    how = {"drop": ("--reason", "并入新方案"), "close": ("--waive", "并入新方案")}[ending]
    real.do(ending, key, *how)
    (order,) = real.asked("orders", "list", key)
    assert order["reply_state"] == "revoked"
    assert "unanswered" not in [fact for fact, _points in kinds(real, unit, "2016-H1", key)]
    assert ("unanswered", -3) in kinds(real, unit, "2016-H1", key, as_of="2016-05-31"), "before it was withdrawn"


def test_what_comes_after_a_period_changes_nothing_of_it(real):
    key, unit = "CZ15-18", "市公管办"
    real.day("2015-12-10")
    real.do("submit", key)
    real.do("order", "CZ15-10", "--rung", "blue", "--ground", "滞后", "--reply-by", "2015-12-20")
    real.day("2016-02-02")
    sent_out = real.asked("appraise", "--period", "2015-Q4")
    real.day("2016-02-10")
    real.do("verify", key, "--result", "accepted", "--how", "site", "--by", "张三")
    real.do("close", key)
    real.do("close", "CZ15-10", "--waive", "并入新方案")
    assert real.asked("appraise", "--period", "2015-Q4") == sent_out
    assert [(fact, told) for fact, _points, told in facts(real, unit, "2016-Q1", key)] == [
        ("on-time", "2015-12-10 完成，在时限 2015-12-31 以内（2016-02-10 办结）")
    ]


def test_a_date_is_not_marked_as_met_while_its_figure_is_short(demo):
    refused = demo.refused("done", "LL26-8", "--date", "2026-06-30", "--lang", "zh")
    assert "无分歧欠款清偿率应达 100%，已报 91.3%" in refused
    assert "--waive" in refused
    refused = demo.refused("done", "LL24-2", "--date", "2026", "--on", "2026-06-30")
    assert "61.8% of 65%" in refused, "an earlier day is no way round"
    demo.do("done", "LL24-2", "--date", "2026", "--waive", "年报口径已调整")
    assert "年报口径已调整" in demo.do("show", "LL24-2", "--lang", "zh")
    (row,) = [
        one for one in demo.asked("appraise", "--period", "2026-Q3", "--unit", "市工信局") if one["key"] == "LL24-2"
    ]
    assert (row["fact"], row["points"], row["exempt"]) == ("early", 0, None)
    assert "with something waived" in row["unearned"]


def test_a_date_that_nothing_was_measured_of_is_marked_by_the_office_alone(real):
    real.day("2015-12-28")
    real.do("done", "CZ15-4", "--date", "2015")
    assert kinds(real, LEADS, "2015", "CZ15-4") in ([], [("on-time", 0)])


def test_a_date_marked_as_met_earns_once_a_check_has_accepted_it_within_the_period(real):
    key = "CZ15-18"
    real.day("2015-12-20")
    real.do("submit", key)
    real.do("done", key, "--date", "2015")
    assert kinds(real, "市公管办", "2015", key) == [("on-time", 0)]
    real.day("2015-12-28")
    real.do("verify", key, "--result", "accepted", "--how", "site", "--by", "罗青禾", "--text", "属实")
    assert kinds(real, "市公管办", "2015", key, as_of="2015-12-27") == [("on-time", 0)]
    assert kinds(real, "市公管办", "2015", key) == [("on-time", 1)]


def accept(office, key, unit, on):
    office.do(
        *("verify", key, "--unit", unit, "--result", "accepted", "--how", "site", "--by", "罗青禾"),
        *("--text", "属实", "--on", on),
    )


@pytest.fixture
def members(real):
    """CZ15-11 is led by the counties; two of them are known, and one has done its part in time."""
    names = ("任丘市政府", "黄骅市政府")
    real.do("units", "members", "各县(市、区)政府", "add", *names, "--place", "沧州市", "--new", "--yes")
    real.do("submit", "CZ15-11", "--unit", names[0], "--on", "2017-11-01")
    return real


def test_a_member_that_did_its_part_in_time_is_not_charged_with_the_others(members):
    accept(members, "CZ15-11", "任丘市政府", "2017-11-10")
    for period in ("2017", "2018-Q1"):
        assert kinds(members, "任丘市政府", period, "CZ15-11", as_of="2018-05-01") == [], period
        assert kinds(members, "黄骅市政府", period, "CZ15-11", as_of="2018-05-01") == [("overdue", -5)], period
    members.do("submit", "CZ15-11", "--unit", "黄骅市政府", "--on", "2018-01-20")
    members.do("close", "CZ15-11", "--on", "2018-01-28", "--waive", "已现场核实")
    assert kinds(members, "任丘市政府", "2018-Q1", "CZ15-11") == []
    assert kinds(members, "黄骅市政府", "2018-Q1", "CZ15-11") == [("late", -2)]


def test_a_member_that_was_sent_back_is_charged_until_it_has_handed_in_anew(members):
    members.do(
        *("verify", "CZ15-11", "--unit", "任丘市政府", "--result", "returned", "--how", "site", "--by", "罗青禾"),
        *("--text", "不实", "--on", "2017-11-10"),
    )
    assert ("overdue", -5) in kinds(members, "任丘市政府", "2017", "CZ15-11")
    members.do("submit", "CZ15-11", "--unit", "任丘市政府", "--on", "2018-01-05")
    assert kinds(members, "任丘市政府", "2018-Q1", "CZ15-11", as_of="2018-04-01") == [("late", -2)], "after its date"
    assert kinds(members, "任丘市政府", "2018-Q2", "CZ15-11", as_of="2018-07-01") == [], "and no more"


def test_the_second_lead_is_judged_by_its_own_part(demo):
    key, second = "LL24-5", "澜湾新区管委会"
    assert kinds(demo, second, "2026-Q2", key) == [("overdue", -5)]
    demo.do("submit", key, "--unit", second, "--on", "2026-06-20")
    assert kinds(demo, second, "2026-Q2", key) == []
    accept(demo, key, second, "2026-06-25")
    assert kinds(demo, second, "2026-Q2", key) == []
    assert ("overdue", -5) in kinds(demo, LEADS, "2026-Q2", key), "the first lead answers for the whole"


def test_what_the_second_lead_hands_in_late_is_late_once_however_long_the_first_one_takes(demo):
    key, second = "LL24-5", "澜湾新区管委会"
    demo.do("submit", key, "--unit", second, "--on", "2026-07-05")
    assert kinds(demo, second, "2026-Q2", key, as_of="2026-07-15") == [("overdue", -5)], "it was unmet then"
    (late,) = demo.asked("appraise", "--period", "2026-07", "--unit", second, "--as-of", "2026-08-01", f"key:{key}")
    assert (late["key"], late["on"], late["fact"], late["points"]) == (key, "2026-07-05", "late", -2)
    assert "5" in late["because"], "by its own days late"
    assert kinds(demo, second, "2026-08", key, as_of="2026-09-01") == []
    assert kinds(demo, LEADS, "2026-08", key, as_of="2026-09-01") == [("overdue", -5)]


def test_a_further_date_given_at_a_reopening_leaves_what_was_late_as_it_was(real):
    key, unit = "CZ15-8", "市人社局"
    for step in (("submit", key, "--on", "2018-01-20"), ("close", key, "--on", "2018-01-28", "--waive", "指标未测")):
        real.do(*step)
    before = kinds(real, unit, "2018-Q1", key, as_of="2018-03-15")
    assert before == [("late", -2)]
    real.do("reopen", key, "--on", "2018-03-01", "--due", "2018-06-20", "--reason", "弄虚作假")
    assert kinds(real, unit, "2017", key) == [("overdue", -5)]
    assert kinds(real, unit, "2018-Q1", key, as_of="2018-03-15") == before
    assert kinds(real, unit, "2018-Q1", key) == before
    assert kinds(real, unit, "2018-Q2", key, as_of="2018-06-15") == [], "judged once"
    assert kinds(real, unit, "2018-Q2", key) == [("overdue", -5)], "the further date is missed too"


def test_a_further_date_earns_nothing(real):
    key, unit = "CZ15-8", "市人社局"
    real.do("submit", key, "--on", "2017-12-20")
    real.do("close", key, "--on", "2018-01-10", "--waive", "指标未测")
    real.do("reopen", key, "--on", "2018-03-01", "--due", "2018-12-31", "--reason", "弄虚作假")
    taken_back = facts(real, unit, "2018-Q1", key)
    assert [row[:2] for row in taken_back] == [("overdue", -5)]
    assert "曾按完成计" in taken_back[0][2]
    real.do("submit", key, "--on", "2018-04-10")
    real.do(
        "verify", key, "--result", "accepted", "--how", "site", "--by", "罗青禾", "--text", "属实", "--on", "2018-04-12"
    )
    real.do("close", key, "--on", "2018-04-20", "--waive", "指标未测")
    assert kinds(real, unit, "2018-Q2", key) == [("early", 0)]
    assert kinds(real, unit, "2018-Q1", key) == [("overdue", -5)]


def test_a_date_that_the_plan_laid_down_stays_what_it_was_when_a_further_one_is_given(office, tmp_path):
    plan = "沧州市2016年绿化方案(2016年)\n\n一、主要任务\n1.建设公园。\n牵头单位:市园林局\n"
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    office.day("2016-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LH16", "--yes", "--new")
    office.day("2017-03-01")
    before = office.asked("show", "LH16-1", "--as-of", "2017-01-20")
    assert (before["due"], before["due_origin"]) == ("2016-12-31", "inherited")
    office.do("close", "LH16-1", "--on", "2017-02-01")
    office.do("reopen", "LH16-1", "--reason", "回访", "--due", "2017-06-30")
    after = office.asked("show", "LH16-1", "--as-of", "2017-01-20")
    assert (after["due"], after["due_origin"]) == ("2016-12-31", "inherited")
    assert kinds(office, "市园林局", "2017-Q1", "LH16-1") == [("late", -4)]


def test_what_a_conclusion_left_open_is_charged_once_by_its_name(real):
    real.do("plan", "conclude", "CZ15", "--on", "2018-03-01", "--yes")
    for period in ("2018-03", "2018-Q1"):
        (row,) = facts(real, "市公管办", period, "CZ15-18")
        assert row == ("left-open", -5, "方案 2018-03-01 到期结项时仍未完成，时限 2015-12-31"), period
    assert kinds(real, "市公管办", "2018-02", "CZ15-18") == [("overdue", -5)]
    assert kinds(real, "市公管办", "2018-Q2", "CZ15-18") == []
    table = real.do("appraise", "--period", "2018-03", "--lang", "zh", "--format", "md")
    assert "结项未完" in table


def test_units_are_ranked_beside_their_kind_and_the_office_is_not(demo):
    rows = demo.asked("appraise", "--period", "2026-H1", "--lang", "zh")
    of = {row["unit"]: (row["sequence"].removeprefix("临澜市"), row["rank"]) for row in rows}
    assert of["市城投集团"][0] == "企业"
    assert of["临澜学院"][0] == "高校院所"
    of_the_state = [one for one in of if any(word in one for word in ("人民银行", "监管", "外汇", "税务"))]
    assert of_the_state
    assert {of[one][0] for one in of_the_state} == {"驻市单位", "党政部门"}
    assert {one for one in of_the_state if of[one][0] == "党政部门"} == {"市市场监管局"}
    assert of["澜湾新区管委会"][0] == "开发区"
    assert of["青礁县政府"][0] == "县（市、区）"
    assert of[LEADS][0] == "党政部门"
    assert {rank for sequence, rank in of.values() if "不排名" in sequence} == {None}
    assert of["市政府督查室"][1] is None


def test_the_points_say_how_they_come_about_and_the_score_of_how_many_tasks(demo):
    rows = demo.asked("appraise", "--period", "2026-H1", "--lang", "zh")
    load = {row["unit"]: (row["led"], row["shared"]) for row in rows}
    assert (load[LEADS], load["市公积金中心"]) == ((9, 14), (0, 2))
    told = demo.do("appraise", "--period", "2026-H1", "--unit", LEADS, "--lang", "zh", "--format", "md")
    assert "牵头 9 项，责任或配合 14 项" in told
    (weighed,) = [
        one["worked"]
        for one in demo.asked("appraise", "--period", "2026-H1", "--unit", "临澜海事局", "--lang", "zh")
        if one["key"] == "LD26-1"
    ]
    assert weighed == "-2 × 配合 0.3 × 领导批示 1.5"


def test_what_kind_of_fact_it_is_is_not_said_again_in_the_clause(real):
    real.do("progress", "add", "CZ15-7", "--text", "正在推进", "--on", "2016-02-01")
    assert facts(real, "市人社局", "2016-Q1", "CZ15-7") == [
        ("empty-feedback", -1, "套话：正在推进；没有数字、日期或佐证")
    ]
    real.do("submit", "CZ15-18", "--on", "2015-12-20")
    real.do("done", "CZ15-18", "--date", "2015", "--on", "2015-12-20")
    assert facts(real, "市公管办", "2015", "CZ15-18") == [("on-time", 0, "2015-12-20 完成，在时限 2015-12-31 以内")]


WAITS, ITS_UNIT = "LL25B-14", "市生态环境局"
"""Due on 2026-06-30, handed in on 2026-07-03, and waiting for the office."""
JULY, AUGUST = ("2026-07", "2026-08-05"), ("2026-08", "2026-09-05")
LATE = ("late", -2, "2026-07-03 申请办结，较时限 2026-06-30 晚 3 天")


def month(office, unit, key, asked):
    """What a unit is charged with in a month, as asked some days after it; of dates alone."""
    period, as_of = asked
    office.day(as_of)
    rows = office.asked("appraise", "--period", period, "--unit", unit, "--lang", "zh")
    of_dates = {"late", "overdue", "on-time", "early"}
    return [(row["on"], row["fact"], row["points"]) for row in rows if row["key"] == key and row["fact"] in of_dates]


def test_what_was_handed_in_late_is_late_once_and_the_offices_delay_costs_nothing(demo):
    for as_of in ("2026-07-15", "2026-08-05", "2026-12-01"):
        demo.day(as_of)
        assert facts(demo, ITS_UNIT, "2026-07", WAITS) == [LATE], as_of
    for period in ("2026-08", "2026-09", "2026-Q4"):
        assert facts(demo, ITS_UNIT, period, WAITS) == [], period
    assert kinds(demo, ITS_UNIT, "2026-06", WAITS) == [("overdue", -5)], "it was not handed in then"


@pytest.mark.parametrize("ending", ["close", "mark"])
def test_a_confirmed_hand_in_is_charged_no_second_time(demo, ending):
    demo.day("2026-08-20")
    demo.do(*(("close", WAITS) if ending == "close" else ("done", WAITS, "--date", "2026-06-30")), "--waive", "已核实")
    demo.day("2026-09-05")
    assert facts(demo, ITS_UNIT, "2026-07", WAITS) == [LATE]
    assert facts(demo, ITS_UNIT, "2026-08", WAITS) == []
    assert facts(demo, ITS_UNIT, "2026-H2", WAITS) == [LATE]


def test_a_late_hand_in_that_is_sent_back_is_overdue_from_the_return_on(demo):
    demo.day("2026-08-10")
    demo.do("return", WAITS, "--reason", "佐证不全")
    assert month(demo, ITS_UNIT, WAITS, JULY) == [("2026-07-03", "late", -2)]
    assert month(demo, ITS_UNIT, WAITS, AUGUST) == [("2026-08-10", "overdue", -5)]
    (row,) = [row for row in facts(demo, ITS_UNIT, "2026-08", WAITS) if row[0] == "overdue"]
    assert row[2] == "时限 2026-06-30 到期未完成（退回后自退回之日起计）"
    assert month(demo, ITS_UNIT, WAITS, ("2026-09", "2026-10-05")) == [("2026-09-01", "overdue", -5)]
    assert "上期结转" in facts(demo, ITS_UNIT, "2026-09", WAITS)[0][2]


def test_a_date_marked_as_met_after_it_was_handed_in_in_time_is_in_time(real):
    real.do("submit", "CZ15-18", "--on", "2015-12-20")
    real.day("2016-02-01")
    real.do("done", "CZ15-18", "--date", "2015")
    assert facts(real, "市公管办", "2015", "CZ15-18") == []
    assert facts(real, "市公管办", "2016-Q1", "CZ15-18") == [
        ("on-time", 0, "2015-12-20 完成，在时限 2015-12-31 以内（2016-02-01 确认）")
    ]


def test_a_date_that_passed_within_a_suspension_counts_from_the_resumption_on(demo):
    key, unit = "LL25-13", demo.asked("show", "LL25-13")["lead"][0]
    assert month(demo, unit, key, ("2026-06", "2026-07-13")) == []
    demo.day("2026-07-14")
    assert kinds(demo, unit, "2026-07", key) == []
    demo.do("resume", key)
    assert month(demo, unit, key, ("2026-06", "2026-07-15")) == []
    assert month(demo, unit, key, JULY) == [("2026-07-14", "overdue", -5)]
    assert facts(demo, unit, "2026-07", key)[0][2] == "时限 2026-06-30 到期未完成（恢复后自恢复之日起计）"
    assert month(demo, unit, key, AUGUST) == [("2026-08-01", "overdue", -5)]
    demo.do("submit", key, "--on", "2026-07-20")
    assert "2026-07-20 申请办结，较时限 2026-06-30 晚 20 天（扣除暂停期间 14 天，实际逾期 6 天）" in [
        row[2] for row in facts(demo, unit, "2026-07", key)
    ]


def test_a_date_counts_from_the_first_day_on_which_it_was_overdue_again(demo):
    key, unit = "LL25-13", demo.asked("show", "LL25-13")["lead"][0]
    for day, act in (("2026-07-14", "resume"), ("2026-07-18", "suspend"), ("2026-07-22", "resume")):
        demo.day(day)
        demo.do(act, key, *(("--reason", "规划调整") if act == "suspend" else ()))
    assert month(demo, unit, key, JULY) == [("2026-07-14", "overdue", -5)]
    demo.day("2026-08-10")
    demo.do("suspend", key, "--reason", "规划调整")
    assert month(demo, unit, key, AUGUST) == [], "it is suspended when the period is over"


def test_a_plan_concluded_while_the_office_has_what_was_handed_in_charges_nothing_more(demo):
    demo.day("2026-08-20")
    demo.do("plan", "conclude", "LL25B", "--on", "2026-08-20", "--yes")
    demo.day("2026-09-05")
    assert facts(demo, ITS_UNIT, "2026-07", WAITS) == [LATE]
    assert facts(demo, ITS_UNIT, "2026-08", WAITS) == []


def test_what_was_closed_in_time_and_opened_again_counts_from_that_day_on(demo):
    unit = demo.asked("show", "LL25-16")["lead"][0]
    assert month(demo, unit, "LL25-16", JULY) == [("2026-07-06", "overdue", -5)]
    assert facts(demo, unit, "2026-07", "LL25-16")[0][2] == "时限 2026-05-31 到期未完成（重启后自重启之日起计）"
    assert [row for row in facts(demo, unit, "2026-06", "LL25-16") if row[0] == "overdue"] == []


def test_what_was_handed_in_in_time_and_sent_back_counts_from_the_return_on(demo):
    assert month(demo, LEADS, "LL25B-3", JULY) == [("2026-07-08", "overdue", -5)]
    assert ("overdue", -5, "时限 2026-06-30 到期未完成（上期结转）") in facts(demo, LEADS, "2026-07", "LL24-5")
    assert month(demo, LEADS, "LL25B-3", ("2026-06", "2026-07-15")) == []


def test_points_that_count_several_times_show_their_sum(demo):
    (row,) = [
        row
        for row in demo.asked("appraise", "--period", "2025", "--unit", "市委金融办", "--lang", "zh")
        if row["key"] == "LL24-19"
    ]
    assert (row["on"], row["because"]) == ("2025-03-06", "2025-03-06 完成，较时限 2024-12-31 晚 65 天")
    assert (row["points"], row["worked"]) == (-6, "-2 × 3（每 30 天计一次，不足按一次计）")


def test_what_does_not_count_is_told_beside_the_number_of_what_does(real):
    unit = "市公管办"
    real.day("2015-12-20")
    real.do("submit", "CZ15-18")
    real.do("done", "CZ15-18", "--date", "2015")
    (row,) = [row for row in real.asked("appraise", "--period", "2015", "--lang", "zh") if row["unit"] == unit]
    assert row["on-time"] == 0
    table = real.do("appraise", "--period", "2015", "--lang", "zh", "--format", "md")
    assert "表中各类次数只统计计入得分的事项" in table
    assert "未计分（未经核查通过即确认完成）：CZ15-18" in table
    assert "免除" not in table
    detail = real.do("appraise", "--period", "2015", "--unit", unit, "--lang", "zh", "--format", "md")
    assert f"{unit}“按期完成”共 1 项，计分 0 项；其余不计分，原因见所在行" in detail
    real.day("2015-12-28")
    accept(real, "CZ15-18", unit, "2015-12-28")
    detail = real.do("appraise", "--period", "2015", "--unit", unit, "--lang", "zh", "--format", "md")
    assert "其余不计分" not in detail


def test_of_several_the_ones_that_count_are_named(demo):
    told = demo.do("appraise", "--period", "2026-H1", "--unit", "市行政审批局", "--lang", "zh", "--format", "md")
    assert "市行政审批局“按期完成”共 2 项，计分 1 项（LL26-5）；其余不计分，原因见所在行。" in told


def test_what_came_after_a_period_is_said_beside_what_it_charges(demo):
    (row,) = facts(demo, "市生态环境局", "2026Q2", "LL25B-14")
    assert row == ("overdue", -5, "时限 2026-06-30 到期未完成（2026-07-03 申请办结，晚 3 天，尚未办结）")
    (row,) = facts(demo, "市生态环境局", "2026Q2", "LL25B-14", as_of="2026-07-02")
    assert row[2] == "时限 2026-06-30 到期未完成"
    said = demo.do("appraise", "--period", "2026Q2", "--unit", "市生态环境局", "--lang", "zh", "--format", "md")
    assert "各季度得分不累加为全年得分" in said


def test_what_was_opened_again_after_a_period_says_so(demo):
    (row,) = facts(demo, "市城管局", "2026Q2", "LL25-16")
    assert row == ("on-time", 1, "2026-05-25 完成，在时限 2026-05-31 以内（已于 2026-07-06 重启）")


def test_facts_that_do_not_count_are_counted_apart(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "--format", "md")
    assert "计分项次：116" in said
    assert "不计分项次：9" in said


def test_a_period_that_is_over_is_called_by_its_days_and_one_that_runs_by_how_far(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "-f", "markdown")
    assert "2026年第二季度考核（2026-04-01 至 2026-06-30）：" in said
    said = demo.do("appraise", "--period", "2026Q3", "--unit", "市科技局", "--lang", "zh", "-f", "markdown")
    assert "2026年第三季度得分明细（截至 2026-07-15）" in said


def test_points_have_no_trailing_noughts(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "-f", "markdown")
    assert "| 1 | 市应急局 | 101.8 | 1.8 | 0 |" in said
    assert "| 2 | 市城管局 | 101.61 | 3.11 | 1.5 |" in said
    unit = demo.do("appraise", "--period", "2026Q2", "--unit", "市科技局", "--lang", "zh", "-f", "markdown")
    assert "| LL24-5 | 建设海洋装备创新中心 | 逾期未完成 | -5 | -5 |" in unit
    assert demo.asked("appraise", "--period", "2026Q2")[0]["score"] == 101.8


def test_a_unit_of_which_nothing_counts_says_its_score_rank_and_tasks(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--unit", "市信访局", "--lang", "zh", "-f", "markdown")
    told = "临澜市党政部门第 16 名（10 个并列，共 44 个）；牵头 0 项，责任或配合 1 项"
    assert f"市信访局：本期无计分事项，100 分，{told}" in said


@pytest.mark.parametrize(
    ("period", "key", "units", "told"),
    [
        ("2026Q2", "LL25B-14", ("市生态环境局", "望潮区政府"), "（2026-07-03 申请办结，晚 3 天，尚未办结）"),
        ("2026Q3", "HY26-2", ("市资源规划局", "市住建局"), "（2026-07-03 办结）"),
        ("2026Q2", "LL25-16", ("市城管局", "市水利局"), "（已于 2026-07-06 重启）"),
    ],
)
def test_who_shares_a_task_reads_of_it_what_its_lead_does(demo, period, key, units, told):
    for unit in units:
        ((_fact, _points, because),) = facts(demo, unit, period, key)
        assert because.endswith(told), unit


def test_what_is_said_beside_a_clause_stands_in_one_pair_of_brackets(demo):
    demo.day("2026-10-05")
    demo.do("submit", "LL24-5", "--on", "2026-10-03")
    (row,) = [one for one in facts(demo, "市科技局", "2026Q3", "LL24-5") if one[0] == "overdue"]
    assert row[2] == "时限 2026-06-30 到期未完成（上期结转；2026-10-03 申请办结，晚 95 天，尚未办结）"


def test_the_foot_says_what_each_head_counts(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "-f", "markdown")
    assert "“按期”为在时限以内（提前不足 30 天）完成，且已核查办结或确认的时限；“逾期完成”为" in said
    assert "“逾期未完”为期末时已到期、仍未完成的时限" in said
    assert "“被督办”为向该单位下达的督办单" in said
    assert "“提前”" not in said, "nothing is counted under it"


def test_what_was_handed_in_in_time_and_waits_is_named_as_not_counted(demo):
    said = "按期申请办结、期末待核查，本期未计："
    whole = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "-f", "markdown")
    assert f"{said}HY26-2、LL24-16、LL25B-3、LL26-16\n" in whole
    own = demo.do("appraise", "--period", "2026Q2", "--unit", "市发改委", "--lang", "zh", "-f", "markdown")
    assert f"{said}LL26-16\n" in own
    assert said not in demo.do("appraise", "--period", "2026Q2", "--unit", "市投促局", "--lang", "zh", "-f", "markdown")


def test_bodies_run_from_above_are_ranked_by_themselves(demo):
    rows = demo.asked("appraise", "--period", "2026Q2", "--lang", "zh")
    stationed = {row["unit"] for row in rows if row["sequence"] == "临澜市驻市单位"}
    assert {"临澜海关", "临澜海事局", "临澜海警局", "人民银行临澜市分行", "市税务局", "市气象局"} <= stationed
    assert "市市场监管局" not in stationed


def test_who_share_a_rank_are_counted_and_stand_as_the_office_names_them(demo):
    said = demo.do("appraise", "--period", "2026Q2", "--lang", "zh", "-f", "markdown")
    assert "临澜市党政部门  共 44 个" in said
    assert "临澜市党政部门 10 个单位并列第 16 名：市委组织部、市委宣传部、市委政法委、" in said
    unit = demo.do("appraise", "--period", "2026Q2", "--unit", "市投促局", "--lang", "zh", "-f", "markdown")
    assert "市投促局：100.3 分，临澜市党政部门第 5 名（11 个并列，共 44 个）；基础分 100，加 0.3，减 0" in unit


def test_an_exempt_month_lets_off_no_other_of_its_quarter(office):
    office.day("2026-01-01")
    office.do("add", "建设大厅", "--lead", LEADS, "--start", "2026-01-01", "--due", "2026-06-30", "--new")
    office.day("2026-12-31")
    office.do("exempt", "QT26-1", "--month", "2026-07", "--reason", "防汛")
    assert kinds(office, LEADS, "2026-07") == [("overdue", 0)]
    assert kinds(office, LEADS, "2026-08") == [("overdue", -5)]
    rows = office.asked("appraise", "--period", "2026Q3", "--unit", LEADS)
    assert [(row["on"], row["fact"], row["points"], row["exempt"]) for row in rows] == [
        ("2026-08-01", "overdue", -5, None)
    ]
    assert kinds(office, LEADS, "2026Q3", as_of="2026-07-20") == [("overdue", 0)], "August is not there yet"


def test_a_member_that_has_left_handed_in_nothing(office):
    counties, own = "各县(市、区)政府", "丙县政府"
    office.day("2026-01-01")
    office.do("add", "建设大厅", "--lead", counties, "--start", "2026-01-01", "--due", "2026-06-30", "--new")
    office.do("units", "members", counties, "add", "甲县政府", "乙县政府", own, "--yes", "--new")
    office.day("2026-12-31")
    office.do("submit", "QT26-1", "--unit", "甲县政府", "--on", "2026-06-10")
    office.do("submit", "QT26-1", "--unit", "乙县政府", "--on", "2026-06-20")
    office.do("units", "members", counties, "remove", own, "--from", "2026-07-01", "--yes")
    assert office.asked("show", "QT26-1", "--as-of", "2026-07-01")["status"] == "submitted"
    assert facts(office, own, "2026-06") == [("overdue", -5, "时限 2026-06-30 到期未完成")]


def test_a_task_that_earns_nothing_for_two_reasons_is_named_with_its_dates(demo):
    told = demo.do("appraise", "--period", "2025", "--lang", "zh", "--format", "md")
    assert "未计分（经豁免确认完成）：LL24-1（时限 2024-12-31）" in told
    assert "LL24-1（时限 2025-12-31）、LL24-2、" in told
