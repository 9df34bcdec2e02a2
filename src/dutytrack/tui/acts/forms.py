"""The forms: every act on a task that the screens offer, by the id of its command in ``keys``."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.i18n import N_
from dutytrack.tui.acts import doing as acting
from dutytrack.tui.forms import subject
from dutytrack.tui.forms.model import Field, Form

ON = Field("on", N_("Date"), "day", required=True, default=subject.today)
PROOF = Field("note", N_("Note"), hint=N_("what proves it"))
WAIVE = Field("waive", N_("Waived"), hint=N_("why it is closed though something is wanting"))
NOTE = Field("note", N_("Note"))
REASON = Field("note", N_("Reason"), required=True)
UNIT = Field("unit", N_("Unit"), "choice", required=True, default=subject.first_unit, choices=subject.units)
FILE = Field("file", N_("Proof"), hint=N_("path of a file; a copy is kept"))
BY = Field("by", N_("By"), hint=N_("who said so"))
DEADLINE = Field(
    "deadline", N_("Deadline"), "choice", required=True, default=subject.first_unmet, choices=subject.unmet_dates
)

_STATUS = (
    Form("close", N_("Close {key}"), N_("Close it"), (ON, PROOF, WAIVE), acting.close, "closed"),
    Form("reopen", N_("Reopen {key}"), N_("Reopen it"), (ON, REASON), acting.reopen, "reopened"),
    Form(
        "done",
        N_("A date of {key} was met"),
        N_("It was met"),
        (DEADLINE, Field("on", N_("Met on"), "day", required=True, default=subject.today), PROOF),
        acting.meet,
        "met",
        subject.no_date_left,
    ),
    Form("suspend", N_("Suspend {key}"), N_("Suspend it"), (ON, REASON), acting.suspend, "suspended"),
    Form("resume", N_("Resume {key}"), N_("Resume it"), (ON, NOTE), acting.resume, "resumed"),
    Form("drop", N_("Drop {key}"), N_("Drop it"), (ON, REASON), acting.drop, "dropped"),
)
_ORDERS = (
    Form(
        "order",
        N_("Issue an order about {key}"),
        N_("Issue it"),
        (
            UNIT,
            Field("rung", N_("Rung"), "choice", required=True, default=subject.next_rung, choices=subject.rungs),
            Field("ground", N_("Ground"), hint=N_("empty: what the ladder found")),
            Field("direct", N_("Directly for"), "choice", choices=subject.grounds),
            Field("reply_by", N_("Reply by"), "day", meaning="due", hint=N_("empty: as the ladder has it")),
            ON,
        ),
        acting.order,
        unfit=subject.nobody_answers,
    ),
    Form(
        "reply",
        N_("An answer to an order about {key}"),
        N_("Note it"),
        (
            Field("order", N_("Order"), "choice", required=True, default=subject.first_order, choices=subject.orders),
            Field("text", N_("Answer"), required=True),
            BY,
            ON,
        ),
        acting.reply,
        unfit=subject.no_order,
    ),
)
_MENDING = (
    Form(
        "mend",
        N_("Mend {key}"),
        N_("Change it"),
        (
            Field("title", N_("Title"), required=True, default=subject.title),
            Field("deadline", N_("Deadline"), "choice", default=subject.first_unmet, choices=subject.unmet_dates),
            Field("due", N_("In truth"), "day", meaning="due", hint=N_("the right date, where that one was misread")),
            Field("start", N_("Start"), "day", meaning="start", default=subject.start),
            Field("leader", N_("Leader"), default=subject.leader),
            Field("lead", N_("Lead"), default=subject.lead, hint=N_("names joined by 、")),
            Field("responsible", N_("Responsible"), default=subject.responsible, hint=N_("names joined by 、")),
            Field("participating", N_("Participating"), default=subject.participating, hint=N_("names joined by 、")),
            Field("new", N_("New units"), "choice", required=True, default=lambda _: "no", choices=subject.yes_or_no),
            REASON,
        ),
        acting.mend,
    ),
)
_REPORTS = (
    Form(
        "receive",
        N_("Sign for {key}"),
        N_("Sign for it"),
        (UNIT, Field("by", N_("Signed by"), hint=N_("a person's name")), NOTE, ON),
        acting.receive,
        "received",
        subject.nobody_answers,
    ),
    Form(
        "report",
        N_("A progress report on {key}"),
        N_("Note it"),
        (
            UNIT,
            Field("percent", N_("Percent"), "number", hint=N_("0 to 100")),
            Field("text", N_("What was done")),
            Field("indicator", N_("Indicator"), "choice", default=subject.first_indicator, choices=subject.indicators),
            Field("value", N_("Its value"), "number", hint=N_("the actual figure")),
            Field("problem", N_("Problems")),
            Field("next_step", N_("Next step")),
            FILE,
            ON,
        ),
        acting.report,
        unfit=subject.nobody_answers,
    ),
)
_CHECKS = (
    Form(
        "measure",
        N_("A figure of {key}"),
        N_("Note it"),
        (
            Field(
                "indicator",
                N_("Indicator"),
                "choice",
                required=True,
                default=subject.first_indicator,
                choices=subject.indicators,
            ),
            Field("value", N_("Its value"), "number", required=True, hint=N_("the actual figure")),
            Field("source", N_("Source"), hint=N_("where the figure comes from")),
            Field("unit", N_("Unit"), "choice", choices=subject.units),
            ON,
        ),
        acting.measure,
        unfit=subject.no_indicator,
    ),
    Form(
        "submit",
        N_("Hand {key} in"),
        N_("Hand it in"),
        (UNIT, BY, PROOF, ON),
        acting.submit,
        "submitted",
        subject.nobody_answers,
    ),
    Form(
        "verify",
        N_("A check of {key}"),
        N_("Note it"),
        (
            Field("result", N_("Result"), "choice", required=True, choices=subject.results),
            Field("how", N_("How"), "choice", required=True, default=lambda _: "documents", choices=subject.ways),
            Field("by", N_("Checked by"), required=True, hint=N_("a person who is not of the unit")),
            Field("text", N_("Findings")),
            Field("unit", N_("Unit"), "choice", choices=subject.units),
            FILE,
            ON,
        ),
        acting.verify,
    ),
    Form("return", N_("Send {key} back"), N_("Send it back"), (ON, REASON), acting.send_back, "returned"),
    Form(
        "exempt",
        N_("A month in which {key} is not assessed"),
        N_("Exempt it"),
        (
            Field(
                "month",
                N_("Month"),
                "day",
                required=True,
                meaning="month",
                default=subject.today,
                hint=N_("any day of it"),
            ),
            REASON,
        ),
        acting.exempt,
    ),
)
_URGING = (
    Form(
        "remind",
        N_("Remind a unit of {key} and all else it owes"),
        N_("Remind"),
        (
            UNIT,
            Field("why", N_("Why"), hint=N_("empty: what lights its lamp")),
            Field("text", N_("Words"), hint=N_("to the unit")),
            ON,
        ),
        acting.remind,
        unfit=subject.nobody_answers,
    ),
    Form(
        "confidence",
        N_("How sure {key} will be done"),
        N_("Note it"),
        (
            Field("side", N_("Who"), "choice", required=True, default=lambda _: "office", choices=subject.sides),
            Field("value", N_("How sure"), "whole", required=True, hint=N_("0 to 10")),
            BY,
            ON,
        ),
        acting.confidence,
    ),
)
_EXTENSIONS = (
    Form(
        "extend",
        N_("More time is asked for {key}"),
        N_("Note it"),
        (
            DEADLINE,
            Field("wished", N_("Until"), "day", required=True, meaning="due", hint=N_("the date wished")),
            Field("reason", N_("Reason"), required=True),
            Field("progress", N_("How far it is"), required=True),
            UNIT,
            Field(
                "late", N_("Asked late"), "choice", required=True, default=subject.asked_late, choices=subject.yes_or_no
            ),
            ON,
        ),
        acting.ask_extension,
        unfit=subject.no_date_left,
    ),
    Form(
        "decide",
        N_("Decide on more time for {key}"),
        N_("Decide"),
        (
            Field(
                "decision",
                N_("Decision"),
                "choice",
                required=True,
                default=lambda _: "granted",
                choices=subject.decisions,
            ),
            Field(
                "to", N_("Until"), "day", meaning="due", default=subject.wished, hint=N_("needed where it is granted")
            ),
            Field("by", N_("Decided by"), required=True, hint=N_("a person's name")),
            NOTE,
            ON,
        ),
        acting.decide_extension,
        unfit=subject.nothing_asked,
    ),
)
FORMS: Mapping[str, Form] = {
    form.id: form for form in (*_STATUS, *_MENDING, *_REPORTS, *_CHECKS, *_URGING, *_ORDERS, *_EXTENSIONS)
}
"""Every form by its command's id."""
