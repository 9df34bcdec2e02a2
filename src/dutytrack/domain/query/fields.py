"""The one vocabulary of fields, in both languages: every heading and key of the JSON is a spelling of its field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.words.folding import fold
from dutytrack.domain.words.roles import ROLES, asked_as, leaders_asked_as
from dutytrack.i18n import N_

Kind = Literal["name", "unit", "number", "date", "choice"]


class Field(NamedTuple):
    """One field: its words, what its values are and whether a task may be without one."""

    name: str
    kind: Kind
    about: str
    english: tuple[str, ...] = ()
    """Further spellings beside the name: headings and keys of the JSON."""
    chinese: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Each value with its other spellings."""
    optional: bool = False
    """Whether ``none`` may be asked for."""
    sortable: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that it may be called."""
        return (self.name, *self.english, *self.chinese)


STATUSES = {
    "pending": ("待签收", "未启动", "待办"), "active": ("在办", "进行中", "推进中"),
    "submitted": ("已申请办结", "已报", "待核查", "已提交", "已报送"), "closed": ("已办结", "办结", "销号"),
    "suspended": ("暂停", "中止"), "dropped": ("取消", "撤销"),
}  # fmt: skip
FLAGS = {
    "overdue": ("逾期", "超期"),
    "duty-missed": ("周期性任务逾期未办", "漏报", "周期未完成"),
    "unanswered": ("督办到期未回复", "督办逾期未回复", "督办未回复", "未回复", "逾期未回复"),
    "sent-back": ("待重新报送", "退回待重报", "已退回", "退回"),
    "silent": ("逾期未反馈", "未反馈"),
    "unreceived": ("未签收",),
    "unowned": ("牵头单位不明", "无牵头"),
    "joint": ("多家牵头", "多头", "多头牵头"),
    "vague": ("笼统", "指代不明"),
    "collective": ("统称单位", "集合", "集合单位"),
    "waiting": ("待核查",),
    "accepted": ("核查通过待办结", "待办结", "核查通过"),
    "late": ("逾期办结", "迟办"),
    "met-late": ("节点逾期完成",),
    "to-mark": ("节点达标待确认", "待确认节点"),
    "undated": ("无时限",),
    "unknown": ("情况不明",),
    "instructed": ("批示待报", "批示待办", "批示"),
    "instruction-late": ("批示逾期未报", "批示逾期"),
    "unmeasured": ("指标未报全", "指标未报"),
}
STATES = {
    "open": ("未办结", "未结", "在办"), "closed": ("已办结", "办结", "已结"),
    "concluded": ("已到期结项", "已结项", "已收官", "已到期"),
}  # fmt: skip
ORIGINS = {
    "document": ("文件", "原文"), "set": ("督查室设定", "核定"), "extended": ("延期",),
    "reopened": ("重启时重新确定", "重启"), "resumed": ("恢复时重新确定", "恢复"), "amended": ("方案调整", "调整"),
    "inherited": ("方案到期日", "沿用", "方案期限"),
}  # fmt: skip


_BY_ROLE: Mapping[str, tuple[str, ...]] = {
    role: tuple(dict.fromkeys((f"{word}单位", word, *asked_as(role))))
    for role, word in zip(ROLES, ("牵头", "责任", "配合"), strict=True)
}
"""The spellings of each role, what stands above columns first."""

FIELDS: Mapping[str, Field] = {
    entry.name: entry
    for entry in (
        Field("key", "name", N_("the task's key, or what it begins with: BH25-7, BH25"), (), ("编号", "任务编号")),
        Field("plan", "name", N_("the plan's code, or a part of its title"), (), ("方案",), optional=True),
        Field("no", "number", N_("the task's number, as in its key"), ("number",), ("序号",)),
        Field(
            "ref", "name", N_("the number printed in the plan, or what it begins with"), ("number in the plan",),
            ("方案中编号", "方案编号", "原编号"), optional=True
        ),
        Field("title", "name", N_("a part of the task's title"), ("task",), ("任务", "任务名称", "标题")),
        Field("lead", "unit", N_("a lead unit"), ("lead unit", "lead units", "leads"), _BY_ROLE["lead"], optional=True),
        Field("first", "unit", N_("the first lead unit"), (), ("首位", "第一牵头", "首位牵头"), optional=True),
        Field(
            "responsible", "unit", N_("a responsible unit"), ("responsible unit", "responsible units"),
            _BY_ROLE["responsible"], optional=True
        ),
        Field(
            "participating", "unit", N_("a participating unit"), ("participating unit", "participating units"),
            _BY_ROLE["participating"], optional=True
        ),
        Field(
            "shared", "unit", N_("a responsible or participating unit"), ("sharing",), ("责任、配合",), optional=True
        ),
        Field("unit", "unit", N_("a unit in any role"), ("units",), ("单位",), optional=True),
        Field(
            "leader", "name", N_("a part of the name of a leader: in charge of it, or who wrote on it"), ("leaders",),
            leaders_asked_as(), optional=True
        ),
        Field(
            "person", "name", N_("a part of the name of who stands for it or for the unit that answers first"),
            ("persons",), ("责任人", "联络员", "承办人"), optional=True, sortable=False
        ),
        Field(
            "role", "choice", N_("a role that somebody has; beside a unit, that unit's"), (), ("角色",), _BY_ROLE,
            sortable=False
        ),
        Field("status", "choice", N_("how far the task is on its way"), (), ("状态",), STATUSES),
        Field(
            "lamp", "choice", N_("its lamp"), (), ("亮灯", "灯"),
            {name: (lamp.chinese, *lamp.also) for name, lamp in LAMPS.items()}
        ),
        Field(
            "due", "date", N_("the earliest deadline that was not met"), ("deadline",),
            ("时限", "期限", "到期", "完成时限"), optional=True
        ),
        Field("late", "number", N_("days since it was due"), ("days late",), ("逾期天数", "超期天数"), optional=True),
        Field(
            "origin", "choice", N_("where that deadline comes from"), ("due origin", "date from"),
            ("时限依据", "时限来源"), ORIGINS, optional=True
        ),
        Field("start", "date", N_("the day it starts"), (), ("开始", "启动"), optional=True),
        Field("handed", "date", N_("the day it was handed out"), ("handed out",), ("交办", "交办日"), sortable=False),
        Field("progress", "number", N_("its progress in percent"), (), ("进度",), optional=True),
        Field("behind", "number", N_("points behind its schedule"), (), ("滞后",), optional=True),
        Field("pace", "number", N_("points ahead of its schedule, below 0 where behind"), (), ("序时",), optional=True),
        Field("silent", "number", N_("days since the last report"), (), ("静默", "未反馈"), optional=True),
        Field("rung", "number", N_("the rung of its latest order"), (), ("督办级次", "督办级别"), optional=True),
        Field("section", "name", N_("a part of a heading it stands under"), (), ("章节",), optional=True),
        Field(
            "indicator", "name", N_("a part of an indicator"), ("indicators",), ("指标",), optional=True,
            sortable=False
        ),
        Field("flag", "choice", N_("what it is marked with"), ("flags",), ("标记", "标志"), FLAGS),
        Field("is", "choice", N_("whether it is open"), (), ("是",), STATES, sortable=False),
    )
}  # fmt: skip


def spelled(word: str) -> str:
    """``word`` as the spellings are compared: ``days_late``, ``days-late`` and ``Days late`` are one."""
    return "-".join(fold(word).replace("_", " ").split())


FIELD_NAMES: Mapping[str, str] = {
    spelling.replace(" ", "-"): entry.name for entry in FIELDS.values() for spelling in entry.spellings
}
"""Every spelling of a field, as ``spelled`` gives it, and the field's own name."""

NONE_WORDS = frozenset({"none", "无"})


def choice(entry: Field, spelling: str) -> str | None:
    """The value of ``entry`` that ``spelling`` means, or ``None``."""
    folded = fold(spelling)
    return next((value for value, spellings in entry.choices.items() if folded in (value, *spellings)), None)
