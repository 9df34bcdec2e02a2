"""The fields of a task under review as text that a person can read and change, and back.

Names and persons are joined by 、; dates, duties and figures stand one a line:

    2017-06 到2017年6月底                     a month's last day; ``2017`` a year's, ``?`` where the year is not given
    每季度 每季度组织一次                      or ``monthly/3``
    创新平台 | >=100-120 家 | 2017 | yearly | 新增创新平台100家     name and figure; the rest may be left out

What is left as it was shown stays the value that was read, with its place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from dutytrack.domain.dates import DateError, Period, month_end, read_period
from dutytrack.domain.plan.model import (
    ROLES,
    Frequency,
    Operator,
    ParsedPlan,
    ParsedTask,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    Precision,
    Role,
    UnitMention,
)
from dutytrack.domain.units.names import split_names, tidy_name
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, listed

Part = TypeVar("Part", PlanDeadline, PlanRecurrence, PlanIndicator)
BETWEEN_HEADINGS = " > "
UNKNOWN_DATE = "?"


class ReviewFieldError(DutyTrackError):
    """A field holds text that it can't hold."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(_("{field}: {why}").format(field=field_label(field), why=why))
        self.field = field


class ReviewField(NamedTuple):
    """A field that can be changed in review."""

    name: str
    label: str
    """English, marked for the catalogs."""
    several_lines: bool = False
    """Whether it has an entry a line."""


TASK_FIELDS = (
    ReviewField("ref", N_("Number")),
    ReviewField("title", N_("Task")),
    ReviewField("lead", N_("Lead")),
    ReviewField("responsible", N_("Responsible")),
    ReviewField("participating", N_("Participating")),
    ReviewField("leader", N_("Leader")),
    ReviewField("deadlines", N_("Deadlines"), several_lines=True),
    ReviewField("recurring", N_("Recurring"), several_lines=True),
    ReviewField("indicators", N_("Figures"), several_lines=True),
    ReviewField("section", N_("Section")),
    ReviewField("text", N_("Text"), several_lines=True),
)
PLAN_FIELDS = (
    ReviewField("title", N_("Title")),
    ReviewField("issuer", N_("Issuer")),
    ReviewField("doc_no", N_("Document number")),
    ReviewField("issued", N_("Issued")),
    ReviewField("jurisdiction", N_("Place")),
    ReviewField("start", N_("Start")),
    ReviewField("end", N_("End")),
)
_LABELS = {field.name: field.label for field in (*PLAN_FIELDS, *TASK_FIELDS)}
_DAYS = frozenset({"issued", "start", "end"})


def field_label(name: str) -> str:
    """What the field of a task (else of a plan) is called, in the language in use."""
    return _(_LABELS.get(name, name))


def shown(task: ParsedTask, field: str) -> str:
    """The field of ``task`` as text; empty where it holds nothing."""
    return _SHOWN[field](task)


def edited(task: ParsedTask, field: str, text: str, *, known: Collection[str] = ()) -> ParsedTask:
    """``task`` with ``field`` as ``text`` says, each of ``known`` one name; raises ReviewFieldError if it can't be."""
    if text.strip() == shown(task, field).strip():
        return task
    return replace(task, **{field: _READ[field](task, text, known)})


def shown_of_plan(plan: ParsedPlan, field: str) -> str:
    """The field of ``plan`` as text."""
    value = getattr(plan.period if field in {"start", "end"} else plan, field)
    return _day_text(value) if field in _DAYS else value or ""


def edited_plan(plan: ParsedPlan, field: str, text: str) -> ParsedPlan:
    """``plan`` with its ``field`` as ``text`` says; raises ReviewFieldError where that can't be understood."""
    value: Any = text.strip() or None
    if field in _DAYS and value is not None:
        named = _period(field, value)
        value = named.last if field == "end" else named.first  # a plan's ``2015`` ends on its last day
    if field not in {"start", "end"}:
        return replace(plan, **{field: value})
    period = replace(plan.period, **{field: value})
    if period.start and period.end and period.start > period.end:
        raise ReviewFieldError(field, _("the start is after the end"))
    return replace(plan, period=period)


# Names


def _shown_names(role: Role, task: ParsedTask) -> str:
    return BETWEEN_NAMES.join(mention.name for mention in task.units(role))


def _mentions(role: Role, task: ParsedTask, text: str, known: Collection[str]) -> tuple[UnitMention, ...]:
    old = task.units(role)
    names = dict.fromkeys(tidy_name(name) for name in names_in(text, (*known, *(one.name for one in old))))
    return renamed(old, list(names))


def names_in(text: str, known: Collection[str]) -> list[str]:
    """The names in ``text``; one of ``known`` is one name, whatever is in it."""
    whole = sorted((name for name in set(known) if len(split_names(name)) > 1), key=len, reverse=True)
    if not whole:
        return list(split_names(text.replace("\n", BETWEEN_NAMES)))
    parts = re.split("|".join(f"({re.escape(name)})" for name in whole), text.replace("\n", BETWEEN_NAMES))
    return [name for part in parts if part for name in ((part,) if part in whole else split_names(part))]


def renamed(old: Sequence[UnitMention], names: Sequence[str]) -> tuple[UnitMention, ...]:
    """A mention for each of ``names``: the old one of that name, else one that takes a renamed one's place."""
    kept = {mention.name: mention for mention in old if mention.name in names}
    gone = [mention for mention in old if mention.name not in kept]
    new = [name for name in names if name not in kept]
    if len(gone) == len(new):
        kept.update({name: replace(mention, name=name) for name, mention in zip(new, gone, strict=True)})
    return tuple(kept.get(name) or UnitMention(name, name) for name in names)


# Dates


def date_text(day: date | None, precision: Precision) -> str:
    """``2017`` or ``2017-06`` where the date is the last one of its year or month; ``?`` for none."""
    if day is None:
        return UNKNOWN_DATE
    if precision == "year" and day == month_end(day.year, 12):
        return f"{day:%Y}"
    if precision == "month" and day == month_end(day.year, day.month):
        return f"{day:%Y-%m}"
    return day.isoformat()


def _period(field: str, text: str) -> Period:
    try:
        return read_period(text, None)
    except DateError as error:
        raise ReviewFieldError(field, str(error)) from error


def _day(field: str, text: str) -> tuple[date, Precision]:
    """The last day of what ``text`` names; a quarter or half year counts as its last month."""
    period = _period(field, text)
    return period.last, period.precision if period.precision in {"day", "year"} else "month"


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _deadline_line(deadline: PlanDeadline) -> str:
    return f"{date_text(deadline.date, deadline.precision)} {deadline.text}".strip()


def _deadline(text: str) -> PlanDeadline:
    when, _space, printed = text.partition(" ")
    if when in {UNKNOWN_DATE, "？"}:
        return PlanDeadline(None, "year", printed.strip())
    day, precision = _day("deadlines", when)
    return PlanDeadline(day, precision, printed.strip() or when)


# Duties

_CADENCES: Mapping[str, tuple[Frequency, int]] = {
    "每年": ("yearly", 1), "每两年": ("yearly", 2), "每半年": ("monthly", 6), "每季度": ("monthly", 3),
    "每季": ("monthly", 3), "每两月": ("monthly", 2), "每月": ("monthly", 1), "每两周": ("weekly", 2),
    "每周": ("weekly", 1), "每日": ("daily", 1), "每天": ("daily", 1),
}  # fmt: skip
_FREQUENCIES: tuple[Frequency, ...] = ("yearly", "monthly", "weekly", "daily")


def cadence_text(freq: Frequency, interval: int) -> str:
    """How often, in the word that plans have for it (每季度), else as ``weekly/3``; the same in every language."""
    word = next((word for word, cadence in _CADENCES.items() if cadence == (freq, interval)), None)
    return word or (freq if interval == 1 else f"{freq}/{interval}")


def _recurrence_line(duty: PlanRecurrence) -> str:
    return f"{cadence_text(duty.freq, duty.interval)} {duty.text}".strip()


def _recurrence(text: str) -> PlanRecurrence:
    often, _space, printed = text.partition(" ")
    word, _slash, interval = often.partition("/")
    if often in _CADENCES:
        freq, every = _CADENCES[often]
    elif word in _FREQUENCIES and re.fullmatch(r"[1-9]\d?|", interval):
        freq, every = word, int(interval or 1)
    else:
        raise ReviewFieldError("recurring", _("{text} is no such thing as 每季度 or monthly/3").format(text=often))
    return PlanRecurrence(freq, every, printed.strip() or often)


# Figures

_FIGURE = re.compile(
    r"\s*(>=|<=|==|=|≥|≤|)\s*(-?\d[\d,]{0,17}(?:\.\d{1,9})?)(?:\s*[-~]\s*(\d{1,17}(?:\.\d{1,9})?))?\s*(\S*)\s*"
)
_OPERATORS: Mapping[str, Operator] = {"": ">=", "≥": ">=", "≤": "<=", "=": "==", ">=": ">=", "<=": "<=", "==": "=="}


def figure_text(indicator: PlanIndicator) -> str:
    """``>=2-3 家``: operator, value and unit."""
    upper = "" if indicator.max is None else f"-{_number(indicator.max)}"
    return f"{indicator.op}{_number(indicator.value)}{upper} {indicator.unit}".strip()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _indicator_line(indicator: PlanIndicator) -> str:
    due = "" if indicator.due is None else indicator.due.isoformat()
    parts = [indicator.name, figure_text(indicator), due, indicator.freq or "", indicator.text]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _indicator(text: str) -> PlanIndicator:
    name, figure, due, freq, printed = (
        part.strip() for part in [*text.replace("｜", "|").split("|", 4), *[""] * 4][:5]
    )
    found = _FIGURE.fullmatch(figure)
    if not name or found is None:
        raise ReviewFieldError("indicators", _("{text} is no such thing as 平台 | >=100 家").format(text=text))
    if freq and freq not in _FREQUENCIES:
        known = listed(_FREQUENCIES)
        raise ReviewFieldError("indicators", _("{text} is none of: {known}").format(text=freq, known=known))
    return PlanIndicator(
        name=name,
        op=_OPERATORS[found[1]],
        value=float(found[2].replace(",", "")),
        max=float(found[3]) if found[3] else None,
        unit=found[4],
        due=_day("indicators", due)[0] if due else None,
        freq=cast("Frequency", freq) or None,
        text=printed or f"{name} {figure}",
    )


# Lines and texts


def _entries(
    field: str, line: Callable[[Part], str], read: Callable[[str], Part]
) -> Callable[[ParsedTask, str, Collection[str]], tuple[Part, ...]]:
    """Reads an entry a line; one that is as it was shown stays, one in the place of another keeps that one's place."""

    def entries(task: ParsedTask, text: str, _known: Collection[str]) -> tuple[Part, ...]:
        old: tuple[Part, ...] = getattr(task, field)
        same = {" ".join(line(part).split()): part for part in old}
        lines = filter(None, (" ".join(one.split()) for one in text.split("\n")))
        values = [same.get(shown) or read(shown) for shown in lines]
        if len(values) == len(old):
            values = [replace(value, span=value.span or was.span) for value, was in zip(values, old, strict=True)]
        return tuple(values)

    return entries


def _title(_task: ParsedTask, text: str, _known: Collection[str]) -> str:
    if not text.strip():
        raise ReviewFieldError("title", _("must not be empty"))
    return " ".join(text.split())


def _split(signs: str, text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(signs, text) if part.strip())


_SHOWN: Mapping[str, Callable[[ParsedTask], str]] = {
    "ref": lambda task: task.ref,
    "title": lambda task: task.title,
    **{role: partial(_shown_names, role) for role in ROLES},
    "leader": lambda task: BETWEEN_NAMES.join(task.leader),
    "deadlines": lambda task: "\n".join(map(_deadline_line, task.deadlines)),
    "recurring": lambda task: "\n".join(map(_recurrence_line, task.recurring)),
    "indicators": lambda task: "\n".join(map(_indicator_line, task.indicators)),
    "section": lambda task: BETWEEN_HEADINGS.join(task.section),
    "text": lambda task: task.text,
}
_READ: Mapping[str, Callable[[ParsedTask, str, Collection[str]], Any]] = {
    "ref": lambda _task, text, _known: "".join(text.split()),
    "title": _title,
    **{role: partial(_mentions, role) for role in ROLES},
    "leader": lambda _task, text, _known: _split(r"[、,，;；\n]", text),
    "deadlines": _entries("deadlines", _deadline_line, _deadline),
    "recurring": _entries("recurring", _recurrence_line, _recurrence),
    "indicators": _entries("indicators", _indicator_line, _indicator),
    "section": lambda _task, text, _known: _split(r"[>\n]", text),
    "text": lambda _task, text, _known: text.strip(),
}
