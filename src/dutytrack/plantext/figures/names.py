"""What an indicator is called and which way it points, from the words round its figure."""

from __future__ import annotations

import re

from dutytrack.domain.plan.model import Operator
from dutytrack.plantext.figures.measures import Kind, Quantity
from dutytrack.plantext.figures.place import VERBS
from dutytrack.plantext.words.patterns import regex

_AT_MOST_BEFORE = regex(
    r"(?:(?<!不)(?<!不得)低于|不超过|不高于|不多于|不大于|不突破|小于|少于(?<!不少于)|控制在|限制在|压缩[到至为在]|压减[到至]|缩[短减][到至为]|(?:下降|降低|减少|减)[到至为]|降[至到为]|≤|<=?)(?:约|近)?$"
)
_AT_MOST_AFTER = ("以下", "以内", "之内", "内")
_OPENERS = regex(
    r"^(?:[,、;:\s-]|其中|并(?![联网轨购行])且?|且|同时|确保|力争|争取|努力|使|实现|全面|全市|全省|全区|全县|全州|我市|我省|我区|我县|本市|市域|计划|预计|全年|年度|到时|分别|另外|此外|以及|和|及|与|以"
    r"|一是|二是|三是|四是|五是|[①-⑳]|\(\d+\)|(?:力争|到|至)?□+)+"
)
_CLOSERS = regex(
    r"(?:达到?|达成|超过?|突破|不低于|不少于|不小于|不超过|不高于|不多于|至少|控制在|稳定在|保持在|维持在|限制在|提高[到至]|提升[到至]|增加[到至]|增长[到至]|增至|扩大[到至]"
    r"|上升[到至]|下降[到至]|降低[到至]|降[至到]|压缩[到至为]|缩[短减][到至为]|减少[到至]|力争|均|都|分别|全部|累计|约|近|将|要|为|有|[≥≤<>]=?|实现|完成|保持|稳定|“|不得低于|每年|逐年|每半年|每季度|每月|[五三两\d]年|、|,|:|\s|的|到|至)$"
)
_DROPPED_VERBS = regex(
    r"^(?:重点|加快|着力|积极|大力|推动|组织实施|组织|建设|建成|建立|创建|培育壮大|培育|培养|打造|发展|实施|推进|形成|举办|开展|评选|推荐选拔|推荐设立|推荐|设立|选择|研究|制定|拥有|扶持|选拔|提出|将|把|抓|有|入选|推广应用?)(?=.{2})"
)
_ONE_WAY = regex(rf"^(?:{VERBS}|至少|再|重点|和|并|、|每年|力争|争取|各|全市|全省|新|共)*$")
_EVERY = regex(r"每(?:年|半年|季度|月|周)(?:至少)?|逐年")
_SHARE = regex(r"占[^占]*(?<![重例率比度])$")
_DOING = regex(r"(?:申报|设立在|工作在|来源于|来自于|开展|建立|进驻|在|实现|达到)[^,;。]{2,40}$")
_NOUN_END = regex(
    r"(?:在(?!建|校|孵)|深入|与高校|建立|进行|成为|进驻|申报|开展|设立在|工作在|来源于|来自于|实现|达到|投产|建设$|等$)"
)
_GROWTH = regex(r"(?:年均|每年)?(?:增长|增加|递增|提高|提升|下降|降低|减少|上升|压减|削减)(?:约|近)?$")
_LONGEST = 160
_GREW = regex(r"(?:年均|每年)?(?:增长|增加|递增|提高|提升|下降|降低|减少|上升)率?$")
_COMPARED = regex(r"(?:同比|环比|(?:比|较)(?:□+|上年|去年|“[^”]{1,6}”)[^,、]{0,4})")
_VERB_LAST = regex(rf"(?:{VERBS}|在|对|从|为|使|解决|覆盖|惠及|推动|引导|面向)$")
_EACH = regex(r"(?:每个?|各).{1,12}?(?=至少|建|培|引|新|创|打|组|设|每年|认|选)")
_KEPT_VERBS = regex(r"(?:新增|引进和实施|引进|转化|新引进|再引进|淘汰|培育认定|培训|轮训|减少|关停|拆除|治理|整治)$")
_LEVEL = regex(r"(?:新增)?(?:国家|省|市|县|区)(?:级|本级)(?:及?以上)?")
"""``其中国家级3个`` is about what was named before it."""
_LEVEL_FIRST = regex(r"^(?:新增)?(?:国家|省|市|县|区)(?:级|本级)(?:及?以上)?|^新增")
_SPREAD = regex(r"^(.{2,}?)(?:(?<![年人平亩户地日月])均|都|全部|分别|全都)[^,、;]{0,12}$")
_SIZE = regex("(?:设立|组建|成立|建立|筹建|发起)?(?P<size>总?(?:规模|投资|面积|建筑面积|长度|里程|总额))")
"""What of a thing a figure tells: 规模20亿元的母基金."""
_MERE = regex(
    r"^(?:再|又|累计|总共|共|力争|争取|每年|至少|不少于|不低于|超过?|约|近|建设|建成|建好|形成|完成|实现|达到?|有|其中|(?:分别)?各)+"
)
"""What says only that a figure is reached, and nothing of what is done."""
_VERB_FIRST = regex(rf"^(?:{VERBS}|增建|开办|丰富|提高)(?:[并和与、](?:{VERBS}))?(?=[^率量数]{{2}})")
_WITH_OBJECT = ("造林", "绿化")
_UP_TO_FIGURE = regex(r"(?:[^,;\d]|\d[A-Za-z])*")
_SHORT = 4
_AND = regex(r"(?:以及|[、和及与])(?![^()]{0,79}\))")
"""Not inside brackets: 各县(市、区) is one."""
_MONEY = regex(r"收入|产值|投资|资金|规模|总额|额|增加值|GDP|总值|税|贷款|存款|余额|支出|利润|资产|融资|元")
_MEASURED = regex(
    r"(?:率|量|值|数|额|比例|比重|占比|水平|收入|产值|面积|规模|指数|普及|能耗|强度|浓度|增速|投入|人次|人数|总量|合格|达标|覆盖|里程|满意度)$"
)


def operator(quantity: Quantity, before: str) -> Operator:
    """``<=`` for an upper bound, ``==`` for all of a hundred per cent, else ``>=``."""
    if quantity.tail.endswith(_AT_MOST_AFTER) or _AT_MOST_BEFORE.search(before[-10:]):
        return "<="
    return "==" if quantity.unit == "%" and quantity.value == 100 and not quantity.tail else ">="


def unit(quantity: Quantity, called: str) -> str:
    """The measure word; 亿 or 万 alone is completed to 亿元 or 万元 where the name is about money."""
    if quantity.unit in ("亿", "万", "万亿") and _MONEY.search(called):
        return f"{quantity.unit}元"
    return quantity.unit


def subject(lead: str) -> str:
    """What ``lead`` is about, without openers and verbs."""
    return _opened(_DROPPED_VERBS.sub("", _closed(_opened(lead)))).replace("实现", "")


def subjects(lead: str, *, alone: bool) -> list[str]:
    """The subjects that share one figure (X、Y和Z均达到; 分别 only where ``alone`` in its clause), else none."""
    matched = _SPREAD.match(_opened(lead))
    if matched is None or (not alone and "分别" in lead):
        return []
    parts = [part for part in _AND.split(matched[1]) if len(part) > 1]
    return parts if len(parts) > 1 and _MEASURED.search(parts[-1]) else []


def name(quantity: Quantity, lead: str, after: str, previous: str | None) -> str:
    """The indicator's name; ``previous`` is what the sentence's last one was about."""
    opened, noun = _opened(_EVERY.sub("", lead)), _noun(after)
    growth = _GROWTH.search(opened) if quantity.kind in (Kind.RATE, Kind.MULTIPLE) else None
    if growth is not None:
        return _grown(opened, growth, quantity, previous)
    if quantity.kind is Kind.RATE and noun and not _closed(opened):
        return f"{noun}占比"
    if noun and _ONE_WAY.match(opened):
        kept = _KEPT_VERBS.search(opened)
        return (kept[0] if kept else "") + noun
    closed = _closed(_COMPARED.sub("", opened))
    if noun and quantity.kind is not Kind.RATE and _VERB_LAST.search(closed):
        scope = _EACH.match(closed)
        return (scope[0] if scope else "") + noun
    if quantity.kind is Kind.RATE and "占" in closed:
        closed = f"{previous or ''}{closed}" if closed.startswith("占") else closed
        closed = f"{closed}比" if closed.endswith("占") else _SHARE.sub(r"\g<0>的比重", closed)
    called = _DROPPED_VERBS.sub("", closed)
    size = _SIZE.fullmatch(called) if noun and after.startswith("的") else None
    if size is not None:
        return noun + size["size"]
    if previous is not None and _LEVEL.fullmatch(called):
        called += _LEVEL_FIRST.sub("", previous)
    return called or noun or previous or lead.strip()


def lacks_object(called: str) -> bool:
    """Whether only a verb is left of a name: ``新增``, ``再建成``."""
    return called != "" and _ONE_WAY.match(_MERE.sub("", called)) is not None and not called.endswith(_WITH_OBJECT)


def goes_on(called: str, earlier: str) -> str | None:
    """``新增`` behind ``新增充电桩`` is that again, ``改造`` is ``改造充电桩``; none where it tells what it counts."""
    if not lacks_object(called):
        again = len(called) <= _SHORT and earlier.startswith(called) and earlier != called
        return earlier if called and again else None
    if lacks_object(earlier):
        return None
    verb = _MERE.sub("", called)
    return earlier if verb in earlier else verb + _VERB_FIRST.sub("", earlier)


def done_to(called: str, title: str) -> str | None:
    """``改造`` under ``改造公共厕所``, ``建成`` under ``公共厕所``: the name that a task's title lends to a verb."""
    if _MERE.sub("", called) and not _VERB_FIRST.match(title):
        return None
    told = _UP_TO_FIGURE.match(title)
    whole = goes_on(called, told[0] if told else "")
    return _DROPPED_VERBS.sub("", whole) if whole else None


def topic(called: str) -> str:
    """What an indicator is about, its growth left out, for the figures after it that name nothing."""
    return _GREW.sub("", called[-_LONGEST:]).removesuffix("覆盖率") or called[-_LONGEST:]


def _opened(lead: str) -> str:
    return _OPENERS.sub("", lead.strip())


def _closed(subject: str) -> str:
    text = subject.strip()
    while matched := _CLOSERS.search(text):
        text = text[: matched.start()]
    return text


def _noun(after: str) -> str:
    """What the figure counts; what it is to do goes before it: ``10家企业申报资金`` counts ``申报资金的企业``."""
    text = after.strip(" ,、;:").removeprefix("的")
    end = _NOUN_END.search(text)
    if end is None or end.start() < 2:
        return text
    noun, doing = text[: end.start()], text[end.start() :]
    if doing.startswith("成为"):
        return doing[2:]
    return f"{doing}的{noun}" if _DOING.match(doing) else noun


def _grown(subject: str, growth: re.Match[str], quantity: Quantity, previous: str | None) -> str:
    stem = _closed(_COMPARED.sub("", subject[: growth.start()])) or previous or ""
    word = growth[0].rstrip("约近")
    if quantity.unit in ("番", "倍", "个百分点"):
        return stem + word
    return stem.rstrip("“") + word + ("率" if "增长" in word else "")
