"""A later text that changes no task but the plan's goals, period, issuer or number is taken over, from its day on."""

from __future__ import annotations

import pytest

PLAN = """滨海市人民政府关于印发科技创新行动计划的通知
滨政发〔2026〕3号

滨海市科技创新行动计划(2026年)

到2026年底,研发投入强度达到3%以上。

一、重点任务
1.清理收费项目。
牵头单位:市财政局
2.建设政务大厅。2026年12月底前完成。
牵头单位:市发改委
"""
KEY = "KC26-1"
GOAL = PLAN.replace("3%以上", "4%以上")
PERIOD = PLAN.replace("(2026年)", "(2026-2027年)")
NUMBER = PLAN.replace("3号", "9号")


@pytest.fixture
def amend(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "KC26", "--yes", "--new")
    office.day("2026-08-01")

    def run(text, *more):
        (tmp_path / "later.txt").write_text(text, encoding="utf-8")
        return office.do("import", tmp_path / "later.txt", "--amends", "KC26", "--lang", "zh", *more)

    return run


def plan_of(office, *more):
    return office.asked("plan", "show", "KC26", *more)


def test_goals_are_those_of_the_text_of_the_day(office, amend):
    before = office.tables()
    assert "总体目标" in amend(GOAL, "--dry-run")
    assert office.tables() == before

    said = amend(GOAL, "--yes", "--on", "2026-07-01")

    assert "方案本身" in said
    (goal,) = plan_of(office)["goals"]
    assert goal["value"] == 4
    (goal,) = plan_of(office, "--as-of", "2026-06-30")["goals"]
    assert goal["value"] == 3
    assert "未作改动" in amend(GOAL, "--yes")
    office.do("undo", "--yes")
    (goal,) = plan_of(office)["goals"]
    assert goal["value"] == 3


def test_the_plan_ends_as_its_text_of_the_day_says(office, amend):
    amend(PERIOD, "--yes", "--on", "2026-07-01")

    assert (office.asked("show", KEY)["due"], plan_of(office)["end"]) == ("2027-12-31", "2027-12-31")
    earlier = office.asked("show", KEY, "--as-of", "2026-06-30")
    assert (earlier["due"], earlier["due_origin"]) == ("2026-12-31", "inherited")
    assert "2026-07-01 方案到期日调整 至 2027-12-31" in office.do("show", KEY, "--lang", "zh")
    office.do("log", "verify")
    office.do("undo", "--yes")
    assert office.asked("show", KEY)["due"] == "2026-12-31"


def test_who_has_handed_in_by_the_end_of_the_plan_is_not_late_by_another(office, amend):
    office.day("2027-01-10")
    office.do("submit", KEY)
    assert office.asked("show", KEY)["days_late"] == 10
    office.day("2027-02-01")
    amend(PERIOD, "--yes")
    assert office.asked("show", KEY)["days_late"] == 10


def test_another_number_is_taken_over(office, amend):
    assert "文号" in amend(NUMBER, "--yes")
    assert plan_of(office)["doc_no"] == "滨政发〔2026〕9号"
