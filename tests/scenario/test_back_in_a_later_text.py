"""A task that a later text leaves out and the one after it has again stands as it stood before."""

from __future__ import annotations

import pytest

TASK = """1.清理收费项目。2026年6月底前完成。
牵头单位:市财政局;配合单位:市司法局
"""
PLAN = f"""滨海市优化环境实施方案(2026年)

一、重点任务
{TASK}2.建设政务大厅。2026年12月底前完成。
牵头单位:市发改委
3.编制年度清单。2026年12月底前完成。
牵头单位:市发改委
"""
KEY = "YH26-1"


@pytest.fixture
def texts(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "without.txt").write_text(PLAN.replace(TASK, ""), encoding="utf-8")
    (tmp_path / "again.txt").write_text(PLAN + "4.完善制度。\n", encoding="utf-8")
    office.day("2026-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "YH26", "--yes", "--new")

    def amend(name, on):
        office.day(on)
        office.do("import", tmp_path / f"{name}.txt", "--amends", "YH26", "--yes")

    return amend


def of_task(office, *more):
    return office.asked("show", KEY, *more)


@pytest.mark.parametrize(
    ("acts", "status"),
    [
        ([], "pending"),
        ([("receive", KEY)], "active"),
        ([("progress", "add", KEY, "--percent", 60, "--text", "推进中")], "active"),
        ([("receive", KEY), ("submit", KEY)], "submitted"),
        ([("suspend", KEY, "--reason", "待批")], "suspended"),
        ([("submit", KEY), ("suspend", KEY, "--reason", "待批")], "suspended"),
    ],
)
def test_it_stands_as_before(office, texts, acts, status):
    office.day("2026-07-01")
    for words in acts:
        office.do(*words)
    before = of_task(office)
    texts("without", "2026-08-01")
    assert of_task(office)["status"] == "dropped"
    assert "without.txt" in office.do("why", KEY, "--lang", "zh")
    texts("again", "2026-09-01")

    after = of_task(office)
    assert (after["status"], after["status_on"]) == (status, before["status_on"])
    assert after["progress"] == before["progress"]
    assert of_task(office, "--as-of", "2026-08-15")["status"] == "dropped"
    assert "方案" in office.do("show", KEY, "--lang", "zh")
    office.do("undo", "--yes")
    assert of_task(office)["status"] == "dropped"
    office.do("undo", "--yes")
    assert of_task(office)["status"] == status


def test_what_was_handed_in_can_be_checked_and_sent_back(office, texts):
    office.day("2026-06-20")
    office.do("order", KEY, "--rung", "blue", "--ground", "滞后", "--reply-by", "2026-07-05")
    office.do("submit", KEY)
    texts("without", "2026-07-10")
    assert office.asked("orders", "list")[0]["reply_state"] == "revoked"
    texts("again", "2026-09-01")

    assert office.asked("orders", "list")[0]["reply_state"] == "unanswered"
    assert of_task(office)["days_late"] is None
    office.day("2026-09-10")
    office.do("return", KEY, "--note", "材料不全")
    assert (of_task(office)["status"], of_task(office)["days_late"]) == ("active", None)
    office.day("2026-09-12")
    assert (of_task(office)["days_late"], of_task(office)["days_rested"]) == (74, 72)
    assert "未列入方案" in office.do("why", KEY, "--lang", "zh")


def test_one_that_the_office_dropped_does_not_come_back(office, texts):
    office.day("2026-07-01")
    office.do("drop", KEY, "--reason", "并入其他任务")
    texts("without", "2026-08-01")
    texts("again", "2026-09-01")
    assert of_task(office)["status"] == "dropped"
