from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.rules.reminder_period import period_of


@pytest.mark.parametrize(
    ("day", "length", "period"),
    [
        (date(2026, 7, 15), "month", "2026-07"),
        (date(2026, 7, 15), "week", "2026-W29"),
        (date(2027, 1, 1), "week", "2026-W53"),
        (date(2026, 7, 1), "quarter", "2026Q3"),
        (date(2026, 12, 31), "quarter", "2026Q4"),
    ],
)
def test_a_day_lies_in_its_period(day, length, period):
    assert period_of(day, length) == period
