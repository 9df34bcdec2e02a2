"""Orders (督办单): those that were issued, and who is due for which rung and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.words.supervision import REPLY_TO_CHECK, TIME_ASKED, told_besides
from dutytrack.i18n import N_, _, clauses, ngettext
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading import orders as stored
from dutytrack.store.reading.answering import Answering, answering
from dutytrack.store.reading.extensions import ExtensionRow, extension_rows
from dutytrack.store.reading.unitorder import office_ranks

_WHY: Mapping[str, str] = {
    "unanswered": N_("{mark} ({rung}) was not answered by {reply_by}, {days} days ago"),
    "unmet": N_("{mark} ({rung}) is unmet: {start}"),
}


class Suggestion(NamedTuple):
    """A task and unit due for a rung."""

    key: str
    title: str
    unit: str | None
    """``None`` where no unit answers for the task."""
    rung: str
    position: int
    why: str
    due: date | None
    """The date that this is about."""
    due_origin: str | None
    follows: str | None
    """The mark of the order that it would escalate."""
    tells: frozenset[str] = frozenset()
    """The figures of the task that ``why`` and ``besides`` tell, by their names in rules."""
    waits_since: date | None = None
    """The day on which the order that it would escalate was replied to, where the reply waits for the office."""
    start: str = ""
    """What is unmet, of one that it would escalate for that."""
    besides: tuple[str, ...] = ()
    """What else would start the ladder."""


def orders_report(look: Look, query: Query | str = "", *, unanswered: bool = False) -> Report:
    """The orders about tasks of ``query`` issued by a day, the latest first; with ``unanswered`` those still open.

    Raises QueryError where the query can't be understood.
    """
    found = stored.order_rows(look, query)
    rows = [row for row in found if not unanswered or row.state in {"waiting", "unanswered"}]
    columns = columns_of(
        "mark rung key unit on reply_by reply_state replied_on ground follows stands title reply by",
        on=_("issued"),
        follows=_("previous order"),
        by=_("issued by"),
    )
    title = _("Orders on {as_of}").format(as_of=look.as_of)
    report = listing("orders", title, columns, rows, look.as_of, reply_state="state")
    totals = ((_("orders"), len(rows)), (_("unanswered"), sum(row.state == "unanswered" for row in rows)))
    return report.counting(*totals, nothing=_("No order is like that."))


def suggestions_report(look: Look, query: Query | str = "", *, ladder: Ladder, limit: int | None = None) -> Report:
    """Who is due for which rung on a day and why: one line a task and unit, the highest rungs first.

    Raises QueryError where the query can't be understood.
    """
    rows, topmost = suggestions(look, query, ladder=ladder, limit=limit)
    columns = columns_of("key rung unit why:prose due follows title", follows=_("previous order"))
    notes = [] if rows else [_("Nobody is due for an order.")]
    if topmost:
        template = ngettext(
            "{count} order of the last rung is unanswered or unmet: the ladder ends there.",
            "{count} orders of the last rung are unanswered or unmet: the ladder ends there.",
            topmost,
        )
        notes.append(template.format(count=topmost))
    by_rung = [(rung.word, sum(row.rung == rung.name for row in rows)) for rung in reversed(ladder.rungs)]
    title = _("Orders due on {as_of}: {ladder}").format(as_of=look.as_of, ladder=ladder.title)
    in_full = partial(_in_full, _asked(look, rows), _under_way_in(look) if rows else {})
    report = listing("order-suggestions", title, columns, rows, look.as_of, why=in_full)
    return report._replace(totals=tuple((word, count) for word, count in by_rung if count), notes=tuple(notes))


def _asked(look: Look, rows: Sequence[Suggestion]) -> Mapping[str, ExtensionRow]:
    """The extensions that wait for a decision, by task; looked up where any order is suggested."""
    found = extension_rows(look, "") if rows else ()
    return {row.key: row for row in reversed(found) if row.decision == "asked"}


UnderWay = Mapping[str, Sequence[stored.OrderRow]]
"""By task the orders that there is time left to answer."""


def under_way(orders: Iterable[stored.OrderRow], as_of: date) -> UnderWay:
    """Those of ``orders`` that there is time left to answer, by task."""
    found: dict[str, list[stored.OrderRow]] = {}
    for one in orders:
        if one.state == "waiting" and one.reply_by > as_of:
            found.setdefault(one.key, []).append(one)
    return found


def _under_way_in(look: Look) -> UnderWay:
    return under_way(stored.order_rows(look, "is:open"), look.as_of)


def order_beside(row: Suggestion, found: UnderWay) -> Iterator[str]:
    """The orders about the same task, to the same unit, that there is time left to answer, on another ground."""
    for one in found.get(row.key, ()):
        if one.mark != row.follows and one.unit == row.unit:
            template = _("another one, {mark}, is to be answered by {reply_by}")
            yield template.format(mark=one.mark, reply_by=one.reply_by)


def _in_full(asked: Mapping[str, ExtensionRow], found: UnderWay, row: Suggestion) -> str:
    """Why an order is due, what is under way, and what the office has to decide before it sends one."""
    told = [told_besides(row.why, *row.besides), *order_beside(row, found)]
    if row.waits_since is not None:
        told.append(_(REPLY_TO_CHECK).format(mark=row.follows, date=row.waits_since))
    if (one := asked.get(row.key)) is not None:
        told.append(_(TIME_ASKED).format(extension_asked=one.asked_on, extension_wished=one.wished))
    return clauses(told)


def suggestions(
    look: Look,
    query: Query | str,
    *,
    ladder: Ladder,
    limit: int | None = None,
    standing: Sequence[stored.StandingOrder] | None = None,
) -> tuple[list[Suggestion], int]:
    """The suggestions, and how many orders of the last rung would go further if they could.

    ``standing`` are the orders that stand, where they are known. Escalations come first, the highest rung at the top;
    then those due for the first rung, red ones first, by date; those of one date as the office names their units.

    Raises QueryError where the query can't be understood.
    """
    if standing is None:
        standing = stored.standing_orders(look.connection, as_of=look.as_of)
    ordered = stored.tasks_on_ladder(look, query, ladder, among={order.task_id for order in standing})
    who = answering(look.connection, as_of=look.as_of)
    shared = [task.task_id for task in ordered.values() if task.unit_id in who.members]
    members = stored.members_on_ladder(look, ladder, shared, who)
    found, at_the_top = _higher_orders(standing, ordered, members, ladder, who, look.as_of)
    ordered_over = {task.key: task.is_over for task in ordered.values()}
    ranks = office_ranks(look.connection, who.names) if found else {}
    found.sort(
        key=lambda row: (
            *(-row.position, ordered_over[row.key], row.due or date.max),
            *(ranks.get(row.unit or "", len(ranks)), row.key),
        )
    )
    under = {(order.task_id, who.successor(order.unit_id)) for order in standing}
    if limit is None or len(found) < limit:
        settled = [
            task.task_id
            for task in ordered.values()
            if all(
                (task.task_id, unit) in under for unit, start in _starting(task, members, who).items() if start.found
            )
        ]
        starting = stored.tasks_to_start(look, query, ladder, without=settled, limit=limit)
        found += _first_orders(look, ladder, starting, under, who)
    return found[:limit], at_the_top


_Starts = Mapping[int, Mapping[int, stored.Start]]
"""By task what starts the ladder for each member that has not done its part."""


def _starting(task: stored.OnLadder, members: _Starts, who: Answering) -> Mapping[int | None, stored.Start]:
    """What starts the ladder for each unit that a task is asked of."""
    unit = None if task.unit_id is None else who.successor(task.unit_id)
    own = members.get(task.task_id)
    return {unit: stored.Start(task.found, task.due)} if own is None else dict(own.items())


def _higher_orders(
    standing: Iterable[stored.StandingOrder],
    ordered: Mapping[int, stored.OnLadder],
    members: _Starts,
    ladder: Ladder,
    who: Answering,
    as_of: date,
) -> tuple[list[Suggestion], int]:
    """Those due after orders that stand, and how many would be that stand on the last rung.

    A member of a collective is judged by its own figures, and not at all once it has done its part.
    """
    found, at_the_top = [], 0
    for order in (one for one in standing if one.task_id in ordered):
        task, own, unit = ordered[order.task_id], members.get(order.task_id), who.successor(order.unit_id)
        if own is not None and unit != task.unit_id:
            if unit not in own:
                continue
            task = task._replace(found=own[unit].found, due=own[unit].due)
        reason = order.standing(unmet=bool(task.found)).escalates(as_of)
        if reason is not None and ladder.after(order.position):
            found.append(_escalated(order, reason, task, ladder, who, as_of))
        at_the_top += reason is not None and not ladder.after(order.position)
    return found, at_the_top


def _escalated(
    order: stored.StandingOrder, reason: str, task: stored.OnLadder, ladder: Ladder, who: Answering, as_of: date
) -> Suggestion:
    position = order.position + 1
    rung = ladder.rung(order.position).called
    days = (as_of - order.reply_by).days
    why = _(_WHY[reason]).format(mark=order.mark, rung=rung, reply_by=order.reply_by, days=days, start=task.starts)
    unit = who.names[who.successor(order.unit_id)]
    name = ladder.rung(position).name
    told = (task.key, task.title, unit, name, position, why, *task.due, order.mark, task.tells, order.waits_since)
    if reason == "unmet":
        return Suggestion(*told, task.starts, task.besides)
    return Suggestion(*told, besides=tuple(map(str, task.found)))


def _first_orders(
    look: Look, ladder: Ladder, found: Sequence[stored.OnLadder], under: set[tuple[int, int]], who: Answering
) -> Iterator[Suggestion]:
    """Those due for the first rung: a line for each unit that answers first and stands under no order.

    Of a collective the members that have not done their part, and for which a start of the ladder holds by their own
    figures.
    """
    shared = [task.task_id for task in found if task.unit_id in who.members]
    members = stored.members_on_ladder(look, ladder, shared, who)
    for task in found:
        for unit, start in _starting(task, members, who).items():
            if start.found and (unit is None or (task.task_id, unit) not in under):
                name, own = None if unit is None else who.names[unit], task._replace(found=start.found, due=start.due)
                told = (task.key, task.title, name, ladder.rung(1).name, 1, own.starts, *own.due, None, own.tells)
                yield Suggestion(*told, besides=own.besides)
