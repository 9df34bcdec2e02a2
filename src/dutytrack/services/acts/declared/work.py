"""The acts while a task is under way: signed for, reported on, measured, handed in, checked, sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dutytrack.domain.progress.share import tenth
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import RESULT_WORDS, WAY_WORDS
from dutytrack.i18n import N_, _, listed
from dutytrack.services.acts.declared.fields import (
    ANY_UNIT,
    EVIDENCE,
    INDICATOR,
    LINK,
    NOTE,
    ON,
    PROOF,
    REASON,
    UNIT,
    VALUES,
)
from dutytrack.services.acts.declared.model import Act, Entered, Field, Form, needed

if TYPE_CHECKING:
    from datetime import date

    from dutytrack.domain.progress.emptiness import Emptiness
    from dutytrack.services.desk import Desk
    from dutytrack.services.progress.measuring import Measured
    from dutytrack.services.progress.reporting import ReportedProgress


def _report(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.progress.feedback import feedback_of
    from dutytrack.services.progress.reporting import NewReport, report_progress

    new = NewReport(
        key=key,
        on=entered.day("on"),
        unit=entered.maybe("unit"),
        percent=entered.get("percent"),
        figures=entered.figures(),
        text=entered.text("text"),
        problem=entered.maybe("problem"),
        next_step=entered.maybe("next_step"),
        by=entered.at(desk).by,
        files=entered.files("file"),
        occurrence=entered.get("duty"),
        which=entered.maybe("which"),
        duty_done=entered.yes("duty_done"),
    )
    done = report_progress(desk, new)
    desk.session.flush()
    return _reported(done, feedback_of(desk.session, done.id))


def _reported(done: ReportedProgress, empty: Emptiness) -> str:
    figures = [_("{percent:g}%").format(percent=done.percent)] if done.percent is not None else []
    figures += [f"{name} {value:g}" for name, value in done.measured]
    template = _("{key}: {unit} reported on {on}: {figures}") if figures else _("{key}: {unit} reported on {on}")
    lines = [template.format(key=done.key, unit=done.unit, on=done.on, figures=listed(figures))]
    if done.handed_in is not None:
        told = _("with it enough members are done: the task is handed in on {on}")
        lines.append("  " + told.format(on=done.handed_in))
    if done.met is not None:
        met = _("the duty due on {due} is made up") if done.made_up else _("the duty due on {due} is met")
        if done.of_member:
            met = _("{unit} has met the duty due on {due}; each member meets it by itself")
        if done.met_before is not None:
            met = _("the duty due on {due} counts as met since {since}; that {unit} has done it too is noted")
        lines.append("  " + met.format(due=done.met, since=done.met_before, unit=done.unit))
    if done.outstanding is not None:
        lines.append("  " + outstanding_told(done.outstanding, "--duty"))
    if done.left is not None:
        lines.append("  " + _("a report alone does not meet the duty due on {due}").format(due=done.left))
    if done.by_figures is not None and done.percent is not None and round(done.by_figures) != round(done.percent):
        told = _("hint: its figures prevail, by which it is {percent}%; what was measured is reported with --value")
        if done.measured:
            told = _("hint: its figures prevail, by which it is {percent}%")
        lines.append("  " + told.format(percent=f"{tenth(done.by_figures):g}"))
    lines += ["  " + _("hint: {reason}").format(reason=reason) for reason in empty.reasons]
    return "\n".join(lines)


def outstanding_told(due: date, option: str) -> str:
    """That an earlier time of a recurring duty is still to be done, and by which option that is said."""
    template = _("hint: the duty due on {due} is still to be done; where that was meant: {option} {due}")
    return template.format(due=due, option=option)


def _measure(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.progress.measuring import Reading, measure

    reading = Reading(entered.figures(), entered.day("on"), entered.maybe("source"), entered.maybe("unit"))
    done = measure(desk, key, reading)
    return "\n".join(map(measured_told, done))


def measured_told(one: Measured) -> str:
    """That a value was written down, and what it may have been meant as."""
    template = _("{key}: {indicator} {value:g}{unit} on {on}, target {target:g}{unit}")
    sentence = template.format(
        key=one.key, indicator=one.indicator, value=one.value, unit=one.unit, on=one.on, target=one.target
    )
    if one.freq == "yearly":
        return sentence + _(" in {year}").format(year=one.year or one.on.year)
    sentence += _(" by {due}").format(due=one.due) if one.due else ""
    if one.year is not None:
        sentence += _(", counted for {year}").format(year=one.year)
    return "\n".join([sentence, *("  " + hint for hint in _figure_hints(one))])


def _figure_hints(one: Measured) -> Iterator[str]:
    """What a value that comes after its time, or changes nothing, may have been meant as."""
    from dutytrack.domain.progress.measured import Telling, Value, is_in_time

    told = Telling(0, one.on, Value(one.on, one.value))
    if one.settled is not None and one.settled.value is not None:
        template = _(
            "hint: it stays as {value:g}{unit} on {day} left it; a correction is entered for that day: --on {day}"
        )
        yield template.format(value=one.settled.value, unit=one.unit, day=one.settled.on)
    elif one.settled is not None:
        yield _("hint: it stays as it is, for its date was marked as met")
    elif one.due is not None and one.year is None and not is_in_time(told, one.due):
        template = _(
            "hint: {day} is over; a value of that time is dated by --on, or named by its year: {name}@{year}=…"
        )
        if not one.is_alone:
            template = _("hint: {day} is over; a value of that time is dated by --on")
        yield template.format(day=one.due, name=one.indicator, year=one.due.year)


def _submit(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.acts.submitting import submit

    unit, note = entered.maybe("unit"), entered.maybe("note")
    done = submit(entered.at(desk), key, entered.day("on"), unit=unit, note=note)
    template = _("{key} submitted by {unit} on {on}: {title}")
    if not done.answers:
        template = _("{key}: {unit} has handed in its own part on {on}; the task stays as it is: {title}")
    elif not done.complete:
        template = _("{key}: {unit} has done its part on {on}; still missing: {missing}")
    missing = BETWEEN_NAMES.join(done.missing)
    return template.format(key=done.key, unit=done.unit, on=done.on, title=done.title, missing=missing)


def _verify(desk: Desk, key: str, entered: Entered) -> str:
    from dutytrack.services.acts.verifying import Check, verify

    check = Check(
        result=entered.text("result"),
        how=entered.text("how"),
        on=entered.day("on"),
        unit=entered.maybe("unit"),
        text=entered.text("text"),
        files=entered.files("file"),
    )
    done = verify(replace(desk, by=entered.maybe("by") or desk.by), key, check)
    template = _("{key}: {result} on {on} ({how}, {by}): {title}")
    if done.sent_back:
        template = _("{key}: {result} on {on} ({how}, {by}), it goes back to its unit: {title}")
    result, how = _(RESULT_WORDS[done.result]), _(WAY_WORDS[done.how])
    if done.unit:
        how = _("{unit}, {how}").format(unit=done.unit, how=how)
    return template.format(key=done.key, result=result, on=done.on, how=how, by=done.by, title=done.title)


RECEIVE = Act(
    id="receive",
    help=N_("Note that a unit has signed for a task"),
    form=Form(
        "i", N_("Sign for"), N_("Note that a unit has received the task"), N_("Sign for {key}"), N_("Sign for it")
    ),
    fields=(
        UNIT,
        Field("by", N_("Signed by"), "person", hint=N_("a person's name"), help=N_("Who signed for the unit")),
        NOTE,
        ON,
    ),
    kind="received",
    says=N_("{key}: {unit} signed for it on {on}: {title}"),
    of_unit=True,
)
REPORT = Act(
    id="report",
    named="progress add",
    help=N_("Note a unit's report on a task"),
    form=Form("p", N_("Report"), N_("Note what a unit reports of its progress"), N_("A progress report on {key}")),
    fields=(
        UNIT,
        Field("percent", N_("Percent"), "number", hint=N_("0 to 100"), metavar="0-100", help=N_("How far it is")),
        VALUES,
        Field("text", N_("What was done"), help=N_("What was done")),
        INDICATOR,
        Field("value", N_("Its value"), "number", hint=N_("the actual figure")),
        Field("problem", N_("Problems"), help=N_("What hinders it")),
        Field("next_step", N_("Next step"), seed="next", spelling="--next", help=N_("What comes next")),
        EVIDENCE,
        LINK,
        Field(
            "duty",
            kind="date",
            help=N_("Which day of a recurring duty was done, where it is a missed one"),
        ),
        Field(
            "duty_done",
            N_("Duty done"),
            "yes",
            default=lambda _: "no",
            help=N_("The recurring duty under way was done; a report alone meets no duty but one to report"),
        ),
        Field(
            "which",
            N_("Which duty"),
            hint=N_("where several fall due"),
            help=N_("Which of several recurring duties that fall due on one day: words of it, or #2"),
        ),
        Field("by", kind="person", help=N_("Who reported for the unit")),
        ON,
    ),
    does=_report,
)
MEASURE = Act(
    id="measure",
    help=N_("Note actual values of a task's indicators, from statistics or a unit"),
    form=Form("n", N_("Figure"), N_("Note the actual value of an indicator"), N_("A figure of {key}")),
    fields=(
        replace(INDICATOR, required=True, lacking=N_("{key} has no figure to reach.")),
        Field("value", N_("Its value"), "number", required=True, hint=N_("the actual figure")),
        VALUES,
        Field("source", N_("Source"), hint=N_("where the figure comes from"), help=N_("Where the figure comes from")),
        ANY_UNIT,
        ON,
    ),
    needs=("values",),
    does=_measure,
)
SUBMIT = Act(
    id="submit",
    help=N_("Note that a unit hands a task in for verification"),
    form=Form("h", N_("Hand in"), N_("Note that a unit hands the task in"), N_("Hand {key} in"), N_("Hand it in")),
    fields=(
        UNIT,
        Field("by", N_("By"), "person", hint=N_("who said so"), help=N_("Who handed it in for the unit")),
        PROOF,
        ON,
    ),
    does=_submit,
    kind="submitted",
)
VERIFY = Act(
    id="verify",
    help=N_("Note what a check of a task came to; one returned goes back to its unit"),
    form=Form("y", N_("Verify"), N_("Note what a check came to"), N_("A check of {key}")),
    fields=(
        needed("result", N_("Result"), "choice", help=N_("accepted or returned (通过, 退回)"), words=RESULT_WORDS),
        needed(
            "how",
            N_("How"),
            "choice",
            default=lambda _: "documents",
            help=N_("documents, phone or site (资料, 电话, 现场)"),
            words=WAY_WORDS,
        ),
        Field(
            "by",
            N_("Checked by"),
            "person",
            required=True,
            hint=N_("a person who is not of the unit"),
            help=N_("Who checked, nobody of the unit; you where not given"),
        ),
        Field("text", N_("Findings"), help=N_("What was found")),
        ANY_UNIT,
        EVIDENCE,
        LINK,
        ON,
    ),
    does=_verify,
    reasons=("text",),
)
RETURN = Act(
    id="return",
    help=N_("Send a submitted task back to its unit, saying what is wanting"),
    form=Form(
        "R", N_("Send back"), N_("Send the task back to be done again"), N_("Send {key} back"), N_("Send it back")
    ),
    fields=(ON, replace(REASON, spelling="--reason --note", help=N_("What is wanting"))),
    kind="returned",
    says=N_("{key} returned on {on}: {title}"),
    needs_reason=True,
)
WORK = (RECEIVE, REPORT, MEASURE, SUBMIT, VERIFY, RETURN)
"""In the order of the screens."""
