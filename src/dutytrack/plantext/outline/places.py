"""The place a plan is for: from its title and issuer, else the place its text speaks of most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from dutytrack.plantext.words.patterns import regex

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_CITIES = frozenset(
    """
    北京 天津 上海 重庆
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
    呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
    沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城
    哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
    南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
    杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
    合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
    福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
    济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 莱芜 临沂 德州 聊城 滨州 菏泽
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
    武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 仙桃 潜江 天门
    长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
    广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
    南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州
    成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
    贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲
    西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
    西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 石河子
    """.split()  # noqa: SIM905 - a list of 300 names reads better so
)
"""Cities of prefecture level and above, for telling a place's name from the words before it."""

_NAMED = regex(
    rf"(?:中共|中国共产党)?(?P<province>(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)|[一-鿿]{{2,3}}省(?!级|属|内|直|会))?"
    r"(?P<place>[一-鿿]{1,8}?(?:自治州|自治县|地区|林区|新区|(?<!城)市|(?<=^[一-鿿]城)市|县|(?<![地社园城])区(?!域|块)|州(?![一-鿿]?[市县区])|盟|旗))?"
    r"(?P<inner>(?<=[市区])(?!委|人民|政府)[一-鿿]{2,5}?(?:新区|开发区|高新区|(?<![地社园城])区(?!域|块)|县|(?<!城)市))?"
)
_BARRED = regex(
    r"[全我本各该和与及对为向入出于在“”]|创新|智慧|国家|示范|试点|文明|园林|卫生|中心|关于|推进|加快|建设|实施|深化|加强"
)
_OWN = regex(r"我(?P<level>[省市县区州])(?!域)|全(?P<all>[省市县区州])(?!域)|(?P<organ>[市县区])(?:委、|政府)")
_YEAR_FIRST = regex(r"^(?:19|20)\d\d年度?")
_LEAST = 2


def jurisdiction(title: str | None, issuer: str | None, texts: Sequence[str]) -> str | None:
    """The place with its level (``沧州市``); ``None`` where the text does not tell."""
    return _at_head(issuer or "") or _at_head(title or "") or _most_spoken_of(texts)


def places_of(place: str | None) -> tuple[str, ...]:
    """The names a place goes by: with its level and without."""
    if not place:
        return ()
    short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市县区州]$", "", place)
    return (place, short) if len(short) >= 2 else (place,)


def _at_head(text: str) -> str | None:
    """A place that a title or an issuer's name begins with, the innermost of those in a row."""
    match = _NAMED.match(_YEAR_FIRST.sub("", re.sub(r"[\s《》]", "", text)))
    names = match.group("inner", "place", "province") if match else ()
    return next((name for name in names if name and not _BARRED.search(name)), None)


def _most_spoken_of(texts: Sequence[str]) -> str | None:
    """By the level the text calls its own (我市, 全市), the place of that level named most often."""
    whole = "\n".join(texts)
    levels = Counter(match["level"] or match["all"] or match["organ"] for match in _OWN.finditer(whole))
    if not levels:
        return None
    level = levels.most_common(1)[0][0]
    if level == "省":
        provinces = Counter(re.findall(rf"(?:{_PROVINCES})省", whole))
        return next(iter(provinces.most_common(1)), (None, 0))[0]
    city = _city(whole) if level == "市" else None
    return city or _by_frequency(whole, level)


def _city(whole: str) -> str | None:
    """The city named most often, at least once with its level."""
    named: set[str] = set()
    for match in re.finditer("市", whole):
        before = whole[max(match.start() - 4, 0) : match.start()]
        named.update(before[-length:] for length in (2, 3, 4) if before[-length:] in _CITIES)
    best = max(sorted(named), key=whole.count, default="")
    return f"{best}市" if best and whole.count(best) >= _LEAST else None


def _by_frequency(whole: str, level: str) -> str | None:
    """A place that is no city of the list: named with its level three times, always after other words."""
    counts: Counter[str] = Counter()
    before = defaultdict[str, set[str]](set)
    for match in re.finditer(rf"(?P<before>.)(?P<stem>[一-鿿]{{2}}){level}(?=人民政府|委|政府|[,。、”》])", whole):
        counts[match["stem"]] += 1
        before[match["stem"]].add(match["before"])
    for stem, count in counts.most_common(5):
        if count >= _LEAST + 1 and len(before[stem]) >= 2 and not _BARRED.search(stem):
            return stem + level
    return None
