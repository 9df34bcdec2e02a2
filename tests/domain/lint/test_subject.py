"""Plans made ready for the checks: each task under a key of its own, each hole in the numbers with its line."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.lint.subject import LintPlan, plans_to_lint
from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, Period, PlanIndicator


def numbered(*numbers: int, section: str = "一、重点任务", line: int = 3) -> list[ParsedTask]:
    lines = range(line, line + len(numbers))
    return [
        ParsedTask(f"{section[0]}.{number}", f"{number}.", (section,), f"第{number}项", f"第{number}项", (place, place))
        for number, place in zip(numbers, lines, strict=True)
    ]


def ready(*tasks: ParsedTask) -> LintPlan:
    [plan] = plans_to_lint([ParsedPlan("plan.txt", "方案", tasks=tasks)])
    return plan


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        ((1, 2, 3), ()),
        ((1, 3), (("gap", "2", 4),)),
        ((1, 5), (("gap", "2-4", 4),)),
        ((1, 3, 6, 8), (("gap", "2", 4), ("gap", "4-5", 5), ("gap", "7", 6))),
        ((1, 2, 2), (("double", "2", 5),)),
    ],
)
def test_neighbours_that_are_missing_are_one_gap_before_the_next_task(numbers, faults):
    assert ready(*numbered(*numbers)).numbers == faults


def test_a_gap_before_a_heading_has_no_line():
    under = ParsedTask("一.3.(一)", "(一)", ("一、重点任务", "3."), "第一项", "第一项", (9, 9))

    assert ready(*numbered(1), under).numbers == (("gap", "2", 0),)


def test_a_gap_is_before_a_task_of_its_own_section():
    tasks = [*numbered(1, 2, 3), *numbered(1, 3, section="二、保障措施", line=9)]

    assert ready(*tasks).numbers == (("gap", "2", 10),)


def test_tasks_of_one_ref_have_a_key_each():
    assert [task.key for task in ready(*numbered(1, 1, 2, 1)).tasks] == ["一.1", "一.1#2", "一.2", "一.1#3"]


def test_a_plan_keeps_what_was_read_of_it():
    goal = PlanIndicator("高新技术企业", ">=", 300, "家", None, None, "")
    period = Period(date(2025, 1, 1), date(2026, 12, 31))
    [plan] = plans_to_lint([ParsedPlan("a.txt", "方案", jurisdiction="滨海市", period=period, indicators=(goal,))])

    assert (plan.name, plan.title, plan.place, plan.goals) == ("a.txt", "方案", "滨海市", (goal,))
    assert (plan.start, plan.end) == (date(2025, 1, 1), date(2026, 12, 31))


def test_plans_of_one_document_are_numbered():
    assert [plan.name for plan in plans_to_lint([ParsedPlan("a.txt", None)] * 2)] == ["a.txt#1", "a.txt#2"]


def test_the_last_unit_of_a_chain_answers_and_a_ring_comes_to_an_end():
    after = {"市工商局": "市工商质监局", "市工商质监局": "市市场监管局"}
    after |= {"甲局": "乙局", "乙局": "甲局", "丙局": "甲局"}
    plan = LintPlan("x", None, None, None, None, (), successors=after)

    assert plan.answering("市工商局") == plan.answering("市工商质监局") == plan.answering("市市场监管局")
    assert plan.answering("市市场监管局") == "市市场监管局"
    assert {plan.answering(name) for name in ("甲局", "丙局")} <= {"甲局", "乙局"}
