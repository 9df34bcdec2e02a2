"""A task's parts as labelled lines: what the detail pane shows, in the order an officer asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from dutytrack.domain.review.fields import BETWEEN_HEADINGS
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import N_, _, language, quotable
from dutytrack.output.figures import compared, figure_notes
from dutytrack.output.supervision import by_whom, joined, supervision
from dutytrack.output.task import act_told, duty_notes, met_told
from dutytrack.output.words import frequency_word, origin_beside, origin_text, worded
from dutytrack.store.reading.detail import ActionRow, DeadlineRow, DutyRow, IndicatorRow, TaskDetail

ROLE_LABELS = {"lead": N_("Lead"), "responsible": N_("Responsible"), "participating": N_("Participating")}


def parts_of(detail: TaskDetail) -> Iterator[tuple[str, list[str]]]:
    """The parts of ``detail`` that there are, its text left out: lines with their label, which is English."""
    shown = ((label, list(filter(None, lines))) for label, lines in _labelled(detail))
    return ((label, lines) for label, lines in shown if lines)


def _labelled(detail: TaskDetail) -> Iterator[tuple[str, list[str | None]]]:
    row = detail.row
    for role, label in ROLE_LABELS.items():
        units = [unit for unit in detail.units if unit.role == role]
        yield label, [BETWEEN_NAMES.join(unit.name + (_(" (names nobody)") if unit.vague else "") for unit in units)]
    yield N_("Leader"), [detail.leader]
    yield N_("Due"), list(_deadlines(detail))
    yield N_("Recurring"), [_duty(duty, is_open=detail.is_open) for duty in detail.duties]
    yield N_("Figures"), [_indicator(one, is_open=detail.is_open) for one in detail.indicators]
    yield from supervision(detail)
    yield N_("History"), [_action(action) for action in detail.history]
    yield N_("Plan"), [" ".join(filter(None, (row.plan, detail.plan_title))) if row.plan else None]
    yield N_("Section"), [BETWEEN_HEADINGS.join(filter(None, (*detail.section, detail.label)))]
    yield N_("Source"), [detail.source]


def _deadlines(detail: TaskDetail) -> Iterator[str]:
    yield from map(_deadline, detail.deadlines)
    row = detail.row
    if row.due is not None and row.due_origin == "inherited":
        yield f"{row.due!s}  {origin_text('inherited')}"


def _deadline(deadline: DeadlineRow) -> str:
    return joined(
        [
            str(deadline.current or _("no year")),
            worded(_("(first {date})"), date=deadline.original if deadline.current != deadline.original else None),
            quoted(deadline.text),
            origin_beside(deadline.origin),
            met_told(deadline),
        ]
    )


def _duty(duty: DutyRow, *, is_open: bool) -> str:
    return joined(
        [
            quoted(duty.words or duty.text) or frequency_word(duty.freq, duty.interval),
            *duty_notes(duty, is_open=is_open),
            worded(_("{count} of them late"), count=duty.made_up),
        ]
    )


def _indicator(indicator: IndicatorRow, *, is_open: bool) -> str:
    top = f"-{indicator.max:g}" if indicator.max is not None else ""
    target = f"{indicator.value:g}{top}{indicator.unit}"
    parts = [
        indicator.pointer or indicator.name,
        compared(indicator.op, target),
    ]
    if indicator.due:
        parts.append(_("by {date}").format(date=str(indicator.until or indicator.due)))
    return "  ".join([*parts, *figure_notes(indicator, is_open=is_open)])


def _action(action: ActionRow) -> str:
    days = (worded("{day}", day=action.deadline), worded(_("to {date}"), date=action.to_date))
    return joined((str(action.on), act_told(action), *days, *by_whom(action), action.note, action.waived))


def quoted(text: str) -> str:
    """Words of a document, marked as such; the marks are those of the language in use. Empty where there are none."""
    return worded("“{text}”" if language() == "zh" else '"{text}"', text=quotable(text))
