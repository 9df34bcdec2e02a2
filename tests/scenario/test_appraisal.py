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
