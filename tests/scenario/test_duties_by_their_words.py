"""A recurring duty falls due on the days that its own words say, as a cadence of the same words would."""

from __future__ import annotations

import pytest

PLAN = """临澜市2027年调度计划
临政发〔2027〕1号
2027年1月31日

一、任务
1.每旬报送进展情况。（牵头单位：市统计局）
2.每年6月、12月底前开展检查。（牵头单位：市应急局）
3.每月5日前报送上月情况。（牵头单位：市农业农村局）
4.每月30日前召开调度会。（牵头单位：市财政局）
5.每季度第一个月10日前通报。（牵头单位：市科技局）
6.每半年后10日内总结评估。（牵头单位：市人社局）
7.每周召开例会。（牵头单位：市住建局）
"""


@pytest.fixture
def city(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2027-12-31")
    office.do("import", tmp_path / "plan.txt", "--code", "LL27", "--yes", "--new", "--no-conclude")
    return office


def days(office, number):
    return [one["due"][5:] for one in office.asked("show", f"LL27-{number}")["occurrences"]]


def test_each_falls_due_as_it_is_printed(city):
    assert days(city, 1)[:6] == ["01-31", "02-10", "02-20", "02-28", "03-10", "03-20"]
    assert days(city, 2) == ["06-30", "12-31"]
    assert days(city, 3)[:3] == ["02-05", "03-05", "04-05"]
    assert days(city, 4)[:3] == ["02-28", "03-30", "04-30"]
    assert days(city, 5) == ["04-10", "07-10", "10-10"]
    assert days(city, 6) == ["07-10"]
    assert days(city, 7)[:2] == ["01-31", "02-07"]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "每旬"), (3, "每月5日前"), (4, "每月30日前"), (5, "每季度第一个月10日前")]
)
def test_a_cadence_of_the_same_words_asks_for_the_same_days(city, number, words):
    city.do("cadence", "set", words, "--plan", "LL27", "--from", "2027-01-31")
    asked = city.asked("show", f"LL27-{number}", "--as-of", "2027-02-01")
    assert asked["report_by"][5:] in days(city, number)[:2]


def test_a_report_meets_the_day_that_is_printed(city):
    assert "2027-03-05 is met" in city.do("progress", "add", "LL27-3", "--text", "已报送12项", "--on", "2027-02-27")
