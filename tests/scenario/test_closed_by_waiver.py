"""A task closed by a waiver is done with, but nobody says that all of it was done, or in time."""

from __future__ import annotations

import pytest

KEY = "LL26-4"


@pytest.mark.parametrize("pack", [None, "three-colour", "three-colour-near", "points-behind", "13710"])
def test_why_says_that_it_was_closed_by_a_waiver_not_done(demo, pack):
    if pack:
        demo.do("rules", "use", pack)
    told = demo.do("why", KEY, "--lang", "zh")
    assert "2026-07-01 申请办结，2026-07-03 豁免办结" in told
    assert "完成日期" not in told
    demo.do("close", "LL26-10", "--waive", "并入新方案")
    told = demo.do("why", "LL26-10", "--lang", "zh")
    assert "2026-07-15 豁免办结" in told
    assert "2026-07-15 完成" not in told


def test_a_waiver_makes_nothing_whole(demo):
    demo.do("add", "整理档案", "--lead", "市档案馆", "--due", "2026-07-31")
    [task] = demo.asked("list", "title:整理档案")
    demo.do("progress", "add", task["key"], "--percent", "40", "--text", "整理过半")
    demo.do("close", task["key"], "--waive", "并入新方案")
    assert "进度      40%、自报" in demo.do("show", task["key"], "--lang", "zh")


def test_status_leaves_waived_closings_out_of_those_in_time_and_says_so(demo):
    total = demo.asked("status", "plan:LL26 is:closed")[0]
    assert (total["closed"], total["in_time_share"]) == (4, 50.0)
    assert "豁免办结 1 件不计按时" in demo.do("status", "--lang", "zh", "--format", "markdown")


def test_the_count_by_unit_names_whom_it_counts(demo):
    assert "按牵头（首要负责）单位" in demo.do("status", "--lang", "zh", "--format", "markdown")
