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


def row_of(office, key):
    (row,) = [one for one in office.asked("today", "--lang", "zh") if one["key"] == key]
    return row


def test_who_is_to_be_called_in_is_told_why(demo):
    row = row_of(demo, "LL25B-19")
    assert row["act"][0] == "summon"
    assert row["what"].startswith(
        "临督〔2026〕6号（红单）应于 2026-06-23 前回复，逾期 22 天未回复；红单已是最高级督办单，应约谈"
    )
    assert "督办到期未回复（1，" in demo.do("today", "-f", "markdown", "--lang", "zh")
    demo.do("orders", "reply", "临督〔2026〕6号", "--text", "资金方案已报市政府", "--on", "2026-07-14")
    demo.do("verify", "LL25B-19", "--result", "returned", "--how", "documents", "--by", "罗青禾", "--text", "仍未落实")
    row = row_of(demo, "LL25B-19")
    assert row["act"][0] == "summon"
    assert "（红单）回复期限 2026-06-23 已过，仍未落实；红单已是最高级督办单，应约谈" in row["what"]


def test_what_is_wanting_is_what_is_to_be_named(demo):
    row = row_of(demo, "LD26-5")
    assert (row["what"], row["act"]) == (
        "未明确牵头单位和时限；并有：交办 8 天仍未签收",
        ["set-lead", "set-due", "receive"],
    )
    told = demo.do("today", "-f", "markdown", "--lang", "zh")
    assert "明确牵头单位、明确时限、催签收" in told
    assert "待明确牵头单位或时限（1）" in told
    demo.do("set", "LD26-5", "--lead", "市文旅局", "--reason", "已明确")
    row = row_of(demo, "LD26-5")
    assert row["what"].startswith("未明确时限")
    assert row["act"][0] == "set-due"
    demo.do("set", "LD26-5", "--due", "2026-09-30", "--reason", "已明确")
    assert row_of(demo, "LD26-5")["section"] == "unreceived"


def test_a_reply_is_reviewed_and_work_that_was_handed_in_is_verified(demo):
    assert row_of(demo, "LL26-8")["act"] == ["review", "order"]
    assert row_of(demo, "LL24-16")["act"] == ["verify"]
    assert "审核回复、发督办单" in demo.do("today", "-f", "markdown", "--lang", "zh")


def test_all_that_lead_a_task_are_named(demo):
    for key, unit, beside in (("LL24-5", "市科技局", "澜湾新区管委会"), ("LL25B-11", "市数据局", "市海洋局")):
        row = row_of(demo, key)
        assert row["unit"] == unit, "whom it is about"
        assert f"；{beside}共同牵头" in row["what"]
    assert "共同牵头" not in row_of(demo, "LL24-6")["what"]
