"""Plans of the ledger as the checks look at them: dates in force, known members, successors, dropped tasks out."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.lint.subject import LintPlan
from dutytrack.domain.units.naming import Naming
from dutytrack.reports.lint import ledger_plans
from dutytrack.services.acts.succession import succeed_unit
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger


@pytest.fixture
def plan(path, today, handed):
    """Do something to the ledger, then look at its plan on a day."""

    def look(*steps, on: date = today) -> LintPlan:
        with Ledger.open(path) as ledger:
            for service, facts in steps:
                with ledger.command("test", actor="tester") as session:
                    handed(service, session, facts)
        reader = open_reader(path)
        try:
            [found] = ledger_plans(reader, as_of=on)
        finally:
            reader.close()
        return found

    return look


def test_a_plan_is_told_by_code_with_its_tasks_in_order(plan):
    found = plan()

    assert (found.name, found.title, found.place) == ("HY", "海洋经济行动计划", "临澜市")
    assert (found.start, found.end) == (date(2025, 1, 1), date(2026, 12, 31))
    assert [task.key for task in found.tasks] == ["HY-1", "HY-2", "HY-3", "HY-4", "HY-5"]
    assert found.tasks[0].leads == ("市海洋局", "市财政局")
    assert found.tasks[0].dates == (date(2026, 3, 31), date(2026, 9, 30))


def test_an_extended_date_is_the_one_in_force_from_the_grant_on(plan, today):
    asked = {"key": "HY-1", "wished": date(2026, 11, 30), "reason": "汛期", "progress": "过半"}
    asked |= {"on": date(2026, 7, 1), "today": today}
    granted = {"key": "HY-1", "to": date(2026, 11, 30), "on": date(2026, 7, 2), "today": today, "by": "许明"}

    found = plan((ask_extension, asked), (decide_extension, granted))

    assert found.tasks[0].last_date == date(2026, 11, 30)
    assert plan(on=date(2026, 7, 1)).tasks[0].last_date == date(2026, 9, 30)


def test_a_dropped_task_is_left_out(plan, today):
    found = plan((act_on_task, {"key": "HY-3", "kind": "dropped", "on": date(2026, 7, 1), "today": today}))

    assert [task.key for task in found.tasks] == ["HY-1", "HY-2", "HY-4", "HY-5"]


def test_a_successor_answers_from_its_day_on(plan, today):
    steps = (
        succeed_unit,
        {"old": "市海洋局", "new": "市自然资源局", "naming": Naming(new=True), "on": date(2026, 7, 1), "today": today},
    )

    assert plan(steps).answering("市海洋局") == "市自然资源局"
    assert plan(on=date(2026, 6, 30)).answering("市海洋局") == "市海洋局"
