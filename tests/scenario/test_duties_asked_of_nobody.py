"""Times of a recurring duty that fell while nobody had to do it: neither lamp, order nor appraisal counts them."""

from __future__ import annotations

import pytest

PLAN = """临澜市营商环境行动计划(2026年)

一、主要任务
1.开展巡查。每月开展巡查1次。
牵头单位:市城管局
"""
KEY = "LL26-1"


@pytest.fixture
def patrolled(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-01")
    office.do("import", tmp_path / "plan.txt", "--code", "LL26", "--yes", "--new", "--doubtful")
    office.day("2026-12-31")
    for day in ("2026-01-31", "2026-02-28", "2026-03-31"):
        office.do("duty", KEY, "--due", day, "--on", day)
    return office


def missed(office, period):
    rows = office.asked("appraise", "--period", period, "--unit", "市城管局")
    return [row["on"] for row in rows if row["fact"] == "duty-missed" and not row["exempt"]]


@pytest.mark.parametrize(
    ("down", "up"),
    [("suspend", "resume"), ("drop", "reopen"), ("close", "reopen")],
)
def test_what_fell_while_a_task_rested_is_not_missed(patrolled, down, up):
    patrolled.do(down, KEY, "--reason" if down != "close" else "--waive", "机构调整", "--on", "2026-04-10")
    patrolled.do(up, KEY, *(("--reason", "继续") if up == "reopen" else ()), "--on", "2026-06-10")
    seen = patrolled.asked("show", KEY, "--as-of", "2026-06-11")
    assert (seen["lamp"] == "red", seen["next_occurrence"]) == (False, "2026-06-30")
    assert patrolled.asked("orders", "suggest", "--as-of", "2026-06-11") == []
    assert missed(patrolled, "2026-05") == []
    late = patrolled.asked("why", KEY, "--as-of", "2026-07-01")
    assert (late["decided_by"]["rule"], missed(patrolled, "2026-06")) == ("duty-missed", ["2026-06-30"])
    patrolled.do("duty", KEY, "--on", "2026-06-12")
    assert patrolled.asked("show", KEY, "--as-of", "2026-07-01")["next_occurrence"] == "2026-07-31"


def test_what_fell_in_an_exempt_month_is_not_missed(patrolled):
    patrolled.do("exempt", KEY, "--month", "2026-04", "--reason", "防汛")
    seen = patrolled.asked("show", KEY, "--as-of", "2026-05-10")
    assert (seen["lamp"] == "red", seen["next_occurrence"]) == (False, "2026-05-31")
    assert missed(patrolled, "2026-04") == []
