"""What the office has to do on a day: decisions that only it can take first, then what units owe it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from dutytrack.domain.query.parsing import parse
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import N_, _, bracketed, ngettext
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.reports.orders import Suggestion, suggestions
from dutytrack.store.query.look import Look
from dutytrack.store.reading.extensions import extension_rows
from dutytrack.store.reading.keys import keys_of
from dutytrack.store.reading.orders import StandingOrder, order_rows, standing_orders
from dutytrack.store.reading.tasks import LIVE_FIRST, TaskRow, count_tasks, find_tasks


class AgendaItem(NamedTuple):
    """Something to do about a task."""

    key: str
    unit: str | None
    """Whom it is about."""
    what: str
    """What there is, in a few words in the language in use."""
    on: date | None
    """The day it counts from: due, submitted, asked, replied."""
    title: str
    act: str
    """What is mostly done about it: the name of a command, such as ``verify``."""
    rung: str | None = None
    """Which rung an order that is due would be of."""


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
    above: int = 0
    """How many more of its kind stand in a section above, under another act."""

    @property
    def counted(self) -> str:
        """How many, to be read: ``100+`` where they were not all counted."""
        return f"{self.total}+" if self.uncounted else str(self.total)


@dataclass(frozen=True, slots=True)
class _Asking:
    look: Look
    ladder: Ladder
    limit: int | None


@dataclass(frozen=True, slots=True)
class _TaskSection:
    """A section that a query finds."""

    name: str
    title: str
    query: str
    act: str
    what: str
    on: str = "due"
    """The day of the row that it counts from."""


_HANDED_IN = (
    _TaskSection("waiting", N_("To verify"), "flag:waiting", "verify", N_("submitted on {date}"), "status_on"),
    _TaskSection(
        "accepted", N_("To close"), "flag:accepted", "close", N_("submitted on {date}, accepted"), "status_on"
    ),
)
"""What was handed in: to be checked or, where a check has accepted it since, to be closed."""
_OWED = (
    _TaskSection("late", N_("Other late tasks"), "flag:overdue -status:submitted", "order", N_("{days} days late")),
    _TaskSection(
        *("missed", N_("Duties missed"), "flag:duty-missed -flag:overdue", "progress"),
        *(N_("a recurring duty was missed"), "next_occurrence"),
    ),
    _TaskSection("silent", N_("Silent"), "flag:silent -flag:overdue", "remind", N_("no report in time")),
    _TaskSection(
        "unreceived", N_("Not signed for"), "is:open flag:unreceived", "receive", N_("not signed for"), "start"
    ),
)


_Maker = Callable[[_Asking, AbstractSet[str]], AgendaSection]
"""What makes a section, without the tasks that stand in another one already."""


def agenda(look: Look, *, ladder: Ladder, limit: int | None = None) -> tuple[AgendaSection, ...]:
    """What there is to do on a day, by kind; each kind cut to ``limit``, those without anything left out.

    A task stands in the first kind that it belongs to; those of plans whose time is over stand at the end of theirs.
    """
    asking = _Asking(look, ladder, limit)
    sections: list[AgendaSection] = []
    handed_in, owed = ([partial(_owed, one) for one in those] for those in (_HANDED_IN, _OWED))
    makers: list[_Maker] = [*handed_in, _extensions, _replies, _orders, *owed]
    last = _last_orders(asking)
    for make in makers:
        sections.append(make(asking, {item.key for section in sections for item in section.items}))
    return tuple(_in_step(section, last, asking) for section in sections if section.items)


def _last_orders(asking: _Asking) -> dict[str, StandingOrder]:
    """The order that each task stands under, the highest where there are several."""
    standing = standing_orders(asking.look.connection, as_of=asking.look.as_of)
    keys = keys_of(asking.look.connection, {order.task_id for order in standing})
    return {keys[order.task_id]: order for order in sorted(standing, key=lambda order: order.position)}


def _in_step(section: AgendaSection, last: Mapping[str, StandingOrder], asking: _Asking) -> AgendaSection:
    """``section`` with what the ladder allows: no order about a task whose last one can't be followed yet.

    Past the last rung the unit is called in, once.
    """
    if section.name != "late":
        return section
    items = (item._replace(act=_after(last[item.key], asking)) if item.key in last else item for item in section.items)
    return section._replace(items=tuple(items))


def _after(order: StandingOrder, asking: _Asking) -> str:
    is_over = order.standing(unmet=True).escalates(asking.look.as_of) is not None
    return "summon" if is_over and asking.ladder.after(order.position) is None and not order.summoned else "remind"


def agenda_report(look: Look, *, ladder: Ladder, limit: int | None = None) -> Report:
    """The same as a report."""
    sections = agenda(look, ladder=ladder, limit=limit)
    columns = columns_of("key unit what on act title", on=_("date"))
    groups = tuple(
        Group(cells(columns, section.items), bracketed(section.title, section.counted), section.name)
        for section in sections
    )
    notes = tuple(_above(section.above) for section in sections if section.above)
    title = _("To do on {as_of}").format(as_of=look.as_of)
    report = Report("agenda", title, columns, groups, look.as_of, "section", notes=notes)
    return report.counting(*((section.title, section.total) for section in sections), nothing=_("Nothing to do."))


def _above(count: int) -> str:
    template = ngettext(
        "{count} more order is due about a task that stands in a group above (`orders suggest` lists all).",
        "{count} more orders are due about tasks that stand in groups above (`orders suggest` lists all).",
        count,
    )
    return template.format(count=count)


def _owed(section: _TaskSection, asking: _Asking, before: AbstractSet[str]) -> AgendaSection:
    """What a query finds and does not stand in another section ``before``."""
    query = parse(section.query, today=asking.look.as_of)
    limit = None if asking.limit is None else asking.limit + len(before)
    rows = find_tasks(asking.look, query, sort=LIVE_FIRST, limit=limit)
    left = [row for row in rows if row.key not in before]
    total = len(left) if len(rows) != limit else count_tasks(asking.look, query, without=before)
    items = tuple(_task_item(section, row) for row in left[: asking.limit])
    return AgendaSection(section.name, _(section.title), items, total)


def _task_item(section: _TaskSection, row: TaskRow) -> AgendaItem:
    on: date | None = getattr(row, section.on)
    what = _(section.what).format(date=on, days=row.days_late)
    unit = BETWEEN_NAMES.join(row.lead or row.responsible) or None
    return AgendaItem(row.key, unit, what, on, row.title, section.act)


def _extensions(asking: _Asking, before: AbstractSet[str]) -> AgendaSection:
    """Those that wait for a decision, the ones asked for first at the top."""
    asked = extension_rows(asking.look, "")
    template = _("asks for {wished} in place of {current}")
    items = (
        AgendaItem(row.key, row.unit, template.format(**row._asdict()), row.asked_on, row.title, "extend")
        for row in reversed(asked)
        if row.decision == "asked" and row.key not in before
    )
    return _section(asking, "extensions", _("Extensions asked for"), items)


def _replies(asking: _Asking, before: AbstractSet[str]) -> AgendaSection:
    """Replies to orders that still stand: the office has to see whether they will do, until a check says so."""
    orders = order_rows(asking.look, "is:open")
    template = _("{mark} answered: {reply}")
    followed = {order.follows for order in orders}
    items = (
        AgendaItem(row.key, row.unit, said, row.replied_on, row.title, "verify")
        for row in orders
        if row.replied_on is not None and row.stands and not row.settled
        if row.mark not in followed and row.key not in before
        for said in (template.format(mark=row.mark, reply=row.reply or "-"),)
    )
    return _section(asking, "answered", _("Orders answered"), items)


def _orders(asking: _Asking, before: AbstractSet[str]) -> AgendaSection:
    """Those that are due; a task that nobody answers for is to be given a unit first."""
    more = None if asking.limit is None else asking.limit + len(before) + 1
    due, _topmost = suggestions(asking.look, "", ladder=asking.ladder, limit=more)
    cut = len(due) == more
    items = [_order_item(asking.ladder, row) for row in due if row.key not in before]
    section = _section(asking, "orders", _("Orders to send"), sorted(items, key=lambda item: item.unit is None))
    section = section._replace(above=len(due) - len(items))
    return section._replace(total=len(section.items), uncounted=True) if cut else section


def _order_item(ladder: Ladder, row: Suggestion) -> AgendaItem:
    if row.unit is None:
        what = _("no unit answers for it: {why}").format(why=row.why)
        return AgendaItem(row.key, None, what, row.due, row.title, "set")
    what = _("{rung}: {why}").format(rung=ladder.rung(row.position).word.partition(" (")[0], why=row.why)
    return AgendaItem(row.key, row.unit, what, row.due, row.title, "order", row.rung)


def _section(asking: _Asking, name: str, title: str, items: Iterable[AgendaItem]) -> AgendaSection:
    found = tuple(items)
    return AgendaSection(name, title, found[: asking.limit], len(found))
