"""The forms: every act on a task that the screens offer, by the id of its command in ``keys``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutytrack.i18n import N_, _
from dutytrack.tui import acting
from dutytrack.tui.forms import Choice, Field, Form, Subject


def _today(subject: Subject) -> str:
    return subject.today.isoformat()


def _unmet(subject: Subject) -> Sequence[Choice]:
    days = sorted(row.current for row in subject.detail.deadlines if row.current and not row.met_on)
    return [(day.isoformat(), day.isoformat()) for day in days]


def _no_date_left(subject: Subject) -> str:
    return "" if _unmet(subject) else _("This task has no date left to meet.")


def _first_unmet(subject: Subject) -> str:
    return _unmet(subject)[0][1]


ON = Field("on", N_("Date"), "day", required=True, default=_today)
PROOF = Field("note", N_("Note"), hint=N_("what proves it"))
REASON = Field("note", N_("Reason"), required=True)

_TABLE = (
    Form("close", N_("Close {key}"), N_("Close it"), (ON, PROOF), acting.close, "closed"),
    Form("reopen", N_("Reopen {key}"), N_("Reopen it"), (ON, REASON), acting.reopen, "reopened"),
    Form(
        "done",
        N_("A date of {key} was met"),
        N_("It was met"),
        (
            Field("deadline", N_("Deadline"), "choice", required=True, default=_first_unmet, choices=_unmet),
            Field("on", N_("Met on"), "day", required=True, default=_today),
            PROOF,
        ),
        acting.meet,
        "met",
        _no_date_left,
    ),
    Form(
        "suspend",
        N_("Suspend {key}"),
        N_("Suspend it"),
        (ON, REASON),
        acting.act("suspended", "suspend"),
        "suspended",
    ),
    Form("resume", N_("Resume {key}"), N_("Resume it"), (ON, REASON), acting.act("resumed", "resume"), "resumed"),
    Form("drop", N_("Drop {key}"), N_("Drop it"), (ON, REASON), acting.act("dropped", "drop"), "dropped"),
)
FORMS: Mapping[str, Form] = {form.id: form for form in _TABLE}
"""Every form by its command's id."""
