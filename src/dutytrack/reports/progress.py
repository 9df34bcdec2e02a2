"""Progress reports as the units gave them, each with what makes it doubtful."""

from __future__ import annotations

from datetime import date

from dutytrack.domain.progress.emptiness import emptiness
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.query.look import Look
from dutytrack.store.reading.progressreports import ReportLine, report_lines


def progress_report(
    look: Look, query: Query | str = "", *, since: date | None = None, limit: int | None = None
) -> Report:
    """The reports of the tasks of ``query`` from ``since`` to a day, the latest first.

    ``verified`` says whether a check accepted what was claimed, ``sent_back`` whether it counts no more;
    ``hints`` are signs of empty talk (see ``emptiness``).

    Raises:
        QueryError: the query can't be understood.
    """
    rows = report_lines(look, query, since=since, limit=limit)
    columns = (
        Column("key", _("key"), "key"),
        Column("on", _("day"), "date"),
        Column("unit", _("unit")),
        Column("percent", _("percent"), "number"),
        Column("verified", _("verified")),
        Column("sent_back", _("sent back")),
        Column("evidence", _("evidence"), "number"),
        Column("text", _("text")),
        Column("hints", _("hints")),
        Column("problem", _("problem")),
        Column("next_step", _("next step")),
        Column("by", _("reported by")),
        Column("title", _("task")),
    )
    return Report(
        name="progress",
        title=_("Progress reports up to {as_of}").format(as_of=look.as_of),
        columns=columns,
        groups=(Group(cells(columns, rows, hints=_hints)),),
        as_of=look.as_of,
        totals=((_("reports"), len(rows)),),
        notes=() if rows else (_("No report is like that."),),
    )


def _hints(line: ReportLine) -> tuple[str, ...]:
    found = emptiness(line.text, previous=line.text_before, evidence=line.evidence > 0, figures=line.figures > 0)
    return tuple(found.signs)
