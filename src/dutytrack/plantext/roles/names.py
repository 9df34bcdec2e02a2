"""Unit names in full: shared beginnings and ends given to each name of a list, plain misprints mended.

渤海新区、开发区管委会 share an end, 市发改委、科技局 a beginning; a name that carries its own level, or is a proper
name, takes nothing from its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import ne
from typing import NamedTuple

from dutytrack.domain.plan.model import Role
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.roles import words
from dutytrack.plantext.roles.lists import OPEN_LEVELS, Name
from dutytrack.plantext.words import units
from dutytrack.plantext.words.patterns import any_of, regex

_QUALIFIED = regex(r"^(?P<qualifier>(?:国家级|省级|市级)及?以上)(?P<noun>\S+)$")
_PLAIN_ZONE = regex(r"^(?:工业|产业|科技|农业)?(?:开发区|高新区|园区|示范区|工业区|产业园|科技园|众创空间)$")
_DOMAIN_WORD = regex(r"^[一-鿿]{2,6}$")
_SHARED_NOUNS = regex(r"^[一-鿿]{2,8}?(?P<noun>部门|局|委|办)$")
_OF_NO_TRADE = any_of(f"职能 业务 审批 监管 成员 行业 执法 综合 {words('alone')} {words('label', 'lead')}")
_PLAIN_DEPARTMENTS = regex(rf"^(?!\S*{_OF_NO_TRADE})[一-鿿]{{2,6}}部门$")
"""财政部门 beside 市教育部门."""
_OF_A_FEATURE = regex(r"(?![江河湖海山])(?!.{0,2}矿山)[一-鿿]{1,2}[江河湖山岛湾泉岭溪](?![江河湖海长库])[一-鿿]{3,}")
"""雁湖湿地保护中心: called after a lake, which may be its whole name."""
_OF_SEVERAL = ("各", "有关", "相关", "全市", "全省", "所有", "省级", "市级", "国家级")
_MISPRINT_LEAST = 3
_KNOWN_MOST = 60


class NameContext(NamedTuple):
    """What the whole plan tells about its units' names."""

    level: str
    """The level most of its units are printed with: 市, 省; empty where names carry none."""
    places: tuple[str, ...]
    """Names of its place, that begin proper names: 沧州."""
    known: Mapping[int, Sequence[tuple[str, int]]]
    """Folded names printed in the plan, with how often, by their length; the most frequent of each."""
    followers: frozenset[tuple[str, str]]
    """Pairs of names printed side by side."""
    script: Mapping[int, str]
    """The traditional form of each character that the plan prints in it."""


def name_context(lists: Iterable[Sequence[Name]], places: Sequence[str]) -> NameContext:
    """What all lists of a plan together tell about its names."""
    known: Counter[str] = Counter()
    followers: set[tuple[str, str]] = set()
    levels: Counter[str] = Counter()
    script: dict[int, str] = {}
    for names in lists:
        for index, printed in enumerate(names):
            known[printed.text] += 1
            if printed.raw != printed.text and len(printed.raw) == len(printed.text):
                pairs = zip(printed.raw, printed.text, strict=True)
                script |= {ord(simple): own for own, simple in pairs if own != simple and "\u4e00" <= own <= "\u9fff"}
            if index:
                followers.add((names[index - 1].text, printed.text))
            if units.DEPARTMENT.search(printed.text):
                levels[_level(printed.text)] += 1
    by_length = defaultdict[int, list[tuple[str, int]]](list)
    for name, count in known.most_common():
        by_length[len(name)].append((name, count))
    dominant = next((level for level, count in levels.items() if level and 2 * count > levels.total()), "")
    most = {length: alike[:_KNOWN_MOST] for length, alike in by_length.items()}
    return NameContext(dominant, tuple(places), most, frozenset(followers), script)


def complete(
    lists: Sequence[tuple[Role, Sequence[Name]]], context: NameContext
) -> tuple[list[tuple[Role, list[Name]]], list[Problem]]:
    """The lists of one clause with each name in full, and the doubts met on the way."""
    problems: list[Problem] = []
    mended = [(role, [_mended(names, index, context) for index in range(len(names))]) for role, names in lists]
    for role, names in mended:
        for named in (named for named in names if named.name != named.text):
            if named.text.count("(") > named.text.count(")"):
                problems.append(Problem("unbalanced-bracket", named.line, role, {"text": named.raw}))
            problems.append(Problem("mended-misprint", named.line, role, {"raw": named.raw, "name": named.name}))
    outcome: list[tuple[Role, list[Name]]] = []
    level = ""
    opening = next((names[0].name for _, names in mended if names), "")
    inside = _OF_A_HOUSE.search(opening) is not None and not _level(opening)
    named_level = next(filter(None, (_level(named.name) for _, names in mended for named in names)), "")
    clause_level = "" if inside else named_level or context.level
    for role, names in mended:
        suffixed = _with_suffixes(names, role, problems)
        full: list[Name] = []
        for named in _with_qualifiers(suffixed):
            level = "" if inside else _level(named.name) or level
            full.append(_with_level(named, level or clause_level, full, context))
            from_afar = not (level or named_level)  # the level came from the rest of the plan
            if full[-1].name != named.name and (from_afar or _OF_A_FEATURE.match(named.text)):
                facts = {"raw": named.raw, "name": full[-1].name, "alternative": named.raw}
                problems.append(Problem("ambiguous-prefix", named.line, role, facts))
        outcome.append((role, [_as_printed(named, context) for named in full]))
    return outcome, problems


_OF_A_HOUSE = regex("[处科股]$")
"""An office within an office: what stands beside it is of its house, and takes no level."""


def _as_printed(named: Name, context: NameContext) -> Name:
    """The name in the characters that the plan prints."""
    parts = named.name.split(named.text, maxsplit=1)
    name = named.raw.join(part.translate(context.script) for part in parts) if context.script else named.raw.join(parts)
    return named._replace(name=name) if name != named.name else named


def _level(text: str) -> str:
    own = text[:1] in units.LEVELS and units.HAS_LEVEL.match(text) and not units.STANDS_ALONE.match(text)
    return text[0] if own else ""


def _mended(names: Sequence[Name], index: int, context: NameContext) -> Name:
    """The name, plain misprints mended: an unclosed bracket; an end that no unit has."""
    printed = names[index]
    text = printed.text
    if text.count("(") > text.count(")"):
        return printed._replace(name=_closed_bracket(text, context))
    if len(text) < _MISPRINT_LEAST or units.ENDS_AS_UNIT.search(text[-36:]) or units.PERSON.search(text):
        return printed
    before = names[index - 1].text if index else ""
    for known, count in context.known.get(len(text), ()):
        usual = count >= 3 or (before, known) in context.followers
        if usual and known != text and _near(known, text):
            return printed._replace(name=known)
    return printed


def _closed_bracket(text: str, context: NameContext) -> str:
    bare = re.sub("[()]", "", text)
    for known, _ in context.known.get(len(text) + 1, ()):
        if known.count("(") == known.count(")") and re.sub("[()]", "", known) == bare:
            return known
    levels = OPEN_LEVELS.search(text)
    end = levels.end() if levels else len(text)
    return f"{text[:end]}){text[end:]}"


def _near(known: str, text: str) -> bool:
    """The same beginning, and a third at most unlike, as a slip of the hand leaves it, in names of one length."""
    alike = known[:2] == text[:2] and sum(map(ne, known, text)) <= max(1, len(text) // 3)
    return alike and units.ENDS_AS_UNIT.search(known[-36:]) is not None


def _with_suffixes(names: Sequence[Name], role: Role, problems: list[Problem]) -> list[Name]:
    """Give 管委会, 政府 … to the places in a row before the one that carries it."""
    full = list(names)
    suffix = ""
    for index in range(len(full) - 1, -1, -1):
        named = full[index]
        own = next((s for s in units.SHARED_SUFFIXES if named.name.endswith(s) and len(named.name) > len(s)), "")
        if own:
            suffix = own if not _is_collective(named.name) and _is_place(named.name.removesuffix(own)) else ""
        elif suffix and _is_place(named.name) and _has(named.name, suffix):
            full[index] = named._replace(name=named.name + suffix)
        else:
            if suffix and _is_place(named.name):
                facts = {"raw": named.raw, "name": named.name, "alternative": named.name + suffix}
                problems.append(Problem("ambiguous-suffix", named.line, role, facts))
            suffix = ""
    return _with_shared_nouns(full)


def _is_place(name: str) -> bool:
    return not _is_collective(name) and units.PLACES.search(name) is not None


def _has(place: str, suffix: str) -> bool:
    """Whether there is such a body in such a place: zones have a board, others a government, a new area either."""
    zone = units.ZONES.search(place) is not None
    return zone if "管" in suffix or "工委" in suffix else not zone or place.endswith("新区")


def _is_collective(name: str) -> bool:
    return name.startswith(_OF_SEVERAL) or "、" in name


def _with_shared_nouns(names: Sequence[Name]) -> list[Name]:
    """教育、财政、人社部门: the noun at the end belongs to each word before it."""
    full = list(names)
    noun = ""
    for index in range(len(full) - 1, -1, -1):
        name = full[index].name
        match = _SHARED_NOUNS.match(name)
        whole = units.ENDS_AS_UNIT.search(name) or units.PERSON.search(name)
        if match and not _is_collective(name):
            noun = match["noun"]
        elif noun and not whole and _DOMAIN_WORD.match(name):
            full[index] = full[index]._replace(name=name + noun)
        else:
            noun = ""
    return full


def _with_qualifiers(names: Sequence[Name]) -> list[Name]:
    """省级以上高新区、工业园区: the qualifier holds for the plain zones that follow."""
    full: list[Name] = []
    qualifier = ""
    for named in names:
        match = _QUALIFIED.match(named.name)
        if not _PLAIN_ZONE.match(named.name):
            qualifier = match["qualifier"] if match else ""
        full.append(named._replace(name=qualifier + named.name) if qualifier and not match else named)
    return full


def _with_level(named: Name, level: str, before: Sequence[Name], context: NameContext) -> Name:
    """市发改委、科技局: the level holds for each department printed without one."""
    name = named.name
    if not level or units.HAS_LEVEL.match(name) or not _takes_level(name, context):
        return named
    beside_party = before and before[-1].name.startswith(level + "委") and units.PARTY_ORGANS.match(name)
    return named._replace(name=f"{level}{'委' if units.SURELY_PARTY.match(name) or beside_party else ''}{name}")


_LED_FROM_ABOVE = regex(
    r"^(?!地方|市场|食品|药品|特种)[一-鿿]{2,6}?(?:证监局|银保监(?:分)?局|银监(?:分)?局|保监局|金融监管(?:支|分)?局|监管分局|海事局|铁路局"
    r"|铁路办事处|航道局|煤监局|能监办|海关|出入境边防检查站)$|总局[一-鿿]+局$|^铁路[一-鿿]+[站段局]$|^中[铁建交国]"
)
"""Branches of State organs, called after their place: 江南证监局, 金融监管总局临澜监管分局, 铁路杭湾站."""


def _takes_level(name: str, context: NameContext) -> bool:
    if units.STANDS_ALONE.match(name) or _LED_FROM_ABOVE.search(name) or units.PERSON.search(name) or "、" in name:
        return False
    if any(place and name.startswith(place) for place in context.places):
        return False
    if _PLAIN_DEPARTMENTS.match(name):
        return True
    if units.PROPER_ENDINGS.search(name) and not name.endswith("局"):
        return False
    return units.DEPARTMENT.search(name) is not None and not _of_a_place(name)


_NO_PLACE = regex(r"^(?:园区|景区|地区|军区|都市|超市|集市|夜市)|城市|社区")
_PLACE_HEAD = regex(r"^[一-鿿]{2,6}?(?:新区|开发区|高新区|园区|[县区市州旗])(?=[一-鿿]{2,})")


def _of_a_place(name: str) -> bool:
    """德清县水利局, 曹妃甸区发改局: a department of a place named in full."""
    match = _PLACE_HEAD.match(name)
    return match is not None and not _NO_PLACE.search(name, 0, match.end()) and "市场" not in name[: match.end() + 1]
