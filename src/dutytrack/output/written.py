"""What taking a document in did, or would do, in sentences; command line and screens say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dutytrack.domain.words.changes import FIELD_WORDS
from dutytrack.i18n import _, listed
from dutytrack.output.cells import printable
from dutytrack.services.plans.amending import AmendedPlan
from dutytrack.services.plans.differences import AmendedBy
from dutytrack.services.plans.importing import ImportedPlan, PlanAlreadyThere
from dutytrack.services.plans.taking_in import Written


def written_line(written: Written, *, is_rehearsal: bool = False) -> str:
    """One line on what was done, or would be in a rehearsal, and further ones for what to look at."""
    done = written.result
    template, facts = _sentence(written, is_rehearsal=is_rehearsal)
    line = template.format(code=done.code, title=printable(done.title or done.source), **facts)
    return "\n".join((line, *_details(written)))


def _sentence(written: Written, *, is_rehearsal: bool) -> tuple[str, dict[str, object]]:
    done = written.result
    if isinstance(done, PlanAlreadyThere):
        template = _("{code} is this plan already ({source}); nothing changed: {title}")
        if done.same_text:
            template = _("{code} is this text already ({source}); nothing changed: {title}")
        return template, {"source": printable(done.source)}
    if isinstance(done, ImportedPlan):
        template = _("{code} written: {tasks} tasks, {units} units ({new} new), {deadlines} deadlines: {title}")
        if is_rehearsal:
            template = _(
                "{code} to be written: {tasks} tasks, {units} units ({new} new), {deadlines} deadlines: {title}"
            )
        figures = {"tasks": done.tasks, "units": done.units, "new": done.new_units, "deadlines": done.deadlines}
        return template, dict(figures)
    if isinstance(done, AmendedPlan):
        template = _("{code} amended: {changed} changed, {added} added, {dropped} dropped: {title}")
        return template, {"changed": done.changed, "added": len(done.added), "dropped": len(done.dropped)}
    return _("{tasks} tasks added to {code}: {title}"), {"tasks": done.tasks}


def _details(written: Written) -> Iterator[str]:
    done = written.result
    if written.corrections:
        yield "  " + _("{count} corrections kept").format(count=written.corrections)
    if isinstance(done, AmendedPlan):
        yield from _keys(done)
    if isinstance(done, ImportedPlan) and done.period_over:
        template = _("{code} ended on {end}; `dutytrack plan conclude {code}` concludes it")
        if written.concluded:
            template = _("{code} concluded on {end}")
        yield template.format(code=done.code, end=done.end)


def _keys(done: AmendedPlan) -> Iterator[str]:
    own = [_(FIELD_WORDS[change.field]) for change in done.difference.own]
    lists = (
        (_("changed of the plan itself: {keys}"), own),
        (_("new: {keys}"), done.added),
        (_("dropped: {keys}"), done.dropped),
        (_("standing again: {keys}"), done.restored),
        (_("closed already, so left closed: {keys}"), done.closed_before),
        (_("left as they were: {keys}"), done.left),
    )
    return ("  " + line.format(keys="、".join(keys)) for line, keys in lists if keys)


def would_amend_line(amended: AmendedBy, left: Collection[str] = ()) -> str:
    """One line: which plan a later text would change, and how many of its tasks, those of ``left`` aside."""
    taken = [change for change in amended.difference.changes if not change.is_named(left)]
    added, dropped = (sum(kind in change.kinds for change in taken) for kind in ("added", "dropped"))
    changed = sum(not change.is_same for change in taken) - added - dropped
    template = _("A later text of {code}: {changed} of its tasks change, {added} are added, {dropped} are dropped.")
    line = template.format(code=amended.code, changed=changed, added=added, dropped=dropped)
    if own := [_(FIELD_WORDS[change.field]) for change in amended.difference.own]:
        line += " " + _("Of the plan itself it changes: {fields}.").format(fields=listed(own))
    return f"{line} {left_line(left)}" if left else line


def left_line(keys: Collection[str]) -> str:
    """Which tasks a later text leaves as they were."""
    return _("left as they were: {keys}").format(keys="、".join(sorted(keys)))
