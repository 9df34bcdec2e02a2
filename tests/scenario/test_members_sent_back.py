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
    assert (task["status"], task["members_done"], task["members_total"]) == ("active", 4, 5)
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


def test_orders_and_reminders_name_the_members_that_are_behind_alone(office, tmp_path):
    laid(office, tmp_path)
    office.day("2015-07-02")
    for unit, percent in zip(TOWNS, (0, 20, 45, 60, 70), strict=True):
        office.do("progress", "add", KEY, "--unit", unit, "--percent", percent)
    office.day("2015-07-04")
    said = {row["unit"]: row["why"] for row in office.asked("orders", "suggest", "plan:CZ15")}
    assert said == {
        TOWNS[0]: "50.5% due by now, 0% there: 50.5 points behind schedule",
        TOWNS[1]: "50.5% due by now, 20% there: 30.5 points behind schedule",
    }
    assert {row["unit"] for row in office.asked("remind", "plan:CZ15", "--dry-run")} == {*TOWNS[:2]}
    assert len(office.asked("orders", "suggest", "plan:CZ15", "--as-of", "2015-07-02")) == 2
    office.day("2015-07-10")
    office.do("progress", "add", KEY, "--unit", TOWNS[0], "--percent", 50)
    before = office.asked("orders", "suggest", "plan:CZ15", "--as-of", "2015-07-04")
    assert {row["unit"]: row["why"] for row in before} == said, "as it was known then"
    office.day("2015-07-04")
    code, refusal = office.call("order", KEY, "--unit", TOWNS[3])
    assert (code, "ground" in refusal) == (2, True), "who is ahead is given an order for a reason that somebody states"


def test_a_member_that_has_done_its_part_is_asked_for_nothing_more(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-07-02")
    for unit in TOWNS[:2]:
        office.do("progress", "add", KEY, "--unit", unit, "--percent", 5)
    for unit in TOWNS[:2]:
        office.do("order", KEY, "--unit", unit)
    office.day("2015-07-05")
    hand_in(office, TOWNS[0])
    office.day("2015-07-20")
    assert [row["unit"] for row in office.asked("orders", "suggest", "plan:CZ15")] == [TOWNS[1]]


def test_who_was_sent_back_is_asked_to_report_anew_and_nobody_else(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-02-10")
    hand_in(office, TOWNS[0])
    office.day("2015-02-12")
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "仍在用")
    office.do("verify", KEY, "--unit", TOWNS[0], *returned)
    assert [row["unit"] for row in office.asked("remind", "plan:CZ15", "--dry-run")] == [TOWNS[0]]


def test_lists_of_what_is_owed_name_the_members_that_owe_it(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-02-10")
    hand_in(office, TOWNS[0])
    hand_in(office, TOWNS[1])
    office.day("2015-02-12")
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "仍在用")
    office.do("verify", KEY, "--unit", TOWNS[0], *returned)
    [row] = [row for row in office.asked("today") if row["section"] == "sent-back"]
    assert (row["key"], row["unit"], row["act"]) == (KEY, TOWNS[0], ["remind"])
    assert row["what"] == "sent back on 2015-02-12, not reported anew"
    office.day("2016-01-05")
    [late] = office.asked("overdue")
    assert late["members_left"] == [TOWNS[0], TOWNS[2]]
    assert f"{TOWNS[0]}、{TOWNS[2]}" in office.do("overdue", "--lang", "zh")
    for unit in (TOWNS[0], TOWNS[2]):
        office.do("order", KEY, "--unit", unit)
    [row] = [row for row in office.asked("today") if row["section"] != "waiting"]
    assert (row["section"], row["unit"]) == ("late", f"{TOWNS[0]}、{TOWNS[2]}")


def laid(office, tmp_path, members=TOWNS):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2015-01-01")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ15", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *members, "--from", "2015-01-01", "--yes", "--new")


def test_who_is_done_counts_whole_whatever_it_reported_before(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-05-10")
    office.do("progress", "add", KEY, "--unit", TOWNS[0], "--percent", 60)
    office.do("verify", KEY, "--unit", TOWNS[0], "--result", "accepted", "--how", "site", "--by", "张三")
    task = office.asked("show", KEY)
    assert (task["progress"], task["members_done"]) == (60, 0), "what was accepted of less than all is not done"
    office.day("2015-06-10")
    hand_in(office, TOWNS[0])
    task = office.asked("show", KEY)
    assert (task["progress"], task["members_done"], task["status"], task["claimed"]) == (None, 1, "active", False)
    office.do("verify", KEY, "--unit", TOWNS[0], "--result", "accepted", "--how", "site", "--by", "张三")
    assert office.asked("show", KEY)["claimed"] is False


def test_what_is_sent_back_as_a_whole_is_sent_back_to_each_member(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        hand_in(office, unit)
    office.day("2015-06-20")
    office.do("verify", KEY, "--result", "returned", "--how", "site", "--by", "张三", "--text", "都还在用")
    assert office.asked("show", KEY)["members_done"] == 0
    office.day("2015-07-20")
    hand_in(office, TOWNS[0])
    assert office.asked("show", KEY)["status"] == "active"
    hand_in(office, TOWNS[1])
    assert office.asked("show", KEY)["status"] == "submitted"


def test_members_who_leave_do_not_keep_the_others_from_having_handed_in(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        hand_in(office, unit)
    office.day("2015-06-15")
    said = office.do("units", "members", "各县(市、区)政府", "remove", TOWNS[2], "--from", "2015-06-15", "--yes")
    assert KEY in said
    task = office.asked("show", KEY)
    assert (task["status"], task["status_on"], task["members_done"]) == ("submitted", "2015-06-15", 2)


def test_a_member_can_hand_in_what_another_has_handed_in_already(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        office.do("progress", "add", KEY, "--unit", unit, "--percent", 100)
    for unit in TOWNS[:2]:
        hand_in(office, unit)
    assert [act["kind"] for act in office.asked("show", KEY)["history"]] == ["submitted", "done", "done"]


def test_each_member_is_told_its_own_state_when_one_was_sent_back_after_the_date(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2016-02-14")
    back, open_still, done = TOWNS[:3]
    for unit in (back, done):
        office.do("submit", KEY, "--unit", unit, "--on", "2015-12-26")
    office.do("progress", "add", KEY, "--unit", open_still, "--percent", 80, "--on", "2015-12-28")
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "仍在用", "--on", "2016-01-03")
    office.do("verify", KEY, "--unit", back, *returned)

    said = {row["unit"]: row["why"] for row in office.asked("orders", "suggest", "plan:CZ15")}
    assert said == {
        back: "42 days late since it was taken up again on 2016-01-03; its deadline 2015-12-31 passed 45 days ago",
        open_still: "its deadline 2015-12-31 passed 45 days ago",
    }
    also = {row["unit"]: "sent back" in row["what"] for row in office.asked("today") if row["section"] != "waiting"}
    assert also == {back: True, open_still: False}
    [late] = office.asked("overdue")
    assert (late["members_left"], late["members_returned"]) == ([back, open_still], [back])
    assert late["late_state"] == [f"returned:{back}"], "the whole was not sent back"
    listed = office.do("overdue", "--lang", "zh", "--format", "markdown")
    assert f"核查退回（{back}）" in listed
    assert f"未完成：{back}、{open_still}\n" in listed, "whose it is stands in the heading"

    for unit in (back, open_still):
        office.do("order", KEY, "--unit", unit)
    [row] = [row for row in office.asked("today") if row["section"] != "waiting"]
    assert f"{back} was sent back on 2016-01-03, not reported anew" in row["what"]
    assert f"{back} 2016-01-03 退回，尚未重新报送" in office.do("today", "--lang", "zh")


def send_back(office, *unit):
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "仍在用")
    return office.do("verify", KEY, *unit, *returned)


def test_who_hands_in_anew_on_the_day_it_was_sent_back_is_done(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-06-10")
    for unit in TOWNS[:3]:
        hand_in(office, unit)
    send_back(office, "--unit", TOWNS[1])
    assert office.asked("show", KEY)["members_done"] == 2
    hand_in(office, TOWNS[1])
    task = office.asked("show", KEY)
    assert (task["status"], task["members_done"], "sent-back" in task["flags"]) == ("submitted", 3, False)
    told = {row["unit"]: (row["done"], row["sent_back"]) for row in task["obligations"][0]["members"]}
    assert told == dict.fromkeys(TOWNS[:3], (True, False))


def test_who_reports_all_anew_on_the_day_it_was_sent_back_is_done(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        office.do("progress", "add", KEY, "--unit", unit, "--percent", 100)
    send_back(office, "--unit", TOWNS[0])
    office.do("progress", "add", KEY, "--unit", TOWNS[0], "--percent", 100)
    assert office.asked("show", KEY)["members_done"] == 2


def test_what_is_returned_as_a_whole_without_a_check_goes_back_to_each_member(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        hand_in(office, unit)
    office.day("2015-06-20")
    office.do("return", KEY, "--reason", "材料不全")
    task = office.asked("show", KEY)
    assert (task["members_done"], [row["sent_back"] for row in task["obligations"][0]["members"]]) == (0, [True, True])
    hand_in(office, TOWNS[0])
    assert office.asked("show", KEY)["status"] == "active"
    hand_in(office, TOWNS[1])
    assert office.asked("show", KEY)["status"] == "submitted"


def test_a_task_is_flagged_until_each_member_that_was_sent_back_has_reported_anew(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-06-10")
    for unit in TOWNS[:2]:
        hand_in(office, unit)
    office.day("2015-06-12")
    for unit in TOWNS[:2]:
        send_back(office, "--unit", unit)
    office.day("2015-06-15")
    office.do("progress", "add", KEY, "--unit", TOWNS[2], "--percent", 40)
    office.do("progress", "add", KEY, "--unit", TOWNS[0], "--percent", 90)
    assert "sent-back" in office.asked("show", KEY)["flags"], "one that was sent back has not reported anew"
    [row] = [row for row in office.asked("today") if row["section"] == "sent-back"]
    assert row["unit"] == TOWNS[1]
    office.do("progress", "add", KEY, "--unit", TOWNS[1], "--percent", 80)
    assert "sent-back" not in office.asked("show", KEY)["flags"]


def test_each_member_is_told_the_day_on_which_it_was_itself_sent_back(office, tmp_path):
    laid(office, tmp_path, TOWNS[:3])
    office.day("2015-10-20")
    first, twice, anew = TOWNS[:3]
    for unit in TOWNS[:3]:
        office.do("submit", KEY, "--unit", unit, "--on", "2015-06-25")
    office.do("return", KEY, "--on", "2015-07-30", "--reason", "材料不全")
    office.do("submit", KEY, "--unit", anew, "--on", "2015-07-30")
    office.do("submit", KEY, "--unit", twice, "--on", "2015-08-01")
    returned = ("--result", "returned", "--how", "site", "--by", "张三", "--text", "仍在用", "--on", "2015-08-03")
    office.do("verify", KEY, "--unit", twice, *returned)
    [row] = [row for row in office.asked("today", "--as-of", "2015-08-12") if row["section"] != "waiting"]
    said = [f"{unit} was sent back on {day}" for unit, day in ((first, "2015-07-30"), (twice, "2015-08-03"))]
    assert row["what"] == "; ".join(f"{one}, not reported anew" for one in said)
    office.do("submit", KEY, "--unit", twice, "--on", "2015-08-20")
    [row] = [row for row in office.asked("today", "--as-of", "2015-08-25") if row["section"] != "waiting"]
    assert (row["unit"], row["what"]) == (first, "sent back on 2015-07-30, not reported anew")


def test_on_the_day_of_the_return_after_the_date_nobody_is_given_an_order(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2016-01-04")
    for unit in TOWNS[:2]:
        office.do("submit", KEY, "--unit", unit, "--on", "2015-12-20")
    office.do("return", KEY, "--on", "2016-01-03", "--reason", "材料不全")
    assert office.asked("orders", "suggest", "plan:CZ15", "--as-of", "2016-01-03") == []
    [row] = [row for row in office.asked("today", "--as-of", "2016-01-03") if row["section"] != "waiting"]
    assert (row["act"], row["what"]) == (["remind"], "sent back on 2016-01-03, not reported anew")
    assert [row["unit"] for row in office.asked("orders", "suggest", "plan:CZ15")] == [*TOWNS[:2]]


def test_who_grants_a_member_more_time_is_told_for_whom_else_the_date_moves(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2015-11-02")
    wish = ("--to", "2016-03-31", "--reason", "设备未到", "--progress", "已拆除3台")
    asked = office.do("extend", "ask", KEY, "--unit", TOWNS[0], *wish)
    granted = office.do("extend", "grant", KEY, "--to", "2016-03-31", "--by", "李主任")
    for said in (asked, granted):
        assert "for all who answer for the task: " in said
        assert all(unit in said.partition("for all")[2] for unit in TOWNS[:2])
