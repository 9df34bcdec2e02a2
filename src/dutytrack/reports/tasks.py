"""A list of tasks, as a query finds them."""

from __future__ import annotations

from dutytrack.domain.query.parsing import Query, parse
from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.tasks import count_tasks, find_tasks

_ASKS_FOR_CLOSED = ("key", "status", "is", "lamp", "flag")
"""A query that names one of these says itself whether it means closed tasks."""
_ENDED = ("closed", "dropped")


def tasks_report(
    look: Look, query: Query | str = "", *, sort: str | None = None, limit: int | None = None, closed: bool = False
) -> Report:
    """The tasks of ``query`` on a day, sorted by ``sort`` (by due date where nothing is asked for).

    Unless ``closed``, those that are closed or dropped are left out and counted, where the query does not speak of them
    and finds others too.
    Raises QueryError where the query can't be understood, UnknownSortError where there is no such column.
    """
    asked = parse(query, look.as_of) if isinstance(query, str) else query
    whole = closed or any(asked.uses(field) for field in _ASKS_FOR_CLOSED)
    wanted = asked if whole else _also(look, asked, "-status:closed,dropped")
    hidden = (0, 0) if whole else tuple(count_tasks(look, _also(look, asked, f"status:{one}")) for one in _ENDED)
    rows = find_tasks(look, wanted, sort=sort, limit=limit)
    if any(hidden) and not rows:
        rows, hidden = find_tasks(look, asked, sort=sort, limit=limit), (0, 0)
    columns = columns_of(
        "key lamp due days_late title lead responsible participating status flags plan ref start due_origin",
        start=_("start"),
    )
    report = listing("tasks", _("Tasks on {as_of}").format(as_of=look.as_of), columns, rows, look.as_of)
    report = report.counting((_("tasks"), len(rows)), nothing=_("No task is like that."))
    if not any(hidden):
        return report
    return report._replace(notes=(*report.notes, _left_out(*hidden)), hints=(_("`--all` lists those too."),))


def _also(look: Look, asked: Query, more: str) -> Query:
    return asked._replace(terms=(*asked.terms, *parse(more, look.as_of).terms))


def _left_out(closed: int, dropped: int) -> str:
    if not dropped:
        template = ngettext("{count} closed task is left out.", "{count} closed tasks are left out.", closed)
        return template.format(count=closed)
    template = _("closed tasks and dropped ones are left out: {closed} and {dropped}.")
    return template.format(closed=closed, dropped=dropped)
