"""What is done or reported shortly after a time of a duty was missed makes up for that time, and not for the next."""

from __future__ import annotations

PLAN = """滨海市科技创新行动计划(2025-2027年)
2025年1月1日

一、重点任务
1.开展走访慰问。每年春节前走访慰问科技人员。(牵头单位:市总工会)
2.报送进展。每季度向市政府报送进展情况。(牵头单位:市发改委)
"""
VISIT, REPORT = "BH25-1", "BH25-2"


def met(office, key):
    return {one["due"]: one["met_on"] for one in office.asked("show", key)["occurrences"] if one["met_on"]}


def test_the_time_just_missed_is_made_up_for(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-06-20")
    office.do("import", tmp_path / "plan.txt", "--code", "BH25", "--yes", "--new", "--no-conclude")

    office.do("progress", "add", VISIT, "--text", "走访慰问科技人员30名", "--on", "2026-02-10", "--duty-done")
    assert [due[:4] for due in met(office, VISIT)] == ["2026"]

    office.do("progress", "add", REPORT, "--text", "一季度开工3家", "--on", "2026-04-08")
    office.do("progress", "add", REPORT, "--text", "二季度开工5家", "--on", "2026-04-20")
    assert met(office, REPORT) == {"2026-03-31": "2026-04-08", "2026-06-30": "2026-04-20"}


def test_what_is_nearer_to_the_next_time_meets_that(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-06-20")
    office.do("import", tmp_path / "plan.txt", "--code", "BH25", "--yes", "--new", "--no-conclude")

    office.do("progress", "add", REPORT, "--text", "二季度开工5家", "--on", "2026-06-18")
    assert met(office, REPORT) == {"2026-06-30": "2026-06-18"}
