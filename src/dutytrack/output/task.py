"""One task in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.domain.review.fields import BETWEEN_HEADINGS
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import contradiction_told, rested_told
from dutytrack.i18n import _, bracketed, language, listed, quotable
from dutytrack.output.fields import Field, InFull, in_full, plain_record, said
from dutytrack.output.figures import (
    compared,
    figure_notes,
    figures_measured,
    only_marked,
    progress_told,
    schedule_told,
)
from dutytrack.output.supervision import by_whom, pace, supervision
from dutytrack.output.words import (
    flags_text,
    frequency_word,
    lamp_text,
    origin_beside,
    status_text,
    worded,
)

if TYPE_CHECKING:
    from dutytrack.store.reading.detail import ActionRow, DeadlineRow, DutyRow, IndicatorRow, TaskDetail

_IN_RECORD = (
    *("plan_title", "jurisdiction", "section", "label", "text", "units_raw", "leader", "kind", "source", "units"),
    *("deadlines", "duties", "indicators", "history", "problems", "source_lines", "cadence", "report_by"),
    *("obligations", "reports", "measurements", "verifications", "orders", "reminders", "extensions", "confidence"),
    *("occurrences", "exempt_months", "instructions", "persons", "should", "actual", "days_rested", "rested_as"),
    "contradicted_on",
)
"""What JSON has of a task beside what it has in a list."""


def task_in_full(detail: TaskDetail, as_of: date) -> InFull:
    """The task in all forms."""
    record = plain_record(detail.row) | {name: plain_record(getattr(detail, name)) for name in _IN_RECORD}
    return in_full("task", f"{detail.row.key} {detail.row.title}", _fields(detail), record, as_of)


def _fields(detail: TaskDetail) -> list[Field]:
    row = detail.row
    lead = BETWEEN_NAMES.join(row.lead) or (_("none is named") if detail.is_open else "")
    status = status_text(row.status)
    if row.status_on is not None:
        status = _("{status} since {day}").format(status=status, day=row.status_on)
    supervised = [
        (label.lower().replace(" ", "_"), _(label), "\n".join(filter(None, lines)))
        for label, lines in supervision(detail)
    ]
    return said(
        ("key", _("key"), row.key),
        ("title", _("task"), row.title),
        ("plan", _("plan"), " ".join(filter(None, (row.plan, detail.plan_title)))),
        ("section", _("section"), BETWEEN_HEADINGS.join(detail.section)),
        ("ref", _("number in the plan"), row.ref),
        ("source", _("comes from"), detail.source),
        ("lamp", _("lamp"), lamp_text(row.lamp)),
        ("status", _("status"), status),
        ("flags", _("flags"), flags_text(row.flags)),
        ("lead", _("lead units"), lead),
        ("responsible", _("responsible units"), BETWEEN_NAMES.join(row.responsible)),
        ("participating", _("participating units"), BETWEEN_NAMES.join(row.participating)),
        ("leader", _("leader"), detail.leader),
        ("start", _("start"), row.start),
        ("due", _("due"), _due(detail, late_told(detail))),
        ("deadlines", _("deadlines"), "\n".join(map(_deadline, detail.deadlines))),
        ("duties", _("recurring duties"), "\n".join(_duty(duty, is_open=detail.is_open) for duty in detail.duties)),
        (
            "indicators",
            _("indicators"),
            "\n".join(indicator_told(one, is_open=detail.is_open) for one in detail.indicators),
        ),
        ("progress", _("progress"), _progress(detail)),
        *supervised,
        ("text", _("text"), detail.text),
        ("units_raw", _("units as printed"), detail.units_raw),
        ("history", _("history"), "\n".join(map(_act, detail.history))),
        ("problems", _("doubts"), "\n".join(map(_doubt, detail.problems))),
        ("source_lines", _("document"), _where(detail)),
    )


def _progress(detail: TaskDetail) -> str:
    row = detail.row
    measured = figures_measured(detail)
    if row.progress is None:
        return listed([_("unknown"), measured]) if measured else ""
    parts = [progress_told(detail)]
    if marked := only_marked(detail):
        parts = [marked] if row.status != "closed" else parts
    elif row.status != "closed" or row.claimed:
        parts.append(_("claimed") if row.claimed else _("verified"))
    parts += [measured] if measured else []
    if row.status == "closed" and next((act.waived for act in reversed(detail.history) if act.kind == "closed"), None):
        parts.append(_("closed by a waiver"))
    if detail.contradicted_on is not None:
        parts.append(contradiction_told(row.status_on, detail.contradicted_on, row.progress))
    if row.behind is not None and not marked:
        parts.append(pace(row.behind))
        if told := schedule_told(detail):
            parts.append(told)
    return listed(parts)


def late_told(detail: TaskDetail) -> str:
    """How many days late a task is, and on how many of them nobody had to work on it; empty where it is not."""
    told = worded(_("{days} days late"), days=detail.row.days_late)
    if not detail.days_rested:
        return told
    own = (detail.row.days_late or 0) - detail.days_rested
    return bracketed(told, rested_told(detail.days_rested, own, detail.rested_as or ""))


def _due(detail: TaskDetail, late: str) -> str:
    due, origin = detail.row.due, detail.row.due_origin
    if due is None:
        return ""
    return listed(filter(None, (str(due), origin_beside(origin), late)))


def _deadline(row: DeadlineRow) -> str:
    parts = [str(row.current or row.original or "?"), worded("“{text}”", text=quotable(row.text))]
    if row.current != row.original:
        parts.append(_("first {day}").format(day=row.original))
    met = met_told(row)
    waived = row.waived and row.reached_on is None and _("by a waiver")
    beside = listed(filter(None, (worded(_("{days} days after it"), days=row.days_late), waived)))
    return " ".join(filter(None, (*parts, bracketed(met, beside) if met and beside else met)))


def met_told(row: DeadlineRow) -> str:
    """When a date was met, or its figures reached it in time and the office said so later; empty where it was not."""
    if row.reached_on is None:
        return worded(_("met on {day}"), day=row.met_on)
    template = _("reached on {reached}, confirmed on {day}")
    if row.waived:
        template = _("reached on {reached}, confirmed on {day} by a waiver")
    return template.format(reached=row.reached_on, day=row.met_on)


def _duty(row: DutyRow, *, is_open: bool) -> str:
    often = "" if language() == "zh" and row.text else frequency_word(row.freq, row.interval)
    beside = listed(filter(None, (often, *duty_notes(row, is_open=is_open))))
    called = row.words or row.text
    return bracketed(called, beside) if beside else called


def duty_notes(row: DutyRow, *, is_open: bool) -> tuple[str, ...]:
    """What is said of a recurring duty beside its words, what is to be done and what was; some of it may be empty."""
    template = _("{date} still to be done")
    if row.missed > 1:
        template = _("{count} times still to be done, the first of {date}")
    return (
        worded(template, date=row.outstanding if is_open else None, count=row.missed),
        worded(_("{date} awaits its figures"), date=row.awaited if is_open else None),
        worded(_("next {date}"), date=row.upcoming if is_open else None),
        worded(_("{met} of {count} met"), count=row.occurrences, met=row.met),
    )


def indicator_told(row: IndicatorRow, *, is_open: bool) -> str:
    """A quantified target, and what became of it."""
    value = f"{row.value:g}" if row.max is None else f"{row.value:g}-{row.max:g}"
    due = _(" by {day}").format(day=row.until or row.due) if row.due else ""
    told = f"{row.pointer or row.name} {compared(row.op, value + row.unit)}{due}"
    return " · ".join([told, *figure_notes(row, is_open=is_open)])


def _act(row: ActionRow) -> str:
    told = act_told(row) if row.deadline is None else bracketed(act_told(row), row.deadline)
    moved = worded(_("to {date}"), date=row.to_date)
    return " ".join(filter(None, (str(row.on), told, moved, *by_whom(row), row.note, row.waived)))


def act_told(row: ActionRow) -> str:
    """What an act in a task's history is called."""
    from dutytrack.domain.acts import act_word

    if row.duty is not None:
        return _("recurring duty done: {duty}").format(duty=row.duty)
    return act_word(row.kind)


def _doubt(problem: Any) -> str:
    from dutytrack.domain.plan.problems import SENTENCES, Problem

    if problem.get("code") not in SENTENCES:
        return str(problem.get("code"))
    doubt = Problem(problem["code"], problem["line"], problem["field"], problem.get("facts") or {})
    return _("line {line}: {message}").format(line=doubt.line, message=doubt.message)


def _where(detail: TaskDetail) -> str:
    source = detail.source_lines
    if source is None:
        return ""
    last = source.first_line + len(source.lines) - 1
    template = _("{document}, lines {first} to {last}")
    if last == source.first_line:
        template = _("{document}, line {first}")
    head = template.format(document=source.document, first=source.first_line, last=last)
    numbered = (f"{number}: {line}" for number, line in enumerate(source.lines, source.first_line))
    return "\n".join([head, *numbered])
