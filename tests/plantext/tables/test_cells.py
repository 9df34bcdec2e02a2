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
