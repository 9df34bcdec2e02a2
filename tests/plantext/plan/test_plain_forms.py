"""Forms that offices print now and then: each is read as a person would."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.reader import read_plans

HEAD = "临澜市2026年海港整治工作方案\n一、重点任务\n"


def plans_of(text: str) -> list[ParsedPlan]:
    return list(read_plans(text, "port.txt"))


def facts_of(text: str) -> list[tuple[str, list[str], list[str], list[str], list[str]]]:
    """Of each task its title, units by role, and days."""
    (plan,) = plans_of(text)
    return [
        (
            task.title,
            [unit.name for unit in task.lead],
            [unit.name for unit in task.responsible],
            [unit.name for unit in task.participating],
            [str(one.date) for one in task.deadlines],
        )
        for task in plan.tasks
    ]


def test_units_behind_a_dash_are_those_of_the_item_above():
    items = "1.清理航道。6月底前完成。\n——市科技局牵头，市教育局、棠溪大学配合\n"
    items += "2.整修码头。\n——市交通局牵头，市财政局配合\n"
    assert facts_of(HEAD + items) == [
        ("清理航道", ["市科技局"], [], ["市教育局", "棠溪大学"], ["2026-06-30"]),
        ("整修码头", ["市交通局"], [], ["市财政局"], []),
    ]


def test_a_sign_for_a_note_opens_no_item():
    notes = "二、保障措施\n成立专班。\n注释：\n[1] 智联网：指提供服务的网络。\n[2] 航标：指助航设施。\n"
    items = "（一）建设智联网[1]。6月底前建成。\n牵头单位：市数据局\n（二）更新航标[2]。\n牵头单位：市港航局\n"
    assert [units for _, units, *_ in facts_of(HEAD + items + notes)] == [["市数据局"], ["市港航局"]]


def test_labels_in_brackets_at_the_head_of_a_line_are_labels():
    text = f"{HEAD}1、修补路面。\n【责任科室】城建科\n【协同单位】柳荫社区\n【完成时限】6月底前\n"
    assert facts_of(text) == [("修补路面", [], ["城建科"], ["柳荫社区"], ["2026-06-30"])]


def test_labels_may_be_parted_by_bars():
    text = f"{HEAD}1、修补路面。\n牵头：市住建局｜配合：各乡镇｜时限：9月底\n"
    assert facts_of(text) == [("修补路面", ["市住建局"], [], ["各乡镇"], ["2026-09-30"])]


def test_what_stands_behind_a_bullet_is_the_task():
    items = "".join(
        f"◆ {above}\n\n■ {title}，逐条闭环。\n分工：{unit}（牵头）、信息中心（配合）　进度：{month}月底前完成\n\n"
        for above, title, unit, month in [
            ("生产", "检查企业", "药品生产监管处", 6),
            ("流通", "整治挂证", "药品流通监管处", 7),
            ("器械", "组织抽检", "医疗器械监管处", 8),
        ]
    )
    found = facts_of(f"省药监局2026年重点工作任务\n\n{items}")
    assert found[0] == ("检查企业", ["药品生产监管处"], [], ["信息中心"], ["2026-06-30"])
    assert [title for title, *_ in found] == ["检查企业", "整治挂证", "组织抽检"]


def test_the_paragraphs_of_minutes_are_tasks_by_what_they_are_about():
    about = [("山塘处置", "县水利局"), ("薪酬改革", "县卫健局"), ("地块收储", "县自然资源局")]
    said = "".join(
        f"关于{what}。会议听取了汇报。由{unit}牵头，会同县财政局、县应急局，6月底前完成。所需经费从预备费安排。\n\n"
        for what, unit in about
    )
    found = facts_of(f"禾川县人民政府第38次常务会议纪要\n\n2026年5月9日，县长主持召开会议。\n\n{said}")
    assert [(title, lead) for title, lead, *_ in found] == [(f"关于{what}", [unit]) for what, unit in about]


def test_units_that_a_chapter_gives_to_all_its_items_are_theirs():
    chapter = (
        "一、生育支持（本章第1至2项任务均由市卫健委牵头，市医保局、市财政局配合）\n1.建立补贴制度。\n2.增加托位。\n"
    )
    more = "二、教育支持（本章第3项任务由市教育局牵头）\n3.新建幼儿园。\n"
    found = facts_of(f"临澜市2026年行动计划\n{chapter}{more}")
    assert found[0] == ("建立补贴制度", ["市卫健委"], [], ["市医保局", "市财政局"], [])
    assert found[1][1] == ["市卫健委"]


def test_parts_of_a_month_go_with_the_month_in_the_column_before():
    rows = "3月\t上旬\t勘测水域\t市体育局\n\t下旬\t发出邀请\t市外办\n4月\t中旬\t发布会徽\t市委宣传部\n"
    found = facts_of(f"临澜市2026年赛事筹备时间表\n月份\t时段\t工作内容\t承办单位\n{rows}")
    assert [days for *_, days in found] == [["2026-03-10"], ["2026-03-31"], ["2026-04-20"]]


def test_years_atop_columns_are_no_days_of_a_task_that_has_its_own():
    rows = "1\t修防火道路\t公里\t20\t30\t市林业局\t2027年10月\n2\t建隔离带\t公里\t10\t15\t市应急局\t2027年9月\n"
    found = facts_of(f"临澜市防火任务表（2026—2027年）\n序号\t任务\t单位\t2026年\t2027年\t责任单位\t完成时限\n{rows}")
    assert [days for *_, days in found] == [["2027-10-31"], ["2027-09-30"]]


def test_the_clause_that_says_by_when_is_no_part_of_the_title():
    text = f"{HEAD}1.修订引航方案，3月20日前经办公会审定（责任单位：市港航局）。\n2.清理航道（责任单位：市水利局）。\n"
    assert [title for title, *_ in facts_of(text)] == ["修订引航方案", "清理航道"]


def test_marks_under_units_mean_what_a_note_in_quotation_marks_says_also_where_the_last_are_empty():
    text = (
        "临澜市2026年任务责任矩阵\n说明：“★”为牵头单位，“√”为配合单位。\n"
        "序号\t重点任务\t市民政局\t市教育局\t市公安局\n1\t摸底建档\t★\t\n2\t开展巡查\t\t√\t★\n"
    )
    assert [(lead, sharing) for _, lead, _, sharing, _ in facts_of(text)] == [
        (["市民政局"], []),
        (["市公安局"], ["市教育局"]),
    ]


def test_a_letter_that_sends_a_list_is_no_plan_of_its_own():
    letter = (
        "关于做好石材博览会筹备工作的函\n\n市直有关部门：\n\n现将筹备任务清单（见附件）函送你们。\n\n"
        "一、请对照清单抓紧落实。\n\n二、请明确一名联络员。\n\n附件：石材博览会筹备任务清单\n\n博览会筹委会\n2026年7月8日\n\n"
    )
    tasks = "附件\n\n石材博览会筹备任务清单\n\n一、会务组\n\n"
    tasks += "1.印发方案\n主办：市委办公室　时限：8月20日前\n\n2.邀请嘉宾\n主办：市外办\n"
    (plan,) = plans_of(letter + tasks)
    assert [task.title for task in plan.tasks] == ["印发方案", "邀请嘉宾"]


@pytest.mark.parametrize(("word", "role"), [("主攻单位", "lead"), ("协攻单位", "participating")])
def test_words_for_who_does_a_task(word, role):
    (plan,) = plans_of(f"{HEAD}1.修补路面。\n{word}：市住建局\n2.清理航道。\n{word}：市港航局\n")
    assert [unit.name for unit in plan.tasks[0].units(role)] == ["市住建局"]
