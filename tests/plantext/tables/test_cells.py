"""What a cell says itself goes before what heads its column."""

from __future__ import annotations

from dutytrack.plantext.plan.reader import read_plans


def test_labels_inside_a_cell_overrule_its_column_and_times_in_digits_are_dates():
    (plan,) = read_plans(
        "重点任务分解表\n序号\t任务\t责任单位\t完成时限\n"
        "1\t建平台\t牵头单位:市科技局;配合单位:市财政局、市人社局\t202606\n"
        "2\t引人才\t市委组织部(牵头) 配合单位:市人社局\t20261231\n"
        "3\t修道路\t市交通局、市财政局\t2026\n",
        "x.txt",
    )
    units = [[[unit.name for unit in role] for role in (t.lead, t.responsible, t.participating)] for t in plan.tasks]

    assert units == [
        [["市科技局"], [], ["市财政局", "市人社局"]],
        [["市委组织部"], [], ["市人社局"]],
        [[], ["市交通局", "市财政局"], []],
    ]
    assert [str(t.deadlines[0].date) for t in plan.tasks] == ["2026-06-30", "2026-12-31", "2026-12-31"]


ASKED = "干什么\t谁来干\t干到什么程度\t何时干完\n"
DUTIES = (
    "建设县域医共体\t县卫健局\t基层诊疗量占比达到60%\t2026年9月底\n改造供热管网\t县住建局、县城管局\t改造25公里\t2026年10月底\n"
    "建设冷链物流园\t县商务局\t建成冷库3座\t2026年12月底\n"
)


def test_columns_under_words_that_are_not_known_are_told_by_their_cells_and_doubted():
    (plan,) = read_plans(f"青浦县2026年任务清单\n\n{ASKED}{DUTIES}", "x.txt")
    assert [
        (
            [unit.name for unit in t.responsible],
            [str(one.date) for one in t.deadlines],
            [one.value for one in t.indicators],
        )
        for t in plan.tasks
    ] == [
        (["县卫健局"], ["2026-09-30"], [60]),
        (["县住建局", "县城管局"], ["2026-10-31"], [25]),
        (["县商务局"], ["2026-12-31"], [3]),
    ]
    assert [(one.code, one.facts["text"]) for one in plan.problems] == [
        ("columns-guessed", "干什么、谁来干、干到什么程度、何时干完")
    ]


def test_a_list_of_addresses_is_no_table_of_tasks():
    rows = "".join(f"{name}中心小学校园\t{name}街16号\t县教育局\n" for name in ("城关", "东河", "西河"))
    (plan,) = read_plans(f"青浦县方案\n校名\t坐落\t归口\n{rows}一、任务\n1.建学校。(责任单位:县教育局)\n", "x.txt")
    assert [task.title for task in plan.tasks] == ["建学校"]
    assert [problem.code for problem in plan.problems] == ["left-out"]


def test_a_row_of_nothing_but_figures_is_no_task_and_told():
    header = "序号\t目标任务\t完成数\t责任单位\n"
    (plan,) = read_plans(f"青浦县2026年任务表\n{header}1\t12\t2\t县商务局\n2\t招引企业3家\t—\t县工信局\n", "x.txt")
    assert [task.title for task in plan.tasks] == ["招引企业3家"]
    assert "row-unread" in {problem.code for problem in plan.problems}
