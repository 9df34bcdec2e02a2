"""A task's parts as labelled lines: what the detail pane shows, in the order an officer asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dutytrack.domain.acts import act_word
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import N_, _, language
from dutytrack.output.figures import figure_notes
from dutytrack.output.supervision import supervision
from dutytrack.output.words import origin_text
from dutytrack.store.reading.detail import ActionRow, DeadlineRow, DutyRow, IndicatorRow, TaskDetail

ROLE_LABELS = {"lead": N_("Lead"), "responsible": N_("Responsible"), "participating": N_("Participating")}
_COMPARED = {">=": N_("at least {value}"), "<=": N_("at most {value}"), "=": "{value}", "+=": N_("{value} more")}


class Part(NamedTuple):
    """Some lines under one label."""

    label: str
    """English, marked for the catalogs."""
    lines: tuple[str, ...]


def parts_of(detail: TaskDetail) -> Iterator[Part]:
    """The parts of ``detail`` that there are, its text left out."""
    for label, lines in _labelled(detail):
        shown = tuple(filter(None, lines))
        if shown:
            yield Part(label, shown)


def _labelled(detail: TaskDetail) -> Iterator[tuple[str, list[str | None]]]:
    row = detail.row
    for role, label in ROLE_LABELS.items():
        units = [unit for unit in detail.units if unit.role == role]
        yield label, [BETWEEN_NAMES.join(unit.name + (_(" (names nobody)") if unit.vague else "") for unit in units)]
    yield N_("Leader"), [detail.leader]
    yield N_("Due"), list(_deadlines(detail))
    yield N_("Recurring"), [_duty(duty) for duty in detail.duties]
    yield N_("Figures"), [_indicator(indicator) for indicator in detail.indicators]
    yield from supervision(detail)
    yield N_("History"), [_action(action) for action in detail.history]
    yield N_("Plan"), [" ".join(filter(None, (row.plan, detail.plan_title))) if row.plan else None]
    yield N_("Section"), [" > ".join(filter(None, (*detail.section, detail.label)))]
    yield N_("Source"), [detail.source]


def _deadlines(detail: TaskDetail) -> Iterator[str]:
    yield from map(_deadline, detail.deadlines)
    row = detail.row
    if row.due is not None and row.due_origin == "inherited":
        yield f"{row.due!s}  {origin_text('inherited')}"


def _deadline(deadline: DeadlineRow) -> str:
    parts = [str(deadline.current) if deadline.current else _("no year")]
    if deadline.current != deadline.original and deadline.original:
        parts.append(_("(first {date})").format(date=str(deadline.original)))
    if deadline.text:
        parts.append(quoted(deadline.text))
    if deadline.met_on:
        parts.append(_("met on {date}").format(date=str(deadline.met_on)))
    return "  ".join(parts)


def _duty(duty: DutyRow) -> str:
    parts = [quoted(duty.text) if duty.text else f"{duty.interval} {duty.freq}"]
    if duty.next_due:
        parts.append(_("next {date}").format(date=str(duty.next_due)))
    if duty.occurrences:
        parts.append(_("{met} of {count} met").format(met=duty.met, count=duty.occurrences))
    if duty.made_up:
        parts.append(_("{count} of them late").format(count=duty.made_up))
    return "  ".join(parts)


def _indicator(indicator: IndicatorRow) -> str:
    top = f"-{indicator.max:g}" if indicator.max is not None else ""
    target = f"{indicator.value:g}{top}{indicator.unit}"
    compared = _COMPARED.get(indicator.op)
    parts = [
        indicator.pointer or indicator.name,
        _(compared).format(value=target) if compared else f"{indicator.op} {target}",
    ]
    if indicator.due:
        parts.append(_("by {date}").format(date=str(indicator.until or indicator.due)))
    return "  ".join([*parts, *figure_notes(indicator)])


def _action(action: ActionRow) -> str:
    parts = [str(action.on), act_word(action.kind)]
    if action.deadline:
        parts.append(str(action.deadline))
    if action.to_date:
        parts.append(_("to {date}").format(date=str(action.to_date)))
    parts += [said for said in (action.unit, action.by, action.note) if said]
    return "  ".join(parts)


def quoted(text: str) -> str:
    """Words of a document, marked as such; the marks are those of the language in use."""
    return f"“{text}”" if language() == "zh" else f'"{text}"'
