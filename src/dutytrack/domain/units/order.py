"""The order in which an office names units: party, congress, government, conference, courts, counties.

What a name tells; where an office has another order, the unit's ``precedence`` in the ledger says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from dutytrack.domain.units.names import is_collective, is_local, is_of_a_party, tidy_name

_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:中共|[省市县区旗]?委(?!托)|.{0,6}[省市州盟县区旗]委(?!托)|[省市县区]?纪委|[省市县区]?纪检)",
        r"人大|人民代表大会",
        r"",  # the government's departments: every name that no other kind takes
        r"政协|政治协商",
        r"法院|检察院",
        r"总工会|妇联|妇女联合会|科协|工商联|残联|文联|侨联|社科联|红十字会|贸促会|台联",
        r"",  # counties and districts: told by ``is_local``
        r"管委会|管理委员会",
        r"公司|集团|银行|电信|移动|联通",
        r"大学|学院|学校|医院|研究院|研究所|科学院|科研院",
    )
)
_AUTHORITY = re.compile(r"人民银行|监督管理委员会|(?:管理|监管)[分支]?局")
"""Bodies of the state whose names read like a bank's, a company's or a zone's."""
_FROM_ABOVE = re.compile(
    r"税务局|[国地]税局|海关|(?<!地方)海事局|海警|边检|边防检查|检验检疫|气象局|烟草(?:专卖)?局|邮政管理局|邮管局"
    r"|通信管理局|通管局|调查总?队|人民银行|^.?人行|外汇(?:管理)?局|监管分局|[银保证]监(?:会|分?局)"
    r"|金融监(?:督管理|管)总局|消防(?:救援)?[总支大]队|消防救援局|(?:矿山|煤矿)安全监察|铁路监督管理局|民航.*局"
)
"""Bodies of the centre or the province that are stationed in a place, and answer to those above them."""
GOVERNMENT, SOCIETY, COUNTY, ZONE, COMPANY, INSTITUTE = 2, 5, 6, 7, 8, 9
"""The places of kinds, as ``order_of_kind`` tells them."""


def order_of_kind(name: str, place: str = "") -> int:
    """The place of the kind of unit that ``name`` is, of a unit of ``place``; collectives and nobody come last."""
    tidy = tidy_name(name).removeprefix(place)
    if is_collective(tidy):
        return len(_KINDS)
    if _AUTHORITY.search(tidy):
        return GOVERNMENT
    if is_local(tidy):
        return ZONE if _KINDS[ZONE].search(tidy) else COUNTY
    if is_of_a_party(tidy):
        return SOCIETY
    told = (number for number, kind in enumerate(_KINDS) if kind.pattern and kind.search(tidy))
    return next(told, GOVERNMENT)


def is_from_above(name: str, place: str = "") -> bool:
    """Whether ``name``, of a unit of ``place``, is of a body of the centre or the province: 临澜海关, 市税务局."""
    tidy = tidy_name(name).removeprefix(place)
    return _FROM_ABOVE.search(tidy) is not None and not is_collective(tidy)


def order_of_names(places: Mapping[str, int]) -> Callable[[str, str], int]:
    """How units of a kind are put in order: a function from a name and its place to where ``places`` has such a name.

    Those are the usual names as offices list them: 发展和改革委员会, 教育局, 科学技术局 … Others come after.
    """
    last = len(places)

    def place(name: str, of: str) -> int:
        tidy = tidy_name(name).removeprefix(of)
        return places.get(tidy, places.get(tidy[1:], last))

    return place
