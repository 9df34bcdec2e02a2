"""The acts that end a task, or one of its dates, and that let it rest."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from dutytrack.i18n import N_, _, clauses, listed
from dutytrack.services.acts.declared.fields import DEADLINE, NOTE, ON, PROOF, REASON
from dutytrack.services.acts.declared.model import Act, Entered, Field, Form

if TYPE_CHECKING:
    from datetime import date

    from dutytrack.services.desk import Desk


def _close(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.acts.closing import close_task

    note, waive = entered.maybe("note"), entered.maybe("waive")
    closed = close_task(desk, key, entered.day("on"), note=note, waive=waive)
    template = (
        _("{key} closed on {on}, after its deadline {due}: {title}")
        if closed.late
        else _("{key} closed on {on}: {title}")
    )
    said = template.format(key=closed.key, on=closed.on, due=closed.due, title=closed.title)
    return clauses([said, *closed.missing])


def _meet(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.acts.closing import meet_deadline

    note, waive = entered.maybe("note"), entered.maybe("waive")
    met = meet_deadline(desk, key, entered.day("deadline"), entered.day("on"), note=note, waive=waive)
    template = _("{key}: {deadline} met late, on {on}") if met.late else _("{key}: {deadline} met on {on}")
    if met.reached_on is not None:
        template = _("{key}: {deadline} reached on {reached}, confirmed on {on}")
    rest = _("left: {dates}").format(dates=listed(map(str, met.left)))
    if met.all_met:
        rest = _("no date is left; close it when it is done")
    return clauses([template.format(key=met.key, deadline=met.deadline, on=met.on, reached=met.reached_on), rest])


def _take_up(kind: str, template: str, desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.acts.reopening import take_up_again
    from dutytrack.services.tasks.recording import Happening

    act = Happening(kind, entered.day("on"), entered.maybe("note"))
    done = take_up_again(desk, key, act, cast("date | None", entered.get("due")))
    said = _(template).format(key=done.key, on=done.on, title=done.title)
    if done.late:
        return clauses([said, _("its date {due} has passed and holds; --due gives it another").format(due=done.due)])
    return clauses([said, _("due {due}").format(due=done.due)]) if done.due else said


NEW_DATE = Field(
    "due",
    N_("New date"),
    "day",
    meaning="due",
    hint=N_("empty: the old date holds"),
    help=N_("The date by which what was not met is due now; the old one holds where left out"),
)
WAIVED = Field(
    "waive",
    N_("Waived"),
    hint=N_("why it is closed though something is wanting"),
    metavar="REASON",
    help=N_("Close it without an accepted check, or with members or figures unmet, and say why"),
)
CLOSE = Act(
    id="close",
    help=N_(
        "Close a task: what it had not met counts as met on that day. Once it was reported on, submitted, measured or "
        "ordered about, that wants an accepted check"
    ),
    form=Form("c", N_("Close"), N_("Strike the task off as done"), N_("Close {key}"), N_("Close it")),
    fields=(
        ON,
        PROOF,
        WAIVED,
    ),
    does=_close,
    kind="closed",
    reasons=("note", "waive"),
)
REOPEN = Act(
    id="reopen",
    help=N_("Open a closed or dropped task again"),
    form=Form("r", N_("Reopen"), N_("Open a closed or dropped task again"), N_("Reopen {key}"), N_("Reopen it")),
    fields=(ON, NEW_DATE, replace(REASON, spelling="--reason --note", help=N_("Why; it stays in the journal"))),
    does=partial(_take_up, "reopened", N_("{key} open again from {on} on: {title}")),
    kind="reopened",
)
DONE = Act(
    id="done",
    help=N_("Mark one of a task's dates as met; the task stays open"),
    form=Form(
        "d",
        N_("Date met"),
        N_("Say that one of the task's dates was met"),
        N_("A date of {key} was met"),
        N_("It was met"),
    ),
    fields=(
        replace(
            DEADLINE,
            required=True,
            lacking=N_("This task has no date left to meet."),
            spelling="--date",
            help=N_("The deadline that is met; 2016 is the end of 2016"),
            needed=True,
            seed="due",
        ),
        replace(ON, label=N_("Met on")),
        PROOF,
        replace(
            WAIVED,
            hint=N_("why it is met though its figures are not"),
            help=N_("Mark it though what was measured falls short or was not accepted, and say why"),
        ),
    ),
    does=_meet,
    kind="met",
    reasons=("note", "waive"),
    seed="meet",
)
SUSPEND = Act(
    id="suspend",
    help=N_("Suspend a task: it is neither overdue nor behind until it is resumed"),
    form=Form("z", N_("Suspend"), N_("Let the task rest for a reason"), N_("Suspend {key}"), N_("Suspend it")),
    fields=(ON, REASON),
    kind="suspended",
    says=N_("{key} suspended from {on}: {title}"),
    needs_reason=True,
)
RESUME = Act(
    id="resume",
    help=N_("Take a suspended task up again"),
    form=Form("Z", N_("Resume"), N_("Take the task up again"), N_("Resume {key}"), N_("Resume it")),
    fields=(ON, NEW_DATE, NOTE),
    does=partial(_take_up, "resumed", N_("{key} resumed on {on}: {title}")),
    kind="resumed",
)
DROP = Act(
    id="drop",
    help=N_("Drop a task: it stays in the ledger, and nothing more is asked"),
    form=Form("D", N_("Drop"), N_("Give the task up for a reason"), N_("Drop {key}"), N_("Drop it")),
    fields=(ON, REASON),
    kind="dropped",
    says=N_("{key} dropped on {on}: {title}"),
    needs_reason=True,
)
END = (CLOSE, REOPEN, DONE)
"""In the order of the screens."""
REST = (SUSPEND, RESUME, DROP)
"""In the order of the screens."""
