"""The acts that keep the ledger true: how sure a side is, months that do not count, what was read wrongly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import SIDE_WORDS
from dutytrack.i18n import N_, _, listed, ngettext
from dutytrack.services.acts.declared import subject
from dutytrack.services.acts.declared.fields import DEADLINE, ON, REASON
from dutytrack.services.acts.declared.model import Act, Entered, Field, Form, needed

if TYPE_CHECKING:
    from dutytrack.services.desk import Desk

_JOINED = N_("names joined by 、")


def _confidence(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.tasks.people import set_confidence

    whose = replace(desk, by=entered.maybe("by") or desk.by)
    noted = [set_confidence(whose, key, side, value, entered.day("on")) for side, value in _sides(entered).items()]
    last = noted[-1]
    values = {last.side: last.value, ("office" if last.side == "lead" else "lead"): last.other}
    shown = {side: "-" if value is None else value for side, value in values.items()}
    template = _("{key}: lead unit {lead}, office {office} of 10: {title}")
    return template.format(key=last.key, title=last.title, **shown)


def _sides(entered: Entered) -> dict[str, int]:
    given = {side: entered.get(side) for side in ("lead", "office")}
    if entered.text("side"):
        given[entered.text("side")] = entered.get("value")
    return {side: int(value) for side, value in given.items() if value is not None}


def _exempt(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.progress.exempting import exempt_month

    task, month = exempt_month(desk, key, entered.day("month"), entered.text("note"))
    template = _("{key} is not assessed in {month}: {title}")
    return template.format(key=task.key, month=f"{month:%Y-%m}", title=task.title)


def _mend(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.domain.words.changes import FIELD_WORDS
    from dutytrack.services.tasks.entering import Sharing, TaskChanges, set_task

    due = entered.get("due")
    changes = TaskChanges(
        title=entered.get("title"),
        due=due,
        deadline=entered.get("deadline"),
        start=entered.get("start"),
        leader=entered.get("leader"),
        sharing=Sharing(*(entered.get(role) for role in ("lead", "responsible", "participating"))),
    )
    reason, naming = entered.text("note"), entered.naming()
    done = set_task(desk, key, changes, reason=reason, naming=naming)
    changed = listed(_(FIELD_WORDS.get(field, field)) for field in done.fields)
    lines = [_("{key} changed: {fields}").format(key=done.key, fields=changed)]
    if done.new_units:
        told = ngettext("{names} entered as a new unit", "{names} entered as new units", len(done.new_units))
        lines.append("  " + told.format(names=BETWEEN_NAMES.join(done.new_units)))
    return "\n".join(lines)


CONFIDENCE = Act(
    id="confidence",
    named="confidence set",
    help=N_("Note how sure a side is of a task"),
    form=Form("C", N_("Confidence"), N_("Note how sure a side is, 0 to 10"), N_("How sure {key} will be done")),
    fields=(
        Field("side", N_("Who"), "choice", required=True, default=lambda _: "office", words=SIDE_WORDS),
        Field("value", N_("How sure"), "whole", required=True, hint=N_("0 to 10")),
        Field("lead", kind="whole", metavar="0-10", help=N_("What the lead unit says")),
        Field("office", kind="whole", metavar="0-10", help=N_("What the office thinks")),
        Field("by", N_("By"), "person", hint=N_("who said so"), help=N_("Who says so; you where not given")),
        ON,
    ),
    needs=("lead", "office"),
    does=_confidence,
    journal="confidence",
)
EXEMPT = Act(
    id="exempt",
    help=N_("Do not assess a task in a month: it is never behind schedule then"),
    form=Form(
        "E",
        N_("Exempt"),
        N_("Assess the task on no day of a month"),
        N_("A month in which {key} is not assessed"),
        N_("Exempt it"),
    ),
    fields=(
        needed(
            "month",
            N_("Month"),
            "day",
            meaning="month",
            default=subject.today,
            hint=N_("any day of it"),
            metavar="MONTH",
            help=N_("The month, as in 2026-07"),
        ),
        replace(REASON, seed="reason"),
    ),
    does=_exempt,
)


def _units(role: str, label: str, help_line: str) -> Field:
    def default(task: subject.Subject) -> str:
        return BETWEEN_NAMES.join(getattr(task.detail.row, role))

    return Field(role, label, "names", default=default, hint=_JOINED, mends=True, help=help_line)


MEND = Act(
    id="mend",
    named="set",
    help=N_("Mend what was read wrongly; units named replace those of their role"),
    form=Form("e", N_("Mend"), N_("Mend what was read or typed wrongly"), N_("Mend {key}"), N_("Change it")),
    fields=(
        Field(
            "title",
            N_("Title"),
            required=True,
            default=lambda task: task.detail.row.title,
            mends=True,
            help=N_("The title"),
        ),
        replace(DEADLINE, help=N_("Which of several deadlines --due replaces")),
        Field(
            "due",
            N_("In truth"),
            "day",
            meaning="due",
            hint=N_("the right date, where that one was misread"),
            help=N_("The deadline; 2026-06 is the end of June"),
        ),
        Field(
            "start",
            N_("Start"),
            "day",
            meaning="start",
            default=lambda task: str(task.detail.row.start or ""),
            mends=True,
            help=N_("The day it starts"),
        ),
        Field(
            "leader",
            N_("Leader"),
            "person",
            default=lambda task: task.detail.leader or "",
            mends=True,
            help=N_("The leader who answers for it"),
        ),
        _units("lead", N_("Lead"), N_("Lead unit; may be repeated")),
        _units("responsible", N_("Responsible"), N_("Responsible unit; may be repeated")),
        _units("participating", N_("Participating"), N_("Participating unit; may be repeated")),
        Field(
            "new",
            N_("New units"),
            "yes",
            required=True,
            default=lambda _: "no",
            help=N_("Enter a unit though its name is near to another's"),
        ),
        REASON,
    ),
    names_units=True,
    does=_mend,
)
KEEP = (CONFIDENCE, EXEMPT, MEND)
"""In the order of the screens."""
