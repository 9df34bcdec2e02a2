"""A task that is opened again or resumed gets a new date where the office says one; else the old one holds."""

from __future__ import annotations

import pytest

PLAN = """临澜市港口提升行动方案(2025-2026年)

一、主要任务
1.疏浚航道。2026年5月底前完成。
牵头单位:市交通局
"""
KEY = "LL25-1"


@pytest.fixture
def closed(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2025-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "LL25", "--yes", "--new")
    office.day("2026-05-28")
    office.do("close", KEY)
    office.day("2026-07-04")
    return office


def test_without_a_new_date_the_days_late_go_on_from_the_old_one(closed):
    said = closed.do("reopen", KEY, "--reason", "回访发现未疏浚到位")
    assert "its date 2026-05-31 has passed and holds; --due gives it another" in said
    assert closed.asked("overdue") == [], "on this day nothing is late by it"
    closed.day("2026-07-05")
    (late,) = closed.asked("overdue")
    assert (late["due"], late["days_late"], late["late_state"]) == ("2026-05-31", 35, ["reopened"])
    assert "曾办结（2026-05-28），2026-07-04 重启" in closed.do("why", KEY, "--lang", "zh")


def test_with_a_new_date_it_is_late_only_after_that(closed):
    assert "due 2026-08-15" in closed.do("reopen", KEY, "--reason", "回访发现", "--due", "2026-08-15")
    task = closed.asked("show", KEY)
    assert (task["due"], task["due_origin"], closed.asked("overdue")) == ("2026-08-15", "reopened", [])
    closed.day("2026-08-20")
    (late,) = closed.asked("overdue")
    assert (late["days_late"], late["due_origin"]) == (5, "reopened")
    [row] = [row for row in closed.asked("today") if row["key"] == KEY]
    assert row["due_origin"] == "reopened"
    assert "重启时重新确定" in closed.do("today", "--lang", "zh")
    assert "重启时重新确定" in closed.do("overdue", "--lang", "zh")
    closed.do("undo", "--yes")
    assert closed.asked("show", KEY)["status"] == "closed"


def test_a_new_date_before_it_is_opened_again_is_refused(closed):
    said = closed.refused("reopen", KEY, "--reason", "回访", "--due", "2026-07-01")
    assert "the new date 2026-07-01 is before 2026-07-04" in said
    assert closed.asked("show", KEY)["status"] == "closed"


def test_a_task_that_rested_may_get_a_new_date_too(closed):
    closed.do("reopen", KEY, "--reason", "回访", "--due", "2026-08-15")
    closed.do("suspend", KEY, "--reason", "台风")
    closed.day("2026-08-20")
    assert "due 2026-09-30" in closed.do("resume", KEY, "--due", "2026-09-30")
    assert closed.asked("show", KEY)["due"] == "2026-09-30"
