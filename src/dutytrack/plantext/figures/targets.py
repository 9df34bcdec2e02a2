"""Which figures are targets: a figure counts unless its place shows that it is part of a name, rule, list or fact."""

from __future__ import annotations

import re

from dutytrack.plantext.figures.givens import counts_what_is, is_capacity
from dutytrack.plantext.figures.measures import Kind
from dutytrack.plantext.figures.place import AFTER_VERB, LIST_SIGN, VERBS, Place
from dutytrack.plantext.words.patterns import regex

_NOT_COUNTED = regex(
    r"(?:第|前|后|每|上述|下列|以下|这|该|其他|其余|近|过去|未来|连续|现有的?|原有的?|已有的?|已建成?的?|剩余|共|共计|总计|合计|分为|分成|划分为|包括|满|不满)$"
    r"|(?<![高中初平同上])等$"
)
_REST_DONE = regex("(?:完成|解决|改造|化解|实施|清零)[^,]{0,8}剩余$")
"""完成剩余47户居民签约: what is left is what is to be reached."""
_TERM_BEFORE = regex("(?:服务期|任期|聘期|有效期|合同期|质保期|保修期)[^,]{0,8}$")
_LATELY = regex(
    r"(?:(?:初步|[经据])统计|已(?!建成?区)|目前|现有|现已|近年来|以来|(?<![比较于])(?:去年|上年)|曾经?|仅有?\d*$)"
)
_BASE_FOLLOWS = regex(
    r"的?(?:基础上|水平上|左右的?基础)|(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|缩短|减少)[到至为]"
)
_BASE_PRECEDES = regex(r"(?:由|从)(?:[^,到至]{0,16})$")
_RESULT = regex(
    r"(?:达到?|提高[到至]|提升[到至]|增[加长]?[到至]|延长[到至]|压缩[到至为在]?|压减[到至为]?|缩[短减][到至为]?|减[少至到为]{1,2}|降[低至到为]{1,2}"
    r"|控制在|稳定在|保持在|限制在|不超过|不低于|不少于|不高于|不多于|超过|突破|精简[到至为]?|[≥≤<>]=?)(?:约|近)?$"
)
_SPAN_MEASURED = regex(
    r"(?:天数|年限|寿命|学时|时长)(?:[^,;]{0,8}达到?[^,;]{0,6}|分别达到[^,;]{0,40}|为|不少于|提高到)?$"
)
_HANDLED = regex(r"(?:全部|一律|予以)?(?:办结|办完|审结|办理完毕|出具|发证)")
"""一般登记3个工作日内办结: how fast a service shall be."""
_COVERS_BY = regex(r"(?:式|地)?[一-鿿]{2,4}(?=$|[,;。、\s■])")
"""全覆盖检查: by what all are covered."""
_AGED = regex(r"(?:以上|以下|及以上)?的(?=[一-鿿])(?!目标|要求)")
"""使用年限超过20年的电梯: which ones, not how long."""
_GIVEN = regex(
    r"(?:(?:奖励|资助|补助|补贴|奖补|贴息|罚款|处以|按照?|减按|折算|抵扣|加计|扣除|提取|限额|给予|予以|一次性|再给|标准为|上限)"
    r"(?:[^,]{0,4}(?:奖励|资助|补助|补贴|给予))?|最高[^,]{0,6})$"
)
_NEEDED = regex("所需(?:经费|资金|费用)[^,]{0,4}$")
_CAPPED = regex(r"(?:不超过|分别|按照?不低于)$")
_GIVING = regex(
    r"奖励|奖补|补助|补贴|资助|贴息|罚款|给予|予以|发放|[减免退抵缴补]税|所得税|增值税|税[前率款]|抵扣|扣除|缴纳|折算|股权"
)
_ALLOTTING = regex(r"安排|投入|设立|筹集|投资|募集|列支|达到|落实|争取|拿出|整合|统筹|提高[到至]")
_LENT = regex(r"(?:新增|累计|投放|发放)[^,]{0,12}(?:贷款?|信贷|授信)$")
_PAID_OUT = regex(
    r"^[\W□]*(?:力争|确保|全年|计划)?(?:向(?!每)[^,每]{1,20})?(?:发放|拨付|兑[现付]|支付|清偿)(?!每|一次性)[^,每按]{0,16}$"
)
"""发放消费券600万元: what is paid out in all, where a rule tells whom it gives how much."""
_SHARE_FOLLOWS = regex(
    r"(?:以上|以下|以内|左右)?的?(?:比例(?:给予|予以|奖|补|折|提取|计提|分担|承担|安排|配套|落实|缴|$)|标准|税率|利率|费率|额度(?:给予|奖|补)|加计|抵扣|税前|幅度|股权|权重|归|提取|计提|用于奖励|作为奖励|折算|奖励|补助|补贴|资助"
    r"|给予|予以|资金(?:奖励|补助|补贴))"
)
_ADJECTIVE_NOUN = regex(
    r"(?:(?:以上|以下|以内)?(?:规模)?的?)(?:[^,、的]{0,12})(?:企业|项目|单位|机构|公司|工业企业|园区|基地|集群|产业|县|市|区|乡镇|村|城市|人员|人才|青年|中心|工程|设施|建筑|居民|家庭|学校|医院|平台|实验室|楼|机组|锅炉)"
)
_OF_NOUN = regex(
    r"的(?!(?:目标|能力|规模|产能|产值|收入|水平|生产|增速|增长|速度|幅度|投资|任务|企业|职务|研|规上|大中|重点|居民|村|县|乡|农|市|行政|学校|家庭|社区|科技|人|技术|产品|设备))"
)
_ENDS_AS_NOUN = regex(r"的(?!目标|任务|要求|规模|水平)[^,的]{1,12}$")
"""单价200万元以上的设备,未经论证不得采购: a clause that tells what is spoken of, and nothing of what is done."""
_DOES = regex(VERBS)
_AIM_FOLLOWS = regex(r"的(?:目标|任务|要求|规模|水平|速度|标准|总量|数量)")
_INVESTED = regex(r"(?:总投资|投资总额|总投入)(?:额)?(?:约|为|近)?$")
_SIZED = regex(r"(?:总投资|投资|投资额|总建筑面积|建筑面积|占地(?:面积)?|总长度?|全长)(?:约|为|近|达)?$")
_AND_SIZED = regex(r"[、,]?(?:总投资|总?建筑面积|占地|总长|全长|设计)[^,。;]{0,24}的")
_TOTALLED = regex(r"(?:设立|组建|成立|建立|筹建|发起)[^,]{0,10}(?:总?规模|总额)(?:达|达到|不低于|约)?$")
"""设立总规模100亿元的基金: the sum is what the duty shall reach."""
_TOTAL_BEFORE = regex(r"(?:总规模|规模|总额)(?:达到?|不低于|约)?$")
_FUND_SET_UP = regex(r"(?:以上)?的[^,;]{0,14}基金(?:的)?(?:组建|设立|成立)")
"""完成总规模20亿元的产业基金组建."""
_WEIGHT = regex(r"(?:考核|测评|评价|评议|得分|打分|权重|评分)[^,]{0,4}占$")
_WHOSE = regex(r"(?:企业|用户|客户|项目|单位|居民|商户)$")
"""小微企业160千伏安及以下: which of them, by their size."""
_FOR_WHOM = regex(r"(?:为|向|对|给)[^,]{1,20}提供$")
_NOUN_FOLLOWS = regex(r"(?!水平|的?(?:目标|标准|要求))[一-鿿]{2}")
"""160千瓦及以下低压接电服务: what is meant, by its size."""
_SERVED = regex(r"(?:惠及|覆盖|容纳|服务|可供|涉及)(?:约|近)?$")
_OF_SIZE = regex(r"(?:人口|人数|户数|职工|规模|床位)(?:超过?|达到?|不足|不满|在)$")
"""人口超过500人的村: which of them, by their size."""
_ADDRESSED = regex(r"(?:^|[^应针相面])对(?!接|标|外|口|授权)[^对]{0,60}$|(?:凡|符合|具备|满足)[^,]{0,30}$")
_ADDRESSEE = regex(
    r"(?:以上|以下|以内)?的|[^,]{1,12}(?:给予|予以|实行|进行|实施)|[^,]{0,40}的[^,]{0,8}(?:企业|项目|单位|机构|个人|人员|人才|园区|平台|团队)$"
)
_SO_MANY_OF_THEM = regex(r"(?:[^对]*[^应针相面对])?对[个家所处条座项宗起件批]")
"""对30个以上项目开展验收: how many of them, not how large each is."""
_WORKS_WITH = regex(r"(?:依托|围绕|发挥|借助|立足|聚焦|会同|针对)([^,]{0,30})$")
_ALONG = regex("(?:依托|立足|借助)[^,]{0,4}$")
_ABSTRACT = regex(
    r"(?:工作(?![站室坊])|方面|环节|原则|机制|层次|层面|方向|阶段|维度|领域|转变|统一|重点|体系|关键|问题|专项|行动|工程(?!技术|研究|实验|中心|项目)|计划|措施|举措|任务|步骤|要素"
    r"|突出|结合|坚持|环境|意识|文化|关系|制度|政策|方案|目标|要求|标准|能力|优势|因素|过程|部分|部门|系列|定位|抓手|载体|平台|高地|主体|品牌|模式|系统|支撑|名录|清单|办法|规定|文件|意见)"
)
_DUTIES = regex(r"(?:重点|主要|具体|年度|目标|民生|改革)*(?:工作|任务|事项|措施|举措)(?![站室坊])")
_ACHIEVES = regex(r"(?:完成|办结|推出|出台|制定|新增|落地|取消|下放|承接|精简|实现)[^,;]{0,10}$")
"""``10项重点任务`` are those of the plan; ``完成10项改革任务`` is a target."""
_GRADES = frozenset(("度", "线", "位数", "英寸", "千伏", "分"))
"""Units that grade a thing and are a target only where they are to be reached."""
_NEVER_CHINESE = frozenset((*_GRADES, "方", "克", "队", "团", "口", "对", "组", "班", "位", "单", "片", "块", "幅"))
"""Measure words that are other words after a Chinese numeral: ``十分``, ``一方``, ``一对一``."""
_OF_VOTES = regex(
    r"(?:以上)?(?:的)?[^,]{0,8}(?:业主|成员|代表|委员|村民|党员|户主)[^,]{0,8}(?:同意|表决|通过|参加|出席|签字)"
)
_FEE_RATE = regex(
    r"(?:费率|税率|租金|租费|电价|水价|气价|票价|保证金|首付比例|缴费比例|缴存比例|手续费|评估费)(?:标准)?[^,率例]{0,6}$"
)
_LOWERED = regex(r"(?:降|降低|压降|下调|调低)[至到](?:约|近)?$")
"""把担保费率降到1%以下: a rate that somebody is to bring down is a target."""
_PERSONS = frozenset("人户名张床位年岁")
_BODIES = regex(
    r"(?:以上|以下|以内)?的?(?:[^,、的]{0,6})(?:企业|单位|机构|公司|园区|乡镇|街道|县|村|社区|学校|医院|小区|项目|工程|场所|班级|车间|宿舍)"
)
_EVENT = regex(
    r"举办|组织|开展|开办|举行|开设|培训|讲座|论坛|宣讲|活动|直播|专栏|节目|简报|编发|印发|出版|播出|刊|沙龙|课|集训|研修"
)
_SIZE_PRECEDES = regex(r"(?:占地(?:面积)?|宽度?|深度?|(?<!提)高度?|厚度?|直径|半径|(?<!增)长度?)约?$")
_SOLID = frozenset("所座家条处栋幢")
"""Measure words of things one builds, so that 一 before them is a figure: ``新建一所学校``."""
_BUILT = regex(r"(?:新建|建成|建设|改扩建|迁建|引进|新增|创建|设立)$")


def is_target(place: Place) -> bool:
    """Whether the figure at ``place`` is a quantified target."""
    if place.quantity.kind is Kind.COVER:
        return _covers(place.before, place.after)
    return not any(refusal(place) for refusal in _REFUSALS)


def may_be_target(place: Place) -> bool:
    """Whether a figure that is none by its place may be one after all: how fast, how often, how many are covered."""
    quantity = place.quantity
    if quantity.kind is Kind.COVER:
        return _COVERS_BY.match(place.after) is not None and not _LATELY.search(place.before[-40:])
    if quantity.kind is Kind.DURATION:
        return quantity.tail in ("内", "以内", "之内") and _HANDLED.match(place.rest) is not None
    if quantity.chinese and quantity.unit == "期":
        return False
    told = quantity.value > 1 or (not quantity.chinese and "每" not in place.before)
    return told and not _uncounted(place) and _once(place)


def _uncounted(place: Place) -> bool:
    """Ordinals, members of a list (``等7个``), what is there already, unless that is to be finished."""
    if not _NOT_COUNTED.search(place.before):
        return False
    is_list_end = place.before.endswith("等") and place.quantity.kind is Kind.AMOUNT
    return not (is_list_end or _REST_DONE.search(place.before))


def _counts_its_list(place: Place) -> bool:
    """``湖州、德清和吴兴3个园区``: the figure only counts the names before it."""
    value, lead = place.quantity.value, place.lead[-60:]
    if place.quantity.kind is not Kind.COUNT or not 2 <= value <= 20 or not place.after:
        return False
    members = 1 + len(LIST_SIGN.findall(lead.lstrip("、和及与")))
    return members == value and AFTER_VERB.search(lead) is None


def _fact(place: Place) -> bool:
    """What is reached already, or the figure that a rise starts from."""
    risen = place.following is not None and _BASE_PRECEDES.search(place.before[-20:])
    return bool(risen or _LATELY.search(place.before[-40:]) or _BASE_FOLLOWS.match(place.rest))


def _term(place: Place) -> bool:
    """Spans of time, unless the text says that they are to be reached or cut to."""
    quantity = place.quantity
    if quantity.kind is not Kind.DURATION:
        return False
    if quantity.value > 1000 or quantity.tail == "内" or _AGED.match(place.rest) or _TERM_BEFORE.search(place.before):
        return True
    return _RESULT.search(place.before[-8:]) is None and _SPAN_MEASURED.search(place.before) is None


def _rule(place: Place) -> bool:
    """Sums and shares that a rule hands out or takes."""
    money = "元" in place.quantity.unit
    if not money and place.quantity.kind is not Kind.RATE:
        return False
    paid_out = place.quantity.unit[:1] in "百千万亿" and _PAID_OUT.search(place.before) is not None
    allotted = money and (paid_out or _ALLOTTING.search(place.before[-12:]) is not None)
    charged = _FEE_RATE.search(place.before) is not None and not _LOWERED.search(place.before)
    if not money and (charged or _WEIGHT.search(place.before) or _OF_VOTES.match(place.rest)):
        return True
    if _SHARE_FOLLOWS.match(place.rest):
        return not allotted
    if (_GIVEN.search(place.before[-16:]) and not allotted) or (money and _NEEDED.search(place.before)):
        return True
    if _CAPPED.search(place.before):
        return _GIVING.search(place.before) is not None or _GIVING.search(place.rest) is not None
    giving = _GIVING.search(place.before) or _GIVING.match(place.rest)
    return (
        money and giving is not None and not (paid_out or _ALLOTTING.search(place.before) or _LENT.search(place.before))
    )


def _eligibility(place: Place) -> bool:
    """``对投资超过5000万元的项目``: a threshold; ``占工资总额2.5%以内的,``: the clause is a condition."""
    if place.rest == "的":
        return True
    counts = place.quantity.kind is Kind.COUNT and not place.rest.startswith("的")
    if counts and (not place.quantity.tail or _SO_MANY_OF_THEM.fullmatch(place.before + place.quantity.unit)):
        return False
    return _ADDRESSED.search(place.before) is not None and _ADDRESSEE.match(place.rest) is not None


def _scope(place: Place) -> bool:
    """``依托5所高校``, ``以3家中心为龙头``, ``下设3个小组``: what a duty works with, not what it shall reach."""
    if place.quantity.kind is Kind.AMOUNT and _ALONG.search(place.before):
        return True
    if place.quantity.kind is not Kind.COUNT:
        return False
    if re.search(r"(?:下设|内设|分设)[^,]{0,20}$", place.before):
        return True
    if (place.before.endswith("以") and "为" in place.rest) or (place.before.endswith("由") and "组成" in place.rest):
        return True
    matched = _WORKS_WITH.search(place.before)
    return matched is not None and _DOES.search(matched[1]) is None


def _adjective(place: Place) -> bool:
    """``销售收入超10亿元企业``, ``100亿元以上的产业基地``: the figure describes what another one counts."""
    quantity = place.quantity
    if quantity.kind is Kind.AMOUNT:
        return _INVESTED.search(place.before) is not None or (place.rest != "" and _amount_describes(place))
    counted = [near for near in (place.previous, place.following) if near is not None and near.kind is Kind.COUNT]
    if quantity.kind is Kind.RATE:
        return _is_bound(place) and place.rest.startswith("的") and bool(counted)
    return quantity.kind is Kind.COUNT and place.rest != "" and _count_describes(place)


def _is_bound(place: Place) -> bool:
    """Whether the figure is a bound: ``20家以上``, ``超过20家``."""
    return bool(place.quantity.tail) or re.search(r"(?:超过?|达到?|突破|不低于|上)$", place.before) is not None


def _amount_describes(place: Place) -> bool:
    """``投资亿元以上项目``, ``300万吨级码头``, ``总投资50亿元、占地300亩的物流园``."""
    counted_later = place.following is not None and place.following.kind is Kind.COUNT
    counted_before = place.previous is not None and place.previous.kind is Kind.COUNT
    bound = _is_bound(place)
    sized = place.quantity.tail.startswith("及") and (_WHOSE.search(place.before) or _NOUN_FOLLOWS.match(place.rest))
    if sized or (bound and _FOR_WHOM.search(place.before)):
        return True
    if counted_before and bound and not LIST_SIGN.match(place.lead):
        return True
    told_of = bound and not place.following and _ENDS_AS_NOUN.match(place.rest) and not _DOES.search(place.before)
    if told_of or (_SIZED.search(place.before) and _AND_SIZED.match(place.rest)):
        return True
    if _TOTALLED.search(place.before) and not counted_later and not counted_before:
        return False
    if _TOTAL_BEFORE.search(place.before) and _FUND_SET_UP.match(place.rest):
        return False
    graded = re.match(r"级|大(?!关)|型", place.gap) is not None
    of_noun = (counted_before and place.rest.startswith("的")) or _OF_NOUN.match(place.rest) is not None
    return graded or of_noun or (bound and _ADJECTIVE_NOUN.match(place.gap) is not None)


def _count_describes(place: Place) -> bool:
    """``惠及3600万人的工程``, ``床位500张的医院``, ``职工25人以上的企业``."""
    quantity, describes = place.quantity, place.rest.startswith("的")
    if describes and (_SERVED.search(place.before) or (_OF_SIZE.search(place.before) and _BODIES.match(place.rest))):
        return True
    of_others = AFTER_VERB.search(place.lead) is None and not LIST_SIGN.match(place.lead)
    if of_others and describes and place.lead and not _AIM_FOLLOWS.match(place.rest):
        return True
    if quantity.tail == "":
        return False
    if of_others and quantity.unit.lstrip("百千万") in _PERSONS and _BODIES.match(place.rest):
        return True
    counted_later = place.following is not None and place.following.kind is Kind.COUNT
    return counted_later and _ADJECTIVE_NOUN.match(place.gap) is not None and not LIST_SIGN.search(place.gap)


def _chinese(place: Place) -> bool:
    """Chinese numerals mostly make names; they count after a verb or a bound, before a thing."""
    quantity = place.quantity
    if not quantity.chinese:
        return False
    if quantity.value >= 100 and quantity.end - quantity.start == len(quantity.unit) + 1:
        return True
    shared = re.search(r"每(?:个|年|县|镇|村|家|所|乡)|各", place.before) is not None
    bound = re.search(r"(?:至少|不少于|不低于|力争有|超过)[^,]{0,10}$", place.before) is not None
    after_verb = AFTER_VERB.search(place.lead) is not None
    distributive = bound or (shared and after_verb)
    noun_first = not place.after and len(place.lead) > 3 and not after_verb and quantity.kind is Kind.COUNT
    if quantity.value == 1:
        solid = quantity.unit in _SOLID and _BUILT.search(place.lead) is not None
        return not (distributive or quantity.tail or solid or noun_first)
    if quantity.kind is Kind.DURATION or noun_first:
        return False
    return not (after_verb or distributive) or _ABSTRACT.search(place.after[:14]) is not None


def _name(place: Place) -> bool:
    """``6大工程``, ``3项机制``: small counts of abstract things."""
    quantity = place.quantity
    if quantity.kind is Kind.BIG:
        ten = quantity.value >= 10 and not quantity.chinese and AFTER_VERB.search(place.lead) is not None
        return not ten or _ABSTRACT.search(place.after[:14]) is not None
    if quantity.kind is Kind.COUNT and _DUTIES.match(place.after) and not _ACHIEVES.search(place.lead):
        return True
    small = quantity.kind is Kind.COUNT and quantity.value <= 9 and not quantity.tail
    return small and quantity.unit in ("个", "项", "条", "种") and _ABSTRACT.match(place.after) is not None


def _once(place: Place) -> bool:
    """``每季度调度一次`` is the recurring duty itself; ``至少一次`` is a target."""
    quantity = place.quantity
    if quantity.kind is not Kind.TIMES:
        return False
    if quantity.unit in ("期", "批次", "轮") and not _EVENT.search(place.before) and not quantity.tail:
        return quantity.unit == "期" or (quantity.chinese and not place.before.endswith("完成"))
    if quantity.value <= 1 and quantity.tail in ("", "内"):
        return re.search(r"(?:至少|不少于|不低于)[^,]{0,12}$", place.before) is None
    return re.match(r"(?:工程|项目|建设|会议|全会|常务|代表)", place.after) is not None


def _specification(place: Place) -> bool:
    """``110千伏变电站``, ``宽50米``, ``沿江1公里范围``, ``十分重视``, ``最后一公里``."""
    quantity = place.quantity
    if quantity.chinese and (quantity.unit in _NEVER_CHINESE or (quantity.value == 1 and quantity.kind is Kind.AMOUNT)):
        return True
    if quantity.unit in _GRADES:
        return _RESULT.search(place.before) is None
    sized = quantity.unit[-1:] in "米亩里顷" and _SIZE_PRECEDES.search(place.before) is not None
    return sized or re.match(r"范围|半径|服务圈", place.rest) is not None


_STATE_ENDS = regex(r"$|[\s■]|目标|任务|要求")


def _covers(before: str, after: str) -> bool:
    """Whether 全覆盖 after ``before`` is a state to be reached, not a manner (``全覆盖排查``) or a fact."""
    reached = re.search(r"实现|达到|推进|推动|加快|确保|做到|完成", before) is not None
    told = re.sub(r"[\W□■]|实现|达到|基本|做到|力争|确保", "", before)
    return bool(told or reached) and _STATE_ENDS.match(after) is not None and not _LATELY.search(before[-40:])


_REFUSALS = (
    *(_uncounted, _counts_its_list, _fact, _term, _rule, _eligibility, _scope),
    *(_adjective, is_capacity, counts_what_is, _chinese, _name, _once, _specification),
)
