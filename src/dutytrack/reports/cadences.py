"""Report cadences, and the next day by which each asks for a report."""

from __future__ import annotations

from datetime import date

from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.reading.cadences import cadence_rows
from dutytrack.store.sql.dialect import Reader


def cadences_report(connection: Reader, *, as_of: date) -> Report:
    """Every cadence that still asks for reports on a day, or will."""
    rows = cadence_rows(connection, as_of=as_of)
    columns = (
        Column("owner", _("whose")),
        Column("text", _("as said")),
        Column("start", _("from"), "date"),
        Column("next", _("next"), "date"),
        Column("last", _("to"), "date"),
        Column("working_days", _("working days")),
        Column("rule", _("rule")),
    )
    return Report(
        name="cadences",
        title=_("Report cadences on {as_of}").format(as_of=as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=as_of,
        totals=((_("cadences"), len(rows)),),
        notes=() if rows else (_("No report cadence is set; `dutytrack cadence set RULE --plan PLAN` sets one."),),
    )
