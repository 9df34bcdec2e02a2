"""A recurring duty of a collective: what one member has done counts, and the others can say that they did it too."""

from __future__ import annotations

PLAN = """沧州市2026年人居环境整治方案

一、重点任务
1.清运垃圾。每月底前开展一次集中清运。
牵头单位:各县(市、区)政府
2.疏浚河道。每月底前开展一次集中疏浚。
牵头单位:市水务局
"""
KEY, ALONE = "CZ26-1", "CZ26-2"
TOWNS = ("东区政府", "西区政府", "南区政府")


def done(key, unit, day="2026-01-29"):
    return "progress", "add", key, "--unit", unit, "--duty-done", "--text", "清运300吨", "--on", day


def test_each_member_can_say_that_it_did_it(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.do("units", "members", "各县(市、区)政府", "add", *TOWNS, "--from", "2026-01-01", "--yes", "--new")
    office.day("2026-02-05")

    assert "the duty due on 2026-01-31 is met" in office.do(*done(KEY, TOWNS[0]))
    said = office.do(*done(KEY, TOWNS[1], "2026-01-30"))

    assert f"counts as met since 2026-01-29; that {TOWNS[1]} has done it too is noted" in said
    assert "duty-missed" not in office.asked("show", KEY)["flags"]
    told = [(act["on"], act["unit"]) for act in office.asked("show", KEY)["history"] if act["kind"] == "met"]
    assert told == [("2026-01-29", TOWNS[0]), ("2026-01-30", TOWNS[1])]
    assert "the duty of 2026-01-31 was met on 2026-01-29" in office.refused(*done(KEY, TOWNS[1]))
    assert "the duty of 2026-01-31 was met on 2026-01-29" in office.refused("duty", KEY, "--on", "2026-01-30")


def test_who_answers_alone_says_it_once(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-12")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ26", "--yes", "--new")
    office.day("2026-02-05")
    office.do(*done(ALONE, "市水务局"))
    assert "the duty of 2026-01-31 was met on 2026-01-29" in office.refused(*done(ALONE, "市水务局"))
