"""How right a reading of plans is, held against what a clerk found in the document.

A fact is a task, its title, a unit in a role, the day of a deadline, a recurring duty, a figure with unit and day, or a
stage of the timetable. What is right counts for both sides, so that a figure is the mean of what was found of the gold
and what was right of the reading, weighted by their size (F1). A reading's tasks are set against the gold's one to one,
the likest first: titles at least half alike, and the same number or lines that overlap; where the gold tells nothing of
lines, as for a file whose lines are not those of the text, the likeness is enough.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import Any

Json = Mapping[str, Any]
FIELDS = ("task", "title", "lead", "responsible", "participating", "deadline", "recurring", "indicator", "phase")
ROLES = ("lead", "responsible", "participating")
HEADS = ("title", "jurisdiction", "period", "issuer", "issued", "doc_no")
HALF_ALIKE = 0.5
GOOD = 0.9
"""The figure from which a reading is good enough to be mended by hand."""
PLAN_OF = 40
"""Tasks of the plan that mending is told for."""
LOUD = {
    *("number-gap", "number-double", "units-without-number", "clause-without-role", "empty-task", "no-units"),
    *("left-out", "pages-without-text", "layout-doubtful"),
}
"""Problems that send a person to the document where tasks are missing or too many."""
EVERYWHERE = {"left-out", "layout-doubtful", "value-missing"}
"""Problems that doubt every field of the task."""
UNREAD_UNITS = {"units-without-number", "clause-without-role", "unbalanced-bracket"}
NO_UNITS = {"no-units", "no-lead"}
MEASURES = str.maketrans(
    "個戶處條億萬畝噸項間臺張輛層場對節門屆輪圖齡貫護", "个户处条亿万亩吨项间台张辆层场对节门届轮图龄贯护"
)


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact that is wrong: missing in the reading, or too much in it."""

    field: str
    missing: bool
    fact: str
    ref: str
    line: int
    doubted: bool


@dataclass(slots=True)
class Score:
    """What was counted of a document, or of many."""

    documents: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    wrong: int = 0
    wrong_doubted: int = 0
    right_tasks: int = 0
    right_tasks_doubted: int = 0
    bad: int = 0
    bad_told: int = 0
    good: int = 0
    good_blamed: int = 0
    heads: int = 0
    heads_right: int = 0
    mends: list[float] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another score in."""
        for one in fields(self):
            mine, others = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, Counter):
                mine.update(others)
            elif isinstance(mine, list):
                mine.extend(others)
            else:
                setattr(self, one.name, mine + others)

    def of(self, name: str) -> float | None:
        """The figure of a field; ``None`` where neither side has any."""
        both = self.gold[name] + self.read[name]
        return 2 * self.hits[name] / both if both else None

    @property
    def overall(self) -> float:
        """The figure of all fields together."""
        both = self.gold.total() + self.read.total()
        return 2 * self.hits.total() / both if both else 0.0


def plans_of(read: Any) -> list[Json]:
    """The plans of a gold file or a reading, which hold one or a list."""
    return read if isinstance(read, list) else [read]


def plain(text: Any) -> str:
    """A text as it is compared: width of signs, blanks and closing signs do not count."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split()).strip("。.;,:、")


def score_document(gold: Sequence[Json], read: Sequence[Json]) -> Score:
    """A document's reading against its gold; a document that was refused is an empty reading."""
    score = Score(documents=1)
    for at, plan in enumerate(gold):
        _score_plan(score, plan, read[at] if at < len(read) else {}, refused=not read)
    for plan in read[len(gold) :]:
        score.read["task"] += len(plan.get("tasks") or ())
    told = not read or any((plan.get("reading") or {}).get("doubtful") for plan in read)
    if score.overall < GOOD:
        score.bad, score.bad_told = 1, int(told)
    else:
        score.good, score.good_blamed = 1, int(told)
    to_mend = max(score.gold.total(), score.read.total()) - score.hits.total()
    score.mends = [PLAN_OF * to_mend / max(1, sum(len(plan["tasks"]) for plan in gold))]
    return score


def _score_plan(score: Score, gold: Json, read: Json, *, refused: bool) -> None:
    pairs = paired(gold["tasks"], read.get("tasks") or ())
    loud = refused or _is_loud(read)
    score.hits["task"] += len(pairs)
    score.gold["task"] += len(gold["tasks"])
    score.read["task"] += len(read.get("tasks") or ())
    for task in gold["tasks"]:
        if all(task is not one for one, _ in pairs):
            _miss_task(score, task, loud=loud)
    for task in read.get("tasks") or ():
        if all(task is not one for _, one in pairs):
            _spare_task(score, task, loud=loud)
    for want, have in pairs:
        _score_pair(score, want, have)
    stages = (
        Counter((str(one.get("start")), str(one.get("end"))) for one in plan.get("phases") or ())
        for plan in (gold, read)
    )
    for wrong in _count(score, "phase", *stages):
        score.misses.append(Miss(*wrong, ref="", line=0, doubted=False))
    _score_head(score, gold.get("plan") or {}, read.get("plan") or {})


def _score_head(score: Score, want: Json, have: Json) -> None:
    for name in HEADS:
        if not want.get(name):
            continue
        score.heads += 1
        is_right = want[name] == have.get(name) if name == "period" else plain(want[name]) == plain(have.get(name))
        score.heads_right += is_right
        if not is_right:
            score.misses.append(
                Miss(
                    f"head {name}",
                    missing=True,
                    fact=f"{want[name]} — read {have.get(name)}",
                    ref="",
                    line=1,
                    doubted=False,
                )
            )


def _miss_task(score: Score, task: Json, *, loud: bool) -> None:
    bags = facts(task)
    for name, bag in bags.items():
        score.gold[name] += bag.total()
    size = 1 + sum(bag.total() for bag in bags.values())
    score.wrong += size
    score.wrong_doubted += size * loud
    score.misses.append(
        Miss("task", missing=True, fact=str(task["title"]), ref=str(task["ref"]), line=_line(task), doubted=loud)
    )


def _spare_task(score: Score, task: Json, *, loud: bool) -> None:
    for name, bag in facts(task).items():
        score.read[name] += bag.total()
    doubted = loud or _is_loud(task)
    score.wrong += 1
    score.wrong_doubted += doubted
    score.misses.append(
        Miss(
            "task",
            missing=False,
            fact=str(task.get("title")),
            ref=str(task.get("ref")),
            line=_line(task),
            doubted=doubted,
        )
    )


def _score_pair(score: Score, want: Json, have: Json) -> None:
    problems = have.get("problems") or ()
    wanted, got = facts(want), facts(have)
    wanted["title"], got["title"] = Counter([plain(want["title"])]), Counter([plain(have.get("title"))])
    if wanted == got:
        score.right_tasks += 1
        score.right_tasks_doubted += bool(problems)
    for name in wanted:
        for wrong in _count(score, name, wanted[name], got[name]):
            _, missing, _ = wrong
            doubted = _is_aimed(name, problems, missing=missing)
            score.misses.append(Miss(*wrong, ref=str(want["ref"]), line=_line(have) or _line(want), doubted=doubted))
            if name != "title" or missing:
                score.wrong += 1
                score.wrong_doubted += doubted


def _count(score: Score, name: str, want: Counter[Any], have: Counter[Any]) -> Iterator[tuple[str, bool, str]]:
    """Count a field's facts; yields each wrong one as field, whether it is missing, and the fact."""
    both = want & have
    score.hits[name] += both.total()
    score.gold[name] += want.total()
    score.read[name] += have.total()
    for missing, bag in ((True, want - both), (False, have - both)):
        for fact in bag.elements():
            yield name, missing, " ".join(map(str, fact)) if isinstance(fact, tuple) else str(fact)


def facts(task: Json) -> dict[str, Counter[Any]]:
    """What a task says, a bag a field."""
    bags: dict[str, Counter[Any]] = {
        role: Counter(plain(_name(unit)) for unit in task.get(role) or ()) for role in ROLES
    }
    bags["deadline"] = Counter({str(one.get("date")) for one in task.get("deadlines") or ()})
    bags["recurring"] = Counter({(one.get("freq"), one.get("interval", 1)) for one in task.get("recurring") or ()})
    bags["indicator"] = Counter(
        (float(one["value"]), plain(one.get("unit")).translate(MEASURES), str(one.get("due")))
        for one in task.get("indicators") or ()
        if one.get("value") is not None
    )
    return bags


def paired(gold: Sequence[Json], read: Sequence[Json]) -> list[tuple[Json, Json]]:
    """The tasks of both sides that are one, the likest first."""
    likenesses = []
    for at, want in enumerate(gold):
        for other, have in enumerate(read):
            same = plain(want["ref"]) == plain(have.get("ref"))
            meets = _meet(want.get("lines"), have.get("lines"))
            if not (same or meets):
                continue
            alike = SequenceMatcher(None, plain(want["title"]), plain(have.get("title"))).ratio()
            if alike >= HALF_ALIKE:
                likenesses.append((alike + 0.5 * same + 0.2 * meets, -at, -other))
    pairs: list[tuple[Json, Json]] = []
    gone: set[tuple[str, int]] = set()
    for _, at, other in sorted(likenesses, reverse=True):
        if not gone & {("gold", at), ("read", other)}:
            gone |= {("gold", at), ("read", other)}
            pairs.append((gold[-at], read[-other]))
    return pairs


def _meet(lines: Sequence[int] | None, others: Sequence[int] | None) -> bool:
    if not lines:
        return True
    return others is not None and lines[0] <= others[1] and others[0] <= lines[1]


def _is_loud(read: Json) -> bool:
    return any(problem.get("code") in LOUD for problem in read.get("problems") or ())


def _is_aimed(name: str, problems: Sequence[Json], *, missing: bool) -> bool:
    """Whether one of the task's problems sends a person to the very field."""
    return any(_aims(name, problem.get("field"), problem.get("code"), missing=missing) for problem in problems)


def _aims(name: str, where: Any, code: Any, *, missing: bool) -> bool:
    if code in EVERYWHERE:
        return True
    if name in ROLES:
        lacks = missing and code in NO_UNITS and (name == "lead" or code == "no-units")
        return lacks or code in UNREAD_UNITS or (where == name and code != "vague-unit")
    if name in {"deadline", "recurring"}:
        return where in {"deadline", "recurring"} or code == "time-unread"
    return where == name or (name == "title" and where in {"label", "text"})


def _name(unit: Any) -> Any:
    return unit["name"] if isinstance(unit, dict) else unit


def _line(task: Json) -> int:
    return int((task.get("lines") or (0,))[0])
