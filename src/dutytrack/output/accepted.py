"""What accepting a review did, in a sentence."""

from __future__ import annotations

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.services.importing import ImportedPlan, PlanAlreadyThere
from dutytrack.services.reviewing import AcceptedReview


def accepted_line(accepted: AcceptedReview) -> str:
    """One line: the plan's code, what was written, how many corrections were kept."""
    result = accepted.result
    title = printable(result.title or "")
    if isinstance(result, PlanAlreadyThere):
        return _("{code} holds these tasks already; nothing changed: {title}").format(code=result.code, title=title)
    if isinstance(result, ImportedPlan):
        template = _(
            "{code} written: {tasks} tasks, {units} units ({new} new), {corrections} corrections kept: {title}"
        )
        return template.format(
            code=result.code,
            tasks=result.tasks,
            units=result.units,
            new=result.new_units,
            corrections=accepted.corrections,
            title=title,
        )
    template = _("{tasks} tasks added to {code}, {corrections} corrections kept: {title}")
    return template.format(tasks=result.tasks, code=result.code, corrections=accepted.corrections, title=title)
