"""What was corrected of a reading: each field that stands otherwise than it was read, names one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dutytrack.domain.plan.model import ROLES, ParsedTask
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import TASK_FIELDS, shown

WHOLE_TASK: Final = "task"
"""The field of a correction that is about a task's being there at all."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A field as read and as accepted."""

    field: str
    raw: str
    accepted: str
    line: int | None = None
    """Of the source, 1-based."""
    place: int | None = None
    """The task among those accepted, from 0; ``None`` for the plan as a whole and tasks left out."""


def called(task: ParsedTask) -> str:
    """What ``task`` is called: its number and title."""
    return f"{task.ref} {task.title}".strip()


def task_corrections(draft: Draft, place: int) -> Iterator[Correction]:
    """What was corrected of ``draft``, the task at ``place`` among those accepted."""
    if draft.added:
        yield Correction(WHOLE_TASK, "", called(draft.task), draft.task.lines[0], place)
        return
    for name in (one.name for one in TASK_FIELDS if one.name in draft.touched):
        if name in ROLES:
            yield from _name_corrections(draft, name, place)
        else:
            raw, accepted = shown(draft.read, name), shown(draft.task, name)
            yield Correction(name, raw, accepted, draft.read.lines[0], place)


def _name_corrections(draft: Draft, role: str, place: int) -> Iterator[Correction]:
    """A correction a name: renamed ones in pairs, then what was taken out and put in."""
    before = {mention.name: mention for mention in getattr(draft.read, role)}
    after = {mention.name: mention for mention in getattr(draft.task, role)}
    gone = [mention for name, mention in before.items() if name not in after]
    new = [mention for name, mention in after.items() if name not in before]
    for mention in gone:
        heir = next((one for one in new if one.raw == mention.raw and one.span == mention.span), None)
        if heir is not None:
            new.remove(heir)
        line = mention.span.line if mention.span else draft.read.lines[0]
        yield Correction(role, mention.name, heir.name if heir else "", line, place)
    for mention in new:
        yield Correction(role, "", mention.name, draft.read.lines[0], place)
