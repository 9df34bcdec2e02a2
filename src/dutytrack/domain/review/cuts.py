"""Joining two tasks that a document has as one, and cutting one that it has as two."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from dutytrack.domain.plan.model import ROLES, ParsedTask, Span

Item = TypeVar("Item")
_LONGEST_TITLE = 30


def joined(first: ParsedTask, second: ParsedTask) -> ParsedTask:
    """One task of the two: number and title of the first, the rest of both, nothing twice; a unit in its main role."""
    placed: set[str] = set()
    roles: dict[str, Any] = {}
    for role in ROLES:
        both = _once((*first.units(role), *second.units(role)), lambda mention: mention.name)
        roles[role] = tuple(mention for mention in both if mention.name not in placed)
        placed.update(mention.name for mention in both)
    return replace(
        first,
        text="\n".join(text for text in (first.text, second.text) if text),
        lines=(min(first.lines[0], second.lines[0]), max(first.lines[1], second.lines[1])),
        units_raw="\n".join(raw for raw in (first.units_raw, second.units_raw) if raw) or None,
        leader=_once((*first.leader, *second.leader), lambda name: name),
        deadlines=_once((*first.deadlines, *second.deadlines), lambda one: one.date or one.text),
        recurring=_once((*first.recurring, *second.recurring), lambda one: (one.freq, one.interval)),
        indicators=_once((*first.indicators, *second.indicators), lambda one: replace(one, span=None)),
        problems=(*first.problems, *second.problems),
        **roles,
    )


def _once(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    kept: dict[Hashable, Item] = {}
    for item in items:
        kept.setdefault(key(item), item)
    return tuple(kept.values())


def paragraphs(task: ParsedTask) -> list[str]:
    """The task's paragraphs; it can be cut before each but the first."""
    return [paragraph for paragraph in task.text.split("\n") if paragraph.strip()]


def cut_in_two(
    task: ParsedTask, paragraph: int, refs: tuple[str, str], source: Sequence[str]
) -> tuple[ParsedTask, ParsedTask]:
    """The task up to its ``paragraph`` (counted from 0) and the rest, under ``refs``; ``source`` are all lines.

    What was read at or after the paragraph's line goes to the second. Where that leaves one of the two without units,
    the clause held for both and both have them all.
    """
    parts = paragraphs(task)
    line = _line_of(parts[paragraph], task, paragraph, source)
    first = _side(task, lambda span: span is None or span.line < line)
    second = _side(task, lambda span: span is not None and span.line >= line)
    first, second = _with_units(first, second, task), _with_units(second, first, task)
    early, late = (tuple(one for one in task.problems if (one.line < line) is early) for early in (True, False))
    upper = replace(first, ref=refs[0], text="\n".join(parts[:paragraph]), problems=early)
    lower = replace(second, ref=refs[1], text="\n".join(parts[paragraph:]), problems=late, span=None)
    return (
        replace(upper, lines=(task.lines[0], max(line - 1, task.lines[0]))),
        replace(lower, lines=(line, task.lines[1]), title=_title_of(parts[paragraph])),
    )


def _side(task: ParsedTask, mine: Callable[[Span | None], bool]) -> ParsedTask:
    parts = (*ROLES, "deadlines", "recurring", "indicators")
    kept: dict[str, Any] = {name: tuple(one for one in getattr(task, name) if mine(one.span)) for name in parts}
    return replace(task, **kept)


def _with_units(side: ParsedTask, other: ParsedTask, whole: ParsedTask) -> ParsedTask:
    if all(any(one.units(role) for role in ROLES) for one in (side, other)):
        return side
    return replace(side, lead=whole.lead, responsible=whole.responsible, participating=whole.participating)


def _line_of(paragraph: str, task: ParsedTask, number: int, source: Sequence[str]) -> int:
    """The source line where the paragraph begins; where it is not found, as many lines on as there are paragraphs."""
    first, last = task.lines
    begin = "".join(paragraph.split())[:12]
    lines = (line for line in range(first, min(last, len(source)) + 1) if begin in "".join(source[line - 1].split()))
    return next(lines, min(first + number, last))


def _title_of(paragraph: str) -> str:
    """The first sentence; where that is long, its first clause."""
    sentence = paragraph.strip().split("。")[0]
    return (re.split("[,，]", sentence)[0] if len(sentence) > _LONGEST_TITLE else sentence).strip()
