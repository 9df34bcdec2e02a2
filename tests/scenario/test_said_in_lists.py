"""Lists say what is under way beside what they ask for, and leave nothing to be guessed."""

from __future__ import annotations


def row_of(office, key, *asked):
    return next(one for one in office.asked(*asked) if one["key"] == key)


def test_more_time_asked_for_after_the_date_says_how_long_after(demo):
    assert "2026-07-09 申请延期至 2026-09-30，待审批；时限已过 9 天才申请" in demo.do("why", "LL24-5", "--lang", "zh")
    assert "才申请" not in demo.do("why", "LL26-15", "--lang", "zh")


def test_what_follows_a_reply_only_if_that_will_not_do_is_no_act_yet(demo):
    row = row_of(demo, "LL26-8", "today", "--lang", "zh")
    assert "审核回复后仍未落实的，再发红单" in row["what"]
    assert row["act"] == ["review"]


def test_an_order_under_way_is_said_beside_another_one_that_is_due(demo):
    key = "LL25-20"
    demo.day("2026-07-13")
    demo.do("order", key, "--rung", "blue", "--ground", "滞后", "--reply-by", "2026-07-23")
    demo.do("extend", "ask", key, "--to", "2027-01-15", "--reason", "选址调整", "--progress", "建成18个")
    demo.do("extend", "grant", key, "--to", "2027-01-15", "--by", "贺听澜")
    demo.day("2026-07-15")
    order = row_of(demo, key, "orders", "list")
    assert (order["reply_state"], order["stands"]) == ("waiting", True)
    told = f"另有{order['mark']}限 2026-07-23 前回复"
    assert told in row_of(demo, key, "orders", "suggest", "--lang", "zh")["why"]
    assert told in row_of(demo, key, "today", "--lang", "zh")["what"]


def test_what_is_printed_of_a_lamp_can_be_asked_for(demo):
    asked = [row["key"] for row in demo.asked("list", "lamp:已办结")]
    assert asked
    assert asked == [row["key"] for row in demo.asked("list", "lamp:closed")]


def test_an_order_without_its_reply_has_one_name(demo):
    asked = [row["key"] for row in demo.asked("list", "flag:督办到期未回复")]
    assert sorted(asked) == ["LL25-11", "LL25B-19"]
    said = "".join(
        demo.do(*one, "--lang", "zh", "-f", "markdown") for one in (["today"], ["overdue"], ["orders", "list"])
    )
    assert "督办到期未回复" in said
    assert "督办逾期未回复" not in said


def test_a_red_task_without_a_lead_says_so(demo):
    demo.do("set", "LL24-6", "--lead", "", "--responsible", "市科技局", "--reason", "调整")
    said = demo.do("overdue", "--lang", "zh", "-f", "markdown")
    assert "| LL24-6 | 争创省级重点实验室 | 未明确 |" in said


def test_a_task_taken_up_again_says_so(demo):
    demo.do("suspend", "LL24-6", "--reason", "停工")
    assert "恢复办理" in demo.do("resume", "LL24-6", "--lang", "zh")
    assert "恢复办理" in demo.do("show", "LL24-6", "--lang", "zh")


def test_what_is_counted_one_by_one_is_due_in_whole_things(demo):
    assert (
        "友好港：应达 6.1个（51.2%，目标 12个），实达 3个" in row_of(demo, "LL25B-20", "today", "--lang", "zh")["what"]
    )


def test_progress_that_is_told_by_figures_now_is_not_compared_with_a_percentage(demo):
    told = {row["key"]: row["change"] for row in demo.asked("diff", "--since", "2026-06-30")}
    assert told["LL24-1"] == "measured"
    assert "progress" in told.values()


def test_what_is_ahead_of_nothing_says_so(demo):
    assert "超前百分点 10.5（未设基期值，按 0 起算）" in demo.do("why", "LL24-2", "--lang", "zh")
    demo.do("indicator", "LL24-2", "主营业务收入", "--baseline", "10")
    demo.do("indicator", "LL24-2", "规上工业企业有研发活动", "--baseline", "10")
    assert "按 0 起算" not in demo.do("why", "LL24-2", "--lang", "zh")


def test_a_piped_table_brackets_collectives_as_a_page_does(demo):
    assert "各县（市、区）政府" in demo.do("list", "unit:各县", "--lang", "zh")
