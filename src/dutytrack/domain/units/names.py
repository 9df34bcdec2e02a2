"""What a unit's name alone tells, by how plans name units: a collective, a vague name, an alias in brackets."""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import NamedTuple

from dutytrack.domain.words.radicals import one_character
from dutytrack.domain.words.roles import words

_HALF_WIDTH = str.maketrans({chr(ord(sign) + 0xFEE0): sign for sign in "()" + ascii_letters + digits})
_VAGUE = re.compile(r"相关|有关")
_COLLECTIVE = re.compile(
    r"^各|直各|[市省区县]各[县市区]"  # 各县(市、区)政府, 市直各部门
    r"|\([县市区旗](?:、[县市区旗])*\)"  # 县(市、区)政府, 区、县(市)政府
    r"|成员单位|级以上"  # 领导小组成员单位, 省级以上高新区
    r"|^驻.+(?:机构|单位|部门|企业|高校|院校)$"  # 驻沧银行机构
    rf"|(?:部门|院校|院所|金融机构|银行机构|企事业单位|(?:{'|'.join(words('alone').split())})单位)$"
    r"|、"
)
_LOCAL = re.compile(
    r".(?:[县区旗]|[县区旗]\)?(?:委|人民政府|政府)|管委会|(?<!监督)管理委员会)$"
    r"|..市\)?(?:委|人民政府|政府)$"  # 胶州市政府, which is of a county; 市政府 is the city's own
)
_OF_A_PARTY = re.compile(r"^(?:共青)?团|^(?:民革|民盟|民建|民进|农工|致公|九三|台盟)")
"""团市委 and 民建市委 are no committee of a place."""
_ALIAS = re.compile(r"^(?P<base>[^()]{2,})\((?P<alias>[^()、]{2,})\)(?P<rest>[^()]*)$")

_WITH_PLACE = re.compile(r"^(?P<name>.+)\((?P<place>[^()]+)\)$")

_BETWEEN = re.compile(r"[,，;；]|(?<![各关][县市区旗])、")
"""Between names; the 、 of 各区、县(市)政府 is inside one."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


class NameParts(NamedTuple):
    """A unit's name taken apart: ``市科技局(知识产权局)`` is 市科技局, also known as 知识产权局."""

    name: str
    aliases: tuple[str, ...] = ()


def tidy_name(name: str) -> str:
    """``name`` without spaces, with half-width brackets, letters and digits, and with one sign for each character.

    So that one name is written one way.
    """
    return one_character("".join(name.split())).translate(_HALF_WIDTH)


def is_vague(name: str) -> bool:
    """Whether ``name`` does not say who is meant: 相关部门, 有关县(市、区)政府."""
    return _VAGUE.search(name) is not None


def is_collective(name: str) -> bool:
    """Whether ``name`` stands for several units: 各县(市、区)政府, 市直各部门, and every vague name."""
    return is_vague(name) or _COLLECTIVE.search(name) is not None


def is_local(name: str) -> bool:
    """Whether ``name`` is of who governs a county, a district or a zone: 青礁县政府, 吴兴区, 高新区管委会."""
    return _LOCAL.search(tidy_name(name)) is not None and not is_of_a_party(name)


def is_of_a_party(name: str) -> bool:
    """Whether ``name`` is of a committee of the youth league or of a smaller party: 团市委, 民建市委."""
    return _OF_A_PARTY.search(tidy_name(name)) is not None


def unit_kind(name: str) -> str:
    """``collective`` or ``unit``."""
    return "collective" if is_collective(name) else "unit"


def name_parts(name: str) -> NameParts:
    """The unit's own name and those it also goes by: 东陵区(浑南新区)政府 is 东陵区政府, also 浑南新区政府."""
    tidy = tidy_name(name)
    match = None if is_collective(tidy) else _ALIAS.match(tidy)
    if match is None:
        return NameParts(tidy)
    rest = match["rest"]
    return NameParts(match["base"] + rest, (tidy, match["alias"] + rest))


def with_place(text: str) -> dict[str, str] | None:
    """``name`` and ``place`` of a text that says both, ``市科技局 (沧州市)``, in brackets of either width."""
    match = _WITH_PLACE.match(tidy_name(text))
    return match.groupdict() if match else None


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text typed by a person: ``市科技局、各县(市、区)政府`` is two; blanks are left out."""
    shielded = _IN_BRACKETS.sub(lambda found: "x" * len(found[0]), text)
    ends = [*((found.start(), found.end()) for found in _BETWEEN.finditer(shielded)), (len(text), len(text))]
    starts = [0, *(end for _, end in ends)]
    names = (text[start:end].strip() for start, (end, _) in zip(starts, ends, strict=False))
    return tuple(name for name in names if name)
