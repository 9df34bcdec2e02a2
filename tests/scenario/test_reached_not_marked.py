"""A stage that its figures reached in time waits for the office's mark: that is the office's delay, not the unit's."""

from __future__ import annotations

import pytest

PLAN = """滨州市创新发展三年行动计划(2025-2027年)
2025年1月1日
一、主要任务
1.建设研发机构。市级研发机构2025年达到35家，2026年达到46家，2027年达到60家。(牵头单位:市科技局)
2.建设园区。2026年6月30日前建成园区一期，2026年12月31日前建成园区二期。(牵头单位:市工信局)
"""
KEY, BUILDING = "BZ25-1", "BZ25-2"
VERIFY = ("--result", "accepted", "--how", "site", "--by", "张三")


@pytest.fixture
def plan(office, tmp_path):
    office.day("2025-01-10")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.do("import", tmp_path / "plan.txt", "--yes", "--no-conclude")
    return office


@pytest.fixture
def reached(plan):
    plan.day("2025-12-20")
    plan.do("measure", KEY, "--value", "市级研发机构=36", "--on", "2025-12-20")
    return plan


def charged(office, period):
    return [(row["fact"], row["points"]) for row in office.asked("appraise", "--period", period, "--unit", "市科技局")]


def test_it_is_neither_late_nor_charged(reached):
    reached.day("2026-02-10")
    task = reached.asked("show", KEY)
    assert (task["lamp"], task["due"], task["days_late"]) == ("green", "2026-12-31", None)
    assert "to-mark" in task["flags"]
    assert "2025-12-31" in reached.do("why", KEY)
    assert [row["key"] for row in reached.asked("overdue")] == []
    assert [row["key"] for row in reached.asked("remind", "--dry-run")] == []
    assert charged(reached, "2025Q4") == charged(reached, "2026Q1") == []


def test_it_stands_among_what_the_office_has_to_do(reached):
    reached.day("2026-02-10")
    [row] = [row for row in reached.asked("today") if row["key"] == KEY]
    assert (row["section"], row["act"]) == ("to-mark", ["verify", "done"]), (
        "a date is marked once its figures are checked"
    )
    reached.do("verify", KEY, *VERIFY, "--on", "2026-02-10")
    [row] = [row for row in reached.asked("today") if row["key"] == KEY]
    assert row["act"] == ["done"]


def test_marked_later_it_was_done_in_time(reached):
    reached.day("2025-12-25")
    reached.do("verify", KEY, *VERIFY, "--on", "2025-12-25")
    reached.day("2026-02-10")
    said = "reached on 2025-12-20, confirmed on 2026-02-10"
    assert said in reached.do("done", KEY, "--date", "2025-12-31", "--on", "2026-02-10")
    assert said in reached.do("show", KEY)
    [row] = reached.asked("appraise", "--period", "2026Q1", "--unit", "市科技局")
    assert row["because"] == "reached in time on 2025-12-20, due 2025-12-31 (confirmed on 2026-02-10)"
    assert "met-late" not in reached.asked("show", KEY)["flags"]
    assert charged(reached, "2026Q1") == [("on-time", 1)]


def test_what_was_not_reached_is_late(plan):
    plan.day("2026-02-10")
    plan.do("measure", KEY, "--value", "市级研发机构=34", "--on", "2025-12-20")
    assert plan.lamp(KEY) == ("red", "overdue")
    plan.do("measure", KEY, "--value", "市级研发机构=36", "--on", "2026-02-09")
    assert plan.lamp(KEY)[0] == "red", "reached after its date"


def test_what_was_sent_back_is_late(reached):
    reached.day("2026-02-10")
    reached.do("verify", KEY, *VERIFY[2:], "--result", "returned", "--text", "x", "--on", "2026-02-01")
    assert reached.lamp(KEY) == ("red", "overdue")


def test_a_date_without_figures_is_late(plan):
    plan.day("2026-07-10")
    assert plan.lamp(BUILDING) == ("red", "overdue")


def test_by_the_last_date_the_unit_has_to_hand_in(reached):
    reached.day("2028-01-10")
    for value, day in (("市级研发机构=50", "2026-12-01"), ("市级研发机构=61", "2027-12-20")):
        reached.do("measure", KEY, "--value", value, "--on", day)
    task = reached.asked("show", KEY)
    assert (task["lamp"], task["due"], task["days_late"]) == ("red", "2027-12-31", 10)
    assert "2027-12-31 时限的指标已达到，待申请办结" in reached.do("why", KEY, "--lang", "zh")


def test_a_year_s_figure_of_january_stays_in_time_when_the_office_marks_its_date(plan):
    plan.day("2026-01-12")
    plan.do("measure", KEY, "--value", "市级研发机构=36", "--on", "2026-01-10")
    assert plan.lamp(KEY)[0] == "green"
    plan.do("verify", KEY, *VERIFY, "--on", "2026-01-12")
    assert "late" not in plan.do("done", KEY, "--date", "2025-12-31")
    assert "met-late" not in plan.asked("show", KEY)["flags"]
    assert charged(plan, "2026Q1") == [("on-time", 1)]


def test_a_year_s_date_waits_for_figures_that_come_out_in_january(plan):
    plan.day("2025-10-09")
    plan.do("measure", KEY, "--value", "市级研发机构=28")
    plan.day("2026-01-05")
    task = plan.asked("show", KEY)
    assert (task["lamp"], task["days_late"], "overdue" in task["flags"]) == ("yellow", None, False)
    assert "未按期完成" not in plan.do("why", KEY, "--lang", "zh")
    assert [row["key"] for row in plan.asked("overdue")] == []
    assert charged(plan, "2025Q4") == []
    plan.day("2026-02-01")
    task = plan.asked("show", KEY)
    assert (task["lamp"], task["due"], task["days_late"]) == ("red", "2025-12-31", 32)
    assert [fact for fact, _points in charged(plan, "2025Q4")] == ["overdue"]
    plan.do("measure", KEY, "--value", "市级研发机构=36", "--on", "2026-01-25")
    task = plan.asked("show", KEY)
    assert (task["due"], task["days_late"], "to-mark" in task["flags"]) == ("2026-12-31", None, True)


def test_the_last_date_does_not_wait(plan):
    plan.day("2028-01-05")
    plan.do("measure", KEY, "--value", "市级研发机构=55", "--on", "2027-11-30")
    for year in ("2025", "2026"):
        plan.do("done", KEY, "--date", f"{year}-12-31", "--on", f"{year}-12-31", "--waive", "统计口径调整")
    assert plan.asked("show", KEY)["days_late"] == 5
