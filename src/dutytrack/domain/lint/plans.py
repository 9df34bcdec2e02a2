"""Whether a plan can be kept: is each task owned, dated, measurable? And do plans of one ledger agree?

Each finding names a task, a line and what to do. A task starts at 100 points and loses those of every finding about
it, down to 0; the plan's score is the mean of its tasks, less the points of findings about the plan as a whole (20 at
most). The checks follow what supervision offices find wrong with plans: no lead unit, several leads, 持续推进 instead
of a date, everything due in December, verbs without a measure. ``docs/lint.md`` describes each with an example.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dutytrack.domain.lint.checks import CHECKS, Finding
from dutytrack.domain.lint.conflicts import Conflicts
from dutytrack.domain.lint.own import own_findings
from dutytrack.domain.lint.subject import LintPlan

MOST_FOR_PLAN = 20


class LintResult(NamedTuple):
    """A plan's findings and its score from 0 to 100."""

    plan: LintPlan
    findings: tuple[Finding, ...]
    score: int


def lint(plans: Sequence[LintPlan], others: Sequence[LintPlan] = ()) -> list[LintResult]:
    """What is wrong with each of ``plans``, by itself and against the rest of them and ``others``."""
    conflicts = Conflicts([*plans, *others])
    return [_result(plan, [*own_findings(plan), *conflicts.of(plan)]) for plan in plans]


def score(plan: LintPlan, findings: Iterable[Finding]) -> int:
    """0 to 100 by the rule in this module's head; 0 for a plan without tasks, 100 only where nothing was found."""
    if not plan.tasks:
        return 0
    lost: Counter[str] = Counter()
    for finding in findings:
        lost[finding.key] += finding.points
    mean = sum(max(100 - lost[task.key], 0) for task in plan.tasks) / len(plan.tasks)
    most = 99 if lost.total() else 100
    return min(max(round(mean - min(lost[""], MOST_FOR_PLAN)), 0), most)


def _result(plan: LintPlan, findings: list[Finding]) -> LintResult:
    place = {task.key: number for number, task in enumerate(plan.tasks)}
    order = {code: number for number, code in enumerate(CHECKS)}
    findings.sort(key=lambda finding: (place.get(finding.key, -1), order[finding.code]))
    return LintResult(plan, tuple(findings), score(plan, findings))
