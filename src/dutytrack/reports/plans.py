"""The ledger's plans, and how far each is."""

from __future__ import annotations

from datetime import date

from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.reading.plans import plan_rows
from dutytrack.store.sql.dialect import Reader


def plans_report(connection: Reader, *, as_of: date) -> Report:
    """Every plan with its tasks counted on a day."""
    rows = plan_rows(connection, as_of=as_of)
    columns = (
        Column("code", _("code"), "key"),
        Column("tasks", _("tasks"), "number"),
        Column("open", _("open"), "number"),
        Column("closed", _("closed"), "number"),
        Column("overdue", _("overdue"), "number"),
        Column("jurisdiction", _("place")),
        Column("start", _("from"), "date"),
        Column("end", _("to"), "date"),
        Column("concluded_on", _("concluded"), "date"),
        Column("title", _("title")),
        Column("issuer", _("issuer")),
        Column("doc_no", _("document number")),
        Column("issued", _("issued"), "date"),
        Column("source", _("document")),
    )
    return Report(
        name="plans",
        title=_("Plans on {as_of}").format(as_of=as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=as_of,
        totals=((_("plans"), len(rows)), (_("tasks"), sum(row.tasks for row in rows))),
        notes=() if rows else (_("No plan is in the ledger; `dutytrack import FILE` brings one in."),),
    )
