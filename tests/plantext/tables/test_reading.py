"""Task tables flattened to text: each row a task."""
# ruff: noqa: E501 - a plan's line stands on a line

import pytest

from dutytrack.plantext.plan.reader import read_plans

ROWS = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限", "责任领导"],
    ["1", "改造管网。更新老旧管网50公里", "市住建局", "市财政局、城管局", "2024年12月底前", "王明"],
    ["2", "建设公园", "市园林局", "各区人民政府", "2024年9月", "李强"],
    ["3", "新增停车位", "市城管局", "市公安局", "长期坚持", "王明"],
]


def columns_of_blanks() -> str:
    return "\n".join("    ".join(row) for row in ROWS)


FORMS = {
    "tabs": "\n".join("\t".join(row) for row in ROWS),
    "pipes": "\n".join("|".join(row) for row in ROWS),
    "markdown": "\n".join(
        ["| " + " | ".join(ROWS[0]) + " |", "|" + "---|" * 6, *("| " + " | ".join(row) + " |" for row in ROWS[1:])]
    ),
    "columns of blanks": columns_of_blanks(),
    "one cell a line": "\n".join(cell for row in ROWS for cell in row),
}


def summary(text: str):
    plan = read_plans("云江市重点工作任务分解表\n" + text + "\n", "plan.txt")[0]
    return [
        (
            task.ref, task.title, [m.name for m in task.lead], [m.name for m in task.participating],
            [str(d.date) for d in task.deadlines], task.leader,
        )
        for task in plan.tasks
    ]  # fmt: skip


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_form_of_table(text):
    assert summary(text) == [
        ("1", "改造管网", ["市住建局"], ["市财政局", "市城管局"], ["2024-12-31"], ("王明",)),
        ("2", "建设公园", ["市园林局"], ["各区人民政府"], ["2024-09-30"], ("李强",)),
        ("3", "新增停车位", ["市城管局"], ["市公安局"], [], ("王明",)),
    ]


@pytest.mark.parametrize("word", ["牵头", "主办", "主责", "主管"])
def test_a_column_of_leads_goes_by_any_of_their_words(word):
    text = f"序号\t任务\t{word}单位\t配合单位\n1\t招商引资\t市商务局\t市财政局\n2\t新建学校\t市教育局\t市财政局\n"
    tasks = read_plans(text, "x")[0].tasks
    assert [[unit.name for unit in task.lead] for task in tasks] == [["市商务局"], ["市教育局"]]


def test_headings_between_rows_and_categories_are_sections():
    text = "序号\t类别\t任务\t责任单位\n1\t产业\t招商引资\t市商务局\n二、民生实事\n2\t民生\t新建学校\t市教育局\n"
    first, second = read_plans(text, "x")[0].tasks
    assert first.section == ("产业",)
    assert second.section == ("二、民生实事", "民生")


def test_task_merged_over_rows_is_the_section_of_its_measures():
    text = "序号\t工作任务\t具体措施\t牵头单位\n1\t发展制造业\t培育企业10家。\t市工信局\n2\t发展制造业\t建设园区。\t市工信局\n3\t改善出行\t新建公交站。\t市交通局\n"
    found = [(task.section, task.title) for task in read_plans(text, "x")[0].tasks]
    assert found == [(("发展制造业",), "培育企业10家"), (("发展制造业",), "建设园区"), ((), "改善出行")]


def test_row_without_number_goes_on_with_the_one_above():
    text = "序号\t任务\t牵头单位\t责任单位\n1\t新建学校\t市教育局\t市财政局\n\t\t\t市住建局\n2\t新建医院\t市卫健委\t市财政局\n"
    first, second = read_plans(text, "x")[0].tasks
    assert [m.name for m in first.responsible] == ["市财政局", "市住建局"]
    assert first.lines == (2, 3)
    assert second.title == "新建医院"


def test_first_unit_of_a_cell_leads_where_the_plan_says_so():
    text = "任务分解表(列第一位的责任单位为牵头单位)\n序号\t任务\t责任单位\n1\t新建学校\t市教育局、财政局\n2\t新建医院\t市卫健委\n"
    first = read_plans(text, "x")[0].tasks[0]
    assert [m.name for m in first.lead] == ["市教育局"]
    assert [m.name for m in first.responsible] == ["市财政局"]


def test_table_stands_under_the_heading_above_it():
    text = "云江市方案\n一、总体要求\n坚持创新。\n二、重点任务\n序号\t任务\t责任单位\n1\t新建学校\t市教育局\n2\t新建医院\t市卫健委\n三、保障措施\n(一)加强领导。\n"
    found = [(task.section, task.ref) for task in read_plans(text, "x")[0].tasks]
    assert found == [(("二、重点任务",), "1"), (("二、重点任务",), "2"), (("三、保障措施",), "三.(一)")]


def test_aligned_columns_with_an_empty_cell():
    text = (
        "序号    任务              牵头单位      配合单位            完成时限\n"
        "1       改造管网          市住建局      市财政局、各区政府  2024年底\n"
        "2       建设公园          市园林局                          2024年10月\n"
    )
    second = read_plans(text, "x")[0].tasks[1]
    assert second.participating == ()
    assert [str(d.date) for d in second.deadlines] == ["2024-10-31"]


def test_rows_whose_number_stands_in_the_task_under_a_header_that_comes_again():
    header = "重点任务\t牵头单位\t完成时限"
    rows = [
        "1.建设学校\t市教育局\t2026年6月",
        "2.建设医院\t市卫健委\t2026年8月",
        header,
        "3.建设公园\t市园林局\t2026年9月",
    ]
    after = "以上各项任务请各单位认真抓好落实并按时向市政府办公室报送进展情况不得延误有关事项另行通知"
    assert [one[:3] for one in summary("\n".join([header, *rows, after]))] == [
        ("1", "建设学校", ["市教育局"]),
        ("2", "建设医院", ["市卫健委"]),
        ("3", "建设公园", ["市园林局"]),
    ]


def test_one_cell_a_line_with_blank_lines_persons_and_remarks():
    header = "序号\n项目名称\n牵头单位\n分管领导\n完成时限\n\n"
    rows = [
        "1\n学位扩容\n市教育局\n王涛\n2025年8月底前\n\n",
        "2\n小区改造\n市住建局\n市财政局\n李明\n2025年11月底前\n\n",
        "3\n公园建设\n市园林局\n周越\n2025年10月底前\n备注一\n备注二\n",
    ]
    read = summary(header + "".join(rows))
    assert [(ref, title, lead, leader) for ref, title, lead, _, _, leader in read] == [
        ("1", "学位扩容", ["市教育局"], ("王涛",)),
        ("2", "小区改造", ["市住建局", "市财政局"], ("李明",)),
        ("3", "公园建设", ["市园林局"], ("周越",)),
    ]
