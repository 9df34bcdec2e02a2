"""Tables in which units head columns, and marks say who has a part in which task."""

from __future__ import annotations

import pytest

from dutytrack.plantext.plan.reader import read_plans


@pytest.mark.parametrize(
    ("lead", "share", "legend", "expected"),
    [
        ("★", "√", "注:★为牵头单位,√为配合单位", ("lead", "participating")),
        ("●", "○", "(●牵头 ○配合)", ("lead", "participating")),
        ("√", "✓", "", ("responsible", "responsible")),
        ("牵头", "配合", "", ("lead", "participating")),
    ],
)
def test_marks_under_units_say_who_has_a_part_in_a_task(lead, share, legend, expected):
    (plan,) = read_plans(
        "重点任务分解表\n序号\t任务\t市科技局\t市财政局\t市人社局\t市教育局\t完成时限\n"
        f"1\t建平台\t{lead}\t{share}\t\t\t2026年6月底\n2\t引人才\t\t{share}\t{lead}\t\t2026年底\n3\t修规划\t\t\t\t\t2026年底\n{legend}\n",
        "x.txt",
    )
    parts = [
        {(role, unit.name) for role in ("lead", "responsible", "participating") for unit in getattr(task, role)}
        for task in plan.tasks
    ]

    assert parts == [
        {(expected[0], "市科技局"), (expected[1], "市财政局")},
        {(expected[1], "市财政局"), (expected[0], "市人社局")},
        set(),
    ]
    assert [str(task.deadlines[0].date) for task in plan.tasks] == ["2026-06-30", "2026-12-31", "2026-12-31"]
