"""What is wrong with plans, as a report: a group a plan, a row a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dutytrack.domain.lint.baseline import Baseline
from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.plans import LintResult
from dutytrack.domain.lint.subject import LintPlan, LintTask
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, Row
from dutytrack.store.dialect import Reader
from dutytrack.store.reading.storedplans import StoredPlan, stored_plans


@dataclass(frozen=True, slots=True)
class LintedPlan:
    """A plan's result and those of its findings that were not accepted before."""

    result: LintResult
    new: tuple[Finding, ...]

    @property
    def accepted(self) -> int:
        """How many findings were accepted before."""
        return len(self.result.findings) - len(self.new)


def ledger_plans(connection: Reader, *, as_of: date) -> list[LintPlan]:
    """The ledger's plans as the checks look at them: with the dates in force and known members, dropped tasks out."""
    return [_lint_plan(plan) for plan in stored_plans(connection, as_of=as_of)]


def with_baseline(results: Sequence[LintResult], baseline: Baseline) -> list[LintedPlan]:
    """``results`` less what ``baseline`` accepts."""
    return [LintedPlan(result, tuple(baseline.new(result))) for result in results]


def lint_report(plans: Sequence[LintedPlan], *, as_of: date, gone: int = 0, brief: bool = False) -> Report:
    """Findings by plan, with scores; ``gone`` is how many accepted findings did not turn up again.

    ``brief`` leaves out what a person at a screen does not need beside the sentence.
    """
    return Report(
        name="lint",
        title=_("Accountability of plans"),
        columns=_columns(brief=brief),
        groups=tuple(_group(plan, brief=brief) for plan in plans),
        as_of=as_of,
        group_key="plan",
        totals=tuple(_totals(plans)),
        notes=tuple(_notes(plans, gone)),
    )


def lint_records(plans: Sequence[LintedPlan]) -> list[dict[str, Any]]:
    """One object a plan with its score and findings, as JSON shows them."""
    return [
        {
            "plan": plan.result.plan.name,
            "title": plan.result.plan.title,
            "jurisdiction": plan.result.plan.place,
            "tasks": len(plan.result.plan.tasks),
            "score": plan.result.score,
            "accepted": plan.accepted,
            "findings": [_record(plan, finding) for finding in plan.new],
        }
        for plan in plans
    ]


def _lint_plan(stored: StoredPlan) -> LintPlan:
    kept = [task for task in stored.tasks if task.status != "dropped"]
    if all(task.task.lines[0] for task in kept):
        kept.sort(key=lambda task: task.task.lines[0])
    return LintPlan(
        name=stored.code,
        title=stored.plan.title,
        place=stored.plan.jurisdiction,
        start=stored.plan.period.start,
        end=stored.plan.period.end,
        tasks=tuple(LintTask(task.key, task.task, task.dates) for task in kept),
        goals=stored.plan.indicators,
        membered=stored.membered,
        successors=stored.successors,
    )


def _columns(*, brief: bool) -> tuple[Column, ...]:
    task, line = Column("task", _("task"), "key"), Column("line", _("line"), "number")
    finding, advice = Column("finding", _("finding")), Column("advice", _("advice"))
    if brief:
        return task, line, finding, advice
    return (
        task,
        line,
        Column("check", _("check")),
        finding,
        advice,
        Column("points", _("points"), "number"),
        Column("title", _("title")),
        Column("score", _("the plan's score"), "number"),
    )


def _group(plan: LintedPlan, *, brief: bool) -> Group:
    result = plan.result
    titles = {task.key: task.task.title for task in result.plan.tasks}
    heading = _("{name} {title}: {score} of 100 points, findings: {count}").format(
        name=result.plan.name, title=result.plan.title or "", score=result.score, count=len(plan.new)
    )
    rows = (_brief_row(finding) if brief else _row(finding, titles, result.score) for finding in plan.new)
    return Group(tuple(rows), heading, result.plan.name)


def _brief_row(finding: Finding) -> Row:
    return finding.key or None, finding.line or None, finding.message, finding.advice


def _row(finding: Finding, titles: dict[str, str], score: int) -> Row:
    return (
        finding.key or None,
        finding.line or None,
        finding.code,
        finding.message,
        finding.advice,
        finding.points,
        titles.get(finding.key),
        score,
    )


def _record(plan: LintedPlan, finding: Finding) -> dict[str, Any]:
    title = next((task.task.title for task in plan.result.plan.tasks if task.key == finding.key), None)
    return {
        "task": finding.key or None,
        "line": finding.line or None,
        "title": title,
        "check": finding.code,
        "finding": finding.message,
        "advice": finding.advice,
        "points": finding.points,
        "facts": dict(finding.facts),
    }


def _totals(plans: Sequence[LintedPlan]) -> list[tuple[str, int]]:
    return [(_("plans"), len(plans)), (_("findings"), sum(len(plan.new) for plan in plans))]


def _notes(plans: Sequence[LintedPlan], gone: int) -> list[str]:
    accepted = sum(plan.accepted for plan in plans)
    notes = []
    if accepted:
        notes.append(_("Findings accepted before and left out: {count}").format(count=accepted))
    if gone:
        notes.append(_("Accepted findings that did not turn up again: {count}").format(count=gone))
    return notes
