import datetime as dt

import pytest

from dutytrack.domain.dates import Days, add_months, read_period

TODAY = dt.date(2026, 7, 15)


def days(first, last):
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", days("2026-01-01", "2026-12-31")),
        ("2026年", days("2026-01-01", "2026-12-31")),
        ("2026-06", days("2026-06-01", "2026-06-30")),
        ("2026-6", days("2026-06-01", "2026-06-30")),
        ("2026年6月", days("2026-06-01", "2026-06-30")),
        ("2024-02", days("2024-02-01", "2024-02-29")),
        ("2026-06-30", days("2026-06-30", "2026-06-30")),
        ("2026.6.30", days("2026-06-30", "2026-06-30")),
        ("2026年6月30日", days("2026-06-30", "2026-06-30")),
        ("2026Q2", days("2026-04-01", "2026-06-30")),
        ("2026-q4", days("2026-10-01", "2026-12-31")),
        ("2026H1", days("2026-01-01", "2026-06-30")),
        ("today", days("2026-07-15", "2026-07-15")),
        ("今天", days("2026-07-15", "2026-07-15")),
        ("yesterday", days("2026-07-14", "2026-07-14")),
        ("+30d", days("2026-08-14", "2026-08-14")),
        ("-2w", days("2026-07-01", "2026-07-01")),
        ("+3m", days("2026-10-15", "2026-10-15")),
        ("-1y", days("2025-07-15", "2025-07-15")),
        ("EOM", days("2026-07-31", "2026-07-31")),
        ("eoq", days("2026-09-30", "2026-09-30")),
        ("年底", days("2026-12-31", "2026-12-31")),
    ],
)
def test_a_period_is_its_days(text, expected):
    assert read_period(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-02-30", "20260630", "26", "soon", "+d", "+99999y", "0000", "2026-", "2026Q5", "2026H3"],
)
def test_what_is_no_period_is_told(text):
    assert read_period(text, TODAY) is None


def test_a_month_later_stays_within_the_shorter_month():
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
