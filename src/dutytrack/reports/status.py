"""How the ledger stands: lamps counted in all, by plan and by the unit that answers first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _, clauses
from dutytrack.reports.model import Column, Group, Report, Row, columns_of
from dutytrack.store.query.look import Look
from dutytrack.store.reading.lamps import LampCounts, lamp_table


def status_report(look: Look, query: Query | str = "") -> Report:
    """Lamp counts of the tasks of ``query`` on a day: groups ``all``, ``plan`` and ``lead``.

    A task counts with its first lead, else its first responsible unit. What has no name of its own (all tasks, those
    without a plan or unit) has an empty ``name`` and says in ``title`` what it is.

    Raises QueryError where the query can't be understood.
    """
    table = lamp_table(look, query)
    groups = (
        Group(_cells((table.total,), _("all tasks")), _("In all"), "all", _("In all")),
        Group(_cells(table.by_plan, _("tasks without a plan")), _("By plan"), "plan", _("By plan")),
        Group(
            _cells(table.by_lead, _("tasks that no unit answers for")),
            _("By lead or first responsible unit"),
            "lead",
            _("By lead or first responsible unit"),
        ),
    )
    columns = (
        *columns_of("name title total", title=_("title")),
        *(Column(lamp, lamp_word(lamp), "number") for lamp in LAMPS),
        *columns_of("unfinished"),
        Column("closed_share", _("closed %"), "number"),
        Column("in_time_share", _("in time %"), "number"),
    )
    shown = groups if table.by_plan or table.by_lead else groups[:1]
    title, notes = _("Status on {as_of}").format(as_of=look.as_of), tuple(_rates(table.total))
    return Report("status", title, columns, shown, look.as_of, "by", notes=notes)


def _rates(counted: LampCounts) -> Iterator[str]:
    """How much was closed, and in time, where anything was; what plans that were concluded left undone."""
    if counted.closed_share is not None and counted.in_time_share is not None:
        template = _("closed: {closed:g} % of what was not dropped; in time: {in_time:g} % of what was closed")
        rates = template.format(closed=counted.closed_share, in_time=counted.in_time_share)
        waived = _("{count} closed by a waiver by their date don't count as in time").format(count=counted.ended.waived)
        yield clauses([rates, waived] if counted.ended.waived else [rates])
    if counted.ended.unfinished:
        yield _("not done when its plan was concluded: {count}").format(count=counted.ended.unfinished)


def _cells(counted: Iterable[LampCounts], unnamed: str) -> tuple[Row, ...]:
    return tuple(
        (
            *(one.key, unnamed if one.key is None else one.title, one.total, *one.counts.values()),
            *(one.ended.unfinished, one.closed_share, one.in_time_share),
        )
        for one in counted
    )
