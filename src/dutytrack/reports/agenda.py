"""What the office has to do on a day: decisions that only it can take first, then what units owe it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import parse
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import NOT_SIGNED, REPLY_TO_CHECK, contradiction_told
from dutytrack.i18n import N_, _, bracketed, clauses, listed
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.reports.orders import Suggestion, suggestions
from dutytrack.store.facts.duties import duty_told
from dutytrack.store.query.look import Look
from dutytrack.store.reading.extensions import ExtensionRow, extension_rows
from dutytrack.store.reading.keys import keys_of
from dutytrack.store.reading.members import MemberLeft, members_left
from dutytrack.store.reading.orders import OrderRow, StandingOrder, order_rows, standing_orders
from dutytrack.store.reading.owing import Owing, owing
from dutytrack.store.reading.tasks import LIVE_FIRST, LONGEST_FIRST, TaskRow, count_tasks, find_tasks

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
        return _("{what}; besides: {also}").format(what=self.what, also=clauses(self.also)) if self.also else self.what


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
    placed: set[str] = field(default_factory=set)
    """The tasks that stand in a section already."""
    also: dict[str, list[_Thing]] = field(default_factory=dict)
    """What else there is to do about them."""
    tells: dict[str, set[str]] = field(default_factory=dict)
    """The figures that are told about each task."""
    members: dict[str, tuple[MemberLeft, ...]] = field(default_factory=dict)
    """The members that have not done their part, of tasks that collectives answer for."""
    followed: set[str] = field(default_factory=set)
    """The marks of the orders that one of a higher rung is due after."""

    def section(self, name: str, title: str, things: Iterable[_Thing], total: int | None = None) -> AgendaSection:
        """The section of those ``things`` whose tasks stand in none yet; the others are said where they stand."""
        own: list[_Thing] = []
        elsewhere = set()
        for thing in things:
            key = thing.item.key
            if key in self.placed:
                self.also.setdefault(key, []).append(thing)
                elsewhere.add(key)
            else:
                own.append(thing)
        count = len(own) if total is None else total
        own = own[: self.limit]
        self.placed.update(thing.item.key for thing in own)
        for thing in (*own, *(one for key in elsewhere for one in self.also[key])):
            self.tells.setdefault(thing.item.key, set()).update(thing.tells)
        items = tuple(thing.item for thing in own)
        return AgendaSection(name, title, items, count, elsewhere=len(elsewhere))


@dataclass(frozen=True, slots=True)
class _TaskSection:
    """A section that a query finds."""

    name: str
    title: str
    query: str
    act: str


class _OwedSection(NamedTuple):
    """A section of what units owe."""

    tasks: _TaskSection
    said: Callable[[Owing], str | None]
    """What is owed, in words; ``None`` where it is not."""
    figure: str = ""
    """The figure that those words tell, by its name in rules."""


def _late(owed: Owing) -> str | None:
    """Since it was taken up again, where that was after its date: which is less than since its date."""
    if owed.days_late is None:
        return None
    template = _("{days} days late")
    if owed.late_again is not None:
        template = _("{own} days late since it was taken up again on {date} ({days} since its date {due})")
    return template.format(due=owed.due, days=owed.days_late, own=owed.days_at_work, date=owed.late_again)


def _missed(owed: Owing) -> str | None:
    template = _("the recurring duty “{duty}” of {date} was missed")
    if owed.duties_missed:
        template = _("the recurring duty “{duty}” of {date} was missed, the first of {count} times missed")
    told = {"duty": owed.duty, "date": owed.duty_on, "count": owed.duties_missed}
    return None if owed.duty_on is None else template.format(**told)


def _sent_back(owed: Owing) -> str | None:
    if owed.sent_back_on is None:
        return None
    template = _("sent back on {date}, not reported anew")
    if owed.handed_in_on is not None:
        template = _("handed in on {handed_in_on}, sent back on {date}, not reported anew")
    if owed.sent_back_on == owed.reopened_on:
        template = _("opened again on {date}, not reported anew")
    return template.format(date=owed.sent_back_on, handed_in_on=owed.handed_in_on)


def _silent(owed: Owing) -> str | None:
    return None if owed.report_by is None else _("no report, due by {date}").format(date=owed.report_by)


def _to_mark(owed: Owing) -> str | None:
    template = _("its figures reached the stage of {date} in time, to be marked as met")
    return None if owed.to_mark is None else template.format(date=owed.to_mark)


def _unowned(owed: Owing) -> str | None:
    if not owed.unowned:
        return _("no date was set") if owed.undated else None
    return _("no unit was named to lead, and no date set") if owed.undated else _("no unit was named to lead")


def _unreceived(owed: Owing) -> str | None:
    return None if owed.unreceived is None else _(NOT_SIGNED).format(days=owed.unreceived)


_WAITING = _TaskSection("waiting", N_("To verify"), "flag:waiting", "verify")
_ACCEPTED = _TaskSection("accepted", N_("To close"), "flag:accepted", "close")
"""What was handed in: to be checked or, where a check has accepted it since, to be closed."""
_TO_MARK = _OwedSection(_TaskSection("to-mark", N_("Dates to mark"), "flag:to-mark", "done"), _to_mark, "to_mark")
"""What units have done, and only the office can say so."""
_OWED = (
    _OwedSection(
        _TaskSection("late", N_("Other late tasks"), "flag:overdue -status:submitted", "order"), _late, "days_late"
    ),
    _OwedSection(
        _TaskSection("missed", N_("Duties missed"), "flag:duty-missed", "progress"), _missed, "next_occurrence"
    ),
    _OwedSection(_TaskSection("sent-back", N_("To be reported anew"), "flag:sent-back", "remind"), _sent_back),
    _OwedSection(_TaskSection("silent", N_("Silent"), "flag:silent", "remind"), _silent, "report_by"),
    _OwedSection(
        _TaskSection(
            "unowned",
            N_("To be given a lead or a date"),
            "is:open plan:none (flag:unowned or flag:unknown)",
            "set-lead",
        ),
        _unowned,
    ),
    _OwedSection(
        _TaskSection("unreceived", N_("Not signed for in time"), "is:open flag:unreceived", "receive"),
        _unreceived,
    ),
)


def agenda(look: Look, *, ladder: Ladder, limit: int | None = None) -> tuple[AgendaSection, ...]:
    """What there is to do on a day, by kind; each kind cut to ``limit``, those without anything left out.

    A task stands once, by what matters most about it, and says there what else there is to do: a reply to look at
    comes before the order that may follow it, and an order to send or a reply to chase before what is merely late.
    Tasks of plans whose time is over stand at the end of their kind.
    """
    return tuple(section for section in _sections(look, ladder, limit) if section.items)


def _sections(look: Look, ladder: Ladder, limit: int | None) -> list[AgendaSection]:
    """All sections, those too whose tasks stand elsewhere."""
    orders = order_rows(look, "is:open")
    followed = {order.follows for order in orders}
    last = tuple(order for order in orders if order.mark not in followed)
    standing = standing_orders(look.connection, as_of=look.as_of)
    asking = _Asking(look, ladder, limit, standing, _highest(look, standing), last)
    decided = [_handed_in(_WAITING, asking), _handed_in(_ACCEPTED, asking), _extensions(asking), _answered(asking)]
    decided.append(_owed(_TO_MARK.tasks, asking))
    sent = [_orders(asking), _unanswered(asking)]
    owed = [_owed(section.tasks, asking) for section in _OWED]
    return list(_told([*decided, *sent, *owed], asking))


def _highest(look: Look, standing: Iterable[StandingOrder]) -> dict[str, StandingOrder]:
    """The order that each task stands under, by its key."""
    keys = keys_of(look.connection, {order.task_id for order in standing})
    return {keys[order.task_id]: order for order in sorted(standing, key=lambda order: order.position)}


def _told(sections: Iterable[AgendaSection], asking: _Asking) -> Iterator[AgendaSection]:
    """``sections``, each thing with what else there is about its task."""
    found = owing(asking.look, asking.placed)
    shared = [key for key, one in found.items() if one.members_left]
    asking.members.update(members_left(asking.look.connection, shared, as_of=asking.look.as_of))
    for section in sections:
        owed = next((one for one in (_TO_MARK, *_OWED) if one.tasks.name == section.name), None)
        own = {item.key for item in section.items}
        elsewhere = section.elsewhere
        if owed is not None:
            elsewhere = sum(owed.said(found[key]) is not None for key in asking.placed - own)
        items = tuple(_with_the_rest(item, found[item.key], owed, asking) for item in section.items)
        yield section._replace(items=items, elsewhere=elsewhere)


def _with_the_rest(item: AgendaItem, found: Owing, owed: _OwedSection | None, asking: _Asking) -> AgendaItem:
    """``item`` with its date and lamp, what is owed, and what else there is to do about its task."""
    what, told = item.what, asking.tells.get(item.key, set())
    is_back = found.days_at_work == 0
    if owed is not None and owed.said is _late and is_back:
        owed = next((one for one in _OWED if one.said is not _late and one.said(found) is not None), owed)
        item = item._replace(act="remind")
    if owed is not None:
        act, *more = _acts(owed, found, item)
        item = item._replace(unit=_who_owes(item, owed, found, asking), act=act, acts=(*item.acts, *more))
        what = _said_of(item, owed, found, asking) or what
        standing = asking.standing.get(item.key) if owed.figure == "days_late" else None
        if standing is not None:
            what = clauses([what, *_under(standing, asking)])
            item = item._replace(act=_after(standing, asking))
    what = clauses([what, *_leading_beside(item, found)])
    things = asking.also.get(item.key, ())
    others = [
        (one, said)
        for one in (_TO_MARK, *_OWED)
        if one is not owed and one.figure not in told and not (one.said is _late and is_back)
        if (said := _said_of(item, one, found, asking)) is not None
    ]
    also = [*(_of_whom(thing, item) for thing in things if thing.brief), *(said for _one, said in others)]
    says_since = "late_again" in told or any(one is not None and one.said is _late for one in (owed, *dict(others)))
    also += [] if says_since else _taken_up_again(found)
    if found.contradicted_on is not None:
        also.append(contradiction_told(found.status_on, found.contradicted_on, found.progress))
    acts = [item.act, *item.acts, *(act for thing in things for act in (thing.item.act, *thing.item.acts))]
    acts += [act for one, _said in others if one.said is not _late for act in _acts(one, found)]
    own = next((_of_member(found, one) for one in asking.members.get(item.key, ()) if one.name == item.unit), found)
    return item._replace(
        what=what,
        acts=tuple(dict.fromkeys(acts)),
        also=tuple(dict.fromkeys(also)),
        due=own.due,
        lamp=found.lamp,
        due_origin=own.due_origin,
    )


def _leading_beside(item: AgendaItem, found: Owing) -> Iterator[str]:
    """Who leads the task beside the one of its lead units that ``item`` is about."""
    named = item.unit.split(BETWEEN_NAMES) if item.unit else []
    beside = [one for one in found.lead if one not in named]
    if beside and len(beside) < len(found.lead):
        yield _("led together with {units}").format(units=BETWEEN_NAMES.join(beside))


def _acts(owed: _OwedSection, found: Owing, item: AgendaItem | None = None) -> tuple[str, ...]:
    """What is done about what is owed: a lead and a date are named each where it is wanting."""
    if owed.said is not _unowned:
        return (item.act if item else owed.tasks.act,)
    wanting = {"set-lead": found.unowned, "set-due": found.undated}
    return tuple(act for act, is_wanting in wanting.items() if is_wanting)


def _said_of(item: AgendaItem, owed: _OwedSection, found: Owing, asking: _Asking) -> str | None:
    """What is owed about the task of ``item``; of a collective, by which members, each with its own day."""
    said = owed.said(found)
    members = asking.members.get(item.key, ())
    own = _said_by_members(owed, found, members)
    if said is None or not own:
        return said
    if item.unit in {one.name for one in members}:
        return next((words for words, names in own.items() if item.unit in names), None)
    told = {words: BETWEEN_NAMES.join(names) for words, names in own.items()}
    if list(told.values()) == [item.unit]:
        return next(iter(told))
    template = _("{unit} was {said}") if owed.said is _sent_back else _("{unit}: {said}")
    return clauses(template.format(unit=names, said=words) for words, names in told.items())


def _said_by_members(owed: _OwedSection, found: Owing, members: Iterable[MemberLeft]) -> Mapping[str, list[str]]:
    """What some of ``members`` owe alone (sent back, a duty missed, not signed for), by its words with their names."""
    told: dict[str, list[str]] = {}
    for one in members if owed.said in {_sent_back, _missed, _unreceived} else ():
        if (said := owed.said(_of_member(found, one))) is not None:
            told.setdefault(said, []).append(one.name)
    return told


def _of_member(found: Owing, member: MemberLeft) -> Owing:
    """What is owed about a task as it is owed by one of the members that answer for it."""
    first, count = next(iter(member.missed), None), len(member.missed)
    return found._replace(
        sent_back_on=member.sent_back_on,
        handed_in_on=None,
        duty_on=None if first is None else first.due,
        duty=None if first is None else duty_told(first.duty),
        duties_missed=count if count > 1 else None,
        unreceived=found.unreceived if member.unsigned else None,
        due=found.own_due if first is None or found.days_late is not None else first.due,
        due_origin=found.own_origin if first is None or found.days_late is not None else None,
    )


def _of_whom(thing: _Thing, item: AgendaItem) -> str:
    """What else there is to do, with the unit that it is about, where that is none of those of ``item``."""
    unit = thing.item.unit
    if not unit or not item.unit or unit in item.unit.split(BETWEEN_NAMES):
        return thing.brief
    return _("{unit}: {told}").format(unit=unit, told=thing.brief)


def _who_owes(item: AgendaItem, owed: _OwedSection, found: Owing, asking: _Asking) -> str | None:
    """Who owes something: of a collective the members that have not done their part, or those that owe just this."""
    members = asking.members.get(item.key, ())
    own = {one for names in _said_by_members(owed, found, members).values() for one in names}
    names = [one.name for one in members if one.name in own or (not own and owed.said in {_late, _sent_back})]
    return BETWEEN_NAMES.join(names) or item.unit


def _taken_up_again(found: Owing) -> Iterator[str]:
    """How long a task has been late since it was taken up again, which is less than since its date."""
    if found.late_again is not None:
        template = _("{days} days late since it was taken up again on {date}")
        yield template.format(days=found.days_at_work, date=found.late_again)


def _under(order: StandingOrder, asking: _Asking) -> Iterator[str]:
    """Which order a late task stands under, where there is time left to answer it, or the unit is to be called in."""
    rung = asking.ladder.rung(order.position).called
    if order.reply_by > asking.look.as_of and order.replied_on is None:
        template = _("{mark} ({rung}) is to be answered by {reply_by}")
        yield template.format(mark=order.mark, rung=rung, reply_by=order.reply_by)
    elif _after(order, asking) == "summon":
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


def _of_query(section: _TaskSection, asking: _Asking, sort: str = LIVE_FIRST) -> tuple[list[TaskRow], int]:
    """The tasks that a query finds and that stand in no section yet, and how many there are."""
    query = parse(section.query, today=asking.look.as_of)
    limit = None if asking.limit is None else asking.limit + len(asking.placed)
    rows = find_tasks(asking.look, query, sort=sort, limit=limit)
    left = [row for row in rows if row.key not in asking.placed]
    return left, len(left) if len(rows) != limit else count_tasks(asking.look, query, without=asking.placed)


def _handed_in(section: _TaskSection, asking: _Asking) -> AgendaSection:
    """What was handed in and waits for the office, with how long that has taken."""
    rows, total = _of_query(section, asking, sort=LONGEST_FIRST)
    late = owing(asking.look, [row.key for row in rows if row.days_late is not None])
    tells = frozenset({"days_late"})
    things = (
        _Thing(_item(row, _submitted(section, row, late.get(row.key), asking.look.as_of), section.act), "", tells)
        for row in rows
    )
    return asking.section(section.name, _(section.title), things, total)


def _submitted(section: _TaskSection, row: TaskRow, late: Owing | None, as_of: date) -> str:
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


def _owed(section: _TaskSection, asking: _Asking) -> AgendaSection:
    rows, total = _of_query(section, asking)
    return asking.section(section.name, _(section.title), (_Thing(_owed_item(section, row), "") for row in rows), total)


def _owed_item(section: _TaskSection, row: TaskRow) -> AgendaItem:
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
    return _Thing(AgendaItem(row.key, row.unit, what, row.title, "extend"), what)


def _answered(asking: _Asking) -> AgendaSection:
    """Replies to orders that still stand: the office has to see whether they will do, until a check says so."""
    replies = (row for row in asking.orders if row.replied_on is not None and row.stands and not row.settled)
    in_turn = sorted(replies, key=lambda row: row.replied_on or row.on)
    return asking.section("answered", _("Orders answered"), map(_reply, in_turn))


def _reply(row: OrderRow) -> _Thing:
    reply = row.reply or "-"
    if len(reply) > _LONGEST_REPLY:
        reply = reply[: _LONGEST_REPLY - 1] + "…"
    told = reply.rstrip(".。")
    what = _("{mark} answered on {date}: {reply}").format(mark=row.mark, date=row.replied_on, reply=told)
    brief = _(REPLY_TO_CHECK).format(mark=row.mark, date=row.replied_on)
    return _Thing(AgendaItem(row.key, row.unit, what, row.title, "review"), brief)


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
    return _Thing(item, "" if row.mark in asking.followed else what)


def _orders(asking: _Asking) -> AgendaSection:
    """Those that are due, the highest rungs first; a task that nobody answers for is to be given a unit first."""
    more = None if asking.limit is None else asking.limit + len(asking.placed) + 1
    due, _topmost = suggestions(asking.look, "", ladder=asking.ladder, limit=more, standing=asking.all_standing)
    asking.followed.update(row.follows for row in due if row.follows is not None)
    things = (_order(asking.ladder, row) for row in sorted(due, key=lambda row: row.unit is None))
    section = asking.section("orders", _("Orders to send"), things)
    return section._replace(total=len(section.items), uncounted=True) if len(due) == more else section


def _order(ladder: Ladder, row: Suggestion) -> _Thing:
    if row.unit is None:
        what = _("no unit answers for it: {why}").format(why=row.why)
        return _Thing(AgendaItem(row.key, None, what, row.title, "set-lead"), what, row.tells)
    told = {"rung": ladder.rung(row.position).called, "why": row.why}
    item = AgendaItem(row.key, row.unit, _("{rung}: {why}").format(**told), row.title, "order", row.rung)
    brief = _("{rung} due: {why}")
    if row.waits_since is not None:
        brief = _("{rung} due where that is unmet still once the reply is checked: {start}")
    return _Thing(item, brief.format(**told, start=row.start), row.tells)
