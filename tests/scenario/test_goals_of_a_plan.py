"""The goals of a plan as a whole are measured as figures of tasks are, and no task has anything of it."""

from __future__ import annotations

import pytest

GOALS = """滨海市科技创新行动计划(2025-2026年)

一、总体目标
到2026年底,全市高新技术企业达到100家,技术合同成交额达到50亿元。

二、重点任务
(一)建设创新平台。到2026年底前,新建市级重点实验室3家。
牵头单位:市科技局
"""


@pytest.fixture
def town(office, tmp_path):
    office.day("2026-07-15")
    plan = tmp_path / "plan.txt"
    plan.write_text(GOALS, encoding="utf-8")
    office.do("import", plan, "--yes", "--code", "BH25")
    return office


def goals(town, *options: str) -> dict[str, dict[str, object]]:
    return {goal["name"]: goal for goal in town.asked("plan", "show", "BH25", *options)["goals"]}


def test_goals_stand_with_their_plan_unmeasured_at_first(town):
    assert {name: (goal["value"], goal["unit"], goal["due"]) for name, goal in goals(town).items()} == {
        "高新技术企业": (100, "家", "2026-12-31"), "技术合同成交额": (50, "亿元", "2026-12-31"),
    }  # fmt: skip
    assert "未报" in town.do("plan", "show", "BH25", "--lang", "zh")


def test_goal_is_measured_and_told_as_of_its_day(town):
    day = ("--on", "2026-06-30")
    said = town.do("plan", "measure", "bh25", "--value", "高新技术企业=80", "--source", "市统计局", *day)

    assert said == "BH25: 高新技术企业 80家 on 2026-06-30, target 100家 by 2026-12-31\n"
    assert (goals(town)["高新技术企业"]["actual"], goals(town)["高新技术企业"]["share"]) == (80, 80)
    assert goals(town, "--as-of", "2026-06-29")["高新技术企业"]["actual"] is None
    assert not town.asked("show", "BH25-1")["figures_measured"]
    town.do("log", "verify")
    town.do("undo", "--yes")
    assert goals(town)["高新技术企业"]["actual"] is None
    town.do("log", "verify")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("BH25", "--value", "重点实验室=1"), "BH25 has no indicator 重点实验室"),
        (("BH25", "--value", "高新技术企业=1", "--on", "2027-01-01"), "has not come yet"),
    ],
)
def test_what_can_not_be_measured_is_said(town, given, said):
    assert said in town.refused("plan", "measure", *given)
