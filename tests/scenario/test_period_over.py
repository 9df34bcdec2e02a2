"""What was appraised stays so: no act after a period changes what it charges or gives."""

from __future__ import annotations

import pytest

PLAN = """临澜市2026年充电设施建设工作方案

一、重点任务
1. 新建充电站。2026年6月30日前，新建充电站12座。（牵头单位：市发改委）
2. 新建停车场。2026年6月20日前，新建停车场20个。（牵头单位：市住建局）
3. 编制布局规划。2026年6月20日前印发。（牵头单位：市资源规划局）
4. 报送进展情况。每月25日前报送。（牵头单位：市数据局）
"""
KEYS = ["CD26-1", "CD26-2", "CD26-3", "CD26-4"]
ASKED = ("appraise", "--period", "2026Q2")
ENDINGS = [
    [("close", "{key}", "--waive", "并入新方案")],
    [("drop", "{key}", "--reason", "并入新方案")],
    [("close", "{key}", "--waive", "并入新方案"), ("reopen", "{key}", "--reason", "现场检查未落实")],
    [("drop", "{key}", "--reason", "并入新方案"), ("reopen", "{key}", "--reason", "恢复实施", "--due", "2026-09-30")],
    [("suspend", "{key}", "--reason", "停工")],
    [("suspend", "{key}", "--reason", "停工"), ("resume", "{key}")],
    [
        ("extend", "ask", "{key}", "--to", "2026-09-30", "--reason", "工期", "--progress", "完成八成", "--late"),
        ("extend", "grant", "{key}", "--to", "2026-09-30", "--by", "常务会"),
    ],
    [("submit", "{key}")],
    [("submit", "{key}"), ("return", "{key}", "--reason", "佐证不足")],
    [("progress", "add", "{key}", "--percent", "100", "--text", "全部完成，已于7月2日验收。")],
    [("plan", "conclude", "CD26", "--yes")],
]


@pytest.fixture
def charged(office, tmp_path):
    """An office whose plan of charging stations was handed in for one of its tasks, and short of its figures."""
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    office.day("2026-04-01")
    office.do("import", plan, "--code", "CD26", "--yes")
    office.do("cadence", "set", "每月10日前", "--plan", "CD26", "--from", "2026-04-01")
    office.day("2026-06-10")
    office.do("order", "CD26-2", "--rung", "blue", "--ground", "滞后", "--reply-by", "2026-06-25")
    office.day("2026-06-28")
    office.do("measure", "CD26-1", "--value", "新建充电站=10")
    office.do("measure", "CD26-2", "--value", "新建停车场=3")
    office.do("submit", "CD26-1")
    return office


def points(office, *more):
    """Every fact of the period for each unit, but not what is said of what came since."""
    names = ("unit", "on", "key", "fact", "points", "worked", "unearned")
    return [tuple(row[name] for name in names) for row in office.asked(*ASKED, "--unit", "市", *more)]


@pytest.mark.parametrize("acts", ENDINGS, ids=lambda acts: "-".join(act[0] for act in acts))
def test_no_act_after_a_period_changes_what_it_charges(charged, acts):
    charged.day("2026-07-01")
    sent_out = points(charged)
    assert ("市发改委", "2026-06-30", "CD26-1", "figure-missed", -2, "-2", None) in sent_out
    charged.day("2026-07-02")
    codes = [charged.call(*(part.format(key=key) for part in act))[0] for key in KEYS for act in acts]
    assert 0 in codes[len(acts) - 1 :: len(acts)], "the last act was refused everywhere"
    assert points(charged) == sent_out


def test_a_date_marked_as_met_by_a_waiver_leaves_what_was_there(charged):
    charged.day("2026-07-02")
    charged.do("done", "CD26-1", "--date", "2026-06-30", "--waive", "并入新方案")
    (row,) = [
        one for one in charged.asked(*ASKED, "--unit", "市发改委", "--lang", "zh") if one["fact"] == "figure-missed"
    ]
    assert "应达 12座，实达 10座" in row["because"]


@pytest.mark.parametrize("more", [(), ("--unit", "市")], ids=["ranks", "facts"])
def test_on_the_last_day_of_a_period_it_says_that_what_is_due_that_day_does_not_count_yet(charged, more):
    charged.day("2026-06-30")
    said = charged.do(*ASKED, *more, "--lang", "zh", "--format", "markdown")
    assert "现计至 2026-06-30" in said
    assert "当日到期的尚未计" in said
    charged.day("2026-07-01")
    said = charged.do(*ASKED, *more, "--lang", "zh", "--format", "markdown")
    assert "现计至" not in said
    assert "尚未计" not in said
