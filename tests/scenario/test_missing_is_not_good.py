"""What nobody reported is not known, and not good: figures not measured, tasks without a date and without a report."""

from __future__ import annotations

import pytest

KEY = "CZ15-8"


def figures(office, key):
    return {one["pointer"]: one for one in office.asked("show", key)["indicators"]}


@pytest.fixture
def one_of_eight(real):
    real.day("2016-06-30")
    name = next(name for name, one in figures(real, KEY).items() if "杰出专业技术人才" in name)
    real.do("measure", KEY, "--value", f"{name}=3")
    return real


def test_one_figure_of_eight_makes_no_task_whole(one_of_eight):
    office = one_of_eight
    task = office.asked("show", KEY)
    assert (task["progress"], task["behind"]) == (None, None)
    assert (task["figures_measured"], task["figures_total"]) == (1, 8)
    assert "不明、已报 1/8 项指标" in office.do("show", KEY, "--lang", "zh")
    assert "已报 1/8 项指标，其余情况不明" in office.do("why", KEY, "--lang", "zh")
    assert [row["key"] for row in office.asked("list", "flag:unmeasured")] == [KEY]
    assert [row["key"] for row in office.asked("list", "flag:指标未报全")] == [KEY]


def test_closing_names_the_figures_that_nobody_reported(one_of_eight):
    office = one_of_eight
    office.do("verify", KEY, "--result", "accepted", "--how", "documents", "--by", "张三")
    said = office.refused("close", KEY, "--lang", "zh")
    assert "8 项指标中有 7 项未报" in said
    left = [name for name, one in figures(office, KEY).items() if one["share"] is None]
    assert len(left) == 7
    assert all(name in said for name in left)

    for name in left:
        office.do("measure", KEY, "--value", f"{name}=150")
    assert office.asked("show", KEY)["progress"] == 100
    office.do("verify", KEY, "--result", "accepted", "--how", "documents", "--by", "张三")
    office.do("close", KEY)


def test_a_figure_that_falls_short_is_told_though_others_are_missing(one_of_eight):
    office = one_of_eight
    name = next(name for name, one in figures(office, KEY).items() if one["share"] is None)
    office.do("measure", KEY, "--value", f"{name}=3")
    task = office.asked("show", KEY)
    assert task["figures_measured"] == 2
    assert task["progress"] == pytest.approx(min(one["share"] for one in task["indicators"] if one["share"]))


PLAN = """滨海市乡村振兴实施方案

一、重点任务
1.编制村庄规划。20××年底前完成。
牵头单位:市资源规划局
2.开展法律援助。长期坚持。
牵头单位:市司法局
"""


def test_no_date_and_no_report_is_grey_for_a_month_and_then_yellow(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2016-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "XZ", "--yes", "--new")
    office.do("add", "研究场馆错峰开放", "--lead", "市文旅局", "--new")
    [key] = [row["key"] for row in office.asked("list", "plan:none")]
    assert office.lamp(key) == ("grey", "just-handed-out")
    office.day("2016-03-31")
    assert office.lamp(key) == ("grey", "just-handed-out")
    office.day("2016-04-01")
    assert office.lamp(key) == ("yellow", "unknown")
    assert {row["key"] for row in office.asked("list", "flag:unknown")} == {"XZ-1", "XZ-2", key}
    assert "情况不明" in office.do("list", "flag:情况不明", "--lang", "zh")
    assert [row["key"] for row in office.asked("list", "handed:2016-03")] == [key]

    office.do("progress", "add", key, "--text", "已开馆3次")
    assert office.lamp(key)[1] != "unknown"
    assert key not in {row["key"] for row in office.asked("list", "flag:unknown")}


@pytest.mark.parametrize("pack", ["13710", "points-behind", "three-colour", "three-colour-near"])
def test_every_pack_knows_what_nobody_knows(office, pack):
    office.day("2016-03-01")
    office.do("add", "研究场馆错峰开放", "--lead", "市文旅局", "--new")
    office.do("rules", "use", pack)
    office.day("2016-04-01")
    [key] = [row["key"] for row in office.asked("list", "")]
    assert "unknown" in [
        rule["rule"] for rule in (office.asked("why", key)["decided_by"], *office.asked("why", key)["also"])
    ]
    assert office.lamp(key)[0] in {"yellow", "red"}


def test_a_year_struck_out_is_no_date_and_not_the_plans_end(office, tmp_path):
    text = PLAN.replace("实施方案", "实施方案(2016-2017年)")
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    office.day("2016-03-01")
    office.do("import", tmp_path / "plan.txt", "--code", "XZ", "--yes", "--new")
    task = office.asked("show", "XZ-1")
    assert (task["due"], task["due_origin"]) == (None, None)
    assert {"undated", "unknown"} <= set(task["flags"])
    assert office.asked("list", "origin:none")[0]["key"] == "XZ-1"


def test_since_when_it_is_under_way_is_told_by_the_first_act(office, tmp_path):
    office.day("2016-03-01")
    office.do("add", "整治河道", "--lead", "市水利局", "--due", "2016-12-31", "--new")
    [key] = [row["key"] for row in office.asked("list", "")]
    office.day("2016-06-20")
    office.do("progress", "add", key, "--percent", 40, "--text", "清淤2公里", "--on", "2016-06-10")
    office.do("receive", key, "--on", "2016-06-15")
    assert office.asked("show", key)["status_on"] == "2016-06-10"
    office.do("progress", "add", key, "--percent", 10, "--text", "动工", "--on", "2016-03-10")
    task = office.asked("show", key)
    assert (task["status"], task["status_on"]) == ("active", "2016-03-10")
    assert office.asked("show", key, "--as-of", "2016-04-01")["status"] == "active"
    assert "every table agree" in office.do("log", "verify")


def test_a_figure_that_was_sent_back_is_not_called_unreported(office, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "云岭市2026年教育工作方案\n\n一、重点任务\n1.办好幼儿园。2026年5月底前建成乡镇公办幼儿园12所。\n牵头单位：市教育局\n配合单位：市住建局\n",
        encoding="utf-8",
    )
    office.day("2026-01-05")
    office.do("import", plan, "--code", "JY26", "--yes", "--new")
    office.day("2026-05-26")
    office.do("progress", "add", "JY26-1", "--unit", "市住建局", "--value", "乡镇公办幼儿园=5")
    assert "未报指标：乡镇公办幼儿园" in office.do("why", "JY26-1", "--lang", "zh"), (
        "what others measured is not the lead's"
    )
    office.do("measure", "JY26-1", "--value", "乡镇公办幼儿园=12")
    office.do("submit", "JY26-1")
    office.day("2026-06-08")
    office.do("return", "JY26-1", "--reason", "2所未通过消防验收")
    said = office.do("why", "JY26-1", "--lang", "zh")
    assert "已退回待重报指标：乡镇公办幼儿园" in said
    assert "未报指标" not in said
    assert "2026-05-31 前 · 已退回，待重报" in office.do("show", "JY26-1", "--lang", "zh")
