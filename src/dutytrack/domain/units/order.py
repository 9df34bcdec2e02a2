"""What body a unit is, and the order in which an office names units: party, congress, government … counties, zones.

The ledger may say of a unit what body it is, else its name tells. Order and the rows of an appraisal come from it;
where an office has another order, the unit's ``precedence`` in the ledger says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from dutytrack.domain.units.names import is_collective, is_local, is_of_a_party, tidy_name

Body = Literal[
    "party",
    "congress",
    "government",
    "vertical",
    "conference",
    "judiciary",
    "mass",
    "county",
    "zone",
    "enterprise",
    "institution",
]
"""What a unit is. ``vertical``: of the centre or the province, stationed in a place, answering to those above it."""
BODIES: tuple[Body, ...] = get_args(Body)
"""In the order in which an office names them; those run from above stand among the government's departments."""
_BESIDE: Mapping[Body, Body] = {"vertical": "government"}
_TOLD: Mapping[Body, re.Pattern[str]] = {
    "party": re.compile(
        r"^(?:中共|[省市县区旗]?委(?!托)|.{0,6}[省市州盟县区旗]委(?!托)|[省市县区]?纪委|[省市县区]?纪检)"
    ),
    "congress": re.compile(r"人大|人民代表大会"),
    "conference": re.compile(r"政协|政治协商"),
    "judiciary": re.compile(r"法院|检察院"),
    "mass": re.compile(r"总工会|妇联|妇女联合会|科协|工商联|残联|文联|侨联|社科联|红十字会|贸促会|台联"),
    "zone": re.compile(r"管委会|管理委员会"),
    "enterprise": re.compile(r"公司|集团|银行|电信|移动|联通"),
    "institution": re.compile(r"大学|学院|学校|医院|研究院|研究所|科学院|科研院"),
}
"""Counties and districts are told by ``is_local``; every other name is of a department of the government."""
_AUTHORITY = re.compile(r"人民银行|监督管理委员会|(?:管理|监管)[分支]?局")
"""Bodies of the state whose names read like a bank's, a company's or a zone's."""
_LEVEL = re.compile("[省市州盟县区旗]")
"""The word of a level that stands within a name: 团市委."""
_FROM_ABOVE = re.compile(
    r"税务局|[国地]税局|海关|(?<!地方)海事局|海警|边检|边防检查|检验检疫|气象局|烟草(?:专卖)?局|邮政管理局|邮管局"
    r"|通信管理局|通管局|调查总?队|人民银行|^.?人行|外汇(?:管理)?局|监管分局|[银保证]监(?:会|分?局)"
    r"|金融监(?:督管理|管)总局|消防(?:救援)?[总支大]队|消防救援局|(?:矿山|煤矿)安全监察|铁路监督管理局|民航.*局"
)
"""Bodies of the centre or the province that are stationed in a place, and answer to those above them."""


def body_of(name: str, place: str = "", told: str | None = None) -> Body | None:
    """What body a unit of ``place`` is: as the ledger has ``told``, else by its ``name``; ``None`` for a collective."""
    tidy = tidy_name(name).removeprefix(place)
    if is_collective(tidy):
        return None
    return next((body for body in BODIES if body == told), None) or _by_name(tidy)


def _by_name(tidy: str) -> Body:
    if not _AUTHORITY.search(tidy):
        if is_local(tidy):
            return "zone" if _TOLD["zone"].search(tidy) else "county"
        if is_of_a_party(tidy):
            return "mass"
        for body, pattern in _TOLD.items():
            if pattern.search(tidy):
                return body
    return "vertical" if _FROM_ABOVE.search(tidy) else "government"


def order_of(body: Body | None) -> int:
    """The place of those that are such a ``body``; collectives and nobody come last."""
    return len(BODIES) if body is None else BODIES.index(_BESIDE.get(body, body))


def order_of_names(places: Mapping[str, int]) -> Callable[[str, str], int]:
    """How units of a kind are put in order: a function from a name and its place to where ``places`` has such a name.

    Those are the usual names as offices list them: 发展和改革委员会, 教育局, 科学技术局 … Others come after.
    """
    last = len(places)

    def place(name: str, of: str) -> int:
        tidy = tidy_name(name).removeprefix(of)
        others = (tidy, tidy[1:], _LEVEL.sub("{}", tidy.replace(of, "市") if of else tidy, count=1))
        return next((places[one] for one in others if one in places), last)

    return place
