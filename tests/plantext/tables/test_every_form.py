"""One table in every form of text: separators, cells a line, merged cells repeated, empty or left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from dutytrack.domain.plan.model import ParsedTask
from dutytrack.plantext.plan.reader import read_plans

SHARE = {"牵头单位": "lead", "配合单位": "participating", "责任单位": "responsible", "责任部门": "responsible"}
TASKS = ("具体措施", "工作任务", "目标任务", "民生实事", "建设内容及规模")
DATES = {"6月底前": "2025-06-30", "9月底前": "2025-09-30", "12月底前": "2025-12-31"}


class Printed(NamedTuple):
    header: str
    rows: str
    merged: int | None = None
    """The column whose cells may reach down."""


TABLES = {
    "plain": Printed(
        "序号 工作任务 牵头单位 配合单位 完成时限",
        """1 建设学校5所 市教育局 市财政局、市住建局 6月底前
        2 改造管网50公里 市住建局 市财政局 9月底前
        3 新增停车位200个 市城管局 各区政府 12月底前
        4 更新老旧电梯 市市场监管局 市财政局 长期坚持""",
    ),
    "three columns": Printed(
        "序号 工作任务 责任单位", "1 建设学校5所 市教育局\n2 改造管网50公里 市住建局\n3 新增停车位200个 市城管局"
    ),
    "category before the number": Printed(
        "类别 序号 工作任务 责任单位 完成时限",
        """教育 1 建设学校5所 市教育局 6月底前
        教育 2 培训教师 市教育局 9月底前
        城建 3 新增停车位200个 市城管局 12月底前
        城建 4 改造管网50公里 市住建局 12月底前
        城建 5 更新老旧电梯 市市场监管局 12月底前""",
        0,
    ),
    "category behind the number": Printed(
        "序号 类别 工作任务 责任单位 完成时限",
        """1 教育 建设学校5所 市教育局 6月底前
        2 教育 培训教师 市教育局 9月底前
        3 城建 新增停车位200个 市城管局 12月底前
        4 城建 改造管网50公里 市住建局 12月底前""",
        1,
    ),
    "category and no number": Printed(
        "重点领域 工作任务 牵头单位 配合单位",
        """教育 建设学校5所 市教育局 市财政局
        教育 培训教师 市教育局 市人社局
        教育 改善校舍 市教育局 市住建局
        城建 新增停车位200个 市城管局 各区政府
        城建 改造管网50公里 市住建局 市财政局
        城建 更新老旧电梯 市市场监管局 市财政局
        民生 改扩建医院 市卫健委 市财政局
        民生 发展托育 市卫健委 市教育局
        民生 优化养老 市民政局 市卫健委""",
        0,
    ),
    "task over several measures": Printed(
        "重点任务 具体措施 责任单位 完成时限",
        """发展教育 建设学校5所 市教育局 6月底前
        发展教育 培训教师 市教育局 9月底前
        改善城建 新增停车位200个 市城管局 12月底前
        改善城建 改造管网50公里 市住建局 12月底前
        改善城建 更新老旧电梯 市市场监管局 12月底前""",
        0,
    ),
    "unknown word": Printed(
        "序号 民生实事 责任单位 完成时限",
        "1 建设学校5所 市教育局 6月底前\n2 改造管网50公里 市住建局 9月底前\n3 新增停车位200个 市城管局 12月底前",
    ),
    "unknown words": Printed(
        "序号 建设内容及规模 投资估算 责任部门 办结日期",
        """1 建设学校5所 5000万元 市教育局 6月底前
        2 改造管网50公里 300万元 市住建局 9月底前
        3 新增停车位200个 80万元 市城管局 12月底前""",
    ),
    "leader": Printed(
        "序号 目标任务 分管领导 牵头单位 责任单位",
        """1 建设学校5所 王涛 市教育局 市财政局
        2 改造管网50公里 李明 市住建局 市财政局
        3 新增停车位200个 周越 市城管局 各区政府""",
    ),
    "no number": Printed(
        "工作任务 责任单位 完成时限",
        "建设学校5所 市教育局 6月底前\n改造管网50公里 市住建局 9月底前\n新增停车位200个 市城管局 12月底前",
    ),
}
JOINTS = {
    "bars": (" | ", "", ""),
    "bars at the end": (" | ", "", " |"),
    "bars around": (" | ", "| ", " |"),
    "tabs": ("\t", "", ""),
    "single blanks": (" ", "", ""),
    "blanks": ("  ", "", ""),
    "lines": ("\n", "", ""),
    "lines apart": ("\n\n", "", "\n"),
    "lines with bars": (" |\n", "", " |"),
}
CLOSED = {"bars", "bars at the end", "bars around", "tabs", "lines with bars"}
"""Forms in which an empty cell shows."""


def printed(table: Printed, joint: str, merged: str) -> str:
    between, before, after = JOINTS[joint]
    lines: list[str] = []
    last = ""
    for row in [table.header.split(), *(row.split() for row in table.rows.splitlines())]:
        cells = list(row)
        if table.merged is not None and merged != "repeated" and row[table.merged] == last:
            cells[table.merged : table.merged + 1] = [""] if merged == "empty" and joint in CLOSED else []
        last = row[table.merged] if table.merged is not None else ""
        lines.append(before + between.join(cells) + after)
    return "\n".join(lines)


def expected(table: Printed) -> Iterator[tuple[object, ...]]:
    header = table.header.split()
    for number, line in enumerate(table.rows.splitlines(), 1):
        row = line.split()
        said = dict(zip(header, row, strict=True))
        title = next(said[word] for word in TASKS if word in said)
        units = {SHARE[word]: names.split("、") for word, names in said.items() if word in SHARE}
        due = DATES.get(said.get("完成时限") or said.get("办结日期") or "", "")
        yield str(number), title, units, due, row[table.merged] if table.merged is not None else ""


def found(task: ParsedTask) -> tuple[object, ...]:
    units = {role: [unit.name for unit in task.units(role)] for role in ("lead", "responsible", "participating")}
    due = str(task.deadlines[0].date) if task.deadlines else ""
    section = task.section[-1] if task.section else ""
    return task.ref, task.title, {role: names for role, names in units.items() if names}, due, section


CASES = [
    (name, joint, merged)
    for name, table in TABLES.items()
    for joint in JOINTS
    for merged in (["repeated", "empty", "left out"] if table.merged is not None else ["repeated"])
    if merged != "empty" or joint in CLOSED
]


@pytest.mark.parametrize(("name", "joint", "merged"), CASES)
def test_table(name: str, joint: str, merged: str) -> None:
    (plan,) = read_plans(f"云江市2025年重点任务分解表\n{printed(TABLES[name], joint, merged)}\n", "table.txt")
    assert [found(task) for task in plan.tasks] == list(expected(TABLES[name]))
    assert plan.title == "云江市2025年重点任务分解表"
