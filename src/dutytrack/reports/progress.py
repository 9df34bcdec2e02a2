"""Progress reports as the units gave them, each with what makes it doubtful."""

from __future__ import annotations

from datetime import date

from dutytrack.domain.progress.emptiness import emptiness
from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.progressreports import ReportLine, report_lines


def progress_report(
    look: Look, query: Query | str = "", *, since: date | None = None, limit: int | None = None
) -> Report:
    """The reports of the tasks of ``query`` from ``since`` to a day, the latest first.

    ``verified`` says whether a check accepted what was claimed, ``sent_back`` whether one returned it;
    ``hints`` are signs of empty talk (see ``emptiness``).

    Raises QueryError where the query can't be understood.
    """
    rows = report_lines(look, query, since=since, limit=limit)
    keys = "key on unit percent verified sent_back evidence text hints problem next_step by title"
    columns = columns_of(keys, by=_("reported by"))
    title = _("Progress reports up to {as_of}").format(as_of=look.as_of)
    report = listing("progress", title, columns, rows, look.as_of, hints=_hints)
    return report.counting((_("reports"), len(rows)), nothing=_("No report is like that."))


def _hints(line: ReportLine) -> tuple[str, ...]:
    found = emptiness(line.text, previous=line.text_before, evidence=line.evidence > 0, figures=line.figures > 0)
    return tuple(found.signs)
