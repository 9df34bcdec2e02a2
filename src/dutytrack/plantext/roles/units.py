"""From the role clauses of a plan to its tasks' units: the roles resolved, the names in full, the doubts named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import cast

from dutytrack.domain.plan.model import ROLES, Role, UnitMention
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.units.names import is_collective
from dutytrack.plantext.roles.clauses import Clause
from dutytrack.plantext.roles.fields import RoleField
from dutytrack.plantext.roles.lists import Name, split_names
from dutytrack.plantext.roles.names import NameContext, complete, name_context
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.units import PERSON, looks_like_unit

_UNLIKE = regex(r"[。;:!?]|(?:19|20)\d\d年|\d月|[月年]底|[\d%]$|^\d+[.、]")
"""Signs of a date, a figure or a sentence: what has them is no name."""
_WITH_PERSON = regex(r"[局委办厅部院司会][(（](?P<who>[一-鿿]{2,3})[)）]$")
"""市教育局(刘敏): who answers there, printed behind the unit."""
_DEED = regex(
    r"(?:局|委|办|厅|部|院|政府|公司|集团)[一-鿿]{2,}$"
    r"|^[市省区县州]?(?:形成|定期|加强|推[进动]|完善|开展|建立|健全|做好|落实|严格|强化|确保|及时|积极)"
)
"""An office and what it does, or a deed alone: 市科技局主抓, 定期督办."""


@dataclass(slots=True)
class Assignment:
    """Who does a task, as one clause says it."""

    units: Mapping[Role, tuple[UnitMention, ...]] = field(default_factory=dict)
    leader: tuple[str, ...] = ()
    times: tuple[Slice, ...] = ()
    raw: str = ""
    problems: tuple[Problem, ...] = ()

    def of(self, role: Role) -> tuple[UnitMention, ...]:
        """The units in ``role``."""
        return self.units.get(role, ())


class Register:
    """Reads the clauses of one plan; all of them are gone through first, for names explain each other."""

    def __init__(self, clauses: Iterable[Clause], places: Sequence[str], behind_first: Role | None) -> None:
        """``behind_first`` is the role of the units behind the first, where a rule of the plan makes that the lead."""
        self._lists = {
            id(clause): [(f, split_names(f.value)) for f in clause.fields if f.names_units] for clause in clauses
        }
        every = [names for lists in self._lists.values() for _, names in lists]
        self._context: NameContext = name_context(every, places)
        self._behind_first = behind_first

    def read(self, clause: Clause) -> Assignment:
        """The units, persons and times of ``clause``."""
        lists = _resolved(self._lists[id(clause)])
        persons = [p for _, names in lists for p in names if PERSON.search(p.text) and not looks_like_unit(p.text)]
        lists = [(role, [name for name in names if name not in persons]) for role, names in lists]
        if self._behind_first is not None:
            lists = _first_as_lead(lists, self._behind_first)
        named, problems = complete(lists, self._context)
        units = _by_role(named)
        leaders = [re.split("[、,，;；]", f.value.shown) for f in clause.fields if f.kind == "leader"]
        problems += _clause_problems(clause, units)
        problems += [Problem("person-as-unit", person.line, "leader", {"name": person.raw}) for person in persons]
        return Assignment(
            units,
            (*filter(None, (" ".join(name.split()) for name in chain(*leaders))), *(person.raw for person in persons)),
            tuple(f.value for f in clause.fields if f.kind == "time"),
            "\n".join(part.shown.strip() for part in clause.raw),
            tuple(problems),
        )


def _resolved(lists: Sequence[tuple[RoleField, list[Name]]]) -> list[tuple[Role, list[Name]]]:
    """The names in runs of one role; one printed behind a name is that name's; 负责 makes a single unit the lead."""
    led = any(f.kind == "lead" for f, _ in lists)
    charged = sum(len(names) for f, names in lists if f.kind == "charge")
    alone = charged == 1 and not led
    every: list[tuple[Role, Name]] = []
    for role_field, names in lists:
        charge: Role = "lead" if alone and not role_field.jointly else "responsible"
        role = charge if role_field.kind == "charge" else cast("Role", role_field.kind)
        every += [(name.role or role, name) for name in names]
    return [(role, [name for _, name in run]) for role, run in groupby(every, key=itemgetter(0))]


def _first_as_lead(lists: list[tuple[Role, list[Name]]], behind: Role) -> list[tuple[Role, list[Name]]]:
    first = next((n for n, (role, names) in enumerate(lists) if role == "responsible" and names), None)
    if first is None or any(role == "lead" for role, _ in lists):
        return lists
    names = lists[first][1]
    return [*lists[:first], ("lead", names[:1]), (behind, names[1:]), *lists[first + 1 :]]


def _by_role(named: Sequence[tuple[Role, Sequence[Name]]]) -> Mapping[Role, tuple[UnitMention, ...]]:
    units: dict[Role, dict[str, UnitMention]] = {role: {} for role in ROLES}
    for role, names in named:
        for one in names:
            units[role].setdefault(one.name, UnitMention(one.name, one.raw, one.span))
    return {role: tuple(mentions.values()) for role, mentions in units.items()}


@lru_cache(maxsize=4096)
def _is_unlike(name: str) -> bool:
    """Whether a name holds a date, a figure or a sentence, or tells of a deed and does not end as names of units do."""
    person = _WITH_PERSON.search(name)
    if person and not looks_like_unit(person["who"]):
        return True
    tells = _DEED.search(name) is not None and not (looks_like_unit(name) or is_collective(name))
    return tells or _UNLIKE.search(name) is not None


def _clause_problems(clause: Clause, units: Mapping[Role, tuple[UnitMention, ...]]) -> list[Problem]:
    line = clause.raw[0].lines[0]
    problems = []
    if clause.bare:
        problems.append(Problem("clause-without-role", line, "responsible", {"text": clause.raw[0].shown[:40]}))
    if clause.unbalanced:
        problems.append(Problem("unbalanced-bracket", line, "text", {"text": "(" + clause.raw[0].shown[:40]}))
    left = [f.value.shown for f in clause.fields if f.kind == "words"]
    problems += [Problem("words-among-units", line, "responsible", {"text": text[:40]}) for text in left]
    seen: set[str] = set()
    for role in ROLES:
        for mention in units[role]:
            at = mention.span.line if mention.span else line
            if mention.name in seen:
                problems.append(Problem("both-roles", at, role, {"name": mention.name}))
            seen.add(mention.name)
            if _is_unlike(mention.name):
                problems.append(Problem("unlike-unit", at, role, {"name": mention.name}))
    return problems
