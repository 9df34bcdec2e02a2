"""The place a plan is for: from its title and issuer, else the place its text speaks of most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dutytrack.plantext.text.lines import folded
from dutytrack.plantext.words.patterns import regex

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_CITIES = frozenset(Path(__file__).with_name("cities.txt").read_text(encoding="utf-8").split())
"""Cities of prefecture level and above, for telling a place's name from the words before it."""

_NAMED = regex(
    rf"(?:中共|中国共产党)?(?P<province>(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)|[一-鿿]{{2,3}}省(?!级|属|内|直|会))?"
    r"(?P<place>[一-鿿]{1,8}?(?:自治州|自治县|地区|林区|新区|新城(?![区市镇])|(?<!城)市|(?<=^[一-鿿]城)市|县|(?<![地社园城街小])区(?!域|块)|(?<=^[一-鿿]城)区(?=人民政府|政府|委)|州(?![一-鿿]?[市县区])|盟|旗"
    r"|(?<=[一-鿿]{2})(?<![城乡村小集])(?:镇(?!化|街|村|级)|乡(?!村|镇|贤|土|愁|级))))?"
    r"(?P<inner>(?<=[市区])(?!委|人民|政府)[一-鿿]{2,5}?(?:新区|开发区|高新区|(?<![地社园城街小])区(?!域|块)|县|(?<!城)市))?"
)
_BARRED = regex(
    r"[全我本各该和与及对为向入出于在“”]|[一-鿿]{2}[强兴立富活靓惠][省市县区]$|办公|政府|委|根据|按照|依据|贯彻|落实|创新|智慧|国家|示范|试点|文明|园林|卫生|中心|关于|推进|加快|建设|实施|深化|加强"
)
_OWN = regex(
    r"我(?P<level>[省市县区州])(?!域)|全(?P<all>[省市县区州])(?!域)|市(?=委、|政府)|县(?=委、|政府)|区(?=委、|政府)"
)
_FIRST = regex(r"^(?:\([^()]{2,10}\))?(?:(?:(?:19|20)\d\d|二[〇零○oO0一二三四五六七八九]{3})年度?)?")
"""What may stand before the place a title begins with: the province in brackets, a year."""
_LEAST = 2


class Place(NamedTuple):
    """A place with its level (``沧州市``), or ``None``; and whether it is a guess."""

    name: str | None
    guessed: bool = False


def jurisdiction(heads: Iterable[str], texts: Sequence[str]) -> Place:
    """The place that the first of ``heads`` (issuer, title, signature) begins with, else the one most spoken of."""
    if named := next(filter(None, map(_at_head, heads)), None):
        return Place(named)
    spoken_of = _most_spoken_of(texts)
    return Place(spoken_of, guessed=spoken_of is not None)


def places_of(place: str | None) -> tuple[str, ...]:
    """The names a place goes by: with its level and without."""
    if not place:
        return ()
    short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市县区州]$", "", place)
    return (place, short) if len(short) >= 2 else (place,)


def _at_head(text: str) -> str | None:
    """A place that a title or an issuer's name begins with, the innermost of those in a row."""
    match = _NAMED.match(_FIRST.sub("", re.sub(r"[\s《》\x1f]", "", folded(text))))
    names = match.group("inner", "place", "province") if match else ()
    return next((name for name in names if name and not _BARRED.search(name)), None)


def _most_spoken_of(texts: Sequence[str]) -> str | None:
    """By the level the text calls its own (我市, 全市), the place of that level named most often."""
    whole = "\n".join(texts)
    levels = Counter(match["level"] or match["all"] or match[0] for match in _OWN.finditer(whole))
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
    often = (stem for stem, count in counts.most_common(5) if count >= _LEAST + 1 and len(before[stem]) >= 2)
    return next((stem + level for stem in often if not _BARRED.search(stem)), None)
