"""Whether a plan can be kept: is each task owned, dated, measurable? And do plans of one ledger agree?

Each finding names a task, a line and what to do. The score of a plan is the mean of its tasks' scores: a task starts
at 100 and loses the weight of every finding about it, down to 0; findings about the plan as a whole are taken off the
mean. The checks follow what supervision offices find wrong with plans: no lead unit, several leads, 持续推进 instead of
a date, everything due in December, verbs without a measure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from dutytrack.domain.unitnames import is_collective, is_vague
from dutytrack.i18n import N_, _


@dataclass(frozen=True, slots=True)
class LintIndicator:
    """A figure a task has to reach."""

    name: str
    value: float
    unit: str
    due: date | None


@dataclass(frozen=True, slots=True)
class LintTask:
    """What the checks look at, the same for a plan just read and for a plan of the ledger."""

    key: str
    """What the task is called: its ledger key, else its ref."""
    line: int
    title: str
    text: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    participating: tuple[str, ...] = ()
    dates: tuple[date | None, ...] = ()
    recurring: bool = False
    indicators: tuple[LintIndicator, ...] = ()
    expanded: frozenset[str] = frozenset()
    """Collectives of the task whose members the ledger knows."""

    @property
    def named(self) -> tuple[str, ...]:
        """Every unit with a part in it."""
        return self.lead + self.responsible + self.participating

    @property
    def last_date(self) -> date | None:
        """The day by which all of it is due."""
        return max((day for day in self.dates if day), default=None)


@dataclass(frozen=True, slots=True)
class LintPlan:
    """A plan to check."""

    name: str
    tasks: tuple[LintTask, ...]
    gaps: tuple[tuple[str, int], ...] = ()
    """Missing numbers of the document: (number, line it is missed at)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong: its weight in points, its sentence and what to do."""

    weight: int
    sentence: str
    advice: str


CHECKS: Mapping[str, Check] = {
    "no-lead": Check(40, N_("no lead unit"), N_("name one unit that answers for it")),
    "joint-lead": Check(10, N_("{count} units lead together: {names}"), N_("say which of them answers for it")),
    "lead-sharing": Check(10, N_("{names} both leads and shares"), N_("strike it from the sharing units")),
    "vague-unit": Check(10, N_("{names} does not say who"), N_("name the units")),
    "collective": Check(5, N_("{names} has no members in the ledger"), N_("list its members: units members")),
    "no-date": Check(25, N_("no deadline"), N_("set a date, or a cadence for standing work")),
    "open-ended": Check(20, N_("{text} instead of a date"), N_("set a date or a milestone for each year")),
    "no-indicator": Check(10, N_("no figure to reach"), N_("say by what it will be known to be done")),
    "verb-only": Check(
        15, N_("{text}: no object that can be measured"), N_("say what will stand at the end, and how many")
    ),
    "duplicate": Check(10, N_("nearly the same as {other}"), N_("merge the two, or say how they differ")),
    "conflict-figure": Check(10, N_("{name}: {here} here, {there} in {other}"), N_("settle which figure holds")),
    "conflict-date": Check(10, N_("due {here} here, {there} in {other}"), N_("settle which date holds")),
    "conflict-lead": Check(10, N_("led by {here} here, by {there} in {other}"), N_("settle who leads")),
    "date-heap": Check(
        10, N_("{share} of the dated tasks fall due in {month}"), N_("spread the dates over the period")
    ),
    "number-gap": Check(2, N_("number {number} is missing"), N_("check the document for a lost task")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: which check, which task (empty: the plan as a whole) and the facts of its sentence."""

    code: str
    key: str
    line: int
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the language in use."""
        return _(CHECKS[self.code].sentence).format_map(self.facts)

    @property
    def advice(self) -> str:
        """What to do about it, in the language in use."""
        return _(CHECKS[self.code].advice)


@dataclass(frozen=True, slots=True)
class LintResult:
    """A plan's findings and its score from 0 to 100."""

    plan: str
    findings: tuple[Finding, ...]
    score: int


_OPEN_ENDED = re.compile(r"长期坚持|持续推进|长期推进|常态化推进|持续实施|长期实施|坚持不懈")
_EMPTY_VERB = re.compile(
    r"^(?:进一步|大力|积极|着力|切实|全面|深入|加快|不断|持续|扎实|有序|稳步)*"
    r"(?P<verb>加强|推动|推进|强化|完善|健全|优化|提升|深化|促进|加大|支持|鼓励|引导|营造|提高|探索|创新)"
)
_PRODUCT = re.compile(
    r"建成|建立|设立|出台|制定|印发|编制|完成|实现|开通|启用|投用|举办|组织|发布|上线|签订|引进|新增|培育|认定|改造|新建|创建|开展"
)
_HEAP_SHARE = 0.5
_HEAP_LEAST = 6
"""A heap needs this many dated tasks: in a small plan a shared month says nothing."""
_ALIKE = 90.0


def lint(plan: LintPlan, others: Sequence[LintPlan] = ()) -> LintResult:
    """What is wrong with ``plan``, by itself and against ``others`` of the same ledger, with its score."""
    findings = [finding for task in plan.tasks for finding in _task_findings(task)]
    findings += _duplicates(plan.tasks)
    findings += _conflicts(plan, others)
    findings += _plan_findings(plan)
    order = {task.key: number for number, task in enumerate(plan.tasks)}
    findings.sort(key=lambda finding: (order.get(finding.key, -1), list(CHECKS).index(finding.code)))
    return LintResult(plan.name, tuple(findings), score(plan, findings))


def score(plan: LintPlan, findings: Iterable[Finding]) -> int:
    """0 to 100 by the rule in this module's head; 0 for a plan without tasks."""
    if not plan.tasks:
        return 0
    lost: Counter[str] = Counter()
    for finding in findings:
        lost[finding.key] += CHECKS[finding.code].weight
    mean = sum(max(100 - lost[task.key], 0) for task in plan.tasks) / len(plan.tasks)
    return max(round(mean - min(lost[""], 20)), 0)


def _task_findings(task: LintTask) -> Iterator[Finding]:
    for code, facts in (*_ownership(task), *_dating(task), *_measure(task)):
        yield Finding(code, task.key, task.line, facts)


def _ownership(task: LintTask) -> Iterator[tuple[str, dict[str, str]]]:
    if not task.lead:
        yield "no-lead", {}
    if len(task.lead) > 1:
        yield "joint-lead", {"count": str(len(task.lead)), "names": "、".join(task.lead)}
    both = [name for name in task.lead if name in task.responsible + task.participating]
    if both:
        yield "lead-sharing", {"names": "、".join(both)}
    yield from _named("vague-unit", (name for name in task.named if is_vague(name)))
    yield from _named(
        "collective",
        (name for name in task.named if is_collective(name) and not is_vague(name) and name not in task.expanded),
    )


def _named(code: str, names: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    found = list(dict.fromkeys(names))
    if found:
        yield code, {"names": "、".join(found)}


def _dating(task: LintTask) -> Iterator[tuple[str, dict[str, str]]]:
    if any(task.dates) or task.recurring:
        return
    match = _OPEN_ENDED.search(task.text)
    if match:
        yield "open-ended", {"text": match.group()}
    else:
        yield "no-date", {}


def _measure(task: LintTask) -> Iterator[tuple[str, dict[str, str]]]:
    if task.indicators:
        return
    empty = _EMPTY_VERB.search(task.title)
    if empty and not _PRODUCT.search(task.title + task.text):
        yield "verb-only", {"text": empty.group()}
    else:
        yield "no-indicator", {}


def _duplicates(tasks: Sequence[LintTask]) -> Iterator[Finding]:
    titles = [task.title for task in tasks]
    for number, task in enumerate(tasks):
        match = process.extractOne(task.title, titles[:number], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if match is not None and len(task.title) >= 4:
            yield Finding("duplicate", task.key, task.line, {"other": tasks[match[2]].key})


def _plan_findings(plan: LintPlan) -> Iterator[Finding]:
    months = Counter(f"{day:%Y-%m}" for task in plan.tasks if (day := task.last_date))
    dated = months.total()
    for month, count in months.most_common(1):
        if dated >= _HEAP_LEAST and count / dated >= _HEAP_SHARE:
            yield Finding("date-heap", "", 0, {"share": f"{count / dated:.0%}", "month": month})
    for number, line in plan.gaps:
        yield Finding("number-gap", "", line, {"number": number})


def _conflicts(plan: LintPlan, others: Sequence[LintPlan]) -> Iterator[Finding]:
    """Where another plan asks for the same thing otherwise."""
    figures = _by_object(others)
    titles = {f"{other.name} {task.key}": task for other in others for task in other.tasks}
    names = {where: task.title for where, task in titles.items()}
    for task in plan.tasks:
        for indicator in task.indicators:
            yield from _figure_conflicts(task, indicator, figures)
        for _title, _score, where in process.extract(
            task.title, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3
        ):
            yield from _title_conflicts(task, titles[where], titles[where].key)


def _by_object(plans: Sequence[LintPlan]) -> Mapping[str, list[tuple[LintTask, LintIndicator]]]:
    figures: defaultdict[str, list[tuple[LintTask, LintIndicator]]] = defaultdict(list)
    for plan in plans:
        for task in plan.tasks:
            for indicator in task.indicators:
                figures[indicator.name].append((task, indicator))
    return figures


def _figure_conflicts(
    task: LintTask, indicator: LintIndicator, figures: Mapping[str, list[tuple[LintTask, LintIndicator]]]
) -> Iterator[Finding]:
    for other, same in figures.get(indicator.name, ()):
        comparable = same.unit == indicator.unit and same.due == indicator.due and set(task.named) & set(other.named)
        if comparable and same.value != indicator.value:
            facts = {
                "name": indicator.name,
                "here": f"{indicator.value:g}{indicator.unit}",
                "there": f"{same.value:g}{same.unit}",
                "other": other.key,
            }
            yield Finding("conflict-figure", task.key, task.line, facts)


def _title_conflicts(task: LintTask, other: LintTask, where: str) -> Iterator[Finding]:
    here, there = task.last_date, other.last_date
    if here and there and here != there:
        facts = {"here": here.isoformat(), "there": there.isoformat(), "other": where}
        yield Finding("conflict-date", task.key, task.line, facts)
    if task.lead and other.lead and task.lead[0] != other.lead[0]:
        yield Finding(
            "conflict-lead", task.key, task.line, {"here": task.lead[0], "there": other.lead[0], "other": where}
        )
