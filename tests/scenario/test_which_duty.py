"""Two recurring duties of one task that fall due on one day are told apart by their words."""

from __future__ import annotations

import pytest

PLAN = """临澜市2026年学习计划
临政发〔2026〕3号
2026年1月1日

一、任务
1.学习对标推进。每半年举办一次专题培训，每年组织一次考察学习。（牵头单位：市委组织部）
"""
KEY = "LL26-1"


@pytest.fixture
def city(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2027-01-05")
    office.do("import", tmp_path / "plan.txt", "--code", "LL26", "--yes", "--new", "--no-conclude")
    office.do("duty", KEY, "--on", "2026-06-20")
    return office


def met(office):
    return {
        one["text"] for one in office.asked("show", KEY)["occurrences"] if one["due"] == "2026-12-31" and one["met_on"]
    }


def test_views_say_what_each_is(city):
    shown = city.do("show", KEY)
    assert "每半年举办一次专题培训" in shown
    assert "每年组织一次考察学习" in shown
    assert "每年（" not in city.do("show", KEY, "--lang", "zh")


@pytest.mark.parametrize("call", [("duty", KEY, "--due", "2026-12-31"), ("duty", KEY)])
def test_neither_is_taken_by_chance(city, call):
    said = city.refused(*call, "--on", "2026-12-20")
    assert "#1 每半年举办一次专题培训" in said
    assert "#2 每年组织一次考察学习" in said
    assert met(city) == set()


@pytest.mark.parametrize("which", ["考察", "#2"])
def test_the_one_that_is_named_is_met(city, which):
    assert "考察学习" in city.do("duty", KEY, "--due", "2026-12", "--which", which, "--on", "2026-12-20")
    assert met(city) == {"每年"}


def test_a_report_names_it_likewise(city):
    report = ("progress", "add", KEY, "--text", "已办2期", "--duty", "2026-12-31", "--on", "2026-12-20")
    assert "#1" in city.refused(*report)
    city.do(*report, "--which", "培训")
    assert met(city) == {"每半年"}
    city.do("progress", "add", KEY, "--text", "已考察", "--duty-done", "--on", "2026-12-21")
    assert met(city) == {"每半年", "每年"}


def test_a_name_of_none_is_refused_with_all_there_are(city):
    assert "考察学习" in city.refused("duty", KEY, "--which", "演练", "--on", "2026-12-20")
