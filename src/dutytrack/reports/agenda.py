"""What the office has to do on a day: decisions that only it can take first, then what units owe it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dutytrack.domain.query.parsing import parse
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.reports.orders import suggestions
from dutytrack.store.query.look import Look
from dutytrack.store.reading.checks import accepted_keys
from dutytrack.store.reading.extensions import extension_rows
from dutytrack.store.reading.orders import order_rows
from dutytrack.store.reading.tasks import TaskRow, count_tasks, find_tasks


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


_WAITING = _TaskSection("waiting", N_("To verify"), "flag:waiting", "verify", N_("submitted on {date}"), "status_on")
_OWED = (
    _TaskSection("late", N_("Late"), "flag:overdue -flag:waiting", "order", N_("{days} days late")),
    _TaskSection(
        "missed", N_("Duties missed"), "flag:duty-missed -flag:overdue", "progress", N_("a recurring duty was missed")
    ),
    _TaskSection("silent", N_("Silent"), "flag:silent -flag:overdue", "remind", N_("no report in time")),
    _TaskSection(
        "unreceived", N_("Not signed for"), "is:open flag:unreceived", "receive", N_("not signed for"), "start"
    ),
)


def agenda(look: Look, *, ladder: Ladder, limit: int | None = None) -> tuple[AgendaSection, ...]:
    """What there is to do on a day, by kind; each kind cut to ``limit``, those without anything left out."""
    asking = _Asking(look, ladder, limit)
    sections = (
        *_handed_in(asking),
        _extensions(asking),
        _replies(asking),
        _orders(asking),
        *(_tasks(asking, section) for section in _OWED),
    )
    return tuple(section for section in sections if section.items)


def agenda_report(look: Look, *, ladder: Ladder, limit: int | None = None) -> Report:
    """The same as a report."""
    sections = agenda(look, ladder=ladder, limit=limit)
    columns = columns_of("key unit what on act title", on=_("date"))
    groups = tuple(
        Group(cells(columns, section.items), f"{section.title} ({section.counted})", section.name)
        for section in sections
    )
    report = Report("agenda", _("To do on {as_of}").format(as_of=look.as_of), columns, groups, look.as_of, "section")
    return report.counting(*((section.title, section.total) for section in sections), nothing=_("Nothing to do."))


def _tasks(asking: _Asking, section: _TaskSection) -> AgendaSection:
    query = parse(section.query, today=asking.look.as_of)
    rows = find_tasks(asking.look, query, sort="due", limit=asking.limit)
    cut = asking.limit is not None and len(rows) == asking.limit
    total = count_tasks(asking.look, query) if cut else len(rows)
    items = tuple(_task_item(section, row) for row in rows)
    return AgendaSection(section.name, _(section.title), items, total)


def _task_item(section: _TaskSection, row: TaskRow) -> AgendaItem:
    on: date | None = getattr(row, section.on)
    what = _(section.what).format(date=on, days=row.days_late)
    unit = BETWEEN_NAMES.join(row.lead or row.responsible) or None
    return AgendaItem(row.key, unit, what, on, row.title, section.act)


def _handed_in(asking: _Asking) -> tuple[AgendaSection, AgendaSection]:
    """What was handed in: to be checked or, where a check has accepted it since, to be closed."""
    waiting = _tasks(asking, _WAITING)
    accepted = accepted_keys(asking.look.connection, (item.key for item in waiting.items), as_of=asking.look.as_of)
    to_close = tuple(
        item._replace(what=_("{said}, accepted").format(said=item.what), act="close")
        for item in waiting.items
        if item.key in accepted
    )
    to_check = tuple(item for item in waiting.items if item.key not in accepted)
    return (
        waiting._replace(items=to_check, total=waiting.total - len(to_close)),
        AgendaSection("accepted", _("To close"), to_close, len(to_close)),
    )


def _extensions(asking: _Asking) -> AgendaSection:
    """Those that wait for a decision, the ones asked for first at the top."""
    asked = extension_rows(asking.look, "")
    template = _("asks for {wished} in place of {current}")
    items = (
        AgendaItem(row.key, row.unit, template.format(**row._asdict()), row.asked_on, row.title, "extend")
        for row in reversed(asked)
        if row.decision == "asked"
    )
    return _section(asking, "extensions", _("Extensions asked for"), items)


def _replies(asking: _Asking) -> AgendaSection:
    """Replies to orders that still stand: the office has to see whether they will do."""
    orders = order_rows(asking.look, "is:open")
    template = _("{mark} answered: {reply}")
    followed = {order.follows for order in orders}
    items = (
        AgendaItem(row.key, row.unit, said, row.replied_on, row.title, "verify")
        for row in orders
        if row.replied_on is not None and row.stands and row.mark not in followed
        for said in (template.format(mark=row.mark, reply=row.reply or "-"),)
    )
    return _section(asking, "answered", _("Orders answered"), items)


def _orders(asking: _Asking) -> AgendaSection:
    more = None if asking.limit is None else asking.limit + 1
    due, _topmost = suggestions(asking.look, "", ladder=asking.ladder, limit=more)
    template = _("{rung}: {why}")
    items = (
        AgendaItem(row.key, row.unit, template.format(rung=word, why=row.why), row.due, row.title, "order", row.rung)
        for row in due
        for word in (asking.ladder.rung(row.position).word.partition(" (")[0],)
    )
    section = _section(asking, "orders", _("Orders to send"), items)
    cut = asking.limit is not None and section.total > asking.limit
    return section._replace(total=len(section.items), uncounted=True) if cut else section


def _section(asking: _Asking, name: str, title: str, items: Iterator[AgendaItem]) -> AgendaSection:
    found = tuple(items)
    return AgendaSection(name, title, found[: asking.limit], len(found))
