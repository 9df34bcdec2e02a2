"""What `show` says of a task and what `why` says of it are the same, to the decimal and in one order."""

from __future__ import annotations

import pytest

PLAN = """沧州市2026年大气治理工作方案

一、重点任务
1.拆除燃煤锅炉。2026年12月底前完成。
牵头单位:各县(市、区)政府
2.通报水质。每月通报一次监测结果，2026年12月底前建成监测点80个。
牵头单位:市生态环境局
3.修订管理办法。2026年12月底前完成。
"""
BOILERS, WATER, RULES = "CZ26-1", "CZ26-2", "CZ26-3"
TOWNS = ("东区政府", "西区政府", "南区政府")


@pytest.fixture
def city(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    members = ("units", "members", "各县(市、区)政府", "add", *TOWNS)
    office.do(*members, "--from", "2026-01-01", "--yes", "--new")
    return office


def shown(office, key):
    return "".join(line.strip() for line in office.do("show", key, "--lang", "zh").splitlines())


def test_who_has_to_report_anew_after_a_reopening_was_not_sent_back(city):
    city.day("2026-04-08")
    for unit, percent in zip(TOWNS, (60, 40, 50), strict=True):
        city.do("progress", "add", BOILERS, "--unit", unit, "--percent", percent, "--text", "拆除锅炉3台")
    told = shown(city, BOILERS)
    assert "东区政府 60%、西区政府 40%、南区政府 50%" in told, "in the order of why"
    city.day("2026-05-08")
    for unit in TOWNS:
        city.do("submit", BOILERS, "--unit", unit)
    city.do("close", BOILERS, "--waive", "已公示")
    assert "豁免办结" in shown(city, BOILERS)
    city.day("2026-06-02")
    city.do("reopen", BOILERS, "--reason", "返潮")
    assert "、".join(f"{unit}（重启后待重新报送）" for unit in TOWNS) in shown(city, BOILERS)
    why = city.do("why", BOILERS, "--lang", "zh")
    assert f"重启后待重新报送成员单位：{'、'.join(TOWNS)}\n" in why
    assert "退回" not in why


def test_a_share_has_the_decimal_that_why_gives_it(city):
    city.day("2026-04-08")
    city.do("progress", "add", WATER, "--value", "监测点=45", "--text", "建成监测点45个")
    told = shown(city, WATER)
    assert "达 45个、56.3%、" in told
    assert "进度56.3%、" in told.replace(" ", "")
    assert "56.3%" in city.do("why", WATER, "--lang", "zh")
    city.do("progress", "add", WATER, "--value", "监测点=80", "--text", "建成监测点80个", "--on", "2026-04-08")
    assert "达 80个、100%、已完成" in shown(city, WATER)


def test_several_times_of_a_duty_that_are_owed_are_counted(city):
    city.day("2026-02-03")
    assert "2026-01-31 期逾期未办" in shown(city, WATER)
    city.day("2026-04-02")
    assert "自 2026-01-31 起共 3 期逾期未办" in shown(city, WATER)


def test_a_task_that_nobody_leads_says_so(city):
    assert "牵头单位  未明确" in city.do("show", RULES, "--lang", "zh").replace("牵头单位    ", "牵头单位  ")
