"""Reminders (催办): what there is to ask of each unit on a day, and how often each was asked."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.lamps import ALARMING
from dutytrack.domain.query.parsing import Query, parse
from dutytrack.store.facts.pace import AT_WORK
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import answering, parts_done
from dutytrack.store.reading.why import figures, first_holding
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
    why: str
    """The clause of the rule that lights its lamp."""


def tasks_to_ask(look: Look, query: Query | str) -> list[ToAsk]:
    """What to ask of whom on a day, by unit and due date.

    Of the tasks at work that ``query`` finds those whose lamp alarms, unless it asks for lamps itself. A
    task is asked of the unit that answers first, of each member that has not done its part where that is a collective.
    """
    asked = parse(query, look.as_of) if isinstance(query, str) else query
    selection = Selection(look, asked)
    conditions = [AT_WORK, "f.first_unit_id IS NOT NULL"]
    if not asked.uses("lamp"):
        conditions.append(f"{selection.lamp} IN ({', '.join(map(repr, ALARMING))})")
    rows = selection.run(
        f"SELECT f.first_unit_id, f.task_id, t.key, t.title, f.due, "
        f"{first_holding(selection.compiler.rule_conditions())} "
        f"{selection.from_where(*conditions, reads_task=True)} ORDER BY f.due NULLS LAST, f.task_id"
    )
    who = answering(look.connection, as_of=look.as_of)
    done = parts_done(look.connection, [row[1] for row in rows if row[0] in who.members], as_of=look.as_of)
    found = []
    for first, task, key, title, due, place, *seen in rows:
        rule = look.rules.rules[place]
        why = rule.reason(figures(seen))
        found += [
            ToAsk(unit, who.names[unit], task, key, title, rule.lamp, day_of(due), why)
            for unit in who.units(first)
            if (task, unit) not in done
        ]
    return sorted(found, key=lambda ask: (ask.unit, ask.unit_id))


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
        SELECT u.name AS unit, m.period, m."on", m.text, t.key, t.title, a.why
        FROM reminder m JOIN reminder_task a ON a.reminder_id = m.id JOIN unit u ON u.id = m.unit_id
             JOIN task t ON t.id = a.task_id
        WHERE m."on" <= :as_of AND EXISTS (SELECT 1 {selection.from_where("f.task_id = a.task_id")})
        ORDER BY m."on" DESC, u.name, m.id, a.id
        """
    )
    return records(rows, ReminderRow)


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
