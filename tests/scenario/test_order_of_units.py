"""Units and members stand in the order in which the office names them, in every list and sentence."""

from __future__ import annotations

import pytest

PLAN = """云岭市乡村建设三年行动方案（2025—2027年）
2025年1月20日

一、重点任务
1.建设农田。2025年6月底前完成。牵头单位：市农业农村局
2.改造校舍。2025年6月底前完成。牵头单位：市教育局
3.发展产业。2025年6月底前完成。牵头单位：市发改委
4.修建公路。2025年6月底前完成。牵头单位：各县（市、区）政府
5.清理水体。2025年12月底前完成，每季度开展一次巡查。牵头单位：市水利局
6.救治医疗。2025年6月30日前完成。牵头单位：市卫健委
7.建设道路。2025年6月30日前完成。牵头单位：市交通局
"""
COUNTIES = ("望潮区政府", "东屿区政府", "青礁县政府")
OF_ALL, HEALTH, ROADS = "YL25-4", "YL25-6", "YL25-7"


@pytest.fixture
def laid(office, tmp_path):
    office.day("2025-01-20")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.do("import", tmp_path / "plan.txt", "--code", "YL25", "--yes", "--no-conclude", "--new")
    office.do("units", "members", "各县（市、区）政府", "add", *COUNTIES, "--from", "2025-01-01", "--yes", "--new")
    office.do("units", "order", *COUNTIES)
    return office


def test_lists_of_units_stand_as_the_office_names_them(laid):
    laid.day("2025-08-01")
    units = list(dict.fromkeys(row["unit"] for row in laid.asked("overdue")))
    assert units[:5] == ["市发改委", "市教育局", "市交通局", "市农业农村局", "市卫健委"]
    counted = [row["name"] for row in laid.asked("status") if row["by"] == "lead"]
    assert counted == ["市发改委", "市教育局", "市交通局", "市水利局", "市农业农村局", "市卫健委", "各县(市、区)政府"]
    named = [row["unit"] for row in laid.asked("overdue", "--sort", "name")]
    assert named == sorted(named)


def test_members_stand_so_too(laid):
    laid.day("2025-08-01")
    in_order = "、".join(COUNTIES)
    assert in_order in laid.do("why", OF_ALL, "--lang", "zh")
    shown = laid.do("show", OF_ALL, "--lang", "zh")
    assert [shown.index(county) for county in COUNTIES] == sorted(shown.index(county) for county in COUNTIES)
    [row] = [row for row in laid.asked("overdue") if row["key"] == OF_ALL]
    assert row["members_left"] == [*COUNTIES]


def test_no_date_that_passed_is_said_beside_what_is_red_otherwise(laid):
    laid.day("2025-07-05")
    said = laid.do("overdue", "lead:市水利局", "--lang", "zh", "-f", "markdown")
    assert "没有时限逾期的任务；另有 1 项因其他原因亮红灯。" in said
    assert "没有逾期事项" not in said


def test_what_was_handed_in_late_says_that_an_order_is_unanswered(laid):
    laid.day("2025-07-10")
    laid.do("order", ROADS, "--rung", "blue", "--reply-by", "2025-07-20")
    laid.day("2025-07-12")
    laid.do("submit", ROADS)
    laid.day("2025-07-25")
    [row] = [row for row in laid.asked("overdue") if row["key"] == ROADS]
    assert row["late_state"] == ["handed-in-late", "unanswered"]


def test_what_was_suspended_after_its_date_says_so(laid):
    laid.day("2025-07-05")
    laid.do("suspend", HEALTH, "--reason", "资金调整")
    laid.day("2025-07-20")
    laid.do("resume", HEALTH)
    laid.day("2025-07-25")
    [row] = [row for row in laid.asked("overdue") if row["key"] == HEALTH]
    assert row["late_state"] == ["resumed"]
    assert (row["days_late"], row["days_at_work"]) == (25, 10)
