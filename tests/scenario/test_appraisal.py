"""An appraisal charges each unit for what was its own to do, once, and by the words that the other lists use."""

from __future__ import annotations

import pytest

LEADS = "市科技局"


def facts(office, unit, period, key=None, **more):
    """What a unit is charged with, or earns, in a period: fact, points and clause, in Chinese."""
    options = [one for name, value in more.items() for one in (f"--{name.replace('_', '-')}", value)]
    rows = office.asked("appraise", "--period", period, "--unit", unit, "--lang", "zh", *options)
    return [(one["fact"], one["points"], one["because"]) for one in rows if key in {None, one["key"]}]


def kinds(office, unit, period, key=None, **more):
    return [(fact, points) for fact, points, _because in facts(office, unit, period, key, **more)]


@pytest.mark.parametrize("ending", ["drop", "close"])
def test_an_order_withdrawn_after_its_reply_day_costs_nothing(real, ending):
    key, unit = "CZ15-18", "市公管办"
    real.day("2016-04-20")
    real.do("order", key, "--rung", "blue", "--ground", "滞后", "--reply-by", "2016-05-02")
    real.day("2016-06-01")
    how = {"drop": ("--reason", "并入新方案"), "close": ("--waive", "并入新方案")}[ending]
    real.do(ending, key, *how)
    (order,) = real.asked("orders", "list", key)
    assert order["reply_state"] == "revoked"
    assert "unanswered" not in [fact for fact, _points in kinds(real, unit, "2016-H1", key)]
    assert ("unanswered", -3) in kinds(real, unit, "2016-H1", key, as_of="2016-05-31"), "before it was withdrawn"


def test_a_date_is_not_marked_as_met_while_its_figure_is_short(demo):
    refused = demo.refused("done", "LL26-8", "--date", "2026-06-30", "--lang", "zh")
    assert "无分歧欠款清偿率应达 100%，实达 91.3%" in refused
    assert "--waive" in refused
    refused = demo.refused("done", "LL24-2", "--date", "2026", "--on", "2026-06-30")
    assert "61.8% of 65%" in refused, "an earlier day is no way round"
    demo.do("done", "LL24-2", "--date", "2026", "--waive", "年报口径已调整")
    assert "年报口径已调整" in demo.do("show", "LL24-2", "--lang", "zh")
    (row,) = [
        one for one in demo.asked("appraise", "--period", "2026-Q3", "--unit", "市工信局") if one["key"] == "LL24-2"
    ]
    assert (row["fact"], row["points"], row["exempt"]) == ("early", 0, None)
    assert "with something waived" in row["unearned"]


def test_a_date_that_nothing_was_measured_of_is_marked_by_the_office_alone(real):
    real.day("2015-12-28")
    real.do("done", "CZ15-4", "--date", "2015")
    assert kinds(real, LEADS, "2015", "CZ15-4") in ([], [("on-time", 0)])


def test_a_date_marked_as_met_earns_once_a_check_has_accepted_it_within_the_period(real):
    key = "CZ15-18"
    real.day("2015-12-20")
    real.do("submit", key)
    real.do("done", key, "--date", "2015")
    assert kinds(real, "市公管办", "2015", key) == [("on-time", 0)]
    real.day("2015-12-28")
    real.do("verify", key, "--result", "accepted", "--how", "site", "--by", "罗青禾", "--text", "属实")
    assert kinds(real, "市公管办", "2015", key, as_of="2015-12-27") == [("on-time", 0)]
    assert kinds(real, "市公管办", "2015", key) == [("on-time", 1)]
