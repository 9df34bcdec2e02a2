"""A recurring duty of a collective: each member does it for itself."""

from __future__ import annotations

PLAN = """沧州市2026年人居环境整治方案

一、重点任务
1.清运垃圾。每月底前开展一次集中清运。
牵头单位:各县(市、区)政府
2.疏浚河道。每月底前开展一次集中疏浚。
牵头单位:市水务局
"""
KEY, ALONE = "CZ26-1", "CZ26-2"
TOWNS = ("东区政府", "西区政府", "南区政府")


def done(key, unit, day="2026-01-29"):
    return "progress", "add", key, "--unit", unit, "--duty-done", "--text", "清运300吨", "--on", day


def laid(office, tmp_path, towns=TOWNS):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *towns, "--from", "2026-01-01", "--yes", "--new")


def test_each_member_does_it_by_itself(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-02-05")
    said = office.do(*done(KEY, TOWNS[0]))
    assert f"{TOWNS[0]} has met the duty due on 2026-01-31; each member meets it by itself" in said
    assert "duty-missed" in office.asked("show", KEY)["flags"], "one of three did it"
    assert "the duty of 2026-01-31 was met on 2026-01-29" in office.refused(*done(KEY, TOWNS[0]))
    office.do(*done(KEY, TOWNS[1], "2026-01-30"))
    office.do(*done(KEY, TOWNS[2], "2026-02-02"))
    assert "duty-missed" not in office.asked("show", KEY)["flags"]
    told = [(act["on"], act["unit"]) for act in office.asked("show", KEY)["history"] if act["kind"] == "met"]
    assert told == [("2026-01-29", TOWNS[0]), ("2026-01-30", TOWNS[1]), ("2026-02-02", TOWNS[2])]
    assert "the duty of 2026-01-31 was met on 2026-02-02" in office.refused("duty", KEY, "--on", "2026-01-30")


def test_those_that_have_not_done_it_are_named_asked_and_charged_each_for_its_own(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-03-05")
    office.do(*done(KEY, TOWNS[0]))
    office.do(*done(KEY, TOWNS[0], "2026-02-26"))
    office.do(*done(KEY, TOWNS[1]))
    office.do("duty", ALONE, "--on", "2026-01-20")
    office.do("duty", ALONE, "--on", "2026-02-20")
    left = f"{TOWNS[1]}、{TOWNS[2]}"
    assert f"recurring duty not done by {left}" in office.do("why", KEY)
    assert f"{left}：周期性任务" in office.do("overdue", "--lang", "zh", "--format", "markdown")
    asked = {row["unit"]: row["why"] for row in office.asked("orders", "suggest", "plan:CZ26")}
    assert asked == {
        TOWNS[1]: "the recurring duty “每月底前开展一次集中清运” of 2026-02-28 was missed 5 days ago",
        TOWNS[2]: "the recurring duty “每月底前开展一次集中清运” of 2026-01-31 was missed 33 days ago, "
        "the first of 2 times missed",
    }
    dues = {row["unit"]: row["due"] for row in office.asked("orders", "suggest", "plan:CZ26")}
    assert dues == {TOWNS[1]: "2026-02-28", TOWNS[2]: "2026-01-31"}
    assert {row["unit"] for row in office.asked("remind", "plan:CZ26", "--dry-run")} == set(TOWNS[1:])
    for unit in TOWNS[1:]:
        office.do("order", KEY, "--unit", unit)
    [row] = [row for row in office.asked("today") if row["section"] == "missed"]
    assert row["unit"] == left
    charged = [
        (unit, fact["on"])
        for unit in TOWNS
        for fact in office.asked("appraise", "--period", "2026Q1", "--unit", unit)
        if fact["fact"] == "duty-missed" and fact["key"] == KEY
    ]
    assert charged == [(TOWNS[1], "2026-02-28"), (TOWNS[2], "2026-01-31"), (TOWNS[2], "2026-02-28")]


def test_what_is_entered_for_no_member_counts_for_all(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-02-05")
    office.do("duty", KEY, "--on", "2026-01-30")
    assert "duty-missed" not in office.asked("show", KEY)["flags"]
    office.day("2026-03-05")
    office.do(*done(KEY, "各县(市、区)政府", "2026-02-20"))
    assert "duty-missed" not in office.asked("show", KEY)["flags"]


def test_as_many_do_it_as_the_ledger_asks_for(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-02-05")
    office.do("setting", "set", "members_share", "60")
    office.do(*done(KEY, TOWNS[0]))
    assert "duty-missed" in office.asked("show", KEY)["flags"]
    office.do(*done(KEY, TOWNS[1], "2026-01-30"))
    assert "duty-missed" not in office.asked("show", KEY)["flags"]
    said = office.do(*done(KEY, TOWNS[2], "2026-01-31"))
    assert f"counts as met since 2026-01-30; that {TOWNS[2]} has done it too is noted" in said
    office.do("setting", "set", "members_share", "100")
    assert "duty-missed" not in office.asked("show", KEY)["flags"]


def test_a_share_that_is_asked_for_later_holds_for_what_was_done_before(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-02-05")
    office.do(*done(KEY, TOWNS[0]))
    office.do("setting", "set", "members_share", "30")
    assert "duty-missed" not in office.asked("show", KEY)["flags"]


def test_who_joins_later_or_is_done_with_all_has_not_to_do_it(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2026-02-05")
    office.do("units", "members", "各县(市、区)政府", "add", TOWNS[2], "--from", "2026-02-01", "--yes", "--new")
    office.do(*done(KEY, TOWNS[0]))
    assert "duty-missed" in office.asked("show", KEY)["flags"]
    office.do("submit", KEY, "--unit", TOWNS[1], "--on", "2026-01-31")
    assert "duty-missed" not in office.asked("show", KEY)["flags"]


def test_each_member_reports_what_is_to_be_reported(office, tmp_path):
    plan = PLAN.replace("每月底前开展一次集中清运", "每月底前报送清运情况")
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *TOWNS[:2], "--from", "2026-01-01", "--yes", "--new")
    office.day("2026-01-28")
    for unit in TOWNS[:2]:
        assert "2026-01-31" in office.do("progress", "add", KEY, "--unit", unit, "--text", "清运300吨")
    office.day("2026-02-05")
    assert "duty-missed" not in office.asked("show", KEY)["flags"]
    office.day("2026-03-05")
    office.do("progress", "add", KEY, "--unit", TOWNS[0], "--text", "清运200吨", "--on", "2026-02-27")
    assert f"recurring duty not done by {TOWNS[1]}" in office.do("why", KEY)


def test_who_answers_alone_says_it_once(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.day("2026-02-05")
    office.do(*done(ALONE, "市水务局"))
    assert "the duty of 2026-01-31 was met on 2026-01-29" in office.refused(*done(ALONE, "市水务局"))


def test_a_member_has_the_date_of_the_duty_that_it_missed_itself(office, tmp_path):
    laid(office, tmp_path, TOWNS[:2])
    office.day("2026-03-05")
    office.do("units", "members", "各县(市、区)政府", "add", TOWNS[2], "--from", "2026-02-01", "--yes", "--new")
    rows = [row for row in office.asked("today") if row["key"] == KEY]
    dues = {row["unit"]: row["due"] for row in rows}
    assert dues == {TOWNS[0]: "2026-01-31", TOWNS[1]: "2026-01-31", TOWNS[2]: "2026-02-28"}
    assert all(f"of {row['due']} was missed" in row["what"] for row in rows)


def test_a_plan_without_a_period_lays_duties_out_to_the_tasks_own_last_date(office, tmp_path):
    text = "沧州市执法检查方案\n\n一、重点任务\n1.开展检查。每季度开展一次执法检查{end}。\n牵头单位:市司法局\n"
    office.day("2026-01-12")
    for code, end in (("ENDED", ",2026年12月底前完成"), ("ENDLESS", "")):
        (tmp_path / f"{code}.txt").write_text(text.format(end=end), encoding="utf-8")
        office.do("import", tmp_path / f"{code}.txt", "--code", code, "--yes", "--new")
    office.day("2026-07-05")
    [duty] = office.asked("show", "ENDED-1")["duties"]
    assert (duty["next_due"], duty["upcoming"], duty["occurrences"]) == ("2026-03-31", "2026-09-30", 4)
    assert [row["key"] for row in office.asked("today") if "was missed" in row["what"]] == ["ENDED-1"]
    said = office.refused("duty", "ENDLESS-1", "--on", "2026-07-01")
    assert "no days are laid out for 每季度开展一次执法检查" in said


def test_who_did_its_duty_is_not_said_to_have_said_nothing(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-02-05")
    office.do(*done(KEY, TOWNS[0]))
    office.do(*done(KEY, TOWNS[1]))
    said = office.do("show", KEY, "--lang", "zh")
    assert f"{TOWNS[0]}（未报进度）" in said.replace("\n", "").replace(" ", "")
    assert f"未反馈：{TOWNS[2]}" in said.replace("\n", "").replace(" ", "")
    why = office.do("why", KEY, "--lang", "zh")
    assert "已报进度成员单位 0/3" in why
    assert "完成本期周期性任务的成员单位 2/3（2026-01-31）" in why, "the time that it is about"


def test_each_member_has_to_sign_and_who_has_not_is_named(office, tmp_path):
    laid(office, tmp_path)
    office.do("setting", "set", "receive_days", "5")
    office.day("2026-01-25")
    for unit in TOWNS[:2]:
        office.do("receive", KEY, "--unit", unit, "--on", "2026-01-14")
    assert "unreceived" in office.asked("show", KEY)["flags"]
    assert f"签收 2/3，未签收：{TOWNS[2]}" in office.do("show", KEY, "--lang", "zh")
    [row] = [row for row in office.asked("today", "--lang", "zh") if row["key"] == KEY]
    assert (row["unit"], "仍未签收" in row["what"]) == (TOWNS[2], True)
    assert f" 天，{TOWNS[2]}仍未签收\n" in office.do("why", KEY, "--lang", "zh")

    office.do("receive", KEY, "--unit", TOWNS[2])
    assert "unreceived" not in office.asked("show", KEY)["flags"]
    assert "2026-01-25 签收" in office.do("show", KEY, "--lang", "zh")


def test_a_member_that_reported_is_at_work_and_has_not_signed(office, tmp_path):
    laid(office, tmp_path)
    office.do("setting", "set", "receive_days", "5")
    office.day("2026-01-25")
    for unit in TOWNS[:2]:
        office.do("receive", KEY, "--unit", unit, "--on", "2026-01-14")
    office.do("progress", "add", KEY, "--text", "已开工", "--unit", TOWNS[2], "--percent", "20")

    shown = office.do("show", KEY, "--lang", "zh")
    assert f"签收 2/3，未签收：{TOWNS[2]}（已反馈）" in shown
    assert "2026-01-25 签收" not in shown
    assert "unreceived" not in office.asked("show", KEY)["flags"], "nobody has to be told to sign for what is under way"
    assert "仍未签收" not in office.do("why", KEY, "--lang", "zh")


def test_what_is_signed_for_by_the_collective_is_signed_for_by_all(office, tmp_path):
    laid(office, tmp_path)
    office.do("setting", "set", "receive_days", "5")
    office.day("2026-01-25")
    office.do("receive", KEY, "--unit", "各县(市、区)政府", "--on", "2026-01-14")
    assert "unreceived" not in office.asked("show", KEY)["flags"]


def test_an_order_tells_the_date_that_its_ground_is_about(office, tmp_path):
    laid(office, tmp_path)
    office.day("2026-07-05")
    for unit in TOWNS:
        office.do("progress", "add", KEY, "--unit", unit, "--percent", "5", "--on", "2026-07-01")
    office.do(*done(KEY, TOWNS[0]))

    dues = {TOWNS[0]: "2026-02-28", TOWNS[1]: "2026-01-31", TOWNS[2]: "2026-01-31"}
    rows = [row for row in office.asked("orders", "suggest") if row["key"] == KEY]
    assert {row["unit"]: row["due"] for row in rows} == dues, "the missed duty makes it red"
    assert all("missed" in row["why"].partition("besides")[0] and "points behind" in row["why"] for row in rows)
    today = office.asked("today")
    of_member = [row for row in today if row["key"] == KEY]
    assert {row["unit"]: (row["due"], row["due_origin"]) for row in of_member} == {
        unit: (day, "duty") for unit, day in dues.items()
    }
    [missed] = [row for row in today if row["key"] == ALONE]
    assert (missed["due"], missed["due_origin"]) == ("2026-01-31", "duty")
