"""A duty to do something is met by an act, an explicit word of the report or its figure; one to report by a report."""

from __future__ import annotations

import openpyxl
import pytest

KEY = "HZ13-20"
TALENTS = "经济社会各领域急需的优秀人才"
PLAN = """滨海市安全生产工作方案(2026年)

一、重点任务
1.检查渔船。每季度开展一次拉网式排查。
牵头单位:市应急局
2.报送情况。每季度报送进展。
牵头单位:市财政局
"""


def duty(office, key):
    [one] = office.asked("show", key)["duties"]
    return one["met"], one["next_due"]


def times(office, key):
    return {one["due"]: one["met_on"] for one in office.asked("show", key)["occurrences"]}


def test_a_report_of_a_fifth_meets_no_yearly_duty(real):
    real.day("2014-06-30")
    said = real.do("progress", "add", KEY, "--percent", 20, "--text", "已引进120名", "--lang", "zh")
    assert "周期性任务已完成" not in said
    assert times(real, KEY)["2014-12-31"] is None
    real.day("2015-01-01")
    assert real.lamp(KEY) == ("red", "duty-missed")


def test_its_figure_meets_it_once_it_is_reached(real):
    real.day("2014-06-30")
    real.do("measure", KEY, "--value", f"{TALENTS}=120")
    assert times(real, KEY)["2014-12-31"] is None
    real.day("2014-12-20")
    real.do("progress", "add", KEY, "--value", f"{TALENTS}=612", "--text", "已引进612名")
    assert times(real, KEY)["2014-12-31"] == "2014-12-20"
    assert times(real, KEY)["2013-12-31"] is None
    real.day("2015-01-10")
    real.do("measure", KEY, "--value", f"{TALENTS}@每年@2013=640")
    assert times(real, KEY)["2013-12-31"] == "2015-01-10"
    assert "duty-missed" not in real.asked("show", KEY)["flags"]
    assert "every table agree" in real.do("log", "verify")


@pytest.fixture
def quarterly(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-02-10")
    office.do("import", tmp_path / "plan.txt", "--code", "AQ", "--yes", "--new")
    return office


def test_what_is_to_be_reported_is_met_by_a_report(quarterly):
    assert "the duty due on 2026-03-31 is met" in quarterly.do("progress", "add", "AQ-2", "--text", "支出3亿元")
    assert duty(quarterly, "AQ-2") == (1, "2026-06-30")


def test_what_is_to_be_done_wants_a_word_of_its_own(quarterly):
    office = quarterly
    said = office.do("progress", "add", "AQ-1", "--text", "动员5次")
    assert "is met" not in said
    assert "a report alone does not meet the duty due on 2026-03-31" in said
    assert duty(office, "AQ-1") == (0, "2026-03-31")
    said = office.do("progress", "add", "AQ-1", "--text", "排查渔船732艘", "--duty-done")
    assert "the duty due on 2026-03-31 is met" in said
    assert duty(office, "AQ-1") == (1, "2026-06-30")
    office.do("undo", "--yes")
    assert duty(office, "AQ-1") == (0, "2026-03-31")
    office.day("2026-04-05")
    assert office.lamp("AQ-1") == ("red", "duty-missed")
    office.do("progress", "add", "AQ-1", "--text", "补查12艘", "--duty", "2026-03-31")
    assert duty(office, "AQ-1") == (1, "2026-06-30")
    office.do("duty", "AQ-1")
    assert duty(office, "AQ-1") == (2, "2026-09-30")
    assert "has no duty due" in office.refused("progress", "add", "AQ-1", "--text", "x1", "--duty", "2026-04-30")


def test_a_sheet_asks_whether_it_was_done(quarterly, tmp_path):
    office = quarterly
    office.do("progress", "sheet", "plan:AQ", "--output", tmp_path / "s.xlsx", "--one-sheet")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    [sheet] = book.worksheets
    places = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, places["key"]).value == "AQ-1")
    sheet.cell(row, places["text"]).value = "排查渔船732艘"
    sheet.cell(row, places["duty"]).value = "yes"
    book.save(tmp_path / "filled.xlsx")
    office.do("progress", "import", tmp_path / "filled.xlsx", "--yes")
    assert duty(office, "AQ-1") == (1, "2026-06-30")


def test_the_appraisal_counts_what_was_only_reported_as_missed(quarterly):
    office = quarterly
    office.do("progress", "add", "AQ-1", "--text", "动员5次")
    office.do("progress", "add", "AQ-2", "--text", "支出3亿元")
    office.day("2026-04-05")
    for unit, facts in (("市应急局", ["duty-missed"]), ("市财政局", [])):
        found = [one["fact"] for one in office.asked("appraise", "--period", "2026Q1", "--unit", unit)]
        assert [fact for fact in found if fact == "duty-missed"] == facts, unit
