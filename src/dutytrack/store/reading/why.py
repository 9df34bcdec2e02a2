"""Why a task's lamp is what it is: the rule that decided, its figures, and what else would hold."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dutytrack.domain.acts import ENDED
from dutytrack.domain.lamps import ALARMING
from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Period, told
from dutytrack.domain.progress.series import pointers, series_of
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.store.facts.deadlines import DUE_ORIGIN, MET, MET_ON
from dutytrack.store.facts.duties import DUTY_MISSED, duty_told
from dutytrack.store.facts.orders import IS_SETTLED, REPLIED
from dutytrack.store.facts.pace import (
    ACTUAL,
    AT_WORK,
    BEHIND,
    BEHIND_OF,
    BEHIND_STAGE,
    COUNTED_FROM,
    DAYS_LATE,
    DAYS_RESTED,
    HANDED_OUT,
    IS_EXEMPT,
    IS_OPEN,
    LATE_AGAIN,
    LEFT_OUT,
    MEASURED,
    PACED_TO,
    PROGRESS_OF,
    PROGRESS_STAGE,
    SHARE_DUE,
    SILENT,
    SILENT_FROM,
    TARGET,
    UNRECEIVED,
)
from dutytrack.store.facts.supervision import FIRST_DAY
from dutytrack.store.query.compile import all_of
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.figures import assessing, figures_of, waived_dates
from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.reading.standing import duty_words
from dutytrack.store.sql import dialect
from dutytrack.store.sql.records import day_of

if TYPE_CHECKING:
    from dutytrack.domain.progress.past import Period

WHOLE = 100
"""The share that is all."""
_OPEN_UNTIL_DUE = all_of(["f.due >= :as_of", IS_OPEN])
_AGAIN = 'SELECT a."on" FROM action a WHERE a.task_id = f.task_id AND a.kind = \'{kind}\' AND a."on" <= :as_of'
_LATEST = 'ORDER BY a."on" DESC, a.id DESC LIMIT 1'
_CLOSED_ON = f"({_AGAIN.format(kind='closed')} {_LATEST})"
_WAIVED = (
    "(SELECT a.waived FROM action a WHERE a.task_id = f.task_id AND a.kind = 'closed' AND a.\"on\" <= :as_of "
    f"{_LATEST})"
)
CAME_BACK_ON = f"CASE WHEN {AT_WORK} AND {_CLOSED_ON} IS NOT NULL THEN ({_AGAIN.format(kind='reopened')} {_LATEST}) END"
"""The day on which a task at work that had been closed was opened again."""
_IS_BEHIND = f"{BEHIND} > 0"
_RETURNED_SINCE = (
    "EXISTS (SELECT 1 FROM action r WHERE r.task_id = f.task_id AND r.kind = 'returned' AND r.\"on\" <= :as_of "
    f'AND r."on" >= {CAME_BACK_ON}) OR EXISTS (SELECT 1 FROM verification v WHERE v.task_id = f.task_id '
    f'AND v.result = \'returned\' AND v."on" <= :as_of AND v."on" >= {CAME_BACK_ON})'
)
_CONFIRMED = (
    "CASE WHEN f.figures_measured < f.figures_total THEN (SELECT COUNT(*) FROM indicator i WHERE i.task_id = f.task_id "
    f"AND EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = f.task_id AND d.date = i.due "
    f"AND {MET_ON.format(task='f.task_id', row='d')} NOT NULL) "
    'AND NOT EXISTS (SELECT 1 FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of)) END'
)
"""How many of a task's figures, where not all were measured, were not, but had their date marked as met."""
_DUTIES_OF = f"""
    SELECT DISTINCT o.duty_id FROM occurrence o WHERE o.task_id = :task_id AND o.due = :due
    AND NOT {MET.format(task=":task_id", what="occurrence", row="o")} ORDER BY o.duty_id
"""
_REPLY_MARK = (
    "(SELECT o.mark FROM supervision_order o WHERE o.task_id = f.task_id AND o.reply_by = f.reply_by "
    'AND o."on" <= :as_of ORDER BY o."on" DESC, o.id DESC LIMIT 1)'
)
_REPLY_WAITS = (
    f'FROM supervision_order o WHERE o.task_id = f.task_id AND o."on" <= :as_of AND {REPLIED} IS NOT NULL '
    f"AND NOT {IS_SETTLED} AND {AT_WORK} AND NOT EXISTS (SELECT 1 FROM supervision_order l WHERE l.follows_id = o.id "
    'AND l."on" <= :as_of) ORDER BY o."on" DESC, o.id DESC LIMIT 1'
)
_EXTENSION_WAITS = (
    "FROM extension e WHERE e.task_id = f.task_id AND e.asked_on <= :as_of "
    f"AND COALESCE(e.decided_on > :as_of, TRUE) AND {AT_WORK} ORDER BY e.asked_on DESC, e.id DESC LIMIT 1"
)
_WAITING: Mapping[str, str] = {
    "paced_to": f"CASE WHEN {BEHIND} <> 0 THEN {PACED_TO} END",
    "answered_mark": f"(SELECT o.mark {_REPLY_WAITS})",
    "answered_on": f"(SELECT {REPLIED} {_REPLY_WAITS})",
    "extension_asked": f"(SELECT e.asked_on {_EXTENSION_WAITS})",
    "extension_wished": f"(SELECT e.wished {_EXTENSION_WAITS})",
}
"""What is told of one task beside what its rules look at: by when it is paced, what waits for the office."""
FIGURES: Mapping[str, str] = {
    "status": "f.status",
    "status_on": "f.status_on",
    "start": "f.start",
    "unreceived": UNRECEIVED,
    "handed_out": f"NULLIF({HANDED_OUT}, '{FIRST_DAY}')",
    "due": "f.due",
    "due_origin": DUE_ORIGIN,
    "last_due": "f.last_due",
    "days_left": f"CASE WHEN {_OPEN_UNTIL_DUE} THEN {dialect.days_between(':as_of', 'f.due')} END",
    "due_today": f"CASE WHEN f.due = :as_of AND {IS_OPEN} THEN f.due END",
    "dates_met": f"CASE WHEN f.due IS NULL AND NOT f.undated AND {AT_WORK} THEN f.last_due END",
    "days_late": DAYS_LATE,
    "handed_in_late": f"CASE WHEN f.status = 'submitted' THEN {DAYS_LATE} END",
    "days_rested": DAYS_RESTED,
    "days_at_work": f"{DAYS_LATE} - {DAYS_RESTED}",
    "late_again": LATE_AGAIN,
    "days_over": f"CASE WHEN f.status = 'closed' AND f.done_on > f.due "
    f"THEN {dialect.days_between('f.due', 'f.done_on')} END",
    "done_on": "f.done_on",
    "concluded_on": "f.concluded_on",
    "closed_on": f"CASE WHEN {AT_WORK} THEN {_CLOSED_ON} END",
    "reopened_on": CAME_BACK_ON,
    "reopening_on": f"CASE WHEN f.sent_back AND NOT ({_RETURNED_SINCE}) THEN {CAME_BACK_ON} END",
    "late": "CASE WHEN f.late THEN CASE f.status WHEN 'closed' THEN 'closed-late' WHEN 'submitted' "
    "THEN 'handed-in-late' ELSE 'met-late' END END",
    "exempt_month": f"CASE WHEN {AT_WORK} AND {IS_EXEMPT} THEN substr(:month, 1, 7) END",
    "progress": "ROUND(f.progress, 1)",
    "progress_of": PROGRESS_OF,
    "progress_stage": PROGRESS_STAGE,
    "paced": f"CASE WHEN {BEHIND} NOT NULL THEN ROUND(f.progress, 1) END",
    "behind": BEHIND,
    "behind_of": BEHIND_OF,
    "behind_stage": BEHIND_STAGE,
    **{
        name: f"CASE WHEN {_IS_BEHIND} THEN {told} END"
        for name, told in {
            "should": SHARE_DUE,
            "actual": ACTUAL,
            "measured": MEASURED,
            "target": TARGET,
            "counted_from": COUNTED_FROM,
        }.items()
    },
    "days_suspended": f"CASE WHEN {BEHIND} NOT NULL THEN {LEFT_OUT} END",
    "silent": SILENT,
    "silent_from": SILENT_FROM,
    "last_report": "f.last_report",
    "report_by": f"CASE WHEN {AT_WORK} THEN f.report_by END",
    "reply_by": f"CASE WHEN {AT_WORK} THEN f.reply_by END",
    "reply_mark": f"CASE WHEN {AT_WORK} AND f.reply_by NOT NULL THEN {_REPLY_MARK} END",
    "rung": "f.order_rung",
    "next_occurrence": f"CASE WHEN {AT_WORK} THEN f.next_occurrence END",
    "duty": f"CASE WHEN f.duty_until < :as_of AND {AT_WORK} THEN {DUTY_MISSED} END",
    "awaits_figures": f"CASE WHEN {AT_WORK} AND f.next_occurrence < :as_of AND f.duty_until >= :as_of "
    "THEN f.next_occurrence END",
    "members_done": "f.members_done",
    "members_said": "f.members_said",
    "members_total": "f.members_total",
    "figures_measured": "f.figures_measured",
    "figures_total": "f.figures_total",
    "figures_confirmed": f"NULLIF({_CONFIRMED}, 0)",
    "figures_unknown": f"NULLIF(f.figures_total - f.figures_measured - {_CONFIRMED}, 0)",
}
"""What rules look at, by the name their clauses use."""


def first_holding(conditions: Iterable[str]) -> str:
    """The columns that say which of ``conditions`` holds first, by its place, and then what is looked at."""
    cases = " ".join(f"WHEN {holds} THEN {place}" for place, holds in enumerate(conditions))
    return f"CASE {cases} END, {', '.join(FIGURES.values())}"


def figures(seen: Iterable[object]) -> dict[str, Any]:
    """What was looked at, by the names that clauses use."""
    known: dict[str, Any] = dict(zip(FIGURES, seen, strict=True))
    return {**known, "duty": duty_told(known["duty"])}


class RuleSeen(NamedTuple):
    """A rule that holds for a task, with its figures filled in."""

    rule: str
    lamp: str
    because: str
    when: str
    """Its query."""
    title: str


class FigureSeen(NamedTuple):
    """A stage or year of a figure, and what became of it."""

    figure: str
    unit: str
    time: Period
    """With what was asked for, and the value of its time, or the later one that reached it."""
    waived: bool = False
    """Whether its date was marked as met though something was wanting."""


class Why(NamedTuple):
    """Why a task's lamp is what it is."""

    key: str
    title: str
    lamp: str
    decided_by: RuleSeen
    also: tuple[RuleSeen, ...]
    """The later rules that hold too and ask for something."""
    figures: Mapping[str, str | int | None]
    """What the rules saw: dates as ISO text."""
    rule_pack: str
    as_of: date
    missed: tuple[FigureSeen, ...] = ()
    """The stages and years of its figures that were not reached in their time or by a waiver, whatever came since."""
    pack_title: str = ""
    to_confirm: str | None = None
    """The date that passed though its figures were reached: what is wanting is that it be marked as met (ISO)."""
    waived: str | None = None
    """What a task that is closed was closed without, and why."""


def explain(look: Look, key: str) -> Why | None:
    """The rule that gives the task of ``key`` its lamp on a day, the later rules that hold too, and what they saw.

    ``None`` where there is no such task, or was none on that day.
    """
    task_id = task_id_of(look.connection, key)
    if task_id is None:
        return None
    selection = Selection(look, Query(), task_id=task_id)
    conditions = [f"({condition}) IS TRUE" for condition in selection.compiler.rule_conditions()]
    columns = ", ".join(["t.key", "t.title", *FIGURES.values(), *conditions, *_WAITING.values()])
    rows = selection.run(f"SELECT {columns} {selection.from_where(reads_task=True)}")
    if not rows:
        return None
    own_key, title, *seen = rows[0]
    known = figures(seen[: len(FIGURES)])
    asked = figures_of(look.connection, task_id, look.as_of)
    if asked and known["figures_total"] is None:
        known |= {"figures_total": len(series_of(asked, day_of(known["last_due"]))), "figures_measured": 0}
    known["next_duty"] = _duty(look, task_id, known["next_occurrence"])
    holds, waiting = seen[len(FIGURES) : -len(_WAITING)], seen[-len(_WAITING) :]
    known |= dict(zip(_WAITING, waiting, strict=True))
    holding = [rule for rule, is_so in zip(look.rules.rules, holds, strict=True) if is_so]
    decided, *also = [RuleSeen(rule.name, rule.lamp, rule.reason(known), rule.when, rule.title) for rule in holding]
    is_over = known["status"] in {*ENDED, "suspended"} or known["concluded_on"] is not None
    became = _became(look, task_id, asked, known)
    known["progress_waived"] = _is_waived(known, became)
    return Why(
        own_key,
        title,
        decided.lamp,
        decided,
        tuple(rule for rule in also if rule.when and rule.lamp in ALARMING and not is_over),
        known,
        look.rules.name,
        look.as_of,
        tuple(one for one in became if one.waived or one.time.state not in {"reached", None}),
        look.rules.title,
        _to_confirm(known, became),
        _waived(selection) if known["status"] == "closed" else None,
    )


def _became(look: Look, task_id: int, figures: Sequence[Measured], known: Mapping[str, Any]) -> tuple[FigureSeen, ...]:
    """What became of each stage and year of its figures."""
    days = day_of(known["start"]), day_of(known["last_due"]), look.as_of
    called, waived = pointers(figures), waived_dates(look.connection, task_id, look.as_of)
    became = told(figures, *days, assessing(look.connection, task_id, known))
    return tuple(
        FigureSeen(name, one.unit, period, period.marked_on is not None and one.due in waived)
        for name, one, found in zip(called, figures, became, strict=True)
        for period in found.years or (found.now,)
    )


def _is_waived(known: Mapping[str, Any], became: Iterable[FigureSeen]) -> bool | None:
    """Whether the figure that progress is of is whole by a waiver alone; ``None`` where it is not."""
    if known["progress"] != WHOLE:
        return None
    of, stage = known["progress_of"], known["progress_stage"]
    own = (one for one in became if one.waived and one.figure.partition("@")[0] == of)
    return any(stage in {None, f"{one.time.target:.15g}{one.unit}"} for one in own) or None


def _duty(look: Look, task_id: int, due: str | None) -> str | None:
    """The recurring duties that are still to be done of ``due``, in their own words."""
    if due is None:
        return None
    words, parameters = duty_words(look.connection, task_id), {"task_id": task_id, "due": due}
    asked = look.connection.execute(_DUTIES_OF, {**parameters, "as_of": look.as_of.isoformat()})
    return BETWEEN_NAMES.join(words[duty] for (duty,) in asked) or None


def _waived(selection: Selection) -> str | None:
    """What the task was closed without, in words."""
    from dutytrack.domain.rules.wants import waived_closing_told

    ((waived,),) = selection.run(f"SELECT {_WAIVED} {selection.from_where()}")
    return waived_closing_told(waived)


def _to_confirm(known: Mapping[str, Any], became: Iterable[FigureSeen]) -> str | None:
    """The date that passed, where each figure of it was reached."""
    due = day_of(known["due"])
    of_date = [one.time.state for one in became if due is not None and one.time.end == due]
    is_reached = known["days_late"] is not None and bool(of_date) and set(of_date) <= {"reached", "late"}
    return known["due"] if is_reached and known["status"] != "submitted" else None
