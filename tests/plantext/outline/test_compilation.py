"""A covering letter is no plan, and what it asks for is no task of the plan that it sends out."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.plan.reader import read_plans

TASKS = "一、稳增长\n1.新建园区2个。(责任单位:县发改局)\n2.新增企业10家。(责任单位:县工信局)\n"
SIGNED = "白云县人民政府办公室\n2024年1月5日\n"

LETTERS = {
    "named in both": (
        "白云县人民政府办公室关于印发《2024年重点工作责任分解方案》的通知\n各乡镇:\n《2024年重点工作责任分解方案》已经县政府同意,现印发给你们,并提出如下要求:\n一、提高认识。\n二、加强督查。县政府督查室每月通报。\n三、强化考核。\n"
        + SIGNED,
        "2024年重点工作责任分解方案",
    ),
    "below the word for an annex": (
        "白云县人民政府办公室关于印发2024年民生工程任务分解表的通知\n各乡镇:\n请遵照执行。\n一、加强领导。\n2024年1月5日\n附件\n",
        "2024年民生工程任务分解表",
    ),
    "titles on two lines": (
        "关于印发白云县推进\n城市更新行动方案的通知\n各单位:\n(一)各牵头单位要于每月5日前报送进展。\n(二)督查室要督查。\n" + SIGNED,
        "白云县推进\n城市更新行动方案",
    ),
    "a report passed on": (
        "县委办公室 县政府办公室关于转发《县发改局关于2024年项目建设的意见》的通知\n各单位:\n现转发给你们。\n1.请各单位抓好落实。\n2.请报送进展。\n2024年1月5日\n",
        "县发改局关于2024年项目建设的意见",
    ),
    "annexes listed": (
        "白云县人民政府关于印发2024年政府工作要点的通知\n各单位:\n现将《2024年政府工作要点》印发给你们,请抓好落实。\n一、细化任务。各单位于1月20日前报送方案。\n二、定期报告。\n三、严格考核。\n2024年1月5日\n附件:1.2024年政府工作要点\n2.任务分解表\n附件1\n",
        "2024年政府工作要点",
    ),
    "a report to the congress in the title": (
        "区政府办公室关于印发2024年区《政府工作报告》确定的重点工作责任分解方案的通知\n各街道:\n《2024年区〈政府工作报告〉确定的重点工作责任分解方案》已经区政府同意,现印发给你们。\n一、各责任单位要加强领导。\n二、各牵头单位要主动协调。\n"
        + SIGNED,
        "2024年区《政府工作报告》确定的重点工作责任分解方案",
    ),
    "a word more in the annex": (
        "白云县人民政府关于印发白云县优化环境若干措施的通知\n各单位:\n请落实。\n一、加强领导。\n二、定期报告。\n"
        + SIGNED,
        "白云县优化环境的若干措施",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("letter", "title"), LETTERS.values(), ids=LETTERS.keys())
def test_what_a_covering_letter_asks_for_is_no_task(letter, title):
    (plan,) = read_plans(f"{letter}{title}\n{TASKS}", "letter.txt")
    assert plan.title == title.replace("\n", "")
    assert [task.title for task in plan.tasks] == ["新建园区2个", "新增企业10家"]


def test_a_table_may_follow_a_covering_letter():
    letter, title = LETTERS["below the word for an annex"]
    table = (
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 新建园区2个 | 县发改局 |\n| 2 | 新增企业10家 | 县工信局 |\n"
    )
    (plan,) = read_plans(f"{letter}{title}\n\n{table}", "letter.md")
    assert [task.title for task in plan.tasks] == ["新建园区2个", "新增企业10家"]


def test_a_notice_that_gives_the_tasks_itself_keeps_them():
    text = f"白云县人民政府办公室关于做好2024年重点工作的通知\n各乡镇:\n现通知如下:\n{TASKS}{SIGNED}附件\n2024年重点工作进展统计表\n"
    (plan,) = read_plans(text, "notice.txt")
    assert plan.title == "白云县人民政府办公室关于做好2024年重点工作的通知"
    assert len(plan.tasks) == 2
