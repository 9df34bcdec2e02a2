"""What supervision has to say of a task, as labelled lines: reports, checks, orders, extensions and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytrack.domain.progress.share import tenth
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import (
    INSTRUCTION_WORDS,
    ORDER_WORDS,
    PERSON_WORDS,
    RESULT_WORDS,
    SIDE_WORDS,
    URGENCY_WORDS,
    WAY_WORDS,
)
from dutytrack.i18n import N_, _, bracketed, clauses, listed
from dutytrack.output.figures import only_marked, percent
from dutytrack.output.words import worded
from dutytrack.store.reading import supervision as reading
from dutytrack.store.reading.detail import ActionRow, TaskDetail
from dutytrack.store.reading.instructions import InstructionRow
from dutytrack.store.reading.obligations import MemberRow, Obligation
from dutytrack.store.reading.people import ContactRow

_ALL = 100
_STEPS = {
    "answered": N_("sent up on {date}"), "closed": N_("settled on {date}"), "withdrawn": N_("withdrawn on {date}"),
}  # fmt: skip


def supervision(detail: TaskDetail) -> Iterator[tuple[str, list[str | None]]]:
    """The labelled lines, the latest of each kind first."""
    yield N_("Members"), [_members(one) for one in detail.obligations if one.members]
    yield N_("By unit"), [*_obligations(detail)]
    yield N_("Persons"), [_person(row) for row in detail.persons]
    following = worded(_("report by {date}"), date=detail.report_by if detail.is_open else None)
    yield N_("Reporting"), [detail.cadence and joined([detail.cadence, following])]
    yield N_("Duties made up"), [_made_up(row, detail) for row in detail.occurrences if row.made_up]
    yield N_("Reports"), [_report(row) for row in reversed(detail.reports)]
    yield N_("Checks"), [_verification(row) for row in reversed(detail.verifications)]
    yield N_("Extensions"), [_extension(row) for row in reversed(detail.extensions)]
    yield N_("Instructions"), [*_instructions(detail)]
    yield N_("Orders"), [line for row in reversed(detail.orders) for line in _order(row)]
    yield N_("Reminders"), [_reminder(row) for row in reversed(detail.reminders)]
    yield N_("Confidence"), [_confidence(detail.confidence)]
    yield N_("Exempt"), [f"{row.month:%Y-%m}  {row.reason}" for row in detail.exempt_months]


def by_whom(row: ActionRow) -> tuple[str | None, str | None]:
    """The unit and the person behind an act; of a duty that was done the office where nobody else is named."""
    if row.duty is not None and not row.whose and not row.by:
        return _("supervision office"), None
    return row.whose, row.by


def _made_up(row: reading.OccurrenceRow, detail: TaskDetail) -> str:
    """A time of a recurring duty that was made up for after its day, and who did it."""
    acts = (act for act in detail.history if act.duty is not None and act.deadline == row.due and act.on == row.met_on)
    said = [" ".join(filter(None, by_whom(act))) if act.unit or act.by else "" for act in acts]
    said = [one or _by_office(detail) for one in said]
    said += [one.unit for one in detail.reports if one.occurrence == row.due and one.on == row.met_on]
    told = _("{date}: made up on {met}").format(date=row.due, met=row.met_on)
    return joined([told, BETWEEN_NAMES.join(dict.fromkeys(said))])


def _by_office(detail: TaskDetail) -> str:
    """Who did what the office entered without a name: the unit that answers first."""
    first = next((one.unit for one in detail.obligations if one.first), None)
    return bracketed(first, _("entered by the office")) if first else _("supervision office")


def _members(one: Obligation) -> str:
    """A collective: how many of its members are done, who is not, and of whom nothing was heard."""
    left = [member for member in one.members if not member.done]
    heard = [member for member in left if member.sent_back or not member.is_silent]
    silent = BETWEEN_NAMES.join(member.unit for member in left if member not in heard)
    names = BETWEEN_NAMES.join(map(_member, heard))
    told = (
        _("{done}/{count} done").format(done=one.members_done, count=len(one.members)),
        worded(_("not done: {names}"), names=names),
        worded(_("no report from {units}"), units=silent),
    )
    return _("{unit}: {told}").format(unit=one.unit, told=clauses(filter(None, told)))


def _member(one: MemberRow) -> str:
    """A member that is not done and of which something was heard, and how far it is."""
    if one.reopened:
        return _("{unit} (opened again, to be reported anew)").format(unit=one.unit)
    if one.sent_back:
        return _("{unit} (sent back)").format(unit=one.unit)
    if one.progress is None:
        return _("{unit} (no percentage reported)").format(unit=one.unit)
    return f"{one.unit} {percent(one.progress)}"


def _obligations(detail: TaskDetail) -> Iterator[str]:
    """A line for each unit of whose part something is known, and one for all others that are asked."""
    yield from (_obligation(one, detail) for one in detail.obligations if one.has_said)
    silent = (one.unit for one in detail.obligations if detail.is_open and one.is_silent and not one.has_said)
    yield worded(_("no report from {units}"), units=BETWEEN_NAMES.join(dict.fromkeys(silent)))


def _obligation(one: Obligation, detail: TaskDetail) -> str:
    """A unit's line; where the first one's part was only marked as met, that is said."""
    marked = only_marked(detail)
    parts = [one.unit, worded(_("(for {unit})"), unit=one.assigned if one.assigned != one.unit else None)]
    if one.first and marked:
        parts.append(marked)
    elif one.progress is not None and one.progress >= _ALL and not one.verified:
        parts.append(_("said to be done"))
    elif one.progress is not None:
        parts += [percent(one.progress), _("verified") if one.verified else _("claimed")]
    if one.behind is not None:
        parts.append(pace(one.behind))
    parts.append(worded(_("last report {date}"), date=one.last_report))
    if one.is_silent and detail.is_open:
        parts.append(_("has not reported"))
    parts.append(worded(_("signed for on {date}"), date=one.received_on) or _signed(one))
    return joined([*parts, worded(_("handed in on {date}"), date=one.submitted_on)])


def _signed(one: Obligation) -> str:
    """How many members of a collective have signed for the task, and which have not, where some have."""
    left = [_unsigned(member) for member in one.members if member.signed_on is None]
    if not 0 < len(left) < len(one.members):
        return ""
    told = {"count": len(one.members) - len(left), "total": len(one.members), "names": BETWEEN_NAMES.join(left)}
    return _("signed for by {count} of {total}, not by {names}").format(**told)


def _unsigned(one: MemberRow) -> str:
    """A member that has not signed for the task; one that has said something of it is at work on it."""
    return one.unit if one.last_report is None and not one.done else _("{unit} (at work)").format(unit=one.unit)


def _report(row: reading.ReportRow) -> str:
    parts = [row.on.isoformat(), row.unit]
    if row.percent is not None:
        parts.append(percent(row.percent))
    parts += [f"{value.indicator} {value.value:g}{value.unit}" for value in row.measurements]
    parts.append(_standing(row))
    if row.late:
        parts.append(_("late, due {date}").format(date=row.answers_for))
    parts += [row.text, worded(_("problem: {text}"), text=row.problem), worded(_("next: {text}"), text=row.next_step)]
    return joined([*parts, _files(row.evidence)])


def _standing(row: reading.ReportRow) -> str:
    """What became of a report."""
    if row.sent_back:
        return _("sent back")
    if row.reopened:
        return _("counts no more since the task was opened again")
    return _("verified") if row.verified else _("claimed")


def _verification(row: reading.VerificationRow) -> str:
    result, how = _(RESULT_WORDS.get(row.result, row.result)), _(WAY_WORDS.get(row.how, row.how))
    return joined([row.on.isoformat(), result, how, row.unit, row.text, row.by, _files(row.evidence)])


def _person(row: ContactRow) -> str:
    role = _(PERSON_WORDS.get(row.role or "", N_("contact")))
    return joined([row.unit, role, row.name, row.post, row.phone, row.email])


def _instructions(detail: TaskDetail) -> Iterator[str]:
    followed_by = {one.follows: one.mark for one in detail.instructions}
    for row in reversed(detail.instructions):
        yield from _instruction(row, followed_by.get(row.mark))


def _instruction(row: InstructionRow, followed_by: str | None) -> Iterator[str]:
    """What a leader wrote, and below it what was done about it and how it stands."""
    urgency = _("({word})").format(word=_(URGENCY_WORDS.get(row.urgency, row.urgency)))
    due = _("answer by {date}").format(date=row.due)
    beside = [worded(_("on {what}"), what=row.written_on), worded(_("after {mark}"), mark=row.follows)]
    yield joined([row.on.isoformat(), row.mark, urgency, row.leader, row.text, row.unit, due, *beside])
    for step in row.steps:
        told = _(_STEPS[step.kind]).format(date=step.on)
        if followed_by is not None and step.text == followed_by:
            yield "    " + _("settled on {date}, for {mark} was written").format(date=step.on, mark=followed_by)
        else:
            yield "    " + joined([told, step.text, step.by])
    if row.is_open:
        yield "    " + _(INSTRUCTION_WORDS[row.state])


def _order(row: reading.TaskOrder) -> Iterator[str]:
    reply_by = _("reply by {date}").format(date=row.reply_by)
    rung = _(ORDER_WORDS.get(row.rung, row.rung))
    yield joined([row.on.isoformat(), row.mark, _("({rung})").format(rung=rung), row.unit, row.ground, reply_by])
    for reply in row.replies:
        said = _("answered on {date}").format(date=reply.on)
        yield "    " + joined([said, reply.text, reply.by, _files(reply.evidence)])
    if not row.replies:
        yield "    " + (_("revoked") if row.revoked else _("no answer yet"))


def _extension(row: reading.TaskExtension) -> str:
    asked = _("{asked}: asks for {wished}").format(asked=row.asked_on, wished=row.wished)
    late = _("(asked late)") if row.late else None
    if row.decision == "granted":
        decided = _("granted to {date} by {by}").format(date=row.granted_to, by=row.by)
    elif row.decision == "refused":
        decided = _("refused by {by}").format(by=row.by)
    else:
        decided = _("not decided yet")
    return joined([asked, row.unit, row.reason, row.progress, late, decided, row.note])


def _reminder(row: reading.TaskReminder) -> str:
    return joined([row.on.isoformat(), row.unit, _("for {period}").format(period=row.period), row.why])


def _confidence(rows: Iterable[reading.ConfidenceRow]) -> str | None:
    latest = {row.side: row.value for row in rows}
    template = _("{side} {value} of 10")
    said = (template.format(side=_(SIDE_WORDS.get(side, side)), value=value) for side, value in sorted(latest.items()))
    return listed(said) or None


def _files(evidence: Iterable[reading.EvidenceRow]) -> str:
    return worded(_("proof: {files}"), files=BETWEEN_NAMES.join(file.name for file in evidence))


def joined(parts: Iterable[str | None]) -> str:
    """Those of ``parts`` that say something, as one line."""
    return "  ".join(filter(None, parts))


def pace(behind: float) -> str:
    """How far behind or ahead of schedule, in words."""
    points = tenth(behind)
    if points > 0:
        return _("{points} points behind").format(points=f"{points:g}")
    if points < 0:
        return _("{points} points ahead").format(points=f"{-points:g}")
    return _("on schedule")
