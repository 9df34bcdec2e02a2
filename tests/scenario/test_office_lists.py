"""What an office asks and types every day: lists from another day, receipts that come late, numbers without a year."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

PLAN = """临澜市港口提升行动方案(2025-2026年)

一、主要任务
1.疏浚航道。2025年12月底前完成。
牵头单位:市交通局
2.建设渔港。2026年6月底前完成。
牵头单位:市海洋局
"""


@pytest.fixture
def laid(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2025-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LL25", "--yes", "--new")
    return office


def test_a_receipt_that_is_typed_late_is_taken(laid):
    laid.day("2025-06-01")
    laid.do("progress", "add", "LL25-1", "--percent", 40, "--text", "疏浚2公里", "--on", "2025-03-01")
    laid.do("submit", "LL25-1", "--on", "2025-05-20")
    laid.do("receive", "LL25-1", "--on", "2025-01-15")
    task = laid.asked("show", "LL25-1")
    assert (task["status"], task["status_on"]) == ("submitted", "2025-05-20")
    assert task["obligations"][0]["received_on"] == "2025-01-15"
    assert "submitted" in laid.refused("receive", "LL25-1", "--on", "2025-05-25")


def test_a_date_before_the_plan_begins_is_refused(laid):
    assert "start 2025-01-01 is after the deadline 2024-12-31" in laid.refused(
        "set", "LL25-1", "--due", "2024-12-31", "--reason", "笔误"
    )


def test_a_rung_goes_by_how_its_word_begins(laid):
    laid.day("2026-01-10")
    assert "Blue" in laid.do("order", "LL25-1", "--rung", "蓝").title()
    assert "no rung 紫" in laid.refused("order", "LL25-1", "--rung", "紫")


def test_a_number_of_an_order_without_its_year_is_asked_about_where_two_years_have_it(laid):
    laid.day("2025-12-31")
    laid.do("order", "LL25-2", "--rung", "blue", "--on", "2025-12-30", "--ground", "进度滞后")
    assert "2025" in laid.do("orders", "reply", "1", "--text", "正在招标")
    laid.day("2026-01-10")
    laid.do("order", "LL25-1", "--rung", "蓝")
    said = laid.refused("orders", "reply", "1", "--text", "已复工")
    assert "〔2025〕1号" in said
    assert "〔2026〕1号" in said
    assert "as in 2026-1" in said
    assert "LL25-1" in laid.do("orders", "reply", "2026-1", "--text", "已复工")


def test_days_of_a_question_are_seen_from_the_day_that_is_asked_about(laid):
    laid.day("2025-02-10")
    laid.do("progress", "add", "LL25-1", "--percent", 10, "--text", "疏浚0.5公里")
    laid.day("2026-05-01")
    ask = ("--as-of", "2025-02-20", "--format", "csv")
    assert "LL25-1" in laid.do("diff", "--since", "-1m", *ask)
    assert "LL25-1" in laid.do("progress", "list", "--since", "-1m", *ask)
    assert [row["rank"] for row in laid.asked("appraise", "--period", "Q1", "--as-of", "2025-02-20")] == [1, 1]


def test_what_is_closed_is_left_out_of_a_list(laid):
    laid.day("2025-06-01")
    laid.do("close", "LL25-1")
    assert [row["key"] for row in laid.asked("list")] == ["LL25-2"]
    assert [row["key"] for row in laid.asked("list", "--all")] == ["LL25-1", "LL25-2"]


def test_the_ground_that_the_ladder_found_is_read_in_the_language_of_whoever_reads(laid):
    laid.day("2026-01-10")
    laid.do("order", "LL25-1", "--rung", "blue", "--lang", "en")
    laid.do(
        "order", "LL25-2", "--rung", "yellow", "--direct", "important", "--ground", "专题会要求", "--on", "2026-01-10"
    )
    (second, first) = laid.asked("orders", "list", "--lang", "zh")
    assert first["ground"] == "时限 2025-12-31 已过 10 天"
    assert second["ground"].endswith("：专题会要求")
    assert "时限 2025-12-31 已过 10 天" in laid.do("show", "LL25-1", "--lang", "zh")
    (second, first) = laid.asked("orders", "list", "--lang", "en")
    assert first["ground"] == "its deadline 2025-12-31 passed 10 days ago"


def test_the_first_and_the_last_day_can_be_asked_about(laid):
    for day in ("1900-01-01", "2099-12-31"):
        assert "dutytrack" not in laid.do("status", "--as-of", day)
        laid.do("list", "--as-of", day)
    assert laid.asked("why", "LL25-1", "--as-of", "2099-12-31")["lamp"] == "red"


def test_a_task_without_a_lead_and_one_nobody_signed_for_are_to_do(laid):
    laid.do("setting", "set", "receive_days", "5")
    laid.day("2025-01-20")
    laid.do(
        "add",
        "研究开放办法",
        "--kind",
        "instruction",
        "--responsible",
        "市文旅局",
        "--responsible",
        "市体育局",
        "--new",
    )
    laid.day("2025-01-30")
    rows = {
        row["key"]: row for row in laid.asked("today", "--lang", "zh") if row["section"] in {"unowned", "unreceived"}
    }
    assert {key: (row["section"], row["act"]) for key, row in rows.items()} == {
        "LD25-1": ("unowned", ["set-lead", "set-due", "receive"]),
        "LL25-1": ("unreceived", ["receive"]),
        "LL25-2": ("unreceived", ["receive"]),
    }
    assert rows["LD25-1"]["what"] == "未明确牵头单位和时限；并有：交办 10 天仍未签收"
    assert rows["LL25-1"]["what"] == "交办 29 天仍未签收"
    assert "交办 29 天仍未签收" in laid.do("why", "LL25-1", "--lang", "zh")
    laid.do("receive", "LL25-1", "--on", "2025-01-30")
    assert "仍未签收" not in laid.do("why", "LL25-1", "--lang", "zh")


def test_piped_rows_begin_with_the_word_of_their_group(laid):
    laid.day("2025-02-01")
    laid.do("submit", "LL25-1")
    assert laid.do("today", "--lang", "zh").startswith("待核查\tLL25-1\t")
    assert laid.do("status", "--lang", "zh").startswith("总计\t")
    assert laid.asked("today", "--lang", "zh")[0]["section"] == "waiting"


def test_the_first_reply_that_waits_is_looked_at_before_a_higher_order(laid):
    laid.day("2026-01-05")
    laid.do("order", "LL25-1", "--rung", "blue", "--reply-by", "2026-01-08")
    laid.day("2026-01-20")
    (row,) = laid.asked("today", "--lang", "zh")
    assert (row["section"], row["act"]) == ("orders", ["order", "remind"])
    told = laid.do("today", "--lang", "zh", "--format", "markdown")
    assert "督办到期未回复 1" in told
    assert "应于 2026-01-08 前回复，逾期 12 天未回复" in row["what"]
    assert row["what"].count("天未回复") == 1, "that it was not answered is said once"
    laid.do("orders", "reply", "1", "--text", "已复工。")
    (row,) = laid.asked("today", "--lang", "zh")
    assert (row["section"], row["act"]) == ("answered", ["review"])
    assert "已复工；并有" in row["what"]


def test_all_that_lead_a_task_are_named_but_for_an_order_to_one_of_them(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN.replace("市交通局", "市交通局、市水利局"), encoding="utf-8")
    office.day("2025-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LL25", "--yes", "--new")
    office.day("2026-01-10")
    (row,) = office.asked("today")
    assert (row["section"], row["unit"]) == ("orders", "市交通局")
    assert "led together with 市水利局" in row["what"]
    office.do("submit", "LL25-1")
    (row,) = office.asked("today")
    assert (row["section"], row["unit"]) == ("waiting", "市交通局、市水利局")


def test_days_since_it_was_opened_again_stand_beside_those_since_its_date(laid):
    laid.day("2026-01-20")
    laid.do("close", "LL25-1", "--on", "2025-12-20")
    laid.do("reopen", "LL25-1", "--reason", "又淤积", "--on", "2026-01-10")
    (row,) = laid.asked("overdue")
    assert (row["days_late"], row["days_at_work"]) == (20, 10)
    (row,) = laid.asked("today", "--lang", "zh")
    assert row["what"].startswith("发蓝单，自 2026-01-10 重新办理起逾期 10 天（原时限 2025-12-31，已过 20 天）；并有：")
    assert row["what"].count("逾期 10 天") == 1


def test_what_the_office_has_to_decide_first_is_said_beside_the_order_that_is_due(demo):
    told = {row["key"]: row["why"] for row in demo.asked("orders", "suggest", "--lang", "zh")}
    assert told["LL26-8"].endswith("；临督〔2026〕7号已于 2026-07-08 回复，待审核")
    assert told["LL24-5"].endswith("8号已于 2026-07-09 回复，待审核；2026-07-09 申请延期至 2026-09-30，待审批")
    assert "待审" not in told["LL25-11"] + told["LL25-16"]
    demo.do("verify", "LL26-8", "--text", "属实", "--by", "罗青禾", "--how", "phone", "--result", "returned")
    assert "待审核" not in next(row["why"] for row in demo.asked("orders", "suggest", "LL26-8", "--lang", "zh"))


def test_an_order_names_whom_it_goes_to_and_a_reply_to_chase_is_an_act(demo):
    found = {row["key"]: row for row in demo.asked("today")}
    sent = {row["key"]: row["unit"] for row in demo.asked("orders", "suggest")}
    assert [found[key]["unit"] for key in ("LL25B-11", "LL24-5")] == [sent["LL25B-11"], sent["LL24-5"]]
    assert found["LL25-11"]["act"] == ["order", "remind"]


UNOWNED = """临海市2026年绿化工作方案

一、重点任务
1.新建公园。新建公园5个，2026年12月底前完成。
牵头单位：市城管局
2.补植行道树。补植行道树800株，2026年12月底前完成。
责任单位：市司法局
3.开展宣传活动。组织绿化宣传，2026年12月底前完成。
4.强化种苗保障。做好种苗储备，2026年6月底前完成。
"""


def test_tasks_of_a_plan_that_no_unit_answers_for_are_to_do(office, tmp_path):
    (tmp_path / "plan.txt").write_text(UNOWNED, encoding="utf-8")
    office.day("2026-01-10")
    refused = office.refused("import", tmp_path / "plan.txt", "--code", "LH", "--yes", "--new")
    assert "much of it may be read wrongly, so nothing was written" in refused, "each mark was accounted for"
    office.do("import", tmp_path / "plan.txt", "--code", "LH", "--yes", "--new", "--doubtful")
    rows = {row["key"]: row for row in office.asked("today")}
    assert {key: (row["section"], row["act"]) for key, row in rows.items()} == dict.fromkeys(
        ("LH-3", "LH-4"), ("unowned", ["set-lead"])
    )
    assert [row["key"] for row in office.asked("today", "--limit", 1)] == ["LH-4"], "what is due first"
    office.day("2026-07-10")
    told = {row["key"]: (row["section"], row["what"]) for row in office.asked("today", "--lang", "zh")}
    assert told == {"LH-4": ("orders", "无承办单位：时限 2026-06-30 已过 10 天"), "LH-3": ("unowned", "未明确牵头单位")}
    office.do("set", "LH-3", "--lead", "市城管局", "--reason", "补明确")
    assert [row["key"] for row in office.asked("today")] == ["LH-4"]


TIED = """临海市2026年绿化工作方案

一、重点任务
1.新建公园。新建公园5个，2026年6月底前完成。
牵头单位：望潮区政府
2.补植行道树。补植行道树800株，2026年6月底前完成。
牵头单位：市科技局
3.开展宣传活动。组织绿化宣传，2026年6月底前完成。
牵头单位：市委宣传部
"""


def test_what_is_to_do_by_one_day_stands_as_the_office_names_units(office, tmp_path):
    (tmp_path / "plan.txt").write_text(TIED, encoding="utf-8")
    office.day("2026-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LH", "--yes", "--new")
    named = ["市委宣传部", "市科技局", "望潮区政府"]
    for unit in ("望潮区政府", "市委宣传部", "市科技局"):
        office.do("contact", "add", unit, "张三", "--phone", "1")
    assert [row["unit"] for row in office.asked("contact", "list")] == named
    office.day("2026-07-10")
    assert [row["unit"] for row in office.asked("today")] == named, "orders to send"
    office.do("remind", "--yes")
    assert [row["unit"] for row in office.asked("remind", "--sent")] == named
    office.do("progress", "sheet", "--output", tmp_path / "sheets.xlsx")
    assert [name for name in load_workbook(tmp_path / "sheets.xlsx").sheetnames if name in named] == named
    for key in ("LH-1", "LH-2", "LH-3"):
        office.do("submit", key)
    assert [row["unit"] for row in office.asked("today")] == named, "to verify"
    office.do("units", "order", "望潮区政府")
    assert [row["unit"] for row in office.asked("today")] == ["望潮区政府", *named[:2]]
