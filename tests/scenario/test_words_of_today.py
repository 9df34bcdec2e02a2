"""What today says in Chinese: what comes first, one word for one thing, and where each date comes from."""

from __future__ import annotations


def test_an_order_waits_for_the_check_of_the_reply_to_the_last(demo):
    told = demo.do("today", "-f", "markdown", "--lang", "zh")
    assert "时限 2026-06-30 已过 15 天，审核回复后仍未落实的，再发黄单" in told
    assert "应发黄单" not in told


def test_orders_and_days_are_told_in_one_way(demo):
    told = demo.do("today", "-f", "markdown", "--lang", "zh")
    assert "临督〔2026〕9号（黄单）应于 2026-07-13 前回复，逾期 2 天未回复" in told
    assert "临督〔2026〕6号（红单）应于 2026-06-23 前回复，逾期 22 天未回复" in told
    assert "（原时限 2026-06-30，已过 15 天）" in told
    assert "（蓝）" not in told + demo.do("show", "LL24-5", "--lang", "zh")


def test_what_has_waited_longest_for_a_check_comes_first(demo):
    waiting = [row["what"] for row in demo.asked("today") if row["section"] == "waiting"]
    assert waiting == sorted(waiting)
    assert len(waiting) > 1


def test_the_date_of_a_duty_says_that_it_is_one(demo):
    found = {row["key"]: row["due_origin"] for row in demo.asked("today")}
    assert found["LL26-7"] == "duty"
    assert found["LL25-11"] == "document"
