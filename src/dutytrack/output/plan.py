"""One plan in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dutytrack.i18n import _
from dutytrack.output.fields import InFull, in_full, said

if TYPE_CHECKING:
    from dutytrack.store.reading.plans import PlanRow


def plan_in_full(plan: PlanRow, as_of: date) -> InFull:
    """The plan in all forms."""
    fields = said(
        ("code", _("code"), plan.code),
        ("title", _("title"), plan.title),
        ("issuer", _("issuer"), plan.issuer),
        ("doc_no", _("document number"), plan.doc_no),
        ("issued", _("issued"), plan.issued),
        ("jurisdiction", _("place"), plan.jurisdiction),
        ("start", _("from"), plan.start),
        ("end", _("to"), plan.end),
        ("source", _("document"), plan.source),
        ("tasks", _("tasks"), plan.tasks),
        ("open", _("open"), plan.open),
        ("closed", _("closed"), plan.closed),
        ("overdue", _("overdue"), plan.overdue),
        ("concluded_on", _("concluded"), plan.concluded_on),
    )
    return in_full("plan", f"{plan.code} {plan.title or ''}", fields, plan._asdict(), as_of)
