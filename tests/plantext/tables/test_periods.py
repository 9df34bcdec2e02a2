"""Columns headed by a time, figures in cells of their own, levels of indicators, months that reach down."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.plan.model import ParsedTask
from dutytrack.plantext.plan.reader import read_plans

TITLE = "临澜市2026年海港整治任务表（2026—2028年）\n\n"


def tasks_of(*rows: str, title: str = "临澜市2026年海港整治任务表\n\n") -> tuple[ParsedTask, ...]:
    (plan,) = read_plans(title + "\n".join(row.replace(" ", "\t") for row in rows) + "\n", "port.txt")
    return plan.tasks


def days(task: ParsedTask) -> list[date | None]:
    return [one.date for one in task.deadlines]


def figures(task: ParsedTask) -> list[tuple[str, float, str, date | None]]:
    return [(one.op, one.value, one.unit, one.due) for one in task.indicators]


def test_a_quarter_atop_a_column_is_the_day_of_what_stands_under_it():
    first, second = tasks_of(
        "序号 工作任务 一季度 二季度 三季度 四季度 牵头单位",
        "1 清理航道 完成测量 开工 完工 验收 市港航局",
        "2 整修码头  完成设计  交付使用 市交通局",
    )
    assert days(first) == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    assert days(second) == [date(2026, 6, 30), date(2026, 12, 31)]


def test_years_atop_columns_date_the_figures_under_them():
    (first, second) = tasks_of(
        "序号 指标名称 单位 2026年 2027年 2028年 责任单位",
        "1 新建泊位 个 3 4 5 市港航局",
        "2 岸电使用率 % 60 70 85 市交通局",
        title=TITLE,
    )
    assert figures(first) == [
        (">=", 3, "个", date(2026, 12, 31)), (">=", 4, "个", date(2027, 12, 31)), (">=", 5, "个", date(2028, 12, 31))
    ]  # fmt: skip
    assert [one[1:3] for one in figures(second)] == [(60, "%"), (70, "%"), (85, "%")]


@pytest.mark.parametrize("word", ["2026年目标值", "目标值(2026年)", "2026年底目标", "2026年目标数"])
def test_a_year_in_the_word_of_a_goal_is_by_when_it_is_reached(word):
    first, second = tasks_of(f"序号 指标名称 {word} 责任单位", "1 覆盖率 2.6% 市港航局", "2 泊位数 12个以上 市交通局")
    assert [one[1:] for one in figures(first) + figures(second)] == [
        (2.6, "%", date(2026, 12, 31)), (12, "个", date(2026, 12, 31)),
    ]  # fmt: skip


def test_what_is_counted_of_a_problem_is_no_target_where_measures_stand_beside_it():
    (task,) = tasks_of("序号 存在问题 整改措施 责任单位 整改时限", "1 开工率仅为62% 新开工项目8个 市发改委 2026年6月底")
    assert (figures(task), task.problems) == ([(">=", 8, "个", date(2026, 6, 30))], ())


def test_what_is_counted_of_a_problem_is_no_target_on_a_row_that_goes_on_with_the_one_above():
    (task,) = tasks_of(
        "序号 存在问题 整改措施 责任单位 整改时限",
        "1 开工率仅为62% 新开工项目8个 市发改委 2026年6月底",
        " 储备项目不足，仅完成15个 扩建泊位3个  ",
    )
    assert [one[1:3] for one in figures(task)] == [(8, "个"), (3, "个")]


def test_goals_by_half_year_are_due_by_its_end_and_not_by_the_rows_limit():
    (task,) = tasks_of(
        "序号 攻坚事项 上半年目标 全年目标 主抓单位 销号时间", "1 整修码头 新增12家 新增30家 市港航局 2026年12月20日"
    )
    assert figures(task) == [(">=", 12, "家", date(2026, 6, 30)), (">=", 30, "家", date(2026, 12, 31))]
    assert sorted(filter(None, days(task))) == [date(2026, 6, 30), date(2026, 12, 20), date(2026, 12, 31)]


def test_how_points_are_given_is_no_figure_of_the_task():
    (task,) = tasks_of("序号 考核指标 目标值 评分标准 责任单位", "1 工业增速 7% 每低1个百分点扣1分 市工信局")
    assert figures(task) == [(">=", 7, "%", None)]


def test_quarters_down_the_first_column_date_their_rows():
    first, second = tasks_of("季度 序号 工作任务 责任单位", "二季度 1 接入终端2万个 市港航局", " 2 完成测量 市交通局")
    assert days(first) == days(second) == [date(2026, 6, 30)]
    assert [one[3] for one in figures(first)] == [date(2026, 6, 30)]


def test_what_a_figure_counts_may_stand_atop_its_column():
    (task,) = tasks_of("序号 任务名称 目标任务（亩） 牵头单位", "1 北滩养殖区退养 8600 市农业农村局")
    assert [one[1:3] for one in figures(task)] == [(8600, "亩")]


def test_the_lowest_level_of_indicators_is_the_task():
    first, second = tasks_of(
        "序号 一级指标 二级指标 单位 目标值 责任单位",
        "1 港口效率 集装箱吞吐量 万标箱 ≥65 市港航局",
        "2  船舶在港时间 小时 18 市港航局",
    )
    assert [first.title, second.title] == ["集装箱吞吐量", "船舶在港时间"]
    assert figures(first)[0][:3] == (">=", 65, "万标箱")


def test_a_month_in_the_first_column_reaches_down():
    first, second = tasks_of("月份 序号 重点工作 责任单位", "7月 1 清理航道 市港航局", " 2 整修码头 市交通局")
    assert (days(first), days(second)) == ([date(2026, 7, 31)], [date(2026, 7, 31)])


def test_a_proposal_has_its_own_number_and_title():
    first, second = tasks_of(
        "建议编号 建议标题 领衔代表 主办单位 会办单位 办结时限",
        "4 关于增设渡口的建议 罗大为 市交通局 市公安局 2026年6月30日",
        "12 关于保护灯塔的建议 邱树人 市文旅局 市自然资源局 2026年7月31日",
    )
    assert (first.label, second.label) == ("4", "12")
    assert [unit.name for unit in second.lead] == ["市文旅局"]
    assert [unit.name for unit in second.participating] == ["市自然资源局"]
