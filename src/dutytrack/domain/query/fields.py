"""What can be asked: the fields of the query language, their values, and the Chinese names of both."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.words.roles import ROLES, asked_as, leaders_asked_as

Kind = Literal["name", "unit", "number", "date", "choice"]


class Field(NamedTuple):
    """One field: what its values are and whether a task may be without one."""

    name: str
    kind: Kind
    chinese: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Each value with its other spellings."""
    optional: bool = False
    """Whether ``none`` may be asked for."""


STATUSES = {
    "pending": ("未启动", "待办"),
    "active": ("在办", "进行中", "推进中"),
    "submitted": ("已报", "待核查", "已提交"),
    "closed": ("已办结", "办结", "销号"),
    "suspended": ("暂停", "中止"),
    "dropped": ("取消", "撤销"),
}
FLAGS = {
    "overdue": ("逾期", "超期"),
    "duty-missed": ("漏报", "周期未完成"),
    "unanswered": ("未回复",),
    "silent": ("未反馈",),
    "unreceived": ("未签收",),
    "unowned": ("无牵头",),
    "joint": ("多头", "多头牵头"),
    "vague": ("笼统", "指代不明"),
    "collective": ("集合", "集合单位"),
    "waiting": ("待核查",),
    "late": ("迟办", "逾期办结"),
    "undated": ("无时限",),
}
STATES = {
    "open": ("未办结", "未结", "在办"),
    "closed": ("已办结", "办结", "已结"),
    "concluded": ("已收官", "已到期"),
}
ORIGINS = {
    "document": ("文件", "原文"),
    "set": ("核定",),
    "extended": ("延期",),
    "inherited": ("沿用", "方案期限"),
}

FIELDS: Mapping[str, Field] = {
    entry.name: entry
    for entry in (
        Field("plan", "name", ("方案",), optional=True),
        Field("no", "number", ("序号",)),
        Field("ref", "name", ("编号",), optional=True),
        Field("lead", "unit", asked_as("lead"), optional=True),
        Field("first", "unit", ("首位", "第一牵头", "首位牵头"), optional=True),
        Field("unit", "unit", ("单位",), optional=True),
        Field("leader", "name", leaders_asked_as(), optional=True),
        Field("role", "choice", ("角色",), {role: asked_as(role) for role in ROLES}),
        Field("status", "choice", ("状态",), STATUSES),
        Field("lamp", "choice", ("亮灯", "灯"), {name: (lamp.chinese, *lamp.also) for name, lamp in LAMPS.items()}),
        Field("due", "date", ("时限", "期限", "到期"), optional=True),
        Field("origin", "choice", ("时限来源",), ORIGINS, optional=True),
        Field("start", "date", ("开始", "启动"), optional=True),
        Field("progress", "number", ("进度",), optional=True),
        Field("behind", "number", ("滞后",), optional=True),
        Field("silent", "number", ("静默", "未反馈"), optional=True),
        Field("rung", "number", ("督办级别", "级别"), optional=True),
        Field("section", "name", ("章节",), optional=True),
        Field("indicator", "name", ("指标",), optional=True),
        Field("flag", "choice", ("标记", "标志"), FLAGS),
        Field("is", "choice", ("是",), STATES),
    )
}
"""Every field by its English name."""

FIELD_NAMES: Mapping[str, str] = {
    spelling: entry.name for entry in FIELDS.values() for spelling in (entry.name, *entry.chinese)
}
"""Every spelling of a field and the field's own name."""

NONE_WORDS = frozenset({"none", "无"})


def choice(entry: Field, spelling: str) -> str | None:
    """The value of ``entry`` that ``spelling`` means, or ``None``."""
    lower = spelling.lower()
    return next((value for value, spellings in entry.choices.items() if lower in (value, *spellings)), None)
