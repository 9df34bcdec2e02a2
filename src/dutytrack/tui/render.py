"""A task and its reasons as text for the screen. Values from documents are plain text here, never markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from dutytrack.domain.acts import act_word, status_word
from dutytrack.domain.lamps import lamp_word
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable
from dutytrack.store.reading import ActionRow, DeadlineRow, DutyRow, IndicatorRow, TaskDetail, UnitInTask, Why
from dutytrack.tui.style import lamp_style

LABEL_WIDTH = 10
"""Cells of the labels at the left."""
ROLE_LABELS = {"lead": N_("Lead"), "responsible": N_("Responsible"), "participating": N_("Sharing")}
ORIGINS = {"inherited": N_("the plan's end"), "extended": N_("extended"), "set": N_("set by the office")}


def detail_text(detail: TaskDetail, *, dark: bool) -> Text:
    """The whole of ``detail``: head, units, dates, figures, history, then the text as in the source."""
    text = _head(detail, dark=dark)
    for label, lines in _parts(detail):
        _section(text, _(label), lines)
    if detail.text:
        text.append("\n")
        text.append(printable(detail.text))
        text.append("\n")
    return text


def why_text(why: Why) -> str:
    """The rule that decided, what else holds, and the figures the rules saw."""
    lines = [
        f"{why.key} {printable(why.title)}",
        "",
        f"{lamp_word(why.lamp)}: {why.decided_by.because}",
        f"    {why.decided_by.when}",
    ]
    if why.also:
        lines += ["", _("Also true:")]
        lines += [f"  {lamp_word(rule.lamp)}: {rule.because}" for rule in why.also]
    lines += ["", _("What the rules saw:")]
    lines += [f"  {name}: {value}" for name, value in why.figures.items() if value is not None]
    lines += ["", _("Rule pack {name}, as of {date}").format(name=why.rule_pack, date=why.as_of)]
    return "\n".join(lines)


def _head(detail: TaskDetail, *, dark: bool) -> Text:
    row = detail.row
    text = Text()
    text.append(f"{row.key} ", "bold")
    text.append(f" {lamp_word(row.lamp)} ", lamp_style(row.lamp, dark=dark))
    text.append(f" {status_word(row.status)}")
    if row.days_late:
        text.append(", " + _("{days} days late").format(days=row.days_late))
    if row.flags:
        text.append("  " + " ".join(_(flag) for flag in row.flags), "italic")
    text.append(f"\n{printable(row.title)}\n", "bold")
    return text


def _parts(detail: TaskDetail) -> Iterator[tuple[str, list[str]]]:
    yield N_("Plan"), [" ".join(filter(None, (detail.row.plan, detail.plan_title)))] if detail.row.plan else []
    yield N_("Source"), [detail.source] if detail.source else []
    yield N_("Section"), [" > ".join(detail.section)] if detail.section else []
    yield N_("Number"), [detail.row.ref] if detail.row.ref else []
    for role, label in ROLE_LABELS.items():
        names = [_unit(unit) for unit in detail.units if unit.role == role]
        yield label, ["、".join(names)] if names else []
    yield N_("Leader"), [detail.leader] if detail.leader else []
    yield N_("Due"), list(_deadlines(detail))
    yield N_("Recurring"), [_duty(duty) for duty in detail.duties]
    yield N_("Figures"), [_indicator(indicator) for indicator in detail.indicators]
    yield N_("History"), [_action(action) for action in detail.history]


def _section(text: Text, label: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        head = label if number == 0 else ""
        text.append(head + " " * max(LABEL_WIDTH - cell_len(head), 1), "bold" if head else "")
        text.append(f"{printable(line)}\n")


def _unit(unit: UnitInTask) -> str:
    return unit.name + (f" ({_('who?')})" if unit.vague else "")


def _deadlines(detail: TaskDetail) -> Iterator[str]:
    for deadline in detail.deadlines:
        yield _deadline(deadline)
    row = detail.row
    if row.due is not None and row.due_origin == "inherited":
        yield f"{_day(row.due)}  {_(ORIGINS['inherited'])}"


def _deadline(deadline: DeadlineRow) -> str:
    parts = [_day(deadline.current) if deadline.current else _("no year")]
    if deadline.current != deadline.original and deadline.original:
        parts.append(_("(first {date})").format(date=_day(deadline.original)))
    if deadline.text:
        parts.append(f"“{deadline.text}”")
    if deadline.met_on:
        parts.append(_("met on {date}").format(date=_day(deadline.met_on)))
    return "  ".join(parts)


def _duty(duty: DutyRow) -> str:
    parts = [duty.text or f"{duty.interval} {duty.freq}"]
    if duty.next_due:
        parts.append(_("next {date}").format(date=_day(duty.next_due)))
    parts.append(_("{met} of {count} met").format(met=duty.met, count=duty.occurrences))
    return "  ".join(parts)


def _indicator(indicator: IndicatorRow) -> str:
    top = f"-{indicator.max:g}" if indicator.max is not None else ""
    parts = [f"{indicator.name} {indicator.op} {indicator.value:g}{top}{indicator.unit}"]
    if indicator.due:
        parts.append(_("by {date}").format(date=_day(indicator.due)))
    if indicator.freq:
        parts.append(_("every year") if indicator.freq == "yearly" else indicator.freq)
    return "  ".join(parts)


def _action(action: ActionRow) -> str:
    parts = [_day(action.on), act_word(action.kind)]
    if action.deadline:
        parts.append(_day(action.deadline))
    if action.to_date:
        parts.append(_("to {date}").format(date=_day(action.to_date)))
    if action.by:
        parts.append(action.by)
    if action.note:
        parts.append(action.note)
    return "  ".join(parts)


def _day(day: dt.date) -> str:
    return day.isoformat()
