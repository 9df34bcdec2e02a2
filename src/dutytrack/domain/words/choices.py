"""What may be typed for a choice: its stable value, or what the field calls it in Chinese, in either language's use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed

Spellings = Mapping[str, tuple[str, ...]]
"""Each value with its other spellings."""

TASK_KINDS: Spellings = {
    "instruction": ("领导批示", "批示"),
    "meeting": ("会议议定", "会议议定事项", "会议"),
    "other": ("其他", "其它"),
}
NAME_KINDS: Spellings = {
    "alias": ("别称", "别名"),
    "short": ("简称",),
    "former": ("曾用名", "原名"),
    "misprint": ("误写",),
}
UNIT_BODIES: Spellings = {
    "party": ("党委", "党委部门"),
    "congress": ("人大",),
    "government": ("政府", "政府部门"),
    "vertical": ("垂管", "驻市", "驻市单位", "垂管单位", "驻市垂管单位"),
    "conference": ("政协",),
    "judiciary": ("法检", "司法机关"),
    "mass": ("群团", "群团组织", "人民团体"),
    "county": ("县区", "区县", "县市区", "县(市、区)", "县（市、区）"),
    "zone": ("开发区", "功能区"),
    "enterprise": ("企业",),
    "institution": ("院校", "事业单位"),
    "name": ("按名称",),
}
"""What body a unit is; ``name``: what its name tells."""
MEMBER_ACTIONS: Spellings = {"list": ("列出",), "add": ("添加", "增加"), "remove": ("移除", "删除")}
FIGURE_KINDS: Spellings = {
    "cumulative": ("累计", "累计值"),
    "level": ("水平值", "水平"),
    "growth": ("增长率", "增速"),
    "ratio": ("比率", "比例"),
    "milestone": ("节点",),
    "ceiling": ("不超过", "上限"),
}
UNIT_ORDERS: Spellings = {"office": ("机构序", "机构"), "worst": ("最久", "逾期天数"), "name": ("名称",)}
"""By what units are put in order: their names, their longest overdue task, or as the office names them."""
RESULTS: Spellings = {"accepted": ("通过", "核查通过"), "returned": ("退回", "核查退回")}
URGENCIES: Spellings = {"urgent": ("特急", "特急件"), "pressing": ("急件", "急"), "ordinary": ("平件", "平", "一般")}
"""How quickly what a leader asks for has to be answered."""
PERSON_ROLES: Spellings = {"responsible": ("责任人", "承办人"), "in-charge": ("分管领导", "分管负责人")}
"""What somebody of a unit is beside a contact."""
WAYS: Spellings = {
    "documents": ("资料", "查阅资料"),
    "phone": ("电话", "电话核查"),
    "site": ("现场", "现场核实"),
}


def meant(word: str, spellings: Spellings) -> str:
    """The value that ``word`` stands for; ``word`` itself, in small letters, where it stands for none."""
    said = word.strip().lower()
    return next((value for value, others in spellings.items() if said in others), said)


class UnknownChoiceError(DutyTrackError):
    """A word is none of those that may stand there."""

    def __init__(self, what: str, word: str, known: Iterable[str]) -> None:
        super().__init__(_("{word}: {what} is one of {known}"), word=word, what=what, known=listed(known))


def chosen(what: str, word: str, spellings: Spellings) -> str:
    """The value that ``word`` stands for; raises UnknownChoiceError, which names ``what``, where there is none."""
    value = meant(word, spellings)
    if value not in spellings:
        raise UnknownChoiceError(what, word, spellings)
    return value
