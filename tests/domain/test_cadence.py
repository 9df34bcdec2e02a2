"""Cadences: rules as they are typed, and the days they ask for."""

from datetime import date

import pytest

from dutytrack.domain.cadence import CadenceRuleError, read_rule, report_days


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("rrule:freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR"),
        ("monthly:5", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("quarterly 10", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
        ("half-yearly:10", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10"),
        ("weekly", "FREQ=WEEKLY;BYDAY=FR"),
        ("每月5日前", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月25日", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每季度后10日内反馈", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
        ("每周", "FREQ=WEEKLY;BYDAY=FR"),
    ],
)
def test_a_rule_is_read_as_it_is_typed(text, rule):
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    "text", ["", "sometimes", "monthly:0", "monthly:40", "FREQ=OFTEN", "FREQ=MONTHLY;BYMONTHDAY=x"]
)
def test_what_is_none_is_refused(text):
    with pytest.raises(CadenceRuleError):
        read_rule(text)


def test_days_run_from_the_start_to_the_end():
    days = report_days("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", start=date(2026, 4, 10), end=date(2026, 12, 31))

    assert days == (date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10))


def test_a_day_off_gives_way_to_a_working_day():
    days = report_days("FREQ=MONTHLY;BYMONTHDAY=1", start=date(2025, 9, 1), end=date(2025, 11, 30), working_days=True)

    assert days == (date(2025, 9, 1), date(2025, 10, 9), date(2025, 11, 3))


def test_an_end_before_the_start_asks_for_nothing():
    assert report_days("FREQ=DAILY", start=date(2025, 9, 2), end=date(2025, 9, 1)) == ()
