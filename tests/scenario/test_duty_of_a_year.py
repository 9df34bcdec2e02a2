"""A duty of every year is judged as its figures are: what comes out in January is in time, and is waited for."""

from __future__ import annotations

import pytest

PLAN = """临澜市2026年项目计划
临政发〔2026〕2号
2026年1月1日

一、任务
1.每年新增项目40个，到2028年底项目总数达到120个。（牵头单位：市工信局）
2.每年新增项目30个，每月召开调度会议。（牵头单位：市科技局）
"""
KEY, WITH_MEETINGS = "LL26-1", "LL26-2"


@pytest.fixture
def city(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2028-06-30")
    office.do("import", tmp_path / "plan.txt", "--code", "LL26", "--yes", "--new", "--no-conclude")
    return office


def missed(office, key, day):
    return "duty-missed" in office.asked("show", key, "--as-of", day)["flags"]


def time(office, key, day, due="2026-12-31"):
    times = office.asked("show", key, "--as-of", day)["occurrences"]
    return next(one["met_on"] for one in times if one["due"] == due)


def charged(office, key):
    rows = office.asked("appraise", "--period", "2026", "--as-of", "2027-03-01", "--unit", "市工信局", key)
    return [row for row in rows if row["fact"] == "duty-missed"]


def test_a_figure_of_january_meets_it_in_time(city):
    assert not missed(city, KEY, "2027-01-05")
    assert "awaits its figures" in city.do("show", KEY, "--as-of", "2027-01-05")
    city.do("measure", KEY, "--value", "新增项目@2026=42", "--on", "2027-01-20")

    assert not missed(city, KEY, "2027-01-05")
    assert not missed(city, KEY, "2027-02-05")
    assert time(city, KEY, "2027-02-01") == "2026-12-31"
    assert "made up" not in city.do("show", KEY, "--as-of", "2027-02-01")
    assert charged(city, KEY) == []


def test_a_figure_without_a_year_is_of_the_year_before_in_january(city):
    city.do("progress", "add", KEY, "--value", "新增项目=42", "--on", "2027-01-20")
    assert time(city, KEY, "2027-02-01") == "2026-12-31"


def test_it_is_missed_when_nothing_has_come_out_by_the_end_of_january(city):
    assert city.lamp(KEY, "--as-of", "2027-01-31")[0] != "red"
    assert city.lamp(KEY, "--as-of", "2027-02-01") == ("red", "duty-missed")
    assert "2026-12-31" in city.do("why", KEY, "--as-of", "2027-02-01")
    assert len(charged(city, KEY)) == 1
    city.do("measure", KEY, "--value", "新增项目@2026=42", "--on", "2027-02-20")
    assert time(city, KEY, "2027-03-01") == "2027-02-20", "made up"


def test_a_figure_short_of_it_leaves_it_missed(city):
    city.do("measure", KEY, "--value", "新增项目=39", "--on", "2027-01-20")
    assert missed(city, KEY, "2027-02-01")


def test_another_duty_of_the_same_day_waits_for_nothing(city):
    for month in range(1, 12):
        city.do("duty", WITH_MEETINGS, "--on", f"2026-{month:02}-20")
    assert missed(city, WITH_MEETINGS, "2027-01-01"), "the meeting of December"
