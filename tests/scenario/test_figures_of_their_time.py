"""A value counts for its own time: rates and limits of a date, two dates in one year, a year that was given time."""

from __future__ import annotations

import pytest

PLAN = """临澜市2026年创新行动计划
临政发〔2026〕1号
2026年1月1日

一、重点任务
1.2026年底PM2.5平均浓度下降到35微克/立方米以下。（牵头单位：市生态环境局）
2.2026年6月底前收入增长5%，2026年底收入增长8%。（牵头单位：市统计局）
3.2026年底收入增长5%，2027年底收入增长8%。（牵头单位：市财政局）
4.新增高新技术企业。2026年6月底前新增高新技术企业20家，2026年12月底前新增高新技术企业50家。（牵头单位：市科技局）
5.2026年、2027年高新技术产业产值分别达到100亿元、120亿元。（牵头单位：市工信局）
6.2026年、2027年空置房屋总数分别达到60套、50套。（牵头单位：市住建局）
"""
DUST, SOON, RATE, FIRMS, OUTPUT, EMPTY = (f"LL26-{number}" for number in range(1, 7))


@pytest.fixture
def city(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2028-06-30")
    office.do("import", tmp_path / "plan.txt", "--code", "LL26", "--yes", "--new", "--no-conclude")
    return office


def figures(office, key, day):
    return [
        (one["actual"], one["share"], one["state"]) for one in office.asked("show", key, "--as-of", day)["indicators"]
    ]


def test_a_limit_that_was_kept_at_its_date_stays_kept(city):
    city.do("measure", DUST, "--value", "PM2.5=40", "--on", "2026-06-20")
    assert city.asked("show", DUST, "--as-of", "2026-07-01")["behind"] == pytest.approx(12.5)
    city.do("measure", DUST, "--value", "PM2.5=34", "--on", "2026-12-20")
    city.do("done", DUST, "--date", "2026-12-31", "--on", "2026-12-31", "--waive", "统计公报已公布")
    before = city.lamp(DUST, "--as-of", "2027-04-30")
    city.do("measure", DUST, "--value", "PM2.5=70", "--on", "2027-05-01")

    shown = city.asked("show", DUST, "--as-of", "2027-06-01")
    assert (shown["progress"], shown["behind"]) == (100, 0)
    assert figures(city, DUST, "2027-06-01") == [(34, 100, "reached")]
    assert city.lamp(DUST, "--as-of", "2027-06-01") == before


def test_a_limit_that_was_not_kept_at_its_date_was_missed_whatever_came_later(city):
    city.do("measure", DUST, "--value", "PM2.5=40", "--on", "2026-12-20")
    city.do("measure", DUST, "--value", "PM2.5=30", "--on", "2027-05-01")
    assert figures(city, DUST, "2027-06-01") == [(40, 87.5, "missed")]
    assert city.asked("show", DUST, "--as-of", "2027-06-01")["progress"] == 87.5


def test_a_value_of_january_is_of_the_year_before_and_needs_no_hint(city):
    in_january = city.do("measure", DUST, "--value", "PM2.5=34", "--on", "2027-01-20")
    assert figures(city, DUST, "2027-01-20") == [(34, 100, "reached")]
    assert "is over" not in in_january
    city.do("undo", "--yes")
    assert "hint: 2026-12-31 is over" in city.do("measure", DUST, "--value", "PM2.5=34", "--on", "2027-02-10")


def test_a_rate_is_asked_for_by_the_date_under_way(city):
    city.do("measure", SOON, "--value", "收入增长率=5.5", "--on", "2026-06-30")
    city.do("done", SOON, "--date", "2026-06-30", "--on", "2026-06-30", "--waive", "统计公报已公布")
    city.do("measure", SOON, "--value", "收入增长率=6", "--on", "2026-10-30")

    why = city.do("why", SOON, "--as-of", "2026-11-01")
    assert "8%" in why
    assert " 5%" not in why, "that date was met, and its rate reached"
    assert figures(city, SOON, "2026-11-01") == [(5.5, 100, "reached"), (6, 75, None)]


def test_a_rate_of_next_year_is_not_asked_for_this_year(city):
    city.do("measure", RATE, "--value", "收入增长率=6", "--on", "2026-06-30")
    assert city.asked("show", RATE, "--as-of", "2026-07-01")["behind"] == 0
    city.do("measure", RATE, "--value", "收入增长率=6.5", "--on", "2027-01-20")
    assert figures(city, RATE, "2027-02-01") == [(6.5, 100, "reached"), (None, None, None)], (
        "a year's comes out after it"
    )
    city.do("measure", RATE, "--value", "收入增长率=2", "--on", "2027-06-30")
    shown = city.asked("show", RATE, "--as-of", "2027-07-01")
    assert (shown["progress"], shown["behind"]) == (25, 75)
    assert figures(city, RATE, "2027-07-01") == [(6.5, 100, "reached"), (2, 25, None)]


def test_two_dates_in_one_year_add_up_within_it(city):
    said = city.do("measure", FIRMS, "--value", "新增高新技术企业=12", "--on", "2026-06-20")
    assert "20家 by 2026-06-30" in said
    assert figures(city, FIRMS, "2026-06-25")[0] == (12, 60, None)
    city.do("measure", FIRMS, "--value", "新增高新技术企业@2026-06-30=20", "--on", "2026-07-03")

    assert figures(city, FIRMS, "2026-07-10")[0] == (20, 100, "reached"), "named as the figure of June"
    city.do("measure", FIRMS, "--value", "新增高新技术企业=35", "--on", "2026-09-30")
    assert figures(city, FIRMS, "2026-10-01") == [(20, 100, "reached"), (35, 50, None)]


def test_the_first_of_two_dates_in_one_year_can_be_missed(city):
    city.do("measure", FIRMS, "--value", "新增高新技术企业=12", "--on", "2026-06-20")
    city.do("measure", FIRMS, "--value", "新增高新技术企业=50", "--on", "2026-12-20")
    first, second = figures(city, FIRMS, "2027-01-10")
    assert first == (50, 100, "late")
    assert second == (50, 100, "reached")


def test_a_year_that_was_given_more_time_is_measured_in_it(city):
    city.do("measure", OUTPUT, "--value", "高新技术产业产值@2026=90", "--on", "2026-12-20")
    city.do(
        "extend",
        "ask",
        OUTPUT,
        "--deadline",
        "2026-12-31",
        "--to",
        "2027-03-31",
        "--reason",
        "停工",
        "--progress",
        "一半",
        "--on",
        "2026-12-22",
    )
    city.do(
        "extend", "grant", OUTPUT, "--deadline", "2026-12-31", "--to", "2027-03-31", "--by", "王", "--on", "2026-12-25"
    )
    said = city.do("measure", OUTPUT, "--value", "高新技术产业产值=101", "--on", "2027-03-01")
    assert "100亿元 by 2027-03-31" in said
    assert figures(city, OUTPUT, "2027-04-01") == [(101, 100, "reached"), (None, None, None)]

    said = city.do("measure", OUTPUT, "--value", "高新技术产业产值=20", "--on", "2027-03-20")
    assert "120亿元 by 2027-12-31" in said, "the year that was given more time is reached"
    assert figures(city, OUTPUT, "2027-04-01")[0] == (101, 100, "reached")


def test_what_has_to_fall_is_reached_at_its_target_and_not_above(city):
    city.do("indicator", EMPTY, "空置房屋总数", "--baseline", "80")
    city.do("measure", EMPTY, "--value", "空置房屋总数=70", "--on", "2026-06-30")
    assert figures(city, EMPTY, "2026-07-01") == [(70, 50, None), (70, 0, None)]
    city.do("measure", EMPTY, "--value", "空置房屋总数=58", "--on", "2026-12-20")
    assert figures(city, EMPTY, "2027-01-10") == [(58, 100, "reached"), (58, pytest.approx(20), None)]


def test_what_falls_from_nobody_knows_where_is_not_reached_above_its_target(city):
    city.do("measure", EMPTY, "--value", "空置房屋总数=75", "--on", "2026-06-30")
    assert [share for _, share, _ in figures(city, EMPTY, "2026-07-01")] == [pytest.approx(80), 0]


def test_what_was_not_overdue_before_is_not_carried_over(city):
    city.do("measure", FIRMS, "--value", "高新技术企业=25", "--on", "2026-06-30")
    returned = ("--result", "returned", "--how", "documents", "--by", "王五", "--on", "2026-07-05")
    city.do("verify", FIRMS, *returned)

    def charged(period):
        rows = city.asked("appraise", "--period", period, "--unit", "市科技局")
        return [row["because"] for row in rows if (row["key"], row["fact"]) == (FIRMS, "overdue")]

    assert charged("2026-06") == []
    assert charged("2026-07") == ["2026-06-30 passed unmet"]
    assert charged("2026-08") == ["2026-06-30 passed unmet (carried over from an earlier period)"]
