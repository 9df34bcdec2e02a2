"""Orders (督办单) on a day: all of them with their replies, and the one that a task and unit stand under."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.book import Reason
from dutytrack.domain.rules.ladder import Ladder, Standing
from dutytrack.i18n import _, clauses
from dutytrack.store.facts.deadlines import DUE_ORIGIN
from dutytrack.store.facts.orders import HOLDS_ITS_RUNG, IS_REVOKED, IS_SETTLED, REPLIED
from dutytrack.store.facts.pace import AT_WORK, DAYS_LATE, DAYS_RESTED
from dutytrack.store.query.compile import TRUE, all_of, any_of
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import Answering
from dutytrack.store.reading.clauses import figures, first_holding
from dutytrack.store.reading.members import members_judged
from dutytrack.store.reading.tasks import IS_OVER
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of, records

OrderState = Literal["waiting", "unanswered", "answered", "answered-late", "revoked"]
"""Waiting for a reply; past its reply date without one; answered by it; answered after it; set aside unanswered, since
the task was closed or dropped."""

ORDER_STATE = (
    f"CASE WHEN {REPLIED} <= o.reply_by THEN 'answered' WHEN {REPLIED} IS NOT NULL THEN 'answered-late' "
    f"WHEN {IS_REVOKED} THEN 'revoked' WHEN o.reply_by < :as_of THEN 'unanswered' ELSE 'waiting' END"
)
"""How an order ``o`` stands on ``:as_of``: the same in every list, and in an appraisal."""


class Ground(NamedTuple):
    """Why an order was given: what the ladder found, and what somebody said."""

    said: str
    found: tuple[Reason, ...] = ()

    def __str__(self) -> str:
        found = clauses(map(str, self.found))
        return _("{found}: {said}").format(found=found, said=self.said) if found and self.said else found or self.said


GROUND = dialect.row(f"o.ground, {dialect.from_json('o.found')}")
"""The ground of an order ``o``, as ``ground_told`` reads it."""


def ground_told(text: str) -> str:
    """The ground that is kept, in the language in use."""
    said, found = json.loads(text)
    return str(Ground(said, tuple(Reason(**one) for one in found or ())))


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
    settled: bool = False
    """Whether a check was made on the day of the last reply, or since."""


def order_rows(look: Look, query: Query | str = "") -> list[OrderRow]:
    """The orders about tasks of ``query`` issued by a day, the latest first."""
    selection = Selection(look, query)
    wanted = selection.from_where("f.task_id = o.task_id")
    rows = selection.execute(
        f"""
        SELECT o.mark, t.key, t.title, u.name AS unit, o.ladder, o.rung, o.position, o."on", o.reply_by,
               {REPLIED} AS replied_on, {ORDER_STATE} AS state,
               (SELECT r.text FROM order_reply r WHERE r.order_id = o.id AND r."on" <= :as_of
                ORDER BY r."on" DESC, r.id DESC LIMIT 1) AS reply,
               {GROUND} AS ground, o.by, (SELECT b.mark FROM supervision_order b WHERE b.id = o.follows_id) AS follows,
               {HOLDS_ITS_RUNG} AS stands, {IS_SETTLED} AS settled
        FROM supervision_order o JOIN task t ON t.id = o.task_id JOIN unit u ON u.id = o.unit_id
        WHERE o."on" <= :as_of AND EXISTS (SELECT 1 {wanted})
        ORDER BY o."on" DESC, o.year DESC, o.number DESC
        """
    )
    return records(rows, OrderRow, ground=ground_told)


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
    summoned: bool = False
    """Whether the unit was called in about the task since."""
    settled: bool = False
    """Whether its last reply was checked."""

    @property
    def waits_since(self) -> date | None:
        """The day of the first reply, where none was checked since the last one."""
        return None if self.settled else self.replied_on

    def standing(self, *, unmet: bool) -> Standing:
        """As the ladder judges it."""
        return Standing(self.position, self.mark, self.on, self.reply_by, self.replied_on, unmet)


def standing_orders(connection: Reader, *, as_of: date, task_id: int | None = None) -> list[StandingOrder]:
    """The order that each task and unit stand under on a day, or those of one task."""
    own = "AND o.task_id = :task_id" if task_id is not None else ""
    rows = connection.execute(
        f"""
        SELECT o.id, o.task_id, o.unit_id, o.position, o.mark, o."on", o.reply_by, {REPLIED} AS replied_on,
               EXISTS (SELECT 1 FROM action a WHERE a.task_id = o.task_id AND a.kind = 'summoned'
                       AND a."on" >= o."on" AND a."on" <= :as_of) AS summoned, {IS_SETTLED} AS settled
        FROM supervision_order o
        WHERE o."on" <= :as_of {own} AND {HOLDS_ITS_RUNG}
              AND NOT EXISTS (SELECT 1 FROM supervision_order l
                              WHERE l.task_id = o.task_id AND l.unit_id = o.unit_id AND l."on" <= :as_of
                                    AND (l."on" > o."on" OR (l."on" = o."on" AND l.id > o.id)))
        ORDER BY o.id
        """,
        {"as_of": as_of.isoformat(), "task_id": task_id},
    )
    return records(rows, StandingOrder)


class OnLadder(NamedTuple):
    """A task at work, as the ladder sees it."""

    task_id: int
    key: str
    title: str
    unit_id: int | None
    """The unit that answers first."""
    due: date | None
    """Its date or, where that has not passed, the time of a recurring duty that has."""
    is_over: bool
    """The time of its plan is over."""
    why: Reason | None
    """What starts the ladder for it: the clause of the first start that holds; ``None`` where none does."""

    @property
    def starts(self) -> str:
        """What starts the ladder for it, in the language in use; empty where nothing does."""
        return "" if self.why is None else str(self.why)

    @property
    def tells(self) -> Iterable[str]:
        """The figures that those words tell, by name."""
        return () if self.why is None else self.why.figures


_IS_LATE_BY_ITSELF = f"COALESCE({DAYS_LATE} > {DAYS_RESTED}, TRUE)"
"""Whether a late task was late on a day on which it was at work."""
_IS_OF_DUTY = "f.duty_until < :as_of AND COALESCE(f.due >= :as_of, TRUE)"
DUE = f"CASE WHEN {_IS_OF_DUTY} THEN f.next_occurrence ELSE f.due END"
"""The date of a task or, where that has not passed, the time of a recurring duty that has."""
DUE_FROM = f"CASE WHEN {_IS_OF_DUTY} THEN 'duty' ELSE {DUE_ORIGIN} END"
"""Where that date comes from, or what moved it."""
_COLUMNS = f"f.task_id, t.key, t.title, f.first_unit_id, {DUE}, {IS_OVER}"


def tasks_on_ladder(look: Look, query: Query | str, ladder: Ladder, *, among: Iterable[int]) -> dict[int, OnLadder]:
    """Those of the tasks ``among`` that ``query`` finds and that are at work on a day, by id."""
    selection = Selection(look, query)
    columns = f"{_COLUMNS}, {first_holding(_starts(selection, ladder, look.as_of))}"
    listed = f"f.task_id IN ({', '.join(map(str, among)) or 'NULL'})"
    rows = selection.run(f"SELECT {columns} {selection.from_where(listed, AT_WORK, reads_task=True)}")
    return {row[0]: _on_ladder(row, ladder) for row in rows}


def tasks_to_start(
    look: Look, query: Query | str, ladder: Ladder, *, without: Iterable[int] = (), limit: int | None = None
) -> list[OnLadder]:
    """The tasks at work of ``query`` that one of the ladder's starts holds for on a day: red ones first, then by date.

    The tasks of plans whose time is over come last; ``without`` are left out; ``limit`` cuts the list.
    """
    selection = Selection(look, query)
    starts = _starts(selection, ladder, look.as_of)
    left_out = ", ".join(map(str, without))
    page = (
        f"SELECT f.task_id AS id, {DUE} AS day, {IS_OVER} AS is_over, {selection.lamp} <> 'red' AS rest "
        + selection.from_where(any_of(starts), AT_WORK, f"f.task_id NOT IN ({left_out})" if left_out else TRUE)
        + " ORDER BY is_over, rest, day NULLS LAST, f.task_id LIMIT :limit"
    )
    rows = selection.run(
        f"SELECT {_COLUMNS}, {first_holding(starts)} "
        f"FROM ({page}) page JOIN {selection.facts} f ON f.task_id = page.id JOIN task t ON t.id = page.id "
        "ORDER BY page.is_over, page.rest, page.day NULLS LAST, page.id",
        limit=-1 if limit is None else limit,
    )
    return [_on_ladder(row, ladder) for row in rows]


class Start(NamedTuple):
    """What starts the ladder for one unit, by its own figures."""

    why: Reason | None
    """``None`` where nothing does."""
    due: date | None
    """The task's date or, where that has not passed, the time of a recurring duty that the unit missed."""


def members_on_ladder(
    look: Look, ladder: Ladder, task_ids: Iterable[int], who: Answering
) -> dict[int, dict[int, Start]]:
    """By task the members of the collectives that answer first that have not done their part, by who answers for them.

    Each with what starts the ladder for it by its own figures.
    """
    asked = list(task_ids)
    if not asked:
        return {}
    selection = Selection(look, Query())
    starts = _starts(selection, ladder, look.as_of)
    found: dict[int, dict[int, Start]] = {}
    for task, own in members_judged(look, selection, starts, asked, who).items():
        found[task] = {}
        for unit, one in own.items():
            why = None if one.place is None else ladder.starts[one.place].reason(one.known)
            found[task][who.successor(unit)] = Start(why, _own_due(one.known, look.as_of))
    return found


def _own_due(known: Mapping[str, Any], as_of: date) -> date | None:
    """The date that ``DUE`` tells of a task, by the figures of one member."""
    due = day_of(known["due"])
    is_of_duty = known["duty"] is not None and (due is None or due >= as_of)
    return day_of(known["next_occurrence"]) if is_of_duty else due


def _starts(selection: Selection, ladder: Ladder, as_of: date) -> list[str]:
    """The starts as conditions: no order is given for lateness on the day on which it is taken up again."""
    found = []
    for start in ladder.starts:
        condition = selection.compiler.condition_of_rule(start.query(as_of))
        found.append(all_of([condition, _IS_LATE_BY_ITSELF]) if start.is_of_lateness else condition)
    return found


def _on_ladder(row: Sequence[Any], ladder: Ladder) -> OnLadder:
    task_id, key, title, unit_id, due, is_over, start, *seen = row
    why = None if start is None else ladder.starts[start].reason(figures(seen))
    return OnLadder(task_id, key, title, unit_id, day_of(due), bool(is_over), why)
