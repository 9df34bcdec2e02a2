"""Each member of a collective reports for itself: no other's report answers for one that says nothing."""

from __future__ import annotations

import pytest

PLAN = """云岭市2026年饮水安全工作方案

一、重点任务
1.排查饮水管网。2026年12月31日前完成。
牵头单位：各县（市、区）政府
"""
KEY = "YS26-1"
WHOLE = "各县（市、区）政府"
TOWNS = ("白河县政府", "金沙区政府", "青山县政府")
SILENT = TOWNS[1]


@pytest.fixture
def asked(office, tmp_path):
    """An office that asks three counties to report each quarter, two of which did in April."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", tmp_path / "plan.txt", "--code", "YS26", "--yes", "--new")
    office.do("units", "members", WHOLE, "add", *TOWNS, "--from", "2026-01-01", "--yes", "--new")
    office.do("cadence", "set", "--plan", "YS26", "每季度后10日内反馈")
    office.day("2026-04-08")
    for town in (TOWNS[0], TOWNS[2]):
        office.do("progress", "add", KEY, "--unit", town, "--percent", "30", "--text", "排查管网40公里")
    office.day("2026-04-15")
    return office


def charged(office, unit, period="2026Q2"):
    found = office.asked("appraise", "--period", period, "--unit", unit)
    return [row["on"] for row in found if row["fact"] == "report-missed"]


def test_one_that_never_reported_is_named_and_charged_alone(asked):
    assert asked.lamp(KEY) == ("yellow", "silent")
    why = asked.asked("why", KEY)["figures"]
    assert (why["report_by"], why["silent"], why["silent_by"]) == ("2026-04-10", 104, SILENT)
    assert f"逾期未反馈：{SILENT}\n" in asked.do("why", KEY, "--lang", "zh")
    assert [row["key"] for row in asked.asked("list", "flag:silent")] == [KEY]
    (item,) = (one for one in asked.asked("today") if one["key"] == KEY)
    assert (item["section"], item["unit"]) == ("silent", SILENT)
    reminded = asked.do("remind", KEY, "--yes")
    assert [town for town in TOWNS if town in reminded] == [SILENT]
    asked.day("2026-07-01")
    assert {town: charged(asked, town) for town in TOWNS} == {TOWNS[0]: [], SILENT: ["2026-04-10"], TOWNS[2]: []}


def test_where_none_reports_each_is_charged_with_its_own(asked):
    asked.day("2026-07-15")
    assert asked.asked("why", KEY)["figures"]["silent_by"] == "、".join(TOWNS)
    asked.day("2026-10-01")
    assert {town: charged(asked, town, "2026Q3") for town in TOWNS} == {town: ["2026-07-10"] for town in TOWNS}


def test_what_the_collective_reports_is_reported_for_all(asked):
    asked.do("progress", "add", KEY, "--unit", WHOLE, "--text", "三县区均已开工，排查管网120公里")
    shown = asked.asked("show", KEY)
    assert (shown["report_by"], "silent" in shown["flags"]) == ("2026-07-10", False)


def test_one_that_is_done_or_joined_later_owes_no_report_of_that_time(asked):
    asked.do("submit", KEY, "--unit", SILENT)
    assert asked.asked("show", KEY)["report_by"] == "2026-07-10"
    asked.do("units", "members", WHOLE, "add", "临港区政府", "--from", "2026-04-12", "--yes", "--new")
    assert asked.asked("show", KEY)["report_by"] == "2026-07-10"
