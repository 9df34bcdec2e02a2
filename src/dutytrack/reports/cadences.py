"""Report cadences, and the next day by which each asks for a report."""

from __future__ import annotations

from datetime import date

from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.reading.cadences import cadence_rows
from dutytrack.store.sql.dialect import Reader


def cadences_report(connection: Reader, *, as_of: date) -> Report:
    """Every cadence that still asks for reports on a day, or will."""
    rows = cadence_rows(connection, as_of=as_of)
    columns = columns_of("owner text start next last working_days rule", text=_("as said"))
    report = listing("cadences", _("Report cadences on {as_of}").format(as_of=as_of), columns, rows, as_of)
    hint = _("`dutytrack cadence set RULE --plan PLAN` sets one.")
    return report.counting((_("cadences"), len(rows)), nothing=_("No report cadence is set."), hint=hint)
