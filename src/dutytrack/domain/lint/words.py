"""Words by which a plan can be checked, or leaves it open (分解立项), and when two titles mean one thing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HOW = (
    "进一步|大力|积极|着力|切实|全面|深入|加快|不断|持续|扎实|有序|稳步|充分|努力|重点|加速|强力|全力|继续|逐步"
    "|认真|精心"
)
_EMPTY = (
    "加强|推动|推进|强化|完善|健全|优化|提升|深化|促进|加大|支持|鼓励|引导|营造|提高|探索|创新|发挥|拓展|增强|改善|规范|统筹"
    "|突出|注重|重视|做好|抓好|落实|发展|培育|树立|弘扬"
)
_EMPTY_VERB = re.compile(rf"^(?:{_HOW})*(?P<verb>{_EMPTY})")
_FILLER = re.compile(rf"^(?:{_HOW}|{_EMPTY}|实施|开展|建设)+|[^\w]|的|工作$")
_MADE = (
    "出台|制定|制订|印发|编制|公布|发布|起草|修订|完成|建成|建立|设立|成立|组建|开通|启用|投用|上线|举办|签订|挂牌"
    "|竣工|开工|验收"
)
_BUILT = "平台|中心|基地|大厅|数据库|系统|实验室|研究院|示范区|园区|基金"
_THING = (
    f"{_BUILT}|办法|意见|方案|规划|计划|制度|清单|目录|细则|措施|标准|规定|条例|政策|园|机构|领导小组|专班|联盟|公司"
    "|项目|工程|厂|[^思]路|桥|生产线|专线|站|馆|学校|[^法]院|大会|年会|展会|论坛|比赛|大赛|活动|改造|整治|协议"
)
DELIVERABLE = re.compile(
    rf"(?:{_MADE})[^,，。;；、]{{0,40}}?(?:{_THING})"
    rf"|(?:建设|搭建|打造)[^,，。;；、]{{2,20}}?(?:{_BUILT})(?!建设)"
    r"|《[^》]{2,60}》的?(?:起草|制定|出台|印发|修订)"
)
"""What will be there at the end: 出台实施办法, 建成数据中心."""
DONE_BY_A_DAY = re.compile(rf"前[^,，。;；]{{0,30}}?(?:{_MADE}|形成|下达|提交|报送|到位|完毕|实现|投产|通车)")
"""What will be finished before a day: 10月底前完成重点抽查."""
AMOUNT = re.compile(
    r"(?:达到?|不低于|不少于|不超过|超过|突破|力争|增长|下降|提高|提升|降低|压减|新增|控制在)[^,，。;；\d]{0,12}\d"
    r"|\d[^,，。;；\d]{0,6}(?:以上|以下|以内)"
)
"""An amount stated as a target, though none may have been read: 较上年下降30%以上."""
WITHIN_THE_YEAR = re.compile(r"全年|年内|年底|年末|本年度")
"""The year as a whole, which in a plan of one year is a date."""
_STANDING = "长期坚持|长期推进|长期实施|长期|常态化推进|持续推进|持续实施|持续开展|坚持不懈|常抓不懈"
_OPEN_ENDED = re.compile(rf"(?:^|[\s:：;；,，。(（〔\[|])(?P<text>{_STANDING})(?=$|[\s;；,，。)）〕\]|])", re.MULTILINE)
_NUMBERED = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期批季年月届阶])")


def empty_verb(title: str) -> str | None:
    """The words by which ``title`` opens when it promises an effort and no result: 进一步加强 …; else ``None``."""
    match = _EMPTY_VERB.search(title)
    return None if match is None else match.group()


def open_ended(text: str) -> str | None:
    """The words that stand where a date should, as a clause of their own: 长期坚持, 持续推进; else ``None``."""
    match = _OPEN_ENDED.search(text)
    return None if match is None else match["text"]


@lru_cache(maxsize=65_536)
def object_of(name: str) -> str:
    """What a title or figure is about: without signs, adverbs and verbs of effort, so that wordings fall together."""
    folded = unicodedata.normalize("NFKC", name)
    return _FILLER.sub("", re.sub(r"^[^\w]+", "", folded)) or folded


def numbers_in(text: str) -> tuple[str, ...]:
    """The figures and counted periods in ``text``: 一期工程 and 二期工程 are two things."""
    return tuple(_NUMBERED.findall(unicodedata.normalize("NFKC", text)))
