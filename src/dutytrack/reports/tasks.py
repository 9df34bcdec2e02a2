"""A list of tasks, as a query finds them."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.tasks import find_tasks


def tasks_report(
    look: Look, query: Query | str = "", *, sort: str | None = None, limit: int | None = None, offset: int = 0
) -> Report:
    """The tasks of ``query`` on a day, sorted by ``sort`` (by due date where nothing is asked for).

    Raises QueryError where the query can't be understood, UnknownSortError where there is no such column.
    """
    rows = find_tasks(look, query, sort=sort, limit=limit, offset=offset)
    columns = columns_of(
        "key lamp due days_late title lead responsible participating status flags plan ref start due_origin",
        start=_("start"),
    )
    report = listing("tasks", _("Tasks on {as_of}").format(as_of=look.as_of), columns, rows, look.as_of)
    return report.counting((_("tasks"), len(rows)), nothing=_("No task is like that."))
