"""What a later text changes of a plan, as a report: a row for each field that changes, task by task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytrack.domain.plan.model import ROLES, ParsedTask
from dutytrack.domain.review.amendment import KINDS, PlanDifference, TaskChange
from dutytrack.domain.words.changes import CHANGE_WORDS
from dutytrack.i18n import _
from dutytrack.reports.model import Group, Report, Row, columns_of


def amendment_report(difference: PlanDifference, *, code: str, title: str | None, as_of: date) -> Report:
    """What ``difference`` changes of the plan itself and of every task, those that stay the same only counted."""
    heading = _("Changes to {code} {title}").format(code=code, title=title or "")
    columns = columns_of("key changes title field before after ref", title=_("title"))
    plan = code, ("plan",), title
    own = [(*plan, one.field, one.before or None, one.after or None, None) for one in difference.own]
    rows = (*own, *(row for change in difference.changes for row in _rows(change)))
    totals = tuple((_(CHANGE_WORDS[kind]), difference.count(kind)) for kind in KINDS if difference.count(kind))
    return Report("amendment", heading, columns, (Group(rows),), as_of, totals=totals)


def _rows(change: TaskChange) -> Iterator[Row]:
    if change.is_same:
        return
    head = (change.key or None, change.kinds, change.title)
    if change.before is None and change.after is not None:
        yield (*head, None, None, _who(change.after), change.ref)
    elif not change.fields:
        yield (*head, None, None, None, change.ref)
    for field in change.fields:
        yield (*head, field.field, field.before or None, field.after or None, change.ref)


def _who(task: ParsedTask) -> str:
    """The units of a task that is added, the leading ones first."""
    return "、".join(unit.name for role in ROLES for unit in getattr(task, role))
