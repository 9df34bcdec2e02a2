"""Orders (督办单) on a day: all of them with their replies, and the one that a task and unit stand under."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from dutytrack.domain.ladder import RESETS, Ladder, Standing
from dutytrack.domain.query import Query
from dutytrack.domain.rules import RulePack
from dutytrack.store.compile import all_of, any_of
from dutytrack.store.reading.selection import Selection, day_of
from dutytrack.store.reading.why import FIGURES

OrderState = Literal["waiting", "unanswered", "answered", "answered-late"]
"""Waiting for a reply; past its reply date without one; answered by it; answered after it."""

_REPLIED = '(SELECT MIN(r."on") FROM order_reply r WHERE r.order_id = o.id AND r."on" <= :as_of)'


class OrderRow(NamedTuple):
    """An order, as it stands on a day."""

    mark: str
    key: str
    title: str
    unit: str
    ladder: str
    rung: str
    position: int
    on: date
    reply_by: date
    replied_on: date | None
    """The day of the first reply."""
    reply: str | None
    """The text of the last one."""
    state: OrderState
    ground: str
    by: str | None
    follows: str | None
    """The mark of the order that it escalates."""
    stands: bool
    """Whether nothing has reset the ladder since."""


def order_rows(
    connection: sqlite3.Connection, query: Query | str = "", *, as_of: date, rules: RulePack
) -> list[OrderRow]:
    """The orders about tasks of ``query`` issued by a day, the latest first.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(connection, query, as_of=as_of, rules=rules)
    wanted = selection.from_where("f.task_id = o.task_id")
    rows = selection.run(
        f"""
        SELECT o.mark, t.key, t.title, u.name, o.ladder, o.rung, o.position, o."on", o.reply_by, {_REPLIED},
               (SELECT r.text FROM order_reply r WHERE r.order_id = o.id AND r."on" <= :as_of
                ORDER BY r."on" DESC, r.id DESC LIMIT 1),
               o.ground, o.by, (SELECT b.mark FROM supervision_order b WHERE b.id = o.follows_id), {_STANDS}
        FROM supervision_order o JOIN task t ON t.id = o.task_id JOIN unit u ON u.id = o.unit_id
        WHERE o."on" <= :as_of AND EXISTS (SELECT 1 {wanted})
        ORDER BY o."on" DESC, o.year DESC, o.number DESC
        """
    )
    return [_order_row(row, as_of) for row in rows]


_RESETS = ", ".join(f"'{kind}'" for kind in RESETS)
_STANDS = (
    f"NOT EXISTS (SELECT 1 FROM action a WHERE a.task_id = o.task_id AND a.kind IN ({_RESETS}) "
    'AND (a.kind <> \'met\' OR a.deadline_id IS NOT NULL) AND a."on" >= o."on" AND a."on" <= :as_of)'
)
"""The condition that nothing has reset the ladder since the order ``o``."""


def _order_row(row: Sequence[Any], as_of: date) -> OrderRow:
    on, reply_by, replied_on = (day_of(day) for day in row[7:10])
    assert on is not None
    assert reply_by is not None
    state = _state(reply_by, replied_on, as_of)
    return OrderRow._make((*row[:7], on, reply_by, replied_on, row[10], state, *row[11:14], bool(row[14])))


def _state(reply_by: date, replied_on: date | None, as_of: date) -> OrderState:
    if replied_on is None:
        return "unanswered" if reply_by < as_of else "waiting"
    return "answered" if replied_on <= reply_by else "answered-late"


class StandingOrder(NamedTuple):
    """The latest order to a unit about a task that nothing has reset."""

    id: int
    task_id: int
    unit_id: int
    position: int
    mark: str
    on: date
    reply_by: date
    replied_on: date | None

    def standing(self, *, unmet: bool) -> Standing:
        """As the ladder judges it."""
        return Standing(self.position, self.mark, self.on, self.reply_by, self.replied_on, unmet)


def standing_orders(connection: sqlite3.Connection, *, as_of: date, task_id: int | None = None) -> list[StandingOrder]:
    """The order that each task and unit stand under on a day, or those of one task."""
    own = "AND o.task_id = :task_id" if task_id is not None else ""
    rows = connection.execute(
        f"""
        SELECT o.id, o.task_id, o.unit_id, o.position, o.mark, o."on", o.reply_by, {_REPLIED}
        FROM supervision_order o
        WHERE o."on" <= :as_of {own} AND {_STANDS}
              AND NOT EXISTS (SELECT 1 FROM supervision_order l
                              WHERE l.task_id = o.task_id AND l.unit_id = o.unit_id AND l."on" <= :as_of
                                    AND (l."on" > o."on" OR (l."on" = o."on" AND l.id > o.id)))
        ORDER BY o.id
        """,
        {"as_of": as_of.isoformat(), "task_id": task_id},
    )
    day = date.fromisoformat
    return [StandingOrder._make((*row[:5], day(row[5]), day(row[6]), day_of(row[7]))) for row in rows]


class Started(NamedTuple):
    """A task that something starts the ladder for."""

    task_id: int
    key: str
    title: str
    unit_id: int | None
    """The unit that answers first."""
    due: date | None
    start: int
    """Which of the ladder's starts holds first, from 0."""
    figures: Mapping[str, object]
    """What its clause may name."""


def started_tasks(
    connection: sqlite3.Connection,
    query: Query | str,
    ladder: Ladder,
    *,
    as_of: date,
    rules: RulePack,
    among: Iterable[int] | None = None,
    without: Iterable[int] = (),
    limit: int | None = None,
) -> list[Started]:
    """The tasks at work of ``query`` that one of the ladder's starts holds for on a day, those due first at the top.

    ``among`` asks about these tasks alone, ``without`` leaves some out, ``limit`` cuts the list.

    Raises:
        QueryError: the query can't be understood.
    """
    selection = Selection(connection, query, as_of=as_of, rules=rules)
    compiler = selection.compiler
    starts = [compiler.condition(start.query(as_of)) for start in ladder.starts]
    conditions = [any_of(starts), "f.status IN ('pending', 'active')", "f.concluded_on IS NULL"]
    if among is not None:
        conditions.append(f"f.task_id IN ({', '.join(map(str, among)) or 'NULL'})")
    left_out = ", ".join(map(str, without))
    if left_out:
        conditions.append(f"f.task_id NOT IN ({left_out})")
    which = "CASE " + " ".join(f"WHEN {holds} THEN {place}" for place, holds in enumerate(starts)) + " END"
    page = (
        f"SELECT f.task_id AS id, f.due AS day {selection.from_where(all_of(conditions))} "
        "ORDER BY f.due NULLS LAST, f.task_id LIMIT :limit"
    )
    rows = selection.run(
        f"SELECT f.task_id, t.key, t.title, f.first_unit_id, f.due, {which}, {', '.join(FIGURES.values())} "
        f"FROM ({page}) page JOIN {selection.facts} f ON f.task_id = page.id JOIN task t ON t.id = page.id "
        "ORDER BY page.day NULLS LAST, page.id",
        limit=-1 if limit is None else limit,
    )
    return [Started._make((*row[:4], day_of(row[4]), row[5], dict(zip(FIGURES, row[6:], strict=True)))) for row in rows]


class Answering(NamedTuple):
    """Who answers for what on a day: the members of collectives, and successors."""

    names: Mapping[int, str]
    members: Mapping[int, tuple[int, ...]]
    """The members of each collective whose members are known, by name."""
    successors: Mapping[int, int]

    def successor(self, unit_id: int) -> int:
        """Who answers for ``unit_id``: its successor's successor and so on, or itself."""
        seen = {unit_id}
        while (following := self.successors.get(unit_id)) is not None and following not in seen:
            unit_id = following
            seen.add(unit_id)
        return unit_id

    def units(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself or its successor, or the members it answers through."""
        successor = self.successor(unit_id)
        members = self.members.get(successor)
        return tuple(map(self.successor, members)) if members else (successor,)


def answering(connection: sqlite3.Connection, *, as_of: date) -> Answering:
    """Who answers for whom on a day."""
    day = {"as_of": as_of.isoformat()}
    members: dict[int, list[int]] = {}
    for collective, unit in connection.execute(
        "SELECT m.collective_id, m.unit_id FROM unit_member m JOIN unit u ON u.id = m.unit_id "
        "WHERE COALESCE(m.valid_from, '') <= :as_of AND COALESCE(m.valid_to, '9999-12-31') >= :as_of "
        "ORDER BY u.name, u.id",
        day,
    ):
        members.setdefault(collective, []).append(unit)
    successions = connection.execute(
        'SELECT unit_id, successor_id FROM unit_succession WHERE "on" <= :as_of ORDER BY "on", id', day
    )
    names = dict(connection.execute("SELECT id, name FROM unit"))
    return Answering(names, {unit: tuple(dict.fromkeys(own)) for unit, own in members.items()}, dict(successions))
