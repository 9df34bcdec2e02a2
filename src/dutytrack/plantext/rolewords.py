"""The words by which plans say who does a task: labels (牵头单位:), verbs (A牵头,B配合), persons and times."""

from __future__ import annotations

import re
from typing import Literal

from dutytrack.plantext.patterns import any_of, regex

FieldKind = Literal["lead", "responsible", "participating", "charge", "leader", "time", "other"]
"""``charge`` is 负责 in words: lead or responsible, as the rest of the clause decides."""

_LEAD = any_of("总牵头 牵头 主办 主责 主管 主抓 第一责任 主要责任 首要责任 主体责任")
_RESPONSIBLE = any_of("责任 承办 落实 实施 执行 完成 承担 负责 建设")
_PARTICIPATING = any_of("参与 参加 参建 配合 协办 协助 协同 协作 协调 支持 会办 协管 共建")
_WORD = any_of(f"{_LEAD} {_RESPONSIBLE} {_PARTICIPATING}")
_WHO = any_of(r"县\(市、区\) 区\(县\) 单位 部门 机构 主体 处室 科室 股室 地区 区县 县区 县市区 企业 方")
_NOTE = r"(?:\([^():]{0,24}\))?"
_BEFORE_WORD = any_of("[市省区县][级直] 共同 具体 主要 工作 国家") + "?"
_LABEL_CLOSE = any_of(r": 为(?=[市省区县各“]) (?=\s[^\s:]) (?=[市省区县][^属内级直]|各[区县市乡镇相有])")
_UNIT_LABEL = (
    rf"(?:{_BEFORE_WORD}{_WORD}(?:[、及和与/]?\(?{_WORD}\)?){{0,3}}(?:[、及和与/]?{_WHO}){{1,2}}{_NOTE}\s*{_LABEL_CLOSE}"
    r"|(?:牵头|主办|责任|配合|协办|参与|承办|落实|协助|主责)\s*:|(?:责任|任务|工作|职责)?分工\s*:)"
)
_PERSON_WORD = any_of(
    """责任 分管 牵头 包保 包抓 挂钩 联系 挂包 挂帅 挂点 主管 领衔 督办 包联 负责 协管 督导 主抓 承办 配合 联络"""
)
_PERSON = any_of("领导 负责人 人员 人 同志 市长 副市长 县长 区长 省长")
_PERSON_LABEL = (
    r"(?:[市省区县]级?|[市省区县]?委|[市省区县]?政府)?(?:第一|直接|主要|具体)?"
    rf"{_PERSON_WORD}的?[市省区县]?级?{_PERSON}(?:同志)?(?:[及和、]责任人)?\s*:"
)
_TIMED = any_of("完成 办结 办理 工作 推进 落实 整改 目标 实施 进度 责任 序时 起止 启动 任务")
_TIME_LABEL = (
    rf"(?:(?:计划|预计|拟|要求|应)?{_TIMED}?(?:时限|期限|时间|日期|时间节点|节点)(?:要求|安排|进度|节点)?"
    r"|进度(?:要求|安排|节点|计划)|时序要求)\s*:"
)
_CHECKER = any_of("考核 督办 督查 督导 监督 验收 评价 填报 审核 汇总 统计 指导 验证 监管")
_OTHER_LABEL = (
    any_of(
        rf"""{_CHECKER}(?:责任)?(?:单位|部门|机构) 联系(?:电话|方式) 备注 资金来源 进展情况 工作目标 目标要求
    完成情况 预期成果 成果形式 工作标准 完成标准 主要目标 工作措施 项目类型 总投资"""
    )
    + r"\s*:"
)
LABEL = regex(rf"(?P<unit>{_UNIT_LABEL})|(?P<person>{_PERSON_LABEL})|(?P<time>{_TIME_LABEL})|(?P<other>{_OTHER_LABEL})")
"""What stands before a value: units in a role, a person, a time, or something else."""

_LAST_OF_LABELS = "位门构体室股区县业方)局头办责与承落助导人员志长限期间点求排度日式注源况标果准施型资合工划"
LABEL_ENDS = regex(
    rf"[{_LAST_OF_LABELS}]\s{{0,3}}:"
    r"|(?<=[位门构体室])(?:\([^():]{0,24}\))?(?:为(?=[市省区县各“])|\s(?=[^\s:])|(?=[市省区县各]))"
)
"""Where a label may end: labels are looked for only there."""
ROLE_SIGN = regex("[牵主责承落实执完担负建参配协支会共]")
"""What every word for a role holds: where there is none of it, no label without a colon needs be looked for."""
LABEL_REACH = 48
"""Characters: no label with its note in brackets is longer."""
LABEL_ROLES: tuple[tuple[re.Pattern[str], FieldKind], ...] = (
    (regex(rf"^.*{_LEAD}"), "lead"),
    (regex(rf"{_BEFORE_WORD}{_PARTICIPATING}"), "participating"),
)
"""How a label begins that names no responsible units."""

_THIS_WORK = r"(?:[此该本这各]|上述|以上)(?:项|几项|些)?(?:重点)?(?:工作|任务|行动|措施|事项|内容|项目)"
BY = regex(rf"(?:(?:{_THIS_WORK})\s*[,:]?\s*)?(?:具体|拟|统一)?由(?=\S)|(?:{_THIS_WORK})\s*[,:]?\s*(?=[市省区县各])")
"""此项工作由: how a clause in words begins."""
WORK_BY = regex(
    rf"(?:{_THIS_WORK})\s*[,:]?\s*(?:具体|拟|统一)?由"
    r"|(?<=[。;!?)”\s])由(?=[^。]{2,400}?(?:牵头|负责|落实|主办|承办|实施))"
)
"""The same inside a paragraph."""

_DUTY = "(?:职责|任务|职能|责任)?(?:分工|职责|权限)?"
_MANNER = any_of(
    f"""等 共同 联合 分别 分头 具体 统一 各自 同时 积极 密切 协同 认真 按照?(?:各自)?{_DUTY}
    根据(?:各自)?职责(?:分工)? 依(?:据|照|职责)? 结合(?:各自)?(?:实际|职责) 在各自职责范围内"""
)
_VERBS = any_of(
    """牵头负责 牵头落实 牵头抓总 牵头组织实施 牵头组织 牵头实施 牵头推进 牵头 统筹协调 统筹推进 统筹
    主办 主责 总负责 负责落实 负责组织实施
    负责实施 负责推进 组织实施 组织落实 抓好落实 抓落实 贯彻落实 推进落实 负责 承办 落实 实施 执行 配合落实 配合实施
    参与配合 协助配合 协同配合 配合做好 配合 参与 参加 协办 协助 协同推进 协同 支持"""
)
VERB_AT_END = regex(rf"(?P<manner>{_MANNER}*)(?P<verb>{_VERBS})(?:落实)?\s*$")
VERB_TAIL = 32
"""Characters: the longest manner and verb at the end of a part."""
DIVIDED = regex("职责|分工|各自")
"""按职责分工: each unit its own share."""
SEPARATELY = regex("分头")
TOGETHER = regex(r"会同|(?<=[局委办厅部会])商(?=[市省区县各有相]|[一-鿿]{2,8}[局委办厅部])|联合(?=[市省区县各有相])")
"""A会同B: what stands before leads, what follows takes part."""
SEGMENT_ENDS = regex(r"[(),;。]|(?<=牵头|主办|配合|参与|协办|协助)、|(?<=负责|落实)、")
"""A牵头、B配合: after a verb 、 ends a part, between names it does not."""

_WHEN = any_of(r"(?:19|20)[\dX*]{2}年 \d{1,2}月 年底 年内 季度 “?十[三四五]五”?")
_BY_WHEN = any_of("前 底 完成 末 内 月 年 日 季度 推进 实施 开展 启动 建成")
TIME_SEGMENT = regex(
    rf"^[并且]?(?:(?:力争|确保|于|在|到)?[^、]{{0,6}}?{_WHEN}[^、]{{0,16}}{_BY_WHEN}|"
    + any_of(
        r"""长期坚持 持续推进 长期推进 持续实施 常态化?(?:推进|开展|实施|长效)? 长期 贯穿全程 立即(?:推进|实施|整改)?
        全年 每年\S{0,8} 适时\S{0,6} 按时间节点推进 分年度\S{0,4}"""
    )
    + ")$"
)
"""A part of a clause that says when: 2026年6月底前完成, 长期坚持."""

FIRST_LEADS = regex(
    r"(?:[列排]在?(?:第一位?|首位|首)的?|第一个?|首个|首位|排名第一的?)(?:责任)?(?:单位|部门|位)?[的者]?(?:责任)?(?:单位|部门)?"
    r"\s*,?\s*[均即作]?[为是系](?:该项工作|本项工作|该项任务)?的?总?(?:牵头|主办|汇总|主责)"
)
"""列第一位的为牵头单位: a rule laid down once for a whole plan."""
