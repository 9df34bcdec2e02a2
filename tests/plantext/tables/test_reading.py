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


TWO_HEADER_ROWS = {
    "bars": "序号 | 工作任务 | 责任分工 | | 完成时限 |\n | | 牵头单位 | 配合单位 | |\n1 | 建学校 | 市教育局 | 市财政局 | 6月底 |\n2 | 建医院 | 市卫健委 | 市住建局 | 9月底 |",
    "bars, merged cells left out": "序号 | 工作任务 | 责任单位 | 完成时限 |\n牵头单位 | 配合单位 |\n1 | 建学校 | 市教育局 | 市财政局 | 6月底 |\n2 | 建医院 | 市卫健委 | 市住建局 | 9月底 |",
    "tabs": "序号\t工作任务\t责任单位\t\t完成时限\n\t\t牵头\t配合\t\n1\t建学校\t市教育局\t市财政局\t6月底\n2\t建医院\t市卫健委\t市住建局\t9月底",
    "lines": "序号\n工作任务\n责任单位\n完成时限\n牵头单位\n配合单位\n1\n建学校\n市教育局\n市财政局\n6月底\n2\n建医院\n市卫健委\n市住建局\n9月底",
    "blanks": "序号 工作任务 责任单位 完成时限\n牵头单位 配合单位\n1 建学校 市教育局 市财政局 6月底\n2 建医院 市卫健委 市住建局 9月底",
}


@pytest.mark.parametrize("text", TWO_HEADER_ROWS.values(), ids=TWO_HEADER_ROWS.keys())
def test_a_header_of_two_rows(text):
    assert [one[:5] for one in summary(text.replace("6月", "2025年6月").replace("9月", "2025年9月"))] == [
        ("1", "建学校", ["市教育局"], ["市财政局"], ["2025-06-30"]),
        ("2", "建医院", ["市卫健委"], ["市住建局"], ["2025-09-30"]),
    ]


def test_a_word_over_several_columns_and_cells_merged_downwards():
    text = (
        "项 目 | 目标 | 分 解 情 况 | 责任领导 | 责任单位 | 责任人 |\n"
        "住 房 保 障 | 改善居住 | 改造老旧小区(个) | 40 | 东镇20 西乡20 | 周 宁 | 区住建局 | 吴 越 |\n"
        "新增公租房(套) | 300 | 东镇300 |\n"
    )
    first, second = read_plans("2024年民生工程目标任务分解表\n" + text, "x")[0].tasks
    assert [[unit.name for unit in task.responsible] for task in (first, second)] == [["区住建局"], ["区住建局"]]
    assert [[(one.value, one.unit) for one in task.indicators] for task in (first, second)] == [
        [(40, "个")],
        [(300, "套")],
    ]
    assert (first.leader, second.section) == (("周 宁", "吴 越"), ("住 房 保 障",))
    assert [problem.code for problem in second.problems if problem.field == "responsible"] == ["units-from-above"]


def test_a_figure_its_measure_and_its_name_in_three_columns():
    text = "序号 | 指标名称 | 单位 | 目标值 | 责任单位 |\n1 | 粮食产量 | 万吨 | 120 | 市农业农村局 |\n2 | 新增就业 | 人 | 6000 | 市人社局 |\n"
    tasks = read_plans("云江市任务分解表\n" + text, "x")[0].tasks
    assert [task.title for task in tasks] == ["粮食产量", "新增就业"]
    assert [(one.value, one.unit) for task in tasks for one in task.indicators] == [(120, "万吨"), (6000, "人")]


def test_a_note_behind_a_columns_word_says_of_it_what_it_says():
    header = "序号\t工作任务\t责任单位（列首位的为牵头单位）\t完成时限\n"
    task = read_plans(f"云江市任务分解表\n{header}1\t建学校\t市教育局、市财政局\t2025年6月\n", "x")[0].tasks[0]
    assert ([unit.name for unit in task.lead], [unit.name for unit in task.responsible]) == (["市教育局"], ["市财政局"])


@pytest.mark.parametrize("word", ["整改责任单位", "整改单位", "责任单位"])
def test_who_puts_right_what_was_found_answers_for_it(word):
    text = f"云江市问题整改台账\n序号|问题|整改措施|{word}|整改责任人|整改时限|\n1|底数不清|逐一登记造册|市住建局|杨帆|2026-05-31|\n"
    task = read_plans(text, "x")[0].tasks[0]
    assert ([unit.name for unit in task.responsible], task.leader) == (["市住建局"], ("杨帆",))


def test_units_before_the_number_hold_for_the_rows_without_them_whatever_stands_before():
    header = "重点领域\t牵头单位\t序号\t工作任务\t完成时限\n"
    rows = "出行\t市住建局\t1\t改造坡道\t9月底\n\t\t2\t整治盲道\t8月底\n\t市交通局\t3\t投放公交车\t7月底\n居家\t市残联\t4\t适配辅具\t6月底\n"
    tasks = read_plans(f"云江市2026年任务分解表\n{header}{rows}", "x")[0].tasks
    assert [[unit.name for unit in task.lead] for task in tasks] == [
        ["市住建局"],
        ["市住建局"],
        ["市交通局"],
        ["市残联"],
    ]
    assert [task.section for task in tasks] == [("出行",), ("出行",), ("出行",), ("居家",)]


def test_rows_that_head_or_add_up_others_are_no_tasks_and_no_doubt():
    header = "序号\t项目名称\t2026年计划投资（万元）\t责任单位\n"
    rows = "一、道路\t\t\t\n1\t东延路\t7200\t区住建局\n小计\t\t7200\t\n二、学校\t\t\t\n2\t小学\t4500\t区教育局\n合 计\t\t11700\t\n"
    plan = read_plans(f"松岗区2026年重点项目清单\n{header}{rows}", "x")[0]
    assert [(task.title, task.section) for task in plan.tasks] == [("东延路", ("一、道路",)), ("小学", ("二、学校",))]
    assert [[one.value for one in task.indicators] for task in plan.tasks] == [[7200], [4500]]
    assert plan.problems == ()


def test_units_in_a_first_column_hold_for_the_rows_without_them():
    header = "责任单位\t序号\t工作任务\t完成时限\n"
    rows = "县教体局\t1\t新建学校4所\t2026年8月底\n\t2\t招聘教师90名\t2026年7月底\n县住建局\t3\t筹集住房700套\t每月\n"
    plan = read_plans(f"丹浦县2026年任务清单\n{header}{rows}", "x")[0]
    assert [[unit.name for unit in task.responsible] for task in plan.tasks] == [
        ["县教体局"],
        ["县教体局"],
        ["县住建局"],
    ]
    assert [str(one.due) for one in plan.tasks[1].indicators] == ["2026-07-31"]


def test_a_row_without_units_has_its_time_all_the_same():
    text = "丹浦县2026年任务清单\n序号\t工作任务\t责任单位\t完成时限\n1\t新建学校4所\t县教体局\t2026年8月底\n2\t招聘教师90名\t\t2026年7月底\n"
    task = read_plans(text, "x")[0].tasks[1]
    assert [str(one.due) for one in task.indicators] == ["2026-07-31"] == [str(one.date) for one in task.deadlines]


def test_a_row_that_is_begun_and_finished_is_due_when_finished():
    text = (
        "丹浦县2026年项目表\n序号\t项目\t开工时间\t竣工时间\t责任单位\n1\t新建学校4所\t2026年3月\t2026年8月\t县教体局\n"
    )
    task = read_plans(text, "x")[0].tasks[0]
    assert [str(one.due) for one in task.indicators] == ["2026-08-31"]


def test_what_stands_under_a_word_that_is_not_known_is_doubted_where_it_may_be_a_fact():
    header = "序号\t工作任务\t责任单位\t谁来办\t拟办讫\t权重\t简况\t上年完成\n"
    (task,) = read_plans(
        f"云江市任务分解表\n{header}1\t建学校\t市教育局\t市财政局\t2026年6月3日\t6\t已选址\t300\n", "x"
    )[0].tasks
    assert [(one.code, one.field, one.facts["text"]) for one in task.problems] == [
        ("clause-without-role", "responsible", "市财政局"), ("left-over", "deadline", "2026年6月3日"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "unread"),
    [("6.30", True), ("Q4", True), ("长期坚持", False), ("每月", False), ("2026年6月", False), ("", False)],
)
def test_a_time_limit_that_nothing_is_read_from_is_doubted(limit, unread):
    text = f"云江市任务分解表\n序号\t任务\t责任单位\t完成时限\n1\t建学校\t市教育局\t{limit}\n2\t修路\t市交通局\t2026年6月\n"
    task = read_plans(text, "x")[0].tasks[0]
    assert [(one.code, one.facts["text"]) for one in task.problems] == ([("time-unread", limit)] if unread else [])


def test_sums_of_the_year_are_due_by_its_end_at_the_latest():
    header = "序号\t工程名称\t年度计划投资（万元）\t建设单位\t计划完工时间\n"
    rows = "1\t三中迁建工程\t6800\t区教育局\t2027年8月\n2\t泵站提升工程\t1500\t区水务公司\t2026年9月\n"
    tasks = read_plans(f"玉泉区2026年重点工程推进计划表\n{header}{rows}", "x")[0].tasks
    assert [[(one.value, one.unit, str(one.due)) for one in task.indicators] for task in tasks] == [
        [(6800, "万元", "2026-12-31")], [(1500, "万元", "2026-09-30")],
    ]  # fmt: skip


def test_a_years_planned_sums_and_counted_columns_are_figures_and_sizes_are_none():
    header = "序号\t项目名称\t建设内容及规模\t改造户数（户）\t总投资\t2026年计划投资\t开工时间\t竣工时间\t牵头单位\n"
    row = "1\t改线工程\t二级公路11.2公里\t320\t32000\t8600\t2026年3月\t2027年6月\t县交通局\n"
    (plan,) = read_plans(f"附件1\n\n沐河县2026年重点项目建设计划表\n\n单位：万元\n\n{header}{row}", "x")
    (task,) = plan.tasks
    assert [(one.value, one.unit, str(one.due)) for one in task.indicators] == [
        (320, "户", "2027-06-30"), (8600, "万元", "2026-12-31"),
    ]  # fmt: skip
    assert [str(one.date) for one in task.deadlines] == ["2026-03-31", "2027-06-30"]
    assert "11.2公里" in task.text
    assert plan.title == "沐河县2026年重点项目建设计划表"


@pytest.mark.parametrize("page", ["- 3 -", "— 3 —", "第 3 页 共 9 页"])
@pytest.mark.parametrize("joint", [" | ", " ", "\n", "\t"])
def test_a_table_goes_on_over_a_page_whose_header_comes_again(page, joint):
    header, *rows = (
        joint.join(line.split())
        for line in (
            "序号 工作任务 责任单位",
            "1 建学校 市教育局",
            "2 建医院 市卫健委",
            "3 修路 市交通局",
            "4 建桥 市交通局",
        )
    )
    text = "\n".join(["云江市任务分解表", header, *rows[:2], page, header, *rows[2:]])
    tasks = read_plans(text, "x")[0].tasks
    assert [(task.ref, task.section, [unit.name for unit in task.responsible]) for task in tasks] == [
        ("1", (), ["市教育局"]), ("2", (), ["市卫健委"]), ("3", (), ["市交通局"]), ("4", (), ["市交通局"]),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["一、教育\n1\n建学校\n市教育局\n二、卫生\n2\n建医院\n市卫健委\n3\n建站\n市卫健委\n"])
@pytest.mark.parametrize("joint", ["\n", " "])
def test_headings_between_cells_are_sections(text, joint):
    lines = text.splitlines()
    rows = [lines[0], joint.join(lines[1:4]), lines[4], joint.join(lines[5:8]), joint.join(lines[8:])]
    plan = read_plans("\n".join(["云江市任务分解表", joint.join(["序号", "工作任务", "责任单位"]), *rows]), "x")[0]
    assert [(task.title, task.section[-1]) for task in plan.tasks] == [
        ("建学校", "一、教育"), ("建医院", "二、卫生"), ("建站", "二、卫生"),
    ]  # fmt: skip


def test_what_stands_behind_a_table_of_lines_is_no_cell():
    rows = "序号\n工作任务\n责任单位\n1\n建学校\n市教育局\n2\n建医院\n市卫健委\n"
    (plan,) = read_plans(f"云江市任务分解表\n{rows}云江市人民政府办公室\n2025年3月1日\n", "x")
    assert [[unit.name for unit in task.responsible] for task in plan.tasks] == [["市教育局"], ["市卫健委"]]


def test_a_row_that_says_not_what_is_to_be_done_is_a_problem():
    text = "序号 | 工作任务 | 责任单位 |\n1 | 建学校 | 市教育局 |\n2 | | 市卫健委 |\n3 | 修路 | 市交通局 |\n"
    (plan,) = read_plans("云江市任务分解表\n" + text, "x")
    assert ("row-unread", 4) in {(problem.code, problem.line) for problem in plan.problems}


@pytest.mark.parametrize("header", ["板块\t推进事由\t落实处室\t协同处室", "类\t改革事由\t责任单位\t配合单位"])
def test_nine_rows_under_unknown_words_are_nine_tasks(header):
    rows = [f"教育\t第{n}事\t市教育局\t市财政局" for n in "一二三四五六七八九"]
    (plan,) = read_plans("\n".join(["云江市任务分解表", header, *rows]), "x")
    assert [task.title for task in plan.tasks] == [f"第{n}事" for n in "一二三四五六七八九"]
    assert {task.responsible[0].name for task in plan.tasks} == {"市教育局"}


def test_a_table_that_is_not_understood_is_a_problem():
    table = "| 事由 | 处室 | 日子 |\n| 修路 | 一处 | 六月 |\n| 建桥 | 二处 | 七月 |\n"
    (plan,) = read_plans(f"云江市方案\n{table}一、任务\n1.建学校。(责任单位:市教育局)\n", "x")
    assert [(problem.code, problem.line) for problem in plan.problems] == [("left-out", 2)]


def test_scored_figures_under_a_category_of_a_first_level_are_the_tasks():
    rows = ["一级指标\t序号\t考核指标\t计量单位\t2026年目标值\t牵头部门\t考核部门"]
    rows += ["育人\t1\t就业率\t%\t93\t就业处\t质量办", "\t2\t录取率\t%\t28\t教务处\t质量办"]
    assert [(one[1], one[2]) for one in summary("\n".join(rows))] == [("就业率", ["就业处"]), ("录取率", ["教务处"])]


def test_the_lower_of_two_header_rows_may_hold_the_number_where_cells_above_reach_down():
    rows = ["领域\t牵头单位\t工作任务\t\t\t配合单位\t完成时限", "\t\t序号\t任务内容\t年度目标\t\t"]
    rows += ["出行\t市住建局\t1\t改造坡道\t改造42处\t市城管局\t2026年9月底"]
    rows += ["\t\t2\t整治盲道\t整治65公里\t市交通局\t2026年10月底"]
    found = summary("\n".join(rows))
    assert [(one[0], one[1], one[4]) for one in found] == [
        ("1", "改造坡道", ["2026-09-30"]),
        ("2", "整治盲道", ["2026-10-31"]),
    ]
