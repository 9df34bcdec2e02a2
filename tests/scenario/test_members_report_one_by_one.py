"""While only some members of a collective have reported, that is said, and no report lights a worse lamp."""

from __future__ import annotations

import pytest

PLAN = """滨海市乡村建设行动方案（2026年）

一、重点任务
1.清理河道垃圾。2026年12月31日前完成。
牵头单位：各县(市、区)政府
"""
MEMBERS = ("东区政府", "西区政府", "南区政府")


@pytest.fixture
def collective(office, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", document, "--code", "XC26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *MEMBERS, "--new")
    office.day("2026-07-01")
    return office


def report(office, unit, percent):
    office.do("progress", "add", "XC26-1", "--unit", unit, "--percent", str(percent))


def test_a_first_report_makes_no_lamp_worse(collective):
    before = collective.lamp("XC26-1")
    report(collective, "东区政府", 55)
    assert collective.lamp("XC26-1") == before
    shown = collective.asked("show", "XC26-1")
    assert (shown["progress"], shown["behind"]) == (55, None)
    assert "1/3 家已报，平均 55%" in collective.do("show", "XC26-1", "--lang", "zh")
    assert "进度 1/3 家已报，平均 55%" in collective.do("why", "XC26-1", "--lang", "zh")
    assert "成员单位已报进度 1/3 家，报齐前不评定序时进度" in collective.do("why", "XC26-1", "--lang", "zh")


def test_all_of_them_are_set_against_the_schedule(collective):
    for unit, percent in zip(MEMBERS, (55, 40, 25), strict=True):
        report(collective, unit, percent)
    shown = collective.asked("show", "XC26-1")
    assert shown["progress"] == 40
    assert shown["behind"] == pytest.approx(9.7, abs=0.3)
    assert "报齐前" not in collective.do("why", "XC26-1", "--lang", "zh")
