"""Appraisal (考核): points a unit, from the dated facts of a period and rules that are data.

Pure: ``appraise`` takes facts as ``Event`` values and hands out scores in which every point names its fact. A rule
gives points for one kind of fact, weighted by the unit's role in the task and by the task's level.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, groupby
from typing import Any, Literal, NamedTuple, get_args

from dutytrack.domain.rules.book import filled_in, in_language, read_table, text, texts
from dutytrack.domain.units.order import body_of
from dutytrack.domain.words.roles import ROLES
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed, remarked

_LARGEST = 1e9
"""Points, weights and days beyond it are a mistake, or no number at all."""

FactKind = Literal[
    "early",
    "on-time",
    "late",
    "overdue",
    "left-open",
    "duty-missed",
    "figure-missed",
    "report-missed",
    "returned",
    "order",
    "unanswered",
    "extension",
    "extension-late",
    "empty-feedback",
]
FACT_KINDS: tuple[str, ...] = get_args(FactKind)
LEVELS = ("plan", "instruction", "meeting", "other")


Peers = Literal["bureau", "society", "stationed", "county", "zone", "company", "institute", "office", "collective"]
PEERS: tuple[Peers, ...] = get_args(Peers)
"""In the order in which they are listed."""
UNRANKED: frozenset[Peers] = frozenset({"office", "collective"})
"""The office that appraises is not appraised; a collective is nobody who could be ranked beside others."""
_OFFICE = re.compile("督查室|督查局")
_PEERS_OF: Mapping[str | None, Peers] = {
    None: "collective", "mass": "society", "vertical": "stationed", "county": "county", "zone": "zone",
    "enterprise": "company", "institution": "institute",
}  # fmt: skip
"""Beside whom a body is ranked; all others are departments."""


class Assessed(NamedTuple):
    """A unit that is appraised: known by its id, ranked beside those of its place that are of its kind."""

    id: int
    name: str
    place: str = ""
    body: str | None = None
    """What body it is, as the ledger has it; ``None``: as its name tells."""

    @property
    def peers(self) -> Peers:
        """Beside whom it is ranked; or that it is the office itself, or stands for several."""
        body = body_of(self.name, self.place, self.body)
        if body is not None and _OFFICE.search(self.name):
            return "office"
        return _PEERS_OF.get(body, "bureau")


class Load(NamedTuple):
    """How many tasks at work in the period a unit had a part in."""

    led: int = 0
    """Those it leads or answers for first."""
    shared: int = 0
    """All others."""

    def plus(self, *, leads: bool) -> Load:
        """With one more."""
        return Load(self.led + leads, self.shared + (not leads))


class Event(NamedTuple):
    """A dated fact about a unit's part in a task."""

    unit: Assessed
    role: str
    """The unit's role in the task; the weightiest where it has several."""
    level: str
    """The task's kind: ``plan``, ``instruction``, ``meeting``, ``other``."""
    key: str
    """The task's key."""
    title: str
    kind: FactKind
    on: date
    size: int = 1
    """How much of it: days late or early, days added, the rung's place."""
    figures: Mapping[str, object] = {}
    """What the rule's clause may name."""
    exempt: str | None = None
    """Why it does not count, where it does not: the month was exempt."""
    unearned: str | None = None
    """Why nothing is given for it, where something else than the unit's month is the reason."""


class AppraisalRule(NamedTuple):
    """Points for one kind of fact."""

    kind: str
    points: float
    because: Mapping[str, str]
    """The clause by language."""
    per: int | None = None
    """Points count once for each started ``per`` of the fact's size; ``None``: once."""
    cap: float | None = None
    """How many points a unit can gain or lose by this rule in all."""

    def points_for(self, size: int) -> float:
        """Points for one fact before weights."""
        return self.points * self.times(size)

    def times(self, size: int) -> int:
        """How often the points count for one fact."""
        return 1 if self.per is None else max(1, math.ceil(size / self.per))

    def reason(self, figures: Mapping[str, object]) -> str:
        """The clause in the language in use with ``figures`` filled in."""
        return filled_in(in_language(self.because, self.kind), figures)


class AppraisalRules(NamedTuple):
    """How units are appraised."""

    name: str
    titles: Mapping[str, str]
    source: str
    base: float
    """Points that every unit begins with."""
    floor: float
    ceiling: float
    early_days: int
    """Done at least so many days before its date is early."""
    roles: Mapping[str, float]
    """The weight of each role."""
    levels: Mapping[str, float]
    """The weight of each kind of task."""
    rules: tuple[AppraisalRule, ...]

    @property
    def title(self) -> str:
        """The title in the language in use."""
        return in_language(self.titles, self.name)

    def rule(self, kind: str) -> AppraisalRule | None:
        """The rule for facts of ``kind``; ``None`` where they do not count.

        What a conclusion left open counts as overdue where the rules, as those of earlier versions, say nothing of it.
        """
        known = {rule.kind: rule for rule in self.rules}
        return known.get(kind, known.get("overdue") if kind == "left-open" else None)

    def weights(self, event: Event) -> tuple[float, float]:
        """The weights of role and level."""
        return self.roles.get(event.role, 1.0), self.levels.get(event.level, 1.0)


class Entry(NamedTuple):
    """A fact with the points it gives."""

    event: Event
    points: float
    """Weighted; 0 where it is exempt or earns nothing, less where the rule's cap was reached."""
    capped: bool
    reason: str
    factors: tuple[float, float, float] = (0.0, 1.0, 1.0)
    """What the points are the product of: the rule's, the weights of role and level."""
    times: int = 1
    """How often the rule's own points are in the first of them."""
    per: int | None = None
    """For each started how many of the fact's size they count; ``None``: once."""

    @property
    def counts(self) -> bool:
        """Whether it gives points: it is neither exempt nor unearned, and the cap left something of them."""
        return not (self.event.exempt or self.event.unearned or self.is_beyond_cap)

    @property
    def is_beyond_cap(self) -> bool:
        """Whether the cap of its rule was reached by others, so that nothing is left of its points."""
        return self.capped and not self.points


class UnitScore(NamedTuple):
    """What a unit's facts add up to."""

    unit: Assessed
    rank: int
    """From 1 within its place and kind of unit; those with equal scores share a rank, and the next ranks are left out.

    0: nothing of it counts, or it is the office itself or a collective whose members are not known.
    """
    score: float
    gained: float
    lost: float
    entries: tuple[Entry, ...]
    """By day and task."""
    load: Load = Load()

    @property
    def exempt(self) -> tuple[Entry, ...]:
        """The facts that do not count."""
        return tuple(entry for entry in self.entries if entry.event.exempt)

    @property
    def assessed(self) -> bool:
        """Whether it is ranked: where nothing happened it is too, where all that did is exempt it is not."""
        return self.unit.peers not in UNRANKED and (len(self.exempt) < len(self.entries) or not self.entries)

    @property
    def sequence(self) -> tuple[str, Peers]:
        """Those it is ranked beside: of one place, bureaus first, collectives last."""
        return self.unit.place, self.unit.peers


class AppraisalError(DutyTrackError):
    """Rules of appraisal that can't be used: which, and what is wrong with them."""

    def __init__(self, fault: str, rule: str | None = None) -> None:
        where = _("appraisal rules") if rule is None else _("appraisal rules, {rule}").format(rule=rule)
        super().__init__(_("{where}: {fault}").format(where=where, fault=fault))


def appraise(
    events: Iterable[Event],
    rules: AppraisalRules,
    units: Mapping[Assessed, Load] | None = None,
    places: Mapping[int, tuple[int, ...]] | None = None,
) -> tuple[UnitScore, ...]:
    """A score for each of ``units`` and of those ``events`` are about: by place and kind, the best first.

    Units of equal score share a rank and stand in the order of ``places``, by their ids, then by name. Those of which
    nothing counts come last with rank 0. Facts of kinds that no rule names are left out.
    """
    own: dict[Assessed, list[Event]] = {unit: [] for unit in units or {}}
    for event in events:
        if rules.rule(event.kind):
            own.setdefault(event.unit, []).append(event)
    scores = [
        _score(unit, sorted(facts, key=_in_order), rules)._replace(load=(units or {}).get(unit, Load()))
        for unit, facts in own.items()
    ]
    scores.sort(key=partial(_in_sequence, places or {}))
    return tuple(chain.from_iterable(_ranked(list(group)) for _, group in groupby(scores, lambda one: one.sequence)))


def _in_sequence(places: Mapping[int, tuple[int, ...]], score: UnitScore) -> tuple[object, ...]:
    unit = score.unit
    place = places.get(unit.id, ())
    return unit.place, PEERS.index(unit.peers), not score.assessed, -score.score, place, unit.name, unit.id


def _in_order(event: Event) -> tuple[date, str, str]:
    return event.on, event.key, event.kind


def _ranked(scores: Sequence[UnitScore]) -> Iterator[UnitScore]:
    ranks = {one.score: place for place, one in reversed(list(enumerate(scores, start=1))) if one.assessed}
    return (one._replace(rank=ranks[one.score] if one.assessed else 0) for one in scores)


def _score(unit: Assessed, events: Sequence[Event], rules: AppraisalRules) -> UnitScore:
    spent: dict[str, float] = {}
    entries = tuple(_entry(event, rules, spent) for event in events)
    gained = round(sum(entry.points for entry in entries if entry.points > 0), 2)
    lost = round(-sum(entry.points for entry in entries if entry.points < 0), 2)
    score = round(min(rules.ceiling, max(rules.floor, rules.base + gained - lost)), 2)
    return UnitScore(unit, 0, score, gained, lost, entries)


def _entry(event: Event, rules: AppraisalRules, spent: dict[str, float]) -> Entry:
    """The entry for ``event``; ``spent`` holds what each rule has given so far, and is brought up to date."""
    rule = rules.rule(event.kind)
    assert rule is not None
    reason = rule.reason({"on": event.on, "size": event.size, **event.figures})
    if since := event.figures.get("since"):
        reason = remarked(reason, since)
    factors = (rule.points_for(event.size), *rules.weights(event))
    times = rule.times(event.size), rule.per
    if event.exempt or event.unearned:
        return Entry(event, 0.0, False, reason, factors, *times)
    wanted = math.prod(factors)
    before = spent.get(rule.kind, 0.0)
    after = before + wanted
    if rule.cap is not None:
        after = max(-rule.cap, min(rule.cap, after))
    spent[rule.kind] = after
    points = round(after - before, 2)
    return Entry(event, points, not math.isclose(after - before, wanted), reason, factors, *times)


def ties(scores: Iterable[UnitScore]) -> tuple[tuple[UnitScore, ...], ...]:
    """The units that share a rank, rank by rank."""
    ranked = [score for score in scores if score.rank]
    groups = (tuple(group) for _place, group in groupby(ranked, key=lambda score: (score.sequence, score.rank)))
    return tuple(group for group in groups if len(group) > 1)


def read_appraisal_rules(toml_text: str) -> AppraisalRules:
    """The rules that ``toml_text`` lays down.

    Raises:
        AppraisalError: naming the rule and what is wrong with it.
    """
    table = read_table(toml_text, AppraisalError)
    entries = table.get("rule")
    if not isinstance(entries, list) or not entries:
        raise AppraisalError(_("there is no [[rule]]"))
    rules = tuple(_rule(entry, str(place)) for place, entry in enumerate(entries, start=1))
    if len({rule.kind for rule in rules}) < len(rules):
        raise AppraisalError(_("two rules are about the same fact"))
    return AppraisalRules(
        name=text(table, "name", AppraisalError),
        titles=texts(table, "title", AppraisalError),
        source=text(table, "source", AppraisalError),
        base=_number(table, "base", "base", 100.0),
        floor=_number(table, "floor", "floor", 0.0),
        ceiling=_number(table, "ceiling", "ceiling", math.inf),
        early_days=int(_number(table, "early_days", "early_days", 30)),
        roles=_weights(table, "roles", ROLES),
        levels=_weights(table, "levels", LEVELS),
        rules=rules,
    )


def _rule(entry: Any, place: str) -> AppraisalRule:
    if not isinstance(entry, dict):
        raise AppraisalError(_("a rule is a table: [[rule]]"), place)
    kind = entry.get("fact")
    if not isinstance(kind, str) or kind not in FACT_KINDS:
        raise AppraisalError(_("fact must be one of {known}").format(known=listed(FACT_KINDS)), place)
    if "points" not in entry:
        raise AppraisalError(_("{key} is missing").format(key="points"), kind)
    per = entry.get("per")
    if per is not None and (not isinstance(per, int) or per < 1):
        raise AppraisalError(_("per is a number of days or steps, 1 or more"), kind)
    cap = abs(_number(entry, "cap", kind, 0.0)) if "cap" in entry else None
    return AppraisalRule(kind, _number(entry, "points", kind, 0.0), texts(entry, "because", AppraisalError), per, cap)


def _number(table: Mapping[str, Any], key: str, part: str, default: float) -> float:
    if key not in table:
        return default
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise AppraisalError(_("{key} is a number").format(key=key), part)
    return float(value)


def _weights(table: Mapping[str, Any], key: str, known: Sequence[str]) -> dict[str, float]:
    given = table.get(key, {})
    if not isinstance(given, dict) or not set(given) <= set(known):
        raise AppraisalError(_("weights are for {known}").format(known=listed(known)), key)
    return {name: _number(given, name, key, 1.0) for name in known}
