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
from dutytrack.domain.words.supervision import told_besides
from dutytrack.i18n import _
from dutytrack.store.facts.orders import HOLDS_ITS_RUNG, IS_REVOKED, IS_SETTLED, REPLIED, REPLY_WAITS, STANDS
from dutytrack.store.facts.pace import AT_WORK, DAYS_LATE, DAYS_RESTED, DUE, Due
from dutytrack.store.query.compile import TRUE, all_of, any_of
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import Answering
from dutytrack.store.reading.clauses import LOOKED_AT, figures
from dutytrack.store.reading.members import members_judged
from dutytrack.store.reading.tasks import IS_OVER
from dutytrack.store.reading.unitorder import office_order
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
        found = told_besides(*map(str, self.found))
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
    """Whether nothing has reset the ladder since, or it is still to be answered."""
    to_review: bool = False
    """Whether its reply waits for the office: nothing was checked on the day of the last reply, or since."""


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
               {STANDS} AS stands, {REPLY_WAITS} AS to_review
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
    due: Due
    """The date that ``why`` is about."""
    is_over: bool
    """The time of its plan is over."""
    found: tuple[Reason, ...] = ()
    """What starts the ladder for it: first the start that its lamp's rule is about, then the others that hold."""

    @property
    def starts(self) -> str:
        """What starts the ladder for it, in the language in use; empty where nothing does."""
        return str(self.found[0]) if self.found else ""

    @property
    def besides(self) -> tuple[str, ...]:
        """What else would start it."""
        return tuple(map(str, self.found[1:]))

    @property
    def tells(self) -> frozenset[str]:
        """The figures that all those words tell, by name."""
        return frozenset(name for reason in self.found for name in reason.figures)


_IS_LATE_BY_ITSELF = f"COALESCE({DAYS_LATE} > {DAYS_RESTED}, TRUE)"
"""Whether a late task was late on a day on which it was at work."""
_COLUMNS = f"f.task_id, t.key, t.title, f.first_unit_id, {IS_OVER}"
_NEVER = date.max.isoformat()


def tasks_on_ladder(look: Look, query: Query | str, ladder: Ladder, *, among: Iterable[int]) -> dict[int, OnLadder]:
    """Those of the tasks ``among`` that ``query`` finds and that are at work on a day, by id."""
    selection = Selection(look, query)
    holds = _holding(selection, _starts(selection, ladder, look), ladder, look)
    columns = f"{_COLUMNS}, {holds}, {LOOKED_AT}"
    listed = f"f.task_id IN ({', '.join(map(str, among)) or 'NULL'})"
    rows = selection.run(f"SELECT {columns} {selection.from_where(listed, AT_WORK, reads_task=True)}")
    return {row[0]: _on_ladder(row, ladder, look.as_of) for row in rows}


def tasks_to_start(
    look: Look, query: Query | str, ladder: Ladder, *, without: Iterable[int] = (), limit: int | None = None
) -> list[OnLadder]:
    """The tasks at work of ``query`` that one of the ladder's starts holds for on a day: red ones first, then by date.

    Those of one date stand by the units that answer first, as the office names them. The tasks of plans whose time is
    over come last; ``without`` are left out; ``limit`` cuts the list.
    """
    selection = Selection(look, query)
    starts = _starts(selection, ladder, look)
    left_out = ", ".join(map(str, without))
    page = (
        f"SELECT f.task_id AS id, {DUE} AS day, {IS_OVER} AS is_over, {selection.lamp} <> 'red' AS rest "
        + selection.from_where(any_of(starts), AT_WORK, f"f.task_id NOT IN ({left_out})" if left_out else TRUE)
        + " ORDER BY is_over, rest, day NULLS LAST, f.task_id LIMIT :limit"
    )
    rows = selection.run(
        f"SELECT page.rest, page.day, {_COLUMNS}, {_holding(selection, starts, ladder, look)}, {LOOKED_AT} "
        f"FROM ({page}) page JOIN {selection.facts} f ON f.task_id = page.id JOIN task t ON t.id = page.id "
        "ORDER BY page.is_over, page.rest, page.day NULLS LAST, page.id",
        limit=-1 if limit is None else limit,
    )
    found = [(rest, day or _NEVER, _on_ladder(row, ladder, look.as_of)) for rest, day, *row in rows]
    places = office_order(look.connection, {one.unit_id for _rest, _day, one in found if one.unit_id is not None})
    found.sort(key=lambda of: (of[2].is_over, of[0], of[1], places.get(of[2].unit_id or 0, ())))
    return [one for _rest, _day, one in found]


class Start(NamedTuple):
    """What starts the ladder for one unit, by its own figures."""

    found: tuple[Reason, ...]
    """As of a task; empty where nothing does."""
    due: Due
    """The date that the first is about."""


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
    holds = _holding(selection, _starts(selection, ladder, look), ladder, look)
    found: dict[int, dict[int, Start]] = {}
    for task, own in members_judged(look, selection, holds, asked, who).items():
        found[task] = {}
        for unit, one in own.items():
            reasons = _reasons(ladder, one.holds, one.known)
            found[task][who.successor(unit)] = Start(reasons, _due_of(reasons, one.known, look.as_of))
    return found


def _due_of(found: Sequence[Reason], known: Mapping[str, Any], as_of: date) -> Due:
    """The date that the first reason is about: the time of a recurring duty where it tells of one, else the task's."""
    own = Due(day_of(known["due"]), known["due_origin"])
    missed = day_of(known["next_occurrence"]) if known["duty"] is not None else None
    if not found:
        return own.or_duty(missed, as_of)
    return Due(missed, "duty") if missed is not None and "next_occurrence" in found[0].figures else own


def _starts(selection: Selection, ladder: Ladder, look: Look) -> list[str]:
    """The starts as conditions: no order is given for lateness on the day on which it is taken up again."""
    found = []
    for start in ladder.starts:
        condition = selection.compiler.condition_of_rule(start.query(look.as_of))
        found.append(all_of([condition, _IS_LATE_BY_ITSELF]) if start.is_of_lateness else condition)
    return found


def _holding(selection: Selection, starts: Sequence[str], ladder: Ladder, look: Look) -> str:
    """The places of the ``starts`` that hold, as ``_reasons`` reads them: first the one that decides on the lamp.

    That is the one that the first rule is about which holds and is about one of them.
    """
    asked = [start.query(look.as_of) for start in ladder.starts]
    rules = zip(
        (rule.query(look.as_of) for rule in look.rules.rules), selection.compiler.rule_conditions(), strict=True
    )
    decides = " ".join(
        f"WHEN {all_of([holds, starts[place]])} THEN '{place} '"
        for rule, holds in rules
        for place, start in enumerate(asked)
        if rule.is_about(start)
    )
    each = [f"CASE WHEN {start} THEN '{place} ' ELSE '' END" for place, start in enumerate(starts)]
    return " || ".join([*([f"CASE {decides} ELSE '' END"] if decides else []), *each])


def _reasons(ladder: Ladder, holding: str, known: Mapping[str, Any]) -> tuple[Reason, ...]:
    return tuple(ladder.starts[place].reason(known) for place in dict.fromkeys(map(int, holding.split())))


def _on_ladder(row: Sequence[Any], ladder: Ladder, as_of: date) -> OnLadder:
    task_id, key, title, unit_id, is_over, holding, *seen = row
    known = figures(seen)
    found = _reasons(ladder, holding, known)
    return OnLadder(task_id, key, title, unit_id, _due_of(found, known, as_of), bool(is_over), found)
