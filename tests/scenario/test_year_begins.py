"""When a year begins, what was reached before says nothing of it; what adds up, and what was missed, stays."""

from __future__ import annotations

import pytest

PLAN = """滨海市科技创新行动计划(2025-2027年)

一、重点任务
1.每年举办活动10场。
牵头单位:市文旅局
2.2025年、2026年分别新增高新技术企业20家、30家。
牵头单位:市科技局
3.到2025年、2026年专利总数分别达到100件、200件。
牵头单位:市科技局
4.2025年、2026年规模以上工业增加值增速分别达到8%、9%。
牵头单位:市工信局
"""
EVERY_YEAR, EACH_YEAR, ADDS_UP, HOLDS = (f"KC25-{number}" for number in range(1, 5))
NAMES = {EVERY_YEAR: "活动", EACH_YEAR: "高新技术企业", ADDS_UP: "专利总数", HOLDS: "增速"}


@pytest.fixture
def plan(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2025-02-01")
    office.do("import", tmp_path / "plan.txt", "--code", "KC25", "--yes", "--new", "--doubtful")


def progress(office, key, *more):
    return office.asked("show", key, *more)["progress"]


@pytest.mark.parametrize(("key", "value"), [(EVERY_YEAR, 10), (EACH_YEAR, 20), (HOLDS, 8)])
def test_what_was_reached_is_unknown_of_the_year_that_begins(office, plan, key, value):
    office.day("2025-11-01")
    office.do("measure", key, "--value", f"{NAMES[key]}={value}")

    for day, reached in (("2025-12-31", 100), ("2026-01-01", None), ("2026-03-01", None)):
        office.day(day)
        assert progress(office, key) == reached
    assert progress(office, key, "--as-of", "2025-12-31") == 100
    said = office.do("why", key, "--lang", "zh")
    assert "未报指标：" in said
    assert "（2026）" in said

    office.do("measure", key, "--value", f"{NAMES[key]}={value / 2}")
    assert progress(office, key) is not None
    assert progress(office, key, "--as-of", "2026-02-28") is None


def test_what_adds_up_stays(office, plan):
    office.day("2025-11-01")
    office.do("measure", ADDS_UP, "--value", "专利总数=150")
    assert progress(office, ADDS_UP) == 50
    office.day("2026-03-01")
    assert progress(office, ADDS_UP) == 50


@pytest.mark.parametrize("key", [EVERY_YEAR, EACH_YEAR])
def test_what_was_missed_stays_missed(office, plan, key):
    office.day("2025-11-01")
    office.do("measure", key, "--value", f"{NAMES[key]}=5")
    share = progress(office, key)
    office.day("2026-03-01")
    assert progress(office, key) == share
    assert office.lamp(key)[0] == "red"


def test_figures_of_january_are_those_of_the_year_before(office, plan):
    office.day("2026-01-10")
    office.do("measure", EACH_YEAR, "--value", "高新技术企业=21")
    assert progress(office, EACH_YEAR) is None
    assert "2025-12-31" not in office.do("overdue")


def test_what_waits_for_the_office_or_is_closed_keeps_what_it_had(office, plan):
    office.day("2025-12-20")
    for key in (EVERY_YEAR, EACH_YEAR):
        office.do("measure", key, "--value", f"{NAMES[key]}=30")
        office.do("submit", key)
    office.do("close", EACH_YEAR, "--waive", "特批")
    office.day("2026-02-01")
    assert (progress(office, EVERY_YEAR), progress(office, EACH_YEAR)) == (100, 100)
    office.do("return", EVERY_YEAR, "--note", "材料不全")
    assert progress(office, EVERY_YEAR) is None
