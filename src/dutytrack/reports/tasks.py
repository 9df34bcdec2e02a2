"""A list of tasks, as a query finds them."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.query.look import Look
from dutytrack.store.reading.tasks import find_tasks


def tasks_report(
    look: Look, query: Query | str = "", *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> Report:
    """The tasks of ``query`` on a day, sorted by ``sort`` (by due date where nothing is asked for).

    Raises:
        QueryError: the query can't be understood.
        UnknownSortError: there is no such column to sort by.
    """
    rows = find_tasks(look, query, sort=sort, limit=limit, offset=offset)
    columns = (
        Column("key", _("key"), "key"),
        Column("lamp", _("lamp"), "lamp"),
        Column("due", _("due"), "date"),
        Column("days_late", _("days late"), "number"),
        Column("title", _("task")),
        Column("lead", _("lead units"), "names"),
        Column("responsible", _("responsible units"), "names"),
        Column("participating", _("participating units"), "names"),
        Column("status", _("status"), "status"),
        Column("flags", _("flags"), "flags"),
        Column("plan", _("plan"), "key"),
        Column("ref", _("number in the plan")),
        Column("start", _("start"), "date"),
        Column("due_origin", _("date from")),
    )
    return Report(
        name="tasks",
        title=_("Tasks on {as_of}").format(as_of=look.as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=look.as_of,
        totals=((_("tasks"), len(rows)),),
        notes=() if rows else (_("No task is like that."),),
    )
