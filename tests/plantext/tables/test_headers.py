"""Headers of several rows of words, in each form of text, whatever the words that group the columns."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedTask
from dutytrack.plantext.plan.reader import read_plans

FORMS = {"tabs": ("", "\t", ""), "bars": ("", " | ", " |"), "bars around": ("| ", " | ", " |")}


def tasks_of(table: str, form: str = "tabs", *, repeated: bool = False) -> tuple[ParsedTask, ...]:
    """The tasks of a table whose cells stand between blanks, ``.`` where one is empty, ``^`` where that above holds."""
    before, between, after = FORMS[form]
    rows: list[list[str]] = []
    for line in table.strip().splitlines():
        cells = [rows[-1][n] if cell == "^" and repeated else cell for n, cell in enumerate(line.split())]
        rows.append([cell.strip(".^") for cell in cells])
    text = "\n".join(before + between.join(row) + after for row in rows)
    (plan,) = read_plans(f"云江市2026年重点任务分解表\n\n{text}\n", "x.txt")
    return plan.tasks


def told(task: ParsedTask) -> tuple[object, ...]:
    units = tuple([unit.name for unit in task.units(role)] for role in ("lead", "responsible", "participating"))
    figures = [(one.value, one.unit, str(one.due)) for one in task.indicators]
    return task.title, *units, sorted(str(one.date) for one in task.deadlines), figures


INDICATORS = """
领域 序号 指标 . 2025年 2026年 权重 责任落实 .
^ ^ 指标名称 单位 完成值 目标值 ^ 牵头单位 责任单位
实力 1 财政收入 亿元 11.9 不低于12.6 6 市财政局 市税务局
^ 2 新增就业 人 4388 4500以上 4 市人社局 市财政局
^ 3 安全事故 起 5 不超过3 4 市应急局 市公安局
^ 4 利用外资 — 460万美元 比上年翻一番 4 市商务局 市财政局
"""


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_last_years_value_and_weights_beside_a_target_are_none(form, repeated):
    end = "2026-12-31"
    assert [told(task) for task in tasks_of(INDICATORS, form, repeated=repeated)] == [
        ("财政收入", ["市财政局"], ["市税务局"], [], [end], [(12.6, "亿元", end)]),
        ("新增就业", ["市人社局"], ["市财政局"], [], [end], [(4500, "人", end)]),
        ("安全事故", ["市应急局"], ["市公安局"], [], [end], [(3, "起", end)]),
        ("利用外资", ["市商务局"], ["市财政局"], [], [end], [(1, "番", end)]),
    ]


JOINED = """
问题清单 . 任务清单 . . 责任清单 . . .
问题序号 问题表现 任务序号 整改任务 目标要求 牵头单位 配合单位 责任人 整改时限
1 审批环节多 1-1 再造审批流程 一次告知 市审批局 市数据局 康宁 2026年6月底
^ ^ 1-2 组建帮办队伍 配备50名 市住建局 市人社局 岳峰 2026年9月底
2 政策难懂 2-1 编印政策问答 送达企业 市工信局 市财政局 庞博 2026年4月底
"""


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_three_lists_under_joined_heads_are_one_table_of_measures(form, repeated):
    tasks = tasks_of(JOINED, form, repeated=repeated)
    assert [(task.ref, *told(task)[:5]) for task in tasks] == [
        ("1-1", "再造审批流程", ["市审批局"], [], ["市数据局"], ["2026-06-30"]),
        ("1-2", "组建帮办队伍", ["市住建局"], [], ["市人社局"], ["2026-09-30"]),
        ("2-1", "编印政策问答", ["市工信局"], [], ["市财政局"], ["2026-04-30"]),
    ]
    assert [task.section[-1] for task in tasks] == ["审批环节多", "审批环节多", "政策难懂"]


QUARTERS = """
序号 项目名称 建设规模 投资(亿元) . 形象进度 . . . 推进责任 .
^ ^ ^ 总投资 2026年计划 一季度末 二季度末 三季度末 四季度末 牵头单位 配合单位
1 跨江大桥 全长62公里 94.6 8.5 征地交付 路基完成30% — 桩基完工 市交通局 市财政局
2 抽水电站 装机120万千瓦 78 3.2 — 项目核准 / 无 市发改委 市水利局
"""


@pytest.mark.parametrize("form", FORMS)
def test_quarters_below_a_word_are_days_and_a_dash_under_one_is_none(form):
    assert [told(task)[4:] for task in tasks_of(QUARTERS, form)] == [
        (["2026-03-31", "2026-06-30", "2026-12-31"], [(8.5, "亿元", "2026-12-31"), (30, "%", "2026-06-30")]),
        (["2026-06-30"], [(3.2, "亿元", "2026-12-31")]),
    ]


def test_a_header_of_three_rows_names_its_columns_by_the_lowest():
    (task,) = tasks_of(
        """
        序号 任务 分季目标 . . . 责任分工 . .
        ^ ^ 上半年 . 下半年 . 单位 . 领导
        ^ ^ 一季度 二季度 三季度 四季度 牵头 配合 ^
        1 整修码头 完成测量 开工 完工 验收 市交通局 市财政局 王涛
        """
    )
    assert told(task)[1:5] == (
        ["市交通局"], [], ["市财政局"], ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"],
    )  # fmt: skip
    assert task.leader == ("王涛",)


@pytest.mark.parametrize(
    ("upper", "lower", "cells", "expected"),
    [
        ("责任分工 .", "单位 责任人", "市交通局 王涛", ([], ["市交通局"], [])),
        ("牵头单位 .", "单位名称 负责人", "市交通局 王涛", (["市交通局"], [], [])),
        ("起止时间 .", "开工 完成", "2026年3月 2026年9月", ([], [], [])),
        ("责任 .", "主办 协办", "市交通局 市财政局", (["市交通局"], [], ["市财政局"])),
    ],
)
def test_a_lower_word_that_says_little_is_read_with_the_one_above(upper, lower, cells, expected):
    (task,) = tasks_of(f"序号 工作任务 {upper} 备注\n^ ^ {lower} ^\n1 整修码头 {cells} .")
    assert told(task)[1:4] == expected
    assert told(task)[4] == (["2026-03-31", "2026-09-30"] if "起止" in upper else [])


def test_the_first_row_is_no_header_where_a_cell_of_the_header_is_empty():
    first, second = tasks_of(
        "工作任务 . 责任单位 完成时限\n建设学校项目 分期 市教育局 2026年6月\n修路 . 市交通局 2026年9月"
    )
    assert (first.title, second.title) == ("建设学校项目", "修路")


def test_what_is_numbered_inside_a_thing_is_the_task_and_the_thing_its_section():
    tasks = tasks_of(
        """
        实事项目 编号 子项名称 建设内容 牵头单位 完成时间
        学位扩容 1-1 新建学校 提供学位2700个 市教育局 2026年8月底
        ^ 1-2 开设托班 不少于6家 市妇联 2026年9月底
        养老助残 2-1 改造住所 改造850户 市民政局 2026年10月底
        """
    )
    assert [(task.ref, task.title, task.section) for task in tasks] == [
        ("1-1", "新建学校", ("学位扩容",)), ("1-2", "开设托班", ("学位扩容",)), ("2-1", "改造住所", ("养老助残",)),
    ]  # fmt: skip


def test_units_below_a_word_about_units_head_columns_of_marks():
    first, second = tasks_of(
        """
        序号 改革任务 责任单位 . . 完成时限
        ^ ^ 市发改委 市财政局 市人社局 ^
        1 集成服务 √ . ★ 2026年6月底
        2 零工市场 . √ √ 2026年8月底
        """
    )
    assert [unit.name for unit in first.responsible] == ["市发改委", "市人社局"]
    assert [unit.name for unit in second.responsible] == ["市财政局", "市人社局"]


def test_growth_beside_a_sum_counts_what_stands_beside_its_own_word():
    (task,) = tasks_of(
        """
        序号 指标名称 计量单位 2024年实绩 2025年 2026年目标 . 责任部门
        ^ ^ ^ ^ ^ 总量 增速(%) ^
        1 工业增加值 亿元 88 95 102以上 7.5左右 市工信局
        """
    )
    end = "2026-12-31"
    assert told(task)[4:] == ([end], [(102, "亿元", end), (7.5, "%", end)])
    assert not task.problems


def test_sums_by_quarter_end_with_the_years_and_do_not_date_the_years_goal():
    (task,) = tasks_of(
        """
        指标 单位 年度目标 季度目标 . . . 责任单位
        ^ ^ ^ 一季度 上半年 前三季度 全年 ^
        到位资金 亿元 60 12 30 45 60 市商务局
        """
    )
    assert told(task)[5] == [
        (60, "亿元", "None"), (12, "亿元", "2026-03-31"), (30, "亿元", "2026-06-30"), (45, "亿元", "2026-09-30"),
        (60, "亿元", "2026-12-31"),
    ]  # fmt: skip


GROUPS = """
序号 项目名称 总投资 年度计划 . 责任单位
^ ^ ^ 投资额 形象进度 ^
合计 . 186500 68000 . .
一、交通类(2个) . 96000 32000 . .
1 改建公路 56000 18000 路面贯通 市交通局
2 新建枢纽 40000 14000 主体开工 市交通局
小计 . 96000 32000 . .
二、水利类 . . . . .
3 治理河道 50500 20000 完成堤防20公里 市水利局
小计:1项 . . . . .
"""


@pytest.mark.parametrize("form", FORMS)
def test_groups_with_their_sums_are_headings_and_sums_are_nothing(form):
    before, between, after = FORMS[form]
    rows = [line.replace(".", "").replace("^", "").split(" ") for line in GROUPS.strip().splitlines()]
    text = "\n".join(before + between.join(row) + after for row in rows)
    (plan,) = read_plans(f"云江市2026年项目表\n\n{text}\n注:资金单位为万元。\n", "x.txt")
    assert [(task.title, task.section[-1]) for task in plan.tasks] == [
        ("改建公路", "一、交通类(2个)"), ("新建枢纽", "一、交通类(2个)"), ("治理河道", "二、水利类"),
    ]  # fmt: skip
    assert [(one.value, one.unit) for task in plan.tasks for one in task.indicators] == [
        (18000, "万元"), (14000, "万元"), (20, "公里"), (20000, "万元"),
    ]  # fmt: skip
    assert {problem.code for problem in (*plan.problems, *(one for task in plan.tasks for one in task.problems))} <= {
        "title-guessed"
    }


def test_a_group_with_a_chinese_number_among_rows_with_digits_is_a_heading():
    tasks = tasks_of(
        """
        序号 指标名称 单位 目标值 分值 责任部门
        一 经济发展 . . 40 .
        1 税收收入 亿元 94 10 市税务局
        2 粮食产量 万吨 60 10 市农业农村局
        二 社会民生 . . 60 .
        3 新增就业 万人 2.2 10 市人社局
        """
    )
    assert [(task.ref, task.section) for task in tasks] == [
        ("1", ("一 经济发展",)), ("2", ("一 经济发展",)), ("3", ("二 社会民生",)),
    ]  # fmt: skip


def test_a_lead_left_blank_beside_units_is_that_above_and_doubted():
    first, second = tasks_of("序号 工作任务 牵头单位 配合单位\n1 建学校 市教育局 市财政局\n2 招教师 . 市人社局")
    assert [unit.name for unit in second.lead] == ["市教育局"]
    assert (first.problems, [problem.code for problem in second.problems]) == ((), ["units-from-above"])


def test_rows_whose_last_cells_are_empty_and_do_not_show_keep_their_columns():
    text = "任务来源\t任务名称\t任务指标\t\t\t责任单位\t备注\n\t\t计量单位\t2025年实绩\t2026年任务\t\t\n"
    text += "市考核\t新增造林面积\t万亩\t1.8\t2.0\t市林业局\n\t空气优良率\t%\t89.5\t90以上\t市生态环境局\t约束性\n"
    (plan,) = read_plans(f"云江市2026年任务表\n{text}市自定\t新招引企业\t家\t26\t不少于30\t市商务局\n", "x.txt")
    assert [(task.title, [one.value for one in task.indicators]) for task in plan.tasks] == [
        ("新增造林面积", [2]), ("空气优良率", [90]), ("新招引企业", [30]),
    ]  # fmt: skip


def test_levels_below_a_word_are_its_levels_and_two_months_end_with_the_second():
    (task,) = tasks_of(
        """
        重点任务 . . 节点 . 责任
        一级 二级 三级 9-10月 11-12月 ^
        产业 种植 发展茶园 完成选址 栽种2万亩 市林业局
        """
    )
    assert (task.section, task.title) == (("产业", "种植"), "发展茶园")
    assert told(task)[4:] == (["2026-10-31", "2026-12-31"], [(2, "万亩", "2026-12-31")])
