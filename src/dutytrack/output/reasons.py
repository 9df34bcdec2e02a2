"""Why a task's lamp is what it is: the rule that decided, its clause, and the figures it saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from dutytrack.domain.acts import OPEN
from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import (
    MEAN_OF_MEMBERS,
    NOT_SIGNED,
    NOT_SIGNED_BY,
    ORDER_WORDS,
    RUNG_WORDS,
    TIME_ASKED,
    contradiction_told,
    instruction_told,
    rest_told,
)
from dutytrack.i18n import N_, _, bracketed, clauses, listed, ngettext
from dutytrack.output.cells import in_print, wrap, wrap_items
from dutytrack.output.fields import InFull, plain_record
from dutytrack.output.figures import missed_told
from dutytrack.output.words import ORIGIN_WORDS, lamp_text, plain, status_text, worded
from dutytrack.reports.model import Group, Report, columns_of

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.store.reading.course import DateSeen, OrderUnderWay, Reported, SentBack
    from dutytrack.store.reading.why import RuleSeen, Why


def why_in_full(why: Why, report: Report) -> InFull:
    """The reasons in all forms."""
    record = {**plain_record(why), "figures": dict(why.figures)}
    return InFull(record, partial(_page, why), report, _paper(why, report))


def _page(why: Why, screen: Screen | None) -> str:
    """The reasons to be read; on a terminal what is longer than a line goes on below, figures whole."""
    figures = _("figures: {figures}").format(figures=figures_seen(why))
    lines, seen = map(in_print, _lines(why, figures)), in_print(figures)
    if screen is None:
        return "\n".join(lines) + "\n"
    room, between = screen.width, listed(("", ""))
    parted = [one for line in lines for one in (wrap_items(line, room, between) if line == seen else wrap(line, room))]
    return "\n".join(parted) + "\n"


def _paper(why: Why, report: Report) -> Report:
    """The same on paper: in the words of the page, what is not known left out."""
    columns = columns_of("what value")
    decided = ((_("because"), why.decided_by.because), (_("rule"), bracketed(why.decided_by.title, why.pack_title)))
    groups = (
        Group((*decided, *((_("noted"), told) for told in beside(why)))),
        Group(tuple((lamp_text(rule.lamp), rule.because) for rule in why.also), _("Rules that hold too")),
        Group(
            tuple((called or said, said if called else _("yes")) for called, said in figures_told(why)),
            _("What they saw"),
        ),
    )
    return report._replace(columns=columns, groups=tuple(one for one in groups if one.rows), notes=())


def _lines(why: Why, figures: str) -> Iterator[str]:
    yield f"{why.key}  {why.title}"
    template = _("{day}, {lamp}: {because}") if why.lamp == "closed" else _("{lamp} on {day}: {because}")
    lamp = lamp_word(why.lamp) if why.lamp == "closed" else lamp_text(why.lamp)
    yield template.format(lamp=lamp, day=why.as_of, because=why.decided_by.because)
    yield rule_told(why)
    yield from beside(why)
    yield figures
    for rule in why.also:
        yield _("also holds: {told}").format(told=also_told(rule, why))


def rule_told(why: Why) -> str:
    """The rule that decided, by its title, and its pack."""
    return _("rule “{rule}” of the rule pack “{pack}”").format(rule=why.decided_by.title, pack=why.pack_title)


def also_told(rule: RuleSeen, why: Why) -> str:
    """A rule that holds too; of one that asks for more than the lamp does, why it does not decide."""
    told = _("{lamp}: {because}").format(lamp=lamp_text(rule.lamp), because=rule.because)
    order = list(LAMPS)
    if order.index(rule.lamp) >= order.index(why.lamp):
        return told
    return bracketed(told, _("the rule “{rule}” stands before it and decides").format(rule=why.decided_by.title))


def beside(why: Why) -> Iterator[str]:
    """What has to be known beside the figures: whose it is, that it was closed before, what became of its figures."""
    seen = why.figures
    if why.asks:
        yield _("asked for by the date: {told}").format(told=why.asks)
    yield from _contradicted(seen)
    yield from _units(why)
    reason = (why.reason or "").rstrip("。.")
    if seen.get("reopened_on"):
        told = _("closed on {closed_on} before, opened again on {reopened_on}").format(**seen)
        yield bracketed(told, reason) if reason else told
    elif reason:
        template = _("reason of the suspension: {reason}")
        yield (_("reason of the dropping: {reason}") if seen["status"] == "dropped" else template).format(reason=reason)
    yield from (_sent_back(one, why) for one in why.returned)
    yield from (order_told(one, why.as_of) for one in why.orders)
    yield from (instruction_told(one._asdict(), why.as_of) for one in why.instructions)
    yield from _unsigned(seen)
    yield from (_(told).format(days=seen[name], units=seen[name]) for name, told in _BESIDE.items() if seen.get(name))
    yield from _moved(why)
    said, members = seen.get("members_said"), seen.get("members_total")
    if said and said != members and seen.get("status") in OPEN:
        template = _(
            "{said} of {members} members reported how far they are: until all have, it is not set against its schedule"
        )
        yield template.format(said=said, members=members)
    if why.waived:
        yield why.waived
    yield from _time_asked(seen)
    if why.to_confirm:
        yield _reached(why)
    yield from (_date_told(one) for one in why.dates if one.days_late or one.reason)
    if why.returned_figures:
        yield _("figures sent back, to be reported anew: {names}").format(
            names=BETWEEN_NAMES.join(why.returned_figures)
        )
    if why.unreported:
        yield _("figures not reported: {names}").format(names=BETWEEN_NAMES.join(why.unreported))
    for one in why.missed:
        yield _("a figure's past: {told}").format(told=missed_told(one))


def _unsigned(seen: Mapping[str, Any]) -> Iterator[str]:
    """How long it has not been signed for; of a collective by which members."""
    if seen.get("unreceived"):
        template = _(NOT_SIGNED_BY) if seen.get("unreceived_by") else _(NOT_SIGNED)
        yield template.format(days=seen["unreceived"], units=seen.get("unreceived_by"))


def _time_asked(seen: Mapping[str, Any]) -> Iterator[str]:
    """More time that was asked for and not decided on, and how late."""
    if seen.get("extension_asked"):
        told = [_(TIME_ASKED).format(**seen)]
        if days := seen.get("extension_days"):
            template = ngettext("asked {days} day after the date", "asked {days} days after the date", int(days))
            told.append(template.format(days=days))
        yield clauses(told)


def _contradicted(seen: Mapping[str, Any]) -> Iterator[str]:
    """What was reported after the handing in and says that not all is done: to be looked at before it is verified."""
    if seen.get("contradicted_on"):
        yield contradiction_told(seen["status_on"], seen["contradicted_on"], seen["progress"])


def _sent_back(one: SentBack, why: Why) -> str:
    """What was sent back: when it had been handed in, why it was returned, and what came since."""
    template = _("sent back on {returned_on}")
    if one.handed_in_on is not None:
        template = _("handed in on {handed_in_on}, sent back on {returned_on}")
    told = template.format(**one._asdict())
    if one.why:
        told = bracketed(told, one.why.rstrip("。."))
    last = "" if why.members else str(why.figures.get("last_report") or "")
    anew = _("reported anew on {day}").format(day=last) if last > str(one.returned_on) else _("not reported anew")
    whole = _("{told}, {more}").format(told=told, more=anew)
    return (
        _("{unit}: {told}").format(unit=one.unit, told=whole) if one.unit in why.members.get("returned", ()) else whole
    )


def order_told(one: OrderUnderWay, as_of: date) -> str:
    """An order under way: its number, rung and day, and what it waits for."""
    rung = _(ORDER_WORDS.get(one.rung, one.rung))
    called = bracketed(one.mark, _("{rung} to {unit}, of {on}").format(rung=rung, unit=one.unit, on=one.on))
    days = (as_of - one.reply_by).days
    template = _("to be answered by {reply_by}, not answered yet")
    if one.replied_on is not None:
        template = _("answered on {replied_on}, the reply is to be checked")
        if one.settled:
            template = _("answered on {replied_on}, the reply was checked")
    elif days > 0:
        template = _("to be answered by {reply_by}, unanswered for {days} days")
    told = template.format(reply_by=one.reply_by, replied_on=one.replied_on, days=days)
    return _("order {mark}: {told}").format(mark=called, told=told)


def _date_told(one: DateSeen) -> str:
    """A date that was met late, or though something was wanting."""
    day = bracketed(one.day, one.asks) if one.asks else str(one.day)
    told = [_("marked as met on {met_on}").format(met_on=one.met_on)]
    if one.days_late:
        told = [_("met on {met_on}, {days} days late").format(met_on=one.met_on, days=one.days_late)]
    if one.reason:
        told.append(_("waived: {wanting}; reason: {reason}").format(wanting=one.wanting, reason=one.reason))
    return _("date {day}: {told}").format(day=day, told=clauses(told))


def _moved(why: Why) -> Iterator[str]:
    """What became of the date that holds: how often it was moved, and what more was refused."""
    moved = why.moved
    if moved is None:
        return
    told = []
    if moved.times:
        days = (moved.current - moved.original).days
        template = _("first {original}, extended {count} times, {days} days added")
        if why.figures.get("due_origin") != "extended":
            template = _("first {original}")
        told.append(template.format(original=moved.original, count=moved.times, days=days))
    template = _("more time asked for on {asked_on}, until {wished}: refused on {refused_on}")
    told += [template.format(**one._asdict()) for one in moved.refused]
    yield clauses(told)


def _units(why: Why) -> Iterator[str]:
    """Who leads and does it, and how each member of a collective stands."""
    told = _("{unit}: {told}")
    by_role = {one.role: one for one in why.reported}
    if not why.lead and why.figures.get("status") in OPEN:
        yield told.format(unit=_("lead units"), told=_("none is named"))
    named = {"lead": why.lead, "responsible": why.responsible, "participating": why.participating}
    for role, units in named.items():
        if units:
            yield told.format(unit=_(_ROLES[role]), told=_who_reported(units, by_role.get(role)))
    is_anew = why.figures.get("reopening_on") is not None
    for state, units in why.members.items():
        called = _("members to report anew, the task being opened again") if is_anew and state == "returned" else None
        yield told.format(unit=called or _(_MEMBERS[state]), told=BETWEEN_NAMES.join(units))


def _who_reported(units: Sequence[str], one: Reported | None) -> str:
    """The units of a role, how many have reported by themselves, and who has not; in brackets what is of one alone."""
    names = BETWEEN_NAMES.join(units)
    if one is None or (one.role != "participating" and one.total == 1):
        return names
    if one.total == 0:
        return names
    told = [_("{count}/{total} reported").format(count=one.total - len(one.left), total=one.total)]
    if one.total == 1:
        told = [_("has not reported") if one.left else _("has reported")]
        if one.left and len(units) > 1:
            told = [_("no report from {units}").format(units=one.left[0])]
    elif one.total != len(one.units):
        told = [_("{told}, {more}").format(told=told[0], more=_("each member counted"))]
    if 0 < len(one.left) < one.total:
        template = _("no report from {units}")
        if len(one.left) > _FEW:
            template = _("no report from {units} and others, {count} in all")
        told.append(template.format(units=BETWEEN_NAMES.join(one.left[:_FEW]), count=len(one.left)))
    if one.handed_in:
        told.append(_("handed in by {units}").format(units=BETWEEN_NAMES.join(one.handed_in)))
    return bracketed(names, clauses(told)) if len(units) == 1 else clauses([names, *told])


def _reached(why: Why) -> str:
    """What is still wanting of a date that passed and whose figures were reached: by the last one it is handed in."""
    template = _("the figures of {due} are reached: only the date is still to be marked as met")
    if why.to_confirm == why.figures.get("last_due"):
        template = _("the figures of {due} are reached: the task is still to be handed in")
    return template.format(due=why.to_confirm)


def figures_seen(why: Why) -> str:
    """What the rules saw, each figure by its name in the language in use; those not known are left out."""
    return listed(" ".join(filter(None, told)) for told in figures_told(why))


def figures_told(why: Why) -> Iterator[tuple[str, str]]:
    """Each figure that is known, by its name in the language in use, and in words."""
    for name in _CALLED:
        value = why.figures.get(name)
        if value not in {None, ""} and not _is_idle(why, name, value):
            yield _figure(why, name, value)


def _is_idle(why: Why, name: str, value: str | float | None) -> bool:
    """Whether a figure says nothing: a last date that is the date, the next report of what is overdue already.

    What a waiver alone made whole is neither ahead nor behind, and what was closed by one was not done on a day.
    """
    if name == "behind" and why.figures.get("progress_waived"):
        return True
    if name == "done_on":
        return why.figures.get("waived_on") is not None
    if name == "last_due":
        return value == why.figures.get("due")
    if name == "silent_from":
        return value == why.figures.get("reopened_on")
    return name == "report_by" and str(value) >= why.as_of.isoformat() and bool(why.figures.get("days_late"))


def _figure(why: Why, name: str, value: str | float | None) -> tuple[str, str]:
    called = _called(why, name, value)
    if name == "late":
        return "", _(LATENESS_WORDS[str(value)])
    if name == "behind" and not value:
        return "", _("on schedule")
    if name == "next_occurrence" and why.figures.get("next_duty"):
        return _(called), bracketed(value, why.figures["next_duty"])
    if name in {"behind", "progress"}:
        return _(called), _share(why, name, float(value or 0))
    if name == "days_rested":
        called = _(called).format(rested_as=rest_told(str(why.figures.get("rested_as") or "")))
    word = _VALUES.get(str(value))
    told = _(word) if word else plain(value)
    if name in _OF_ALL:
        told = f"{value}/{why.figures[_OF_ALL[name]]}"
        if name == "members_duty":
            told = bracketed(told, why.figures["next_occurrence"])
    elif name == "status":
        since = _("since {day}").format(day=why.figures["status_on"]) if why.figures.get("status_on") else ""
        told = bracketed(status_text(str(value)), since) if since else status_text(str(value))
    elif name == "should" and (by := _paced_by(why)):
        told = bracketed(told, by)
    is_days = called == _SINCE_REPORT or name in {"days_rested", "days_suspended"}
    return _(called), _("{days} days").format(days=told) if is_days else told


def _called(why: Why, name: str, value: str | float | None) -> str:
    """What a figure is called, by what is so of it on the day."""
    if name in _PAST and str(value) < why.as_of.isoformat():
        return _AWAITED if name == "next_occurrence" and why.figures.get("awaits_figures") else _PAST[name]
    if name == "behind" and float(value or 0) < 0:
        return N_("points ahead")
    return _SINCE_REPORT if name == "silent" and _is_since_report(why, int(value or 0)) else _CALLED[name]


def _is_since_report(why: Why, days: int) -> bool:
    """Whether so many days are those since the last report, and not of a member that never reported, or sooner."""
    last = (why.as_of - timedelta(days=days)).isoformat()
    return why.figures.get("last_report") == last and not why.figures.get("silent_from")


def _share(why: Why, name: str, value: float) -> str:
    """Progress or points behind, with the figure and the stage that they are of, and the date they are counted by."""
    seen = why.figures
    figure = seen.get(f"{name}_of")
    if name == "behind" and figure == seen.get("progress_of"):
        figure = None
    told = f"{value:g}%" if name == "progress" else f"{abs(value):g}"
    if name == "progress" and seen.get("progress_waived"):
        told = _("by a waiver")
    said, members = seen.get("members_said"), seen.get("members_total")
    if name == "progress" and figure is None and said and said != members and seen.get("status") in OPEN:
        told = _(MEAN_OF_MEMBERS).format(said=said, members=members, progress=told)
    stage = worded(_("stage of {target}"), target=seen.get(f"{name}_stage")) if figure else ""
    is_ahead = name == "behind" and value < 0 and seen.get("paced_to") != seen.get("due")
    by = _paced_by(why) if is_ahead else ""
    is_from_nothing = name == "behind" and value < 0 and seen.get("from_nothing")
    base = _("no baseline is set, counted from 0") if is_from_nothing else ""
    beside = clauses(filter(None, (listed(filter(None, (figure, stage, by))), base)))
    return bracketed(told, beside) if beside else told


def _paced_by(why: Why) -> str:
    """The date by which it is counted what is due by now."""
    paced_to = why.figures.get("paced_to")
    if not paced_to:
        return ""
    is_last = paced_to == why.figures.get("last_due") != why.figures.get("due")
    template = _("by the last date {day}") if is_last else _("by the date {day}")
    return template.format(day=paced_to)


_FEW = 8
"""So many units that have not reported are named."""
_ROLES: Mapping[str, str] = {
    "lead": N_("lead units"), "responsible": N_("responsible units"), "participating": N_("participating units"),
}  # fmt: skip
_BESIDE: Mapping[str, str] = {
    "days_suspended": N_("{days} days of suspension are left out of the time that has passed"),
    "missed_on": N_("times missed: {units}"),
    "duty_left": N_("recurring duty not done by {units}"),
    "silent_by": N_("not reported in time by {units}"),
}
"""What has to be known beside the figures, by that which tells it."""
LATENESS_WORDS: Mapping[str, str] = {
    "closed-late": N_("closed late"),
    "handed-in-late": N_("handed in late"),
    "met-late": N_("a date met late"),
}
_VALUES = {**ORIGIN_WORDS, **RUNG_WORDS}
_MEMBERS: Mapping[str, str] = {
    "left": N_("members not done"),
    "returned": N_("members sent back"),
    "done": N_("members done, not accepted"),
    "accepted": N_("members accepted"),
}
"""What the members of a collective are called by how they stand."""
_PAST: Mapping[str, str] = {"report_by": N_("report was due by"), "next_occurrence": N_("recurring duty not done of")}
"""What figures are called whose day has passed."""
_SINCE_REPORT = N_("since the last report")
"""What the days are called of a unit that has reported, and need not have done so since."""
_AWAITED = N_("figures of the year awaited")
"""What a recurring duty is called whose year is over, and its figures may still come out."""
_CALLED: Mapping[str, str] = {
    "handed_out": N_("handed out"), "start": N_("start"), "status": N_("status"),
    "done_on": N_("done on"), "handed_in_on": N_("handed in on"), "closed_on": N_("closed on"),
    "reopened_on": N_("opened again on"),
    "concluded_on": N_("concluded"),
    "due": N_("due"), "due_origin": N_("date from"), "days_left": N_("days left"),
    "days_late": N_("days late"), "days_over": N_("days late"), "days_rested": N_("of them {rested_as}"),
    "days_at_work": N_("days late at work"), "late": N_("late"), "last_due": N_("last date"),
    "to_mark": N_("date to mark as met"), "exempt_month": N_("exempt in"),
    "progress": N_("progress"), "figures_measured": N_("figures reported"),
    "figures_confirmed": N_("figures marked as met"),
    "should": N_("to be reached by now"), "actual": N_("reached by now"), "measured": N_("measured value"),
    "target": N_("target"), "counted_from": N_("counted from"), "behind": N_("points behind"),
    "days_suspended": N_("days of suspension left out"),
    "members_total": N_("members"), "members_done": N_("members done"),
    "members_said": N_("members that reported a percentage or are done"),
    "next_occurrence": N_("recurring duty of"), "duties_missed": N_("times missed"),
    "members_duty": N_("members that did the recurring duty of that time"),
    "last_report": N_("last report"), "silent": N_("days without a report"), "silent_from": N_("taken up again on"),
    "report_by": N_("next report by"), "reports_missed": N_("reports missed"), "rung": N_("rung"),
    "reply_by": N_("reply by"),
}  # fmt: skip
"""What figures are called, by the names that clauses use, in the order in which they are told: whose time it is, its
date, how far it is, its members and duties, its reports and orders. Of those that are not here others say the same."""
_OF_ALL: Mapping[str, str] = {
    "members_said": "members_total", "members_duty": "members_total", "figures_measured": "figures_total",
}  # fmt: skip
"""The figures that are told with what they are of."""
