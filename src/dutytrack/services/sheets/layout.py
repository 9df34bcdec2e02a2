"""The columns of a progress sheet, for handing it out and for taking it back, as workbook or as csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dutytrack.i18n import N_

Kind = Literal["text", "date", "number", "percent", "yes"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: ``key`` is stable and stands in csv files and in a hidden row of workbooks."""

    key: str
    label: str
    """English label, marked for the catalogs."""
    chinese: tuple[str, ...]
    """What it may be called in a sheet that comes back."""
    kind: Kind
    width: int
    """Of the column, in characters."""
    filled_in: bool = False
    """Whether units write into it; the others are locked."""


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("key", N_("key"), ("编号", "任务编号"), "text", 10),
    SheetColumn("unit", N_("unit"), ("单位", "填报单位", "责任单位"), "text", 18),
    SheetColumn("role", N_("role"), ("角色",), "text", 8),
    SheetColumn("title", N_("task"), ("任务", "任务名称"), "text", 36),
    SheetColumn("due", N_("due"), ("时限", "完成时限"), "date", 12),
    SheetColumn("before", N_("percent reported last"), ("上次填报进度", "上次进度", "last percent"), "number", 9),
    SheetColumn("indicator", N_("indicator"), ("指标",), "text", 22),
    SheetColumn("counted", N_("counted in"), ("计量单位",), "text", 8),
    SheetColumn("target", N_("target"), ("目标值",), "text", 12),
    SheetColumn("percent", N_("percent"), ("进度", "百分比", "完成进度", "进度(%)"), "percent", 9, filled_in=True),
    SheetColumn("value", N_("actual value"), ("实际值", "完成值"), "number", 11, filled_in=True),
    SheetColumn("on", N_("day"), ("日期", "填报日期"), "date", 12, filled_in=True),
    SheetColumn(
        "text", N_("work done"), ("工作进展", "进展情况", "进展", "内容", "progress"), "text", 44, filled_in=True
    ),
    SheetColumn("problem", N_("problem"), ("存在问题", "问题"), "text", 30, filled_in=True),
    SheetColumn("next_step", N_("next step"), ("下一步打算", "下一步", "下步打算"), "text", 30, filled_in=True),
    SheetColumn("by", N_("reported by"), ("填报人",), "text", 10, filled_in=True),
    SheetColumn("submit", N_("submit"), ("申请办结", "申请销号", "报送核查"), "yes", 9, filled_in=True),
    SheetColumn("duty", N_("duty done"), ("周期性任务已完成", "周期性任务完成", "周期任务"), "yes", 9, filled_in=True),
)
NEEDED = ("key",)
"""What a sheet must have beside a column to fill in; without a unit the one that answers first is meant."""
YES, NO = N_("yes"), N_("no")
YES_WORDS = frozenset({"yes", "y", "true", "1", "x", "是", "√", "✓", "申请"})
NO_WORDS = frozenset({"no", "n", "false", "0", "否", "×", "-"})

_SPELLINGS: Mapping[str, SheetColumn] = {
    spelling.replace(" ", "").lower(): column
    for column in COLUMNS
    for spelling in (*column.chinese, column.label, column.key)
}


def column_called(heading: str) -> SheetColumn | None:
    """The column that ``heading`` names, by its key or in English or Chinese; ``None`` for another."""
    return _SPELLINGS.get("".join(heading.split()).lower().replace("（", "(").replace("）", ")"))
