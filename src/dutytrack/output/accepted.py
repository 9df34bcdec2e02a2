"""What accepting a review did, in a sentence."""

from __future__ import annotations

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.services.amending import AmendedPlan
from dutytrack.services.differences import AmendedBy
from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere
from dutytrack.services.reviewing import AcceptedReview


def accepted_line(accepted: AcceptedReview, *, concluded: bool = False) -> str:
    """The plan's code, what was written and how many corrections were kept.

    A second line says how to conclude a plan that is over, unless it was ``concluded``.
    """
    result = accepted.result
    title = printable(result.title or "")
    if isinstance(result, PlanAlreadyThere):
        return _("{code} holds these tasks already; nothing changed: {title}").format(code=result.code, title=title)
    if isinstance(result, ImportedPlan):
        return _imported_line(result, accepted.corrections, title, concluded=concluded)
    if isinstance(result, AmendedPlan):
        template = _(
            "{code} amended: {changed} tasks changed, {added} added, {dropped} dropped, "
            "{corrections} corrections kept: {title}"
        )
        return template.format(
            code=result.code,
            changed=result.changed,
            added=len(result.added),
            dropped=len(result.dropped),
            corrections=accepted.corrections,
            title=title,
        )
    template = _("{tasks} tasks added to {code}, {corrections} corrections kept: {title}")
    return template.format(tasks=result.tasks, code=result.code, corrections=accepted.corrections, title=title)


def _imported_line(result: ImportedPlan, corrections: int, title: str, *, concluded: bool) -> str:
    template = _("{code} written: {tasks} tasks, {units} units ({new} new), {corrections} corrections kept: {title}")
    line = template.format(
        code=result.code,
        tasks=result.tasks,
        units=result.units,
        new=result.new_units,
        corrections=corrections,
        title=title,
    )
    if concluded or not result.period_over:
        return line
    hint = _("{code} ended on {end}; `dutytrack plan conclude {code}` concludes it")
    return line + "\n" + hint.format(code=result.code, end=result.end)


def would_amend_line(amended: AmendedBy) -> str:
    """One line: which plan a later text would change, and how many of its tasks."""
    difference = amended.difference
    added, dropped = difference.count("added"), difference.count("dropped")
    changed = sum(not change.is_same for change in difference.changes) - added - dropped
    template = _("A later text of {code}: {changed} of its tasks change, {added} are added, {dropped} are dropped.")
    return template.format(code=amended.code, changed=changed, added=added, dropped=dropped)
