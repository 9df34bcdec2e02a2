"""Figures of what there is: what a plant can do, by which a project is called, and how many there are of something."""

from __future__ import annotations

from dutytrack.plantext.figures.measures import Kind
from dutytrack.plantext.figures.place import AFTER_VERB, LIST_SIGN, Place
from dutytrack.plantext.words.patterns import regex

_CAPACITY = regex(
    r"(?:年产|日产|月产|年加工|年处理|日处理|日供水?|日产水|年吞吐|年出栏|年屠宰|年发电|产能)(?:量|能力)?(?:约|达)?$"
)
_DESIGNED = regex(
    r"设计(?:总|[年日月])?(?:产|处理|供水?|加工|吞吐|发电|生产|输送|通行|能力|规模|速度|时速)[^,提升达到增]{0,8}$"
)
_STAGE_BEFORE = regex(r"[一二三四五六七八九十]期$")
_PLANT = r"(?:项目|工程|装置|生产线|机组|技改|电站|电厂|工厂|厂|[^游市]场|站|线|库|基地)"
_PROJECT_NOUN = regex(r"[^,;、的\d以]{1,16}?(?:项目|工程|装置|生产线|机组|技改)")
_PLANT_NOUN = regex(rf"(?:的)?[^,;、的\d以]{{0,14}}?{_PLANT}")
_PROJECT_LIST = regex(
    r"[^,;、的\d以]{1,14}(?:[、和及与][^,;]{2,60}?)?(?:等[^,;]{0,10}|(?<=[、和及与]).{0,40}?)(?:项目|工程|装置|生产线)"
    r"|[^,;、的\d以]{1,14}(?:[、和及与][^,;、\d]{0,12}[\d.]{1,9}[万亿]?[^,;、\d]{2,16}?)+(?:项目|工程|装置|生产线)"
)
_OUTPUT = frozenset("吨升方辆台套件只片张支枚颗块头羽瓶箱袋")
"""Measures of what a plant turns out; ``千瓦``, ``公里`` and ``亩`` of works may be the target itself."""
_HANDLES = regex(
    r"(?:^|[,;、并和])[^,]{0,4}(?:抓好|抓实|推进|推动|加快|做好|确保|加强|强化|落实|围绕|对|将|把|按照|列入|纳入|服务|保障|盯紧|紧盯)[^,]{0,50}的$"
)
_MAKES = regex(
    r"设立|组建|建设|打造|培育|培养|引进|创建|形成|新建|新增|建成|建立|开展|组织|举办|实施|推出|选树|认定|申报|制定|完成|招引|改造"
)
_ALL_OF_THEM = regex(
    r"[^,]{0,16}(?:全部|均|全面|都)[^,]{0,4}(?:完成|完工|达标|建成|开工|竣工|投产|整改|到位|销号)"
    r"|[^,]{0,16}逐[一个处户家项件条][^,]{0,4}(?:修复|整治|整改|治理|改造|销号|落实|更换|清理|加固|化解)"
)
_KEEPS = regex(r"(?:加强|强化|规范|巩固|深化|管好|用好|联系|服务好?|盘活)$")
_OF_THE_PLACE = regex(r"(?:[全我本][市省县区州]|所辖|辖区内?|下辖)(?:的)?$")
_PLACES = regex(r"(?:乡镇|镇街|街道|街镇|县|区(?!域|块)|市(?!场)|乡|镇|部门|单位|委办局)")
_SHARE_OF = regex(r"(?:比例|比重|率|占比?|覆盖)[^,]{0,6}$")
_DONE_BY = regex(r"(?:完成|实现)[^,]{0,8}$")


def is_capacity(place: Place) -> bool:
    """``云台化工30万吨甲醇项目``, ``年产20万辆汽车生产线``, ``二期20万千瓦``: what a plant can do, part of its name."""
    quantity = place.quantity
    scaled = quantity.kind is Kind.COUNT and quantity.unit[:1] in "十百千万亿"
    if not (quantity.kind is Kind.AMOUNT or scaled) or "元" in quantity.unit or quantity.tail:
        return False
    if _STAGE_BEFORE.search(place.before) or _DESIGNED.search(place.before):
        return True
    if _CAPACITY.search(place.lead) and _PLANT_NOUN.match(place.rest):
        return True
    named = _PROJECT_NOUN.match(place.rest) or _PROJECT_LIST.match(place.rest)
    turned_out = quantity.unit.lstrip("十百千万亿") in _OUTPUT or quantity.unit.endswith("吨")
    return named is not None and (turned_out or (not scaled and AFTER_VERB.search(place.lead) is None))


def counts_what_is(place: Place) -> bool:
    """``9个断面优良比例达到55%``, ``列入计划的20个项目``, ``全市12个县``: how many there are of what is spoken of."""
    quantity, before = place.quantity, place.before
    if quantity.kind is not Kind.COUNT or quantity.tail or not place.gap.strip():
        return False
    of_the_place = _OF_THE_PLACE.search(before) is not None and _PLACES.match(place.gap) is not None
    if _KEEPS.search(before) or (of_the_place and not _MAKES.search(place.gap)):
        return True
    following = place.following
    if following is not None and not AFTER_VERB.search(place.lead) and not LIST_SIGN.search(place.gap):
        share = following.kind is Kind.RATE and _SHARE_OF.search(place.gap) is not None
        done = following.kind is Kind.AMOUNT and _DONE_BY.search(place.gap) is not None
        if share or done or following.kind is Kind.COVER:
            return True
    handled = before.endswith("的") and _HANDLES.search(before) is not None and not _MAKES.search(before)
    return handled and not _ALL_OF_THEM.match(place.gap)
