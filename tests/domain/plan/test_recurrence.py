"""When recurring duties fall due."""

from datetime import date

import pytest

from dutytrack.domain.plan.recurrence import due_dates, horizon

YEAR = {"start": date(2015, 1, 1), "end": date(2015, 12, 31)}


def test_yearly_duties_fall_due_on_the_last_day_of_each_year():
    assert due_dates("yearly", 1, start=date(2015, 1, 1), end=date(2017, 12, 31)) == (
        date(2015, 12, 31),
        date(2016, 12, 31),
        date(2017, 12, 31),
    )


def test_a_year_ends_in_december_whatever_month_the_task_starts_in():
    assert due_dates("yearly", 1, start=date(2015, 2, 10), end=date(2016, 12, 30)) == (date(2015, 12, 31),)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2024, 2, 29), date(2044, 2, 29)),
        (date(9979, 3, 1), date(9999, 3, 1)),
        (date(9979, 12, 31), date.max),
        (date(9980, 1, 1), date.max),
    ],
)
def test_days_are_laid_for_twenty_years_or_to_the_end_of_the_calendar(start, last):
    assert horizon(start) == last


def test_every_two_years_counts_from_the_first_year():
    assert due_dates("yearly", 2, start=date(2015, 3, 1), end=date(2019, 12, 31)) == (
        date(2016, 12, 31),
        date(2018, 12, 31),
    )


def test_quarters_are_those_of_the_calendar_whatever_day_the_task_starts():
    assert due_dates("monthly", 3, start=date(2015, 2, 10), end=date(2015, 12, 31)) == (
        date(2015, 3, 31),
        date(2015, 6, 30),
        date(2015, 9, 30),
        date(2015, 12, 31),
    )


def test_half_years_end_in_june_and_december():
    assert due_dates("monthly", 6, **YEAR) == (date(2015, 6, 30), date(2015, 12, 31))


def test_months_have_their_own_last_day():
    assert due_dates("monthly", 1, start=date(2016, 1, 31), end=date(2016, 4, 29)) == (
        date(2016, 1, 31),
        date(2016, 2, 29),
        date(2016, 3, 31),
    )


def test_weeks_end_on_sunday():
    assert due_dates("weekly", 1, start=date(2015, 1, 1), end=date(2015, 1, 18)) == (
        date(2015, 1, 4),
        date(2015, 1, 11),
        date(2015, 1, 18),
    )


def test_two_weeks_hold_the_start():
    assert due_dates("weekly", 2, start=date(2015, 1, 5), end=date(2015, 2, 1)) == (date(2015, 1, 18), date(2015, 2, 1))


def test_five_months_are_counted_from_the_start():
    assert due_dates("monthly", 5, start=date(2015, 2, 10), end=date(2015, 12, 31)) == (
        date(2015, 6, 30),
        date(2015, 11, 30),
    )


def test_daily_duties_fall_due_every_day():
    assert len(due_dates("daily", 1, **YEAR)) == 365


def test_a_period_of_one_day_has_that_day():
    assert due_dates("daily", 1, start=date(2015, 6, 30), end=date(2015, 6, 30)) == (date(2015, 6, 30),)


@pytest.mark.parametrize(("start", "end"), [(date(2016, 1, 1), date(2015, 1, 1)), (date(2015, 1, 1), date(2015, 6, 1))])
def test_nothing_falls_due_before_the_first_period_is_over(start, end):
    assert due_dates("yearly", 1, start=start, end=end) == ()


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly", "yearly"])
def test_a_duty_without_end_is_laid_for_twenty_years(freq):
    days = due_dates(freq, 1, start=date(2026, 1, 1), end=date.max)

    assert date(2045, 12, 1) < days[-1] <= horizon(date(2026, 1, 1)) == date(2046, 1, 1)


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly", "yearly"])
@pytest.mark.parametrize("interval", [0, -1, 9_999, 10**30])
def test_an_interval_longer_than_the_calendar_lays_nothing(freq, interval):
    days = due_dates(freq, interval, start=date(9990, 1, 1), end=date.max)

    assert days == ((date(9990, 1, 1),) if (freq, interval) == ("daily", 9_999) else ())
