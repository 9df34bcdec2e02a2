"""Words that tell a unit's name from other text: how names of Chinese public bodies begin and end."""

from __future__ import annotations

from dutytrack.domain.words.roles import words
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.roles import UNIT_NOUN

_ALIAS = r"(?:\([^()]{1,30}\))?"

_ENDINGS = any_of(
    """
    人民政府 政府 管委会 委员会 办公室 办事处 指挥部 领导小组 工作组 专班 组 局 委 (?<![督交承催代帮举创])办 厅 署
    部 院 室 中心 会 台 社 处 站 所 队 府 公司 集团 银行 分行 支行 行 大学 学院 学校 高校 院校 院所 校 科协 侨联 残联
    文联 社联 社科联 工商联 妇联 联合会 商联 商会 协会 学会 联盟 馆 园 厂 企业 部门 单位 机构 海关 法院 检察院 军分区
    党组 党委 党工委 街道 乡镇 镇街 街镇 镇 乡 县 区 市 州 旗 盟 省 新区 新城 地区 政协 人大 总工会 工会 团委
    群团 团体 媒体 电网 电力 铁塔 港 机场 电信 移动 联通 邮政 邮储 石化 石油 海事 税务 气象 供销社 联社
    合作社 医院 农商行 信用社 基金 城投 建投 水投 交投 产投 文旅 消防 武警 支队 大队 总队 监委 纪委 纪检组 人行 高企
    科学城 度假村 苏木 景区 园区 小组 联席会议 分局 分会 人社 组织 社区 村 负责人 学科 科 股
    公路段 养护段 工务段 专区 基地 平台 广播 传媒
    """
)
ENDS_AS_UNIT = regex(rf"{_ENDINGS}{_ALIAS}$")
"""The end of a unit's name, an alias in brackets included."""

LEVELS = "市省区县州盟旗"
_LEVEL_WORDS = any_of(
    """市场 市政(?:园林|公用|工程|设施|市容|建设|养护|集团|管理处|局|处) 市容 市民(?!政|族|宗|委|办) 区域 县域 省际 省会
    州际 区块 市值 市话"""
)
HAS_LEVEL = regex(rf"(?!{_LEVEL_WORDS})(?:[{LEVELS}](?=\S)|自治区|兵团)")
"""A name that carries its own level: 市科技局, but not 市场监管局 (市政府, but not 市政园林局)."""

STANDS_ALONE = regex(
    any_of(
        f"""各 驻 国家 中国 全国 中央 国务院 中共 中科院 相关 有关 其他 全市 全省 全县 全区 本市 本省 我市
        团[市省区县]委 省级 市级 区级 县级 国家级 “ 《 辖区 涉及 所在 属地 项目 {UNIT_NOUN} {words("alone")} 成员 建设
        其它 上述 以上 村民 居民 村务 村[股两党] 社区 事发 沿线 人民银行 民航 人行 军分区 武警 国网 大型 重点"""
    )
)
"""Beginnings of names that take no level from their neighbours."""

_ZONES = any_of(
    """开发区 新区 高新区 经开区 高新技术产业区 园区 保税区 示范区 度假区 工业区 生态城 新城 合作区 集聚区 试验区
    综保区 自贸区 景区 风景区 保护区 科学城 港区 临空区 先行区 功能区 产业区 科技城 工业园 科技园 产业园"""
)
ZONES = regex(_ZONES + "$")
"""A zone: it has a board (管委会), not a government; a new area may have either."""

_PROPER = any_of(
    """管委会 管理委员会 大学 学院 学校 师院 职技院 高校 院校 科研院所 公司 集团 银行 分行 支行 建投 城投 交投 产投
    电网 移动 联通 电信 铁塔 石化 石油 领导小组 领导小组办公室 专项小组 小组 指挥部 指挥部办公室 专班 工作组
    联席会议 联席会议办公室 海关 企业 机构 单位 部门 成员单位 街道 镇 乡 县 区 旗 人民政府 区政府 县政府 镇政府
    乡政府 办事处 报社 日报社 联盟 社会力量 社区 村 农商行 人行 机场 医院 基地"""
)
PROPER_ENDINGS = regex(rf"(?:{_ZONES}|{_PROPER}){_ALIAS}$")
"""Proper names and bodies of other levels: they stand as printed."""

_DEPARTMENTS = any_of(
    """局 委 办 厅 室 中心 部 台 社 站 总队 支队 大队 科协 侨联 残联 文联 社科联 工商联 妇联 联合会 总工会 供销社
    协会 贸促会 红十字会 党校 法院 检察院 馆 委员会 院 所 队 处 学会 商会 纪委 监委 气象 税务
    消防 人大 政协 研究会 公积金"""
)
DEPARTMENT = regex(rf"{_DEPARTMENTS}{_ALIAS}$")
"""A department's name: printed without its level, it takes that of its neighbours."""

_PARTY = any_of(
    """
    组织部 宣传部 统战部 政法委(?:员会)? 网信办 党校 老干部局 机要局 巡察办 直属机关工委 [市区县]直机关工委
    改革办 深改办 国安办 财经办 财经委办公室 台办 农工委 教育工委 社会工作部 金融工委 两新工委 军民融合办
    依法治[市省县区]办"""
)
PARTY_ORGANS = regex(rf"{_PARTY}{_ALIAS}$")
"""Organs of the Party committee: 组织部 beside 市委宣传部 is 市委组织部."""
SURELY_PARTY = regex(any_of("组织部 宣传部 统战部 政法委 网信办 党校 老干部局 机要局 巡察办 直属机关工委"))

PLACES = regex(any_of(f"{_ZONES} 区 县 市 州 旗 盟 镇 乡 街道") + "$")
"""The end of a place's name that stands for its government or board."""

SHARED_SUFFIXES = (
    "党工委、管委会", "党工委和管委会", "管理委员会", "管委会", "党工委", "人民政府", "政府", "街道办事处", "办事处",
)  # fmt: skip
"""Suffixes that several places in a row share, longest first."""

_LEVEL_QUALIFIERS = any_of("各 有关 相关 全[市省县区]各? 市辖各? 涉及 所辖 沿线 试点")
_LEVEL_NAMES = any_of(
    """乡镇 镇街 镇村 街镇 县级市 县区 区县 县市区 市县 地市 设区市 州市 市州 盟市 旗县市区 旗县区? 开发区 功能区 园区
    管委会 街道 [市县区旗乡镇州盟省村]"""
)
LEVEL_NOUNS = regex(rf"{_LEVEL_QUALIFIERS}*{_LEVEL_NAMES}(?:\([市县区旗、]{{1,9}}\))?$")
"""Words for levels, not places: the 、 between two of them is inside one collective (各区、县(市)政府)."""

GENERIC_NOUNS = regex(
    any_of(
        """
        单位 部门 企业 机构 院校 高校 院所 科研院所 行业协会 社会组织 政府 人民政府 街道办事处 办事处 党组 直属机构
        直属单位"""
    )
    + "$"
)
"""Nouns that go on with a collective: 相关市直部门、单位."""

_POST = any_of(
    """副?[市省县区州旗盟镇乡]长 副?书记 常委 副?秘书长 副?主任 副?主席 副?局长 部长 厅长 院长 总经理 董事长 行长 校长
    领导 指挥长"""
)
PERSON = regex(rf"(?:{_POST}|同志)$|^(?:[市省县区州旗盟]?(?:委|政府))?(?:常务)?{_POST}[一-鿿]{{2,3}}$")
"""A post or a form of address: who bears it is a person, not a unit."""


_NAME_LONGEST = 3
_COUNTED = regex(r"\d\s?[所处台部站室座校院]$")
"""改造卫生院5所: how many are built, and no unit."""


def names_persons(text: str) -> bool:
    """Whether a folded list names persons: with a post, 、 between names that share it."""
    names = text.split("、")
    if not (PERSON.search(names[-1]) or PERSON.search(names[0])):
        return False
    return all((2 <= len(name) <= _NAME_LONGEST or PERSON.search(name)) and not looks_like_unit(name) for name in names)


def looks_like_unit(name: str) -> bool:
    """Whether a folded ``name`` could be a unit's: ends like one, is no longer than one, holds no sentence."""
    return 2 <= len(name) <= 40 and ENDS_AS_UNIT.search(name[-36:]) is not None and not _COUNTED.search(name)
