"""One plan in full: as lines to read, as fields, as JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.i18n import _
from dutytrack.output.fields import Field, field_page, field_report, said
from dutytrack.reports.model import Report

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.store.reading.plans import PlanRow


def plan_record(plan: PlanRow) -> dict[str, Any]:
    """The plan with stable keys and values, as JSON shows it."""
    return plan._asdict()


def plan_page(plan: PlanRow, screen: Screen | None) -> str:
    """The plan to be read."""
    return field_page(_fields(plan), screen)


def plan_report(plan: PlanRow, as_of: date) -> Report:
    """The plan as a report of fields, for CSV and Markdown."""
    return field_report("plan", f"{plan.code} {plan.title or ''}", _fields(plan), as_of)


def _fields(plan: PlanRow) -> list[Field]:
    return said(
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
