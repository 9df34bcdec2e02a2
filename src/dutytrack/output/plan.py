"""One plan in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dutytrack.i18n import _
from dutytrack.output.fields import InFull, in_full, plain_record, said
from dutytrack.output.task import indicator_told
from dutytrack.reports.model import columns_of

if TYPE_CHECKING:
    from dutytrack.store.reading.detail import IndicatorRow
    from dutytrack.store.reading.plans import PlanRow


def plan_in_full(plan: PlanRow, goals: Sequence[IndicatorRow], as_of: date) -> InFull:
    """The plan in all forms, with its ``goals``."""
    keys = "code title issuer doc_no issued jurisdiction start end source"
    columns = columns_of(f"{keys} tasks open closed dropped overdue unfinished concluded_on", title=_("title"))
    fields = said(*((column.key, column.label, getattr(plan, column.key)) for column in columns))
    told = "\n".join(indicator_told(goal, is_open=plan.concluded_on is None) for goal in goals)
    fields += said(("goals", _("goals"), told))
    record = {**plan._asdict(), "goals": plain_record(tuple(goals))}
    return in_full("plan", f"{plan.code} {plan.title or ''}", fields, record, as_of)
