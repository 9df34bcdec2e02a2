"""A plan's reading as JSON: what ``import --dry-run --format json`` prints and ``import`` takes.

One object a plan: ``source``, ``plan``, ``plan_indicators``, ``phases`` and ``tasks``; each task with its ``problems``
and ``leader`` besides. Keys that are not known are passed over when reading, so people may add their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from dutytrack.domain.plan.account import Account
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
_TASK_KEYS = (
    *("ref", "label", "section", "title", "units_raw", "lead", "responsible", "participating"),
    *("deadlines", "recurring", "indicators", "lines", "leader", "problems"),
)


def to_json(plan: ParsedPlan) -> Json:
    """``plan`` as an object that ``json`` can write."""
    own = ("title", "issuer", "doc_no", "issued", "jurisdiction", "period")
    return {
        "source": plan.source,
        "plan": {name: _plain(getattr(plan, name)) for name in own},
        "plan_indicators": _plain(plan.indicators),
        "phases": _plain(plan.phases),
        "tasks": [{name: _plain(getattr(task, name)) for name in _TASK_KEYS} for task in plan.tasks],
        "problems": _plain(plan.problems),
        "reading": _told(plan.account),
    }


def _told(account: Account) -> Json:
    """How much of the plan was read, and the marks that nothing was read from."""
    own = ("marks", "accounted", "score", "doubtful")
    return {**{name: getattr(account, name) for name in own}, "left_over": [_plain(one) for one in account.left_over]}


def _plain(value: Any) -> Any:
    """``value`` as JSON has it: numbers without ``.0`` where they are whole, parts by their fields."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return int(value)
    if not is_dataclass(value):
        return value
    told = {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != "span"}
    if isinstance(value, Problem):
        return {**told, "facts": dict(value.facts), "message": value.message}
    if isinstance(value, PlanIndicator) and value.max is None:
        del told["max"]
    return told


def from_json(read: Mapping[str, Any]) -> ParsedPlan:
    """The plan that ``read`` tells of; raises KeyError, TypeError or ValueError where it is not of this shape."""
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
            PlanPhase(one["title"], _date(one.get("start")), _date(one.get("end"))) for one in read.get("phases", ())
        ),
        tasks=tuple(map(_task, read["tasks"])),
        problems=_problems(read.get("problems", ())),
    )


def _task(read: Mapping[str, Any]) -> ParsedTask:
    title = _filled(read["title"])
    first, last = read.get("lines") or (0, 0)
    lists: dict[str, Any] = {name: tuple(map(make, read.get(name, ()))) for name, make in _LISTS.items()}
    return ParsedTask(
        ref=_text(read["ref"]),
        label=read.get("label") or "",
        title=title,
        text=read.get("text") or title,
        lines=(_line(first), _line(last)),
        units_raw=read.get("units_raw"),
        problems=_problems(read.get("problems", ())),
        **lists,
    )


def _mention(read: Mapping[str, Any]) -> UnitMention:
    return UnitMention(_filled(read["name"]), read.get("raw") or read["name"])


def _deadline(read: Mapping[str, Any]) -> PlanDeadline:
    precision = _one_of(read.get("precision", "day"), ("day", "month", "year"))
    return PlanDeadline(_date(read["date"]), precision, read.get("text") or "")


def _recurrence(read: Mapping[str, Any]) -> PlanRecurrence:
    freq = _one_of(read["freq"], ("yearly", "monthly", "weekly", "daily"))
    interval = int(read.get("interval", 1))
    if not 1 <= interval <= LONGEST_INTERVAL:
        raise ValueError(repr(interval))
    return PlanRecurrence(freq, interval, read.get("text") or "")


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


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_LISTS: Mapping[str, Callable[[Any], Any]] = {
    "section": _text,
    "leader": _text,
    "lead": _mention,
    "responsible": _mention,
    "participating": _mention,
    "deadlines": _deadline,
    "recurring": _recurrence,
    "indicators": _indicator,
}
"""A task's fields of several values, each with what reads one of them."""
