"""The words for who does a task, a row each: patterns, sets of signs and spellings of queries are made from these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from dutytrack.i18n import N_

Role = Literal["lead", "responsible", "participating"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "participating")
"""A unit's roles in a task, the one that answers for it first."""
ROLE_WORDS: Mapping[str, str] = {
    "lead": N_("lead"), "responsible": N_("responsible"), "participating": N_("participating"),
}  # fmt: skip

Place = Literal["label", "alone", "clause", "parting", "note", "person", "query"]
"""Where a word is read (牵头 in all of them):

- ``label``: with a noun for who, before names, atop a column or behind 为: 牵头单位:市科技局, 市科技局为牵头单位
- ``alone``: before names or atop a column without the noun: 牵头:市科技局
- ``clause``: behind names: 由市科技局牵头
- ``parting``: the same before a 、, where other words are prose: 市科技局牵头、市财政局配合
- ``note``: in brackets behind a name, for that name alone: 市科技局(牵头)
- ``person``: with a noun for a person: 牵头领导:王涛
- ``query``: in what is asked: 牵头单位:科技局, role:牵头
"""


class RoleWord(NamedTuple):
    """One word."""

    word: str
    role: Role | None
    """``None`` for a word that is only said of persons."""
    places: tuple[Place, ...]


_NAMED: tuple[Place, ...] = ("label", "query")
_SAID: tuple[Place, ...] = (*_NAMED, "clause")
_ANYWHERE: tuple[Place, ...] = (*_SAID, "parting", "alone", "note")

WORDS = (
    RoleWord("牵头", "lead", (*_ANYWHERE, "person")),
    RoleWord("总牵头", "lead", _ANYWHERE),
    RoleWord("牵总", "lead", _ANYWHERE),
    RoleWord("主办", "lead", (*_ANYWHERE, "person")),
    RoleWord("领办", "lead", (*_ANYWHERE, "person")),
    RoleWord("主责", "lead", _ANYWHERE),
    RoleWord("主管", "lead", (*_NAMED, "person")),
    RoleWord("主抓", "lead", (*_NAMED, "person")),
    RoleWord("主攻", "lead", _NAMED),
    RoleWord("第一责任", "lead", _NAMED),
    RoleWord("主要责任", "lead", _NAMED),
    RoleWord("首要责任", "lead", _NAMED),
    RoleWord("主体责任", "lead", _NAMED),
    RoleWord("统筹", "lead", ("clause", "person")),
    RoleWord("总负责", "lead", ("clause",)),
    RoleWord("责任", "responsible", (*_NAMED, "alone", "note", "person")),
    RoleWord("承办", "responsible", (*_ANYWHERE, "person")),
    RoleWord("落实", "responsible", (*_SAID, "parting", "alone")),
    RoleWord("负责", "responsible", (*_SAID, "parting", "person")),
    RoleWord("实施", "responsible", _SAID),
    RoleWord("执行", "responsible", _SAID),
    RoleWord("承担", "responsible", _NAMED),
    RoleWord("完成", "responsible", _NAMED),
    RoleWord("建设", "responsible", _NAMED),
    RoleWord("整改", "responsible", ("label", "person")),
    RoleWord("配合", "participating", (*_ANYWHERE, "person")),
    RoleWord("参与", "participating", _ANYWHERE),
    RoleWord("协办", "participating", _ANYWHERE),
    RoleWord("协助", "participating", (*_ANYWHERE, "person")),
    RoleWord("协同", "participating", _SAID),
    RoleWord("参加", "participating", _SAID),
    RoleWord("支持", "participating", _SAID),
    RoleWord("协管", "participating", (*_NAMED, "person")),
    RoleWord("会办", "participating", _ANYWHERE),
    RoleWord("协攻", "participating", _NAMED),
    RoleWord("协作", "participating", _NAMED),
    RoleWord("协调", "participating", (*_NAMED, "person")),
    RoleWord("成员", "participating", ("label",)),
    RoleWord("参建", "participating", _NAMED),
    RoleWord("共建", "participating", _NAMED),
    *(
        RoleWord(word, None, ("person",))
        for word in "分管 包保 包抓 包联 挂钩 挂包 挂帅 挂点 联系 联络 领衔 督办 督导 经办".split()  # noqa: SIM905
    ),
)
_NOUNS = ("", "单位", "部门")
"""What may follow a word in a query."""


def words(place: Place, *roles: Role) -> str:
    """The words read in ``place``, of ``roles`` only where some are given: parted by blanks, the longest first."""
    found = (row.word for row in WORDS if place in row.places and (not roles or row.role in roles))
    return " ".join(sorted(found, key=len, reverse=True))


def role_of(word: str) -> Role | None:
    """The role that ``word``, one of the rows, means."""
    return next(row.role for row in WORDS if row.word == word)


def asked_as(role: Role) -> tuple[str, ...]:
    """The spellings of ``role`` in a query: 牵头, 牵头单位, 牵头部门."""
    return tuple(word + noun for noun in _NOUNS for word in words("query", role).split())


def leaders_asked_as() -> tuple[str, ...]:
    """The spellings in a query of the person in charge: 领导, 分管领导."""
    return ("领导", *(f"{word}领导" for word in words("person").split()))
