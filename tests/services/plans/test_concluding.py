"""Acts on a plan as a whole."""

from datetime import date

import pytest

from dutytrack.services.acts.closing import close_task
from dutytrack.services.desk import FutureDateError
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.plans.errors import BeforePlanError, PlanConcludedError
from dutytrack.services.tasks.errors import PlanNotFoundError


@pytest.fixture
def conclude(books, imported, today):
    def do(code="LL25", on=date(2026, 7, 1), **facts):
        return books.run(conclude_plan, code=code, on=on, today=today, **facts)

    return do


def test_a_concluded_plan_says_what_was_left_open(books, conclude, today):
    books.run(close_task, key="LL25-1", on=date(2026, 6, 1), today=today)
    done = conclude("ll25", note="考核结束")
    assert (done.code, done.tasks, done.open_tasks) == ("LL25", 3, 2)
    assert books.rows("SELECT DISTINCT concluded_on FROM task_fact") == [("2026-07-01",)]


def test_a_plan_is_concluded_once(conclude):
    conclude()
    with pytest.raises(PlanConcludedError, match="2026-07-01"):
        conclude(on=date(2026, 7, 2))


def test_a_plan_is_concluded_within_its_time(conclude):
    with pytest.raises(BeforePlanError, match="2025-01-01"):
        conclude(on=date(2024, 1, 1))
    with pytest.raises(FutureDateError):
        conclude(on=date(2026, 12, 31))


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2026, 7, 15)], ids=["its first day", "today"])
def test_a_plan_is_concluded_on_the_first_and_the_last_day_there_is(conclude, books, on):
    conclude(on=on)

    assert books.rows("SELECT DISTINCT concluded_on FROM task_fact") == [(str(on),)]


def test_an_unknown_plan_names_the_nearest(conclude):
    with pytest.raises(PlanNotFoundError, match="LL25"):
        conclude("LL52")
