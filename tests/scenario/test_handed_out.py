"""Checkpoints count from the day a task was handed out, and what a concluded plan left open is counted as not done."""

from __future__ import annotations

import pytest

PLAN = """临澜市人民政府关于印发港口提升行动方案(2025-2026年)的通知
临政发〔2025〕8号

一、主要任务
1.疏浚航道。
牵头单位:市交通局
2.建设渔港。
牵头单位:市海洋局

临澜市人民政府
2025年3月10日
"""


@pytest.fixture
def laid(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2025-03-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LL25", "--yes", "--new")
    return office


@pytest.mark.parametrize("pack", ["13710", "points-behind"])
def test_nothing_is_late_on_the_day_of_issue_though_the_plan_began_before(laid, pack):
    laid.do("rules", "use", pack)
    assert laid.asked("show", "LL25-1")["start"] < "2025-03-01"
    assert laid.asked("list", "lamp:red,yellow") == []


def test_the_checkpoints_come_after_the_issue(laid):
    laid.do("rules", "use", "13710")
    laid.day("2025-03-14")
    assert laid.lamp("LL25-1") == ("yellow", "three-days")
    laid.day("2025-04-11")
    assert laid.lamp("LL25-1") == ("red", "one-month")
    assert "2025-03-10 交办已满1个月" in laid.do("why", "LL25-1", "--lang", "zh")


def test_what_a_concluded_plan_left_open_is_not_done(laid):
    laid.day("2027-01-05")
    laid.do("plan", "conclude", "LL25", "--yes")
    (plan,) = laid.asked("plan", "list")
    assert (plan["open"], plan["overdue"], plan["unfinished"]) == (0, 0, 2)
    assert "未完成 2 项" in laid.do("status", "--lang", "zh", "--format", "markdown")


def test_no_report_is_asked_for_before_the_plan_was_issued(real):
    real.day("2016-02-01")
    real.do("cadence", "set", "每季度10日前", "--plan", "CZ15", "--from", "2015-01-01")
    assert real.asked("show", "CZ15-20")["report_by"] == "2016-04-10", "it was handed out on 2016-03-26"
    assert "未反馈" not in real.do("why", "CZ15-20", "--lang", "zh")
    points = real.asked("appraise", "--period", "2015", "--unit", "市委组织部")
    assert [one for one in points if one["fact"] == "report-missed"] == []
    real.day("2016-04-20")
    assert real.asked("list", "silent>20 CZ15-20") or "25 天" in real.do("why", "CZ15-20", "--lang", "zh")
