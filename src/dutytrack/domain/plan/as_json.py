"""A plan's reading as JSON: what ``import --dry-run --format json`` prints and ``import`` takes.

One object a plan: ``source``, ``plan``, ``plan_indicators``, ``phases`` and ``tasks``; each task with its ``problems``
and ``leader`` besides. Keys that are not known are passed over when reading, so people may add their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dutytrack.domain.plan.model import (
    LONGEST_INTERVAL,
    ParsedPlan,
    ParsedTask,
    Period,
    PlanDeadline,
    PlanIndicator,
    PlanPhase,
    PlanRecurrence,
    UnitMention,
)
from dutytrack.domain.plan.problems import SENTENCES, Problem

_MOST_LINES = 10_000_000
"""More than the largest text that is read has."""

Json = dict[str, Any]


def to_json(plan: ParsedPlan) -> Json:
    """``plan`` as an object that ``json`` can write."""
    return {
        "source": plan.source,
        "plan": {
            "title": plan.title,
            "issuer": plan.issuer,
            "doc_no": plan.doc_no,
            "issued": _iso(plan.issued),
            "jurisdiction": plan.jurisdiction,
            "period": {"start": _iso(plan.period.start), "end": _iso(plan.period.end)},
        },
        "plan_indicators": [_indicator_to_json(indicator) for indicator in plan.indicators],
        "phases": [{"title": phase.title, "start": _iso(phase.start), "end": _iso(phase.end)} for phase in plan.phases],
        "tasks": [_task_to_json(task) for task in plan.tasks],
        "problems": [_problem_to_json(problem) for problem in plan.problems],
    }


def from_json(read: Mapping[str, Any]) -> ParsedPlan:
    """The plan that ``read`` tells of.

    Raises:
        KeyError, TypeError, ValueError: it is not of this shape.
    """
    plan = read["plan"]
    period = plan.get("period") or {}
    return ParsedPlan(
        source=read.get("source") or "",
        title=plan["title"],
        issuer=plan.get("issuer"),
        doc_no=plan.get("doc_no"),
        issued=_date(plan.get("issued")),
        jurisdiction=plan.get("jurisdiction"),
        period=Period(_date(period.get("start")), _date(period.get("end"))),
        indicators=tuple(map(_indicator, read.get("plan_indicators", ()))),
        phases=tuple(
            PlanPhase(phase["title"], _date(phase.get("start")), _date(phase.get("end")))
            for phase in read.get("phases", ())
        ),
        tasks=tuple(map(_task, read["tasks"])),
        problems=_problems(read.get("problems", ())),
    )


def _task_to_json(task: ParsedTask) -> Json:
    return {
        "ref": task.ref,
        "label": task.label,
        "section": list(task.section),
        "title": task.title,
        "units_raw": task.units_raw,
        "lead": _mentions_to_json(task.lead),
        "responsible": _mentions_to_json(task.responsible),
        "participating": _mentions_to_json(task.participating),
        "deadlines": [
            {"date": _iso(deadline.date), "precision": deadline.precision, "text": deadline.text}
            for deadline in task.deadlines
        ],
        "recurring": [{"freq": duty.freq, "interval": duty.interval, "text": duty.text} for duty in task.recurring],
        "indicators": [_indicator_to_json(indicator) for indicator in task.indicators],
        "lines": list(task.lines),
        "leader": list(task.leader),
        "problems": [_problem_to_json(problem) for problem in task.problems],
    }


def _task(read: Mapping[str, Any]) -> ParsedTask:
    title = _filled(read["title"])
    first, last = read.get("lines") or (0, 0)
    return ParsedTask(
        ref=_text(read["ref"]),
        label=read.get("label") or "",
        section=tuple(map(_text, read.get("section", ()))),
        title=title,
        text=read.get("text") or title,
        lines=(_line(first), _line(last)),
        units_raw=read.get("units_raw"),
        lead=_mentions(read.get("lead", ())),
        responsible=_mentions(read.get("responsible", ())),
        participating=_mentions(read.get("participating", ())),
        leader=tuple(map(_text, read.get("leader", ()))),
        deadlines=tuple(map(_deadline, read.get("deadlines", ()))),
        recurring=tuple(map(_recurrence, read.get("recurring", ()))),
        indicators=tuple(map(_indicator, read.get("indicators", ()))),
        problems=_problems(read.get("problems", ())),
    )


def _mentions_to_json(mentions: Iterable[UnitMention]) -> list[Json]:
    return [{"name": mention.name, "raw": mention.raw} for mention in mentions]


def _mentions(read: Iterable[Mapping[str, Any]]) -> tuple[UnitMention, ...]:
    return tuple(UnitMention(_filled(unit["name"]), unit.get("raw") or unit["name"]) for unit in read)


def _deadline(read: Mapping[str, Any]) -> PlanDeadline:
    return PlanDeadline(
        _date(read["date"]), _one_of(read.get("precision", "day"), ("day", "month", "year")), read.get("text") or ""
    )


def _recurrence(read: Mapping[str, Any]) -> PlanRecurrence:
    freq = _one_of(read["freq"], ("yearly", "monthly", "weekly", "daily"))
    interval = int(read.get("interval", 1))
    if not 1 <= interval <= LONGEST_INTERVAL:
        raise ValueError(repr(interval))
    return PlanRecurrence(freq, interval, read.get("text") or "")


def _indicator_to_json(indicator: PlanIndicator) -> Json:
    told: Json = {
        "name": indicator.name,
        "op": indicator.op,
        "value": _number(indicator.value),
        "unit": indicator.unit,
        "due": _iso(indicator.due),
        "freq": indicator.freq,
        "text": indicator.text,
    }
    if indicator.max is not None:
        told["max"] = _number(indicator.max)
    return told


def _indicator(read: Mapping[str, Any]) -> PlanIndicator:
    upper = read.get("max")
    return PlanIndicator(
        name=_text(read["name"]),
        op=_one_of(read["op"], (">=", "<=", "==")),
        value=_finite(read["value"]),
        unit=read.get("unit") or "",
        due=_date(read.get("due")),
        freq=read.get("freq"),
        text=read.get("text") or "",
        max=None if upper is None else _finite(upper),
    )


def _problem_to_json(problem: Problem) -> Json:
    return {
        "code": problem.code,
        "line": problem.line,
        "field": problem.field,
        "facts": dict(problem.facts),
        "message": problem.message,
    }


def _problems(read: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The doubts whose kind this program knows; a sentence can't be made for others."""
    return tuple(
        Problem(item["code"], _line(item.get("line", 0)), item.get("field", ""), item.get("facts", {}))
        for item in read
        if item["code"] in SENTENCES
    )


def _line(value: Any) -> int:
    line = int(value)
    if not 0 <= line <= _MOST_LINES:
        raise ValueError(repr(line))
    return line


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(repr(value))
    return number


def _one_of(value: Any, allowed: tuple[str, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r}: {', '.join(allowed)}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value


def _filled(value: Any) -> str:
    if not _text(value).strip():
        raise ValueError(repr(value))
    return str(value)


def _number(value: float) -> float:
    """``value`` without ``.0`` where it is whole."""
    return int(value) if value == int(value) else value


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
