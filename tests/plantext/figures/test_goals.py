"""Goals under one year: a paragraph that opens with a time, a heading that names a year."""

import pytest

from dutytrack.plantext.plan.reader import read_plans

ROWS = [
    ("到2027年,实现质量控制。5款产品完成临床试验;培育10家企业。\n到2030年,建成高地。", ["5款 2027", "10家 2027"]),
    ("到2025年,规模提升。产值达到500亿元。\n到2030年,产值达到1000亿元。", ["500亿元 2025", "1000亿元 2030"]),
    ("(一)2025年目标\n1.产值达到500亿元。\n2.企业达到30家。", ["500亿元 2025", "30家 2025"]),
    ("2024年底前,改造小区20个。惠及居民3000户。", ["20个 2024", "3000户 2024"]),
    (
        "(一)近期目标(2025年)。体系完善。企业达到30家。\n(二)远期目标(2030年)。企业达到90家。",
        ["30家 2025", "90家 2030"],
    ),
    ("产值达到500亿元。\n到2027年,体系完善。规上企业突破50家。", ["500亿元 None", "50家 2027"]),
    ("体系完善,到2027年企业达到30家。新增就业5万人。", ["30家 2027", "5万人 None"]),
    ("以2020年为基期,产业更优。企业达到30家。", ["30家 None"]),
]


@pytest.mark.parametrize(("goals", "expected"), ROWS)
def test_the_time_a_paragraph_opens_with_is_lent_to_all_of_it(goals, expected):
    text = f"江州市产业行动方案\n一、主要目标\n{goals}\n二、任务\n1.支持研发。(责任部门:市科委)\n"
    (plan,) = read_plans(text, "goals.txt")
    assert [f"{one.value:g}{one.unit} {one.due.year if one.due else None}" for one in plan.indicators] == expected


def test_a_task_lends_its_time_to_no_other_sentence():
    text = "一、任务\n1.到2027年,实现质量控制。培育10家企业。(责任部门:市科委)\n"
    (plan,) = read_plans(text, "goals.txt")
    assert [one.due for one in plan.tasks[0].indicators] == [None]
