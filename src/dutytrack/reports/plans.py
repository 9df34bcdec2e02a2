"""The ledger's plans, and how far each is."""

from __future__ import annotations

from datetime import date

from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.reading.plans import plan_rows
from dutytrack.store.sql.dialect import Reader

_SPARE = ("source", "issued", "doc_no", "issuer", "jurisdiction", "concluded_on", "start", "end")
"""What a narrow screen leaves out before the counts."""


def plans_report(connection: Reader, *, as_of: date) -> Report:
    """Every plan with its tasks counted on a day."""
    rows = plan_rows(connection, as_of=as_of)
    keys = "code tasks open closed dropped overdue unfinished jurisdiction start end concluded_on title"
    columns = columns_of(f"{keys} issuer doc_no issued source", title=_("title"))
    report = listing("plans", _("Plans on {as_of}").format(as_of=as_of), columns, rows, as_of)
    report = report._replace(kept=frozenset({"title"}), spare=_SPARE)
    totals = ((_("plans"), len(rows)), (_("tasks"), sum(row.tasks for row in rows)))
    hint = _("`dutytrack import FILE` brings one in.")
    return report.counting(*totals, nothing=_("No plan is in the ledger."), hint=hint)
