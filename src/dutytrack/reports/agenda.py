"""What the office has to do on a day: decisions that only it can take first, then what units owe it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dutytrack.domain.query.parsing import parse
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import REPLY_TO_CHECK, contradiction_told, instruction_told, told_besides
from dutytrack.i18n import N_, _, bracketed, clauses, listed
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.reports.orders import Suggestion, UnderWay, order_beside, suggestions, under_way
from dutytrack.reports.owed import (
    LATE,
    OWED,
    SENT_BACK,
    TO_MARK,
    UNOWNED,
    OwedSection,
    TaskSection,
    of_member,
    taken_up_again,
)
from dutytrack.store.query.look import Look
from dutytrack.store.reading.extensions import ExtensionRow, extension_rows
from dutytrack.store.reading.instructions import InstructionRow, instruction_rows
from dutytrack.store.reading.keys import keys_of, unit_names
from dutytrack.store.reading.members import MemberDone, MemberLeft, members_left, members_to_check
from dutytrack.store.reading.orders import OrderRow, StandingOrder, order_rows, standing_orders
from dutytrack.store.reading.owing import Owing, owing
from dutytrack.store.reading.tasks import LIVE_FIRST, LONGEST_FIRST, TaskRow, count_tasks, find_tasks
from dutytrack.store.reading.unitorder import office_ranks

_LONGEST_REPLY = 60
"""So many characters of a reply are told."""


class AgendaItem(NamedTuple):
    """Something to do about a task."""

    key: str
    unit: str | None
    """Whom it is about."""
    what: str
    """What there is, in a few words in the language in use."""
    title: str
    act: str
    """What is mostly done about it: the name of a command, such as ``close``.

    ``review`` is what ``verify`` does about a reply; ``set-lead`` and ``set-due`` are what ``set`` does.
    """
    rung: str | None = None
    """Which rung an order that is due would be of."""
    also: tuple[str, ...] = ()
    """What else there is to do about the task, which stands here alone."""
    due: date | None = None
    """The task's date or, where that has not passed, the time of a recurring duty that has."""
    lamp: str = ""
    due_origin: str | None = None
    """Where that date comes from, or what moved it."""
    acts: tuple[str, ...] = ()
    """All that is to be done about it: ``act`` first, then what answers to what else there is."""

    @property
    def whole(self) -> str:
        """All that there is to do about the task."""
        return told_besides(self.what, *self.also)


class AgendaSection(NamedTuple):
    """Things to do of one kind."""

    name: str
    """Stable: ``waiting``, ``late`` …"""
    title: str
    """In the language in use."""
    items: tuple[AgendaItem, ...]
    total: int
    """How many there are, or were counted, where ``items`` were cut."""
    uncounted: bool = False
    """Whether there are more than ``total``."""
    elsewhere: int = 0
    """How many more tasks it is true of that stand in other sections, by what matters more about them."""

    @property
    def counted(self) -> str:
        """How many, to be read: ``100+`` where they were not all counted."""
        return f"{self.total}+" if self.uncounted else str(self.total)

    def told(self, count: str | None = None) -> str:
        """How many, or ``count``, and how many more stand in other sections."""
        template = _("{count}, {more} more in other groups") if self.elsewhere else "{count}"
        return template.format(count=count or self.counted, more=self.elsewhere)


class _Thing(NamedTuple):
    """Something to do, and how it is said in short beside something that matters more."""

    item: AgendaItem
    brief: str
    """Empty where what matters more says it already."""
    tells: frozenset[str] = frozenset()
    """The figures of the task that its words tell, by their names in rules."""
    is_conditional: bool = False
    """Whether it is to be done only if what matters more does not settle it."""
    turn: date | None = None
    """The day by which it stands in its section."""


@dataclass(frozen=True, slots=True)
class _Asking:
    look: Look
    ladder: Ladder
    limit: int | None
    all_standing: list[StandingOrder]
    """The orders that stand, each of a task and unit."""
    standing: Mapping[str, StandingOrder]
    """The order that each task stands under, the highest where there are several."""
    orders: tuple[OrderRow, ...]
    """Those about open tasks that no other one follows."""
    under_way: UnderWay
    """Those of them that there is time left to answer."""
    rows: dict[str, list[str | None]] = field(default_factory=dict)
    """Whom the rows of each task are about that stands in a section already."""
    also: dict[tuple[str, str | None], list[_Thing]] = field(default_factory=dict)
    """What else there is to do about them, by row."""
    tells: dict[tuple[str, str | None], set[str]] = field(default_factory=dict)
    """The figures that each row tells."""
    members: dict[str, tuple[MemberLeft, ...]] = field(default_factory=dict)
    """The members that have not done their part, of tasks that collectives answer for."""
    followed: set[str] = field(default_factory=set)
    """The marks of the orders that one of a higher rung is due after."""

    ranks: dict[str, int] = field(default_factory=dict)
    """Where each unit stands, as the office names them; worked out where it is asked for."""

    def in_turn(self, things: Iterable[_Thing]) -> Iterator[_Thing]:
        """``things``, those that stand beside each other by the same day in the order of their units."""
        for turn, same in groupby(things, key=lambda thing: thing.turn):
            tied = list(same)
            yield from sorted(tied, key=self._rank) if turn is not None and len(tied) > 1 else tied

    def _rank(self, thing: _Thing) -> int:
        if not self.ranks:
            self.ranks.update(office_ranks(self.look.connection, unit_names(self.look.connection)))
        first = (thing.item.unit or "").split(BETWEEN_NAMES)[0]
        return self.ranks.get(first, len(self.ranks))

    def section(self, name: str, title: str, things: Iterable[_Thing], total: int | None = None) -> AgendaSection:
        """The section of those ``things`` that no row is about yet; the others are said in the rows of their units."""
        own: list[_Thing] = []
        elsewhere = set()
        for thing in self.in_turn(things):
            key = thing.item.key
            rows = [unit for unit in self.rows.get(key, ()) if _concerns(thing.item.unit, unit)]
            if rows:
                self.also.setdefault((key, rows[0]), []).append(thing)
                self.tells.setdefault((key, rows[0]), set()).update(thing.tells)
                elsewhere.add(key)
            else:
                own.append(thing)
        count = len(own) if total is None else total
        own = own[: self.limit]
        for thing in own:
            key, unit = thing.item.key, thing.item.unit
            self.rows.setdefault(key, []).append(unit)
            self.tells.setdefault((key, unit), set()).update(thing.tells)
        items = tuple(thing.item for thing in own)
        return AgendaSection(name, title, items, count, elsewhere=len(elsewhere))


def _concerns(unit: str | None, row: str | None) -> bool:
    """Whether what is to be done about ``unit`` is said in the row that is about ``row``."""
    return not unit or not row or not set(unit.split(BETWEEN_NAMES)).isdisjoint(row.split(BETWEEN_NAMES))


_WAITING = TaskSection("waiting", N_("To verify"), "flag:waiting", "verify")
_ACCEPTED = TaskSection("accepted", N_("To close"), "flag:accepted", "close")
"""What was handed in: to be checked or, where a check has accepted it since, to be closed."""


def agenda(look: Look, *, ladder: Ladder, limit: int | None = None) -> tuple[AgendaSection, ...]:
    """What there is to do on a day, by kind; each kind cut to ``limit``, those without anything left out.

    A task stands once, by what matters most about it, and says there what else there is to do: a reply to look at
    comes before the order that may follow it, and an order to send or a reply to chase before what is merely late.
    Those of one day stand as the office names their units.
    Tasks of plans whose time is over stand at the end of their kind.
    """
    return tuple(section for section in _sections(look, ladder, limit) if section.items)


def _sections(look: Look, ladder: Ladder, limit: int | None) -> list[AgendaSection]:
    """All sections, those too whose tasks stand elsewhere."""
    orders = order_rows(look, "is:open")
    followed = {order.follows for order in orders}
    last = tuple(order for order in orders if order.mark not in followed)
    standing = standing_orders(look.connection, as_of=look.as_of)
    asking = _Asking(look, ladder, limit, standing, _highest(look, standing), last, under_way(last, look.as_of))
    decided = [_handed_in(_WAITING, asking), _handed_in(_ACCEPTED, asking), _extensions(asking), _answered(asking)]
    decided.append(_owed(TO_MARK.tasks, asking))
    sent = [_instructions(asking), _orders(asking), _unanswered(asking)]
    owed = [_owed(section.tasks, asking) for section in OWED]
    waiting, *others = _told([*decided, *sent, *owed], asking)
    return [_with_members(waiting, asking), *others]


def _with_members(waiting: AgendaSection, asking: _Asking) -> AgendaSection:
    """``waiting`` with the members that have done their part while others are at work.

    What the others owe stands where it belongs, so their task may stand there too.
    """
    done = members_to_check(asking.look)
    found = owing(asking.look, {one.key for one in done}) if done else {}
    items = (*waiting.items, *(_member_done(one, found[one.key], asking.look.as_of) for one in done))
    return waiting._replace(items=items[: asking.limit], total=waiting.total + len(done))


def _member_done(one: MemberDone, found: Owing, as_of: date) -> AgendaItem:
    template = _("reported on {date} that its part is done") if one.reported else _("submitted on {date}")
    what = template.format(date=one.on or "?")
    waited = (as_of - one.on).days if one.on else 0
    if waited:
        what = _("{submitted}, has waited for {waited} days").format(submitted=what, waited=waited)
    item = AgendaItem(one.key, one.name, what, one.title, _WAITING.act, acts=(_WAITING.act,))
    return item._replace(due=found.own_due, due_origin=found.own_origin, lamp=found.lamp)


def _highest(look: Look, standing: Iterable[StandingOrder]) -> dict[str, StandingOrder]:
    """The order that each task stands under, by its key."""
    keys = keys_of(look.connection, {order.task_id for order in standing})
    return {keys[order.task_id]: order for order in sorted(standing, key=lambda order: order.position)}


def _told(sections: Iterable[AgendaSection], asking: _Asking) -> Iterator[AgendaSection]:
    """``sections``, each thing with what else there is about its task."""
    found = owing(asking.look, asking.rows)
    shared = [key for key, one in found.items() if one.members_left]
    asking.members.update(members_left(asking.look.connection, shared, as_of=asking.look.as_of))
    for section in sections:
        owed = next((one for one in (TO_MARK, *OWED) if one.tasks.name == section.name), None)
        own = {item.key for item in section.items}
        elsewhere = section.elsewhere
        if owed is not None:
            elsewhere = sum(owed.said(found[key]) is not None for key in asking.rows.keys() - own)
        items = tuple(_with_the_rest(item, found[item.key], owed, asking) for item in section.items)
        yield section._replace(items=items, elsewhere=elsewhere)


def _with_the_rest(item: AgendaItem, found: Owing, owed: OwedSection | None, asking: _Asking) -> AgendaItem:
    """``item`` with its date and lamp, what is owed, and what else there is to do about its task."""
    row = item.key, item.unit
    what, told = item.what, asking.tells.get(row, set())
    is_back = found.days_at_work == 0
    if owed is LATE and is_back:
        owed = next((one for one in OWED if one is not LATE and one.said(found) is not None), owed)
        item = item._replace(act="remind")
    if owed is not None:
        act, *more = owed.acts(found) if owed is UNOWNED else (item.act,)
        item = item._replace(unit=_who_owes(item, owed, found, asking), act=act, acts=(*item.acts, *more))
        what = _said_of(item, owed, found, asking) or what
        standing = asking.standing.get(item.key) if owed is LATE else None
        what = clauses([what, *_under(item, asking), *_past_time(standing, asking)])
        if standing is not None:
            item = item._replace(act=_after(standing, asking))
    what = clauses([what, *_leading_beside(item, found)])
    things = asking.also.get(row, ())
    others = [
        (one, said)
        for one in (TO_MARK, *OWED)
        if one is not owed and one.figure not in told and not (one is LATE and is_back)
        if (said := _said_of(item, one, found, asking)) is not None
    ]
    also = [*item.also, *(thing.brief for thing in things if thing.brief), *(said for _one, said in others)]
    also += [] if owed is not None or item.rung is not None else _under(item, asking)
    says_since = "late_again" in told or any(one is LATE for one in (owed, *dict(others)))
    also += [] if says_since else taken_up_again(found)
    if found.contradicted_on is not None:
        also.append(contradiction_told(found.status_on, found.contradicted_on, found.progress))
    now = (thing.item for thing in things if not thing.is_conditional)
    acts = [item.act, *item.acts, *(act for one in now for act in (one.act, *one.acts))]
    acts += [act for one, _said in others if one is not LATE for act in one.acts(found)]
    if "progress" in acts:
        acts = [act for act in acts if act != "remind"]
    own = next(
        (of_member(found, one, asking.look.as_of) for one in asking.members.get(item.key, ()) if one.name == item.unit),
        found,
    )
    return item._replace(
        what=what,
        acts=tuple(dict.fromkeys(acts)),
        also=tuple(dict.fromkeys(also)),
        due=item.due or own.due,
        lamp=found.lamp,
        due_origin=item.due_origin if item.due else own.due_origin,
    )


def _leading_beside(item: AgendaItem, found: Owing) -> Iterator[str]:
    """Who leads the task beside the one of its lead units that ``item`` is about."""
    named = item.unit.split(BETWEEN_NAMES) if item.unit else []
    beside = [one for one in found.lead if one not in named]
    if beside and len(beside) < len(found.lead):
        yield _("led together with {units}").format(units=BETWEEN_NAMES.join(beside))


def _said_of(item: AgendaItem, owed: OwedSection, found: Owing, asking: _Asking) -> str | None:
    """What is owed about the task of ``item``; of a collective, by which members, each with its own day."""
    said = owed.said(found)
    members = asking.members.get(item.key, ())
    own = owed.said_by_members(found, members, asking.look.as_of)
    if said is None or not own:
        return said
    if item.unit in {one.name for one in members}:
        return next((words for words, names in own.items() if item.unit in names), None)
    told = {words: BETWEEN_NAMES.join(names) for words, names in own.items()}
    if list(told.values()) == [item.unit]:
        return next(iter(told))
    template = _("{unit} was {said}") if owed is SENT_BACK else _("{unit}: {said}")
    return clauses(template.format(unit=names, said=words) for words, names in told.items())


def _who_owes(item: AgendaItem, owed: OwedSection, found: Owing, asking: _Asking) -> str | None:
    """Who owes something: of a collective the members that have not done their part, or those that owe just this."""
    members = asking.members.get(item.key, ())
    by_words = owed.said_by_members(found, members, asking.look.as_of)
    own = {name for names in by_words.values() for name in names}
    names = [one.name for one in members if one.name in own or (not own and owed.names_left)]
    return BETWEEN_NAMES.join(names) or item.unit


def _under(item: AgendaItem, asking: _Asking) -> Iterator[str]:
    """Which orders there is time left to answer, with the unit where the row is not about it."""
    for order in asking.under_way.get(item.key, ()):
        rung = asking.ladder.rung(order.position).called
        told = _("{mark} ({rung}) is to be answered by {reply_by}")
        told = told.format(mark=order.mark, rung=rung, reply_by=order.reply_by)
        is_own = _concerns(order.unit, item.unit)
        yield told if is_own else _("{unit}: {told}").format(unit=order.unit, told=told)


def _past_time(order: StandingOrder | None, asking: _Asking) -> Iterator[str]:
    """That the time to answer the order that a late task stands under was over, where its unit is to be called in."""
    if order is not None and _after(order, asking) == "summon":
        rung = asking.ladder.rung(order.position).called
        template = _("the time to answer {mark} ({rung}) was over on {reply_by}, and the task is not done")
        yield template.format(mark=order.mark, rung=rung, reply_by=order.reply_by)
        yield _past_last(rung)


def _after(order: StandingOrder, asking: _Asking) -> str:
    """What follows an order: past the last rung the unit is called in, once; before its time is over nothing does."""
    is_over = order.standing(unmet=True).escalates(asking.look.as_of) is not None
    return "summon" if is_over and asking.ladder.after(order.position) is None and not order.summoned else "remind"


def _past_last(rung: str) -> str:
    """Why a unit is called in."""
    return _("no rung follows {rung}: the unit is to be called in").format(rung=rung)


def agenda_report(look: Look, *, ladder: Ladder, limit: int | None = None) -> Report:
    """The same as a report."""
    found = _sections(look, ladder, limit)
    sections = [section for section in found if section.items]
    columns = columns_of("key unit title what:prose act due lamp due_origin")
    groups = tuple(
        Group(
            cells(columns, section.items, what="whole", act="acts"),
            bracketed(section.title, section.told()),
            section.name,
            section.title,
        )
        for section in sections
    )
    title = _("To do on {as_of}").format(as_of=look.as_of)
    beside = [f"{section.title} {section.elsewhere}" for section in found if section.elsewhere and not section.items]
    notes = (
        (_("Told in the groups above, without one of their own: {kinds}.").format(kinds=listed(beside)),)
        if beside
        else ()
    )
    report = Report("agenda", title, columns, groups, look.as_of, "section", notes=notes)
    return report.counting(*((section.title, section.total) for section in sections), nothing=_("Nothing to do."))


def _of_query(section: TaskSection, asking: _Asking, sort: str = LIVE_FIRST) -> tuple[list[TaskRow], int]:
    """The tasks that a query finds and that stand in no section yet, and how many there are."""
    query = parse(section.query, today=asking.look.as_of)
    limit = None if asking.limit is None else asking.limit + len(asking.rows)
    rows = find_tasks(asking.look, query, sort=sort, limit=limit)
    left = [row for row in rows if row.key not in asking.rows]
    return left, len(left) if len(rows) != limit else count_tasks(asking.look, query, without=asking.rows)


def _handed_in(section: TaskSection, asking: _Asking) -> AgendaSection:
    """What was handed in and waits for the office, with how long that has taken."""
    rows, total = _of_query(section, asking, sort=LONGEST_FIRST)
    late = owing(asking.look, [row.key for row in rows if row.days_late is not None])
    tells = frozenset({"days_late"})
    things = (
        _Thing(
            _item(row, _submitted(section, row, late.get(row.key), asking.look.as_of), section.act),
            *("", tells),
            turn=row.status_on,
        )
        for row in rows
    )
    return asking.section(section.name, _(section.title), things, total)


def _submitted(section: TaskSection, row: TaskRow, late: Owing | None, as_of: date) -> str:
    said = _("submitted on {date}").format(date=row.status_on)
    if late is not None:
        template = _("{days} days after its date")
        if late.days_at_work is not None:
            template = _("{days} days after its date, {own} of them at work")
        said = bracketed(said, template.format(days=late.days_late, own=late.days_at_work))
    if section is _ACCEPTED:
        return _("{submitted}, accepted").format(submitted=said)
    waited = (as_of - row.status_on).days if row.status_on else 0
    return _("{submitted}, has waited for {waited} days").format(submitted=said, waited=waited) if waited else said


def _owed(section: TaskSection, asking: _Asking) -> AgendaSection:
    rows, total = _of_query(section, asking)
    things = (_Thing(_owed_item(section, row), "", turn=row.due) for row in rows)
    return asking.section(section.name, _(section.title), things, total)


def _owed_item(section: TaskSection, row: TaskRow) -> AgendaItem:
    """What is to be done about a task of ``section``: a date is marked once its figures are checked."""
    item = _item(row, "", section.act)
    return item._replace(act="verify", acts=("done",)) if section.act == "done" and row.claimed else item


def _item(row: TaskRow, what: str, act: str) -> AgendaItem:
    return AgendaItem(row.key, BETWEEN_NAMES.join(row.lead or row.responsible) or None, what, row.title, act)


def _extensions(asking: _Asking) -> AgendaSection:
    """Those that wait for a decision, the ones asked for first at the top."""
    asked = (row for row in reversed(extension_rows(asking.look, "")) if row.decision == "asked")
    return asking.section("extensions", _("Extensions asked for"), map(_extension, asked))


def _extension(row: ExtensionRow) -> _Thing:
    template = _("asks for {wished} in place of {current} (asked on {asked_on})")
    if row.late:
        template = _("asks for {wished} in place of {current} (asked on {asked_on}, after the date)")
    what = template.format(wished=row.wished, current=row.current, asked_on=row.asked_on)
    return _Thing(AgendaItem(row.key, row.unit, what, row.title, "extend"), what, turn=row.asked_on)


def _answered(asking: _Asking) -> AgendaSection:
    """Replies to orders: the office has to see whether they will do, until a check says so."""
    replies = (row for row in asking.orders if row.to_review)
    in_turn = sorted(replies, key=lambda row: row.replied_on or row.on)
    return asking.section("answered", _("Orders answered"), map(_reply, in_turn))


def _reply(row: OrderRow) -> _Thing:
    reply = row.reply or "-"
    if len(reply) > _LONGEST_REPLY:
        reply = reply[: _LONGEST_REPLY - 1] + "…"
    told = reply.rstrip(".。")
    what = _("{mark} answered on {date}: {reply}").format(mark=row.mark, date=row.replied_on, reply=told)
    brief = _(REPLY_TO_CHECK).format(mark=row.mark, date=row.replied_on)
    return _Thing(AgendaItem(row.key, row.unit, what, row.title, "review"), brief, turn=row.replied_on or row.on)


def _instructions(asking: _Asking) -> AgendaSection:
    """What leaders wrote that is not settled: to be answered, the first due at the top; answers to bring to them."""
    rows = [row for row in instruction_rows(asking.look) if row.is_open]
    rows.sort(key=lambda row: (row.state == "answered", row.due, row.mark))
    things = (_instruction(row, asking.look.as_of) for row in rows)
    return asking.section("instructions", _("Leaders' instructions"), things)


def _instruction(row: InstructionRow, as_of: date) -> _Thing:
    what = instruction_told(row._asdict(), as_of)
    act = "settle" if row.state == "answered" else "answer" if row.unit else "set-lead"
    return _Thing(AgendaItem(row.key, row.unit, what, row.title, act), what)


def _unanswered(asking: _Asking) -> AgendaSection:
    """Replies that are due or overdue; where a higher order is due after one, that says so."""
    as_of = asking.look.as_of
    wanted = (
        row for row in asking.orders if row.replied_on is None and row.state != "revoked" and row.reply_by <= as_of
    )
    things = (_chased(row, asking) for row in sorted(wanted, key=lambda row: row.reply_by))
    return asking.section("unanswered", _("Orders due and unanswered"), things)


def _chased(row: OrderRow, asking: _Asking) -> _Thing:
    days = (asking.look.as_of - row.reply_by).days
    template = _("{mark} ({rung}) is to be answered today")
    if days:
        template = _("{mark} ({rung}) was to be answered by {reply_by}, {days} days ago")
    rung = asking.ladder.rung(row.position).called
    what = template.format(mark=row.mark, rung=rung, reply_by=row.reply_by, days=days)
    standing = asking.standing.get(row.key)
    act = _after(standing, asking) if standing is not None and standing.mark == row.mark else "remind"
    if act == "summon":
        what = clauses([what, _past_last(rung)])
    item = AgendaItem(row.key, row.unit, what, row.title, act, acts=("remind",))
    return _Thing(item, "" if row.mark in asking.followed else what, turn=row.reply_by)


def _orders(asking: _Asking) -> AgendaSection:
    """Those that are due, the highest rungs first; a task that nobody answers for is to be given a unit first."""
    more = None if asking.limit is None else asking.limit + len(asking.rows) + 1
    due, _topmost = suggestions(asking.look, "", ladder=asking.ladder, limit=more, standing=asking.all_standing)
    asking.followed.update(row.follows for row in due if row.follows is not None)
    things = [_order(asking, row) for row in sorted(due, key=lambda row: row.unit is None)]
    section = asking.section("orders", _("Orders to send"), things)
    return section._replace(total=len(section.items), uncounted=True) if len(due) == more else section


def _order(asking: _Asking, row: Suggestion) -> _Thing:
    if row.unit is None:
        what = _("no unit answers for it: {why}").format(why=row.why)
        tells = row.tells if row.due is None else row.tells | {"unowned"}
        return _Thing(AgendaItem(row.key, None, what, row.title, "set-lead"), what, tells)
    beside = order_beside(row, asking.under_way)
    told = {"rung": asking.ladder.rung(row.position).called, "why": clauses([row.why, *beside])}
    item = AgendaItem(row.key, row.unit, _("{rung}: {why}").format(**told), row.title, "order", row.rung, row.besides)
    item = item._replace(due=row.due, due_origin=row.due_origin)
    brief = _("{rung} due: {why}")
    if row.waits_since is not None:
        brief = _("{rung} due where that is unmet still once the reply is checked: {start}")
    brief = clauses([brief.format(**told, start=row.start), *row.besides])
    return _Thing(item, brief, row.tells, row.waits_since is not None)
