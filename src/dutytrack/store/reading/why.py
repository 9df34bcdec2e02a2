"""Why a task's lamp is what it is: the rule that decided, its figures, and what else would hold."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import Rule
from dutytrack.store.facts.dialect import SQLITE
from dutytrack.store.facts.pace import AT_WORK, BEHIND, IS_OPEN, SILENT
from dutytrack.store.query.compile import all_of, flag_condition
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.detailrows import RuleSeen, Why
from dutytrack.store.reading.keys import task_id_of

_OPEN_UNTIL_DUE = all_of(["f.due >= :as_of", IS_OPEN])
FIGURES: Mapping[str, str] = {
    "status": "f.status",
    "status_on": "f.status_on",
    "start": "f.start",
    "due": "f.due",
    "due_origin": "f.due_origin",
    "last_due": "f.last_due",
    "days_left": f"CASE WHEN {_OPEN_UNTIL_DUE} THEN {SQLITE.days_between(':as_of', 'f.due')} END",
    "days_late": f"CASE WHEN {flag_condition('overdue')} THEN {SQLITE.days_between('f.due', ':as_of')} END",
    "done_on": "f.done_on",
    "concluded_on": "f.concluded_on",
    "late": "CASE WHEN f.late THEN 1 END",
    "progress": "ROUND(f.progress, 1)",
    "behind": f"ROUND({BEHIND}, 1)",
    "silent": SILENT,
    "last_report": "f.last_report",
    "report_by": f"CASE WHEN {AT_WORK} THEN f.report_by END",
    "reply_by": f"CASE WHEN {AT_WORK} THEN f.reply_by END",
    "rung": "f.order_rung",
    "next_occurrence": f"CASE WHEN {AT_WORK} THEN f.next_occurrence END",
    "members_done": "f.members_done",
    "members_total": "f.members_total",
}
"""What rules look at, by the name their clauses use."""


def explain(look: Look, key: str) -> Why | None:
    """The rule that gives the task of ``key`` its lamp on a day, the later rules that hold too, and what they saw.

    ``None`` where there is no such task, or was none on that day.
    """
    task_id = task_id_of(look.connection, key)
    if task_id is None:
        return None
    selection = Selection(look, Query(), task_id=task_id)
    conditions = [f"({condition}) IS TRUE" for condition in selection.compiler.rule_conditions()]
    columns = ", ".join(["t.key", "t.title", *FIGURES.values(), *conditions])
    rows = selection.run(f"SELECT {columns} {selection.from_where(reads_task=True)}")
    if not rows:
        return None
    own_key, title, *seen = rows[0]
    figures = dict(zip(FIGURES, seen, strict=False))
    holding = [rule for rule, holds in zip(look.rules.rules, seen[len(FIGURES) :], strict=True) if holds]
    decided, *also = [_seen(rule, figures) for rule in holding]
    return Why(
        own_key,
        title,
        decided.lamp,
        decided,
        tuple(rule for rule in also if rule.when),
        figures,
        look.rules.name,
        look.as_of,
    )


def _seen(rule: Rule, figures: Mapping[str, object]) -> RuleSeen:
    return RuleSeen(rule.name, rule.lamp, rule.reason(figures), rule.when)
