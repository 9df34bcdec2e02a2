"""What an office asks and types every day: lists from another day, receipts that come late, numbers without a year."""

from __future__ import annotations

import pytest

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
