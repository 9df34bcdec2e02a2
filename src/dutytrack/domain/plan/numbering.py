"""A plan's printed numbers against what was read: 1 to 26: 26 read, none missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.domain.words.numerals import printed_number

_SIGNS = re.compile(r"\d+|[〇零一二三四五六七八九十百两]+")
_BETWEEN = re.compile("[.－–—-]")
"""Between a number and those inside it: 3.1, 3-1."""
_CIRCLED = re.compile("[①-⓿㈠-㈩㉑-㉟]")
_CHINESE = re.compile("[〇零一二三四五六七八九十百]")
_WIDEST = 5_000
"""Numbers: a wider gap is two numberings, not one with thousands missing."""


class NumberingRun(NamedTuple):
    """One numbering of a plan's tasks, from its first printed number to its last."""

    kind: str
    """The form of its numbers."""
    section: tuple[str, ...]
    """The headings that its first task stands under."""
    first: int
    last: int
    read: int
    """How many different numbers were read."""
    missing: tuple[int, ...]
    doubled: tuple[int, ...]


def reconcile(plan: ParsedPlan) -> tuple[NumberingRun, ...]:
    """The numberings of ``plan``'s tasks, in its order: where one begins anew under another heading, a new run begins.

    Headings that hold tasks fill the numbers between tasks of their own kind, so ``(二)`` with tasks under it is not
    missing between the tasks ``(一)`` and ``(三)``.
    """
    return tuple(run.closed() for run in _runs(plan) if run.of_tasks)


@dataclass(slots=True)
class _Run:
    kind: str
    section: tuple[str, ...]
    numbers: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    prefix: str = ""
    seen: set[int] = field(default_factory=set)
    of_tasks: bool = False

    def closed(self) -> NumberingRun:
        first, last = min(self.seen), max(self.seen)
        missing = tuple(n for n in range(first, last + 1) if n not in self.seen) if last - first <= _WIDEST else ()
        return NumberingRun(self.kind, self.section, first, last, len(self.seen), missing, tuple(self.doubled))


def _runs(plan: ParsedPlan) -> list[_Run]:
    order: list[_Run] = []
    current: dict[tuple[str, int], _Run] = {}
    for kind, inside, prefix, number, is_task, section in _events(plan):
        run = current.get((kind, inside))
        anew = run is not None and number == 1 and is_task and section != run.section
        if run is None or anew or (prefix != run.prefix and (number <= run.numbers[-1] or number == 1)):
            run = current[kind, inside] = _Run(kind, section)
            order.append(run)
        if is_task and number in run.seen and prefix == run.prefix:
            run.doubled.append(number)
        run.numbers.append(number)
        run.seen.add(number)
        run.prefix = prefix
        run.of_tasks = run.of_tasks or is_task
    return order


def _events(plan: ParsedPlan) -> Iterator[tuple[str, int, str, int, bool, tuple[str, ...]]]:
    """Each printed number once: its kind, inside how many of that kind and what it stands, value, whether a task's.

    Last comes its section.
    """
    seen: set[tuple[str, str]] = set()
    paragraphs: set[tuple[str, tuple[str, ...]]] = set()
    for task in plan.tasks:
        ref, _, paragraph = task.ref.partition("/")
        if paragraph:
            if (ref, task.section) in paragraphs:
                continue
            paragraphs.add((ref, task.section))
        parts = _BETWEEN.split(ref)
        for depth, part in enumerate(parts):
            number = printed_number(part)
            prefix = ".".join(parts[:depth])
            is_task = depth == len(parts) - 1
            if number is None or (not is_task and (prefix, part) in seen):
                continue
            seen.add((prefix, part))
            kind = kind_of_number(part)
            inside = sum(kind_of_number(above) == kind for above in parts[:depth])
            yield kind, inside, prefix, number, is_task, task.section


def kind_of_number(printed: str) -> str:
    """The form of a printed number, whatever its value: ``(十三)`` and ``(二)`` are of one."""
    return _CIRCLED.sub("①", _SIGNS.sub("#", printed)) + ("c" if _CHINESE.search(printed) else "d")
