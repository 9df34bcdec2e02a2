"""On schedule by the stage at hand, on the demo: half a year is set against half of its own year."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("key", "progress", "behind", "figure"),
    [
        ("LL24-10", 48.9, 4.7, "技术合同成交额"),
        ("LL25-5", 56.9, -3.3, "开工改造老旧小区"),
        ("LL25-15", 44.4, 9.2, "改造老旧管网"),
        ("LL25B-1", 45.4, 8.2, "海洋工程装备产业产值"),
        ("LL25B-6", 51.0, 2.6, "港口货物吞吐量"),
        ("LL25-8", 60.0, 23.8, "社区嵌入式服务综合体"),
    ],
)
def test_half_a_year_is_set_against_half_of_its_own_year(demo, key, progress, behind, figure):
    task = demo.asked("show", key)
    assert (round(task["progress"], 1), round(task["behind"], 1)) == (progress, behind)
    assert task["should"].split() == [figure, f"{progress + behind:.4g}%"], "what is due less what is there is the lag"
    assert task["actual"] == f"{progress:.4g}%"
    assert task["lamp"] != "red"


def test_the_port_is_on_schedule(demo):
    assert demo.lamp("LL25B-6") == ("green", "on-schedule")
    figures = {one["due"][:4]: one for one in demo.asked("show", "LL25B-6")["indicators"]}
    assert [(year, figures[year]["share"], figures[year]["state"]) for year in ("2025", "2026", "2027")] == [
        ("2025", 100, "late"),
        ("2026", pytest.approx(51), None),
        ("2027", None, None),
    ]


def test_an_extension_moves_the_figures_of_its_date(demo):
    assert demo.lamp("LL25-8") == ("yellow", "behind")
    [figure] = demo.asked("show", "LL25-8")["indicators"]
    assert (figure["due"], figure["until"]) == ("2026-08-31", "2026-10-31")
    assert "社区嵌入式服务综合体 不少于 25个，2026-10-31 前" in demo.do("show", "LL25-8", "--lang", "zh")
    assert demo.asked("show", "LL25-8", "--as-of", "2026-05-17")["behind"] == 46.5
    assert demo.asked("show", "LL25-8", "--as-of", "2026-05-18")["behind"] == 39.1


def test_what_is_overdue_is_never_ahead(demo):
    assert demo.asked("list", "flag:overdue behind<0") == []
    late = demo.asked("show", "LL25-11")
    assert (late["behind"], late["should"], late["actual"]) == (19, "100%", "81%")
    assert "超前" not in demo.do("show", "LL25-11", "--lang", "zh")
    assert demo.asked("show", "LL25B-3")["behind"] is None, "its figure has until 2027"
    assert "超前" not in demo.do("show", "LL25B-3", "--lang", "zh")


def test_a_closed_task_is_done(demo):
    for key in ("LL25-2", "LL25-4", "LL24-12"):
        task = demo.asked("show", key)
        assert (task["status"], task["progress"], task["claimed"]) == ("closed", 100, False), key
    assert demo.asked("show", "LL26-4")["progress"] == pytest.approx(66, abs=1), "waived: its figure says how far it is"


def test_what_is_behind_is_told_by_target_and_actual(demo):
    assert "一刻钟便民生活圈：应达 34.6个（76.8%，目标 45个），实达 18个（40%），滞后序时进度 36.8 个百分点" in demo.do(
        "why", "LL25-20", "--lang", "zh"
    )
    assert "应达 84.6%，实达 50%，滞后序时进度 34.6 个百分点" in demo.do("why", "LL24-6", "--lang", "zh")
    shown = " ".join(demo.do("show", "LL25B-6").split())
    assert "港口货物吞吐量 53.6% due by now, 51% there" in shown
    reminded = demo.do("remind", "key:LL25-20", "--dry-run", "--lang", "zh")
    assert "一刻钟便民生活圈：应达 34.6个（76.8%，目标 45个），实达 18个（40%）" in reminded


def test_reds_of_the_demo_that_are_left(demo):
    assert {task["key"] for task in demo.asked("list", "lamp:red -flag:overdue")} == {
        "LL24-6",
        "LL25-18",
        "LL25-20",
        "LL26-3",
        "LL26-7",
    }


PLAN = """滨海市科技创新行动计划(2026年)

一、重点任务
1.建设园区。2026年底前,新建园区10个,建成中试基地1座。
牵头单位:市科技局
"""


def test_a_milestone_ahead_is_not_what_a_task_is_behind_with(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "KC", "--yes", "--new")
    office.day("2026-07-02")
    office.do("indicator", "KC-1", "#2", "--kind", "milestone")
    office.do("measure", "KC-1", "--value", "#1=2", "--value", "#2=0")
    task = office.asked("show", "KC-1")
    assert (task["progress"], round(task["behind"]), task["should"], task["actual"]) == (0, 30, "新建园区 50%", "20%")
    office.day("2027-01-01")
    task = office.asked("show", "KC-1")
    assert (task["behind"], task["actual"]) == (100, "0%")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("LL24-3", "应达 12.7家（84.6%，目标 15家），实达 12家（80%），滞后 4.6 个百分点，未触及预警线"),
        ("LL25-5", "应达 69.7个（53.6%，目标 130个），实达 74个（56.9%），超前序时进度 3.3 个百分点"),
        ("LL24-11", "应达 6个（50%，自 4个起算，目标 8个），实达 6个（50%），与序时进度持平"),
        ("LL24-26", "应达 92.3%，实达 95%，超前序时进度 2.7 个百分点"),
    ],
)
def test_behind_ahead_and_on_schedule_are_told_by_what_is_due_and_what_is_there(demo, key, told):
    because = demo.asked("why", key, "--lang", "zh")["decided_by"]["because"]
    assert because.rpartition("：")[2] == told
