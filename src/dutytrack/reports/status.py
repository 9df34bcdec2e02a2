"""How the ledger stands: lamps counted in all, by plan and by the unit that answers first."""

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
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
        Group(_cells((table.total,), _("all tasks")), _("In all"), "all"),
        Group(_cells(table.by_plan, _("tasks without a plan")), _("By plan"), "plan"),
        Group(_cells(table.by_lead, _("tasks that no unit answers for")), _("By lead unit"), "lead"),
    )
    columns = (
        *columns_of("name total"),
        *(Column(lamp, lamp_word(lamp), "number") for lamp in LAMPS),
        *columns_of("title", title=_("title")),
    )
    shown = groups if table.by_plan or table.by_lead else groups[:1]
    return Report("status", _("Status on {as_of}").format(as_of=look.as_of), columns, shown, look.as_of, "by")


def _cells(counted: Iterable[LampCounts], unnamed: str) -> tuple[Row, ...]:
    return tuple(
        (one.key, one.total, *one.counts.values(), unnamed if one.key is None else one.title) for one in counted
    )
