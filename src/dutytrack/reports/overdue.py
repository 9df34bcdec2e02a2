"""What is overdue, grouped by who answers for it: deadlines that passed unmet, each task once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _, bracketed
from dutytrack.reports.model import Group, Report, Row, columns_of
from dutytrack.store.query.look import Look
from dutytrack.store.reading.overdue import OverdueRow, first_overdue_rows, overdue_rows
from dutytrack.store.reading.people import contacts_by_unit


def overdue_report(look: Look, query: Query | str = "", *, limit: int | None = None) -> Report:
    """The tasks of ``query`` overdue on a day, by their first lead, else first responsible unit; the longest first.

    ``days_late`` counts calendar days since the earliest unmet deadline, until the task was handed in. ``limit`` cuts
    the rows; the units' numbers and the totals are of all.

    Raises QueryError where the query can't be understood.
    """
    counts: Mapping[str | None, int]
    if limit is None:
        rows = overdue_rows(look, query)
        counts = Counter(map(itemgetter(0), rows))
    else:
        rows, counts = first_overdue_rows(look, query, limit=limit)
    asked = contacts_by_unit(look.connection, as_of=look.as_of) if counts else {}
    titles = {unit: "  ".join([bracketed(unit or _("no unit"), counts[unit]), *asked.get(unit, ())]) for unit in counts}
    groups = tuple(
        Group(tuple(map(_cells, tasks)), titles[unit], unit) for unit, tasks in groupby(rows, key=itemgetter(0))
    )
    columns = columns_of("key days_late due title lead due_origin late_state rung")
    report = Report("overdue", _("Overdue on {as_of}").format(as_of=look.as_of), columns, groups, look.as_of, "unit")
    totals = ((_("overdue tasks"), sum(counts.values())), (_("units"), len(counts.keys() - {None})))
    return report._replace(totals=totals, notes=() if counts else (_("Nothing is overdue."),))


@cache
def _day_text(day: date) -> str:
    """The same days stand in many rows."""
    return day.isoformat()


def _cells(row: OverdueRow) -> Row:
    _unit, key, title, due, days_late, lead, origin, state, rung = row
    return key, days_late, _day_text(due), title, lead, origin, state, rung
