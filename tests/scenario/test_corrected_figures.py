"""A value that is put right takes effect, and the last one is always to be seen."""

from __future__ import annotations

import pytest

GRAIN = "CZ15-4"


def figure(office, key, name, year=None):
    found = [one for one in office.asked("show", key)["indicators"] if one["name"] == name]
    return next(one for one in found if year is None or one["due"][:4] == year)


def shown(office, key):
    """The task in full, without the blanks between its words."""
    return "".join(office.do("show", key, "--lang", "zh").split())


@pytest.fixture
def grain(real):
    """2亿斤 in 2015, 6 in 2016, 10 in 2017."""
    real.day("2015-12-20")
    real.do("measure", GRAIN, "--value", "增粮=2.4")
    return real


def test_a_later_value_of_the_same_day_replaces(grain):
    grain.do("measure", GRAIN, "--value", "增粮=1.8")
    found = figure(grain, GRAIN, "增粮", "2015")
    assert (found["actual"], found["share"], found["state"]) == (1.8, pytest.approx(90), None)
    assert grain.asked("show", GRAIN, "--as-of", "2015-12-20")["progress"] == pytest.approx(90)
    grain.do("measure", GRAIN, "--value", "增粮=2.1")
    assert figure(grain, GRAIN, "增粮", "2015")["state"] == "reached"


def test_a_value_said_to_be_of_the_year_is_that_year_s(grain):
    grain.day("2016-04-10")
    said = grain.do("measure", GRAIN, "--value", "增粮@2015=1.9", "--source", "市审计局", "--lang", "zh")
    assert "计入 2015 年" in said
    found = figure(grain, GRAIN, "增粮", "2015")
    assert (found["actual"], found["share"], found["state"]) == (1.9, pytest.approx(95), "missed")


def test_a_lower_value_of_a_later_day_is_seen_beside_the_one_that_reached(grain):
    grain.day("2015-12-28")
    said = grain.do("measure", GRAIN, "--value", "增粮=1.9", "--lang", "zh")
    assert "2015-12-20 的 2.4亿斤" in said
    assert "--on 2015-12-20" in said
    found = figure(grain, GRAIN, "增粮", "2015")
    assert (found["actual"], found["state"], found["latest"]) == (2.4, "reached", 1.9)
    assert "最近一次2015-12-28为1.9亿斤" in shown(grain, GRAIN)
    grain.do("measure", GRAIN, "--value", "增粮=1.7", "--on", "2015-12-20")
    assert figure(grain, GRAIN, "增粮", "2015")["state"] is None, "the value that reached it was put right"


def test_a_stage_reached_late_keeps_the_value_of_its_time(real):
    real.day("2017-12-20")
    real.do("measure", GRAIN, "--value", "增粮@2016=5.5", "--value", "增粮@2017=11")
    found = figure(real, GRAIN, "增粮", "2016")
    assert (found["in_time"], found["in_time_on"]) == (5.5, "2016-12-31")
    assert (found["actual"], found["state"], found["latest"]) == (11, "late", None)
    assert "2016-12-31达5.5亿斤、2017-12-20达11亿斤、100%、逾期完成" in shown(real, GRAIN)


def test_a_value_after_the_date_says_how_one_of_its_time_is_named(real):
    real.day("2018-07-15")
    said = real.do("measure", GRAIN, "--value", "增粮=5", "--lang", "zh")
    assert "增粮@2017" in said
    assert "增粮@2017" not in real.do("measure", GRAIN, "--value", "增粮=11", "--on", "2017-12-31", "--lang", "zh")


def test_a_value_below_target_after_the_date_is_no_missing_report(real):
    real.day("2018-07-15")
    real.do("measure", GRAIN, "--value", "增粮=5")
    found = figure(real, GRAIN, "增粮", "2016")
    assert (found["actual"], found["state"]) == (5, "missed")
    assert "增粮不少于6亿斤，2016-12-31前·2018-07-15达5亿斤、75%（自2亿斤起算）、未按期完成" in shown(real, GRAIN)


def test_the_base_of_a_share_is_said(real):
    real.day("2017-06-30")
    real.do("measure", GRAIN, "--value", "增粮=7")
    found = figure(real, GRAIN, "增粮", "2017")
    assert (found["share"], found["counted_from"]) == (25, 6)
    assert "25%（自6亿斤起算）" in shown(real, GRAIN)


def test_a_yearly_duty_is_not_met_by_a_figure_that_was_corrected(real):
    """100项 a year: 104 in January of the next year, which tells of the year before, was a slip for 94."""
    key = "HZ13-33"

    def missed():
        return [one["due"] for one in real.asked("show", key)["occurrences"] if not one["met_on"]]

    real.day("2016-01-20")
    real.do("measure", key, "--value", "104")
    assert "2015-12-31" not in missed()
    real.do("measure", key, "--value", "94")
    assert "2015-12-31" in missed()
    real.day("2016-04-01")
    real.do("measure", key, "--value", "@2015=101")
    assert "2015-12-31" not in missed()
    assert real.asked("show", key)["indicators"][0]["years"][0]["state"] == "reached"
