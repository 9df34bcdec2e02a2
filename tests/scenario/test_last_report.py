"""The report on a plan's last period is asked for, though it is due when the plan is over."""

from __future__ import annotations

PLAN = """滨海市营商环境工作要点（2026年）

一、重点任务
1.推行一网通办。2026年12月31日前完成。每月5日前报送上月进展。
牵头单位：市科技局
"""


def test_the_last_quarter_and_the_last_month_are_reported_on(office, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", document, "--code", "YS26", "--yes", "--new")
    office.do("cadence", "set", "--plan", "YS26", "每季度后10日内反馈")
    office.day("2026-10-09")
    office.do("progress", "add", "YS26-1", "--unit", "市科技局", "--percent", "80")
    shown = office.asked("show", "YS26-1", "--as-of", "2026-12-31")
    assert shown["report_by"] == "2027-01-10"
    assert shown["occurrences"][-1]["due"] == "2027-01-05"
    assert "silent" in office.asked("show", "YS26-1", "--as-of", "2027-01-11")["flags"]
