"""What a plan has to be read from is counted apart from the reading, and what nothing was read from is told."""

from __future__ import annotations

import pytest

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.reader import read_plans

HEAD = "临澜市2026年海港整治工作方案\n一、重点任务\n"
SOUND = (
    HEAD
    + "1.清理航道。6月底前清理航道12公里以上。（牵头单位：市港航局；配合单位：市水利局、市公安局）\n"
    + "2.整修码头。年底前整修码头3座以上。（牵头单位：市交通局；配合单位：市财政局、市应急局）\n"
)


def plan_of(text: str) -> ParsedPlan:
    (plan,) = read_plans(text, "port.txt")
    return plan


def test_a_plan_that_was_read_leaves_nothing_over():
    account = plan_of(SOUND).account
    assert account.marks == account.accounted > 10
    assert account.score == 1
    assert not account.doubtful


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [("牵头部门　　完成情况", "role", "牵头部门"), ("7 开展巡航检查并登记造册 市海事局", "number", "7")],
)
def test_what_nothing_was_read_from_is_left_over_with_its_line(line, kind, text):
    plan = plan_of(SOUND + line + "\n")
    assert (kind, 5, text) in [(one.kind, one.line, one.text) for one in plan.account.left_over]


def test_a_line_left_over_is_a_doubt_of_its_task_or_of_the_plan():
    plan = plan_of(SOUND + "3 开展巡航检查并登记造册 市海事局\n4 建设应急物资仓库并配备 市应急局\n")
    doubts = [*plan.problems, *(one for task in plan.tasks for one in task.problems)]
    assert {"left-over", "left-out", "clause-without-role"} & {one.code for one in doubts}


def test_rows_that_were_not_read_make_the_plan_doubtful():
    rows = "".join(f"{n} 建设项目第{n}号并投入使用 市财政局、市审计局 2026年{n}月底前\n" for n in range(3, 12))
    assert plan_of(SOUND + rows).account.doubtful


def test_what_tells_of_what_is_there_is_left_alone():
    told = HEAD.replace("一、重点任务", "一、工作基础\n现有码头12座以上，2020年底前建成。\n二、重点任务")
    account = plan_of(told + SOUND.removeprefix(HEAD)).account
    assert account.left_over == ()


@pytest.mark.parametrize("text", ["对年产值首次突破5亿元的企业给予奖励", "对单户1000万元以下小微企业贷款贴息"])
def test_who_is_meant_by_a_size_is_no_mark(text):
    plan = plan_of(f"云江市2026年若干措施\n一、支持企业。{text}。(责任单位:市商务局)\n")
    assert not plan.account.left_over


def test_days_whose_year_nothing_tells_make_the_plan_doubtful():
    items = "".join(f"{n}.推进工作。{n}月底前完成。(责任单位:市商务局)\n" for n in range(1, 7))
    assert plan_of(f"云江市工作方案\n{items}").account.doubtful
    assert not plan_of(f"云江市2026年工作方案\n{items}").account.doubtful


def test_a_column_of_times_under_an_unknown_word_makes_the_plan_doubtful():
    rows = "".join(f"{n}\t建学校{n}\t市教育局\t2026年{n}月\n" for n in range(1, 7))
    assert plan_of(f"云江市任务分解表\n序号\t工作任务\t责任单位\t拟办讫\n{rows}").account.doubtful


def test_where_the_title_is_not_found_the_score_is_lower():
    with_title, without = plan_of(SOUND).account, plan_of(SOUND.partition("\n")[2]).account
    assert without.score < with_title.score
