"""A claim that is sent back counts no more: progress falls back to the last accepted figure, else it is unknown."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

PLAN = """湖州市创新城市工作方案（2013—2015年）

一、重点任务
1.建成科技创业园。2015年12月底前完成。
牵头单位:市科技局
2.引进创新人才100名。2015年12月底前完成。
牵头单位:市人才办
"""
KEY, PEOPLE = "HZ13-1", "HZ13-2"


@pytest.fixture
def laid(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2013-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "HZ13", "--yes", "--new")
    return office


def check(office, key, result, text="看过现场"):
    office.do("verify", key, "--result", result, "--how", "site", "--by", "张三", "--text", text)


def report(office, key, percent, unit="市科技局"):
    office.do("progress", "add", key, "--unit", unit, "--percent", percent, "--text", "主体工程完工,正在验收")


def standing(office, key=KEY):
    task = office.asked("show", key)
    return task["progress"], task["claimed"], task["lamp"], "sent-back" in task["flags"]


def test_what_was_claimed_is_unknown_when_it_was_sent_back(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 100)
    laid.do("submit", KEY)
    check(laid, KEY, "returned", "不实")
    assert standing(laid) == (None, False, "yellow", True)
    laid.day("2015-10-10")
    assert standing(laid) == (None, False, "yellow", True)
    assert "所报情况于 2013-06-10 被退回" in laid.do("why", KEY, "--lang", "zh")
    assert laid.do("list", "flag:退回待重报", "--format", "csv").count(KEY) == 1
    (told,) = laid.asked("show", KEY)["reports"]
    assert (told["verified"], told["sent_back"]) == (False, True)


def test_it_goes_back_to_the_last_accepted_figure_until_reported_anew(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 40)
    laid.day("2013-06-20")
    check(laid, KEY, "accepted")
    laid.day("2013-09-10")
    report(laid, KEY, 90)
    assert standing(laid)[:2] == (90, True)
    check(laid, KEY, "returned", "虚报")
    assert standing(laid) == (40, False, "yellow", True)
    laid.day("2013-10-10")
    report(laid, KEY, 60)
    assert standing(laid) == (60, True, "green", False)
    check(laid, KEY, "accepted")
    reports = laid.asked("show", KEY)["reports"]
    assert [(one["percent"], one["verified"], one["sent_back"]) for one in reports] == [
        (40, True, False),
        (90, False, True),
        (60, True, False),
    ]
    assert laid.asked("show", KEY, "--as-of", "2013-09-11")["progress"] == 40


def test_a_handing_in_that_is_returned_leaves_what_was_accepted_before(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 40)
    check(laid, KEY, "accepted")
    laid.day("2013-07-10")
    laid.do("submit", KEY)
    check(laid, KEY, "returned", "尚未完成")
    assert standing(laid) == (40, False, "yellow", True)


def test_a_later_check_takes_back_what_an_earlier_one_accepted(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 30)
    check(laid, KEY, "accepted")
    report(laid, KEY, 80)
    laid.day("2013-06-20")
    check(laid, KEY, "accepted")
    laid.day("2013-07-20")
    check(laid, KEY, "returned", "复核发现不实")
    assert standing(laid) == (30, False, "yellow", True)
    assert laid.asked("show", KEY, "--as-of", "2013-07-19")["progress"] == 80


def test_a_check_does_not_accept_what_was_entered_after_it(laid):
    laid.day("2013-06-01")
    report(laid, KEY, 30)
    laid.day("2013-06-10")
    check(laid, KEY, "accepted")
    laid.do("progress", "add", KEY, "--unit", "市科技局", "--percent", 90, "--text", "已完工", "--on", "2013-06-09")
    laid.do("submit", KEY, "--on", "2013-06-09")
    assert standing(laid)[:2] == (90, True)
    told = {one["percent"]: one["verified"] for one in laid.asked("show", KEY)["reports"]}
    assert told == {30: True, 90: False}
    assert laid.do("list", "flag:waiting", "--format", "csv").count(KEY) == 1


def test_a_task_that_is_opened_again_loses_what_it_was_closed_by(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 100)
    laid.do("submit", KEY)
    check(laid, KEY, "accepted")
    laid.do("close", KEY)
    laid.day("2013-08-01")
    laid.do("reopen", KEY, "--reason", "回访发现未投用")
    assert standing(laid) == (None, False, "yellow", True)


def test_a_measured_figure_is_sent_back_too(laid):
    laid.day("2013-06-10")
    laid.do("measure", PEOPLE, "--unit", "市人才办", "--value", "创新人才=100")
    assert standing(laid, PEOPLE)[:2] == (100, True)
    check(laid, PEOPLE, "returned", "名单不实")
    assert standing(laid, PEOPLE)[0] is None
    assert "were sent back" in laid.refused("close", PEOPLE)
    laid.do("measure", PEOPLE, "--unit", "市人才办", "--value", "创新人才=30")
    assert standing(laid, PEOPLE)[0] == 30


def test_undoing_the_check_gives_the_claim_back(laid):
    laid.day("2013-06-10")
    report(laid, KEY, 80)
    check(laid, KEY, "returned")
    laid.do("undo", "--yes")
    assert standing(laid)[:2] == (80, True)
    assert "intact" in laid.do("log", "verify").lower() or laid.do("log", "verify")


def test_a_sheet_shows_a_unit_what_it_reported_and_was_not_sent_back(laid, tmp_path):
    laid.day("2013-06-10")
    report(laid, KEY, 40)
    check(laid, KEY, "accepted")
    report(laid, KEY, 90)
    check(laid, KEY, "returned", "虚报")
    laid.do("progress", "sheet", f"plan:HZ13 {KEY}", "-o", tmp_path / "sheet.xlsx", "--one-sheet")
    sheet = load_workbook(tmp_path / "sheet.xlsx").active
    values = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {40, 90} & values == {40}


def test_returned_is_said_of_the_report_that_was_checked_alone(demo):
    """The older ones count no more either, but nobody sent them back; a reopening sends nothing back."""
    told = [(one["percent"], one["sent_back"], one["reopened"]) for one in demo.asked("show", "LL25B-3")["reports"]]
    assert told == [(33, False, False), (66, False, False), (None, True, False)]
    assert demo.asked("show", "LL25B-3")["progress"] is None
    listed = demo.asked("progress", "list", "LL25B-3")
    assert [one["sent_back"] for one in listed] == [True, False, False]
    again = [(one["percent"], one["sent_back"], one["reopened"]) for one in demo.asked("show", "LL25-16")["reports"]]
    assert again == [(38, False, False), (75, False, True), (83, False, False)]
    assert "75%  重启后不再计" in demo.do("show", "LL25-16", "--lang", "zh")
