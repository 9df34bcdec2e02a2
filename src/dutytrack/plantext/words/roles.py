"""The patterns by which plans say who does a task: what may be around the words of ``domain.words.roles``."""

from __future__ import annotations

from typing import Literal

from dutytrack.domain.words.roles import Role, words
from dutytrack.plantext.words.patterns import any_of, regex

FieldKind = Literal["lead", "responsible", "participating", "charge", "leader", "time", "other", "words"]
"""``charge`` is 负责 in words: lead or responsible, as the rest of the clause decides; ``words`` name no unit."""

_LEAD = any_of(words("label", "lead"))
_PARTICIPATING = any_of(words("label", "participating"))
_WORD = any_of(words("label"))
_ALONE = any_of(words("alone"))
_BODIES = "单位 部门 机构 主体 处室 科室 股室"
_AREAS = r"县\(市、区\) 区\(县\) 地区 区县 县区 县市区 企业 方"
_WHO = any_of(f"{_BODIES} {_AREAS}")
_NOTE = r"(?:\([^():]{0,24}\))?"
_BEFORE_WORD = any_of("[市省区县][级直] 共同 具体 主要 工作 国家 第一 谁来?") + "?"
UNIT_NOUN = (
    rf"{_BEFORE_WORD}{_WORD}(?:(?:[、及和与/]|组织)?(?:{_WORD}|\({_WORD}\))){{0,3}}(?:[、及和与/]?{_WHO}){{1,2}}"
    rf"(?:[、及和与]{_WORD}{_WHO})?"
)
"""牵头单位, 牵头(责任)部门, 责任单位及配合单位: who has a role, without saying who that is."""
UNIT_HEADER = rf"(?:{UNIT_NOUN}{_NOTE}|{_ALONE}|{_BEFORE_WORD}{_LEAD}{_WORD}?)"
"""What stands atop a column of units; above leading ones no noun is needed."""
_LABEL_CLOSE = any_of(
    r": -{1,2}(?=\S) ;(?=[市省区县各]) 为(?=[市省区县各“]) (?=\s[^\s:])"
    r" (?=[市省区县][^属内级直]|各[区县市乡镇相有]|团[市省区县]|国网|[盟旗州][一-鿿])"
)
_DIVISIONS = "分工负责 分工落实 分工情况 分工安排 分工"
_DIVISION = rf"(?:责任|任务|工作|职责|部门|单位)*{any_of(_DIVISIONS)}"
_UNIT_LABEL = rf"(?:{UNIT_NOUN}{_NOTE}\s*{_LABEL_CLOSE}|(?P<bare>(?:谁来?)?{_ALONE}|{_DIVISION})\s*:)"
PERSON_WORD = any_of(words("person"))
_PERSONS = "领导 负责人 人员 人 同志 副?[市省区县州盟旗]长 秘书长 指挥长 副?书记"
_OF_LEVEL = "(?:[市省区县州盟旗]级?|[市省区县州盟旗]?委|[市省区县州盟旗]?政府)?"
_PERSON = (
    rf"(?:(?:第一|直接|主要|具体|项目|工作|总)?{PERSON_WORD}(?:[、和及与/]?\(?{PERSON_WORD}\)?)?"
    rf"的?{_OF_LEVEL}{any_of(_PERSONS)}|[市省区县州盟旗](?:委|政府|级)?领导|[总副]?指挥长)(?:同志)?"
)
_PERSON_LABEL = rf"{_OF_LEVEL}{_PERSON}(?:[及和、]责任人)?\s*:"
PERSON_HEADER = rf"领导(?:同志)?$|^{_OF_LEVEL}{_PERSON}(?:\([^()]*\)|[及和、/](?:责任|负责)人)?$"
"""What stands atop a column of persons."""
_TIMED = any_of("完成 办结 办理 工作 推进 落实 整改 目标 实施 进度 责任 序时 起止 启动 任务")
_REACHED = "办成 完成 办好 办结 建成 见效"
_TIMES = "时限 期限 时间 日期 时间节点 节点"
ASKED_WHEN = rf"(?:何时|什么时候){any_of(_REACHED)}"
"""何时办成: a time limit's label where a plan asks and answers."""
_OF_TIMES = "要求 安排 进度 节点 计划"
_TIME_LABEL = (
    rf"(?:(?:计划|预计|拟|要求|应)?{_TIMED}?{any_of(_TIMES)}{any_of(_OF_TIMES)}?"
    rf"|进度{any_of(_OF_TIMES)}?|时序要求|{ASKED_WHEN})\s*:"
)
_CHECKER = any_of("考核 督办 督查 督导 监督 验收 评价 填报 审核 汇总 统计 指导 验证 监管")
_OTHERS = """联系电话 联系方式 备注 资金来源 进展情况 工作目标 目标要求 完成情况 预期成果 成果形式 工作标准 完成标准
    主要目标 工作措施 项目类型 总投资"""
_OTHER_LABEL = rf"(?:{_CHECKER}(?:责任)?{any_of(_BODIES)}|{any_of(_OTHERS)})\s*:"
LABEL = regex(rf"(?P<unit>{_UNIT_LABEL})|(?P<person>{_PERSON_LABEL})|(?P<time>{_TIME_LABEL})|(?P<other>{_OTHER_LABEL})")
"""What stands before a value: units in a role (``bare``: without a noun), a person, a time, or something else."""


def _last_signs(alternatives: str) -> str:
    """The signs that end one of the blank-separated ``alternatives``, as the inside of a set."""
    return "".join(sorted({word[-1] for word in alternatives.split()}))


def _first_signs(alternatives: str) -> str:
    """The signs that begin those of the ``alternatives`` that hold no other of them (牵头, not 总牵头)."""
    listed = alternatives.split()
    return "".join(sorted({word[0] for word in listed if not any(other in word[1:] for other in listed)}))


_BEFORE_COLON = f"{_BODIES} {_AREAS} {words('alone')} {_DIVISIONS} {_PERSONS} {_TIMES} {_OF_TIMES} {_REACHED} {_OTHERS}"
_OTHER_ALONE = regex(rf"{_OTHER_LABEL}")
LABEL_ENDS = regex(
    rf"[{_last_signs(_BEFORE_COLON)}]\s{{0,3}}:"
    rf"|(?<=[{_last_signs(_BODIES)}]){_NOTE}(?:为(?=[市省区县各“])|\s(?=[^\s:])|-|;?(?=[市省区县各团国盟旗州]))"
)
"""Where a label may end: labels are looked for only there."""
ROLE_SIGN = regex(f"[{_first_signs(words('label'))}]")
"""What every word for a role holds: where there is none of it, no label without a colon needs be looked for."""
LABEL_REACH = 48
"""Characters: no label with its note in brackets is longer."""
_LEADS_LABEL = regex(rf"^.*{_LEAD}")
_SHARES_LABEL = regex(rf"{_BEFORE_WORD}{_PARTICIPATING}")


def is_other_label(label: str) -> bool:
    """Whether a folded ``label`` stands before what is neither who nor when: 联系电话."""
    return _OTHER_ALONE.match(f"{label.strip()}:") is not None


def names_no_unit(word: str) -> bool:
    """Whether a folded ``word`` before a colon is known to head no unit: a time, a person, or what is neither."""
    label = LABEL.fullmatch(f"{word}:")
    return label is not None and not label["unit"]


def role_of_label(label: str) -> Role:
    """The role of the units under a label or atop a column."""
    if _LEADS_LABEL.match(label):
        return "lead"
    return "participating" if _SHARES_LABEL.match(label) else "responsible"


NOTE = regex(rf"\((?P<word>{any_of(words('note'))}){any_of(_BODIES)}?\)$")
"""市科技局(牵头): a role behind a name, for that name alone."""

_LEADING = any_of(words("clause", "lead"))
_SHARING = any_of(words("clause", "participating"))
_DOING = any_of(words("clause", "responsible"))
_THIS_WORK = (
    r"(?:(?:[此该本这各]|上述|以上)(?:项|几项|些)?(?:重点)?(?:工作|任务|行动|措施|事项|内容|项目)"
    r"|(?:本[章节]|以[上下]|下列)(?:第?\d{1,3}(?:[至到、-]第?\d{1,3})?项)?(?:各项)?(?:重点)?(?:工作|任务|事项)?[均都])"
)
BY = regex(
    rf"(?:(?:{_THIS_WORK})\s*[,:]?\s*)?(?:具体|拟|统一)?[由请](?=\S)|(?:{_THIS_WORK})\s*[,:]?\s*(?=[市省区县各])"
)
"""此项工作由: how a clause in words begins."""
WORK_BY = regex(
    rf"(?:{_THIS_WORK})\s*[,:]?\s*(?:具体|拟|统一)?由|(?<![^。;!?)”:\s])[由请](?=[^。]{{2,400}}?(?:{_LEADING}|{_DOING}))"
)
"""The same at the head of a paragraph or inside it."""
LED_SENTENCE = regex(
    rf"(?<![^。])[^。;:()]{{2,40}}?{any_of(words('parting', 'lead'))}[,、]"
    rf"[^。;:]{{2,200}}{any_of(words('clause'))}。"
)
"""A sentence of its own amid others: A牵头,B配合。"""

_DUTY = "(?:职责|任务|职能|责任)?(?:分工|职责|权限)?"
_MANNER = any_of(
    f"""等 共同 联合 分别 分头 具体 统一 各自 同时 积极 密切 协同 认真 按照?(?:各自)?{_DUTY}
    根据(?:各自)?职责(?:分工)? 依(?:据|照|职责)? 结合(?:各自)?(?:实际|职责) 在各自职责范围内"""
)
_CARRYING = "抓总 负责 落实 组织实施 组织 实施 推进 协调 做好"
_AS = rf"(?:作为|为|是){_BEFORE_WORD}"
VERB_AT_END = regex(
    rf"(?P<manner>{_MANNER}*)"
    rf"(?:(?P<lead>{_LEADING}{any_of(_CARRYING)}?|{_AS}{_LEAD}{_WORD}?{_WHO})"
    rf"|(?P<participating>{_SHARING}{{1,2}}{any_of(_CARRYING)}?|{_AS}{_PARTICIPATING}{_WHO})"
    rf"|(?P<responsible>负责(?:组织)?(?:{_DOING}|推进)|(?:组织|抓好|抓|贯彻|推进)?(?!负责){_DOING}|{_AS}{_WORD}{_WHO})"
    r"|(?P<charge>负责))(?:落实)?\s*$"
)
"""What the units before it do: 牵头, 按职责分工负责, 为主责单位."""
VERB_TAIL = 32
"""Characters: the longest manner and verb at the end of a part."""
VERB_SIGNS = frozenset(_last_signs(f"{words('clause')} {_CARRYING} {_BODIES} {_AREAS}"))
"""What every verb ends with: a part that ends otherwise says none."""
DIVIDED = regex("职责|分工|各自")
"""按职责分工: each unit its own share."""
SEPARATELY = regex("分头")
TOGETHER = regex(r"会同|(?<=[局委办厅部会])商(?=[市省区县各有相]|[一-鿿]{2,8}[局委办厅部])|联合(?=[市省区县各有相])")
"""A会同B: what stands before leads, what follows takes part."""
SEGMENT_ENDS = regex(rf"[(),;。]|、(?:{'|'.join(f'(?<={word}、)' for word in words('parting').split())})")
"""A牵头、B配合: after a verb 、 ends a part, between names it does not."""

SENTENCE_ENDS = regex("[()。]")

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

FIRST_LEADER = any_of(f"{words('clause', 'lead')} 汇总")
FIRST_LEADS = regex(
    r"(?:[列排]在?(?:第一位?|首位|首)的?|第一个?|首个|首位|排名第一的?)(?:责任)?(?:单位|部门|位)?[的者]?(?:责任)?(?:单位|部门)?"
    rf"\s*,?\s*[均即作]?[为是系](?:该项工作|本项工作|该项任务)?的?总?{FIRST_LEADER}"
)
"""列第一位的为牵头单位: a rule laid down once for a whole plan."""
OTHERS_SHARE = regex(
    rf"(?:其余|其[他它]|[列排]?在?后[面续]|以下)的?(?:各?责任)?(?:单位|部门|位)?\s*[均即则都]?[为是系]{_PARTICIPATING}{any_of(_BODIES)}"
)
"""其余为配合单位: what such a rule says of those behind the first."""
RULE_OF_ROLES = regex(
    rf"[^。;,:()]{{1,24}}(?:[为是系]|[均即则都][为是系作][^。;,:()]{{0,10}}的){_WORD}(?:单位|部门|处室|科室)"
)
"""What says who has which role by where or how the units are printed: 加粗的为牵头单位."""
OF_BRACKETS = regex(r"括[号弧](?:内|中|里)")
"""In a rule about the units that stand in brackets: 末尾括号内为责任单位."""
TO_THOSE_BELOW = regex(
    rf"括[号弧][^。;:]{{0,6}}{_WORD}{any_of(_BODIES)}[^。;:]{{0,16}}(?:其下|以下|下列|所列|所属|下设|各自)[^。;:]{{0,6}}(?:任务|工作|事项|项目)"
)
"""A rule that the units in brackets behind a heading are those of what stands below it."""
