"""One plan in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dutytrack.i18n import _
from dutytrack.output.fields import InFull, in_full, said
from dutytrack.reports.model import columns_of

if TYPE_CHECKING:
    from dutytrack.store.reading.plans import PlanRow


def plan_in_full(plan: PlanRow, as_of: date) -> InFull:
    """The plan in all forms."""
    keys = "code title issuer doc_no issued jurisdiction start end source"
    columns = columns_of(f"{keys} tasks open closed overdue unfinished concluded_on", title=_("title"))
    fields = said(*((column.key, column.label, getattr(plan, column.key)) for column in columns))
    return in_full("plan", f"{plan.code} {plan.title or ''}", fields, plan._asdict(), as_of)
