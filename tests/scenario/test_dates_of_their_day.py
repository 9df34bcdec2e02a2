"""What was handed in, closed or marked as met is held against the dates that were in force on its day."""

from __future__ import annotations

import pytest

PLAN = """滨海市优化环境实施方案(2026年)

一、重点任务
1.清理收费项目。2026年6月底前完成。
牵头单位:市财政局;配合单位:市司法局
2.建设政务大厅。2026年12月底前完成。
牵头单位:市发改委
"""
KEY, OTHER = "YH26-1", "YH26-2"
LATER = (
    PLAN.replace("6月底", "9月底").replace("12月底", "8月底")
    + """3.编制年度清单。2026年12月底前完成。
牵头单位:市财政局
"""
)


@pytest.fixture
def plan(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "later.txt").write_text(LATER, encoding="utf-8")
    office.day("2026-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "YH26", "--yes", "--new")
    return tmp_path


def amend(office, folder, on):
    office.do("import", folder / "later.txt", "--amends", "YH26", "--yes", "--on", on)


def of_task(office, key=KEY):
    return office.asked("show", key)


def test_what_was_handed_in_is_held_against_the_dates_of_its_day(office, plan):
    office.day("2026-07-10")
    office.do("submit", KEY)
    office.do("submit", OTHER)
    office.day("2026-09-20")
    amend(office, plan, "2026-09-15")

    late, in_time = of_task(office), of_task(office, OTHER)

    assert (late["due"], late["days_late"], "late" in late["flags"]) == ("2026-06-30", 10, True)
    assert (in_time["due"], in_time["days_late"], "late" in in_time["flags"]) == ("2026-12-31", None, False)
    assert [row["key"] for row in office.asked("overdue")] == [KEY]
    assert "较时限 2026-06-30 晚 10 天" in office.do("why", KEY, "--lang", "zh")

    for key in (KEY, OTHER):
        office.do("close", key, "--waive", "特批")
    assert "late" in of_task(office)["flags"]
    assert "late" not in of_task(office, OTHER)["flags"]
    office.do("reopen", KEY, "--reason", "反弹")
    assert of_task(office)["due"] == "2026-09-30", "who is at work again has what the text of today asks for"


def test_what_is_entered_after_a_later_text_is_held_against_the_dates_of_its_day(office, plan):
    office.day("2026-09-20")
    amend(office, plan, "2026-09-15")

    office.do("submit", KEY, "--on", "2026-07-10")
    assert (of_task(office)["due"], of_task(office)["days_late"]) == ("2026-06-30", 10)
    said = office.do("close", OTHER, "--on", "2026-09-10", "--lang", "zh")
    assert "时限" not in said
    assert "late" not in of_task(office, OTHER)["flags"]


def test_a_date_marked_as_met_is_held_against_that_of_its_day(office, plan):
    office.day("2026-09-20")
    amend(office, plan, "2026-09-15")

    said = office.do("done", KEY, "--date", "2026-06-30", "--on", "2026-07-02", "--lang", "zh")
    assert "2026-06-30" in said
    assert "已超时限" in said
    office.do("done", OTHER, "--date", "2026-08-31", "--on", "2026-09-10")
    assert "met-late" in of_task(office)["flags"]
    assert "met-late" not in of_task(office, OTHER)["flags"]


@pytest.mark.parametrize(("asked_on", "late"), [("2026-06-20", None), ("2026-07-12", 10)])
def test_more_time_counts_for_what_was_handed_in_where_it_was_asked_for_by_then(office, plan, asked_on, late):
    ask = ("extend", "ask", KEY, "--to", "2026-08-31", "--reason", "雨季", "--progress", "过半", "--late")
    for day, *words in sorted([("2026-07-10", "submit", KEY), (asked_on, *ask)]):
        office.day(day)
        office.do(*words)
    office.day("2026-07-15")
    assert of_task(office)["days_late"] == 10

    office.do("extend", "grant", KEY, "--to", "2026-08-31", "--by", "王海")

    assert of_task(office)["days_late"] == late
    assert of_task(office)["due"] == ("2026-06-30" if late else "2026-08-31")


def test_nothing_is_done_about_a_task_before_the_text_that_brought_it(office, plan):
    office.day("2026-09-20")
    amend(office, plan, "2026-09-15")

    assert "2026-09-15" in office.refused("receive", "YH26-3", "--on", "2026-09-14")
    office.do("receive", "YH26-3", "--on", "2026-09-15")


FIGURES = """滨海市优化环境实施方案(2026年)

一、重点任务
1.新建便民驿站20个,改造大厅5处。2026年12月底前完成。
牵头单位:市财政局
"""


def test_a_figure_that_a_later_text_has_no_more_is_measured_for_a_day_before_it(office, tmp_path):
    (tmp_path / "plan.txt").write_text(FIGURES, encoding="utf-8")
    later = FIGURES.replace("20个,改造大厅5处", "30个,培训人员90名")
    (tmp_path / "later.txt").write_text(later, encoding="utf-8")
    office.day("2026-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "YH26", "--yes", "--new")
    office.day("2026-09-20")
    office.do("import", tmp_path / "later.txt", "--amends", "YH26", "--yes", "--on", "2026-09-15")

    measured = office.do(
        "measure", KEY, "--value", "改造大厅=5", "--value", "便民驿站=20", "--on", "2026-09-01", "--lang", "zh"
    )
    assert "目标 20" in measured
    assert of_task(office, KEY)["figures_measured"] == 1
    assert office.asked("show", KEY, "--as-of", "2026-09-02")["progress"] == 100
    office.refused("measure", KEY, "--value", "培训人员=9", "--on", "2026-09-01")
    office.refused("measure", KEY, "--value", "改造大厅=5", "--on", "2026-09-18")
    office.do("progress", "add", KEY, "--value", "改造大厅=4", "--text", "推进中", "--on", "2026-09-02")


def test_more_time_is_asked_for_late_by_the_date_of_the_day_on_which_it_was(office, plan):
    office.day("2026-09-20")
    amend(office, plan, "2026-09-15")

    said = office.do(
        "extend", "ask", OTHER, "--to", "2027-03-31", "--reason", "选址未定", "--progress", "5", "--on", "2026-09-05"
    )

    assert "in place of 2026-12-31" in said, "the text of the day asked for that, and not for 2026-08-31"
    assert [one["late"] for one in of_task(office, OTHER)["extensions"]] == [False]
