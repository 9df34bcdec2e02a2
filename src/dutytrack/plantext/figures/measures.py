"""Figures with their measure words: ``6000家``, ``2.5亿元``, ``10-20个``, ``百分之六十``, ``翻一番``, ``三分之一``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from dutytrack.domain.words.numerals import read_number
from dutytrack.plantext.words.patterns import regex

Kind = Enum("Kind", "RATE COUNT TIMES DURATION AMOUNT MULTIPLE BIG COVER")
"""What a measure word counts; ``BIG`` is 10大, mostly a name, and ``COVER`` 全覆盖: 100 % without a figure."""


class Quantity(NamedTuple):
    """A figure printed at ``start:end``."""

    start: int
    end: int
    value: float
    unit: str
    kind: Kind
    maximum: float | None = None
    tail: str = ""
    """``以上``, ``以内`` …, or nothing."""
    chinese: bool = False
    """Printed in Chinese numerals, which more often make a name than a target."""

    @property
    def tail_end(self) -> int:
        """Past 以上, 以内, 左右."""
        return self.end + len(self.tail)


_RATES = "个百分点 百分点 % ‰"
_COUNTS = (
    "个 家 项 名 位 人 件 户 所 座 处 条 张 套 台 辆 艘 架 部 本 册 篇 种 款 支 只 头 羽 株 棵 门 份 例 起 宗 笔 组 对 "
    "间 栋 幢 块 片 幅 口 眼 盏 根 杆 列 枚 颗 尾 床 班 团 队 单 卡 箱 类 袋 盆 枝 瓶 棒 穴 桩 井 炉 榀 "
    "人次 人年 人天 台套 台(套) 套(台) 标台 架次 辆次 户次 车次 例次 门次 标箱 标准箱 班列 床位 学位 泊位 车位 "
    "节 课时 学时 标准车 机架 标准机架 组团"
)
_TIMES = "次 场 期 轮 场次 场(次) 遍 届 批次"
_DURATIONS = "年 个月 月 天 日 小时 分钟 个工作日 工作日 个小时 周 岁 周岁"
_AMOUNTS = (
    "元 美元 欧元 亩 公顷 平方米 平方公里 平方千米 公里 千米 米 吨 吨标煤 吨标准煤 公斤 千克 斤 克 升 立方米 方 千瓦 "
    "千瓦时 兆瓦 兆瓦时 吉瓦 度 千伏安 兆伏安 千伏 分贝 毫克 微克 兆 TB PB GB Mbps Gbps kW MW GW P PFlops EFlops "
    "TEU ㎡ m² 车公里 吨公里 标准煤 分 米/秒 公里/小时 ug/m3 μg/m3 μg/m³ mg/L 英寸 线 位数"
)
_PER = (
    "人 万人 千人 年 万元 元 亩 公顷 平方米 平方公里 立方米 升 吨 户 天 日 月 小时 次 件 百户 百人 十万人 标准立方米 "
    "千名老人 万平方米 辆 台 秒 公里 亿元 个 家 床"
)

_EACH = "立方米 标准立方米 升 吨 公里 平方公里 平方米 公顷 亩 人 万人 千人 百人 户 万元 小时 秒 台 辆 床"
"""What 每 between two measures may count by: 微克每立方米, but 20家每年 is a duty that comes again."""

_KINDS = {
    **dict.fromkeys(_AMOUNTS.split(), Kind.AMOUNT),
    **dict.fromkeys(_COUNTS.split(), Kind.COUNT),
    **dict.fromkeys(_TIMES.split(), Kind.TIMES),
    **dict.fromkeys(_DURATIONS.split(), Kind.DURATION),
    **dict.fromkeys(_RATES.split(), Kind.RATE),
    "番": Kind.MULTIPLE,
    "倍": Kind.MULTIPLE,
    "大": Kind.BIG,
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_DIGIT = "〇零一二三四五六七八九十百千两"
_ARABIC = r"(?>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12})(?>\.\d{1,6})?"
_CHINESE = rf"(?<![{_DIGIT}几数])[{_DIGIT}]{{1,9}}(?:万[{_DIGIT}]{{1,9}})?"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_START = r"(?<![\d.])(?:(?<![A-Za-z])|(?<=GDP)|(?<=gdp))"
"""A figure does not begin inside a number or a model's name (G45), but may follow GDP."""
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"
_UNIT = rf"(?:{_any_of(_KINDS)})"
_TAIL = r"(?:(?:及|或|含)?以上|左右|上下|以内|之内|(?:及|或)?以下|不等|内)"
_QUANTITY = regex(
    rf"(?=[\d{_DIGIT}]){_START}"
    rf"(?:(?P<low>{_NUMBER})(?:{_SCALE}?(?:{_UNIT})?)(?:-{{1,2}}|~|至|到|\?)\s?)?"
    rf"(?P<number>{_NUMBER})\s{{0,2}}(?P<about>多|余|几)?(?P<unit>{_SCALE}?(?:多|余)?(?:{_UNIT})(?:/(?:{_any_of(_PER.split())})|每(?:{_any_of(_EACH.split())}))?)"
    rf"(?!(?<=人)才)(?P<tail>{_TAIL})?"
)
_PERCENT = regex(
    rf"百分之(?:(?P<low>{_NUMBER})(?:-{{1,2}}|~|至|到)(?:百分之)?)?(?P<number>{_NUMBER})(?P<tail>{_TAIL})?"
)
_PLAIN_SCALE = regex(
    rf"(?=\d){_START}(?P<number>{_ARABIC})(?P<unit>万亿|亿|万)(?P<tail>{_TAIL})?(?=$|[,;。、)的\n级]|[和与及]\d)"
)
_SCALES = frozenset({"万亿", "亿", "万"})
_LISTED = regex(rf"分别[^,;。\d]{{0,12}}(?P<list>(?:{_ARABIC}(?:、|和|与|及|以及))+)$")
_BARE = regex(_ARABIC)
_LIST_LONGEST = 60
_LISTS = frozenset({"、", "和", "与", "及", "以及"})
_PEOPLE = regex(
    rf"(?=\d){_START}(?P<number>{_ARABIC})万(?:多|余)?"
    r"(?=(?:农村|贫困|城镇|城乡|城市|困难|移民|常住|流动)?(?:人口|群众|居民|农民|职工|劳动力|学生|老年?人|妇女|儿童))"
)
_ROUND = regex(
    rf"(?:突破|超过|超|达到|达|跨越|迈上|跃上|越过|首次过)(?P<at>)(?P<number>十万|百万|千万|[十百千]|万(?!亿)|(?=万亿))"
    rf"(?P<unit>万?亿?(?:元|美元|辆|吨|亩|家|个|人|户|件|项|名|人次)?)(?P<tail>{_TAIL})?(?=$|[,;。)\n]|大关|台阶)"
)
_DOUBLING = regex(r"翻(?P<number>[一二两三四]|\d(?:\.\d)?)?番(?!”?,即)")
_FRACTION = regex(
    r"(?P<below>[二三四五六七八九十])分之(?P<number>[一二两三四五六七八九])(?P<tail>以上|左右|以内|以下)?"
)
_HALF = regex(r"(?:一半|半数|过半(?<!时间过半)(?<!任务过半)(?<!双过半))(?P<tail>以上|左右)?")
_TENTHS = regex(r"(?P<number>[一二两三四五六七八九])成(?P<tail>以上|左右|以内|以下)(?![立员本果])")
_ADJACENT = regex("一二|两三|二三|三四|三五|四五|五六|六七|七八|八九")
"""``三四家`` is three to four."""


class _Form(NamedTuple):
    """A way to print a figure: groups ``number`` (1 where none is), ``low``, ``below``, ``unit``, ``tail``, ``at``."""

    pattern: re.Pattern[str]
    kind: Kind | None = None
    """``None`` where the unit tells."""
    unit: str | None = None
    """``None`` where it is printed."""
    times: float = 1.0
    signs: str = ""
    """Characters of which it holds one; none where digits alone may be one."""


_FORMS = (
    _Form(_ROUND, Kind.AMOUNT, signs="破超达越上过"),
    _Form(_QUANTITY),
    _Form(_PERCENT, Kind.RATE, "%", signs="分"),
    _Form(_PLAIN_SCALE, Kind.AMOUNT, signs="万亿"),
    _Form(_PEOPLE, Kind.COUNT, "万人", signs="万"),
    _Form(_DOUBLING, Kind.MULTIPLE, "番", signs="番"),
    _Form(_FRACTION, Kind.RATE, "%", 100.0, signs="分"),
    _Form(_HALF, Kind.RATE, "%", 50.0, signs="半"),
    _Form(_TENTHS, Kind.RATE, "%", 10.0, signs="成"),
)


def quantities(text: str) -> list[Quantity]:
    """Every figure with a measure word in the folded ``text``, in order, none overlapping."""
    forms = [form for form in _FORMS if not form.signs or any(sign in text for sign in form.signs)]
    found = [_read(form, match) for form in forms for match in form.pattern.finditer(text)]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    apart: list[Quantity] = []
    for quantity in found:
        if not apart or quantity.start >= apart[-1].end:
            apart.append(quantity)
    for place in reversed(range(len(apart) - 1)):
        apart[place] = _completed(apart[place], apart[place + 1], text)
    if "分别" not in text:
        return apart
    return [each for one in apart for each in (*_listed_before(one, text), one)]


def _listed_before(one: Quantity, text: str) -> Iterator[Quantity]:
    """The bare figures of a list whose measure the last of it has: 分别新增20、30家."""
    listed = _LISTED.search(text, max(one.start - _LIST_LONGEST, 0), one.start)
    for match in _BARE.finditer(text, *listed.span("list")) if listed else ():
        yield one._replace(start=match.start(), end=match.end(), value=_value(match[0]), tail="")


def _completed(one: Quantity, other: Quantity, text: str) -> Quantity:
    """``one``, where it is a scale alone, in the measure of the figure that is listed right behind it: 5亿、6亿美元."""
    if one.unit not in _SCALES or text[one.tail_end : other.start] not in _LISTS:
        return one
    measure = re.sub(f"^{_SCALE}", "", other.unit)
    return one._replace(unit=one.unit + measure, kind=other.kind) if measure in _KINDS else one


def _read(form: _Form, match: re.Match[str]) -> Quantity:
    printed = match.groupdict()
    number, low, tail = printed.get("number") or "", printed.get("low"), printed.get("tail") or ""
    maximum = None
    if low is not None:
        value, maximum = _value(low), _value(number)
    elif _ADJACENT.fullmatch(number):
        value, maximum = _value(number[0]), _value(number[1])
    else:
        value = form.times * (_value(number) if number else 1.0)
    if "below" in printed:
        value = round(value / _value(printed["below"]), 2)
    unit = form.unit or re.sub("[多余]", "", printed["unit"])
    counted = re.split("[/每]", unit)[0]
    kinds = (_KINDS[counted[at:]] for at in range(len(counted)) if counted[at:] in _KINDS)
    return Quantity(
        match.start("at") if "at" in printed else match.start(),
        match.end() - len(tail),
        value,
        "个百分点" if unit == "百分点" else unit,
        form.kind or next(kinds, Kind.AMOUNT),
        maximum,
        tail,
        chinese="low" in printed and not number[0].isascii(),
    )


def _value(number: str) -> float:
    return read_number(number) or 0.0
