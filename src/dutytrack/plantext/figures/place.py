"""Where a figure stands: the words round it, on which it depends whether it is a target."""

from __future__ import annotations

from typing import NamedTuple

from dutytrack.plantext.figures.measures import Quantity
from dutytrack.plantext.words.patterns import regex

VERBS = (
    "建设|建成|新建|改建|扩建|改扩建|建立|创建|共建|打造|培育|培养|引进|引育|设立|组建|新设|新增|增加|完成|实施|改造|扶持|选择|发展|推出|开通|举办"
    "|开展|组织|评选|选树|选拔|认定|推广|启动|申报|争取|力争|争创|搭建|布局|布设|投放|配备|配置|安装|更新|修建|修缮|维修|整治|治理|淘汰|关停|关闭"
    "|取缔|拆除|招引|签约|落地|实现|形成|突破|攻克|制定|制修订|制订|编制|发放|帮扶|救助|资助|支持|帮助|提供|开发|筹集|筹建|招聘|选派|派驻|轮训|培训"
    "|转化|孵化|壮大|做强|开工|竣工|投产|储备|谋划|安排|吸纳|带动|转移|开设|建好|办好|抓好|抓|遴选|评定|升级|提升|入选|获批|获得|取得|拥有|承办"
    "|新培育|新引进|新认定|再引进|扩大|研究|推进|推荐|选派|有|研制|研发|绿化|造林|疏浚|清理|化解|创作|出版|查处|服务|达到|超过|不少于|不低于|至少|超|近|约|落实"
)
"""Verbs after which a figure opens its noun: ``建设20个园区``."""
AFTER_VERB = regex(rf"(?:{VERBS})(?:[并和与、](?:{VERBS}))?(?:了|好)?(?:至少|不少于|约|近|超|超过|全市|全省|各类)?$")
"""Verbs right before a figure."""
LIST_SIGN = regex(r"[、和及与]")


class Place(NamedTuple):
    """A figure and the words round it, names and brackets blanked."""

    quantity: Quantity
    before: str
    """The clause up to the figure."""
    lead: str
    """The figure's own item up to it."""
    after: str
    """The rest of the figure's own item."""
    rest: str
    """The rest of the clause."""
    gap: str
    """What stands between the figure and the next one, or the clause's end."""
    previous: Quantity | None
    following: Quantity | None
    """The next figure of the same clause."""
