"""What a task's rows add up to on a day: one set of expressions, for every day.

``FACTS`` are SQL expressions over a task ``t`` and the day ``:as_of``; facts dated later do not count. So what they
come to holds from the day of the latest fact that was counted, ``last_on``, until the day before the next one.
``facts.kept`` says what is kept of them.
"""
# ruff: noqa: S608 - the texts are put together from this module's own constants; values are parameters

from __future__ import annotations

from collections.abc import Collection, Mapping

from dutytrack.domain.acts import ACTS, FIRST_STATUS, PASSING, STATUS_BY_WORK, STATUS_GIVING, TAKING_UP
from dutytrack.store.facts.acted import has_acts, where_acted
from dutytrack.store.facts.claims import IS_SENT_BACK, TAKING_BACK
from dutytrack.store.facts.deadlines import MET, held_on, is_laid_down, judged_on, plan_end, was_reached
from dutytrack.store.facts.duties import WAITS_UNTIL, is_unmet
from dutytrack.store.facts.figures import of_indicator
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.parties import FIRST_UNIT, speaks
from dutytrack.store.facts.supervision import (
    FIRST_DAY,
    LAST_DAYS,
    LOOKED_UP,
    SUPERVISION_FACTS,
    at_work_until,
)
from dutytrack.store.facts.turns import gives_way
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import quoted

_STATUS_CASES = " ".join(f"WHEN '{kind}' THEN '{ACTS[kind].gives}'" for kind in STATUS_GIVING)
_STATUS_KINDS = quoted(STATUS_GIVING)
_LATEST = 'ORDER BY a."on" DESC, a.id DESC LIMIT 1'
_TAKES_UP = f"a.kind IN ({quoted(TAKING_UP)})"
_DECIDING = (
    f'ORDER BY {_TAKES_UP}, CASE WHEN {_TAKES_UP} THEN a."on" END, CASE WHEN {_TAKES_UP} THEN a.id END, '
    'a."on" DESC, a.id DESC LIMIT 1'
)
"""The latest act first; those that only take a task up last, of which the first one did."""
_EARLIEST = "ORDER BY c.day, c.id LIMIT 1"


def latest_act(task_id: str, first: str, kinds: str = _STATUS_KINDS) -> str:
    """The latest act ``a`` of ``kinds`` on the task ``task_id`` by who answers for it: ``first``, or the office.

    Of those that give a status, where no kinds are said; one that takes up what is under way gives none. It needs the
    tables of ``PARTIES``.
    """
    own = speaks("a", first)
    wanted = f'a.task_id = {task_id} AND a."on" <= :as_of AND a.kind IN ({kinds}) AND {own}'
    wanted += f" AND NOT {gives_way('a', first)}"
    return f"FROM action a WHERE {wanted} {_DECIDING}"


def worked_on_since(task_id: str, first: str, *, has_done: str = "TRUE") -> str:
    """The first day on which who answers for the task ``task_id`` reported on it, or a member said to be done.

    ``has_done`` is a condition without which nobody did.
    """

    def earliest(table: str, which: str) -> str:
        own = f'w.task_id = {task_id} AND w."on" <= :as_of AND {which} AND {speaks("w", first)}'
        return f'SELECT MIN(w."on") AS day FROM {table} w WHERE {own}'

    reported, done = earliest("progress_report", "TRUE"), earliest("action", "w.kind = 'done'")
    either = f"SELECT MIN(e.day) FROM ({reported} UNION ALL {done}) e"
    return f"CASE WHEN {has_done} THEN ({either}) ELSE ({reported}) END"


def _act(what: str, kinds: str) -> str:
    """``what`` of the latest act ``a`` of ``kinds`` on the task."""
    return f"(SELECT {what} {latest_act('t.id', 't.first_unit_id', kinds)})"


def _of_act(what: str) -> str:
    """``what`` of the latest act ``a`` that gives the task its status."""
    return f"(SELECT {what} FROM action a WHERE a.id = t.act_id)"


_MOVED_TO = where_acted("t", ("extended",), held_on("t.judged_on"))
_DEADLINES = (
    f"(SELECT d.id, d.date AS printed, COALESCE({_MOVED_TO}, d.date) AS day, "
    f"CASE WHEN {_MOVED_TO} IS NULL THEN d.origin ELSE 'extended' END AS origin "
    f"FROM deadline d WHERE d.task_id = t.id AND {is_laid_down('d', 't.judged_on')})"
)
"""The task's deadlines with the date each has on the day, or on that on which it was handed in."""
_LAST_DATE = (
    "(SELECT CASE WHEN COUNT(*) > 0 THEN (COUNT(*) > COUNT(c.day)) || COALESCE(MAX(c.day), '') END "
    f"FROM {_DEADLINES} c)"
)
"""Where it has dates of its own, be it one whose year is struck out: whether one is, and the last day. Then the plan's
end is not its date."""
_MARKED = where_acted("t", ("met",), MET.format(task="t.id", what="deadline", row="c"))
_NOT_MARKED = f"({_MARKED}) IS NOT TRUE"
_WAS_REACHED = was_reached("t", "c.day")
_UNMET = f"FROM {_DEADLINES} c WHERE c.day IS NOT NULL AND {_NOT_MARKED} AND NOT {_WAS_REACHED}"
_PLAN_ACTS = 'FROM action a WHERE a.plan_id = t.plan_id AND a.task_id IS NULL AND a."on" <= :as_of'
_PLAN_ACT = f"{_PLAN_ACTS} AND a.kind IN ('concluded', 'reopened')"
_ACTS = 'FROM action a WHERE a.task_id = t.id AND a."on" <= :as_of'
_LAST_ON = f"MAX(COALESCE(substr(t.acts, 1, 10), '{FIRST_DAY}'), COALESCE(t.plan_acted_on, '{FIRST_DAY}'))"
_FIRST_ACT = '(SELECT MIN(a."on") FROM action a WHERE a.task_id = t.id)'
FIRST_DAY_OF_PLAN = "MIN(COALESCE(p.start, p.issued), COALESCE(p.issued, p.start))"
"""The day from which a plan ``p`` is there: its start or its issue, whichever is first."""
_OF_PLAN = f"COALESCE(p.start, p.issued) AS plan_start, {FIRST_DAY_OF_PLAN} AS plan_from"
_PLAN_END = f"(SELECT {plan_end('t.judged_on')} FROM plan p WHERE p.id = t.plan_id)"
_PLAN_FROM = f"(SELECT {FIRST_DAY_OF_PLAN} FROM plan p WHERE p.id = t.plan_id)"
_OWN_FROM = f"MIN(COALESCE(t.start, {_FIRST_ACT}), COALESCE({_FIRST_ACT}, t.start))"
FIRST_DAY_OF_ACTS = f"COALESCE(t.since, {_PLAN_FROM}, CASE WHEN t.plan_id IS NULL THEN {_OWN_FROM} END, '{FIRST_DAY}')"
"""The day from which something can be done about a task ``t``: what is there from its first act on, as a fact, may
have been done earlier where neither it nor its plan says so."""


def unit_names(role: str, task_id: str) -> str:
    """The names of the units in ``role`` of the task ``task_id``, in their order, joined by U+001F."""
    return (
        f"(SELECT {dialect.joined('n.name')} FROM (SELECT u.name FROM assignment s JOIN unit u ON u.id = s.unit_id "
        f"WHERE s.task_id = {task_id} AND s.role = '{role}' ORDER BY s.position, s.id) n)"
    )


_LEADS = "(SELECT COUNT(*) FROM assignment s WHERE s.task_id = t.id AND s.role = 'lead')"
_UNIT_IS = "EXISTS (SELECT 1 FROM assignment s JOIN unit u ON u.id = s.unit_id WHERE s.task_id = t.id AND {})"
_WORK_IS_DONE_BY = (
    "CASE WHEN {status} <> 'closed' THEN NULL WHEN {handed_in} = 'submitted' THEN {handed_in_on} ELSE {status_on} END"
)
_BEFORE_CLOSING = quoted(kind for kind in STATUS_GIVING if kind not in {"closed", *PASSING})

_BY_WORK = f"CASE WHEN t.worked_on IS NOT NULL THEN '{STATUS_BY_WORK}' ELSE '{FIRST_STATUS}' END"
_STATUS = f"COALESCE({_of_act(f'CASE a.kind {_STATUS_CASES} END')}, {_BY_WORK})"
_LATEST_ON = _of_act(f'CASE WHEN {_TAKES_UP} THEN MIN(a."on", COALESCE(t.worked_on, a."on")) ELSE a."on" END')
_STATUS_ON = f"COALESCE({_LATEST_ON}, t.worked_on)"
_DONE_ON = _WORK_IS_DONE_BY.format(
    status="t.status",
    status_on="t.status_on",
    handed_in=_act("a.kind", _BEFORE_CLOSING),
    handed_in_on=_act('a."on"', _BEFORE_CLOSING),
)
_MET_LATE = where_acted(
    "t",
    ("met",),
    f"EXISTS (SELECT 1 FROM {_DEADLINES} c JOIN action m ON m.deadline_id = c.id AND m.task_id = t.id "
    f'WHERE m.kind = \'met\' AND m."on" <= :as_of AND m."on" > c.day AND NOT {_WAS_REACHED})',
)
_UNDATED = "CASE WHEN t.last_date NOT NULL THEN substr(t.last_date, 1, 1) = '1' ELSE t.plan_end IS NULL END"
_DUE = "CASE WHEN t.last_date NOT NULL THEN substr(t.next_date, 1, 10) ELSE t.plan_end END"
_DUE_ORIGIN = (
    "CASE WHEN t.last_date NOT NULL THEN substr(t.next_date, 11) WHEN t.plan_end IS NOT NULL THEN 'inherited' END"
)

_NEXT_DUTY = (
    f"(SELECT MIN({WAITS_UNTIL} || o.due) FROM occurrence o WHERE o.task_id = t.id AND {is_unmet('t.first_unit_id')})"
)
"""Until when the unmet occurrence that is missed first waits, and its own day behind that."""

_START = "COALESCE(t.start, t.plan_start)"
_IS_MEASURED = 'EXISTS (SELECT 1 FROM measurement x WHERE x.task_id = t.id AND x."on" <= :as_of)'
_FIGURES = (
    f"CASE WHEN {_IS_MEASURED} THEN (SELECT {dialect.all_of_them(of_indicator('t.first_unit_id', 't.judged_on'))} "
    f"FROM indicator i WHERE i.task_id = t.id AND {is_laid_down('i')}) END"
)
"""The figures of a task ``t`` of which any was measured, with all that was."""
_DAYS = f"(SELECT {dialect.gathered('c.printed, c.day')} FROM {_DEADLINES} c WHERE c.day IS NOT NULL)"
_REACHED = f"CASE WHEN t.figures IS NOT NULL THEN stages_reached(t.figures, {_START}, {_DAYS}) END"
"""The dates of a task ``t`` but for the last that its figures reached in time, each with the day they did."""

_IS_CHECKED = f"t.checked_on NOT NULL OR {has_acts('t', TAKING_BACK)}"
"""Whether anything that takes back what was claimed may be there."""

_LOOKED_UP: tuple[Mapping[str, str], ...] = (
    {
        "acts": f'(SELECT MAX(a."on") || group_concat(a.kind) {_ACTS})',
        "checked_on": '(SELECT MAX(v."on") FROM verification v WHERE v.task_id = t.id AND v."on" <= :as_of)',
        "plan_acted_on": f'(SELECT MAX(a."on") {_PLAN_ACTS})',
    },
    {
        "worked_on": worked_on_since("t.id", "t.first_unit_id", has_done=has_acts("t", ("done",))),
        "act_id": f"CASE WHEN t.acts NOT NULL THEN {_act('a.id', _STATUS_KINDS)} END",
    },
    {"status": _STATUS, "status_on": _STATUS_ON},
    {"done_on": _DONE_ON},
    {"judged_on": judged_on("t")},
    {"last_date": _LAST_DATE, "figures": _FIGURES, "plan_end": _PLAN_END},
    {"reached": _REACHED},
    {"next_date": f"CASE WHEN t.last_date NOT NULL THEN (SELECT c.day || c.origin {_UNMET} {_EARLIEST}) END"},
)
"""What is looked up once and used by more than one of the first facts, each step with what those before it found."""
_FIRST_FACTS: Mapping[str, str] = {
    "task_id": "t.id",
    "plan_id": "t.plan_id",
    "last_on": _LAST_ON,
    "exists_from": f"COALESCE(t.since, t.plan_from, {_OWN_FROM}, '{FIRST_DAY}')",
    "status": "t.status",
    "status_on": "t.status_on",
    "done_on": "t.done_on",
    "start": _START,
    "due": _DUE,
    "due_origin": _DUE_ORIGIN,
    "last_due": "CASE WHEN t.last_date NOT NULL THEN NULLIF(substr(t.last_date, 2), '') ELSE t.plan_end END",
    "reached": "t.reached",
    "to_mark": (
        f"CASE WHEN t.reached NOT NULL "
        f"THEN (SELECT MIN(c.day) FROM {_DEADLINES} c WHERE {_WAS_REACHED} AND {_NOT_MARKED}) END"
    ),
    "late": f"({_MET_LATE}) IS TRUE",
    "concluded_on": (
        f"CASE WHEN t.plan_acted_on NOT NULL "
        f"THEN (SELECT CASE a.kind WHEN 'concluded' THEN a.\"on\" END {_PLAN_ACT} {_LATEST}) END"
    ),
    "first_unit_id": "t.first_unit_id",
    "leads": unit_names("lead", "t.id"),
    "next_occurrence": _NEXT_DUTY,
    "unowned": f"{_LEADS} = 0",
    "joint": f"{_LEADS} > 1",
    "vague": _UNIT_IS.format("u.vague"),
    "collective": _UNIT_IS.format("u.kind = 'collective'"),
    "sent_back": f"CASE WHEN {_IS_CHECKED} THEN {IS_SENT_BACK} ELSE FALSE END",
    "undated": _UNDATED,
}
"""Facts of a task ``t`` on the day ``:as_of``: those that need no others."""

_HANDED_IN_ON = "CASE s.status WHEN 'closed' THEN s.done_on WHEN 'submitted' THEN s.status_on END"
_LATE = f"s.late OR {_HANDED_IN_ON} > {at_work_until('s')}"

FACTS: Mapping[str, str] = {
    **{name: f"s.{name}" for name in _FIRST_FACTS},
    "last_on": f"MAX(s.last_on, {', '.join(LAST_DAYS)})",
    "late": f"({_LATE}) IS TRUE",
    "first_unit_id": "s.answering_id",
    "next_occurrence": "substr(s.next_occurrence, 11)",
    "duty_until": "substr(s.next_occurrence, 1, 10)",
    **SUPERVISION_FACTS,
}
"""Each fact of a task on the day ``:as_of``, over a row ``s`` of the first facts and what is looked up for them."""

COLUMNS = tuple(FACTS)
"""The columns of ``task_fact``, which are those of ``kept.facts_source`` too."""
UNDATED = ("plan_id", "exists_from", "start", "leads", "unowned", "joint", "vague", "collective")
"""The facts that are the same on every day."""
DATED = tuple(name for name in COLUMNS if name not in UNDATED)
"""The others, with the task's id and the day that they hold from: the columns of ``task_span``."""
_ASIDE = ("leads", "unowned", "joint", "vague", "collective")
"""The undated ones that no other fact is made of."""


def _named(expressions: Mapping[str, str]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in expressions.items())


def _steps(names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What is worked out of what the step before found, and the letter that its rows go by."""
    first = {name: told for name, told in _FIRST_FACTS.items() if name in names or name not in _ASIDE}
    return (
        *(("t", f"t.*, {_named(found)}") for found in _LOOKED_UP),
        ("t", f"{_named(first)}, t.figures, t.acts, t.checked_on, t.judged_on"),
        *(("w", f"w.*, {_named(found)}") for found in LOOKED_UP),
    )


def worked_out(condition: str, names: Collection[str] = COLUMNS) -> tuple[str, str]:
    """Tables of a WITH clause, and the SELECT from them: the facts of these ``names`` of the tasks of a ``condition``.

    It may name the task as ``t``. The tables are materialized, else each use of a fact would work it out again; the
    connection needs what ``lend_functions`` lends.
    """
    columns = f"t.id, t.plan_id, t.start, t.since, {FIRST_UNIT.format(task='t.id')} AS first_unit_id, {_OF_PLAN}"
    source = f"FROM task t LEFT JOIN plan p ON p.id = t.plan_id WHERE {condition}"
    tables = f"{TABLES}, step_0 AS MATERIALIZED (SELECT {columns} {source})"
    steps = _steps(names)
    for place, (row, what) in enumerate(steps):
        tables += f", step_{place + 1} AS MATERIALIZED (SELECT {what} FROM step_{place} {row})"
    facts = _named({name: FACTS[name] for name in names})
    return tables, f"SELECT {facts} FROM step_{len(steps)} s"
