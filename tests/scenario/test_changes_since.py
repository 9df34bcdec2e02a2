"""What changed since a day is told once, and by time alone only where nobody did anything."""

from __future__ import annotations

import pytest

PLAN = """滨海市服务业发展方案（2026—2027年）

一、重点任务
1.建设物流园区。2026年12月底前完成一期，2027年12月底前完成二期。
牵头单位:市商务局
2.改造农贸市场。2026年10月底前完成。
牵头单位:市商务局
"""
PARK, MARKET = "BH26-1", "BH26-2"


@pytest.fixture
def laid(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "BH26", "--yes", "--new")
    return office


def changes(office, since):
    return {(one["key"], one["change"]) for one in office.asked("diff", "--since", since)}


def test_a_check_that_returns_is_no_passing_of_time(laid):
    laid.day("2026-03-02")
    laid.do("progress", "add", MARKET, "--percent", 60)
    laid.do("verify", MARKET, "--result", "accepted", "--how", "site", "--by", "张三")
    laid.day("2026-03-04")
    laid.do("progress", "add", MARKET, "--percent", 90, "--on", "2026-03-03")
    laid.do("verify", MARKET, "--result", "returned", "--how", "site", "--by", "张三", "--text", "未完工")
    assert changes(laid, "2026-03-02") == {(MARKET, "worse")}


def test_a_later_date_that_was_moved_is_news(laid):
    laid.day("2026-03-05")
    laid.do(
        *("extend", "ask", PARK, "--deadline", "2027-12-31", "--to", "2028-02-28", "--progress", "正在招标"),
        *("--reason", "用地调整"),
    )
    laid.do("extend", "grant", PARK, "--deadline", "2027-12-31", "--to", "2028-02-28", "--by", "分管副市长")
    assert changes(laid, "2026-03-04") == {(PARK, "moved")}


def test_who_answers_instead_of_another_is_news(laid):
    laid.day("2026-04-05")
    laid.do("units", "succeed", "市商务局", "市贸易局", "--on", "2026-04-05", "--yes", "--new")
    assert changes(laid, "2026-04-02") == {(PARK, "units"), (MARKET, "units")}
    [one, _] = laid.asked("diff", "--since", "2026-04-02")
    assert (one["lead_before"], one["lead"]) == (["市商务局"], ["市贸易局"])
    assert changes(laid, "2026-04-05") == set()
