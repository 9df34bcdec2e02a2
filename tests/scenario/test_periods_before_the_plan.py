"""Nobody is asked to report on a period that was over before the plan was issued: no lamp and no appraisal does."""

from datetime import date, timedelta

import pytest

PLAN = """临澜市人民政府办公室关于印发临澜市产业提升实施方案的通知

临政办发〔2025〕3号

{issued}

临澜市产业提升实施方案

（一）培育企业。2026年底前新增规上工业企业20家。（牵头单位：市工业和信息化局）
"""


@pytest.mark.parametrize(
    ("rule", "issued", "first"),
    [
        ("每季度后10日内", date(2025, 1, 10), date(2025, 4, 10)),
        ("每季度10日前", date(2025, 4, 2), date(2025, 7, 10)),
        ("monthly:5", date(2025, 2, 3), date(2025, 3, 5)),
        ("每季度末月25日前", date(2025, 3, 20), date(2025, 3, 25)),
        ("每周五", date(2025, 1, 9), date(2025, 1, 10)),
    ],
)
def test_the_first_report_is_about_a_period_of_the_plan(office, tmp_path, rule, issued, first):
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN.format(issued=f"{issued.year}年{issued.month}月{issued.day}日"), encoding="utf-8")
    after = first + timedelta(days=1)
    office.day(after.isoformat())
    office.do("import", plan, "--yes", "--code", "CY")

    assert f"first {first}" in office.do("cadence", "set", rule, "--plan", "CY", "--from", issued)
    for day, silent in ((issued + timedelta(days=1), []), (first, []), (after, ["CY-1"])):
        assert [one["key"] for one in office.asked("list", "flag:silent", "--as-of", day)] == silent
        facts = office.asked("appraise", "--period", day.year, "--unit", "市工业和信息化局", "--as-of", day)
        assert [one["on"] for one in facts if one["fact"] == "report-missed"] == [str(first)] * len(silent)
