"""Headings: where one ends and the text begins, and what kind of section it opens."""

from __future__ import annotations

import re
from enum import Enum

from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex

CLOSING = "。.;;::,,、 \u3000\xa0\t\x1f"
"""What is left out at the ends of a heading."""
_STOP = regex(r"[。!?]|(?<=[一-鿿”)])\.(?=\s{0,2}[一-鿿“]|\s{1,2}\d)")
_NAME_LONGEST = 25
_SENTENCE_SIGNS = regex(r"[,;]")
_GAP = regex(r"\s{2,}|(?<=[^\s,;:。、”)])\s(?=\S{12})")
_GAP_LONGEST = 24
"""Characters: a heading set off by one blank from the text that follows it is no longer than this."""


class SectionKind(Enum):
    """What a section is for; ``OTHER`` is preamble, principles, present state, scope: nobody's task."""

    DUTIES = "tasks or measures"
    GOALS = "goals"
    TIMETABLE = "timetable"
    OTHER = "nobody's task"


_DUTIES = regex(
    r"(?:主要|重点|工作|具体|目标|年度|中心|近期|今年)?(?:任务|措施|举措)|重点工作|主要工作|工作重点|工作内容|重点领域|重点项目|重点工程"
)
_GOALS = regex(
    r"(?:总体|工作|主要|发展|预期|具体|阶段|年度|奋斗|试点|建设|行动|创建|总|基本|规划|改革|攻坚|整治|近期|远期|中期)性?目标"
    r"|目标(?:要求|定位|指标|任务)|^目标|^(?!围绕|实现|完成|确保|落实|瞄准|聚焦|强化)\S{0,10}目标$|发展指标|主要指标|预期指标"
)
_SPEAKS_OF_GOALS = regex(
    r"^(?!.*目标$)(?:(?:确保|完成|实现|落实|强化|健全|建立|围绕|加强)\S{0,12}目标|.*目标(?:责任|考核|管理))"
)
"""确保完成发展目标, 落实目标责任: a duty that mentions a goal."""
_GOAL_DUTIES = regex(r"^(?:工作|主要|总体|年度)?目标(?:和|与|及)?(?:主要|工作|重点)?任务$|任务目标$")
GOALS_INSIDE = regex(r"总体(?:要求|思路)|(?:工作|基本|发展|总)思路|指导思想|^总则$")
"""Sections that may state goals where a plan has none for them."""
_TIMETABLE = regex(
    r"进度安排|时间(?:安排|步骤|进度|节点|计划)|实施步骤|方法步骤|工作步骤|推进步骤|实施阶段|阶段安排|实施进度|工作进度"
    r"|步骤(?:安排|方法|和时间|及时间)|推进计划|进度计划|(?:阶段|步骤)\s*(?:\(|$)|^时间步骤"
)
_OTHER = regex(
    r"指导思想|(?:基本|工作|总体|实施|建设|遵循|坚持)原则|^(?!落实|贯彻|坚守|遵守|执行)[一-鿿]{2,4}原则$|总体要求|总体思路|(?:工作|基本|发展|总|推进|实施)思路|^原则$"
    r"|面临(?:的)?(?:形势|问题|机遇|挑战)|形势(?:与|和)|(?:当前|发展|严峻)形势|(?:重大|重要|现实)意义|(?:充分|深刻)认识"
    r"|(?<!夯实)(?<!筑牢)(?<!打牢)(?<!巩固)(?<!强化)(?:试点|工作|发展|现有|创新|建设|实施|产业|创建|前期|申报)(?:基础|现状|背景)$|基础条件|现状(?:分析|与|和)|基本(?:情况|现状)|发展情况"
    r"|存在(?:的)?(?:主要)?问题|主要问题|制约因素|优势(?:特色|条件)|有利条件|工作回顾|情况回顾|工作总结|^(?:19|20)\d\d年\S{0,12}(?:总结|回顾|完成情况)$|取得(?:的)?成效|主要成效"
    r"|^(?:适用|实施|整治|治理|创建|试点|工作|活动|检查)(?:范围|对象|时间|区域|期限|主题)|活动主题|适用范围|实施期限|有效期|附则|^其[他它](?:事项|要求)?$|名词解释|术语"
    r"|总则$|编制依据|^背景|工作机构$|组织机构$|机构设置|起草背景|(?:主要|工作)职责$|政策解读|组成人员|领导小组(?:名单|成员|组成)|^概述|^前言|^引言|联系方式|联系人"
)
_MEASURES_OVER = regex(
    r"(?:主要|重点|工作|具体|保障|政策|推进)(?:任务|措施|举措)|重点工作|主要工作|工作重点|工作内容|主要举措"
)
_EXHORTS = regex(
    r"^(?:组织|工作|政策|实施|条件|服务|要素)?(?:保障|要求|领导|机制|机构)(?:措施|机制|体系)?$|^(?:推进|工作|保障|责任)(?:机制|落实|措施)$"
    r"|^(?:有关|相关)(?:事项|要求)$|^(?:监督|督导|跟踪)?考核(?:奖惩|评价|问责|激励|通报)?$|^奖惩(?:措施|办法|机制)?$|^责任追究$"
    r"|^组织(?:领导|保障|实施|推进)(?:和|与|及)?\S{0,6}$"
)
_HEADING_WORDS = regex(
    r"(?:任务|措施|举措|目标|原则|思想|要求|保障|步骤|安排|思路|意义|范围|阶段|工作重点|重点工作|组织领导|组织实施|附则|工作内容|现状|形势)$"
)
_UNNUMBERED_LONGEST = 20
_DASHED = regex(r"\s*(?:-{1,4}|[◆■★▲※◎●])\s*[^\s\d。;:!?-][^。;:!?]*")
_DASHED_LONGEST = 40
_SAYS_WHO = regex(r"牵头,\S*配合$|[局委办厅部院会府司团关学校协站所](?:牵头|负责|配合|落实)$")
"""——市科技局牵头,市财政局配合: units, and no heading."""
TITLE_OPENS = regex(r"(?:(?:19|20)\d\d\s?(?:年|-)|关于|中共|[一-鿿]{2,8}[省市县区州盟旗](?!域|场))")
"""How a plan's title begins: with a year, 关于, or a place."""


def split_heading(part: Slice) -> int:
    """Where the heading of ``part`` ends: at the first ``。``, a colon before it behind a name, or a gap of blanks."""
    text = part.text
    stop = _STOP.search(text)
    end = stop.start() if stop else len(text)
    colon = text.find(":", 0, end)
    if 0 < colon <= _NAME_LONGEST and not _SENTENCE_SIGNS.search(text, 0, colon) and _closed(text[:colon]):
        end = colon
    gap = _GAP.search(text, 2, min(end, _GAP_LONGEST + 8))
    if gap and _is_gap(text, gap, end):
        end = gap.start()
    return end


def heading_text(part: Slice) -> str:
    """The heading of ``part`` as printed, without its closing punctuation."""
    return part.part(0, split_heading(part)).shown.strip(CLOSING)


def section_kind(heading: str) -> SectionKind | None:
    """What a section with this (folded) heading is for; ``None`` where the heading does not tell."""
    core = heading.strip()
    if not core or len(core) > 40:
        return None
    core = "".join(core.split())  # 总 则 is 总则
    if _GOAL_DUTIES.search(core) or _MEASURES_OVER.search(core):
        return SectionKind.DUTIES
    if _TIMETABLE.search(core):
        return SectionKind.TIMETABLE
    if _GOALS.search(core) and not _SPEAKS_OF_GOALS.search(core):
        return SectionKind.GOALS
    if _OTHER.search(core):
        return SectionKind.OTHER
    return SectionKind.DUTIES if _DUTIES.search(core) else None


def exhorts(heading: str) -> bool:
    """Whether ``heading`` opens a word to all who are charged (保障措施, 工作要求), where nothing numbered follows."""
    return _EXHORTS.search(heading.strip()) is not None


def names_goals_or_tasks(heading: str) -> bool:
    """Whether ``heading`` (目标任务) may open goals or tasks, as what stands beside it tells."""
    return _GOAL_DUTIES.search(heading.strip()) is not None


def is_unnumbered_heading(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` is a section's heading without a number: short, no stop, named like a section."""
    text = paragraph.text.strip()
    if paragraph.heading:
        return len(text) <= 2 * _UNNUMBERED_LONGEST and not text.endswith(("。", ";"))
    short = 2 <= len(text) <= _UNNUMBERED_LONGEST and not re.search(r"[。,;:!?]", text)
    return short and _HEADING_WORDS.search(text) is not None


def is_dashed_heading(text: str) -> bool:
    """Whether a folded line may be a heading behind a dash (——推进教育发展): what stands around it tells."""
    return len(text) <= _DASHED_LONGEST and _DASHED.fullmatch(text) is not None and _SAYS_WHO.search(text) is None


def _closed(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("“") == text.count("”")


def _is_gap(text: str, gap: re.Match[str], end: int) -> bool:
    before = text[: gap.start()]
    if _SENTENCE_SIGNS.search(before) or len(before) < 4 or not _closed(before) or gap.start() > _GAP_LONGEST:
        return False
    return end - gap.end() >= (8 if len(gap[0]) >= 2 else 20)
