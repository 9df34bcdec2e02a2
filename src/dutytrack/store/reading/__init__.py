"""Reading a ledger: plain SQL on a connection that can't write, frozen rows out. Imports neither ORM nor pydantic.

Each function stands in its own module; this package hands them out by name and loads a module when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutytrack.store.reading.detail import task_detail
    from dutytrack.store.reading.detailrows import (
        ActionRow,
        DeadlineRow,
        DutyRow,
        IndicatorRow,
        RuleSeen,
        SourceLines,
        TaskDetail,
        UnitInTask,
        Why,
    )
    from dutytrack.store.reading.journal import journal_rows
    from dutytrack.store.reading.lamps import lamp_counts, lamp_table
    from dutytrack.store.reading.overdue import first_overdue_rows, overdue_rows
    from dutytrack.store.reading.plans import plan_rows
    from dutytrack.store.reading.rows import JournalRow, LampCounts, LampTable, OverdueRow, PlanRow, TaskRow, UnitRow
    from dutytrack.store.reading.settings import default_rule_pack, rule_pack
    from dutytrack.store.reading.supervisionrows import (
        ConfidenceRow,
        EvidenceRow,
        ExemptRow,
        MeasurementRow,
        MemberRow,
        Obligation,
        OccurrenceRow,
        ReplyRow,
        ReportRow,
        TaskExtension,
        TaskOrder,
        TaskReminder,
        VerificationRow,
    )
    from dutytrack.store.reading.tasks import count_tasks, find_tasks
    from dutytrack.store.reading.units import unit_rows
    from dutytrack.store.reading.why import explain

__all__ = [
    "ActionRow",
    "ConfidenceRow",
    "DeadlineRow",
    "DutyRow",
    "EvidenceRow",
    "ExemptRow",
    "IndicatorRow",
    "JournalRow",
    "LampCounts",
    "LampTable",
    "MeasurementRow",
    "MemberRow",
    "Obligation",
    "OccurrenceRow",
    "OverdueRow",
    "PlanRow",
    "ReplyRow",
    "ReportRow",
    "RuleSeen",
    "SourceLines",
    "TaskDetail",
    "TaskExtension",
    "TaskOrder",
    "TaskReminder",
    "TaskRow",
    "UnitInTask",
    "UnitRow",
    "VerificationRow",
    "Why",
    "count_tasks",
    "default_rule_pack",
    "explain",
    "find_tasks",
    "first_overdue_rows",
    "journal_rows",
    "lamp_counts",
    "lamp_table",
    "overdue_rows",
    "plan_rows",
    "rule_pack",
    "task_detail",
    "unit_rows",
]

_HOMES = {
    "count_tasks": "tasks",
    "default_rule_pack": "settings",
    "explain": "why",
    "find_tasks": "tasks",
    "journal_rows": "journal",
    "lamp_counts": "lamps",
    "lamp_table": "lamps",
    "first_overdue_rows": "overdue",
    "overdue_rows": "overdue",
    "plan_rows": "plans",
    "rule_pack": "settings",
    "task_detail": "detail",
    "unit_rows": "units",
}
"""The functions' modules; every other name is a row."""
_OF_ONE_TASK = frozenset(
    {
        "ActionRow",
        "DeadlineRow",
        "DutyRow",
        "IndicatorRow",
        "RuleSeen",
        "SourceLines",
        "TaskDetail",
        "UnitInTask",
        "Why",
    }
)


_OF_SUPERVISION = frozenset(
    {
        "ConfidenceRow",
        "EvidenceRow",
        "ExemptRow",
        "MeasurementRow",
        "MemberRow",
        "Obligation",
        "OccurrenceRow",
        "ReplyRow",
        "ReportRow",
        "TaskExtension",
        "TaskOrder",
        "TaskReminder",
        "VerificationRow",
    }
)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    rows = "detailrows" if name in _OF_ONE_TASK else "supervisionrows" if name in _OF_SUPERVISION else "rows"
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, rows)}"), name)
