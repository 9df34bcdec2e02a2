"""What becomes of an order when a date is moved or met, or the task is closed: by day and by order of entry."""

from __future__ import annotations

import pytest

PLAN = """滨海市优化环境实施方案(2012年)

一、重点任务
1.清理收费项目。2012年3月底前完成。
牵头单位:市财政局
"""
KEY = "SY12-1"


@pytest.fixture
def late(office, tmp_path):
    """A task that is overdue."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2012-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "SY12", "--yes", "--new")
    office.day("2012-04-10")
    office.do("extend", "ask", KEY, "--to", "2012-12-31", "--reason", "雨季", "--progress", "过半", "--late")
    return office


def order(office):
    office.do("order", KEY, "--rung", "blue", "--ground", "滞后", "--reply-by", "2012-04-15")


def extend(office):
    office.do("extend", "grant", KEY, "--to", "2012-12-31", "--by", "王海")


def states(office):
    return [one["reply_state"] for one in office.asked("orders", "list")]


def test_an_order_given_after_an_extension_of_the_same_day_stands(late):
    extend(late)
    order(late)
    late.day("2012-04-20")
    assert late.asked("why", KEY)["figures"]["rung"] == "blue"
    assert late.lamp(KEY) == ("red", "unanswered")
    assert states(late) == ["unanswered"]


def test_an_extension_leaves_an_order_to_be_answered(late):
    order(late)
    extend(late)
    late.day("2012-04-20")
    assert late.asked("why", KEY)["figures"]["rung"] is None
    assert late.lamp(KEY) == ("red", "unanswered")
    assert states(late) == ["unanswered"]
    late.do("orders", "reply", "2012-1", "--text", "已整改")
    assert late.lamp(KEY)[0] != "red"
    assert late.do("log", "verify")


def test_closing_revokes_an_order_without_points(late):
    order(late)
    late.day("2012-04-12")
    late.do("close", KEY, "--waive", "特批")
    late.day("2012-06-30")
    assert states(late) == ["revoked"]
    assert "已撤销" in late.do("orders", "list", "--lang", "zh")
    assert "revoked" in late.do("show", KEY)
    late.do("reopen", KEY, "--reason", "反弹")
    assert late.lamp(KEY)[1] != "unanswered"
    facts = [one["fact"] for one in late.asked("appraise", "--period", "2012Q2", "--unit", "市财政局")]
    assert "order" in facts
    assert "unanswered" not in facts
