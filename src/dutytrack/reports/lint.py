"""What is wrong with plans, as a report: a group a plan, a row a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.plans import LintResult
from dutytrack.domain.lint.subject import LintPlan, LintTask
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells, columns_of
from dutytrack.store.reading.storedplans import StoredPlan, stored_plans
from dutytrack.store.sql.dialect import Reader


@dataclass(frozen=True, slots=True)
class LintedPlan:
    """A plan's result and those of its findings that were not accepted before."""

    result: LintResult
    new: tuple[Finding, ...]

    @property
    def accepted(self) -> int:
        """How many findings were accepted before."""
        return len(self.result.findings) - len(self.new)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each task by its key."""
        return {task.key: task.task.title for task in self.result.plan.tasks}


def ledger_plans(connection: Reader, *, as_of: date) -> list[LintPlan]:
    """The ledger's plans as the checks look at them: with the dates in force and known members, dropped tasks out."""
    return [_lint_plan(plan) for plan in stored_plans(connection, as_of=as_of)]


def lint_report(plans: Sequence[LintedPlan], *, as_of: date, gone: int = 0, brief: bool = False) -> Report:
    """Findings by plan, with scores; ``gone`` is how many accepted findings did not turn up again.

    ``brief`` leaves out what a person at a screen does not need beside the sentence.
    """
    keys = "task line finding advice" if brief else "task line check finding advice points title score"
    columns = columns_of(keys, title=_("title"), score=_("the plan's score"), points=_("points off"))
    accepted = sum(plan.accepted for plan in plans)
    notes = (
        (accepted, _("Findings accepted before and left out: {count}")),
        (gone, _("Accepted findings that did not turn up again: {count}")),
    )
    groups = tuple(_group(plan, columns) for plan in plans)
    shown = tuple(note.format(count=count) for count, note in notes if count)
    report = Report("lint", _("Accountability of plans"), columns, groups, as_of, "plan", notes=shown)
    return report.counting((_("plans"), len(plans)), (_("findings"), report.row_count))


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
            "findings": [
                {
                    "task": finding.key or None,
                    "line": finding.line or None,
                    "title": plan.titles.get(finding.key),
                    "check": finding.code,
                    "finding": finding.message,
                    "advice": finding.advice,
                    "points": finding.points,
                    "facts": dict(finding.facts),
                }
                for finding in plan.new
            ],
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


def _group(plan: LintedPlan, columns: Sequence[Column]) -> Group:
    result, titles = plan.result, plan.titles
    heading = _("{name} {title}: {score} of 100 points, findings: {count}").format(
        name=result.plan.name, title=result.plan.title or "", score=result.score, count=len(plan.new)
    )
    rows = cells(
        columns,
        plan.new,
        task=lambda finding: finding.key or None,
        line=lambda finding: finding.line or None,
        check="code",
        finding="message",
        title=lambda finding: titles.get(finding.key),
        score=lambda _finding: result.score,
    )
    return Group(rows, heading, result.plan.name)
