"""Working days by the national calendar, plain weeks where it is not known."""

from datetime import date

import pytest

from dutytrack.domain.workdays import (
    add_workdays,
    is_covered,
    is_workday,
    next_workday,
    uncovered_years,
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 10, 1), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
        (date(2025, 9, 28), True),
        (date(2040, 10, 1), True),
        (date(2040, 10, 6), False),
    ],
)
def test_holidays_are_off_and_days_in_lieu_are_worked(day, worked):
    assert is_workday(day) == worked


def test_years_without_a_calendar_are_named():
    assert (is_covered(2025), is_covered(2040)) == (True, False)
    assert uncovered_years(date(2038, 5, 1), date(2040, 1, 1)) == (2038, 2039, 2040)
    assert uncovered_years(date(2024, 1, 1), date(2025, 1, 1)) == ()


def test_a_day_off_gives_way_to_the_next_day_worked():
    assert next_workday(date(2025, 10, 1)) == date(2025, 10, 9)
    assert next_workday(date(2025, 10, 9)) == date(2025, 10, 9)


def test_working_days_are_counted_after_the_day():
    assert add_workdays(date(2025, 9, 30), 3) == date(2025, 10, 11)
    assert add_workdays(date(2025, 9, 30), 0) == date(2025, 9, 30)
