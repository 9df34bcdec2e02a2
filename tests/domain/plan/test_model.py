"""What a plan covers is over on the day after its end."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.plan.model import Period


@pytest.mark.parametrize(
    ("end", "over"), [(date(2026, 6, 29), True), (date(2026, 6, 30), False), (date(2026, 7, 1), False), (None, False)]
)
def test_a_plan_is_over_the_day_after_its_end(end, over):
    assert Period(date(2026, 1, 1), end).is_over(date(2026, 6, 30)) is over
