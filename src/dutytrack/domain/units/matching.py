"""Which unit a printed name means: by the register's facts on a day; what merely looks alike is only offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Literal, NamedTuple

from dutytrack.domain.units.names import is_vague, tidy_name
from dutytrack.domain.units.register import SLOT, Bearer, Body, Level, NameKind, Register
from dutytrack.domain.units.script import simplified
from dutytrack.domain.words.folding import common_start

How = Literal["exact", "short", "misprint", "former", "variant", "near", "unknown"]
"""How a name was matched: as it is, by the register's short forms, by an earlier correction; or only offered: what came
after it, another name that elsewhere is the same, likeness."""
CONFIDENCE: dict[How, float] = {"exact": 1.0, "short": 0.95, "misprint": 0.95, "former": 0.8, "variant": 0.7}
"""How sure each way is; likeness says itself how near."""

_WORDS: tuple[tuple[str, Level], ...] = (
    ("自治区", "province"), ("自治州", "city"), ("自治县", "county"), ("自治旗", "county"), ("地区", "city"),
    ("省", "province"), ("市", "city"), ("州", "city"), ("盟", "city"), ("县", "county"), ("区", "county"),
    ("旗", "county"),
)  # fmt: skip
_UNDER_THE_STATE = frozenset({"北京市", "上海市", "天津市", "重庆市"})
_LEVEL_LETTERS = "县市区旗州盟省"
_WRITTEN_TOGETHER = frozenset({"county-government", "city-government", "province-government", "township"})
"""Collectives whose ways of writing mean the same: 各县(市、区)政府, 各县市区人民政府."""
_FREELY_NAMED = frozenset({"zone", "vertical"})
"""They stand after any place's name: 渤海新区管委会, 临澜海关."""
_LONGEST_PREFIX = 12


@dataclass(frozen=True)
class Place:
    """The place whose units are meant."""

    name: str
    """As ``沧州市``, ``湖州市南浔区``; empty where it is not known."""

    @cached_property
    def word(self) -> str:
        """What its own units' names begin with: 市; empty where that is not known."""
        long = next((word for word, _ in _WORDS if self.name.endswith(word)), "")
        return {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(long, long)

    @cached_property
    def level(self) -> Level | None:
        """The level of its government."""
        return "province" if self.name in _UNDER_THE_STATE else _level_of(self.name)

    @cached_property
    def forms(self) -> frozenset[str]:
        """What may stand before its own units' names."""
        if not self.word:
            return frozenset()
        names = (self.name, self._last)
        stems = (name.removesuffix(self.word) for name in names)
        return frozenset({"", self.word, *names, *(stem for stem in stems if len(stem) > 1)})

    @property
    def stem(self) -> str:
        """The place's own name without its level: 临澜."""
        return self._last.removesuffix(self.word) if len(self._last) > 2 else self._last

    @cached_property
    def _last(self) -> str:
        """The innermost place named: 南浔区 of 湖州市南浔区."""
        return re.split(rf"(?<=.[市州盟])(?=.{{2,}}[{_LEVEL_LETTERS}]$)", self.name)[-1]


class Identity(NamedTuple):
    """What a name means by the register; two names of the same identity are one unit."""

    id: str
    level: str
    owner: str
    """The level's word where it is the place's own or stands alone, else the other place's name."""
    variant: int
    """0 for the register's own name; another number for a full name in use elsewhere."""

    @property
    def family(self) -> tuple[str, str, str]:
        """The same for all variants."""
        return self[:3]


class KnownName(NamedTuple):
    """A name that the register knows of a unit."""

    name: str
    kind: NameKind
    since: date | None
    """The first day on which it was the unit's; only where it is another unit's at another time."""
    until: date | None
    """The first day on which it was not any more."""


class Likeness(NamedTuple):
    """A name that is near to another."""

    name: str
    score: float
    """0 to 1."""


def _level_of(prefix: str) -> Level | None:
    return next((level for word, level in _WORDS if prefix.endswith(word)), None)


class Matcher:
    """The register's facts about the names of one place."""

    def __init__(self, register: Register, place: str) -> None:
        self.register = register
        self.place = Place(place)
        self._told: dict[tuple[str, date], Identity | None] = {}
        self._slotted = tuple(name.split(SLOT) for name in register.slotted)

    def identity(self, name: str, *, on: date) -> Identity | None:
        """What ``name`` means on a day; ``None`` where the register does not know it, or it could mean several."""
        if (name, on) not in self._told:
            self._told[name, on] = self._identity(name, on)
        return self._told[name, on]

    def _identity(self, name: str, on: date) -> Identity | None:
        folded = simplified(tidy_name(name))
        if (members := self.register.gatherings.get(folded)) is not None:
            return _gathered(folded, members)
        return next(filter(None, (self._meant(prefix, rest, on) for prefix, rest in self._splits(folded))), None)

    def body(self, identity: Identity) -> Body | None:
        """The register's unit of ``identity``; ``None`` for a collective."""
        return self.register.bodies.get((identity.id, identity.level))

    def names(self, identity: Identity) -> Iterator[KnownName]:
        """The full name and the short ones of ``identity``; none for what goes by a name of elsewhere."""
        body = self.body(identity)
        if body is None or identity.variant:
            return
        for owner in self._owners(identity, body):
            for name in (body.full, *body.short):
                kind: NameKind = "full" if name == body.full else "short"
                dated = self.register.is_shared(name, body.level)
                since, until = (body.since, body.until) if dated else (None, None)
                yield KnownName(_placed(owner, name), kind, since, until)

    def heirs(self, identity: Identity) -> Iterator[Identity]:
        """What the duties of ``identity`` went to, the first one first."""
        body = self.body(identity)
        for heir in self.register.successors(body) if body is not None else ():
            yield Identity(heir.id, heir.level, identity.owner, 0)

    def usual_name(self, identity: Identity) -> str | None:
        """The name by which lists usually have the unit: its first short one, else the full one."""
        names = [known.name for known in self.names(identity)]
        return names[min(1, len(names) - 1)] if names else None

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Every name that a unit of the place itself can have by the register."""
        names = () if self.place.level is None else self.register.names(self.place.level)
        return tuple(_placed(self.place.word, name) for name in names)

    def _owners(self, identity: Identity, body: Body) -> tuple[str, ...]:
        """What stands before the names of ``identity``: its owner; for the place's zones its name or nothing."""
        if body.kind not in _FREELY_NAMED or identity.owner != self.place.word or not self.place.word:
            return (identity.owner,)
        return ("" if body.kind == "zone" else self.place.word, self.place.stem)

    def _splits(self, name: str) -> Iterator[tuple[str, str]]:
        """Ways to part ``name`` into what stands before it and a name of the register, the longest name first."""
        for start in range(min(len(name) - 1, _LONGEST_PREFIX + 1)):
            if self.register.bearers(name[start:]):
                yield name[:start], name[start:]
        for before, after in self._slotted:
            middle = name[len(before) : len(name) - len(after)]
            if middle and name == before + middle + after:
                yield middle, before + SLOT + after

    def _meant(self, prefix: str, rest: str, on: date) -> Identity | None:
        bearers = self.register.bearers(rest)
        owned = {
            (one.body.id, owner): (one, owner) for one in bearers if (owner := self._owner(prefix, one)) is not None
        }
        if len(owned) > 1:
            owned = {key: (one, owner) for key, (one, owner) in owned.items() if one.body.held_on(on)}
        if len(owned) != 1:
            return None
        ((one, owner),) = owned.values()
        return Identity(one.body.id, one.body.level, owner, one.variant)

    def _owner(self, prefix: str, bearer: Bearer) -> str | None:
        """Whose unit ``bearer`` is when ``prefix`` stands before its name; ``None`` where it can't stand there."""
        body = bearer.body
        if body.level == "state":
            return None if prefix else ""
        prefix = self._without_ministry(prefix, body)
        if body.level == self.place.level and prefix in self.place.forms:
            return self.place.word
        if prefix and _level_of(prefix) == body.level:
            return prefix
        freely = body.kind in _FREELY_NAMED and len(prefix) > 1 and _level_of(prefix) is None
        return prefix if freely and body.level == (self.place.level or "city") else None

    def _without_ministry(self, prefix: str, body: Body) -> str:
        """Bodies run from above may bear their head office's name first: 国家税务总局临澜市税务局."""
        head = self.register.bodies.get((body.id, "state"))
        return prefix.removeprefix(head.full) if head is not None and body.kind == "vertical" else prefix


def _placed(owner: str, name: str) -> str:
    return name.replace(SLOT, owner) if SLOT in name else owner + name


def _gathered(name: str, members: str) -> Identity | None:
    """A collective of governments is known by the levels it names, however it is written."""
    if members not in _WRITTEN_TOGETHER or is_vague(name):
        return None
    letters = "".join(letter for letter in _LEVEL_LETTERS if letter in name)
    return Identity(members, "collective", letters, 0)


_DEPARTMENT_ENDS = ("委员会", "办公室", "总局", "局", "委", "办", "厅", "部", "中心")
_PROPER_ENDS = (
    "人民政府", "政府", "管理委员会", "管委会", "街道办事处", "办事处", "有限责任公司", "有限公司", "集团", "公司",
    "大学", "学院", "学校", "医院", "银行", "院", "会", "署", "处", "室", "站", "台", "队", "社",
)  # fmt: skip
_ENDS = tuple(sorted((*_DEPARTMENT_ENDS, *_PROPER_ENDS), key=len, reverse=True))
_CONTRASTS = ("东南西北中上下前后内外左右", "大小", "新老", "软硬", "正副", "甲乙丙", "一二三四五六七八九十0123456789")
"""Two characters of one such row are the whole difference between two names, and so is one of any row that is added."""
_NEAR_ENOUGH = 0.8
_SHORTEST_CORE = 3


@cache
def _core(name: str) -> tuple[str, str]:
    """What is the unit's own in ``name``, and the class of its ending: one for all departments, none where unknown."""
    name = simplified(name)
    end = next((end for end in _ENDS if name.endswith(end) and len(name) > len(end)), "")
    if not end:
        return name, ""
    core = re.sub(rf"^[{_LEVEL_LETTERS}](?=.{{2}})", "", name[: len(name) - len(end)])
    return core, "局" if end in _DEPARTMENT_ENDS else end


def near_name(name: str, known: Iterable[str]) -> Likeness | None:
    """The one of ``known`` that ``name`` is nearest to, where it may be a misprint of it.

    What all names of a kind have (level, ending) does not count. Names of places, firms and schools have to agree in
    all characters but one.
    """
    core, end = _core(name)
    if len(core) < _SHORTEST_CORE:
        return None
    scored = (Likeness(other, _likeness(core, end, other)) for other in known if other != name)
    best = max(scored, key=lambda one: one.score, default=None)
    return best if best is not None and best.score >= _NEAR_ENOUGH else None


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``name`` was meant to be: a slip of the hand away from it, or left unfinished.

    Only where ``name`` may be a department's, or ends in a way that no unit does; names of places, firms and schools
    differ by one character too often.
    """
    typed = simplified(name)
    end = _core(typed)[1]
    if end not in ("", "局"):
        return None
    is_near = (_is_one_slip, _is_unconverted) if end else (_is_one_slip, _is_unconverted, _is_unfinished)
    names = tuple(known)
    return next((other for near in is_near for other in names if near(typed, simplified(other))), None)


def _is_one_slip(typed: str, other: str) -> bool:
    """Whether a character is wrong, too few, too many, or in its neighbour's place."""
    from rapidfuzz.distance import OSA

    if min(len(typed), len(other)) < _SHORTEST_CORE or OSA.distance(typed, other, score_cutoff=1) != 1:
        return False
    return not _tells_apart(*_difference(typed, other))


def _is_unconverted(typed: str, other: str) -> bool:
    """Whether ``typed`` is ``other`` with syllables left in Latin letters: shi科技局."""
    if not re.search("[A-Za-z]{2}", typed) or len(re.sub("[A-Za-z]", "", typed)) < _SHORTEST_CORE - 1:
        return False
    syllables = re.sub("[A-Za-z]{2,}", lambda run: f".{{1,{len(run[0]) // 2}}}", re.escape(typed))
    return re.fullmatch(syllables, other) is not None


def _is_unfinished(typed: str, other: str) -> bool:
    """Whether ``typed`` is the beginning of a department's name: 市财, 财政."""
    core, end = _core(other)
    return len(typed) > 1 and end == "局" and (other.startswith(typed) or core.startswith(typed))


def _tells_apart(one: str, other: str) -> bool:
    """Whether two names differ in what units are told apart by: 东 and 西, or 新 where the other has nothing."""
    if one and other:
        return any(len(one) == len(other) == 1 and one in row and other in row for row in _CONTRASTS)
    return any(letter in row for row in _CONTRASTS for letter in one + other)


def _difference(one: str, other: str) -> tuple[str, str]:
    """What is left of either name without their common beginning and end."""
    start = common_start(one, other)
    end = common_start(one[start:][::-1], other[start:][::-1])
    return one[start : len(one) - end], other[start : len(other) - end]


def _likeness(core: str, end: str, other: str) -> float:
    """How alike two names are, 0 to 1; 0 where they differ in what tells units apart."""
    from rapidfuzz import fuzz

    other_core, other_end = _core(other)
    if not end:
        other_core, other_end = simplified(other), ""
    if end != other_end or len(other_core) < _SHORTEST_CORE:
        return 0.0
    same_length = len(core) == len(other_core)
    different = [pair for pair in zip(core, other_core, strict=False) if pair[0] != pair[1]] if same_length else []
    if len(different) == 1 and _tells_apart(*different[0]):
        return 0.0
    if end == "局":
        return fuzz.ratio(core, other_core) / 100
    return 1 - 1 / len(core) if len(different) == 1 else 0.0
