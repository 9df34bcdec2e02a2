"""Reminders (催办): what there is to ask of each unit on a day, and how often each was asked."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.lamps import ALARMING, LAMPS
from dutytrack.domain.query.parsing import Query, parse
from dutytrack.domain.rules.book import Reason
from dutytrack.store.facts.pace import AT_WORK
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import answering
from dutytrack.store.reading.clauses import figures, first_holding, first_of
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.reading.members import Judged, members_judged
from dutytrack.store.reading.unitorder import office_order, office_ranks
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
    task is asked of the unit that answers first; where that is a collective of each member that has not done its part
    and whose own figures alarm too.
    """
    selection, conditions, lamps = _alarming(look, query)
    rules = selection.compiler.rule_conditions()
    conditions.append("f.first_unit_id IS NOT NULL")
    rows = selection.run(
        f"SELECT f.first_unit_id, f.task_id, t.key, t.title, f.due, {first_holding(rules)} "
        f"{selection.from_where(*conditions, reads_task=True)} ORDER BY f.due NULLS LAST, f.task_id"
    )
    who = answering(look.connection, as_of=look.as_of)
    shared = [task for first, task, *_others in rows if first in who.members]
    members = members_judged(look, selection, first_of(rules), shared, who)
    found: dict[tuple[int, int], ToAsk] = {}
    for first, task, key, title, due, place, *seen in rows:
        for unit, own in members.get(task, {first: Judged(place, figures(seen))}).items():
            answers, rule = who.successor(unit), look.rules.rules[own.holds or 0]
            if unit == first or rule.lamp in lamps:
                why = _with_return(rule.told(own.known), own.known)
                ask = ToAsk(answers, who.names[answers], task, key, title, rule.lamp, day_of(due), why)
                found.setdefault((task, answers), ask)
    places = office_order(look.connection, {ask.unit_id for ask in found.values()})
    return sorted(found.values(), key=lambda ask: places[ask.unit_id])


_SENT_BACK = {
    "en": "{because}; sent back on {sent_back_on}, not reported anew",
    "zh": "{because}；{sent_back_on} 退回，尚未重新报送",
}


def _with_return(why: Reason, known: Mapping[str, Any]) -> Reason:
    """``why`` with the day on which what was claimed was sent back, where that waits to be reported anew."""
    day = known["sent_back_on"]
    if day is None or "sent_back_on" in why.figures:
        return why
    because = {
        language: _SENT_BACK[language].replace("{because}", clause)
        for language, clause in why.because.items()
        if language in _SENT_BACK
    }
    return why._replace(because=because or why.because, figures={**why.figures, "sent_back_on": day})


def nobody_to_ask(look: Look, query: Query | str) -> list[str]:
    """The keys of the tasks that would be asked for, were there a unit that answers for them."""
    selection, conditions, _lamps = _alarming(look, query)
    source = selection.from_where(*conditions, "f.first_unit_id IS NULL", reads_task=True)
    return [key for (key,) in selection.run(f"SELECT t.key {source} ORDER BY f.due NULLS LAST, f.task_id")]


def _alarming(look: Look, query: Query | str) -> tuple[Selection, list[str], Collection[str]]:
    """The tasks of ``query`` that are at work, and alarm unless it asks for lamps itself; and the lamps that count."""
    asked = parse(query, look.as_of) if isinstance(query, str) else query
    selection = Selection(look, asked)
    if asked.uses("lamp"):
        return selection, [AT_WORK], LAMPS
    return selection, [AT_WORK, f"{selection.lamp} IN ({', '.join(map(repr, ALARMING))})"], ALARMING


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
        FROM reminder m JOIN reminder_task k ON k.reminder_id = m.id JOIN task t ON t.id = k.task_id
        WHERE m."on" <= :as_of AND EXISTS (SELECT 1 {selection.from_where("f.task_id = k.task_id")})
        ORDER BY m.id, k.id
        """
    )
    labels = unit_labels(look.connection)
    ranks = office_ranks(look.connection, {unit: name for unit, name in labels.items() if unit is not None})
    found = records(rows, ReminderRow, why=said, unit=labels.__getitem__)
    return sorted(found, key=lambda row: (-row.on.toordinal(), ranks[row.unit]))


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
