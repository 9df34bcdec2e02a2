"""What today says of a collective's members: a row for each with what it owes, and what waits for the office."""

from __future__ import annotations

import pytest

PLAN = """沧州市2026年人居环境整治方案

一、重点任务
1.清运垃圾。每月底前开展一次集中清运，2026年底前全部清运。
牵头单位:各县(市、区)政府
2.疏浚河道。每月底前开展一次集中疏浚。
牵头单位:市水务局
"""
KEY = "CZ26-1"
EAST, WEST, SOUTH = TOWNS = ("东区政府", "西区政府", "南区政府")


def rows(office, *more):
    return {one["unit"]: one for one in office.asked("today", "--lang", "zh", *more) if one["key"] == KEY}


@pytest.fixture
def missed(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *TOWNS, "--from", "2026-01-01", "--yes", "--new")
    office.do("cadence", "set", "monthly:5", "--plan", "CZ26", "--from", "2026-01-12")
    for unit in (EAST, WEST):
        report = ("progress", "add", KEY, "--unit", unit, "--percent", "1", "--text", "清运300吨", "--duty-done")
        office.day("2026-01-29")
        office.do(*report)
    office.day("2026-02-03")
    office.do("order", KEY, "--unit", SOUTH)
    return office


def test_an_order_that_stands_is_told_with_the_days_that_it_is_late(missed):
    missed.day("2026-02-04")
    south = rows(missed)[SOUTH]
    assert "应于 2026-01-31 前完成，逾期 4 天未办" in south["what"]
    assert "〔2026〕1号（蓝单）限 2026-02-10 前回复" in south["what"]


def test_what_chases_a_duty_chases_the_report_as_well(missed):
    missed.do("order", "CZ26-2")
    missed.day("2026-02-06")
    [row] = [one for one in missed.asked("today", "--lang", "zh") if one["key"] == "CZ26-2"]
    assert "应于 2026-02-05 前反馈，逾期 1 天未反馈" in row["what"]
    assert row["act"] == ["progress"]


def test_each_member_has_its_own_row_and_a_reply_waits_whatever_is_granted(missed):
    missed.day("2026-02-09")
    missed.do("orders", "reply", "2026-1", "--text", "已补清运")
    missed.day("2026-03-05")
    missed.do("extend", "ask", KEY, "--unit", EAST, "--to", "2027-03-31", "--reason", "汛期", "--progress", "过半")
    before = rows(missed)
    assert {unit: one["section"] for unit, one in before.items()} == {
        EAST: "extensions",
        WEST: "orders",
        SOUTH: "answered",
    }
    assert SOUTH not in before[EAST]["what"]
    missed.do("extend", "grant", KEY, "--to", "2027-02-28", "--by", "陈市长")
    after = rows(missed)
    assert {unit: one["section"] for unit, one in after.items()} == {EAST: "orders", WEST: "orders", SOUTH: "answered"}
    assert "已于 2026-02-09 回复，回复待审核" in missed.do("why", KEY, "--lang", "zh")


def test_several_reports_that_were_missed_are_counted(missed):
    missed.day("2026-06-05")
    assert "自 2026-02-05 起共 4 期未反馈" in missed.do("why", KEY, "--lang", "zh"), "of who is silent longest"
    told = {unit: row["what"] for unit, row in rows(missed).items()}
    assert "自 2026-03-05 起共 3 期未反馈，首期已逾期 92 天" in told[EAST]
    assert "自 2026-02-05 起共 4 期未反馈，首期已逾期 120 天" in told[SOUTH]
