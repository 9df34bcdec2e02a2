"""Reminders (催办): what there is to ask of each unit on a day, and how often each was asked."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from dutytrack.domain.lamps import ALARMING
from dutytrack.domain.progress.share import Pace, elapsed, lag
from dutytrack.domain.query.parsing import Query, parse
from dutytrack.domain.rules.book import Reason
from dutytrack.store.facts.pace import AT_WORK, task_pace
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import MemberPart, answering, member_parts
from dutytrack.store.reading.clauses import figures, first_holding
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of, records


class ToAsk(NamedTuple):
    """A task that a unit is to be asked for."""

    unit_id: int
    unit: str
    task_id: int
    key: str
    title: str
    lamp: str
    due: date | None
    why: Reason
    """By the rule that lights its lamp; of a member of a collective with the member's own figures."""


def tasks_to_ask(look: Look, query: Query | str) -> list[ToAsk]:
    """What to ask of whom on a day, by unit and due date.

    Of the tasks at work that ``query`` finds those whose lamp alarms, unless it asks for lamps itself. A
    task is asked of the unit that answers first, of each member that has not done its part where that is a collective.
    """
    selection, conditions = _alarming(look, query)
    conditions.append("f.first_unit_id IS NOT NULL")
    rows = selection.run(
        f"SELECT f.first_unit_id, f.task_id, t.key, t.title, f.due, f.rested, "
        f"{first_holding(selection.compiler.rule_conditions())} "
        f"{selection.from_where(*conditions, reads_task=True)} ORDER BY f.due NULLS LAST, f.task_id"
    )
    who = answering(look.connection, as_of=look.as_of)
    parts = _parts(look, [task for first, task, *_others in rows if first in who.members])
    found: dict[tuple[int, int], ToAsk] = {}
    for first, task, key, title, due, rested, place, *seen in rows:
        rule, known = look.rules.rules[place], figures(seen)
        of_task = task_pace(day_of(known["start"]), day_of(known["last_due"]), rested)
        for unit, own in _each(known, parts[task], look.as_of, of_task) if task in parts else ((first, known),):
            answers = who.successor(unit)
            ask = ToAsk(answers, who.names[answers], task, key, title, rule.lamp, day_of(due), rule.told(own))
            if not _is_ahead(ask.why):
                found.setdefault((task, answers), ask)
    return sorted(found.values(), key=lambda ask: (ask.unit, ask.unit_id))


def nobody_to_ask(look: Look, query: Query | str) -> list[str]:
    """The keys of the tasks that would be asked for, were there a unit that answers for them."""
    selection, conditions = _alarming(look, query)
    source = selection.from_where(*conditions, "f.first_unit_id IS NULL", reads_task=True)
    return [key for (key,) in selection.run(f"SELECT t.key {source} ORDER BY f.due NULLS LAST, f.task_id")]


def _alarming(look: Look, query: Query | str) -> tuple[Selection, list[str]]:
    """The tasks of ``query`` that are at work, and alarm unless it asks for lamps itself."""
    asked = parse(query, look.as_of) if isinstance(query, str) else query
    selection = Selection(look, asked)
    conditions = [AT_WORK]
    if not asked.uses("lamp"):
        conditions.append(f"{selection.lamp} IN ({', '.join(map(repr, ALARMING))})")
    return selection, conditions


def _parts(look: Look, task_ids: Iterable[int]) -> dict[int, tuple[MemberPart, ...]]:
    parts = member_parts(look.connection, task_ids, as_of=look.as_of)
    return {task: tuple(own) for task, own in groupby(sorted(parts, key=_task_of), key=_task_of)}


def _task_of(part: MemberPart) -> int:
    return part.task_id


def _each(
    known: Mapping[str, Any], parts: Sequence[MemberPart], as_of: date, of_task: Pace | None
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The members that have not done their part, each with the figures of the task that are its own."""
    said = [100.0 if part.done else part.percent for part in parts if part.done or part.percent is not None]
    mean = round(sum(share or 0.0 for share in said) / len(said), 1) if said else None
    for part in parts:
        own = dict(known)
        if part.last_report and known["silent"] is not None:
            own["silent"] = (as_of - part.last_report).days
            own["last_report"] = part.last_report.isoformat()
        if mean is not None and mean == known["progress"] and of_task is not None and known["behind"] is not None:
            own["progress"], own["actual"] = part.percent, f"{part.percent or 0.0:.0f}%"
            own["behind"] = lag(elapsed(of_task, as_of), part.percent or 0.0)
        if not part.done:
            yield part.unit_id, own


def _is_ahead(why: Reason) -> bool:
    """Whether a member is asked for a lag that is the others'."""
    behind = why.figures.get("behind")
    return isinstance(behind, float) and behind <= 0


WHY = f"COALESCE(k.reason, {dialect.as_json('k.why')})"
"""Why a task ``k`` of a reminder was asked for, as ``said`` reads it."""


def said(why: str) -> str:
    """Why a task was asked for: by the rule that is kept, in the language in use, else as somebody put it."""
    told = json.loads(why)
    return told if isinstance(told, str) else str(Reason(**told))


class ReminderRow(NamedTuple):
    """A task that a reminder asked for."""

    unit: str
    period: str
    on: date
    text: str
    key: str
    title: str
    why: str


def reminder_rows(look: Look, query: Query | str = "") -> list[ReminderRow]:
    """What was asked for by a day about tasks of ``query``, the latest reminders first, each by unit and key."""
    selection = Selection(look, query)
    rows = selection.execute(
        f"""
        SELECT m.unit_id AS unit, m.period, m."on", m.text, t.key, t.title, {WHY} AS why
        FROM reminder m JOIN reminder_task k ON k.reminder_id = m.id JOIN unit u ON u.id = m.unit_id
             JOIN task t ON t.id = k.task_id
        WHERE m."on" <= :as_of AND EXISTS (SELECT 1 {selection.from_where("f.task_id = k.task_id")})
        ORDER BY m."on" DESC, u.name, m.id, k.id
        """
    )
    return records(rows, ReminderRow, why=said, unit=unit_labels(look.connection).__getitem__)


def times_asked(connection: Reader, *, as_of: date) -> dict[int, int]:
    """How often each unit was reminded in the year of a day, up to it, by the unit's id."""
    return dict(
        connection.execute(
            'SELECT unit_id, COUNT(*) FROM reminder WHERE "on" <= ? AND "on" >= ? GROUP BY unit_id',
            (as_of.isoformat(), as_of.replace(month=1, day=1).isoformat()),
        )
    )


def reminded_in(connection: Reader, period: str) -> dict[int, date]:
    """The units reminded in a period already, with the day."""
    rows = connection.execute('SELECT unit_id, "on" FROM reminder WHERE period = ?', (period,))
    return {unit: date.fromisoformat(on) for unit, on in rows}


def asked_for_in(connection: Reader, period: str) -> dict[int, set[int]]:
    """The tasks that each unit was asked for in a period."""
    query = "SELECT m.unit_id, k.task_id FROM reminder m JOIN reminder_task k ON k.reminder_id = m.id WHERE period = ?"
    asked: dict[int, set[int]] = {}
    for unit, task in connection.execute(query, (period,)):
        asked.setdefault(unit, set()).add(task)
    return asked
